"""What a view of the record that is kept beside it must read again: incidents and reports that changed, or came of age."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, not_, or_, select, update

from warmonitor.records import EventTime, Incident, from_json
from warmonitor.store.desk_tables import keys
from warmonitor.store.storing import in_portions
from warmonitor.store.tables import (
    aggregates,
    changes,
    claims,
    codings,
    families,
    incident_reports,
    incident_versions,
    incidents,
    reports,
    sources,
)

_OF_FAMILIES = (families.c.report_key, families.c.family_key, families.c.parent_key)


class Standing(NamedTuple):
    """Whether an incident stands, since when it is known, and what it was merged into."""

    id: str
    is_current: bool
    status: str
    first_reported_at: str | None
    replaced_by: str | None


class Telling(NamedTuple):
    """A report that tells of an incident, with what decides whether it may be shown."""

    incident_id: str
    report_key: int
    report_id: str
    source: str | None
    published: str | None
    added_at: str


class Summing(NamedTuple):
    """A report that sums up several happenings, the key of the newest of these sums, and what decides whether it may be shown."""

    report_key: int
    report_id: str
    published: str | None
    added_at: str
    newest: int


def newest_keys(connection: Connection) -> tuple[int, int, int]:
    """The keys of the newest change of an incident, coding of a report, and sum of several happenings."""
    change, coding, summed = (
        connection.scalar(select(func.max(table.c.key))) for table in (changes, codings, aggregates)
    )
    return change or 0, coding or 0, summed or 0


def list_summing_reports(connection: Connection) -> list[Summing]:
    """The current reports that sum up several happenings."""
    query = (
        select(
            reports.c.key, reports.c.id, func.coalesce(reports.c.published_latest, reports.c.published_earliest),
            reports.c.added_at, func.max(aggregates.c.key),
        )
        .join(aggregates, aggregates.c.report_key == reports.c.key)
        .where(reports.c.is_current)
        .group_by(reports.c.key, reports.c.id, reports.c.published_latest, reports.c.published_earliest, reports.c.added_at)
        .order_by(reports.c.key)
    )  # fmt: skip
    return [Summing(*row) for row in connection.execute(query)]


def list_standings(connection: Connection, *, changed_after: int, coded_after: int, known_after: str) -> list[Standing]:
    """Incidents that changed, or whose reports were coded, after these keys, or that are (or are told anew) since after an instant.

    All where nothing was read before (`changed_after` is 0).
    """
    c = incidents.c
    query = select(c.id, c.is_current, c.status, c.first_reported_at, c.replaced_by).order_by(c.key)
    if changed_after == 0:
        return [Standing(*row) for row in connection.execute(query)]
    known = func.coalesce(reports.c.published_latest, reports.c.published_earliest, reports.c.added_at)
    told = (
        select(incident_reports.c.incident_id)
        .join(reports, reports.c.key == incident_reports.c.report_key)
        .join(codings, and_(codings.c.report_key == reports.c.key, codings.c.is_current))
        .where(or_(codings.c.key > coded_after, known > known_after[:10]))
    )
    ids = set(connection.scalars(select(changes.c.incident_id).where(changes.c.key > changed_after).distinct()))
    ids |= set(connection.scalars(told.distinct()))
    ids |= set(connection.scalars(select(c.id).where(c.first_reported_at > known_after[:10])))
    found = [
        Standing(*row) for some in in_portions(sorted(ids)) for row in connection.execute(query.where(c.id.in_(some)))
    ]
    return sorted(found)


def list_tellings_of(connection: Connection, ids: list[str]) -> list[Telling]:
    """The reports of these incidents."""
    published = func.coalesce(reports.c.published_latest, reports.c.published_earliest)
    query = (
        select(
            incident_reports.c.incident_id, reports.c.key, reports.c.id, sources.c.name, published, reports.c.added_at
        )
        .join(reports, reports.c.key == incident_reports.c.report_key)
        .outerjoin(sources, sources.c.key == reports.c.source_key)
    )
    return [
        Telling(*row)
        for some in in_portions(ids)
        for row in connection.execute(
            query.where(incident_reports.c.incident_id.in_(some)).order_by(
                incident_reports.c.incident_id, incident_reports.c.position
            )
        )
    ]


def incidents_of_reports(connection: Connection, report_keys: list[int]) -> dict[int, list[str]]:
    """The current incidents that each of these reports tells of."""
    found: dict[int, list[str]] = {}
    query = select(incident_reports.c.report_key, incident_reports.c.incident_id)
    for some in in_portions(report_keys):
        for key, name in connection.execute(query.where(incident_reports.c.report_key.in_(some))):
            found.setdefault(key, []).append(name)
    return found


def read_incidents(connection: Connection, ids: list[str]) -> dict[str, Incident]:
    """Incidents by id."""
    query = select(incidents.c.id, incidents.c.record)
    return {
        row[0]: from_json(row[1], Incident)
        for some in in_portions(ids)
        for row in connection.execute(query.where(incidents.c.id.in_(some)))
    }


def current_ids(connection: Connection) -> set[str]:
    """All incidents that stand."""
    return set(connection.scalars(select(incidents.c.id).where(incidents.c.is_current)))


def current_report_keys(connection: Connection) -> dict[str, int]:
    """The current version of each report, by id."""
    return {
        row[0]: row[1] for row in connection.execute(select(reports.c.id, reports.c.key).where(reports.c.is_current))
    }


def scrub_reports(connection: Connection, keys_: list[int]) -> None:
    """Empty versions of reports that aren't to be shown any more, with what was made of them."""
    for some in in_portions(keys_):
        blank = {
            "text": "",
            "title": None,
            "url": None,
            "raw": None,
            "story": None,
            "is_current": False,
            "version": -reports.c.key,
        }
        connection.execute(update(reports).where(reports.c.key.in_(some)).values(**blank))
        connection.execute(update(codings).where(codings.c.report_key.in_(some)).values(record=b"", is_current=False))
        connection.execute(
            update(claims)
            .where(claims.c.report_key.in_(some))
            .values(text="", speaker=None, record=b"", is_current=False)
        )
        for column in (incident_reports.c.report_key, aggregates.c.report_key, *_OF_FAMILIES):
            connection.execute(delete(column.table).where(column.in_(some)))


