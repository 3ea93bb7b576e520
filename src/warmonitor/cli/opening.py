"""The store that a command works on, and what is put down of the command in its audit log."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from warmonitor.cli.output import say_note
from warmonitor.clock import now_text
from warmonitor.interrupts import check, sheltered
from warmonitor.settings import read_settings
from warmonitor.store import Store, audit, open_store


def opened(url: str | None, expected: bool = False) -> Store:
    """The store of this URL, else that of the settings; closed at the end of a `with`. Where one is expected, one that had to be made is told."""
    named = url or read_settings().store
    is_new = expected and _is_missing(named)
    with sheltered():  # it may have to be made first
        store = open_store(named)
    if is_new:
        say_note(
            f"there was no store {named}, so an empty one was made: add reports to it, or name another with --store"
        )
    check()
    return store


def _is_missing(url: str) -> bool:
    """Whether it names a file that isn't there: a slip of the pen, perhaps."""
    scheme, _, path = url.partition(":///")
    return scheme.startswith("sqlite") and bool(path) and not Path(path.partition("?")[0]).exists()


def deed(name: str, subject: str = "", details: str = "") -> audit.Deed:
    """What is put down of a command in the audit log: it runs as the system's user, who may do everything with the store."""
    return audit.Deed(now_text(), _system_user(), "system", name, subject, details, "command line")


def put_down(store: Store, name: str, subject: str, details: str = "") -> None:
    """Put down a command in the audit log."""
    with store.writing() as connection:
        audit.append(connection, [deed(name, subject, details)])


def _system_user() -> str:
    """The name of the user that the process runs as, its number where the system has no name for it, as in many containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
