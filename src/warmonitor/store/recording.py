"""Writing incidents: the current record beside all that was known before, with the reason of each change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select, update

from warmonitor.records import Claim, EventPlace, Incident, from_json
from warmonitor.store.bulk import change_rows, drop_rows, find_rows, insert_rows
from warmonitor.store.packing import pack
from warmonitor.store.search import index_incidents
from warmonitor.store.storing import in_portions, next_key
from warmonitor.store.tables import (
    changes,
    claims,
    incident_reports,
    incident_tags,
    incident_versions,
    incidents,
    links,
)

ENDED = "ended"  # status of an incident's last version


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


class Causes(NamedTuple):
    """Why incidents change: of each, or of all where none is named; and of new ones the incident that they were split from."""

    default: str
    by_incident: Mapping[str, str] = {}
    split_from: Mapping[str, str] = {}

    def of(self, incident_id: str) -> str:
        """Why this incident changes."""
        return self.by_incident.get(incident_id, self.default)


def record_all(connection: Connection, batch: Sequence[Recorded], cause: str | Causes, now: str) -> int:
    """Store incidents; how many are new or differ from what was stored."""
    causes = Causes(cause) if isinstance(cause, str) else cause
    stored = _stored(connection, [recorded.incident.id for recorded in batch])
    fresh: list[Recorded] = []
    counted: list[tuple[int, str]] = []
    for recorded in batch:
        incident, before = recorded.incident, stored.get(recorded.incident.id)
        if (
            before is None
            or before.is_current != _is_told(incident)
            or msgspec.structs.replace(incident, changed_at=before.incident.changed_at) != before.incident
        ):
            fresh.append(recorded)
        elif before.main_reports != recorded.main_reports:
            counted.append((recorded.main_reports, incident.id))
    change_rows(connection, incidents, ("id",), ("main_reports",), counted)
    if fresh:
        _put_incidents(connection, fresh, stored)
        ids = [recorded.incident.id for recorded in fresh]
        _put_reports(connection, fresh, ids)
        _put_versions(connection, [recorded.incident for recorded in fresh], ids, now)
        _put_tags(connection, fresh, ids)
        _put_links(connection, fresh, ids, now)
        index_incidents(connection, [(recorded.incident.id, recorded.words) for recorded in fresh])
        made = [_change(stored.get(recorded.incident.id), recorded.incident, causes) for recorded in fresh]
        _put_changes(connection, made, causes, now)
    return len(fresh)


class _Stored(NamedTuple):
    incident: Incident
    is_current: bool
    main_reports: int


def _stored(connection: Connection, ids: Iterable[str]) -> dict[str, _Stored]:
    query = "SELECT id, record, is_current, main_reports FROM incidents WHERE id IN (...)"
    rows = find_rows(connection, query, set(ids))
    return {row[0]: _Stored(from_json(row[1], Incident), bool(row[2]), row[3]) for row in rows}


def end_incidents(connection: Connection, ended: Mapping[str, str | None], cause: str | Causes, now: str) -> int:
    """Incidents that are one no more: merged into another, or told by no report now. Their records and history stay; how many."""
    causes = Causes(cause) if isinstance(cause, str) else cause
    stored = {
        name: before.incident
        for name, before in _stored(connection, sorted(ended)).items()
        if before.is_current or (before.incident.status == "retracted" and before.incident.replaced_by is None)
    }
    for name in sorted(stored):
        after = stored[name] = _end(stored[name], ended[name], now)
        values = {
            "is_current": False,
            "replaced_by": after.replaced_by,
            "changed_at": now,
            "record": after.to_json().encode(),
            "status": after.status,
        }
        connection.execute(update(incidents).where(incidents.c.id == name).values(**values))
    ids = sorted(stored)
    for some in in_portions(ids):
        connection.execute(
            update(links).where(links.c.incident_id.in_(some), links.c.known_until.is_(None)).values(known_until=now)
        )
        connection.execute(delete(incident_reports).where(incident_reports.c.incident_id.in_(some)))
        connection.execute(delete(incident_tags).where(incident_tags.c.incident_id.in_(some)))
    index_incidents(connection, [(name, None) for name in ids])
    _put_versions(connection, [stored[name] for name in ids], ids, now, is_end=True)
    kinds: list[_Change] = [
        (name, "merged" if (heir := stored[name].replaced_by) else "retracted", {"replaced_by": [None, heir]})
        for name in ids
    ]
    _put_changes(connection, kinds, causes, now)
    return len(ids)


def _end(incident: Incident, replaced_by: str | None, now: str) -> Incident:
    return msgspec.structs.replace(
        incident, replaced_by=replaced_by, changed_at=now, status=incident.status if replaced_by else "retracted"
    )


def claim_keys(connection: Connection, report_keys: Iterable[int]) -> dict[tuple[int, str], int]:
    """The rows of the current claims of these reports, by (report key, claim id)."""
    query = "SELECT report_key, id, key FROM claims WHERE report_key IN (...) AND is_current"
    return {(report, claim): key for report, claim, key in find_rows(connection, query, set(report_keys))}


class Home(NamedTuple):
    """The words of a claim, where they stand in its report, and the incident that it belongs to."""

    start: int
    end: int
    text: str
    incident_id: str


def homes_of_words(connection: Connection, report_key: int) -> list[Home]:
    """Where the claims of a report stand and what they belong to."""
    query = (
        select(claims.c.record, links.c.incident_id)
        .join(links, links.c.claim_key == claims.c.key)
        .where(claims.c.report_key == report_key, links.c.known_until.is_(None))
        .order_by(claims.c.key)
    )
    found = [(from_json(row.record, Claim), row.incident_id) for row in connection.execute(query)]
    return [Home(claim.start, claim.end, claim.text, incident_id) for claim, incident_id in found]


def homes_of_claims(connection: Connection, report_key: int) -> dict[str, str]:
    """The incidents that the claims of a report belong to, by claim id."""
    query = (
        select(claims.c.id, links.c.incident_id)
        .join(links, links.c.claim_key == claims.c.key)
        .where(claims.c.report_key == report_key, links.c.known_until.is_(None))
    )
    return {row.id: row.incident_id for row in connection.execute(query)}


def _put_incidents(connection: Connection, fresh: Sequence[Recorded], stored: Mapping[str, _Stored]) -> None:
    key = next_key(connection, incidents)
    rows = [(recorded.incident.id, _columns(recorded)) for recorded in fresh]
    names = tuple(rows[0][1])
    new = [(name, *columns.values()) for name, columns in rows if name not in stored]
    insert_rows(connection, incidents, ("key", "id", *names), [(key + i, *values) for i, values in enumerate(new)])
    known = [(*columns.values(), name) for name, columns in rows if name in stored]
    change_rows(connection, incidents, ("id",), names, known)


def _columns(recorded: Recorded) -> dict[str, object]:
    incident = recorded.incident
    where = next(
        (place for place in incident.places if place.latitude is not None and place.relation not in ("toward", "from")),
        None,
    )
    lows = [toll.low for toll in incident.counts if toll.of == "killed" and toll.low is not None]
    return {
        "is_current": _is_told(incident), "replaced_by": None, "title": incident.title, "type": incident.type, "mode": incident.mode,
        "country": next((place.country for place in incident.places if place.country), None), **_point(where),
        "earliest": incident.time.earliest, "latest": incident.time.latest, "grade": incident.grade, "status": incident.status,
        "voices": incident.independent_voices, "reports": len(incident.reports), "main_reports": recorded.main_reports,
        "killed_low": max(lows, default=None), "killed_high": _most_killed(incident),
        "first_reported_at": incident.first_reported_at, "changed_at": incident.changed_at, "record": incident.to_json().encode(),
    }  # fmt: skip


def _is_told(incident: Incident) -> bool:
    """Whether somebody still tells it: what all took back is kept, and found by its id, but stands in no list."""
    return incident.status != "retracted"


def _most_killed(incident: Incident) -> int | None:
    """The highest figure of the dead, the best where a range is open: groups are parts, so none is added to another."""
    killed = (toll for toll in incident.counts if toll.of == "killed")
    return max(
        (value for toll in killed if (value := toll.best if toll.high is None else toll.high) is not None), default=None
    )


def _point(where: EventPlace | None) -> dict[str, object]:
    if where is None:
        return {"latitude": None, "longitude": None, "radius_km": None, "precision": "unknown"}
    return {
        "latitude": where.latitude,
        "longitude": where.longitude,
        "radius_km": where.radius_km,
        "precision": where.precision,
    }


def _put_reports(connection: Connection, fresh: Sequence[Recorded], ids: Sequence[str]) -> None:
    drop_rows(connection, incident_reports, ("incident_id",), [(name,) for name in ids])
    rows = [(one.incident.id, key, n) for one in fresh for n, key in enumerate(one.report_keys)]
    insert_rows(connection, incident_reports, ("incident_id", "report_key", "position"), rows)


_VERSION = (
    "incident_id", "known_from", "happened_earliest", "happened_latest", "record", "type", "country", "grade", "status", "voices",
    "reports", "killed_high",
)  # fmt: skip


def _put_versions(
    connection: Connection, changed: Sequence[Incident], ids: Sequence[str], now: str, *, is_end: bool = False
) -> None:
    version = incident_versions.c
    for some in in_portions(ids):
        connection.execute(
            update(incident_versions)
            .where(version.incident_id.in_(some), version.known_until.is_(None))
            .values(known_until=now)
        )
    rows = [
        (
            each.id, now, each.time.earliest, each.time.latest, pack(each.to_json().encode()), each.type,
            next((place.country for place in each.places if place.country), None), each.grade, ENDED if is_end else each.status,
            each.independent_voices, len(each.reports), _most_killed(each),
        )
        for each in changed
    ]  # fmt: skip
    insert_rows(connection, incident_versions, _VERSION, rows)


def _put_tags(connection: Connection, fresh: Sequence[Recorded], ids: Sequence[str]) -> None:
    """Put tags where they differ from those that are there."""
    before: dict[str, set[tuple[str, str, str]]] = {name: set() for name in ids}
    query = "SELECT incident_id, kind, value, label FROM incident_tags WHERE incident_id IN (...)"
    for name, *tag in find_rows(connection, query, ids):
        before[name].add(tuple(tag))
    wanted = {one.incident.id: {tag[:2]: tag for tag in sorted(one.tags)} for one in fresh}
    changed = [name for name in ids if before[name] != set(wanted[name].values())]
    drop_rows(connection, incident_tags, ("incident_id",), [(name,) for name in changed if before[name]])
    rows = [(name, *tag) for name in changed for tag in wanted[name].values()]
    insert_rows(connection, incident_tags, ("incident_id", "kind", "value", "label"), rows)


def _put_links(connection: Connection, fresh: Sequence[Recorded], ids: Sequence[str], now: str) -> None:
    """End links of claims that left or are explained anew, add those that came."""
    query = "SELECT incident_id, claim_key, key, features FROM links WHERE incident_id IN (...) AND known_until IS NULL"
    before = {(name, claim): (key, features) for name, claim, key, features in find_rows(connection, query, ids)}
    wanted = {
        (recorded.incident.id, member.claim_key): (
            member.score,
            msgspec.json.encode(dict(member.features), order="sorted"),
        )
        for recorded in fresh
        for member in recorded.members
    }
    ended = [key for place, (key, features) in before.items() if place not in wanted or wanted[place][1] != features]
    change_rows(connection, links, ("key",), ("known_until",), [(now, key) for key in ended])
    rows = [
        (claim, name, score, features, now)
        for (name, claim), (score, features) in wanted.items()
        if (name, claim) not in before or before[name, claim][1] != features
    ]
    insert_rows(connection, links, ("claim_key", "incident_id", "score", "features", "known_from"), rows)


_Change = tuple[str, str, dict[str, list[str | None]]]


def _put_changes(connection: Connection, made: Sequence[_Change], causes: Causes, now: str) -> None:
    rows = [
        (
            name,
            now,
            kind,
            causes.of(name),
            msgspec.json.encode(changed),
            (changed.get("replaced_by") or [None, None])[1],
        )
        for name, kind, changed in made
    ]
    insert_rows(connection, changes, ("incident_id", "at", "kind", "cause", "changed", "replaced_by"), rows)


def _change(before: _Stored | None, after: Incident, causes: Causes) -> _Change:
    """made, split, restored (it was merged, ended or taken back), retracted (all took it back) or changed, and what differs."""
    if before is None:
        origin = causes.split_from.get(after.id)
        differs = _differences(None, after)
        return (
            (after.id, "made", differs)
            if origin is None
            else (after.id, "split", {"split_from": [None, origin], **differs})
        )
    differs = _differences(before.incident, after)
    if before.is_current == _is_told(after):
        return after.id, "changed", differs
    return after.id, "retracted" if before.is_current else "restored", differs


_TOLD = ("title", "type", "mode", "grade", "status", "independent_voices", "replaced_by")


def _differences(before: Incident | None, after: Incident) -> dict[str, list[str | None]]:
    """What a reader would call a change: (before, after) of the plain fields, of tolls, and of the number of reports and claims."""

    def facts(incident: Incident | None) -> dict[str, str | None]:
        if incident is None:
            return {}
        rivals = ", ".join(dict.fromkeys(rival.question for rival in incident.rivals)) or None
        plain = {name: None if getattr(incident, name) is None else str(getattr(incident, name)) for name in _TOLD}
        tolls = {
            f"{toll.of}{f' ({toll.who})' if toll.who else ''}": f"{toll.low}–{'' if toll.high is None else toll.high}"
            for toll in incident.counts
        }
        days = _days(incident.time.earliest, incident.time.latest)
        numbers = {"reports": str(len(incident.reports)), "claims": str(len(incident.claims))}
        return {**plain, "when": days, **tolls, "rivals": rivals, **numbers}

    old, new = facts(before), facts(after)
    return {name: [old.get(name), new.get(name)] for name in {**old, **new} if old.get(name) != new.get(name)}


def _days(earliest: str | None, latest: str | None) -> str | None:
    """ "2018-09-04", "2018-09-04–2018-09-05", "since 2018-09-04", "until 2018-09-05", or None where no day is known."""
    if earliest and latest:
        return earliest if earliest == latest else f"{earliest}–{latest}"
    return f"since {earliest}" if earliest else f"until {latest}" if latest else None
