"""The public view: a store of its own, filled with the public form of what may be shown, and with nothing else.

Whatever reads that store (pages, the interface, exports, search, the map) can't show what isn't in it. This module is the one
place where anything passes from the record to the public copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from warmonitor.errors import StoreError
from warmonitor.publishing.public import Policy, is_due, publish, publish_report
from warmonitor.records import Claim, CodedReport, Incident
from warmonitor.settings import Settings
from warmonitor.store import Connection, Store, linked, open_store, publishable, recording, storing
from warmonitor.store.publishable import Telling
from warmonitor.store.recording import Membership, Recorded
from warmonitor.workflow.public_bulletins import publish_bulletins
from warmonitor.workflow.public_policy import read_policy
from warmonitor.workflow.record_incidents import tags_of
from warmonitor.workflow.reviewed import correct_codings

AT_ONCE = 200
MOST_WORDS = 20_000
POLICY, CHANGED, CODED, DUE = "policy", "changes read", "codings read", "due until"  # marks kept in the copy


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
        changed, coded = publishable.newest_keys(connection)
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
        shown = (public | set(due)) - gone.keys()
        for start in range(0, len(due), AT_ONCE):
            _publish_some(connection, copy, due[start : start + AT_ONCE], shown, policy, until, began)
    with copy.writing() as connection:
        _withdraw(connection, gone, shown, began)
        new = {POLICY: digest, CHANGED: str(changed), CODED: str(coded), DUE: until}
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


class _Batch(NamedTuple):
    """Some incidents with all that publishing them takes."""

    incidents: dict[str, Incident]
    tellings: dict[str, list[Telling]]
    codings: dict[int, CodedReport]
    homes: dict[int, dict[str, str]]


def _read_some(connection: Connection, ids: list[str], until: str) -> _Batch:
    """The incidents and those of their reports that are due."""
    tellings: dict[str, list[Telling]] = {}
    for one in publishable.list_tellings_of(connection, ids):
        if is_due(one.published or one.added_at, until):
            tellings.setdefault(one.incident_id, []).append(one)
    keys = sorted({one.report_key for some in tellings.values() for one in some})
    codings = dict(correct_codings(connection, linked.list_codings(connection, keys)))
    homes = {key: recording.homes_of_claims(connection, key) for key in keys}
    return _Batch(publishable.read_incidents(connection, ids), tellings, codings, homes)


def _publish_some(
    connection: Connection, copy: Store, ids: list[str], shown: set[str], policy: Policy, until: str, now: str
) -> None:
    batch = _read_some(connection, ids, until)
    reports: dict[int, CodedReport] = {}
    for key, coded in batch.codings.items():
        home = batch.homes[key]
        may = {claim.id for claim in coded.claims if home.get(claim.id) in shown}
        made = publish_report(coded, may, policy)
        if made is not None:
            reports[key] = made
    with copy.writing() as target:
        publishers = {voice: voice for voice in policy.voices}
        keys = {key: _put_report(target, made, publishers, now) for key, made in reports.items()}
        rows = recording.claim_keys(target, keys.values())
        made_incidents = [
            one for name in ids if (one := _publish_one(name, batch, reports, keys, rows, policy)) is not None
        ]
        recording.record_all(target, made_incidents, "its publication", now)


def _publish_one(
    name: str,
    batch: _Batch,
    reports: dict[int, CodedReport],
    keys: dict[int, int],
    rows: dict[tuple[int, str], int],
    policy: Policy,
) -> Recorded | None:
    tellings = batch.tellings.get(name, [])
    counted: list[tuple[str, Claim]] = []
    shown: dict[str, str] = {}
    members: list[Membership] = []
    texts: list[str] = []
    for one in tellings:
        home, coded = batch.homes[one.report_key], batch.codings.get(one.report_key)
        own = [claim for claim in coded.claims if home.get(claim.id) == name] if coded else []
        counted += [(one.report_id, claim) for claim in own]
        made = reports.get(one.report_key)
        if made is None:
            continue
        shown[one.report_id] = made.report.id
        public = {claim.id: claim for claim in made.claims}
        for claim in own:
            opaque = policy.opaque("claim", f"{one.report_id}\0{claim.id}")
            if opaque in public:
                shown[claim.id] = opaque
                members.append(Membership(rows[keys[one.report_key], opaque], 1.0, {}))
                texts.append(public[opaque].text)
    if not counted:
        return None
    incident = publish(batch.incidents[name], counted, shown, policy)
    if incident is None:
        return None
    order = {public_id: place for place, public_id in enumerate(incident.reports)}
    told = [one for one in tellings if one.report_key in keys and shown[one.report_id] in order]
    told.sort(key=lambda one: order[shown[one.report_id]])
    sources = {one.source for one in told if one.source is not None}
    report_keys = [keys[one.report_key] for one in told]
    return Recorded(
        incident, members, report_keys, len(report_keys), tags_of(incident, sources), _words(incident, texts)
    )


def _words(incident: Incident, texts: Sequence[str]) -> str:
    """What full-text search finds a public incident by."""
    names = [one.name or "" for one in (*incident.actors, *incident.recipients)]
    names += [one.name or "" for one in incident.places]
    return "\n".join((incident.title, *names, *dict.fromkeys(texts)))[:MOST_WORDS]


def _put_report(connection: Connection, made: CodedReport, publishers: dict[str, str], now: str) -> int:
    """The row of a public report; what stood there before is emptied where it was another."""
    mark = storing.fingerprint(made.report)
    found = storing.look_up_report(connection, made.report, None)
    if found.key is not None and found.standing == "known":
        before = dict(linked.list_codings(connection, [found.key])).get(found.key)
        if before != made:
            storing.put_coding(connection, found.key, made, now)
        return found.key
    key = storing.put_report(connection, made.report, None, mark, found.key, now)
    storing.put_coding(connection, key, made, now)
    if found.key is not None:
        publishable.scrub_reports(connection, [found.key])
    return key


def _withdraw(connection: Connection, gone: dict[str, str | None], shown: set[str], now: str) -> None:
    """End incidents that may not be shown any more and empty them, and reports that tell of none now."""
    if gone:
        recording.end_incidents(
            connection, {name: heir if heir in shown else None for name, heir in gone.items()}, "withdrawn", now
        )
        publishable.scrub_incidents(connection, sorted(gone))
    publishable.scrub_reports(connection, publishable.reports_without_incidents(connection))
