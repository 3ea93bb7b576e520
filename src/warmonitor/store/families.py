"""Writing and reading what is kept of copies: prints, marks, and the families that they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, and_, bindparam, delete, exists, func, or_, select

from warmonitor.store.bulk import change_rows, drop_rows, find_rows, find_rows_by_each, insert_rows
from warmonitor.store.storing import in_portions
from warmonitor.store.tables import families, marks, prints, reports


class PrintRow(NamedTuple):
    """The prints of a report: its place in the order of publication (which must not follow arrival), its id, its text's hashes.

    `credit` is the publisher that it credits for its text, `heard` what its claims' sentences say of their sources.
    """

    key: int
    place: int
    report: str
    shingles: bytes
    marks: tuple[int, ...]
    credit: str | None = None
    heard: bytes | None = None


class FamilyRow(NamedTuple):
    """What a report has of earlier ones. `taken` are (first character, the one after the last, key of the report that it is from)."""

    key: int
    family: int | None
    parent: int | None
    relation: str
    share: float
    taken: tuple[tuple[int, int, int], ...]


_PRINTS = ("report_key", "place", "shingles", "marks", "credit", "heard")


def put_prints(connection: Connection, rows: Sequence[PrintRow]) -> None:
    """Keep the prints of reports, so that others find them."""
    values = [
        (row.key, row.place, row.shingles, msgspec.msgpack.encode(row.marks), row.credit, row.heard) for row in rows
    ]
    insert_rows(connection, prints, _PRINTS, values)
    held = sorted((mark, row.place, row.key) for row in rows for mark in row.marks)
    insert_rows(connection, marks, ("mark", "place", "report_key"), held)


def list_prints(connection: Connection, keys: Iterable[int]) -> list[PrintRow]:
    """The prints of these reports."""
    found = []
    for some in in_portions(sorted(set(keys))):
        query = (
            select(
                prints.c.report_key, prints.c.place, reports.c.id, prints.c.shingles, prints.c.marks, prints.c.credit
            )
            .join(reports, reports.c.key == prints.c.report_key)
            .where(prints.c.report_key.in_(some))
        )
        for row in connection.execute(query):
            found.append(PrintRow(*row[:4], msgspec.msgpack.decode(row[4], type=tuple[int, ...]), row[5]))
    return found


def forget_prints(connection: Connection, row: PrintRow) -> None:
    """No report finds this one any more."""
    if row.marks:
        gone = delete(marks).where(
            and_(marks.c.mark == bindparam("at"), marks.c.place == row.place, marks.c.report_key == row.key)
        )
        connection.execute(gone, [{"at": mark} for mark in row.marks])
    connection.execute(delete(prints).where(prints.c.report_key == row.key))
    connection.execute(delete(families).where(families.c.report_key == row.key))


_HOLDERS = "SELECT mark, report_key FROM marks WHERE mark = ? ORDER BY place, report_key LIMIT ?"
_LATER = "SELECT report_key FROM marks WHERE mark = ? AND place >= ?"


def find_mark_holders(connection: Connection, found: Iterable[int], most: int) -> dict[int, list[int]]:
    """For each mark the reports that have it, the first so many in order of publication."""
    holders: dict[int, list[int]] = {}
    for mark, key in find_rows_by_each(connection, _HOLDERS, [(mark, most) for mark in sorted(set(found))]):
        holders.setdefault(mark, []).append(key)
    return holders


def find_later_holders(connection: Connection, found: Mapping[int, int]) -> set[int]:
    """The reports that have one of these marks and don't stand before the place that is given for it."""
    return {key for (key,) in find_rows_by_each(connection, _LATER, sorted(found.items()))}


_FAMILY = ("report_key", "family_key", "parent_key", "relation", "share", "taken")


def put_families(connection: Connection, rows: Sequence[FamilyRow]) -> None:
    """Keep these instead of what was kept of the same reports."""
    drop_families(connection, [row.key for row in rows])
    values = [(*row[:5], msgspec.msgpack.encode(row.taken)) for row in rows]
    insert_rows(connection, families, _FAMILY, values)


def drop_families(connection: Connection, keys: Iterable[int]) -> None:
    """These reports have nothing of others."""
    drop_rows(connection, families, ("report_key",), [(key,) for key in sorted(set(keys))])


def put_origins(connection: Connection, origins: Mapping[int, int | None]) -> None:
    """Keep the first report of each report's family; None for one that is no copy."""
    moved = [(origin, key) for key, origin in origins.items()]
    change_rows(connection, families, ("report_key",), ("family_key",), moved)
    change_rows(connection, reports, ("key",), ("copy_of",), moved)


_ROWS = "SELECT report_key, family_key, parent_key, relation, share, taken FROM families WHERE {} IN (...)"


def list_families(connection: Connection, keys: Iterable[int]) -> dict[int, FamilyRow]:
    """What is kept of these reports."""
    return {row[0]: _family(row) for row in find_rows(connection, _ROWS.format("report_key"), set(keys))}


def list_members(connection: Connection, origins: Iterable[int]) -> list[FamilyRow]:
    """The copies of which these are the first reports."""
    return [_family(row) for row in find_rows(connection, _ROWS.format("family_key"), set(origins))]


def list_children(connection: Connection, parents: Iterable[int]) -> list[int]:
    """The reports that copy one of these."""
    found: list[int] = []
    for some in in_portions(sorted(set(parents))):
        found += connection.execute(select(families.c.report_key).where(families.c.parent_key.in_(some))).scalars()
    return found


def list_credits(connection: Connection, keys: Iterable[int]) -> dict[int, tuple[str | None, bytes | None]]:
    """For reports that credit another source, or whose claims' sentences say more of their sources: both."""
    found = {}
    for some in in_portions(sorted(set(keys))):
        query = select(prints.c.report_key, prints.c.credit, prints.c.heard).where(
            prints.c.report_key.in_(some), or_(prints.c.credit.is_not(None), prints.c.heard.is_not(None))
        )
        found.update({row[0]: (row[1], row[2]) for row in connection.execute(query)})
    return found


def list_family_credits(connection: Connection, origins: Iterable[int]) -> dict[int, str]:
    """For families, by their first reports, the publisher that most of their members credit."""
    found: dict[int, str] = {}
    for some in in_portions(sorted(set(origins))):
        query = (
            select(families.c.family_key, prints.c.credit, func.count())
            .join(prints, prints.c.report_key == families.c.report_key)
            .where(families.c.family_key.in_(some), prints.c.credit.is_not(None))
            .group_by(families.c.family_key, prints.c.credit)
            .order_by(func.count().desc(), prints.c.credit)
        )
        for row in connection.execute(query):
            found.setdefault(row[0], row[1])
    return found


def _family(row: Sequence[Any]) -> FamilyRow:
    key, family, parent, relation, share, taken = row
    own = msgspec.msgpack.decode(taken, type=tuple[tuple[int, int, int], ...])
    return FamilyRow(key, family, parent, relation, share, own)


def lacks_prints(connection: Connection) -> bool:
    """Whether the store has reports but no prints: it was made by the first schema."""
    has_prints = connection.scalar(select(exists(select(prints.c.report_key))))
    return not has_prints and bool(
        connection.scalar(select(func.max(reports.c.key)).where(reports.c.story.is_not(None)))
    )
