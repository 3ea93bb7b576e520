"""Copies: how much of a text another one has, by the hashes of their shingles in order, and marks under which to find it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from warmonitor.knowledge.tables import entries

Shingles = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]

_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"\w+|[.!?][\"”’)\]]*(?=\s|[A-Z])|\n")
_NUMBER = re.compile(r"\d+")
_MIX = tuple(np.uint64(n) for n in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93))
_TURN, _REST, _HALF, _TOP = np.uint64(7), np.uint64(57), np.uint64(29), np.uint64(1)
_LAST = np.uint64(2**64 - 1)
_MOST_KEPT = 200_000
_hashes: dict[str, int] = {}


class Prints(NamedTuple):
    """A text for comparison: the hash of the shingle that begins at each word, and the marks of its sentences.

    The last words begin no shingle; a text shorter than one has none. Marks are 63 bits.
    """

    shingles: Shingles
    marks: tuple[int, ...] = ()

    @property
    def words(self) -> int:
        """How many words the text has; 0 where it is shorter than a shingle."""
        return len(self.shingles) + shingle_words() - 1 if len(self.shingles) else 0


def shingle_words() -> int:
    """Words in a shingle."""
    return int(entries("linking")["copies"]["shingle_words"])


def take_prints(text: str, skipped: Iterable[tuple[int, int]] = ()) -> Prints:
    """The prints of a text without these stretches, as far as it is looked at."""
    words: list[int] = []
    ends: list[int] = []
    kept = _hashes.get
    for start, end in _told(text, skipped):
        for piece in _PIECE.findall(text, start, end):
            if piece[0] in ".!?\n":
                ends.append(len(words))
            else:
                found = kept(piece)
                words.append(_hash(piece) if found is None else found)
    wide = _mix(np.array(words, np.uint64), shingle_words())
    return Prints((wide >> np.uint64(32)).astype(np.uint32), _mark(wide, ends))


def find_words(text: str, skipped: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """The first character of each word that prints are taken of, and the one after its last."""
    return [match.span() for start, end in _told(text, skipped) for match in _WORD.finditer(text, start, end)]


def _told(text: str, skipped: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of a text between these stretches."""
    most = min(len(text), entries("linking")["copies"]["most_characters"])
    at = 0
    for start, end in [*sorted(skipped), (most, most)]:
        if at < min(start, most):
            yield at, min(start, most)
        at = max(at, end)


def _hash(word: str) -> int:
    if len(_hashes) >= _MOST_KEPT:
        _hashes.clear()
    found = _hashes[word] = crc32(word.lower().encode("utf-8", "surrogatepass"))
    return found


def _mix(words: npt.NDArray[np.uint64], length: int) -> npt.NDArray[np.uint64]:
    """A hash of each run of so many words."""
    count = len(words) - length + 1
    if count < 1:
        return np.zeros(0, np.uint64)
    found = np.zeros(count, np.uint64)
    for i in range(length):
        found ^= (words[i : i + count] + np.uint64(i + 1)) * _MIX[i % 3]
        found = (found << _TURN) | (found >> _REST)
    found *= _MIX[3]
    found ^= found >> _HALF
    return found


def _mark(wide: npt.NDArray[np.uint64], ends: list[int]) -> tuple[int, ...]:
    """For each sentence that is long enough the least hash of its shingles; a second one by another order in a short text.

    Two sentences have a mark in common about as often as they have their shingles in common.
    """
    settings = entries("linking")["copies"]
    length = settings["shingle_words"]
    borders = np.unique(np.array([0, *ends, len(wide) + length - 1]))
    starts, stops = borders[:-1], borders[1:] - length + 1
    long = (stops - starts >= settings["least_shingles"]) & (starts < len(wide))
    starts, stops = starts[long], stops[long]
    if not len(starts):
        return ()
    inside = np.zeros(len(wide) + 1, np.int8)
    np.add.at(inside, starts, 1)
    np.add.at(inside, stops, -1)
    outside = np.cumsum(inside[:-1]) == 0
    found: set[int] = set()
    for again in range(2 if len(starts) < settings["few_sentences"] else 1):
        ordered = wide if not again else (wide * _MIX[0]) ^ (wide >> _HALF)
        least = np.minimum.reduceat(np.where(outside, _LAST, ordered), starts)
        found.update((least >> _TOP).tolist())
    return tuple(sorted(found)[: settings["most_marks"]])


