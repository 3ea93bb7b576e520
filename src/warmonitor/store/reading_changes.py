"""Queries over the history of incidents: steps, and what was known at an instant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, get_args

import msgspec
import numpy as np
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from warmonitor.errors import NotFoundError, UsageError
from warmonitor.records import Claim, Incident, Party, Published, from_json
from warmonitor.store.areas import find_inside
from warmonitor.store.paging import LAST_DAY, encode_cursor, page_of
from warmonitor.store.recording import ENDED
from warmonitor.store.rows import ChangeKind, ChangeRow, ClaimRow, IncidentFilter, Page
from warmonitor.store.tables import changes, claims, incident_versions, links, reports, sources

KINDS: tuple[str, ...] = get_args(ChangeKind)


class ChangeFilter(NamedTuple):
    """Which steps: of an incident, of some kinds, recorded after a step's number or from an instant on."""

    incident: str | None = None
    kinds: tuple[str, ...] = ()
    after_number: int | None = None
    since: str | None = None


def list_steps(connection: Connection, wanted: ChangeFilter, limit: int, after: str | None) -> Page[ChangeRow]:
    """A page of steps in the order in which they were recorded: what subscribers read on from where they were."""
    if unknown := set(wanted.kinds) - set(KINDS):
        raise UsageError(f"changes are of the kinds {', '.join(KINDS)}, not {', '.join(sorted(unknown))}")
    return _page(connection, wanted, limit, after, descending=False)


def list_changes(connection: Connection, incident_id: str | None, limit: int, after: str | None) -> Page[ChangeRow]:
    """Steps of history, of one incident or of all, the latest first."""
    return _page(connection, ChangeFilter(incident_id), limit, after, descending=True)


def _page(
    connection: Connection, wanted: ChangeFilter, limit: int, after: str | None, *, descending: bool
) -> Page[ChangeRow]:
    c = changes.c
    query = select(c.incident_id, c.at, c.cause, c.kind, c.changed, c.key, c.replaced_by)
    if wanted.incident is not None:
        query = query.where(c.incident_id == wanted.incident)
    if wanted.kinds:
        query = query.where(c.kind.in_(wanted.kinds))
    if wanted.after_number is not None:
        query = query.where(c.key > wanted.after_number)
    if wanted.since is not None:
        query = query.where(c.at >= wanted.since)
    rows, cursor = page_of(connection, query, c.key, c.key, descending=descending, limit=limit, after=after)
    return Page(tuple(_step(row) for row in rows), cursor)


def _step(row: Any) -> ChangeRow:
    changed = msgspec.json.decode(row[4])
    replaced_by = row[6] or (changed.get("replaced_by") or [None, None])[1]
    return ChangeRow(row[0], row[1], row[2], row[3], changed, row[5], replaced_by)


def _known_at(at: str) -> ColumnElement[bool]:
    version = incident_versions.c
    return and_(version.known_from <= at, or_(version.known_until.is_(None), version.known_until > at))


def incident_as_known(connection: Connection, incident_id: str, at: str) -> Incident:
    """The incident as it stood at an instant; raises NotFoundError where it wasn't known yet."""
    version = incident_versions.c
    query = select(version.record).where(version.incident_id == incident_id, _known_at(at)).order_by(version.key.desc())
    row = connection.execute(query).first()
    if row is None:
        raise NotFoundError(f"nothing was known of an incident {incident_id!r} at {at}")
    found: Incident = from_json(row.record, Incident)
    return found


_VERSION_ORDERS: dict[str, tuple[ColumnElement[Any], bool]] = {
    "most told": (func.coalesce(incident_versions.c.reports, 0), True),
    "newest": (func.coalesce(incident_versions.c.happened_latest, incident_versions.c.happened_earliest, ""), True),
    "oldest": (
        func.coalesce(incident_versions.c.happened_earliest, incident_versions.c.happened_latest, LAST_DAY),
        False,
    ),
    "last changed": (incident_versions.c.known_from, True),
    "deadliest": (func.coalesce(incident_versions.c.killed_high, -1), True),
}
_PORTION = 200


def list_as_known(
    connection: Connection, wanted: IncidentFilter, at: str, limit: int, after: str | None
) -> Page[Incident]:
    """A page of the incidents that were known at an instant, as they stood then; those merged or ended by then are left out.

    Text is looked for in titles and names, a source among the voices.
    """
    if wanted.sort not in _VERSION_ORDERS:
        raise UsageError(f"incidents can't be sorted by {wanted.sort!r}: use one of {', '.join(_VERSION_ORDERS)}")
    found: list[Incident] = []
    cursor = None
    for incident, place in _scan(connection, wanted, at, after):
        if _is_wanted(incident, wanted):
            if len(found) == limit:
                return Page(tuple(found), cursor)
            found.append(incident)
            cursor = place
    return Page(tuple(found), None)


