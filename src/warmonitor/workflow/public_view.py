"""The public view: a store of its own, filled with the public form of what may be shown, and with nothing else.

Whatever reads that store (pages, the interface, exports, search, the map) can't show what isn't in it. `publisher` passes records on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from warmonitor.errors import StoreError
from warmonitor.publishing.policy import Policy, is_due
from warmonitor.settings import Settings
from warmonitor.store import Connection, Store, open_store, publishable
from warmonitor.workflow.public_bulletins import publish_bulletins
from warmonitor.workflow.public_policy import read_policy
from warmonitor.workflow.publisher import AT_ONCE, Publisher

POLICY, CHANGED, CODED, SUMMED, DUE = (
    "policy",
    "changes read",
    "codings read",
    "sums read",
    "due until",
)  # marks kept in the copy


class PublicView:
    """The public copy of a store, in a file that can be made again at any time."""

    def __init__(self, private: Store, path: Path, settings: Settings) -> None:
        self._private = private
        self._path = path
        self._settings = settings
        self._lock = Lock()
        self._store: Store | None = None

    def store(self, now: datetime | None = None) -> Store:
        """The copy, brought up to date. One made by another policy is made anew, in a file beside it until it is whole."""
        with self._lock:
            policy, digest = read_policy(self._private, self._settings)
            moment = now or datetime.now(UTC)
            store = self._store or self._open()
            if store is not None and self._was_made_by(store, digest):
                bring_up_to_date(self._private, store, policy, digest, moment)
            else:
                self._make_anew(policy, digest, moment)
                if store is not None:
                    store.close()
                store = open_store(f"sqlite:///{self._path}")
            self._store = store
            return store

    def _open(self) -> Store | None:
        """The copy as it was left; None where there is none, or none that can be read."""
        if not self._path.exists():
            return None
        try:
            return open_store(f"sqlite:///{self._path}")
        except StoreError:
            return None

    def _was_made_by(self, store: Store, digest: str) -> bool:
        with store.reading() as connection:
            return publishable.read_marks(connection).get(POLICY) == digest

    def _make_anew(self, policy: Policy, digest: str, now: datetime) -> None:
        """Make the whole copy and put it in the place of the one before."""
        fresh = self._path.with_name(f"{self._path.stem}.{os.getpid()}.part.db")
        _remove(fresh)
        try:
            with open_store(f"sqlite:///{fresh}") as store:
                bring_up_to_date(self._private, store, policy, digest, now)
            _remove(self._path)
            fresh.replace(self._path)
        finally:
            _remove(fresh)


def _remove(path: Path) -> None:
    for name in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        name.unlink(missing_ok=True)


def bring_up_to_date(private: Store, copy: Store, policy: Policy, digest: str, now: datetime) -> int:
    """Publish what changed or came of age since the last time, withdraw what may not be shown any more; how many incidents were looked at."""
    began = now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    until = policy.known_until(now)
    with copy.reading() as connection:
        marks = publishable.read_marks(connection)
        public = publishable.current_ids(connection)
    read = int(marks.get(CHANGED, 0)), int(marks.get(CODED, 0)), marks.get(DUE, "")
    with private.reading() as connection:
        changed, coded, summed = publishable.newest_keys(connection)
        standings = publishable.list_standings(
            connection, changed_after=read[0], coded_after=read[1], known_after=read[2]
        )
        due = [
            one.id
            for one in standings
            if one.is_current and one.status != "retracted" and is_due(one.first_reported_at, until)
        ]
        gone = {one.id: one.replaced_by for one in standings if one.id in public and one.id not in set(due)}
        if gone:
            due = list(dict.fromkeys([*due, *_neighbours(connection, copy, gone, public, policy)]))
        publisher = Publisher(connection, copy, policy, (public | set(due)) - gone.keys(), until, began)
        for start in range(0, len(due), AT_ONCE):
            publisher.publish_incidents(due[start : start + AT_ONCE])
        gone |= dict.fromkeys(publisher.untold & public)
        cut = publisher.withdraw(gone)
        publisher.publish_sums(summed_after=int(marks.get(SUMMED, 0)), known_after=read[2], cut=cut)
        publisher.publish_copies()
    with copy.writing() as connection:
        new = {POLICY: digest, CHANGED: str(changed), CODED: str(coded), SUMMED: str(summed), DUE: until}
        publishable.put_marks(connection, new)
    publish_bulletins(private, copy, policy, now)
    return len(due)


def _neighbours(
    connection: Connection, copy: Store, gone: Iterable[str], public: set[str], policy: Policy
) -> Iterator[str]:
    """Public incidents whose reports also told of some that go: these reports must be cut anew."""
    with copy.reading() as other:
        names = {telling.report_id for telling in publishable.list_tellings_of(other, sorted(gone))}
    private = publishable.current_report_keys(connection)
    keys = [key for name, key in private.items() if policy.opaque("report", name) in names]
    for ids in publishable.incidents_of_reports(connection, keys).values():
        yield from (name for name in ids if name in public and name not in set(gone))
