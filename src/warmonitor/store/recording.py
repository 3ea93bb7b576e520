"""Writing incidents: the current record beside all that was known before, with the reason of each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from warmonitor.records import EventPlace, Incident, from_json
from warmonitor.store.search import index_incident
from warmonitor.store.tables import (
    changes,
    claims,
    incident_reports,
    incident_tags,
    incident_versions,
    incidents,
    links,
)


class Membership(NamedTuple):
    """A claim's place in an incident: its row, and the named facts that put it there."""

    claim_key: int
    score: float
    features: Mapping[str, float]


class Recorded(NamedTuple):
    """An incident and everything that is stored beside its record."""

    incident: Incident
    members: Sequence[Membership]
    report_keys: Sequence[int]
    main_reports: int
    tags: frozenset[tuple[str, str, str]]
    words: str


def record_incident(connection: Connection, recorded: Recorded, cause: str, now: str) -> bool:
    """Store an incident; whether it is new or differs from what was stored."""
    incident = recorded.incident
    before = current_incident(connection, incident.id)
    if before is not None:
        unchanged = msgspec.structs.replace(incident, changed_at=before.changed_at)
        if unchanged == before:
            _put_reports(connection, recorded)
            return False
    record = incident.to_json().encode()
    if before is None and connection.scalar(select(incidents.c.key).where(incidents.c.id == incident.id)) is None:
        connection.execute(insert(incidents).values(id=incident.id, **_columns(recorded, record)))
    else:
        connection.execute(update(incidents).where(incidents.c.id == incident.id).values(**_columns(recorded, record)))
    _put_reports(connection, recorded)
    _put_version(connection, incident, record, now)
    _put_tags(connection, recorded)
    _put_links(connection, recorded, now)
    index_incident(connection, incident.id, recorded.words)
    _put_change(connection, incident.id, "made" if before is None else "changed", cause, _differences(before, incident), now)
    return True


def end_incident(connection: Connection, incident_id: str, replaced_by: str | None, cause: str, now: str) -> None:
    """An incident that is one no more: merged into another, or told by no report now. Its record and history stay."""
    before = current_incident(connection, incident_id)
    if before is None:
        return
    ended = msgspec.structs.replace(before, replaced_by=replaced_by, changed_at=now, status=before.status if replaced_by else "retracted")
    record = ended.to_json().encode()
    values = {"is_current": False, "replaced_by": replaced_by, "changed_at": now, "record": record, "status": ended.status}
    connection.execute(update(incidents).where(incidents.c.id == incident_id).values(**values))
    connection.execute(update(links).where(links.c.incident_id == incident_id, links.c.known_until.is_(None)).values(known_until=now))
    connection.execute(delete(incident_reports).where(incident_reports.c.incident_id == incident_id))
    connection.execute(delete(incident_tags).where(incident_tags.c.incident_id == incident_id))
    index_incident(connection, incident_id, None)
    _put_version(connection, ended, record, now)
    kind = "merged" if replaced_by else "retracted"
    _put_change(connection, incident_id, kind, cause, {"replaced_by": [None, replaced_by]}, now)


def current_incident(connection: Connection, incident_id: str) -> Incident | None:
    """The current record of an incident, if there is one."""
    record = connection.scalar(select(incidents.c.record).where(incidents.c.id == incident_id, incidents.c.is_current))
    return None if record is None else from_json(record, Incident)


def claim_keys(connection: Connection, report_keys: Iterable[int]) -> dict[tuple[int, str], int]:
    """The rows of the current claims of these reports, by (report key, claim id)."""
    query = select(claims.c.report_key, claims.c.id, claims.c.key).where(claims.c.report_key.in_(sorted(set(report_keys))), claims.c.is_current)
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def _columns(recorded: Recorded, record: bytes) -> dict[str, object]:
    incident = recorded.incident
    where = next((place for place in incident.places if place.latitude is not None and place.relation not in ("toward", "from")), None)
    killed = [toll for toll in incident.counts if toll.of == "killed"]
    lows = [toll.low for toll in killed if toll.low is not None]
    highs = [value for toll in killed if (value := toll.best if toll.high is None else toll.high) is not None]
    return {
        "is_current": True, "replaced_by": None, "title": incident.title, "type": incident.type, "mode": incident.mode,
        "country": next((place.country for place in incident.places if place.country), None), **_point(where),
        "earliest": incident.time.earliest, "latest": incident.time.latest, "grade": incident.grade, "status": incident.status,
        "voices": incident.independent_voices, "reports": len(incident.reports), "main_reports": recorded.main_reports,
        "killed_low": max(lows, default=None), "killed_high": max(highs, default=None),
        "first_reported_at": incident.first_reported_at, "changed_at": incident.changed_at, "record": record,
    }  # fmt: skip


