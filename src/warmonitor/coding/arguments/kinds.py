"""What kind of thing a noun names: a party, a thing, an event, a weapon, a time."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import triggers as tables


class Kinds:
    """Tests of single nouns against the tables."""

    def __init__(self, persons: Collection[str], knowledge: Path | None = None) -> None:
        """`persons` are lemmas of nouns for persons, groups and bodies."""
        self._persons = frozenset(persons)
        self._side_words = tables.noun_classes(knowledge)["SIDE_WORD"]
        self._no_side = tables.noun_classes(knowledge)["NO_SIDE"]
        self.weapons = tables.weapons(knowledge)
        self._bearers = tables.noun_classes(knowledge)["BEARER"]
        events = frozenset(word for word, pos in tables.triggers(knowledge) if pos == "noun")
        self.events = events - tables.noun_classes(knowledge)["ACTING"]

    def is_party(self, p: Parse, n: int) -> bool:
        return (
            p.label[n] in ("PERSON", "NORP", "ORG", "GPE")
            or p.pos[n] in ("PROPN", "PRON")
            or p.lemma[n].lower() in self._persons
        )

    def is_bearer(self, p: Parse, n: int) -> bool:
        """Whether the noun names somebody by the bomb that he bears: "a suicide bomber" is who did it."""
        return n > 0 and f"{p.lower[n - 1]} {p.lemma[n].lower()}" in self._bearers

    def is_thing(self, p: Parse, n: int) -> bool:
        """A noun that names no one: what was given or refused rather than who got it."""
        return (
            p.pos[n] == "NOUN"
            and p.label[n] not in ("PERSON", "NORP", "ORG", "GPE")
            and p.lemma[n].lower() not in self._persons
        )

    def names_party(self, p: Parse, c: int) -> bool:
        if p.lemma[c].lower() in self.weapons:
            return False
        return p.label[c] in ("NORP", "GPE", "ORG", "PERSON") or p.pos[c] == "PROPN" or self.is_side(p, c)

    def is_side(self, p: Parse, c: int) -> bool:
        """Whether a word before an event noun says who did it: "junta raids", not "gang wars"."""
        return p.lower[c] in self._side_words and f"{p.lower[c]} {p.lemma[p.head[c]].lower()}" not in self._no_side


def is_time(p: Parse, n: int) -> bool:
    """Whether the noun says when, or how much: nobody acts or is acted on by that name."""
    is_amount = p.label[n] in ("DATE", "TIME", "PERCENT", "MONEY", "ORDINAL") and p.pos[n] != "PRON"
    return is_amount or p.lower[n] in tables.noun_classes()["CLOCK"]


def after(p: Parse, v: int, prepositions: tuple[str, ...]) -> list[int]:
    """The nouns behind these prepositions of the verb or noun."""
    return [
        m
        for prep, n in clauses.complements(p, v)
        if prep in prepositions and not is_time(p, n)
        for m in clauses.nouns_with(p, n)
    ]
