"""The `warmonitor` command: its start and its end; the verbs are in `verbs`."""

from __future__ import annotations

import sys

from warmonitor import interrupts


def main() -> None:
    """Run the command; ends the process with its exit status."""
    interrupts.heed()
    try:
        with interrupts.sheltered():
            from warmonitor.cli.verbs import run  # here, where an interrupt does not break into imports

        interrupts.check()
        run()
    except KeyboardInterrupt:
        sys.exit(interrupts.STATUS)
    finally:
        interrupts.finish()
