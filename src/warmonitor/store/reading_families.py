"""Queries over the versions of a report and over its copies."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, func, select

from warmonitor.records import Published, from_json
from warmonitor.store.families import FamilyRow, list_families, list_members
from warmonitor.store.rows import Borrowed, CopyRow, Family, VersionRow
from warmonitor.store.storing import in_portions
from warmonitor.store.tables import reports, sources

MOST_VERSIONS = 500
MOST_MEMBERS = 200


def find_chain(connection: Connection, report_id: str) -> list[int]:
    """The keys of all versions of a report, whichever of them has this id, the first first."""
    start = connection.scalar(
        select(reports.c.key)
        .where(reports.c.id == report_id)
        .order_by(reports.c.is_current.desc(), reports.c.version.desc())
    )
    if start is None:
        return []
    later: list[int] = [start]
    while len(later) < MOST_VERSIONS and (
        (key := connection.scalar(select(reports.c.key).where(reports.c.replaces == later[-1]))) is not None
    ):
        later.append(key)
    earlier: list[int] = []
    before = connection.scalar(select(reports.c.replaces).where(reports.c.key == start))
    while before is not None and len(earlier) < MOST_VERSIONS:
        earlier.append(before)
        before = connection.scalar(select(reports.c.replaces).where(reports.c.key == before))
    return [*reversed(earlier), *later]


def list_versions(connection: Connection, report_id: str) -> tuple[VersionRow, ...]:
    """Each version of a report, the first first."""
    keys = find_chain(connection, report_id)
    query = (
        select(reports.c.version, reports.c.id, reports.c.added_at, reports.c.title, reports.c.published, func.length(reports.c.text), reports.c.is_current)
        .where(reports.c.key.in_(keys))
        .order_by(reports.c.version)
    )  # fmt: skip
    return tuple(
        VersionRow(row[0], row[1], row[2], row[3], from_json(row[4], Published), row[5], row[6])
        for row in connection.execute(query)
    )


def find_family(connection: Connection, report_id: str) -> Family:
    """What a report has of earlier ones, and the reports of its family, the first first; a report that is no copy may be a first one."""
    key = connection.scalar(select(reports.c.key).where(reports.c.id == report_id, reports.c.is_current))
    if key is None:
        return Family(report_id)
    own = list_families(connection, [key]).get(key)
    first = own.family if own is not None and own.family is not None else key
    rows = {row.key: row for row in list_members(connection, [first])}
    lent = {source for row in (*rows.values(), *((own,) if own else ())) for _, _, source in row.taken}
    known = _describe(connection, {key, first, *rows, *lent})
    order = sorted(
        {first, *rows}, key=lambda each: (each != first, known[each].published.latest or "9999", known[each].id)
    )
    members = [_fill(known[each], rows.get(each), known) for each in order] if rows else []
    names = {one.id: one.source for one in known.values()}
    return Family(known[first].id, _fill(known[key], own, known), tuple(members[:MOST_MEMBERS]), len(members), names)


def _describe(connection: Connection, keys: set[int]) -> dict[int, CopyRow]:
    found: dict[int, CopyRow] = {}
    for some in in_portions(sorted(keys)):
        query = (
            select(reports.c.key, reports.c.id, sources.c.name, reports.c.title, reports.c.published)
            .outerjoin(sources, sources.c.key == reports.c.source_key)
            .where(reports.c.key.in_(some))
        )
        for row in connection.execute(query):
            found[row[0]] = CopyRow(row[1], row[2], row[3], from_json(row[4], Published))
    return found


def _fill(copy: CopyRow, row: FamilyRow | None, known: dict[int, CopyRow]) -> CopyRow:
    """A report with what it has of others."""
    if row is None:
        return copy
    taken = tuple(Borrowed(start, end, known[source].id) for start, end, source in row.taken if source in known)
    parent = known[row.parent].id if row.parent in known else None
    return msgspec.structs.replace(copy, relation=row.relation, copies=parent, share=row.share, taken=taken)
