"""Copies: reports of which one holds most of the other's text, by sketches of their shingles."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec
from rensa import RMinHash

from warmonitor.knowledge.tables import entries

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_SEED = 20120701


class Sketch(msgspec.Struct, frozen=True, array_like=True):
    """The minhash of a text's shingles, and how many there are."""

    minima: tuple[int, ...] = ()
    size: int = 0


def shingle(text: str, words: int) -> list[str]:
    """All runs of so many words, in lower case; one shorter run where the text has fewer."""
    found = [match.group().lower() for match in _WORD.finditer(text)]
    if len(found) <= words:
        return [" ".join(found)] if found else []
    return [" ".join(found[i : i + words]) for i in range(len(found) - words + 1)]


def sketch(text: str, skipped: Iterable[tuple[int, int]] = ()) -> Sketch:
    """The sketch of a text without these stretches; empty for a text without words."""
    settings = entries("linking")
    kept, at = [], 0
    for start, end in sorted(skipped):
        kept.append(text[at:start])
        at = max(at, end)
    kept.append(text[at:])
    shingles = set(shingle(" ".join(kept)[: settings["words"]["most_characters"]], settings["copies"]["shingle_words"]))
    if not shingles:
        return Sketch()
    minhash = RMinHash(settings["copies"]["permutations"], _SEED)
    minhash.update(sorted(shingles))
    return Sketch(tuple(minhash.digest()), len(shingles))


def measure_overlap(a: Sketch, b: Sketch) -> float:
    """The estimated share of shingles that two texts have in common (Jaccard), 0 to 1."""
    if not a.minima or not b.minima:
        return 0.0
    return sum([x == y for x, y in zip(a.minima, b.minima, strict=True)]) / len(a.minima)


def measure_containment(a: Sketch, b: Sketch) -> float:
    """The estimated share of the shorter text's shingles that the longer one has, 0 to 1."""
    overlap = measure_overlap(a, b)
    if not overlap:
        return 0.0
    return min(1.0, overlap * (a.size + b.size) / (1 + overlap) / min(a.size, b.size))


def is_copy(a: Sketch, b: Sketch) -> bool:
    """Whether one of two texts holds most of the other; short texts, which may be alike by chance, nearly all of each other.

    Where they have too little in common an estimate can't tell, and they are left apart.
    """
    settings = entries("linking")["copies"]
    is_short = min(a.size, b.size) < settings["short_text"]
    if measure_overlap(a, b) < settings["short_overlap" if is_short else "least_overlap"]:
        return False
    needed: float = settings["same_copy"]
    return measure_containment(a, b) >= needed


def are_same_words(a: str, b: str) -> bool:
    """Whether two sentences are one, give or take a few words but no number; too short ones may be alike by chance."""
    settings = entries("linking")["copies"]
    ours, theirs = set(shingle(a, 3)), set(shingle(b, 3))
    shorter = min(len(ours), len(theirs))
    if shorter < settings["short_sentence"] or set(_NUMBER.findall(a)) != set(_NUMBER.findall(b)):
        return False
    needed: float = settings["same_sentence"]
    return len(ours & theirs) >= needed * shorter
