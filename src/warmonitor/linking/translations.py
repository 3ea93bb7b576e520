"""Translations: whether two texts of different languages tell the same in the same order, by their names and figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from warmonitor.knowledge.tables import entries, rows

_WORD = re.compile(r"\d+(?:[.,\u00a0\u202f'’]\d{3}(?!\d))*|[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*")
_NO_DIGIT = re.compile(r"\D")
_TWICE = re.compile(r"(.)\1+")


class Anchor(NamedTuple):
    """What a translator keeps: the digits of a figure, or the sounds of a name; which word of the text it is; what it weighs."""

    value: str
    word: int
    weight: float


class Likeness(NamedTuple):
    """What two texts have in common in one order: its weight, the share of what stands there, the share of either text that it
    spans, and how much of the weight is lost where one text is read backwards."""

    weight: float = 0.0
    density: float = 0.0
    span: float = 0.0
    order: float = 0.0


def is_translation(ours: Sequence[Anchor], theirs: Sequence[Anchor]) -> bool:
    """Whether two texts of different languages have so much in common, in one order, that one is the other's translation."""
    needed = entries("translations")["needed"]
    found = compare(ours, theirs)
    return all(value >= needed[name] for name, value in found._asdict().items())


def take_anchors(text: str, language: str | None) -> tuple[Anchor, ...]:
    """The names and figures of a text in their order; where a script has no capitals every word may be a name.

    What stands there several times shares its weight.
    """
    settings = entries("translations")
    found: list[Anchor] = []
    for number, match in enumerate(_WORD.finditer(text, 0, min(len(text), settings["most_characters"]))):
        word = match[0]
        if word[0].isdigit():
            found += _take_figure(word, number)
        elif not word[0].islower() and not (language == "en" and word.lower() in _common_words()):
            found += _take_name(word, number, language or "any")
        if len(found) >= settings["most_anchors"]:
            break
    counted = Counter(one.value for one in found)
    return tuple(
        one._replace(weight=one.weight / counted[one.value])
        for one in found
        if counted[one.value] <= settings["most_repeated"]
    )


def _take_figure(word: str, number: int) -> Iterator[Anchor]:
    """A figure without its last noughts: "260.000" and "260 thousand" have 26 in common."""
    digits = _NO_DIGIT.sub("", word).translate(_plain_digits()).strip("0")
    if digits:
        weights = entries("translations")["figures"]
        yield Anchor(digits, number, weights[min(len(digits), max(weights))])


@cache
def _plain_digits() -> dict[int, str]:
    """Digits of Arabic, Persian, Devanagari and Bengali scripts."""
    return {first + i: str(i) for first in (0x660, 0x6F0, 0x966, 0x9E6) for i in range(10)}


def _take_name(word: str, number: int, language: str) -> Iterator[Anchor]:
    weights = entries("translations")["names"]
    for sounds in _sounds_of(word, language):
        if len(sounds) >= min(weights):
            yield Anchor(sounds, number, weights[min(len(sounds), max(weights))])


@lru_cache(100_000)
def _sounds_of(word: str, language: str) -> tuple[str, ...]:
    """How a word sounds, and in scripts without capitals how it does without each of the parts that may stand before a name."""
    forms = {word}
    if not word[0].isupper():
        forms |= {word[len(part) :] for part in entries("translations")["prefixes"] if word.startswith(part)}
    return tuple(sorted({_hear(form.casefold(), language) for form in forms}))


def sound_out(name: str) -> str:
    """The consonants that are heard in a name in lower case, however a language spells it."""
    return _hear(name, "any")


def _hear(word: str, language: str) -> str:
    latin = "".join(_letters().get(letter, letter) for letter in word)
    sounds, pattern = _sounds(language)
    return _TWICE.sub(r"\1", "".join(sounds[match[0]] for match in pattern.finditer(latin)))


@cache
def _letters() -> dict[str, str]:
    return {row["letter"]: row["latin"] for row in rows("romanisation")}


