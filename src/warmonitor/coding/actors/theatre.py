"""The country that a report is about at some point, where its words give exactly one."""

from __future__ import annotations

from collections import Counter

from warmonitor.coding.actors.names import Sightings
from warmonitor.coding.parse import Parse
from warmonitor.records import PlaceMention

_NEAR_SENTENCES = 6
_SUBJECTS = ("nsubj", "nsubjpass")


class Theatre:
    """Countries by sentence, from names of countries, peoples, seats, actors and places."""

    def __init__(self, parse: Parse, sightings: Sightings, places: dict[int, PlaceMention]) -> None:
        self.parse = parse
        self._named: dict[int, list[tuple[int, str]]] = {}
        for seen in sightings.all:
            if seen.country:
                self._named.setdefault(parse.sentence_of[seen.first], []).append((seen.first, seen.country))
        for token, place in places.items():
            if place.country and token not in sightings.at:
                self._named.setdefault(parse.sentence_of[token], []).append((token, place.country))
        self._total = Counter(country for found in self._named.values() for _, country in found)

    def country_at(self, i: int) -> str | None:
        """The country meant where token i names none: the only one of its sentence, else of the nearest before, else of the report."""
        sentence = self.parse.sentence_of[i]
        for number in range(sentence, max(-1, sentence - _NEAR_SENTENCES), -1):
            found = self._named.get(number)
            if not found:
                continue
            lands = {country for _, country in found}
            if len(lands) == 1:
                return lands.pop()
            subject = self._subject_country(found)
            if subject:
                return subject
            break
        return self._main()

    def _subject_country(self, found: list[tuple[int, str]]) -> str | None:
        """The country of the one subject of a sentence that has a country."""
        parse = self.parse
        lands = set()
        for token, country in found:
            for _ in range(4):
                if parse.dep[token] in _SUBJECTS:
                    lands.add(country)
                    break
                if parse.dep[token] not in ("compound", "amod", "poss", "nmod", "conj"):
                    break
                token = parse.head[token]
        return lands.pop() if len(lands) == 1 else None

    def _main(self) -> str | None:
        """The country that most of the report's names belong to, if it is so plain."""
        if not self._total:
            return None
        (country, often), *others = self._total.most_common(2)
        return country if often >= 2 * (others[0][1] if others else 0) else None
