"""The countries of `data/countries.tsv`, looked up by name, demonym, capital or code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.gazetteer.names import plain
from warmonitor.knowledge.tables import rows


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with a code of its own; `geonames` is the number of its GeoNames entry."""

    iso3: str
    iso2: str
    numeric: str | None
    name: str
    geonames: str
    latitude: float
    longitude: float
    capitals: tuple[str, ...]
    demonyms: tuple[str, ...]
    aliases: tuple[str, ...]


class Countries:
    """Look-ups over all countries. A name that several countries share gives the first row of the table."""

    def __init__(self, extra: Path | None = None) -> None:
        """Raises KnowledgeError where a row of the table is broken; `extra` is a folder with a project's own tables."""
        self._by_iso3: dict[str, Country] = {}
        for row in rows("countries", extra):
            country = _read(row)
            self._by_iso3[country.iso3] = country
        found = tuple(self._by_iso3.values())
        self._by_iso2 = {country.iso2: country for country in found}
        self._names = _index((country, [country.name, *country.aliases]) for country in found)
        self._demonyms = _index((country, country.demonyms) for country in found)
        self._capitals = _index((country, country.capitals) for country in found)

    def __iter__(self) -> Iterator[Country]:
        return iter(self._by_iso3.values())

    def by_code(self, code: str) -> Country | None:
        """The country of an ISO 3166-1 code of two or three letters."""
        return self._by_iso3.get(code) or self._by_iso2.get(code)

    def by_name(self, name: str) -> Country | None:
        """The country of this name, alias or abbreviation; an abbreviation must be in capitals ("US", not "us")."""
        return _look_up(self._names, name)

    def by_demonym(self, word: str) -> Country | None:
        """The country whose people or adjective this is ("Syrian", "Syrians", "Dutch"), capitalised."""
        return _look_up(self._demonyms, word)

    def by_capital(self, name: str) -> Country | None:
        """The country whose capital this is; capitals name governments ("Moscow rejected")."""
        return _look_up(self._capitals, name)


def capital_of(country: Country, earliest: str | None, latest: str | None, extra: Path | None = None) -> str | None:
    """The town that reports of these days (ISO dates, None where not known) mean by the country's capital (capitals_moved.tsv, else
    countries.tsv); None where they may mean one or another."""
    moves = [row for row in rows("capitals_moved", extra) if row["iso3"] == country.iso3]
    if not moves:
        return country.capitals[0] if country.capitals else None
    meant = {
        row["town"]
        for row in moves
        if not (row["since"] and latest and latest[:10] < row["since"])
        and not (row["until"] and earliest and earliest[:10] > row["until"])
    }
    return meant.pop() or None if len(meant) == 1 else None


@cache
def shipped_countries() -> Countries:
    """The countries of the package's own table, read once."""
    return Countries()


@lru_cache(maxsize=1 << 16)
def _key(name: str) -> str:
    """Names are compared plainly, abbreviations (without full stops) by their capitals."""
    letters = name.replace(".", "").replace(" ", "")
    if len(letters) <= 4 and letters.isupper():
        return letters
    key = plain(name)
    return key[4:] if key.startswith("the ") else key


def _look_up(index: Mapping[str, Country], name: str) -> Country | None:
    if not name or (name[0].islower() and not name.startswith("the ")):
        return None
    return index.get(_key(name)) or (index.get(plain(name)) if name.isupper() else None)


def _index(named: Iterable[tuple[Country, Iterable[str]]]) -> dict[str, Country]:
    index: dict[str, Country] = {}
    for country, names in named:
        for name in names:
            index.setdefault(_key(name), country)
            if name.isupper() and len(name) > 4:
                index.setdefault(plain(name), country)
    return index


def _read(row: Mapping[str, str]) -> Country:
    try:
        return Country(
            row["iso3"], row["iso2"], row["numeric"] or None, row["name"], row["geonames"],
            float(row["latitude"]), float(row["longitude"]),
            *(tuple(filter(None, row[name].split(";"))) for name in ("capital", "demonyms", "aliases")),
        )  # fmt: skip
    except (KeyError, ValueError) as error:
        raise KnowledgeError(f"table countries.tsv, row {row.get('iso3')!r}: {error}") from error
