"""Queries behind the day's page: what came in, what changed, and the counts that silence, spikes and coverage are judged by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select

from warmonitor.store.desk_tables import looks
from warmonitor.store.tables import changes, incident_reports, incidents, reports, sources


class Look(NamedTuple):
    """Up to where somebody has seen the history of changes: its last step's key, and the instant (UTC, ISO)."""

    change: int
    at: str


class Arrived(NamedTuple):
    """Reports that came in from a source within an hour (UTC, as 2024-03-15T09)."""

    source: str | None
    hour: str
    reports: int


class Published(NamedTuple):
    """Reports that a source published on a day in a language; the day that they came in where no other is known."""

    source: str | None
    language: str | None
    day: str
    reports: int


class Step(NamedTuple):
    """A step of an incident's history with the title that the incident has now."""

    key: int
    incident_id: str
    title: str
    replaced_by: str | None
    at: str
    kind: str
    cause: str
    changed: dict[str, list[str | None]]


class TypeDay(NamedTuple):
    """Incidents of a type in a country that were first told of on a day."""

    type: str
    country: str | None
    day: str
    incidents: int


class CountryWeek(NamedTuple):
    """Of a country: the reports of some days that tell of incidents there, their sources, and those incidents."""

    country: str | None
    reports: int
    sources: int
    incidents: int


def newest_look(connection: Connection, at: str) -> Look:
    """The look of somebody who has seen everything by now."""
    return Look(connection.scalar(select(func.max(changes.c.key))) or 0, at)


def find_look(connection: Connection, owner: str) -> Look | None:
    """A user's last look; None before the first."""
    row = connection.execute(select(looks.c.seen_change, looks.c.seen_at).where(looks.c.owner == owner)).first()
    return None if row is None else Look(row[0], row[1])


def put_look(connection: Connection, owner: str, look: Look) -> None:
    """Keep a user's last look."""
    connection.execute(delete(looks).where(looks.c.owner == owner))
    connection.execute(insert(looks).values(owner=owner, seen_change=look.change, seen_at=look.at))


def list_arrived(connection: Connection, since: str) -> tuple[Arrived, ...]:
    """What came in since an instant, by source and hour, the latest first."""
    hour = func.substr(reports.c.added_at, 1, 13)
    query = (
        select(sources.c.name, hour, func.count())
        .outerjoin_from(reports, sources, sources.c.key == reports.c.source_key)
        .where(reports.c.added_at >= since)
        .group_by(sources.c.name, hour)
        .order_by(hour.desc(), func.count().desc())
    )
    return tuple(Arrived(*row) for row in connection.execute(query))


_DAY = func.coalesce(reports.c.published_earliest, func.substr(reports.c.added_at, 1, 10))


def _published_within(first: str, last: str) -> ColumnElement[bool]:
    """Reports of these days; written so that both indexes serve."""
    dated = reports.c.published_earliest.between(first, last)
    undated = and_(
        reports.c.published_earliest.is_(None), reports.c.added_at >= first, reports.c.added_at < _next_day(last)
    )
    return and_(reports.c.is_current, or_(dated, undated))


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def list_published(connection: Connection, first: str, last: str) -> tuple[Published, ...]:
    """How many reports each source published on each day, by language."""
    query = (
        select(sources.c.name, reports.c.language, _DAY, func.count())
        .outerjoin_from(reports, sources, sources.c.key == reports.c.source_key)
        .where(_published_within(first, last))
        .group_by(sources.c.name, reports.c.language, _DAY)
    )
    return tuple(Published(*row) for row in connection.execute(query))


def newest_report(connection: Connection) -> int:
    """The key of the report that was stored last; 0 in an empty store."""
    return connection.scalar(select(func.max(reports.c.key))) or 0


def last_published(connection: Connection) -> str | None:
    """The last day on which a report was published; None in an empty store."""
    found: str | None = connection.scalar(select(func.max(reports.c.published_earliest)).where(reports.c.is_current))
    return found


def list_steps(
    connection: Connection, *, after: int = 0, since: str | None = None, most: int = 5000
) -> tuple[Step, ...]:
    """The newest steps of history after a step or since an instant, the oldest first."""
    c = changes.c
    condition = c.key > after if since is None else c.at >= since
    query = (
        select(c.key, c.incident_id, incidents.c.title, incidents.c.replaced_by, c.at, c.kind, c.cause, c.changed)
        .outerjoin(incidents, incidents.c.id == c.incident_id)
        .where(condition)
        .order_by(c.key.desc())
        .limit(most)
    )
    return tuple(_step(row) for row in reversed(connection.execute(query).all()))


def _step(row: Any) -> Step:
    return Step(
        row.key, row.incident_id, row.title or row.incident_id, row.replaced_by, row.at, row.kind, row.cause,
        msgspec.json.decode(row.changed),
    )  # fmt: skip


def list_steps_of(connection: Connection, incident_ids: Sequence[str], since: str) -> tuple[Step, ...]:
    """The steps of these incidents since an instant, the oldest first."""
    c = changes.c
    query = (
        select(c.key, c.incident_id, incidents.c.title, incidents.c.replaced_by, c.at, c.kind, c.cause, c.changed)
        .outerjoin(incidents, incidents.c.id == c.incident_id)
        .where(c.incident_id.in_(incident_ids), c.at > since)
        .order_by(c.key)
    )
    return tuple(_step(row) for row in connection.execute(query))


def count_by_type(connection: Connection, first: str, last: str) -> tuple[TypeDay, ...]:
    """Incidents by type, country and the day of their first report."""
    day = func.substr(incidents.c.first_reported_at, 1, 10)
    query = (
        select(incidents.c.type, incidents.c.country, day, func.count())
        .where(
            incidents.c.first_reported_at >= first,
            incidents.c.first_reported_at < _next_day(last),
            incidents.c.is_current,
        )
        .group_by(incidents.c.type, incidents.c.country, day)
    )
    return tuple(TypeDay(*row) for row in connection.execute(query))


def list_tellers(connection: Connection, day: str) -> dict[tuple[str, str | None], dict[str, set[str]]]:
    """The sources of each incident that was first told of on a day, by type and country."""
    query = (
        select(incidents.c.type, incidents.c.country, incidents.c.id, sources.c.name)
        .join(incident_reports, incident_reports.c.incident_id == incidents.c.id)
        .join(reports, reports.c.key == incident_reports.c.report_key)
        .join(sources, sources.c.key == reports.c.source_key)
        .where(
            incidents.c.first_reported_at >= day,
            incidents.c.first_reported_at < _next_day(day),
            incidents.c.is_current,
        )
    )
    found: dict[tuple[str, str | None], dict[str, set[str]]] = {}
    for type_, country, incident, source in connection.execute(query):
        found.setdefault((type_, country), {}).setdefault(incident, set()).add(source)
    return found


def count_countries(connection: Connection, first: str, last: str) -> tuple[CountryWeek, ...]:
    """Of each country the reports published within these days that tell of incidents there."""
    query = (
        select(
            incidents.c.country,
            func.count(reports.c.key.distinct()),
            func.count(reports.c.source_key.distinct()),
            func.count(incidents.c.id.distinct()),
        )
        .select_from(reports)
        .join(incident_reports, incident_reports.c.report_key == reports.c.key)
        .join(incidents, incidents.c.id == incident_reports.c.incident_id)
        .where(_published_within(first, last), incidents.c.is_current)
        .group_by(incidents.c.country)
    )
    return tuple(CountryWeek(*row) for row in connection.execute(query))