def stream_as_known(connection: Connection, wanted: IncidentFilter, at: str) -> Iterator[Incident]:
    """All incidents of a filter as they were known at an instant."""
    return (incident for incident, _ in _scan(connection, wanted, at, None) if _is_wanted(incident, wanted))


def _scan(connection: Connection, wanted: IncidentFilter, at: str, after: str | None) -> Iterator[tuple[Incident, str]]:
    """The incidents that columns let through, and the cursor after each."""
    value, descending = _VERSION_ORDERS[wanted.sort]
    query = select(incident_versions.c.record).where(_known_at(at), *_conditions(wanted))
    key = incident_versions.c.key
    following = after
    while True:
        rows, following = page_of(connection, query, value, key, descending=descending, limit=_PORTION, after=following)
        for row in rows:
            yield from_json(row.record, Incident), encode_cursor(row._value, row._key)
        if following is None:
            return


def _conditions(wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    """What columns can tell. Versions written before these columns were have none, and are looked at one by one."""
    version = incident_versions.c
    found: list[ColumnElement[bool]] = [func.coalesce(version.status, "") != ENDED]
    if wanted.status is None:
        found.append(func.coalesce(version.status, "") != "retracted")
    for name in ("type", "grade", "status"):
        value = getattr(wanted, name)
        if value is not None:
            found.append(or_(version[name].is_(None), func.lower(version[name]) == value.lower()))
    if wanted.min_voices is not None:
        found.append(or_(version.voices.is_(None), version.voices >= wanted.min_voices))
    if wanted.since is not None:
        found.append(func.coalesce(version.happened_latest, version.happened_earliest) >= wanted.since)
    if wanted.until is not None:
        found.append(func.coalesce(version.happened_earliest, version.happened_latest) <= wanted.until)
    return found


def _is_wanted(incident: Incident, wanted: IncidentFilter) -> bool:
    """Whether a version passes the filter. One that was merged, or that ended before its status said so, never does."""
    if incident.replaced_by is not None or (incident.status == "retracted" and not incident.grade_claims):
        return False
    plain = all(
        (value := getattr(wanted, name)) is None or (getattr(incident, name) or "").lower() == value.lower()
        for name in ("type", "mode", "grade", "status")
    )
    voices = wanted.min_voices is None or incident.independent_voices >= wanted.min_voices
    return plain and voices and _is_tagged(incident, wanted) and _is_inside(incident, wanted)


def _is_tagged(incident: Incident, wanted: IncidentFilter) -> bool:
    places = {word for place in incident.places for word in (place.id, place.name or place.text) if word}
    parties = {word for party in (*incident.actors, *incident.recipients) for word in _names(party)}
    told = {
        "country": {place.country for place in incident.places if place.country},
        "actor": parties,
        "place": places,
        "source": set(incident.voices),
    }
    for name, values in told.items():
        value = getattr(wanted, name)
        if value is not None and value.lower() not in {one.lower() for one in values}:
            return False
    if wanted.text is None:
        return True
    words = " ".join((incident.title, *places, *parties, *(weapon.text for weapon in incident.weapons))).lower()
    return all(word.strip('"*').lower() in words for word in wanted.text.split())


def _names(party: Party) -> tuple[str, ...]:
    return tuple(filter(None, (party.id, party.name, party.text)))


def _is_inside(incident: Incident, wanted: IncidentFilter) -> bool:
    if wanted.bbox is None and wanted.area is None:
        return True
    where = next(
        (place for place in incident.places if place.latitude is not None and place.relation not in ("toward", "from")),
        None,
    )
    if where is None or where.latitude is None or where.longitude is None:
        return False
    latitude, longitude = where.latitude, where.longitude
    if wanted.area is not None and not find_inside(wanted.area, np.array([longitude]), np.array([latitude]))[0]:
        return False
    if wanted.bbox is None:
        return True
    west, south, east, north = wanted.bbox
    between = (longitude >= west, longitude <= east)
    return south <= latitude <= north and (all(between) if west <= east else any(between))


def claims_as_known(connection: Connection, incident_id: str, at: str, limit: int) -> tuple[ClaimRow, ...]:
    """The claims that were linked to an incident at an instant, in the order in which they were stored."""
    query = (
        select(reports.c.id, sources.c.name, claims.c.record, reports.c.published, reports.c.title, links.c.incident_id)
        .join(reports, reports.c.key == claims.c.report_key)
        .outerjoin(sources, sources.c.key == reports.c.source_key)
        .join(links, links.c.claim_key == claims.c.key)
        .where(
            links.c.incident_id == incident_id,
            links.c.known_from <= at,
            or_(links.c.known_until.is_(None), links.c.known_until > at),
        )
        .order_by(claims.c.key)
        .limit(limit)
    )
    return tuple(
        ClaimRow(row[0], row[1], from_json(row[2], Claim), from_json(row[3], Published), row[4], row[5])
        for row in connection.execute(query)
    )
