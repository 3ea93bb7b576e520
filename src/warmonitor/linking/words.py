"""How rare words are, and how alike two texts are by the rare words that they share."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from warmonitor.knowledge.tables import entries, rows

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_ENDS = frozenset(".!?:\"”“\n'’")

Terms = dict[str, float]
Vector = dict[str, float]


@cache
def _background() -> tuple[dict[str, float], float]:
    """The share of imagined reports that hold each word, and that of a word in no list.

    Countries, their people, days of the week and the words of conflict are in more news of conflict than in general English.
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
    for share, words in settings["news_share"].items():
        shares |= {word: max(shares.get(word, unknown), share) for word in words}
    return shares, unknown


def _settings() -> Any:
    return entries("linking")["words"]


def find_terms(text: str, skipped: Iterable[tuple[int, int]] = (), *, title: str | None = None) -> Terms:
    """The words of a text (and its title) in lower case, without these stretches, and how much the text makes of each.

    Words of the lead count more, and so do names, and two names in a row once more together: many are called Musa, fewer Musa Diallo.
    Words that nearly every text has are left out, and the rarest of too many are kept.
    """
    settings = _settings()
    lead, lead_weight = settings["lead_words"], settings["lead_weight"]
    counts: dict[str, int] = {}
    inside: dict[str, int] = {}
    capitals: dict[str, int] = {}
    full: dict[str, int] = {}
    before, stop = "", -1  # the name that stands right before, and where it ends
    for position, (word, start, begins) in enumerate(_words(text[: settings["most_characters"]], skipped)):
        low = word.lower()
        counts[low] = counts.get(low, 0) + (lead_weight if position < lead else 1)
        name = ""
        if not begins:
            inside[low] = inside.get(low, 0) + 1
            if word[0].isupper():
                capitals[low] = capitals.get(low, 0) + 1
                name = low
                if before and start == stop + 1:
                    both = f"{before} {low}"
                    full[both] = full.get(both, 0) + (lead_weight if position < lead else 1)
        before, stop = name, start + len(word)
    for match in _WORD.finditer(title or ""):
        low = match.group().lower()
        counts[low] = counts.get(low, 0) + 1
    shares, unknown = _background()
    common, name_weight = settings["common"], settings["name_weight"]
    terms = {
        word: _emphasis(count, name_weight if 2 * capitals.get(word, 0) > inside.get(word, 0) else 1.0)
        for word, count in counts.items()
        if shares.get(word, unknown) < common
    }
    terms |= {both: _emphasis(count, settings["full_name_weight"]) for both, count in full.items()}
    most = settings["most_terms"]
    if len(terms) <= most:
        return terms
    return {
        word: terms[word]
        for word in sorted(terms, key=lambda word: (shares.get(word, unknown) / terms[word], word))[:most]
    }


@lru_cache(4096)
def _emphasis(count: int, weight: float) -> float:
    """What a text makes of a word that counts so much in it."""
    return round((1 + math.log(count)) * weight, 3)


def _words(text: str, skipped: Iterable[tuple[int, int]]) -> Iterator[tuple[str, int, bool]]:
    """The words outside of these stretches, where they stand, and whether each begins a sentence, as far as the characters before it tell."""
    at = 0
    for start, end in [*sorted(skipped), (len(text), len(text))]:
        for match in _WORD.finditer(text, at, max(at, min(start, len(text)))):
            begin = match.start()
            yield match.group(), begin, begin == 0 or text[begin - 1] in _ENDS or text[max(0, begin - 2)] in _ENDS
        at = max(at, end)


class _Weights(NamedTuple):
    """What each listed word weighs by how rare it is among imagined reports, and what any other, and a figure."""

    listed: dict[str, float]
    other: float
    figure: float


@cache
def _weights() -> _Weights:
    """None of this depends on the record. Figures of one digit are in so many reports that they weigh as any other word."""
    settings = _settings()
    shares, unknown = _background()
    power = settings["rarity_power"]
    other = (-math.log(unknown)) ** power
    listed = {word: (-math.log(min(share, 0.999))) ** power for word, share in shares.items()}
    return _Weights(listed, other, other * settings["figure_weight"])


def direct(terms: Terms) -> Vector:
    """The terms, each weighed by how rare it is, as a direction of length 1."""
    listed, other, figure = _weights()
    found = {
        word: emphasis * listed.get(word, figure if word[0].isdigit() and len(word) > 1 else other)
        for word, emphasis in terms.items()
    }
    length = math.sqrt(math.fsum([weight * weight for weight in found.values()]))
    return {word: weight / length for word, weight in found.items()} if length else {}


def probes(terms: Terms, most: int) -> tuple[str, ...]:
    """The single words that say most of a text."""
    shares, unknown = _background()
    words = (word for word in terms if " " not in word)
    return tuple(sorted(words, key=lambda word: (shares.get(word, unknown) / terms[word], word))[:most])


def measure_likeness(a: Vector, b: Vector) -> float:
    """The cosine of two directions, 0 to 1."""
    if len(a) > len(b):
        a, b = b, a
    return math.fsum([weight * b[word] for word, weight in a.items() if word in b])


def shared_words(a: Vector, b: Vector, most: int = 8) -> tuple[str, ...]:
    """The shared words that make two texts alike, those that weigh most first."""
    weights = {word: weight * b[word] for word, weight in a.items() if word in b}
    return tuple(sorted(weights, key=lambda word: (-weights[word], word))[:most])