@cache
def _sounds(language: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """What is heard for the letters of a language, and a pattern that finds them, the longest first."""
    written = entries("translations")["sounds"]
    sounds: dict[str, str] = {**written["any"], **written.get(language, {})}
    return sounds, re.compile("|".join(map(re.escape, sorted(sounds, key=lambda part: (-len(part), part)))))


@cache
def _common_words() -> frozenset[str]:
    """Words of general English that sentences and titles begin with."""
    often = entries("translations")["common_per_million"]
    return frozenset(row["word"] for row in rows("linking_words") if float(row["per_million"]) >= often)


def compare(ours: Sequence[Anchor], theirs: Sequence[Anchor]) -> Likeness:
    """What two texts have in common of names and figures that stand in one order, give or take some words.

    Shares are those of the text of which they are greater: one of the two may hold words that look like names and are none.
    """
    return max(_compare(ours, theirs), _compare(theirs, ours), key=lambda found: found.density)


def _compare(ours: Sequence[Anchor], theirs: Sequence[Anchor]) -> Likeness:
    chain = _find_chain(_match(ours, theirs))
    if not chain:
        return Likeness()
    places, others = sorted({i for i, _, _ in chain}), sorted(j for _, j, _ in chain)
    own = {one.word: one.weight for one in ours}
    inside = sum(weight for word, weight in own.items() if places[0] <= word <= places[-1])
    weight = _weigh(chain)
    span = max(_share(places, ours), _share(others, theirs))
    backwards = _weigh(_find_chain(_match(ours, _reverse(theirs))))
    return Likeness(weight, weight / inside, span, 1.0 - backwards / weight)


Match = tuple[int, int, float]


def _weigh(chain: Sequence[Match]) -> float:
    """Each word of the other text counts once."""
    return sum({j: weight for _, j, weight in chain}.values())


def _share(places: Sequence[int], anchors: Sequence[Anchor]) -> float:
    return (places[-1] - places[0] + 1) / (anchors[-1].word - anchors[0].word + 1)


def _reverse(anchors: Sequence[Anchor]) -> list[Anchor]:
    return [one._replace(word=anchors[-1].word - one.word) for one in reversed(anchors)]


def _match(ours: Sequence[Anchor], theirs: Sequence[Anchor]) -> list[Match]:
    """Words that may be the same name or figure, with its weight in our text, in our order."""
    places: dict[str, list[int]] = {}
    for one in theirs:
        for value in _variants(one.value):
            places.setdefault(value, []).append(one.word)
    found: dict[tuple[int, int], float] = {}
    for one in ours:
        for value in _variants(one.value):
            for word in places.get(value, ()):
                found[one.word, word] = max(found.get((one.word, word), 0.0), one.weight)
    return [(i, j, weight) for (i, j), weight in sorted(found.items())]


def _variants(value: str) -> tuple[str, ...]:
    """A name may have an ending more in one language, where enough is left of it."""
    least = entries("translations")["least_stem"]
    return (value, value[:-1]) if len(value) > least and not value[0].isdigit() else (value,)


def _find_chain(matches: Sequence[Match]) -> list[Match]:
    """The heaviest chain of matches in which our text goes forward word by word and the other one by steps of some words."""
    step = entries("translations")["step_words"]
    size = 1 + max((j // step for _, j, _ in matches), default=-1)
    tops: list[tuple[float, int]] = [(0.0, -1)] * (
        size + 1
    )  # a Fenwick tree of the best chain that ends at or before a step
    best: list[float] = []
    before: list[int] = []
    waiting: list[int] = []
    for at, (i, j, weight) in enumerate(matches):
        if waiting and matches[waiting[0]][0] != i:
            for other in waiting:
                _raise(tops, matches[other][1] // step, (best[other], other))
            waiting = []
        top, link = _top(tops, j // step)
        best.append(top + weight)
        before.append(link)
        waiting.append(at)
    chain = []
    at = max(range(len(best)), key=best.__getitem__, default=-1)
    while at >= 0:
        chain.append(matches[at])
        at = before[at]
    return chain


def _top(tops: Sequence[tuple[float, int]], step: int) -> tuple[float, int]:
    found = (0.0, -1)
    at = step + 1
    while at > 0:
        found = max(found, tops[at])
        at -= at & -at
    return found


def _raise(tops: list[tuple[float, int]], step: int, value: tuple[float, int]) -> None:
    at = step + 1
    while at < len(tops):
        tops[at] = max(tops[at], value)
        at += at & -at
