"""What passes from the record to the public copy of it: incidents, reports, sequences, sums and copies in their public form.

This module is the one place where anything does (but for bulletins, which are written from the copy).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from warmonitor.linking.aggregates import find_aggregates
from warmonitor.publishing.policy import Policy, is_due
from warmonitor.publishing.public import publish_report
from warmonitor.publishing.public_incidents import Publication
from warmonitor.records import Claim, CodedReport, Incident
from warmonitor.store import Connection, Store, families, linked, publishable, recording, storing
from warmonitor.store.families import FamilyRow
from warmonitor.store.publishable import Telling
from warmonitor.store.recording import Membership, Recorded
from warmonitor.store.sequences import drop_aggregates
from warmonitor.workflow.as_told import as_told_by
from warmonitor.workflow.campaigns import record_aggregates, record_steps
from warmonitor.workflow.record_incidents import tags_of
from warmonitor.workflow.reviewed import correct_codings

AT_ONCE = 200
MOST_WORDS = 20_000


class _Batch(NamedTuple):
    """Some incidents with all that publishing them takes; `late` are those of which some reports aren't due."""

    incidents: dict[str, Incident]
    tellings: dict[str, list[Telling]]
    codings: dict[int, CodedReport]
    homes: dict[int, dict[str, str]]
    late: set[str]


class Publisher:
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
