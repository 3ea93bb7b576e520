"""Names of actors, countries, peoples, seats of government and office holders, and what they may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from warmonitor.knowledge.actors import Actor, Actors, fold, is_acronym
from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.roles import Roles

Kind = Literal["country", "actor", "people", "seat", "holder"]
_RANK = {"country": 0, "actor": 1, "people": 2, "seat": 3, "holder": 4}
_PIECES = re.compile(r"\w+|[^\w\s]")
_PARTICLE = re.compile(r"(?i)^(?:al|el|ul)-")


class Meaning(NamedTuple):
    """What a name may stand for, and what its words must be like: capitals throughout (is_exact) or first, "the" before it."""

    kind: Kind
    country: str | None
    sector: str | None
    actor: Actor | None = None
    person: str | None = None
    start: str | None = None
    end: str | None = None
    is_exact: bool = False
    is_surname: bool = False
    is_place: bool = False
    needs_article: bool = False
    needs_capital: bool = False


class NameBook:
    """All names that the tables know, keyed as `fold` has them."""

    def __init__(
        self,
        actors: Actors,
        countries: Countries,
        offices: Iterable[Mapping[str, str]],
        seats: Iterable[Mapping[str, str]],
        roles: Roles,
    ) -> None:
        self.meanings: dict[str, list[Meaning]] = {}
        self.longest: dict[str, int] = {}
        self.detaching, self.opposing = roles.words("detached"), roles.words("opposed")
        self.led, self.continental = tuple(sorted(roles.words("led"))), roles.words("part of a continent")
        self._articles = roles.words("article")
        self.common_surnames = roles.surnames
        self._roles = roles
        for country in countries:
            for name in (country.name, *country.aliases):
                self._add(name, Meaning("country", country.iso3, "GOV", is_place=True))
            for name in country.demonyms:
                self._add(name, Meaning("people", country.iso3, None))
            for name in country.capitals:
                self._add(name, Meaning("seat", country.iso3, "GOV", is_place=True))
        for actor in actors:
            kind: Kind = "country" if actor.kind == "country" else "actor"
            for name in (actor.name, *actor.aliases):
                self._add(name, Meaning(kind, actor.country, actor.sector, actor))
        for row in seats:
            self._add(row["name"], Meaning("seat", row["country"], row["sector"] or None, is_place=not row["sector"]))
        for row in offices:
            self._add_holder(row, self._body_of(row, actors, countries), roles)
        for found in self.meanings.values():
            found.sort(key=lambda meaning: _RANK[meaning.kind])

    def is_role(self, lower: str) -> bool:
        """Whether a word before a name is somebody's office ("President")."""
        return self._roles.noun([lower], lower, 0) is not None

    def is_name_part(self, lower: str) -> bool:
        """Whether a word before a last name may be a name or office, not a mere "Mr" or initial."""
        return len(lower) > 2 and lower not in self._roles.words("honorific") and lower not in self.meanings

    def _body_of(self, row: Mapping[str, str], actors: Actors, countries: Countries) -> Actor | None:
        """The body that an office names ("Rapid Support Forces leader", "defence ministry spokesman" of Russia), None where it names none."""
        words = row["title"].split()
        country = countries.by_code(row["country"])
        nations = ["", *(f"{demonym} " for demonym in country.demonyms[:1])] if country is not None else [""]
        for size in range(len(words) - 1, 0, -1):
            for nation in nations:
                body = actors.by_name(nation + " ".join(words[:size]))
                if body is not None and body.kind != "people":
                    return body
        return None

    def _add_holder(self, row: Mapping[str, str], body: Actor | None, roles: Roles) -> None:
        person = row["person"]
        meaning = Meaning(
            "holder",
            row["country"] or None,
            row["sector"] or None,
            body,
            person,
            row["start"] or None,
            row["end"] or None,
        )
        for name in (person, *filter(None, row["aliases"].split(";"))):
            self._add(name, meaning)
        if row["title"] in roles.words("first-name title"):
            return
        for surname in _surnames(person, row["aliases"].split(";")):
            if len(surname) > 2 and not roles.noun([surname.lower()], surname.lower(), 0):
                self._add(surname, meaning._replace(is_surname=True))

    def _add(self, name: str, meaning: Meaning) -> None:
        key = fold(name)
        needs_article = key.startswith("the ") and key.count(" ") == 1
        key = key.removeprefix("the ")
        if not key:
            return
        found = self.meanings.setdefault(key, [])
        if not any(
            old.kind == meaning.kind
            and old.country == meaning.country
            and old.actor is meaning.actor
            and old.person == meaning.person
            and old.start == meaning.start
            for old in found
        ):
            needs_capital = name[0].isupper() and key.split(" ", 1)[0] not in self._articles
            found.append(
                meaning._replace(is_exact=is_acronym(name), needs_article=needs_article, needs_capital=needs_capital)
            )
        first = key.split(" ", 1)[0].removesuffix("'s")
        size = len(_PIECES.findall(name)) + name.count(" ") // 4
        self.longest[first] = max(self.longest.get(first, 0), size)


def _surnames(person: str, aliases: Iterable[str]) -> list[str]:
    """The last word of a full name, and of its spellings ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy")."""
    first = person.split()[0]
    spelt = [person, *(alias for alias in aliases if alias.startswith(f"{first} "))]
    return list(dict.fromkeys(_PARTICLE.sub("", name.split()[-1]) for name in spelt if " " in name))


def in_office(meanings: list[Meaning], on: str | None) -> list[Meaning]:
    """Those whose office held on this date, or nearly (people are called by an office before and after)."""
    if on is None:
        return meanings
    year = int(on[:4])
    exact = [m for m in meanings if (m.start or "") <= on and (m.end is None or on <= m.end)]
    return exact or [
        m
        for m in meanings
        if (m.start is None or int(m.start[:4]) <= year + 1) and (m.end is None or year <= int(m.end[:4]) + 8)
    ]
