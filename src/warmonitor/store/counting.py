"""What the rows that a filter chose come to: their number, values with counts, days, and pages of them in an order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from warmonitor.errors import UsageError
from warmonitor.store.columns import MISSING, TAGS, Array, Columns
from warmonitor.store.paging import LAST_DAY, MOST_ITEMS, decode_cursor, encode_cursor
from warmonitor.store.rows import DayCount, FacetValue

SORTS = {"most told": True, "newest": True, "oldest": False, "last changed": True, "deadliest": True}


class Chosen:
    """Rows of columns that a filter chose. Each answer is computed when it is asked for."""

    def __init__(self, columns: Columns, mask: Array) -> None:
        self.columns = columns
        self.mask = mask

    @cached_property
    def rows(self) -> Array:
        """The rows, ascending."""
        return np.flatnonzero(self.mask)

    @property
    def total(self) -> int:
        """How many incidents they are."""
        return len(self.rows)

    def facets(self, limit: int) -> dict[str, tuple[FacetValue, ...]]:
        """The values that they have, the most frequent first: of type, mode, grade, status, and of each kind of tag."""
        found = {name: self._values(name, limit) for name in ("type", "mode", "grade", "status")}
        return found | {kind: self._tags(kind, limit) for kind in TAGS}

    def _values(self, name: str, limit: int) -> tuple[FacetValue, ...]:
        counts = np.bincount(self.columns[name][self.rows])
        counts[:1] = 0  # those without a value
        words = self.columns.words[name].all
        counted = sorted((-int(counts[number]), words[number]) for number in np.flatnonzero(counts))
        return tuple(FacetValue(word, word, -count) for count, word in counted[:limit])

    def _tags(self, kind: str, limit: int) -> tuple[FacetValue, ...]:
        tags = self.columns.tags[kind]
        counts = np.bincount(tags.tags[self.mask[tags.rows]])
        present = np.flatnonzero(counts)
        values = np.array(tags.value_of)[present]
        sums = np.bincount(values, counts[present])
        if np.count_nonzero(sums) > limit:
            present = present[sums[values] >= np.partition(sums, -limit)[-limit]]
        return _join_labels([(*tags.words.all[number], int(counts[number])) for number in present], limit)

    def timeline(self) -> tuple[DayCount, ...]:
        """Incidents a day by their first day, oldest first; those without one are left out."""
        first = self.columns["earliest"][self.rows]
        low, high = self.columns["killed_low"][self.rows], self.columns["killed_high"][self.rows]
        high = np.where(high == MISSING, low, high)
        counts = np.bincount(first)
        sums = [np.bincount(first, weights=np.where(killed == MISSING, 0, killed)) for killed in (low, high)]
        days = self.columns.words["earliest"].all
        found = [
            DayCount(days[number], int(counts[number]), int(sums[0][number]), int(sums[1][number]))
            for number in np.flatnonzero(counts)
            if number
        ]
        return tuple(sorted(found, key=lambda day: day.day))

    def page(self, sort: str, limit: int, after: str | None) -> tuple[Array, str | None]:
        """Rows of one page in an order, and the cursor of the next; the same cursors as the store's. Raises UsageError."""
        if sort not in SORTS:
            raise UsageError(f"incidents can't be sorted by {sort!r}: use one of {', '.join(SORTS)}")
        if not 1 <= limit <= MOST_ITEMS:
            raise UsageError(f"a page holds 1 to {MOST_ITEMS} items, not {limit}")
        order = _order(self.columns, sort)
        begin = 0 if after is None else _position_after(self.columns, sort, order, after)
        found = _first_of(order, self.mask, begin, limit + 1)
        if len(found) <= limit:
            return found, None
        last = int(found[limit - 1])
        return found[:limit], encode_cursor(_value_of(self.columns, sort, last), self.columns.ids[last])


