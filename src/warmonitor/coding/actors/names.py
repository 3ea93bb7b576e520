"""Names of actors, countries, peoples, seats of government and office holders, and where a report has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.actors import Actor, Actors, count_capitals, fold, is_acronym
from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.roles import Roles

Kind = Literal["country", "actor", "people", "seat", "holder"]
_RANK = {"country": 0, "actor": 1, "people": 2, "seat": 3, "holder": 4}
_PIECES = re.compile(r"\w+|[^\w\s]")
_PARTICLE = re.compile(r"(?i)^(?:al|el|ul)-")
_LED = ("-led", "-ruled", "-run", "-dominated", "-owned")


_WORDS = frozenset({"PRON", "AUX", "VERB", "ADP", "CCONJ", "SCONJ", "DET"})


class Meaning(NamedTuple):
    """What a name may stand for. `is_exact` asks for its capitals; `is_surname` for a person's last name alone."""

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


class Sighting(NamedTuple):
    """A name in a report (tokens first to last, last excluded) and what it stands for; detached names lend nothing to their phrase."""

    first: int
    last: int
    kind: Kind
    country: str | None
    sector: str | None
    actor: Actor | None
    person: str | None
    is_detached: bool
    is_surname: bool


class NameBook:
    """All names that the tables know, keyed as `fold` has them."""

    def __init__(self, actors: Actors, countries: Countries, offices: Iterable[Mapping[str, str]], seats: Iterable[Mapping[str, str]], roles: Roles) -> None:
        self.meanings: dict[str, list[Meaning]] = {}
        self.longest: dict[str, int] = {}
        self.detaching, self.opposing = roles.words("detached"), roles.words("opposed")
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
            self._add(row["name"], Meaning("seat", row["country"], row["sector"] or None))
        for row in offices:
            self._add_holder(row, roles)
        for found in self.meanings.values():
            found.sort(key=lambda meaning: _RANK[meaning.kind])

    def _add_holder(self, row: Mapping[str, str], roles: Roles) -> None:
        person = row["person"]
        meaning = Meaning("holder", row["country"] or None, row["sector"] or None, None, person, row["start"] or None, row["end"] or None)
        for name in (person, *filter(None, row["aliases"].split(";"))):
            self._add(name, meaning)
        surname = _PARTICLE.sub("", person.split()[-1])
        is_known_by_it = row["title"] not in roles.words("first-name title") and " " in person
        if is_known_by_it and len(surname) > 2 and not roles.noun([surname.lower()], surname.lower(), 0):
            self._add(surname, meaning._replace(is_surname=True))

    def _add(self, name: str, meaning: Meaning) -> None:
        key = fold(name)
        if key.startswith("the "):
            key = key[4:]
        if not key:
            return
        found = self.meanings.setdefault(key, [])
        if not any(old.kind == meaning.kind and old.country == meaning.country and old.actor is meaning.actor and old.person == meaning.person for old in found):
            found.append(meaning._replace(is_exact=is_acronym(name)))
        first = key.split(" ", 1)[0].removesuffix("'s")
        size = len(_PIECES.findall(name)) + name.count(" ") // 4
        self.longest[first] = max(self.longest.get(first, 0), size)


