"""The public view: a store of its own, filled with the public form of what may be shown, and with nothing else.

Whatever reads that store (pages, the interface, exports, search, the map) can't show what isn't in it. This module is the one
place where anything passes from the record to the public copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from warmonitor.errors import StoreError
from warmonitor.linking.aggregates import find_aggregates
from warmonitor.publishing.policy import Policy, is_due
from warmonitor.publishing.public import publish_report
from warmonitor.publishing.public_incidents import Publication
from warmonitor.records import Claim, CodedReport, Incident
from warmonitor.settings import Settings
from warmonitor.store import Connection, Store, families, linked, open_store, publishable, recording, storing
from warmonitor.store.families import FamilyRow
from warmonitor.store.publishable import Telling
from warmonitor.store.recording import Membership, Recorded
from warmonitor.store.sequences import drop_aggregates
from warmonitor.workflow.as_told import as_told_by
from warmonitor.workflow.campaigns import record_aggregates, record_steps
from warmonitor.workflow.public_bulletins import publish_bulletins
from warmonitor.workflow.public_policy import read_policy
from warmonitor.workflow.record_incidents import tags_of
from warmonitor.workflow.reviewed import correct_codings

AT_ONCE = 200
MOST_WORDS = 20_000
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
        publisher = _Publisher(connection, copy, policy, (public | set(due)) - gone.keys(), until, began)
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


class _Batch(NamedTuple):
    """Some incidents with all that publishing them takes; `late` are those of which some reports aren't due."""

    incidents: dict[str, Incident]
    tellings: dict[str, list[Telling]]
    codings: dict[int, CodedReport]
    homes: dict[int, dict[str, str]]
    late: set[str]


