"""The country that a report is about at some point, where its words give exactly one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from warmonitor.coding.actors.sightings import Located, Sightings
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.roles import Roles
from warmonitor.knowledge.triggers import withdrawing_words

_BACK, _NEAR = 6, 3  # sentences in which a country named before is looked for
_SUBJECTS = labels("SUBJECT")
_PLACE_LABELS = labels("PLACE")
_INSIDE = labels("INSIDE")


class Named(NamedTuple):
    """A country named by token: as subject, as where something is, or otherwise."""

    token: int
    country: str
    is_where: bool
    is_subject: bool


class Theatre:
    """Countries by sentence, from names of countries, peoples, seats, actors and places."""

    def __init__(self, parse: Parse, sightings: Sightings, places: Mapping[int, Located], roles: Roles) -> None:
        self.parse = parse
        self._roles = roles
        self._where, self._origin = roles.words("where"), roles.words("origin")
        self._by_sentence: dict[int, list[Named]] = {}
        for seen in sightings.all:
            if seen.country and not seen.is_detached and seen.sector != "JRN":  # the press is at home elsewhere
                self._see(seen.last - 1, seen.country, seen.kind in ("country", "seat"))
        for token, place in places.items():
            if token != place.last - 1 or (
                place.first > 0 and parse.dep[place.first - 1] == "compound" and parse.head[place.first - 1] == token
            ):
                continue  # a part of a longer name
            if (
                place.mention.country
                and token not in sightings.at
                and (parse.label[token] in _PLACE_LABELS or self._is_where(token))
            ):
                self._see(token, place.mention.country, True)
        self._total = Counter(one.country for found in self._by_sentence.values() for one in found)

    def _see(self, token: int, country: str, may_be_where: bool) -> None:
        one = Named(token, country, may_be_where and self._is_where(token), self._is_subject(token))
        self._by_sentence.setdefault(self.parse.sentence_of[token], []).append(one)

    def _is_where(self, token: int) -> bool:
        parse = self.parse
        for _ in range(4):
            up = parse.head[token]
            if parse.dep[token] == "pobj" and parse.lower[up] == "of" and parse.dep[up] == "prep":
                up = parse.head[up]
            elif parse.dep[token] == "pobj":
                if parse.lower[up] in self._origin and self._is_of_people(parse.head[up]):
                    return False  # "tourists from France"
                return parse.lower[up] in self._where and not self._is_of_speaker(parse.head[up])
            elif parse.dep[token] not in _INSIDE and parse.dep[token] != "appos":
                return parse.dep[token] in ("ROOT", "npadvmod") and parse.sentence_of[token] == 0
            token = up
        return False

    def _is_of_people(self, i: int) -> bool:
        """Whether token i is a noun for people, of no withdrawal ("the withdrawal of forces from Lebanon")."""
        parse = self.parse
        if parse.pos[i] not in ("NOUN", "PROPN") or self._roles.noun(parse.lower, parse.lemma[i].lower(), i) is None:
            return False
        above = [parse.lemma[k].lower() for k in islice(parse.ancestors(i), 4)]
        return withdrawing_words().isdisjoint(above)

    def _is_of_speaker(self, noun: int) -> bool:
        """Whether a place is only where somebody speaks ("officials in Nairobi said")."""
        parse = self.parse
        return parse.dep[noun] in _SUBJECTS and any(parse.dep[c] == "ccomp" for c in parse.children[parse.head[noun]])

    def _is_subject(self, token: int) -> bool:
        parse = self.parse
        for _ in range(4):
            if parse.dep[token] in _SUBJECTS:
                return parse.dep[parse.head[token]] != "advcl"  # who acts beside the main line isn't what it is about
            if parse.dep[token] not in _INSIDE:
                return False
            token = parse.head[token]
        return False

    def country_at(self, i: int, *, governs: bool, rivals: Iterable[tuple[int, int]] = ()) -> str | None:
        """The country meant at token i, which names none; `governs` for those who speak for a state.

        `rivals` are token ranges whose countries can't be meant: those whom the party deals with.
        """
        sentence = self.parse.sentence_of[i]
        here = [one for one in self._by_sentence.get(sentence, ()) if not any(a <= one.token < b for a, b in rivals)]
        if governs:
            return (
                _only(here)
                or _only(one for one in here if one.is_subject)
                or _only(one for one in here if one.is_where)
                or self._before(sentence, here, governs)
            )
        return (
            _only(one for one in here if one.is_where)
            or self._where_before(sentence)
            or _only(here)
            or self._before(sentence, here, governs)
        )

    def states_before(self, i: int, wanted: int) -> list[str]:
        """The countries named before token i in its sentence, else in the one before, if they are as many as wanted."""
        sentence = self.parse.sentence_of[i]
        for number in range(sentence, max(-1, sentence - (_BACK if wanted > 1 else _NEAR)), -1):
            lands = list(dict.fromkeys(one.country for one in self._by_sentence.get(number, ()) if one.token < i))
            if lands:
                return lands if len(lands) == wanted else []
        return []

    def _where_before(self, sentence: int) -> str | None:
        for number in range(sentence - 1, max(-1, sentence - _BACK), -1):
            found = [one for one in self._by_sentence.get(number, ()) if one.is_where]
            if found:
                return _only(found)
        return None

    def _before(self, sentence: int, here: list[Named], governs: bool) -> str | None:
        for number in range(sentence - 1, max(-1, sentence - _BACK), -1) if not here else ():
            found = self._by_sentence.get(number)
            if found:
                only = _only(found) or (_only(one for one in found if one.is_subject) if governs else None)
                if only:
                    return only
                break
        return self._main({one.country for one in here})

    def _main(self, here: set[str]) -> str | None:
        """The country that most of the report's names belong to, if it is so plain."""
        if not self._total or sum(self._total.values()) < 4:
            return None
        (country, often), *others = self._total.most_common(2)
        return country if often >= 2 * (others[0][1] if others else 0) and (not here or country in here) else None


def _only(found: Iterable[Named]) -> str | None:
    lands = {one.country for one in found}
    return lands.pop() if len(lands) == 1 else None
