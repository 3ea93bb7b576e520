"""Queries over incidents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from warmonitor.errors import NotFoundError, UsageError
from warmonitor.records import Incident, from_json
from warmonitor.store.areas import lies_in
from warmonitor.store.paging import LAST_DAY, page_of
from warmonitor.store.rows import DayCount, FacetValue, IncidentFilter, LinkRow, Page
from warmonitor.store.search import lowered, lowered_column, words_match
from warmonitor.store.tables import claims, incident_tags, incidents, links, reports

# sort -> (column, whether the largest comes first)
_ORDERS: dict[str, tuple[ColumnElement[Any], bool]] = {
    "most told": (incidents.c.main_reports * 1_000_000 + incidents.c.reports, True),
    "newest": (func.coalesce(incidents.c.latest, incidents.c.earliest, ""), True),
    "oldest": (func.coalesce(incidents.c.earliest, incidents.c.latest, LAST_DAY), False),
    "last changed": (incidents.c.changed_at, True),
    "deadliest": (func.coalesce(incidents.c.killed_high, incidents.c.killed_low, -1), True),
}


def list_incidents(connection: Connection, wanted: IncidentFilter, limit: int, after: str | None) -> Page[Incident]:
    """A page of incidents."""
    if wanted.sort not in _ORDERS:
        raise UsageError(f"incidents can't be sorted by {wanted.sort!r}: use one of {', '.join(_ORDERS)}")
    value, descending = _ORDERS[wanted.sort]
    query = select(incidents.c.record).where(chosen(connection, wanted))
    rows, cursor = page_of(connection, query, value, incidents.c.id, descending=descending, limit=limit, after=after)
    return Page(tuple(from_json(row.record, Incident) for row in rows), cursor)


def stream_incidents(connection: Connection, wanted: IncidentFilter) -> Iterator[Incident]:
    """All incidents of a filter, in its order, a page's worth in memory at a time."""
    after = None
    while True:
        page = list_incidents(connection, wanted, 500, after)
        yield from page.items
        if page.next is None:
            return
        after = page.next


def count_incidents(connection: Connection, wanted: IncidentFilter) -> int:
    """How many incidents a filter has."""
    return connection.scalar(select(func.count()).select_from(incidents).where(chosen(connection, wanted))) or 0


def chosen(connection: Connection, wanted: IncidentFilter) -> ColumnElement[bool]:
    """The condition that an incident is one of those wanted; raises UsageError for a filter that makes no sense."""
    check(wanted)
    conditions: list[ColumnElement[bool]] = [incidents.c.is_current]
    for name in ("type", "mode", "grade", "status"):
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(lowered_column(connection, incidents.c[name]) == lowered(value))
    for kind in ("country", "actor", "place", "source"):
        value = getattr(wanted, kind)
        if value is not None:
            conditions.append(_tagged(connection, kind, value))
    if wanted.since is not None:
        conditions.append(func.coalesce(incidents.c.latest, incidents.c.earliest) >= wanted.since)
    if wanted.until is not None:
        conditions.append(func.coalesce(incidents.c.earliest, incidents.c.latest) <= wanted.until)
    if wanted.bbox is not None:
        conditions.append(_inside(wanted.bbox))
    if wanted.area is not None:
        conditions.append(lies_in(wanted.area, incidents.c.longitude, incidents.c.latitude))
    if wanted.min_voices is not None:
        conditions.append(incidents.c.voices >= wanted.min_voices)
    if wanted.text is not None and wanted.text.strip():
        conditions.append(words_match(connection, incidents.c.key, "incident_words", wanted.text))
    return and_(*conditions)


def check(wanted: IncidentFilter) -> None:
    """Raises UsageError for a filter that makes no sense."""
    if wanted.bbox is not None and not (-90 <= wanted.bbox[1] <= wanted.bbox[3] <= 90):
        raise UsageError("a bounding box is west,south,east,north in degrees, south below north")


