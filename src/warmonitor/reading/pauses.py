"""Whether standard input has more to give just now, so that a slow stream's reports needn't wait for the next."""

from __future__ import annotations

import select
import sys


def stdin_pauses() -> bool:
    """Whether reading standard input would wait; at its end, and where the machine can't tell, it wouldn't."""
    try:
        return not select.select([sys.stdin.fileno()], [], [], 0)[0]
    except (OSError, ValueError, AttributeError):  # closed, none, no file, or a machine that asks sockets alone
        return False