def _join_labels(counted: Sequence[tuple[str, str, int]], limit: int) -> tuple[FacetValue, ...]:
    """Counts of (value, label) joined by value, under the first of its labels."""
    values: dict[str, tuple[str, int]] = {}
    for value, label, count in counted:
        known = values.get(value)
        values[value] = (label, count) if known is None else (min(label, known[0]), count + known[1])
    ordered = sorted((-count, value, label) for value, (label, count) in values.items())
    return tuple(FacetValue(value, label, -count) for count, value, label in ordered[:limit])


def _first_of(order: Array, mask: Array, begin: int, most: int) -> Array:
    """The first rows of an order that a mask has, from a position on."""
    width = 4096
    found: list[Array] = []
    count = 0
    while begin < len(order) and count < most:
        part = order[begin : begin + width]
        part = part[mask[part]][: most - count]
        found.append(part)
        count += len(part)
        begin, width = begin + width, width * 4
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _order(columns: Columns, sort: str) -> Array:
    """All rows in an order, equal ones by id; kept beside the columns."""
    known = columns.kept.get(sort)
    if known is None:
        value = _ranks(columns, sort)[columns.by_id]
        known = columns.by_id[np.argsort(-value if SORTS[sort] else value, kind="stable")]
        columns.kept[sort] = known
    return known


def _ranks(columns: Columns, sort: str) -> Array:
    """A number a row that sorts as the order's values do."""
    if sort == "most told":
        return columns["main_reports"] * 1_000_000 + columns["reports"]
    if sort == "deadliest":
        return _deaths(columns)
    words = columns.words["changed_at" if sort == "last changed" else "earliest"].array()
    if sort == "oldest":
        words[0] = LAST_DAY
    ranks = np.empty(len(words), np.int64)
    ranks[np.argsort(words, kind="stable")] = np.arange(len(words))
    if sort == "oldest":  # the day without a word may stand beside a word of the same
        ranks[words == LAST_DAY] = ranks[0]
    return ranks[_numbers(columns, sort)]


def _numbers(columns: Columns, sort: str) -> Array:
    """The word of each row that an order by words goes by."""
    if sort == "last changed":
        return columns["changed_at"]
    first, second = ("latest", "earliest") if sort == "newest" else ("earliest", "latest")
    return np.where(columns[first] != 0, columns[first], columns[second])


def _deaths(columns: Columns) -> Array:
    low, high = columns["killed_low"], columns["killed_high"]
    killed = np.where(high == MISSING, low, high)
    return np.where(killed == MISSING, -1, killed)


def _value_of(columns: Columns, sort: str, row: int) -> Any:
    """The value that an order puts a row by, as the store's cursors hold it."""
    if sort == "most told":
        return int(columns["main_reports"][row]) * 1_000_000 + int(columns["reports"][row])
    if sort == "deadliest":
        low, high = int(columns["killed_low"][row]), int(columns["killed_high"][row])
        killed = low if high == MISSING else high
        return -1 if killed == MISSING else killed
    if sort == "last changed":
        return columns.words["changed_at"].all[columns["changed_at"][row]] or ""
    names = ("latest", "earliest") if sort == "newest" else ("earliest", "latest")
    number = next((columns[name][row] for name in names if columns[name][row]), 0)
    return columns.words["earliest"].all[number] or ("" if sort == "newest" else LAST_DAY)


def _position_after(columns: Columns, sort: str, order: Array, cursor: str) -> int:
    """Where in an order the rows after a cursor begin."""
    value, key = decode_cursor(cursor)
    is_number = sort in ("most told", "deadliest")
    if isinstance(value, str) == is_number or not isinstance(key, str):
        raise UsageError(f"{cursor!r} is no place in this list: pass the `next` of the page before")
    low, high = 0, len(order)
    while low < high:
        middle = (low + high) // 2
        row = int(order[middle])
        own = _value_of(columns, sort, row)
        is_beyond = own < value if SORTS[sort] else own > value
        low, high = (low, middle) if is_beyond or (own == value and columns.ids[row] > key) else (middle + 1, high)
    return low
