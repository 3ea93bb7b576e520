"""Queries over sources, reports and claims."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from warmonitor.errors import NotFoundError
from warmonitor.records import Claim, CodedReport, Published, from_json
from warmonitor.store.desk_tables import reviewed_claims
from warmonitor.store.paging import page_of
from warmonitor.store.reading_families import find_chain
from warmonitor.store.rows import ClaimFilter, ClaimRow, Page, ReportFilter, ReportRow, SourceRow, StoredSize
from warmonitor.store.search import words_match
from warmonitor.store.tables import claims, codings, incident_reports, incident_tags, incidents, links, reports, sources


def find_report(connection: Connection, report_id: str, version: int | None) -> CodedReport:
    """The coded report with this id, its current version or another; raises NotFoundError.

    An id that an earlier version had leads to the current one.
    """
    query = (
        select(codings.c.record)
        .join(reports, reports.c.key == codings.c.report_key)
        .where(codings.c.is_current, reports.c.is_current if version is None else reports.c.version == version)
    )
    row = connection.execute(query.where(reports.c.id == report_id)).first()
    if row is None:
        row = connection.execute(query.where(reports.c.key.in_(find_chain(connection, report_id)))).first()
    if row is None:
        raise NotFoundError(
            f"no report has the id {report_id!r}" + ("" if version is None else f" and a version {version}")
        )
    found: CodedReport = from_json(row.record, CodedReport)
    return found


def list_reports(connection: Connection, wanted: ReportFilter, limit: int, after: str | None) -> Page[ReportRow]:
    """A page of reports, the last published first."""
    query = (
        select(
            reports.c.key, reports.c.id, sources.c.name, sources.c.publisher, reports.c.url, reports.c.title, reports.c.language,
            reports.c.published, func.length(reports.c.text), reports.c.version, reports.c.copy_of, reports.c.added_at,
        )
        .outerjoin(sources, sources.c.key == reports.c.source_key)
        .where(_chosen_reports(connection, wanted))
    )  # fmt: skip
    day = func.coalesce(reports.c.published_latest, reports.c.published_earliest, "")
    rows, cursor = page_of(connection, query, day, reports.c.key, descending=True, limit=limit, after=after)
    return Page(tuple(_report_row(connection, row) for row in rows), cursor)


def find_raw(connection: Connection, report_id: str) -> bytes:
    """A report's bytes as they came (its text in UTF-8 where they weren't kept apart); raises NotFoundError."""
    row = connection.execute(
        select(reports.c.raw, reports.c.text).where(reports.c.id == report_id, reports.c.is_current)
    ).first()
    if row is None:
        raise NotFoundError(f"no report has the id {report_id!r}")
    return bytes(row.raw) if row.raw is not None else str(row.text).encode("utf-8", "surrogatepass")


def _chosen_reports(connection: Connection, wanted: ReportFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [reports.c.is_current]
    if wanted.incident is not None:
        told = select(incident_reports.c.report_key).where(incident_reports.c.incident_id == wanted.incident)
        conditions.append(reports.c.key.in_(told))
    if wanted.source is not None:
        conditions.append(_of_source(wanted.source))
    if wanted.since is not None:
        conditions.append(func.coalesce(reports.c.published_latest, reports.c.published_earliest) >= wanted.since)
    if wanted.until is not None:
        conditions.append(func.coalesce(reports.c.published_earliest, reports.c.published_latest) <= wanted.until)
    if wanted.text is not None and wanted.text.strip():
        conditions.append(words_match(connection, reports.c.key, "report_words", wanted.text))
    return and_(*conditions)


def _of_source(name: str) -> ColumnElement[bool]:
    low = name.lower()
    keys = select(sources.c.key).where(or_(func.lower(sources.c.name) == low, func.lower(sources.c.publisher) == low))
    return reports.c.source_key.in_(keys)


def _report_row(connection: Connection, row: Any) -> ReportRow:
    key = row[0]
    told = connection.execute(
        select(incident_reports.c.incident_id)
        .join(incidents, incidents.c.id == incident_reports.c.incident_id)
        .where(incident_reports.c.report_key == key, incidents.c.is_current)
        .order_by(incidents.c.main_reports.desc(), incidents.c.id)
    )
    count = connection.scalar(
        select(func.count()).select_from(claims).where(claims.c.report_key == key, claims.c.is_current)
    )
    copied = None if row[10] is None else connection.scalar(select(reports.c.id).where(reports.c.key == row[10]))
    return ReportRow(
        id=row[1], source=row[2], publisher=row[3], url=row[4], title=row[5], language=row[6], published=from_json(row[7], Published),
        characters=row[8], claims=count or 0, incidents=tuple(told.scalars()), version=row[9], copy_of=copied, added_at=row[11],
    )  # fmt: skip


def list_claims(connection: Connection, wanted: ClaimFilter, limit: int, after: str | None) -> Page[ClaimRow]:
    """A page of claims in the order in which they were stored."""
    query = (
        select(
            claims.c.key,
            claims.c.record,
            reports.c.id,
            reports.c.title,
            reports.c.published,
            sources.c.name,
            links.c.incident_id,
            reviewed_claims.c.standing,
            reviewed_claims.c.fields,
            reviewed_claims.c.record,
        )
        .join(reports, reports.c.key == claims.c.report_key)
        .outerjoin(reviewed_claims, reviewed_claims.c.claim_key == claims.c.key)
        .outerjoin(sources, sources.c.key == reports.c.source_key)
        .outerjoin(links, and_(links.c.claim_key == claims.c.key, links.c.known_until.is_(None)))
        .where(_chosen_claims(connection, wanted))
    )
    rows, cursor = page_of(connection, query, claims.c.key, claims.c.key, descending=False, limit=limit, after=after)
    return Page(tuple(map(_claim_row, rows)), cursor)


def _claim_row(row: Any) -> ClaimRow:
    """A claim as decisions leave it, beside what the coder put where fields were corrected."""
    coded = from_json(row[1], Claim)
    if row[7] is None:
        return ClaimRow(row[2], row[5], coded, from_json(row[4], Published), row[3], row[6])
    corrected = tuple(row[8].split())
    return ClaimRow(
        row[2], row[5], from_json(row[9], Claim), from_json(row[4], Published), row[3], row[6],
        row[7], corrected, coded if corrected else None,
    )  # fmt: skip


def _chosen_claims(connection: Connection, wanted: ClaimFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [claims.c.is_current]
    if wanted.incident is not None:
        conditions.append(links.c.incident_id == wanted.incident)
    if wanted.report is not None:
        conditions.append(reports.c.id == wanted.report)
    if wanted.type is not None:
        conditions.append(claims.c.type == wanted.type.upper())
    if wanted.source is not None:
        conditions.append(_of_source(wanted.source))
    if wanted.speaker is not None:
        conditions.append(func.lower(claims.c.speaker).contains(f"|{wanted.speaker.lower()}|", autoescape=True))
    if wanted.since is not None:
        conditions.append(func.coalesce(claims.c.latest, claims.c.earliest) >= wanted.since)
    if wanted.until is not None:
        conditions.append(func.coalesce(claims.c.earliest, claims.c.latest) <= wanted.until)
    if wanted.text is not None and wanted.text.strip():
        conditions.append(words_match(connection, claims.c.key, "claim_words", wanted.text))
    return and_(*conditions)


def list_sources(connection: Connection, limit: int, after: str | None) -> Page[SourceRow]:
    """A page of sources by name."""
    query = select(sources.c.key, sources.c.name, sources.c.publisher)
    rows, cursor = page_of(connection, query, sources.c.name, sources.c.key, descending=False, limit=limit, after=after)
    return Page(_count_sources(connection, rows), cursor)


def _count_sources(connection: Connection, rows: list[Any]) -> tuple[SourceRow, ...]:
    """Sources (key, name, publisher) with the numbers of all of them, counted in one go."""
    keys, names = [row[0] for row in rows], [row[1] for row in rows]
    own = and_(reports.c.source_key.in_(keys), reports.c.is_current)
    first = func.min(func.coalesce(reports.c.published_latest, reports.c.published_earliest))
    last = func.max(func.coalesce(reports.c.published_earliest, reports.c.published_latest))
    by_source = select(reports.c.source_key, func.count(), first, last).where(own).group_by(reports.c.source_key)
    told = (
        select(reports.c.source_key, func.count())
        .join(claims, claims.c.report_key == reports.c.key)
        .where(own, claims.c.is_current)
        .group_by(reports.c.source_key)
    )
    tag = incident_tags.c
    happened = select(tag.value, func.count()).where(tag.kind == "source", tag.value.in_(names)).group_by(tag.value)
    written = {row[0]: row for row in connection.execute(by_source)}
    claimed = {row[0]: row[1] for row in connection.execute(told)}
    incident = {row[0]: row[1] for row in connection.execute(happened)}
    found = []
    for key, name, publisher, *_ in rows:
        _, number, *days = written.get(key, (key, 0, None, None))
        days.sort(key=lambda day: day or "")  # one report whose day is only inferred may span more than all others
        found.append(SourceRow(name, publisher, number, claimed.get(key, 0), incident.get(name, 0), *days))
    return tuple(found)


def measure(connection: Connection) -> StoredSize:
    """How much the store holds of current records."""

    def count(table: Any, *conditions: ColumnElement[bool]) -> int:
        return connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0

    return StoredSize(
        count(sources),
        count(reports, reports.c.is_current),
        count(claims, claims.c.is_current),
        count(incidents, incidents.c.is_current),
    )
