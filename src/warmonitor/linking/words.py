"""How rare words are, and how alike two texts are by the rare words that they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from warmonitor.knowledge.tables import entries, rows

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_ENDS = frozenset(".!?:\"”“\n'’")

Terms = dict[str, float]
Vector = dict[str, float]
Likenesses = npt.NDArray[np.float64]


@cache
def _background() -> tuple[dict[str, float], float]:
    """The share of imagined reports that hold each word, and that of a word in no list.

    Countries, their people and the words of conflict are in more news of conflict than in general English.
    """
    settings = _settings()
    shares = {
        row["word"]: -math.expm1(settings["report_words"] * math.log1p(-float(row["per_million"]) / 1e6))
        for row in rows("linking_words")
    }
    unknown = min(shares.values()) / 10
    named = [row[column] for row in rows("countries") for column in ("name", "capital", "demonyms", "aliases")]
    for text in (*named, *(row["word"] for row in rows("triggers"))):
        for word in _WORD.findall(text.lower()):
            shares[word] = max(shares.get(word, unknown), settings["genre_share"])
    return shares, unknown


def _settings() -> Any:
    return entries("linking")["words"]


def find_terms(text: str, skipped: Iterable[tuple[int, int]] = (), *, title: str | None = None) -> Terms:
    """The words of a text (and its title) in lower case, without these stretches, and how much the text makes of each.

    Words of the lead count more, and so do names; words that nearly every text has are left out, and the rarest of too many are kept.
    """
    settings = _settings()
    lead, lead_weight = settings["lead_words"], settings["lead_weight"]
    counts: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for position, (word, begins) in enumerate(_words(text[: settings["most_characters"]], skipped)):
        low = word.lower()
        counts[low] += lead_weight if position < lead else 1
        if not begins:
            inside[low] += 1
            capitals[low] += word[0].isupper()
    counts.update(match.group().lower() for match in _WORD.finditer(title or ""))
    shares, unknown = _background()
    terms = {
        word: round((1 + math.log(count)) * (settings["name_weight"] if 2 * capitals[word] > inside[word] else 1.0), 3)
        for word, count in counts.items()
        if shares.get(word, unknown) < settings["common"]
    }
    most = settings["most_terms"]
    if len(terms) <= most:
        return terms
    return {
        word: terms[word]
        for word in sorted(terms, key=lambda word: (shares.get(word, unknown) / terms[word], word))[:most]
    }


def _words(text: str, skipped: Iterable[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """The words outside of these stretches, and whether each begins a sentence, as far as the characters before it tell."""
    at = 0
    for start, end in [*sorted(skipped), (len(text), len(text))]:
        for match in _WORD.finditer(text, at, max(at, min(start, len(text)))):
            before = text[max(0, match.start() - 2) : match.start()]
            yield match.group(), not before or before[-1] in _ENDS or before[0] in _ENDS
        at = max(at, end)


class Rarity:
    """Weights of words: rare in general English and in a record of `reports` reports, of which `counts[word]` hold the word.

    Words that one report alone holds may be left out of the counts.
    """

    def __init__(self, reports: int = 0, counts: Mapping[str, int] | None = None) -> None:
        self.reports = reports
        self._counts = counts or {}
        self._shares, self._unknown = _background()
        self._imagined = _settings()["background_reports"]
        self._weights: dict[str, float] = {}

    def weigh(self, word: str) -> float:
        """The weight of a word, above 0."""
        found = self._weights.get(word)
        if found is None:
            holding = self._counts.get(word, 1) + self._imagined * self._shares.get(word, self._unknown)
            found = self._weights[word] = math.log(
                (self.reports + self._imagined + 1) / min(holding, self.reports + self._imagined)
            )
        return found

    def holding(self, word: str) -> int:
        """How many reports of the record hold the word."""
        return self._counts.get(word, 0)

    def direct(self, terms: Terms) -> Vector:
        """The terms as a direction of length 1."""
        weigh = self.weigh
        found = {word: emphasis * weigh(word) for word, emphasis in terms.items()}
        length = math.sqrt(math.fsum(weight * weight for weight in found.values()))
        return {word: weight / length for word, weight in found.items()} if length else {}

    def probes(self, terms: Terms, most: int) -> tuple[str, ...]:
        """The terms that weigh most, by general English alone, so that they don't change while a record grows."""
        shares, unknown = self._shares, self._unknown
        return tuple(sorted(terms, key=lambda word: (shares.get(word, unknown) / terms[word], word))[:most])


def measure_likeness(a: Vector, b: Vector) -> float:
    """The cosine of two directions, 0 to 1."""
    return math.fsum([a[word] * b[word] for word in a.keys() & b.keys()])


def measure_all(directions: Sequence[Vector]) -> Likenesses:
    """The cosines of all pairs of directions."""
    holders: dict[str, list[int]] = {}
    for position, direction in enumerate(directions):
        for word in direction:
            holders.setdefault(word, []).append(position)
    found = np.zeros((len(directions), len(directions)))
    for word in sorted(holders):
        held = holders[word]
        if len(held) > 1:
            weights = np.array([directions[position][word] for position in held])
            found[np.ix_(held, held)] += np.outer(weights, weights)
    return found


def shared_words(a: Vector, b: Vector, most: int = 8) -> tuple[str, ...]:
    """The shared words that make two texts alike, those that weigh most first."""
    weights = {word: weight * b[word] for word, weight in a.items() if word in b}
    return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:most])
