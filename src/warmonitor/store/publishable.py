"""What a view of the record that is kept beside it must read again: incidents and reports that changed, or came of age."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from warmonitor.records import EventTime, Incident, from_json
from warmonitor.store.desk_tables import keys
from warmonitor.store.storing import in_portions
from warmonitor.store.tables import (
    changes,
    claims,
    codings,
    incident_reports,
    incident_versions,
    incidents,
    reports,
    sources,
)


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


def newest_keys(connection: Connection) -> tuple[int, int]:
    """The keys of the newest change of an incident and of the newest coding of a report."""
    change, coding = (
        connection.scalar(select(func.max(changes.c.key))),
        connection.scalar(select(func.max(codings.c.key))),
    )
    return change or 0, coding or 0


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
        blank = {"text": "", "title": None, "url": None, "raw": None, "story": None, "is_current": False}
        connection.execute(update(reports).where(reports.c.key.in_(some)).values(**blank))
        connection.execute(update(codings).where(codings.c.report_key.in_(some)).values(record=b"", is_current=False))
        connection.execute(
            update(claims)
            .where(claims.c.report_key.in_(some))
            .values(text="", speaker=None, record=b"", is_current=False)
        )
        connection.execute(delete(incident_reports).where(incident_reports.c.report_key.in_(some)))


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


def reports_without_incidents(connection: Connection) -> list[int]:
    """Current reports that tell of no incident that stands."""
    told = (
        select(incident_reports.c.report_key)
        .join(incidents, incidents.c.id == incident_reports.c.incident_id)
        .where(incidents.c.is_current)
    )
    return list(connection.scalars(select(reports.c.key).where(reports.c.is_current, reports.c.key.not_in(told))))


def read_marks(connection: Connection) -> dict[str, str]:
    """Where the view stood when it was last brought up to date."""
    return {row[0]: row[1] for row in connection.execute(select(keys.c.name, keys.c.value))}


def put_marks(connection: Connection, marks: dict[str, str]) -> None:
    """Note where the view stands now."""
    connection.execute(delete(keys).where(keys.c.name.in_(marks)))
    connection.execute(insert(keys), [{"name": name, "value": value} for name, value in marks.items()])
