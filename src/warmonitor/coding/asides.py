"""Words that set a happening apart from those told before: "separately", "in another attack", "a second bomb", "again on Sunday"."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import triggers, weapons

_OPENING = 3  # words at the head of a sentence that may set all of it apart
_STEPS = 6  # between the noun and the verb of its clause


class AsideFinder:
    """Tells which happenings a text sets apart; keeps nothing of a text."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._openings = small_words("APART", knowledge)
        self._others = small_words("ANOTHER", knowledge)
        self._incidents = small_words("INCIDENT", knowledge) | {
            word for (word, pos), rows in triggers(knowledge).items() if pos == "noun" and rows[0].type == "ASSAULT"
        }
        self._arms = frozenset(name.split()[-1] for name in weapons(knowledge))

    def find(self, p: Parse) -> dict[int, int]:
        """Of each token that words set apart the number of its sentence: whole sentences, nouns, and the verbs of their clauses."""
        found: dict[int, int] = {}
        for number, (first, last) in enumerate(p.sentences):
            if any(p.lower[k] in self._openings for k in range(first, min(first + _OPENING, last))):
                found.update(dict.fromkeys(range(first, last), number))
                continue
            for k in range(first, last):
                if self._is_another(p, k):
                    found.update(dict.fromkeys(self._told_with(p, p.head[k]), number))
        return found

    def _is_another(self, p: Parse, k: int) -> bool:
        """Whether the word before a noun that tells of a happening, or of arms, says that it is not the one told of before."""
        noun = p.head[k]
        if p.lower[k] not in self._others or noun <= k or p.dep[k] not in ("det", "amod"):
            return False
        if p.lower[k] != "another" and not any(p.lower[c] in ("a", "an") for c in p.kids(noun, "det")):
            return False  # "the second attack this week" may be the one told of
        return p.lemma[noun].lower() in self._incidents | self._arms

    def _told_with(self, p: Parse, noun: int) -> list[int]:
        """The noun and the verb that it stands with as its subject, its object or by "in"."""
        found, at = [noun], noun
        for _ in range(_STEPS):
            above = p.head[at]
            if above == at or p.dep[at] not in ("nsubj", "nsubjpass", "dobj", "pobj", "agent", "prep", "compound"):
                break
            if p.dep[at] == "prep" and p.lower[at] not in ("in", "during", "by"):
                break
            found.append(above)
            if p.pos[above] in ("VERB", "AUX"):
                break
            at = above
        return found