def scrub_incidents(connection: Connection, ids: list[str]) -> None:
    """Empty incidents that ended, and their history: what is left says that there was one, and what it was merged into."""
    for name, incident in read_incidents(connection, ids).items():
        blank = Incident(
            name, "Withdrawn", incident.type, None, (), (), (), EventTime(), (), (), (), (), (), 0, "Weak", (), "retracted", None,
            incident.changed_at, incident.replaced_by, 0.0,
        )  # fmt: skip
        empty = {
            "latitude": None,
            "longitude": None,
            "radius_km": None,
            "country": None,
            "earliest": None,
            "latest": None,
        }
        connection.execute(
            update(incidents)
            .where(incidents.c.id == name)
            .values(record=blank.to_json().encode(), title=blank.title, **empty)
        )
    for some in in_portions(ids):
        connection.execute(delete(incident_versions).where(incident_versions.c.incident_id.in_(some)))
        connection.execute(update(changes).where(changes.c.incident_id.in_(some)).values(changed=b"{}"))


def reports_without_incidents(connection: Connection) -> dict[int, str]:
    """Current reports (their ids by key) that tell of no incident that stands, but for those that only sum up several happenings."""
    told = (
        select(incident_reports.c.report_key)
        .join(incidents, incidents.c.id == incident_reports.c.incident_id)
        .where(incidents.c.is_current)
    )
    summing = and_(
        reports.c.key.in_(select(aggregates.c.report_key)),
        reports.c.key.not_in(select(incident_reports.c.report_key)),
    )
    query = select(reports.c.key, reports.c.id).where(reports.c.is_current, reports.c.key.not_in(told), not_(summing))
    return {row[0]: row[1] for row in connection.execute(query)}


def list_bare_sums(connection: Connection) -> dict[int, str]:
    """Current reports (their ids by key) that only sum up several happenings."""
    told = select(incident_reports.c.report_key)
    query = select(reports.c.key, reports.c.id).where(
        reports.c.is_current, reports.c.key.in_(select(aggregates.c.report_key)), reports.c.key.not_in(told)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


class ReportName(NamedTuple):
    """The id of a report, and which version of it this is."""

    id: str
    version: int


def list_report_names(connection: Connection, report_keys: Iterable[int]) -> dict[int, ReportName]:
    """The names of reports."""
    query = select(reports.c.key, reports.c.id, reports.c.version)
    return {
        row[0]: ReportName(row[1], row[2])
        for some in in_portions(sorted(set(report_keys)))
        for row in connection.execute(query.where(reports.c.key.in_(some)))
    }


def find_report_keys(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """The current reports with these ids."""
    query = select(reports.c.id, reports.c.key).where(reports.c.is_current)
    return {
        row[0]: row[1]
        for some in in_portions(sorted(set(ids)))
        for row in connection.execute(query.where(reports.c.id.in_(some)))
    }


def put_versions(connection: Connection, versions: Mapping[int, int]) -> None:
    """Say which versions these reports are."""
    if versions:
        changed = update(reports).where(reports.c.key == bindparam("at")).values(version=bindparam("number"))
        connection.execute(changed, [{"at": key, "number": number} for key, number in versions.items()])


def read_marks(connection: Connection) -> dict[str, str]:
    """Where the view stood when it was last brought up to date."""
    return {row[0]: row[1] for row in connection.execute(select(keys.c.name, keys.c.value))}


def put_marks(connection: Connection, marks: dict[str, str]) -> None:
    """Note where the view stands now."""
    connection.execute(delete(keys).where(keys.c.name.in_(marks)))
    connection.execute(insert(keys), [{"name": name, "value": value} for name, value in marks.items()])
