"""Whom or what an attack hits, where its words say so by a preposition; and the whole that was hit in one of its parts."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments.kinds import Kinds, is_time
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import triggers as tables

_DEEDS = frozenset({"ASSAULT", "COERCE", "RETREAT"})


class TargetFinder:
    """Finds targets behind prepositions (aims.tsv)."""

    def __init__(self, kinds: Kinds, knowledge: Path | None = None) -> None:
        self._kinds = kinds
        self._aims = tables.aims(knowledge)
        classes = tables.noun_classes(knowledge)
        self._beside = classes["BESIDE"]
        self._sites = classes["PREMISES"] | classes["VEHICLE"]
        self._wreck = classes["WRECK"]
        self._parts = classes["PART"] | frozenset(
            word for (word, pos), rows in tables.triggers(knowledge).items() if pos == "noun" and rows[0].type in _DEEDS
        )

    def find(self, p: Parse, i: int, word: str) -> list[int]:
        """The nouns that the event at token i, a form of this word, is aimed at or hits where they stand."""
        aim = self._aims.get((word, "noun" if p.pos[i] in ("NOUN", "PROPN") else "verb"))
        if aim is None:
            return []
        behind = [(prep, self._meant(p, n)) for prep, n in clauses.complements(p, i) if not is_time(p, n)]
        for prep, n in behind:
            if prep in aim.aims and p.label[n] not in ("GPE", "LOC"):
                return clauses.nouns_with(p, n)
        for prep, n in behind:
            if prep in aim.sites:
                for site in (n, *self.whole_of(p, n)):
                    if p.lemma[site].lower() in self._sites:
                        return [m for m in clauses.nouns_with(p, site) if p.lemma[m].lower() in self._sites]
        return []

    def of_subject(self, p: Parse, i: int) -> list[int]:
        """What stands where the bomb of the verb's subject went off: "a car bomb outside a hotel killed ten"."""
        subject = p.child(i, "nsubj") if p.pos[i] == "VERB" else None
        return [] if subject is None else self.find(p, subject, p.lemma[subject].lower())

    def _meant(self, p: Parse, n: int) -> int:
        """The embassy of "in front of the embassy"; n itself where it is no such word."""
        of = p.child(n, "prep") if p.lemma[n].lower() in self._beside else None
        whole = p.child(of, "pobj") if of is not None and p.lower[of] == "of" else None
        return n if whole is None else whole

    def whole_of(self, p: Parse, n: int) -> list[int]:
        """What the noun is a part or a fate of ("the windows of the embassy", "damage to a mosque"); nothing for other nouns."""
        if p.lemma[n].lower() in self._wreck:
            return [
                m for prep, o in clauses.complements(p, n) if prep in ("to", "of") for m in clauses.nouns_with(p, o)
            ]
        if p.lemma[n].lower() not in self._parts:
            return []
        return [m for prep, o in clauses.complements(p, n) if prep == "of" for m in clauses.nouns_with(p, o)]

    def wholes(self, p: Parse, nouns: list[int]) -> list[int]:
        """The nouns with the wholes in the place of their parts, each once."""
        return list(dict.fromkeys(m for n in nouns for m in self.whole_of(p, n) or [n]))
