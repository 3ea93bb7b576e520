"""Where incidents lie: points with the same uncertainty, each once, and which incidents lie at each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from warmonitor.knowledge.event_types import QUADS, quad_of
from warmonitor.store.columns import Array, Columns
from warmonitor.store.counting import Chosen


@dataclass(frozen=True)
class Sites:
    """Points by number; `of_row` has the site of each row of the columns, -1 for those without a place."""

    longitude: Array
    latitude: Array
    radius_km: Array
    precision: tuple[str, ...]
    of_row: Array


def sites_of(columns: Columns) -> Sites:
    """The sites of all incidents; kept beside the columns."""
    known: Sites | None = columns.kept.get("sites")
    if known is None:
        known = columns.kept["sites"] = _find(columns)
    return known


def _find(columns: Columns) -> Sites:
    rows = np.flatnonzero(~np.isnan(columns["latitude"]) & ~np.isnan(columns["longitude"]) & columns.is_current)
    values = {name: columns[name][rows] for name in ("longitude", "latitude", "radius_km", "precision")}
    order = np.lexsort(
        (values["precision"], np.nan_to_num(values["radius_km"], nan=-1.0), values["latitude"], values["longitude"])
    )
    is_new = np.ones(len(rows), dtype=bool)
    for name, array in values.items():
        ordered = np.nan_to_num(array[order], nan=-1.0) if name == "radius_km" else array[order]
        differs = ordered[1:] != ordered[:-1]
        is_new[1:] = differs if name == "longitude" else is_new[1:] | differs
    of_row = np.full(len(columns.ids), -1)
    of_row[rows[order]] = np.cumsum(is_new) - 1
    first = order[is_new]
    words = columns.words["precision"].all
    return Sites(
        values["longitude"][first],
        values["latitude"][first],
        values["radius_km"][first],
        tuple(str(words[number]) for number in values["precision"][first]),
        of_row,
    )


def count_by_site(chosen: Chosen, sites: Sites) -> Array:
    """How many of the incidents chosen lie at each site, a column for each of PLOVER's four quads."""
    columns = chosen.columns
    rows = chosen.rows[sites.of_row[chosen.rows] >= 0]
    quads = np.array([quad_of(word or "") - 1 for word in columns.words["type"].all])[columns["type"][rows]]
    size = len(sites.longitude) * len(QUADS)
    return np.bincount(sites.of_row[rows] * len(QUADS) + quads, minlength=size).reshape(-1, len(QUADS))


def one_at(chosen: Chosen, sites: Sites, wanted: Iterable[int]) -> dict[int, int]:
    """For each of these sites the row of one of the incidents chosen there."""
    rows = chosen.rows
    at = sites.of_row[rows]
    found = np.isin(at, list(wanted))
    return dict(zip(at[found].tolist(), rows[found].tolist(), strict=True))
