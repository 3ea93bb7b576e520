"""Compiles the gazetteer: `python -m warmonitor.knowledge.gazetteer.build [OUTPUT]`. Needs the packages of the `build` group, no network."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.gazetteer.schema import Entry, write_entries
from warmonitor.knowledge.gazetteer.sources import (
    country_entries,
    read_cities,
    read_units,
    region_entries,
    town_entries,
    unit_entries,
    with_aliases,
)
from warmonitor.knowledge.tables import DATA


def build(output: Path) -> None:
    """Writes the gazetteer file; the same packages and tables give the same bytes."""
    write_entries(output, _all_entries())


def _all_entries() -> Iterator[Entry]:
    countries = Countries()
    yield from country_entries(countries)
    yield from region_entries()
    units = read_units()
    cities = with_aliases(list(read_cities(units, countries)))
    yield from cities
    yield from town_entries(cities)
    yield from unit_entries(units)  # after the cities: their points give the units' middles


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "gazetteer.db")
