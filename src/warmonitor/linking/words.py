"""How rare words are, and how alike two texts are by the rare words that they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from warmonitor.knowledge.tables import entries, rows

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")

Terms = dict[str, int]
Vector = dict[str, float]


@cache
def _background() -> tuple[dict[str, float], float]:
    """The share of imagined reports that hold each word, and that of a word in no list."""
    words = entries("linking")["words"]["report_words"]
    shares = {row["word"]: -math.expm1(words * math.log1p(-float(row["per_million"]) / 1e6)) for row in rows("linking_words")}
    return shares, min(shares.values()) / 10


def count_terms(text: str, skipped: Iterable[tuple[int, int]] = (), *, title: str | None = None) -> Terms:
    """The words of a text (and its title) in lower case, without these stretches, and how often each occurs; the rarest of too many."""
    settings = entries("linking")["words"]
    counted = Counter(match.group().lower() for match in _WORD.finditer(title or ""))
    at = 0
    for start, end in [*sorted(skipped), (settings["most_characters"], settings["most_characters"])]:
        counted.update(match.group().lower() for match in _WORD.finditer(text, at, max(at, min(start, settings["most_characters"]))))
        at = max(at, end)
    limit = settings["most_terms"]
    if len(counted) <= limit:
        return dict(counted)
    shares, unknown = _background()
    rarest = sorted(counted, key=lambda word: (shares.get(word, unknown) / (1 + math.log(counted[word])), word))
    return {word: counted[word] for word in rarest[:limit]}


class Rarity:
    """Weights of words: rare in general English and in a record of `reports` reports, of which `counts[word]` hold the word."""

    def __init__(self, reports: int = 0, counts: Mapping[str, int] | None = None) -> None:
        self.reports = reports
        self._counts = counts or {}
        self._shares, self._unknown = _background()
        self._imagined = entries("linking")["words"]["background_reports"]

    def weigh(self, word: str) -> float:
        """The weight of a word, above 0."""
        holding = self._counts.get(word, 0) + self._imagined * self._shares.get(word, self._unknown)
        return math.log((self.reports + self._imagined + 1) / min(holding, self.reports + self._imagined))

    def holding(self, word: str) -> int:
        """How many reports of the record hold the word."""
        return self._counts.get(word, 0)

    def direct(self, terms: Terms) -> Vector:
        """The terms as a direction of length 1."""
        found = {word: (1 + math.log(count)) * self.weigh(word) for word, count in terms.items()}
        length = math.sqrt(sum(weight * weight for weight in found.values()))
        return {word: weight / length for word, weight in found.items()} if length else {}

    def probes(self, terms: Terms, most: int) -> tuple[str, ...]:
        """The terms that weigh most, by general English alone, so that they don't change while a record grows."""
        shares, unknown = self._shares, self._unknown
        return tuple(sorted(terms, key=lambda word: (shares.get(word, unknown) / (1 + math.log(terms[word])), word))[:most])


def measure_likeness(a: Vector, b: Vector) -> float:
    """The cosine of two directions, 0 to 1."""
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[word] for word, weight in a.items() if word in b)


def shared_words(a: Vector, b: Vector, most: int = 8) -> tuple[str, ...]:
    """The shared words that make two texts alike, those that weigh most first."""
    weights = {word: weight * b[word] for word, weight in a.items() if word in b}
    return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:most])
