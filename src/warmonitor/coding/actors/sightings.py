"""Where a report has names that the tables know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from warmonitor.coding.actors.names import Kind, Meaning, NameBook, in_office
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.actors import Actor, count_capitals, fold, is_acronym
from warmonitor.records import PlaceMention

_WORDS = frozenset({"PRON", "AUX", "VERB", "ADP", "CCONJ", "SCONJ", "DET"})
_LOCAL = frozenset({"armed group", "cartel", "party", "coalition", "NGO", "company"})


class Located(Protocol):
    """A place mention of the report and its tokens."""

    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def mention(self) -> PlaceMention: ...


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


class Sightings:
    """The names of one report by token."""

    def __init__(self, book: NameBook, parse: Parse, on: str | None, places: Mapping[int, Located]) -> None:
        """`places` maps tokens to places: provinces outweigh countries, settlements outweigh capitals of the same name."""
        self.book, self.parse, self.on, self.places = book, parse, on, places
        self.is_caseless = not any(c.isupper() for c in parse.text[:2000])
        self.all: list[Sighting] = []
        self.at: dict[int, Sighting] = {}
        self._named: set[str | None] = set()
        self._scan()
        self._drop_unsupported()

    def holder_of_surname(self, surname: str) -> tuple[str | None, str | None]:
        """The one country whose office holders of that time have this last name, and the person where there is only one."""
        holders = [m for m in self.book.meanings.get(fold(surname), ()) if m.kind == "holder"]
        holders = in_office(holders, self.on)
        if self.on is None and surname in self.book.common_surnames:
            return None, None
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
                if "-" not in lower or not lower.endswith(self.book.led):
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
        self._named.add(found.country)
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
        if (
            self.parse.lower[first].startswith("american")
            and self.parse.lower[first - 1] in self.book.continental
            and first
        ):
            return None  # "Central American presidents"
        possible = [m for m in meanings if self._fits(first, last, text, m)]
        if not possible:
            return None
        kind = possible[0].kind
        same = [m for m in possible if m.kind == kind]
        if kind == "holder":
            same = in_office(same, self.on) or same
            if same[0].is_surname and (len({m.country for m in same}) > 1 or not in_office(same, self.on)):
                return None
        if same[0].is_place and self._is_another_place(first, last, same[0]):
            return None
        lands = {m.country for m in (same[:1] if kind == "people" else same)}
        actors = {m.actor.id: m.actor.at(self.on) for m in same if m.actor}
        if not all(m.actor for m in same):
            actors = {}  # holders of several offices
        people = {m.person for m in same}
        sectors = {actor.sector for actor in actors.values()} if kind == "actor" else {m.sector for m in same}
        return Sighting(
            first, last, kind, lands.pop() if len(lands) == 1 else None, sectors.pop() if len(sectors) == 1 else None,
            next(iter(actors.values())) if len(actors) == 1 else None, people.pop() if len(people) == 1 else None,
            self._is_detached(first, last), kind == "holder" and same[0].is_surname,
        )  # fmt: skip

    def _is_another_place(self, first: int, last: int, meaning: Meaning) -> bool:
        """Whether a capital's or country's name means a place elsewhere ("Tripoli" in Lebanon, "Georgia" in the United States)."""
        place = self.places.get(first)
        if place is None or place.mention.country in (None, meaning.country):
            return False
        if place.first < first or place.last > last:
            return True  # "East Jerusalem"
        if meaning.kind == "country" and place.mention.kind != "admin1":
            return False
        named = self._named
        if meaning.sector is None:  # a part of a country is better known than its namesakes
            return meaning.country not in named and place.mention.country in named
        return meaning.country not in named or place.mention.country in named

    def _fits(self, first: int, last: int, text: str, meaning: Meaning) -> bool:
        parse = self.parse
        if self.is_caseless:
            return not meaning.is_exact and not meaning.is_surname
        if meaning.is_exact:
            is_name = (
                count_capitals(text) > 1 and parse.pos[first] not in _WORDS and not self._is_in_capitals(first, last)
            )
            return is_name and (meaning.actor is None or meaning.actor.existed(self.on))
        if not any(c.isupper() for c in text) or (meaning.needs_capital and not text[0].isupper()):
            return False
        if meaning.needs_article and (first == 0 or parse.lower[first - 1] != "the"):
            return False
        is_body = meaning.actor is not None and meaning.kind != "holder"
        if is_body and self._is_of_other(first, meaning.country):
            return False
        if is_body and meaning.actor is not None:
            begins = first == parse.sentences[parse.sentence_of[first]][0]
            return meaning.actor.existed(self.on) and (
                last - first > 1 or not begins or parse.pos[first] in ("PROPN", "ADJ")
            )
        if last - first == 1 and meaning.kind != "holder":
            return not self._is_in_person(first)
        if meaning.is_surname:
            return (
                parse.pos[first] == "PROPN"
                and parse.label[first] not in ("GPE", "LOC", "FAC", "DATE")
                and not self._has_given_name(first)
            )
        return True

    def _is_of_other(self, first: int, country: str | None) -> bool:
        """Whether another nation stands right before a name ("Ethiopian National Defence Forces")."""
        before = self.at.get(first - 1)
        return (
            before is not None
            and before.kind == "people"
            and not before.is_detached
            and None not in (country, before.country)
            and before.country != country
        )

    def _is_in_capitals(self, first: int, last: int) -> bool:
        """Whether the words around an acronym are in capitals too, as in a headline, so that they can't tell it from a word."""
        parse = self.parse
        around = [
            parse.word[i]
            for i in (first - 1, last)
            if 0 <= i < len(parse) and len(parse.word[i]) > 3 and parse.word[i].isalpha()
        ]
        return (
            bool(around)
            and all(word.isupper() for word in around)
            and last - first == 1
            and len(parse.word[first]) <= 4
            and parse.pos[first] != "PROPN"
        )

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
        if (
            last + 1 < len(parse)
            and lower[last] in ("-", "\u2013")
            and parse.start[last] == parse.end[last - 1]
            and lower[last + 1] in book.detaching
        ):
            return True
        return first > 1 and lower[first - 1] in ("-", "\u2013") and lower[first - 2] in book.opposing

    def _led(self, i: int) -> Sighting | None:
        """ "U.S.-led" is one token of the parse."""
        name = self.parse.text[self.parse.start[i] : self.parse.end[i]].rsplit("-", 1)[0]
        found = self.book.meanings.get(fold(name))
        return self._choose(i, i + 1, name, found) if found else None

    def _drop_unsupported(self) -> None:
        """Leave out last names and acronyms that the rest of the report speaks against."""
        surnames = {self.parse.lower[seen.last - 1] for seen in self.all if seen.is_surname}
        tokens: dict[str, list[int]] = {}
        for i, lower in enumerate(self.parse.lower) if surnames else ():
            if lower in surnames:
                tokens.setdefault(lower, []).append(i)
        plain = {
            seen.person: self._is_introduced(seen, tokens)
            for seen in {(s.person, s.last): s for s in self.all if s.is_surname}.values()
        }
        others = self._elsewhere()
        kept = [
            seen
            for seen in self.all
            if (not seen.is_surname or plain[seen.person])
            and (seen.actor is None or seen.actor.id not in others or not _is_short(seen, self.parse))
        ]
        if len(kept) < len(self.all):
            self.all = kept
            self.at = {token: seen for seen in kept for token in range(seen.first, seen.last)}

    def _is_introduced(self, seen: Sighting, tokens: Mapping[str, list[int]]) -> bool:
        """Whether the report names an office holder by more than his last name, or that name alone is plain enough."""
        parse, surname = self.parse, self.parse.lower[seen.last - 1]
        is_other = False
        for token in tokens[surname]:
            before = token - 1
            if (
                before < 0
                or parse.pos[before] != "PROPN"
                or parse.head[before] != token
                or not self.book.is_name_part(parse.lower[before])
            ):
                continue
            whole = self.at.get(token)
            tells = (
                self.on is not None or surname not in self.book.common_surnames
            )  # an undated "Minister Rodriguez" may be any
            if (tells and self.book.is_role(parse.lower[before])) or (
                whole is not None and whole.person == seen.person and not whole.is_surname
            ):
                return True
            is_other = True
        return not is_other and surname not in self.book.common_surnames

    def _elsewhere(self) -> set[str]:
        """Actors of a country that a report about others never names; only their short names may be of somebody else."""
        placed = {place.mention.country for place in self.places.values() if place.mention.country}
        lands = {seen.country for seen in self.all if seen.country and not seen.is_surname} | placed
        by_land = Counter(seen.country for seen in self.all)
        by_actor = Counter(seen.actor.id for seen in self.all if seen.actor)
        found = set()
        for actor in {seen.actor.id: seen.actor for seen in self.all if seen.actor}.values():
            is_local = actor.kind in _LOCAL and actor.country is not None
            is_named = actor.country in placed or by_land[actor.country] > by_actor[actor.id]
            if is_local and not is_named and lands - {actor.country}:
                found.add(actor.id)
        return found - {seen.actor.id for seen in self.all if seen.actor and seen.last - seen.first > 1}


def _is_short(seen: Sighting, parse: Parse) -> bool:
    word = parse.word[seen.first]
    return seen.last - seen.first == 1 and is_acronym(word) and len(word) < 5
