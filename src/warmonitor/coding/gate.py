"""The gate: what of a report may tell of conflict at all, by its words alone, before anything is parsed.

Every word of `gate_words.tsv` that a text has adds its weight, once, in whatever form, and what stands close together in
one passage counts again; a longer text must bring more, for it has more words by chance. Words of other matters (sport, business,
the race for an office) speak against it, the further the longer the text, and never in a sentence alone. The bar is low on purpose:
what the gate holds back is about something else. A report that tells of conflict in few places, or of much else besides, is read
there: the paragraphs that do, those beside them, and its beginning. A text of a sentence or two needs no more than one word of armed people,
protest or coercion, a headline no more than one of any force.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path

from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.tables import entries, rows

_WORDS = re.compile(r"[a-z]+")
_BEGINNING = reach("events", "beginning_paragraphs")


Hits = list[tuple[int, int]]  # (position of a word in its text, number of its row)


@dataclass(frozen=True)
class GateEvidence:
    """What the gate goes by: the weight of all words, of the weightiest passage, the bar, and the words, weightiest first."""

    weight: float
    passage: float
    bar: float
    words: tuple[tuple[str, float], ...]


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, cut at all that is no letter of English."""
    return _WORDS.findall(text.lower())


def find_hits(words: list[str], row_of: dict[str, int]) -> Hits:
    """The words that stand in the table, in order."""
    return [(place, row_of[word]) for place, word in enumerate(words) if word in row_of]


def weigh_passage(hits: Hits, weights: Sequence[float], reach: int) -> float:
    """The most that the words within `reach` of each other weigh, each row once."""
    inside: dict[int, int] = {}
    weight, most, first = 0.0, 0.0, 0
    for place, row in hits:
        while place - hits[first][0] >= reach:
            left = hits[first][1]
            first += 1
            inside[left] -= 1
            weight -= 0 if inside[left] else weights[left]
        inside[row] = inside.get(row, 0) + 1
        weight += weights[row] if inside[row] == 1 else 0
        most = max(most, weight)
    return most


class ConflictGate:
    """Tells texts that may tell of conflict from those that hardly can; keeps nothing of a text."""

    def __init__(self, knowledge: Path | None = None) -> None:
        """Raises KnowledgeError where a table is missing or broken."""
        self._row_of, self._weights, self._alone, self._short = _words(knowledge)
        limits = entries("gate", knowledge)
        self._bar, self._rise, self._least = float(limits["bar"]), float(limits["rise"]), float(limits["least"])
        self._reach, self._again = int(limits["passage words"]), float(limits["passage"])
        self._against, self._at_most = float(limits["against"]), float(limits["against at most"])
        self._short_words = int(limits["against words"])
        self._share, self._headline = float(limits["share"]), int(limits["short words"])
        self._telling, self._telling_alone = float(limits["paragraph"]), float(limits["paragraph alone"])
        self._mixed, self._telling_mixed = float(limits["mixed"]), float(limits["paragraph mixed"])

    def choose(self, paragraphs: Sequence[str]) -> tuple[int, ...]:
        """Which of a report's paragraphs are worth parsing, in order: all where many are, none where it can't be about conflict."""
        parts: list[tuple[Hits, int]] = []
        hits: Hits = []
        size = 0
        for text in paragraphs:
            words = words_of(text)
            own = find_hits(words, self._row_of)
            parts.append((own, len(words)))
            hits += [(size + place, row) for place, row in own]
            size += len(words)
        every = range(len(paragraphs))
        passes = self._score(hits, size) >= 0
        if not passes and self._has_one(hits, size):
            return tuple(every)
        is_mixed = self._against_it(hits) >= self._mixed
        weight = (self._telling_mixed if is_mixed else self._telling) if passes else self._telling_alone
        telling = [number for number, (own, length) in enumerate(parts) if self._tells(own, length, weight)]
        if not passes and not telling:
            return ()
        near = {number + beside for number in telling for beside in (-1, 0, 1)} | set(range(_BEGINNING))
        chosen = tuple(number for number in every if number in near)
        is_whole = passes and not is_mixed and sum(parts[number][1] for number in chosen) >= self._share * size
        return tuple(every) if is_whole else chosen

    def _has_one(self, hits: Hits, words: int) -> bool:
        """Whether so short a text that it need bring hardly anything has a word that is enough alone, and none against it."""
        if self._bar_for(words) > self._least:
            return False
        found = {row for _, row in hits}
        enough = self._alone | self._short if words <= self._headline else self._alone
        return not found.isdisjoint(enough) and self._weigh(hits, words) >= 0

    def _tells(self, hits: Hits, words: int, weight: float) -> bool:
        """Whether a paragraph is worth parsing: it weighs so much, and as much as a text of its length must."""
        return bool(hits) and self._weigh(hits, words) >= weight and self._score(hits, words) >= 0

    def _weigh(self, hits: Hits, words: int) -> float:
        """What these words weigh; those of other matters no more than a text of so many words lets them."""
        most = self._at_most + self._against * log2(max(words / self._short_words, 1))
        weights = (self._weights[row] for row in {row for _, row in hits})
        return sum(weight for weight in weights if weight > 0) - min(self._against_it(hits), most)

    def _against_it(self, hits: Hits) -> float:
        """What the words of other matters weigh together."""
        weights = (self._weights[row] for row in {row for _, row in hits})
        return -sum(weight for weight in weights if weight < 0)

    def _score(self, hits: Hits, words: int) -> float:
        """How far these words weigh more than they must in a text of so many."""
        passage = self._again * weigh_passage(hits, self._weights, self._reach)
        return round(self._weigh(hits, words) + passage - self._bar_for(words), 6)

    def score(self, text: str) -> float:
        """How far the text's words weigh more than they must."""
        words = words_of(text)
        return self._score(find_hits(words, self._row_of), len(words))

    def evidence(self, text: str) -> GateEvidence:
        """What the score is made of."""
        words = words_of(text)
        hits = find_hits(words, self._row_of)
        first = {row: words[place] for place, row in reversed(hits)}
        found = sorted(
            ((word, self._weights[row]) for row, word in first.items()), key=lambda each: (-each[1], each[0])
        )
        passage = self._again * weigh_passage(hits, self._weights, self._reach)
        return GateEvidence(self._weigh(hits, len(words)), passage, self._bar_for(len(words)), tuple(found))

    def _bar_for(self, words: int) -> float:
        return max(self._least, self._bar + self._rise * log2(max(words, 1)))


@cache
def _words(knowledge: Path | None) -> tuple[dict[str, int], list[float], frozenset[int], frozenset[int]]:
    """{form: number of its row}, the weights of the rows, those that are enough alone, and those that are in a headline; the last
    row that has a form holds."""
    table = rows("gate_words", knowledge)
    row_of = {form: number for number, row in enumerate(table) for form in row["forms"].split()}
    alone, short = (
        frozenset(number for number, row in enumerate(table) if row.get("alone") == how) for how in ("yes", "short")
    )
    return row_of, [float(row["weight"]) for row in table], alone, short
