"""The `warmonitor` command: its start and its end; the verbs are in `verbs`."""

from __future__ import annotations

import os
import sys

from warmonitor import interrupts


def main() -> None:
    """Run the command; ends the process with its exit status."""
    interrupts.heed()
    _stand_in_for_closed()
    try:
        with interrupts.sheltered():
            from warmonitor.cli.verbs import run  # here, where an interrupt does not break into imports

        interrupts.check()
        run()
    except KeyboardInterrupt:
        sys.exit(interrupts.STATUS)
    finally:
        interrupts.finish()


def _stand_in_for_closed() -> None:
    """A program may be started with its output closed: then nobody wants it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))
