"""Current incidents as arrays, a row each: what filters, counts and orders look at, held in memory.

A `Columns` is a value: rows that changed give a new one, so readers of the old one are never disturbed. The words behind
the numbers (`Words`) are only ever added to, and shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
MISSING = -(2**40)  # of whole numbers

TEXTS = ("type", "mode", "grade", "status", "precision", "earliest", "latest", "changed_at")
NUMBERS = ("voices", "reports", "main_reports", "killed_low", "killed_high")
DEGREES = ("latitude", "longitude", "radius_km")
NAMES = ("key", "id", "is_current", *TEXTS, *NUMBERS, *DEGREES)
TAGS = ("country", "actor", "place", "source")


class Words:
    """Strings as numbers, in the order of their coming; number 0 is None."""

    def __init__(self) -> None:
        self.all: list[Any] = [None]
        self._numbers: dict[Any, int] = {None: 0}

    def number(self, word: Any) -> int:
        """The number of a word, a new one for a new word."""
        found = self._numbers.get(word)
        if found is None:
            found = self._numbers[word] = len(self.all)
            self.all.append(word)
        return found

    def array(self) -> Array:
        """All words in their order, "" for None; as long as it was when asked."""
        return np.array(["" if word is None else word for word in self.all])


@dataclass(frozen=True)
class Tags:
    """Pairs of a row and a tag of one kind; pairs of rows that changed point to row 0, which is nobody's.

    `words` numbers (value, label), `values` the values alone; `value_of` has the value's number of each pair.
    """

    words: Words = field(default_factory=Words)
    values: Words = field(default_factory=Words)
    value_of: list[int] = field(default_factory=lambda: [0])
    rows: Array = field(default_factory=lambda: np.empty(0, np.int32))
    tags: Array = field(default_factory=lambda: np.empty(0, np.int32))

    def number(self, value: str, label: str) -> int:
        """The number of a tag."""
        found = self.words.number((value, label))
        if found == len(self.value_of):
            self.value_of.append(self.values.number(value))
        return found

    def changed(self, rows: Array, pairs: Sequence[tuple[int, int]]) -> Tags:
        """With these rows' pairs instead of the earlier ones."""
        kept = ~np.isin(self.rows, rows)
        added = np.array(pairs, np.int32).reshape(-1, 2)
        return replace(
            self,
            rows=np.concatenate([self.rows[kept], added[:, 0]]),
            tags=np.concatenate([self.tags[kept], added[:, 1]]),
        )


@dataclass(frozen=True)
class Columns:
    """All incidents by row, from row 1 on, in the order of their keys; `values` has an array a column, `ids` the ids.

    `by_id` are the rows in the order of their ids.
    """

    values: Mapping[str, Array]
    ids: Sequence[str]
    by_id: Array
    words: Mapping[str, Words]
    tags: Mapping[str, Tags]
    kept: dict[str, Any] = field(default_factory=dict)  # what is computed from them when first asked for

    @property
    def is_current(self) -> Array:
        """Which rows are incidents of now."""
        return self.values["is_current"]

    def __getitem__(self, name: str) -> Array:
        return self.values[name]


def no_columns() -> Columns:
    """Without an incident."""
    days = Words()
    words = {name: days if name in ("earliest", "latest") else Words() for name in TEXTS}
    return Columns(
        _arrays([], words, is_first=True), [""], np.empty(0, np.int64), words, {kind: Tags() for kind in TAGS}
    )


def _arrays(rows: Sequence[Any], words: Mapping[str, Words], *, is_first: bool) -> dict[str, Array]:
    """Arrays of rows of NAMES; with row 0 before them where they are the first."""
    columns = list(zip(*rows, strict=True)) or [()] * len(NAMES)
    found: dict[str, Array] = {}
    for name, column in zip(NAMES, columns, strict=True):
        if name == "id":
            continue
        if name in TEXTS:
            number = words[name].number
            array = np.fromiter(map(number, column), np.int32, len(column))
        elif name in DEGREES:
            array = np.array([np.nan if value is None else value for value in column], np.float64)
        else:
            array = np.array([MISSING if value is None else value for value in column], np.int64)
        if name == "is_current":
            array = array == 1
        found[name] = np.concatenate([np.zeros(1, array.dtype), array]) if is_first else array
    return found


def with_rows(columns: Columns, rows: Sequence[Any], tags: Iterable[tuple[str, str, str, str]]) -> Columns:
    """With these rows (of NAMES, ascending by key) new or instead of earlier ones, and with their tags (id, kind, value, label).

    Raises ValueError where a new key is lower than one that is there.
    """
    if not rows:
        return columns
    fresh = _arrays(rows, columns.words, is_first=False)
    keys, held = fresh["key"], columns["key"]
    places = np.searchsorted(held, keys)
    is_known = (places < len(held)) & (held[np.minimum(places, len(held) - 1)] == keys)
    if np.any(places[~is_known] < len(held)):
        raise ValueError("incidents came in another order than that of their keys")
    places[~is_known] = len(held) + np.arange(np.count_nonzero(~is_known))
    values = {}
    for name, array in columns.values.items():
        longer = np.concatenate([array, fresh[name][~is_known]])
        longer[places] = fresh[name]
        values[name] = longer
    new_ids = [row[1] for row, known in zip(rows, is_known, strict=True) if not known]
    ids = [*columns.ids, *new_ids]
    by_id = _with_ids(columns, ids, len(columns.ids))
    row_of = {row[1]: int(place) for row, place in zip(rows, places, strict=True)}
    return Columns(values, ids, by_id, columns.words, _with_tags(columns.tags, places, row_of, tags))


def _with_ids(columns: Columns, ids: Sequence[str], first: int) -> Array:
    """The rows in the order of their ids, those from `first` on put in between."""
    new = sorted(range(first, len(ids)), key=ids.__getitem__)
    if len(new) * 20 > first:
        return np.array(sorted(range(1, len(ids)), key=ids.__getitem__), np.int64)
    return np.insert(columns.by_id, [_place_of(columns.by_id, ids, ids[row]) for row in new], new)


def _place_of(rows: Array, ids: Sequence[str], wanted: str) -> int:
    low, high = 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if ids[rows[middle]] < wanted else (low, middle)
    return low


def _with_tags(
    held: Mapping[str, Tags], rows: Array, row_of: Mapping[str, int], tags: Iterable[tuple[str, str, str, str]]
) -> dict[str, Tags]:
    pairs: dict[str, list[tuple[int, int]]] = {kind: [] for kind in held}
    for incident_id, kind, value, label in tags:
        row = row_of.get(incident_id)
        if row is not None and kind in pairs:
            pairs[kind].append((row, held[kind].number(value, label)))
    return {kind: those.changed(rows, pairs[kind]) for kind, those in held.items()}
