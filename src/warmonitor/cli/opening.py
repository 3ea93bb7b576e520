"""The store that a command works on, and what is put down of the command in its audit log."""

from __future__ import annotations

import getpass
import os

from warmonitor.clock import now_text
from warmonitor.interrupts import check, sheltered
from warmonitor.settings import read_settings
from warmonitor.store import Store, audit, open_store


def opened(url: str | None) -> Store:
    """The store of this URL, else that of the settings; closed at the end of a `with`."""
    with sheltered():  # it may have to be made first
        store = open_store(url or read_settings().store)
    check()
    return store


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