class Sightings:
    """The names of one report by token."""

    def __init__(self, book: NameBook, parse: Parse, on: str | None, places: Mapping[int, str]) -> None:
        """`places` maps tokens of settlements and provinces to their countries: they outweigh capitals of the same name."""
        self.book, self.parse, self.on, self.places = book, parse, on, places
        self.is_caseless = not any(c.isupper() for c in parse.text[:2000])
        self.all: list[Sighting] = []
        self.at: dict[int, Sighting] = {}
        self._scan()

    def holder_of_surname(self, surname: str) -> tuple[str | None, str | None]:
        """The one country whose office holders of that time have this last name, and the person where there is only one."""
        holders = [m for m in self.book.meanings.get(fold(surname), ()) if m.kind == "holder"]
        holders = _in_office(holders, self.on) or holders
        lands, people = {m.country for m in holders}, {m.person for m in holders}
        return lands.pop() if len(lands) == 1 else None, people.pop() if len(people) == 1 else None

    def _scan(self) -> None:
        parse, longest = self.parse, self.book.longest
        covered = 0
        for i, lower in enumerate(parse.lower):
            if i < covered:
                continue
            size = longest.get(lower)
            if size is None:
                if "-" not in lower or not lower.endswith(_LED):
                    continue
                found = self._longest_from(i, 5) or self._led(i)
                if found is not None:
                    covered = found.last
                    self._keep(found)
                continue
            found = self._longest_from(i, size)
            if found is not None:
                covered = found.last
                self._keep(found)

    def _keep(self, found: Sighting) -> None:
        self.all.append(found)
        for token in range(found.first, found.last):
            self.at[token] = found

    def _longest_from(self, i: int, size: int) -> Sighting | None:
        parse, meanings = self.parse, self.book.meanings
        limit = min(i + size, parse.sentences[parse.sentence_of[i]][1])
        for last in range(limit, i, -1):
            if not (parse.word[last - 1][-1].isalnum() or parse.word[last - 1][-1] in ".)!"):
                continue
            text = parse.text[parse.start[i] : parse.end[last - 1]]
            found = meanings.get(fold(text))
            if found:
                sighting = self._choose(i, last, text, found)
                if sighting is not None:
                    return sighting
        return None

    def _choose(self, first: int, last: int, text: str, meanings: list[Meaning]) -> Sighting | None:
        possible = [m for m in meanings if self._fits(first, last, text, m)]
        if not possible:
            return None
        kind = possible[0].kind
        same = [m for m in possible if m.kind == kind]
        if kind == "holder":
            same = _in_office(same, self.on) or same
            if same[0].is_surname and len({m.country for m in same}) > 1:
                return None
        if same[0].is_place and self.places.get(first, same[0].country) != same[0].country:
            return None
        lands = {m.country for m in (same[:1] if kind == "people" else same)}
        actors = {m.actor.id: m.actor for m in same if m.actor}
        people = {m.person for m in same}
        sectors = {m.sector for m in same}
        return Sighting(
            first, last, kind, lands.pop() if len(lands) == 1 else None, sectors.pop() if len(sectors) == 1 else None,
            next(iter(actors.values())) if len(actors) == 1 else None, people.pop() if len(people) == 1 else None,
            self._is_detached(first, last), kind == "holder" and same[0].is_surname,
        )  # fmt: skip

    def _fits(self, first: int, last: int, text: str, meaning: Meaning) -> bool:
        parse = self.parse
        if self.is_caseless:
            return not meaning.is_exact and not meaning.is_surname
        if meaning.is_exact:
            return count_capitals(text) > 1 and parse.pos[first] not in _WORDS and not self._is_in_capitals(first, last)
        if not any(c.isupper() for c in text):
            return False
        if meaning.actor is not None:
            begins = first == parse.sentences[parse.sentence_of[first]][0]
            return meaning.actor.existed(self.on) and (last - first > 1 or not begins or parse.pos[first] in ("PROPN", "ADJ"))
        if last - first == 1 and meaning.kind != "holder":
            return not self._is_in_person(first)
        if meaning.is_surname:
            return parse.pos[first] == "PROPN" and parse.label[first] not in ("GPE", "LOC", "FAC", "DATE") and not self._has_given_name(first)
        return True

    def _is_in_capitals(self, first: int, last: int) -> bool:
        """Whether the words around an acronym are in capitals too, as in a headline, so that they can't tell it from a word."""
        parse = self.parse
        around = [parse.word[i] for i in (first - 1, last) if 0 <= i < len(parse) and len(parse.word[i]) > 3 and parse.word[i].isalpha()]
        return bool(around) and all(word.isupper() for word in around) and last - first == 1 and len(parse.word[first]) <= 4 and parse.pos[first] != "PROPN"

    def _is_in_person(self, i: int) -> bool:
        """Whether a one-word name is a part of some person's longer name ("Jordan Smith")."""
        parse = self.parse
        if parse.label[i] != "PERSON" or parse.pos[i] != "PROPN":
            return False
        after = i + 1 < len(parse) and parse.dep[i] == "compound" and parse.label[i + 1] == "PERSON"
        before = i > 0 and parse.label[i - 1] == "PERSON" and parse.head[i - 1] == i and parse.dep[i - 1] == "compound"
        return after or before

    def _has_given_name(self, i: int) -> bool:
        """Whether another name stands before a surname ("Nancy Reagan"), or it stands before another."""
        parse = self.parse
        before = i > 0 and parse.label[i - 1] == "PERSON" and parse.head[i - 1] == i and len(parse.word[i - 1]) > 2
        after = i + 1 < len(parse) and parse.dep[i] == "compound" and parse.pos[i + 1] == "PROPN"
        return before or after

    def _is_detached(self, first: int, last: int) -> bool:
        parse, book = self.parse, self.book
        lower = parse.lower
        if last + 1 < len(parse) and lower[last] in ("-", "\u2013") and parse.start[last] == parse.end[last - 1] and lower[last + 1] in book.detaching:
            return True
        return first > 1 and lower[first - 1] in ("-", "\u2013") and lower[first - 2] in book.opposing

    def _led(self, i: int) -> Sighting | None:
        """ "U.S.-led" is one token of the parse."""
        name = self.parse.text[self.parse.start[i] : self.parse.end[i]].rsplit("-", 1)[0]
        found = self.book.meanings.get(fold(name))
        return self._choose(i, i + 1, name, found) if found else None


def _in_office(meanings: list[Meaning], on: str | None) -> list[Meaning]:
    """Those whose office held on this date, or nearly (people are called by an office before and after)."""
    if on is None:
        return meanings
    year = int(on[:4])
    exact = [m for m in meanings if (m.start or "") <= on and (m.end is None or on <= m.end)]
    return exact or [m for m in meanings if (m.start is None or int(m.start[:4]) <= year + 1) and (m.end is None or year <= int(m.end[:4]) + 8)]
