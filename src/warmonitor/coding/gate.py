"""The gate: whether a text may tell of conflict at all, by its words alone, before anything is parsed.

Every word of `gate_words.tsv` that a text has adds its weight, once, in whatever form; a longer text must bring more, for
it has more words by chance. The bar is low on purpose: what the gate holds back is about something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path

from warmonitor.knowledge.tables import entries, rows

_WORDS = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class GateEvidence:
    """What the gate goes by: what the words weigh, what they must weigh, and the words, the weightiest first."""

    weight: float
    bar: float
    words: tuple[tuple[str, float], ...]


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, cut at all that is no letter of English."""
    return _WORDS.findall(text.lower())


class ConflictGate:
    """Tells texts that may tell of conflict from those that hardly can; keeps nothing of a text."""

    def __init__(self, knowledge: Path | None = None) -> None:
        """Raises KnowledgeError where a table is missing or broken."""
        self._row_of, self._weights = _words(knowledge)
        self._forms = frozenset(self._row_of)
        limits = entries("gate", knowledge)
        self._bar, self._rise, self._least = float(limits["bar"]), float(limits["rise"]), float(limits["least"])

    def may_tell_of_conflict(self, text: str) -> bool:
        """Whether the text is worth parsing."""
        return self.score(text) >= 0

    def score(self, text: str) -> float:
        """How far what the text's words weigh is above what they must."""
        found, bar = self._look(text)
        return round(sum(self._weights[row] for row in found) - bar, 6)

    def evidence(self, text: str) -> GateEvidence:
        """The words that the score is made of."""
        found, bar = self._look(text)
        words = sorted(
            ((form, self._weights[row]) for row, form in found.items()), key=lambda each: (-each[1], each[0])
        )
        return GateEvidence(sum(weight for _, weight in words), bar, tuple(words))

    def _look(self, text: str) -> tuple[dict[int, str], float]:
        """The table's rows that the text has words of, with one of those words each, and the bar for its length."""
        words = words_of(text)
        found = {self._row_of[form]: form for form in sorted(self._forms.intersection(words))}
        return found, max(self._least, self._bar + self._rise * log2(max(len(words), 1)))


@cache
def _words(knowledge: Path | None) -> tuple[dict[str, int], list[float]]:
    """{form: number of its row} and the weights of the rows; the last row that has a form holds."""
    table = rows("gate_words", knowledge)
    row_of = {form: number for number, row in enumerate(table) for form in row["forms"].split()}
    return row_of, [float(row["weight"]) for row in table]