class Covered(NamedTuple):
    """Which of our words stand in shingles that another text has, too, and the share of its words that stand in ours."""

    ours: Mask
    theirs: float


class Searched:
    """A text made ready for being compared with others."""

    def __init__(self, shingles: Shingles) -> None:
        self._values, self._places = np.unique(shingles, return_inverse=True)

    def compare(self, theirs: Sequence[Shingles]) -> list[Covered]:
        """What the text and each of these have in common."""
        if not theirs:
            return []
        if not len(self._values):
            return [Covered(np.zeros(0, np.bool_), 0.0) for _ in theirs]
        every = np.concatenate(theirs)
        at = self._values.searchsorted(every)
        at[at == len(self._values)] = 0
        found = self._values[at] == every
        lengths = np.array([len(one) for one in theirs])
        owners = np.repeat(np.arange(len(theirs)), lengths)
        shared = np.zeros((len(theirs), len(self._values)), np.bool_)
        shared[owners[found], at[found]] = True
        longer = shingle_words() - 1  # words of a text beside those at which shingles begin
        begun = np.zeros(len(every) + longer * len(theirs), np.bool_)  # room for these after each text
        begun[np.flatnonzero(found) + longer * owners[found]] = True
        ends = np.cumsum(lengths + longer)
        held = np.add.reduceat(_words_of(begun)[: len(begun)], ends - lengths - longer, dtype=np.int64)
        shares = (held / (lengths + longer)).tolist()
        return list(map(Covered, _words_of(shared[:, self._places]), shares))


class Passage(NamedTuple):
    """Words of ours (the first, and the one after the last) that another text has in the same order, give or take a few, and where it has them."""

    start: int
    end: int
    there: int
    there_end: int


def find_passages(ours: Shingles, theirs: Shingles) -> list[Passage]:
    """The passages in common, with single words changed within, that are long enough."""
    settings = entries("linking")["copies"]
    length, gap = shingle_words(), settings["changed_words"]
    values, places = np.unique(ours, return_inverse=True)
    if not len(values):
        return []
    at = np.searchsorted(values, theirs)
    at[at == len(values)] = 0
    held = values[at] == theirs
    position = np.full(len(values), -1)
    position[at[held]] = np.flatnonzero(held)
    there = position[places]
    found: list[list[int]] = []
    for here in np.flatnonzero(there >= 0).tolist():
        other = int(there[here])
        last = found[-1] if found else None
        if last and here - last[1] < gap + length and abs(other - here - (last[3] - last[1])) < length:
            last[1], last[3] = here, other
        else:
            found.append([here, here, other, other])
    passages = [Passage(a, b + length, x, y + length) for a, b, x, y in found]
    return [one for one in passages if one.end - one.start >= settings["passage_words"]]


def _words_of(shingles: Mask) -> Mask:
    """The words that stand in some of these shingles, of a text or of several."""
    length = shingle_words()
    count = shingles.shape[-1]
    covered = np.zeros((*shingles.shape[:-1], count + length - 1 if count else 0), np.bool_)
    for i in range(length if count else 0):
        covered[..., i : i + count] |= shingles
    return covered


def runs_of(mask: Mask) -> list[tuple[int, int]]:
    """The runs of true values: the first, and the one after the last."""
    fenced = np.zeros(len(mask) + 2, np.bool_)
    fenced[1:-1] = mask
    edges = np.flatnonzero(fenced[1:] != fenced[:-1]).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


class Words(NamedTuple):
    """A sentence for comparison: its runs of three words, in lower case, and its figures."""

    trigrams: frozenset[tuple[str, ...]]
    figures: frozenset[str]


@lru_cache(20_000)
def take_words(text: str) -> Words:
    """What a sentence is compared by."""
    words = [word.lower() for word in _WORD.findall(text)]
    trigrams = frozenset(zip(words, words[1:], words[2:], strict=False))
    return Words(trigrams, frozenset(_NUMBER.findall(text)))


def are_same_words(a: Words, b: Words, shared: int) -> bool:
    """Whether two sentences with so many trigrams in common are one, give or take a few words but no number.

    Too short ones may be alike by chance.
    """
    settings = entries("linking")["copies"]
    shorter = min(len(a.trigrams), len(b.trigrams))
    if shorter < settings["short_sentence"] or a.figures != b.figures:
        return False
    return bool(shared >= settings["same_sentence"] * shorter)
