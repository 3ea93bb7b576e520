"""Incidents as some of their reports alone tell them: what is known where the others may not be heard yet."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from warmonitor.linking.incidents import build_incident
from warmonitor.linking.tellings import find_tellings
from warmonitor.linking.voices import Told
from warmonitor.records import CodedReport, Incident
from warmonitor.store import Connection, linked
from warmonitor.store.notices import list_notices
from warmonitor.store.recording import Recorded
from warmonitor.workflow.behind import Sources
from warmonitor.workflow.queueing import read_decisions, take_decisions
from warmonitor.workflow.tellers import tell_claims


def as_told_by(connection: Connection, incident: Incident, codings: Mapping[int, CodedReport]) -> Incident | None:
    """The incident by these reports alone (their codings by key, as decisions leave them); None where none of them asserts it."""
    contexts = {one.key: one for one in linked.list_contexts(connection, codings)}
    sources = Sources(connection, contexts)
    withdrawn = {key for key, says in list_notices(connection, contexts).items() if says == "withdrawn"}
    rows = [row for row in linked.list_tellings(connection, contexts) if row.incident_id == incident.id]
    tellings = {one.id: one for key in {row.report_key for row in rows} for one in find_tellings(codings[key])}
    told: list[Told] = []
    for row in rows:
        if row.id in tellings:
            key = row.report_key
            one = tellings[row.id]
            told += tell_claims(
                row, one.claims, contexts[key], sources, denies=one.denies, is_withdrawn=key in withdrawn
            )
    if all(one.denies for one in told):
        return None
    known = {context.report for context in contexts.values()}
    reports = [name for name in incident.reports if name in known]
    made = msgspec.structs.replace(build_incident(told, reports, changed_at=incident.changed_at), id=incident.id)
    decisions = read_decisions(connection, made.claims)
    return take_decisions(Recorded(made, [], [], 0, frozenset(), ""), decisions).incident
