"""Reading the names under which reports are found, and how many are found under each within some days."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from warmonitor.store.bulk import find_rows, find_rows_of_each


class Cell(NamedTuple):
    """A name, and the days of the reports that are meant: the first, the last, and the one since which they are counted."""

    name: str
    first: int
    last: int
    since: int


_ASKED = "WITH asked(block, low, high, since) AS (VALUES {names})"
_HELD = "{0}.kind = 'story' AND {0}.block = asked.block AND {0}.day BETWEEN asked.low AND asked.high"
_COUNTED = "c.kind = 'story' AND c.block = asked.block AND c.day BETWEEN asked.since AND asked.high"
_FEW = f"""
{_ASKED} SELECT asked.block, asked.low, b.day * 4294967296 + b.key FROM asked CROSS JOIN blocks AS b
WHERE {_HELD.format("b")} AND (SELECT 1 FROM blocks AS c WHERE {_COUNTED} LIMIT 1 OFFSET ?) IS NULL
"""
_COUNT = f"""
{_ASKED} SELECT block, low, (SELECT count(*) FROM (SELECT 1 FROM blocks AS c WHERE {_COUNTED} LIMIT ?) AS held)
FROM asked WHERE EXISTS (SELECT 1 FROM blocks AS b WHERE {_HELD.format("b")})
"""
DAY = 32  # bits to the right of a day
KEY = (1 << DAY) - 1


def find_postings(connection: Connection, cells: Iterable[Cell], most: int) -> list[tuple[str, int, int]]:
    """(name, first day of its cell, day << DAY | report key) of the reports that have these names in these days.

    Of cells up to whose last day more than `most` have the name, none. What this costs doesn't depend on how many do.
    """
    return find_rows_of_each(connection, _FEW, set(cells), most)


def count_postings(connection: Connection, cells: Iterable[Cell], most: int) -> dict[tuple[str, int], int]:
    """How many reports have these names up to the last of these days, by name and first day; `most` where as many or more do.

    Only of cells that aren't empty.
    """
    return {(name, first): held for name, first, held in find_rows_of_each(connection, _COUNT, set(cells), most)}


def list_names(connection: Connection, keys: Iterable[int]) -> dict[int, tuple[tuple[str, ...], int]]:
    """The names under which these reports are found, and the day."""
    found: dict[int, tuple[list[str], int]] = {}
    for key, name, day in find_rows(
        connection, "SELECT key, block, day FROM blocks WHERE kind = 'story' AND key IN (...)", set(keys)
    ):
        found.setdefault(key, ([], day))[0].append(name)
    return {key: (tuple(names), day) for key, (names, day) in found.items()}