def _tagged(connection: Connection, kind: str, value: str) -> ColumnElement[bool]:
    tag = incident_tags.c
    low = lowered(value)
    same = or_(
        *(lowered_column(connection, column) == low for column in (tag.value, tag.label)),
        tag.value == value,
        tag.label == value,
    )
    tagged = select(tag.incident_id).where(tag.kind == kind, same)
    return incidents.c.id.in_(tagged)


def _inside(box: tuple[float, float, float, float]) -> ColumnElement[bool]:
    west, south, east, north = box
    between = and_(incidents.c.longitude >= west, incidents.c.longitude <= east)
    across = or_(incidents.c.longitude >= west, incidents.c.longitude <= east)  # a box over the date line
    return and_(incidents.c.latitude.between(south, north), between if west <= east else across)


def find_incident(connection: Connection, incident_id: str) -> Incident:
    """The incident with this id, or the one it was merged into; raises NotFoundError."""
    for _ in range(100):
        row = connection.execute(
            select(incidents.c.record, incidents.c.replaced_by).where(incidents.c.id == incident_id)
        ).first()
        if row is None:
            raise NotFoundError(f"no incident has the id {incident_id!r}")
        if row.replaced_by is None:
            found: Incident = from_json(row.record, Incident)
            return found
        incident_id = row.replaced_by
    raise NotFoundError(f"the incident {incident_id!r} was merged in a circle")


def count_by_day(connection: Connection, wanted: IncidentFilter) -> tuple[DayCount, ...]:
    """Incidents a day by their first day, oldest first; those without a date are left out."""
    day = incidents.c.earliest
    query = (
        select(
            day,
            func.count(),
            func.coalesce(func.sum(incidents.c.killed_low), 0),
            func.coalesce(func.sum(func.coalesce(incidents.c.killed_high, incidents.c.killed_low)), 0),
        )
        .where(chosen(connection, wanted), day.is_not(None))
        .group_by(day)
        .order_by(day)
    )
    return tuple(DayCount(row[0], row[1], int(row[2]), int(row[3])) for row in connection.execute(query))


def count_facets(connection: Connection, wanted: IncidentFilter, limit: int) -> dict[str, tuple[FacetValue, ...]]:
    """The values that the incidents of a filter have, the most frequent first: of type, mode, grade, status, and of each kind of tag."""
    condition = chosen(connection, wanted)
    found: dict[str, tuple[FacetValue, ...]] = {}
    for name in ("type", "mode", "grade", "status"):
        column = incidents.c[name]
        query = select(column, column, func.count()).where(condition, column.is_not(None)).group_by(column)
        found[name] = _facet(connection, query, limit)
    for kind in ("country", "actor", "place", "source"):
        query = (
            select(incident_tags.c.value, func.min(incident_tags.c.label), func.count())
            .join(incidents, incidents.c.id == incident_tags.c.incident_id)
            .where(condition, incident_tags.c.kind == kind)
            .group_by(incident_tags.c.value)
        )
        found[kind] = _facet(connection, query, limit)
    return found


def _facet(connection: Connection, query: Select[Any], limit: int) -> tuple[FacetValue, ...]:
    rows = connection.execute(query.order_by(func.count().desc(), *query.selected_columns[:1]).limit(limit))
    return tuple(FacetValue(row[0], row[1], row[2]) for row in rows)


def list_links(connection: Connection, incident_id: str) -> tuple[LinkRow, ...]:
    """Why each claim of an incident belongs to it, in the order in which they were linked."""
    query = (
        select(claims.c.id, reports.c.id, links.c.incident_id, links.c.score, links.c.features)
        .join(claims, claims.c.key == links.c.claim_key)
        .join(reports, reports.c.key == claims.c.report_key)
        .where(links.c.incident_id == incident_id, links.c.known_until.is_(None))
        .order_by(links.c.key)
    )
    return tuple(
        LinkRow(row[0], row[1], row[2], row[3], msgspec.json.decode(row[4])) for row in connection.execute(query)
    )
