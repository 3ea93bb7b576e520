"""Which rows of `Columns` a filter chooses, as the store's own condition on incidents chooses them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import numpy as np

from warmonitor.store.areas import find_inside
from warmonitor.store.columns import TAGS, Array, Columns
from warmonitor.store.rows import IncidentFilter
from warmonitor.store.search import lowered

_ANSWERED = frozenset(
    ("type", "mode", "grade", "status", *TAGS, "since", "until", "bbox", "area", "min_voices", "text", "sort")
)


def can_choose(wanted: IncidentFilter) -> bool:
    """Whether columns hold all that this filter asks about."""
    return all(one.name in _ANSWERED or getattr(wanted, one.name) == one.default for one in fields(wanted))


def choose_rows(columns: Columns, wanted: IncidentFilter, find_keys: Callable[[str], Array]) -> Array:
    """Whether each row is wanted; `find_keys` gives the keys of incidents with the words of a search."""
    mask: Array = columns.is_current.copy()
    for name in ("type", "mode", "grade", "status"):
        value = getattr(wanted, name)
        if value is not None:
            mask &= np.isin(columns[name], _numbers_of(columns.words[name].all, value))
    for kind in TAGS:
        value = getattr(wanted, kind)
        if value is not None:
            mask &= _tagged(columns, kind, value)
    if wanted.since is not None or wanted.until is not None:
        mask &= _within(columns, wanted.since, wanted.until)
    if wanted.bbox is not None:
        mask &= _in_box(columns, wanted.bbox)
    if wanted.area is not None:
        mask &= find_inside(wanted.area, columns["longitude"], columns["latitude"])
    if wanted.min_voices is not None:
        mask &= columns["voices"] >= wanted.min_voices
    if wanted.text is not None and wanted.text.strip():
        mask &= rows_with_keys(columns, find_keys(wanted.text))
    return mask


def _numbers_of(words: list[str | None], value: str) -> list[int]:
    low = lowered(value)
    return [number for number, word in enumerate(words) if word is not None and lowered(word) == low]


def _tagged(columns: Columns, kind: str, value: str) -> Array:
    tags = columns.tags[kind]
    low = lowered(value)
    numbers = [
        number
        for number, word in enumerate(tags.words.all)
        if word is not None and low in (lowered(word[0]), lowered(word[1]))
    ]
    mask: Array = np.zeros(len(columns.ids), dtype=bool)
    mask[tags.rows[np.isin(tags.tags, numbers)]] = True
    return mask


def _within(columns: Columns, since: str | None, until: str | None) -> Array:
    """Rows whose days touch these; those without a day don't."""
    days = columns.words["earliest"].array()
    first, last = columns["earliest"], columns["latest"]
    mask: Array = (first != 0) | (last != 0)
    if since is not None:
        mask &= (days >= since)[np.where(last != 0, last, first)]
    if until is not None:
        mask &= (days <= until)[np.where(first != 0, first, last)]
    return mask


def _in_box(columns: Columns, box: tuple[float, float, float, float]) -> Array:
    west, south, east, north = box
    longitude, latitude = columns["longitude"], columns["latitude"]
    after, before = longitude >= west, longitude <= east
    across: Array = after & before if west <= east else after | before
    return across & (latitude >= south) & (latitude <= north)


def rows_with_keys(columns: Columns, keys: Array) -> Array:
    """Rows with these keys; a key that came since the columns were made is passed over."""
    mask: Array = np.zeros(len(columns.ids), dtype=bool)
    held = columns["key"]
    mask[np.searchsorted(held, keys[keys <= held[-1]])] = True
    return mask