def _point(where: EventPlace | None) -> dict[str, object]:
    if where is None:
        return {"latitude": None, "longitude": None, "radius_km": None, "precision": "unknown"}
    return {"latitude": where.latitude, "longitude": where.longitude, "radius_km": where.radius_km, "precision": where.precision}


def _put_reports(connection: Connection, recorded: Recorded) -> None:
    incident_id = recorded.incident.id
    connection.execute(delete(incident_reports).where(incident_reports.c.incident_id == incident_id))
    rows = [{"incident_id": incident_id, "report_key": key, "position": n} for n, key in enumerate(recorded.report_keys)]
    if rows:
        connection.execute(insert(incident_reports), rows)
    values = {"main_reports": recorded.main_reports}
    connection.execute(update(incidents).where(incidents.c.id == incident_id).values(**values))


def _put_version(connection: Connection, incident: Incident, record: bytes, now: str) -> None:
    open_one = (incident_versions.c.incident_id == incident.id, incident_versions.c.known_until.is_(None))
    connection.execute(update(incident_versions).where(*open_one).values(known_until=now))
    values = {"happened_earliest": incident.time.earliest, "happened_latest": incident.time.latest, "record": record}
    connection.execute(insert(incident_versions).values(incident_id=incident.id, known_from=now, **values))


def _put_tags(connection: Connection, recorded: Recorded) -> None:
    incident_id = recorded.incident.id
    connection.execute(delete(incident_tags).where(incident_tags.c.incident_id == incident_id))
    tags = {(kind, value): label for kind, value, label in sorted(recorded.tags)}
    rows = [{"incident_id": incident_id, "kind": kind, "value": value, "label": label} for (kind, value), label in tags.items()]
    if rows:
        connection.execute(insert(incident_tags), rows)


def _put_links(connection: Connection, recorded: Recorded, now: str) -> None:
    """End links of claims that left or are explained anew, add those that came."""
    incident_id = recorded.incident.id
    query = select(links.c.key, links.c.claim_key, links.c.features).where(links.c.incident_id == incident_id, links.c.known_until.is_(None))
    before = {row.claim_key: (row.key, row.features) for row in connection.execute(query)}
    wanted = {member.claim_key: (member.score, msgspec.json.encode(dict(member.features), order="sorted")) for member in recorded.members}
    ended = [key for claim, (key, features) in before.items() if claim not in wanted or wanted[claim][1] != features]
    if ended:
        connection.execute(update(links).where(links.c.key.in_(ended)).values(known_until=now))
    rows = [
        {"claim_key": claim, "incident_id": incident_id, "score": score, "features": features, "known_from": now}
        for claim, (score, features) in wanted.items()
        if claim not in before or before[claim][1] != features
    ]
    if rows:
        connection.execute(insert(links), rows)


def _put_change(connection: Connection, incident_id: str, kind: str, cause: str, changed: Mapping[str, object], now: str) -> None:
    values = {"incident_id": incident_id, "at": now, "kind": kind, "cause": cause, "changed": msgspec.json.encode(changed)}
    connection.execute(insert(changes).values(**values))


_TOLD = ("title", "type", "mode", "grade", "status", "independent_voices", "replaced_by")


def _differences(before: Incident | None, after: Incident) -> dict[str, list[str | None]]:
    """What a reader would call a change: (before, after) of the plain fields, of tolls, and of the number of reports and claims."""
    def facts(incident: Incident | None) -> dict[str, str | None]:
        if incident is None:
            return {}
        plain = {name: None if getattr(incident, name) is None else str(getattr(incident, name)) for name in _TOLD}
        tolls = {
            f"{toll.of}{f' ({toll.who})' if toll.who else ''}": f"{toll.low}–{'' if toll.high is None else toll.high}" for toll in incident.counts
        }
        return {**plain, **tolls, "reports": str(len(incident.reports)), "claims": str(len(incident.claims))}

    old, new = facts(before), facts(after)
    return {name: [old.get(name), new.get(name)] for name in {**old, **new} if old.get(name) != new.get(name)}
