"""The registry of conflict actors and bodies: `data/actors.tsv`, and each state's own branches by rule.

A project adds rows of its own in a folder with a file of the same name (see `knowledge/tables.py`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.tables import rows

SECTORS = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
        "IGO",
        "NGO",
    ]
)
BRANCHES = {
    "GOV": "Government of {name}", "MIL": "{adjective} armed forces", "COP": "{adjective} police", "JUD": "{adjective} judiciary",
    "LEG": "Legislature of {name}", "SPY": "{adjective} intelligence services",
}  # fmt: skip
_DATE = re.compile(r"\d{4}(-\d\d){0,2}\Z")
_DASHES = re.compile(r"[-\u2010\u2011\u2013]+")


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts in conflicts or tells of them. `start` and `end` are ISO years or dates, None where open.

    `roles` are the sectors (with start and end) it had at times when they were another than `sector`.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    sector: str | None = None
    kind: str = ""
    start: str | None = None
    end: str | None = None
    parents: tuple[str, ...] = ()
    source: str = ""
    roles: tuple[tuple[str, str | None, str | None], ...] = ()

    def at(self, on: str | None) -> Actor:
        """The actor with the sector that it had on this ISO date; as it is where there is no date."""
        if on is None:
            return self
        for sector, start, end in self.roles:
            if (start is None or start <= on[: len(start)]) and (end is None or on[: len(end)] < end):
                return self if sector == self.sector else replace(self, sector=sector)
        return self

    def existed(self, on: str | None) -> bool:
        """Whether it existed on this ISO date; true where the date or its bounds are unknown. The dead stay known for five years."""
        if on is None:
            return True
        begun = self.start is None or self.start[: len(on)] <= on[: len(self.start)]
        return begun and (self.end is None or int(on[:4]) <= int(self.end[:4]) + 5)


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name as it is compared: no case, accents, curly quotes or hyphens, single spaces."""
    text = name.replace("\u2019", "'").replace("\u2018", "'")
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_DASHES.sub(" ", text).lower().split())


def is_acronym(name: str) -> bool:
    """Whether a name is so short that only its capitals tell it from a word ("IS", "WHO", "LeT")."""
    return len(name) <= 6 and " " not in name and (count_capitals(name) > 1 or len(name) == 1)


def count_capitals(text: str) -> int:
    """How many of the letters are capitals."""
    return sum(map(str.isupper, text))


class Actors:
    """The registry, by id and by name."""

    def __init__(self, countries: Countries, extra: Path | None = None) -> None:
        """Raises KnowledgeError where a row is broken; `extra` is a folder with a project's own tables."""
        self._by_id = {actor.id: actor for actor in map(_read, rows("actors", extra))}
        for row in rows("actors_roles", extra):
            self._add_role(row)
        self._by_name: dict[str, list[Actor]] = {}
        for actor in self._by_id.values():
            for parent in actor.parents:
                if parent not in self._by_id:
                    raise KnowledgeError(f"table actors.tsv, row {actor.id}: its parent {parent} has no row")
            for name in {fold(name): name for name in (actor.name, *actor.aliases)}:
                self._by_name.setdefault(name, []).append(actor)
        self._countries = countries
        self._garrisons = [(row["country"], row["army"], row["start"], row["end"]) for row in rows("garrisons", extra)]

    def army_in(self, iso3: str, on: str | None = None) -> str:
        """The country whose army "the army" there is on this ISO date: another's where the land has none of its own."""
        for land, army, start, end in self._garrisons:
            if land == iso3 and (on is None or (start <= on and (not end or on < end))):
                return army if on is not None or not end else iso3
        return iso3

    def _add_role(self, row: Mapping[str, str]) -> None:
        actor, dates = self._by_id.get(row["id"]), (row["start"], row["end"])
        if actor is None or row["sector"] not in SECTORS or any(date and not _DATE.match(date) for date in dates):
            raise KnowledgeError(f"table actors_roles.tsv, row {row['id']!r}: an actor, sector or date that is none")
        role = (row["sector"], row["start"] or None, row["end"] or None)
        self._by_id[actor.id] = replace(actor, roles=(*actor.roles, role))

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def by_id(self, id: str) -> Actor | None:
        """The actor of this id; ids such as RUSMIL name a state's branch."""
        found = self._by_id.get(id)
        return found or (self.of_state(id[:3], id[3:]) if len(id) == 6 and id[3:] in BRANCHES else None)

    def named(self, text: str, on: str | None = None) -> list[Actor]:
        """All actors of this name or alias that existed on this ISO date; an acronym must be in capitals."""
        found = self._by_name.get(fold(text), [])
        return [a for a in found if a.existed(on) and (count_capitals(text) > 1 or not _only_acronym(a, text))]

    def by_name(self, text: str, on: str | None = None) -> Actor | None:
        """The actor of this name; None where none or several have it."""
        found = self.named(text, on)
        return found[0] if len(found) == 1 else None

    def of_state(self, iso3: str, sector: str) -> Actor | None:
        """A state's government, armed forces, police, courts, legislature or intelligence (`sector` one of BRANCHES)."""
        found = self._by_id.get(iso3 + sector)
        country = self._countries.by_code(iso3) or self._by_id.get(iso3)
        if (
            found
            or country is None
            or sector not in BRANCHES
            or (isinstance(country, Actor) and country.kind != "country")
        ):
            return found
        demonyms = () if isinstance(country, Actor) else country.demonyms
        name = BRANCHES[sector].format(name=country.name, adjective=demonyms[0] if demonyms else country.name)
        found = self._by_id[iso3 + sector] = Actor(iso3 + sector, name, (), iso3, sector, "state", source="rule")
        return found


def _only_acronym(actor: Actor, text: str) -> bool:
    key = fold(text)
    return all(is_acronym(name) for name in (actor.name, *actor.aliases) if fold(name) == key)


def _read(row: Mapping[str, str]) -> Actor:
    where = f"table actors.tsv, row {row.get('id')!r}"
    if not row.get("id") or not row.get("name"):
        raise KnowledgeError(f"{where}: id and name are needed")
    if row["sector"] and row["sector"] not in SECTORS:
        raise KnowledgeError(f"{where}: {row['sector']!r} is no sector")
    if row["country"] and not re.fullmatch("[A-Z]{3}", row["country"]):
        raise KnowledgeError(f"{where}: {row['country']!r} is no ISO 3166-1 alpha-3 code")
    for date in (row["start"], row["end"]):
        if date and not _DATE.match(date):
            raise KnowledgeError(f"{where}: {date!r} is no ISO year or date")
    return Actor(
        row["id"], row["name"], _split(row["aliases"]), row["country"] or None, row["sector"] or None, row["kind"],
        row["start"] or None, row["end"] or None, _split(row["parents"]), row["source"],
    )  # fmt: skip


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in map(str.strip, cell.split(";")) if part)
