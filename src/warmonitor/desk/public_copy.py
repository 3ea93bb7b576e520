"""The public view's side of the desk: its store is the public copy, which a thread keeps up to date."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

from fastapi import FastAPI

from warmonitor.desk.remembered import Remembered
from warmonitor.desk.service import Desk
from warmonitor.errors import WarmonitorError
from warmonitor.knowledge.tables import entries
from warmonitor.settings import Settings
from warmonitor.store import Store, open_store
from warmonitor.workflow.public_view import PublicView

LOG = logging.getLogger(__name__)


class PublicCopy:
    """Where the public copy of a store lies, and how it is made."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._settings = settings
        self._private: Store | None = None
        self._view: PublicView | None = None

    def open(self, store_url: str) -> Store:
        """The copy of a store, made or brought up to date."""
        self._private = open_store(store_url)
        self._view = PublicView(self._private, self._path, self._settings)
        return self._view.store()

    def refresh(self) -> Store:
        """The copy, brought up to date: another store than before where it had to be made anew."""
        assert self._view is not None
        return self._view.store()

    def close(self) -> None:
        """Let go of the store that is copied."""
        if self._private is not None:
            self._private.close()


def keep_fresh(app: FastAPI, copy: PublicCopy) -> Callable[[], None]:
    """Bring the copy up to date now and then; what stops it again."""
    wanted: Any = entries("public")["refresh_minutes"]
    over = Event()

    def work() -> None:
        while not over.wait(60 * float(wanted)):
            try:
                take_over(app, copy.refresh())
            except WarmonitorError as error:
                LOG.error("the public copy couldn't be brought up to date: %s", error)

    thread = Thread(target=work, name="public copy", daemon=True)
    thread.start()

    def stop() -> None:
        over.set()
        thread.join(timeout=10)
        copy.close()

    return stop


def take_over(app: FastAPI, store: Store) -> None:
    """Show a store that was made anew, with nothing remembered of the one before."""
    desk: Desk = app.state.desk
    if store is not desk.store:
        app.state.desk = replace(desk, store=store, remembered=Remembered(store))
