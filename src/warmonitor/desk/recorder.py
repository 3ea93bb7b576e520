"""The desk's side of the audit log: what changes something is put down at once, what was only seen a moment later, in one go."""

from __future__ import annotations

import logging
from queue import Empty, Full, Queue
from threading import Thread

from fastapi import Request

from warmonitor.clock import now_text
from warmonitor.desk.accounts import current_user
from warmonitor.desk.rates import coarse_origin
from warmonitor.errors import StoreError
from warmonitor.store import Store, accounts, audit

MOST_WAITING = 5_000
AT_ONCE = 500
PATIENCE_SECONDS = 30
LOG = logging.getLogger(__name__)


def deed_of(request: Request, deed: str, subject: str = "", details: str = "") -> audit.Deed:
    """What somebody did with a call, as the audit log keeps it."""
    user = current_user(request)
    return audit.Deed(
        at=now_text(), user=user.name if user else "nobody", role=user.role if user else "none",
        deed=deed, subject=subject, details=details, origin=coarse_origin(request.client.host if request.client else None),
    )  # fmt: skip


class Recorder:
    """Puts down deeds in the store's audit log."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: Queue[audit.Deed | int | None] = Queue(MOST_WAITING)
        self._thread: Thread | None = None

    def put_down(self, deed: audit.Deed) -> None:
        """Write a deed now; raises StoreError where it can't be, so that nothing is done without its row."""
        with self._store.writing() as connection:
            audit.append(connection, [deed])

    def note(self, what: audit.Deed | int) -> None:
        """Write a deed, or that a session (its number) is in use, within a moment; raises StoreError where thousands wait."""
        if self._thread is None:
            self._thread = Thread(target=self._work, name="audit", daemon=True)
            self._thread.start()
        try:
            self._waiting.put(what, timeout=PATIENCE_SECONDS)
        except Full:
            raise StoreError("the audit log can't be written: try again later") from None

    def close(self) -> None:
        """Write what still waits."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(timeout=PATIENCE_SECONDS)
            self._thread = None

    def flush(self) -> None:
        """Wait until all is written that waits now."""
        self._waiting.join()

    def _work(self) -> None:
        is_open = True
        while is_open:
            some = [self._waiting.get()]
            while len(some) < AT_ONCE:
                try:
                    some.append(self._waiting.get(timeout=0.2))
                except Empty:
                    break
            is_open = None not in some
            self._write(
                [one for one in some if isinstance(one, audit.Deed)], {one for one in some if isinstance(one, int)}
            )
            for _ in some:
                self._waiting.task_done()

    def _write(self, deeds: list[audit.Deed], used: set[int]) -> None:
        now = now_text()
        for attempt in range(3):
            try:
                with self._store.writing() as connection:
                    audit.append(connection, deeds)
                    for session in used:
                        accounts.touch_session(connection, session, now)
                return
            except StoreError as error:
                LOG.error("the audit log couldn't be written (attempt %d): %s", attempt + 1, error)