class _Publisher:
    """Passes incidents and reports of the record on to the copy, as far as they may be shown.

    `shown` are the incidents that are public, `until` the instant until which something must have been known. `untold` are
    those of them that turn out to be told by nobody whose report is due.
    """

    def __init__(self, private: Connection, copy: Store, policy: Policy, shown: set[str], until: str, now: str) -> None:
        self._private = private
        self._copy = copy
        self._policy = policy
        self._shown = shown
        self._until = until
        self._now = now
        self.untold: set[str] = set()
        self._put: set[int] = set()  # reports (by the record's keys) whose public form is another now

    def publish_incidents(self, ids: list[str]) -> None:
        """Pass some incidents on, with the reports that tell of them."""
        batch = self._read(ids)
        reports = self._publish_reports(batch.codings, batch.homes)
        with self._copy.writing() as target:
            keys = {key: self._put_report(target, key, made) for key, made in reports.items()}
            rows = recording.claim_keys(target, keys.values())
            made = {name: self._publish_one(name, batch, reports, keys, rows) for name in ids}
            found = {name: one for name, one in made.items() if one is not None}
            recording.record_all(target, [one.recorded for one in found.values()], "its publication", self._now)
            record_steps(target, {name: (one.recorded.incident, one.claims) for name, one in found.items()})
        self.untold |= made.keys() - found.keys()

    def _read(self, ids: list[str]) -> _Batch:
        """The incidents and those of their reports that are due."""
        tellings: dict[str, list[Telling]] = {}
        late = set()
        for one in publishable.list_tellings_of(self._private, ids):
            if is_due(one.published or one.added_at, self._until):
                tellings.setdefault(one.incident_id, []).append(one)
            else:
                late.add(one.incident_id)
        keys = sorted({one.report_key for some in tellings.values() for one in some})
        codings, homes = self._read_reports(keys)
        return _Batch(publishable.read_incidents(self._private, ids), tellings, codings, homes, late)

    def _read_reports(self, keys: Sequence[int]) -> tuple[dict[int, CodedReport], dict[int, dict[str, str]]]:
        """What was made of reports, as decisions leave it, and the incident of each claim."""
        codings = dict(correct_codings(self._private, linked.list_codings(self._private, keys)))
        return codings, {key: recording.homes_of_claims(self._private, key) for key in codings}

    def _publish_reports(
        self, codings: Mapping[int, CodedReport], homes: Mapping[int, Mapping[str, str]]
    ) -> dict[int, CodedReport]:
        """The public form of reports: with claims of public incidents, and those that sum up several happenings."""
        found = {}
        for key, coded in codings.items():
            may = {claim.id for claim in coded.claims if homes[key].get(claim.id) in self._shown}
            may |= {one.claim for one in find_aggregates(coded)}
            made = publish_report(coded, may, self._policy)
            if made is not None:
                found[key] = made
        return found

    def _publish_one(
        self, name: str, batch: _Batch, reports: dict[int, CodedReport], keys: dict[int, int], rows: dict[tuple[int, str], int]
    ) -> _Published | None:  # fmt: skip
        tellings = batch.tellings.get(name, [])
        own = {one.report_key: batch.codings[one.report_key] for one in tellings if one.report_key in batch.codings}
        told = as_told_by(self._private, batch.incidents[name], own) if name in batch.late else batch.incidents[name]
        counted = {
            one.report_key: [claim for claim in coded.claims if batch.homes[one.report_key].get(claim.id) == name]
            for one in tellings
            if (coded := own.get(one.report_key)) is not None
        }
        if told is None or not any(counted.values()):
            return None
        shown: dict[str, str] = {}
        members: list[Membership] = []
        claims: list[Claim] = []
        for one in tellings:
            made = reports.get(one.report_key)
            if made is None:
                continue
            shown[one.report_id] = made.report.id
            public = {claim.id: claim for claim in made.claims}
            for claim in counted[one.report_key]:
                opaque = self._policy.opaque("claim", f"{one.report_id}\0{claim.id}")
                if opaque in public:
                    shown[claim.id] = opaque
                    members.append(Membership(rows[keys[one.report_key], opaque], 1.0, {}))
                    claims.append(public[opaque])
        everything = [claim for some in counted.values() for claim in some]
        incident = Publication(everything, shown, self._policy).publish(told)
        if incident is None:
            return None
        order = {public_id: place for place, public_id in enumerate(incident.reports)}
        listed = [one for one in tellings if one.report_key in keys and shown[one.report_id] in order]
        listed.sort(key=lambda one: order[shown[one.report_id]])
        sources = {one.source for one in listed if one.source is not None}
        report_keys = [keys[one.report_key] for one in listed]
        words = _words(incident, [claim.text for claim in claims])
        recorded = Recorded(incident, members, report_keys, len(report_keys), tags_of(incident, sources), words)
        return _Published(recorded, claims)

    def publish_sums(self, *, summed_after: int, known_after: str, cut: set[str]) -> None:
        """Pass on reports that sum up several happenings: new ones, those that came of age, and those (by public id) that were cut.

        What else they tell of public incidents is in them, too.
        """
        summing = {
            self._policy.opaque("report", one.report_id): one for one in publishable.list_summing_reports(self._private)
        }
        due = {name: one for name, one in summing.items() if is_due(one.published or one.added_at, self._until)}
        wanted = [
            one.report_key
            for name, one in due.items()
            if one.newest > summed_after or (one.published or one.added_at) > known_after[:10] or name in cut
        ]
        for start in range(0, len(wanted), AT_ONCE):
            made = self._publish_reports(*self._read_reports(wanted[start : start + AT_ONCE]))
            with self._copy.writing() as target:
                for key, report in made.items():
                    self._put_report(target, key, report)
        with self._copy.writing() as target:
            left = publishable.list_bare_sums(target)
            publishable.scrub_reports(target, [key for key, name in left.items() if name not in due])

    def publish_copies(self) -> None:
        """Say which public reports copy one another, and which version of its source's each is; of others nothing is said."""
        changed = {row.key: row for row in families.list_members(self._private, self._put)}
        changed |= families.list_families(
            self._private, self._put | set(families.list_children(self._private, self._put))
        )
        keys = self._put | {
            key for row in changed.values() for key in (row.key, row.family, row.parent) if key is not None
        }
        known = publishable.list_report_names(self._private, keys)
        names = {key: self._policy.opaque("report", one.id) for key, one in known.items()}
        with self._copy.writing() as target:
            public = publishable.find_report_keys(target, names.values())
            here = {key: public[name] for key, name in names.items() if name in public}
            rows = [
                FamilyRow(here[row.key], here.get(row.family or 0), here[row.parent], row.relation, row.share, ())
                for row in changed.values()
                if row.key in here and row.parent in here
            ]
            families.put_families(target, rows)
            families.put_origins(target, {row.key: row.family for row in rows})
            publishable.put_versions(target, {here[key]: known[key].version for key in self._put if key in here})

    def _put_report(self, target: Connection, own_key: int, made: CodedReport) -> int:
        """The row of a public report; what stood there before is emptied where it was another."""
        mark = storing.fingerprint(made.report)
        found = storing.look_up_report(target, made.report, None)
        key = found.key
        if key is not None and found.standing == "known":
            before = dict(linked.list_codings(target, [key])).get(key)
            if before == made:
                return key
            drop_aggregates(target, key)
        else:
            publishable.scrub_reports(target, [] if key is None else [key])
            key = storing.put_report(target, made.report, None, mark, None, self._now)
        storing.put_coding(target, key, made, self._now)
        record_aggregates(target, [(key, made)])
        self._put.add(own_key)
        return key

    def withdraw(self, gone: dict[str, str | None]) -> set[str]:
        """End incidents that may not be shown any more and empty them, and reports that tell of none now; the ids of these reports."""
        with self._copy.writing() as target:
            if gone:
                heirs = {name: heir if heir in self._shown else None for name, heir in gone.items()}
                recording.end_incidents(target, heirs, "withdrawn", self._now)
                record_steps(target, dict.fromkeys(gone))
                publishable.scrub_incidents(target, sorted(gone))
            bare = publishable.reports_without_incidents(target)
            publishable.scrub_reports(target, list(bare))
        return set(bare.values())


class _Published(NamedTuple):
    """A public incident as it is recorded, and its claims that are shown."""

    recorded: Recorded
    claims: list[Claim]


def _words(incident: Incident, texts: Sequence[str]) -> str:
    """What full-text search finds a public incident by."""
    names = [one.name or "" for one in (*incident.actors, *incident.recipients)]
    names += [one.name or "" for one in incident.places]
    return "\n".join((incident.title, *names, *dict.fromkeys(texts)))[:MOST_WORDS]
