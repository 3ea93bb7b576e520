"""Weighed words as numbers, so that one text is compared with many at once. Their likeness is exact, whatever came first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from warmonitor.linking.words import Terms, direct

Numbers = npt.NDArray[np.uint32]
_UNIT = 2.0**22  # weights are whole parts of it, so that no sum is ever rounded
_SLOTS = 1 << 16
_MASK = np.uint32(_SLOTS - 1)


class Direction(NamedTuple):
    """The words of a text, each by a number that is the same everywhere and for hardly any two words, and what each weighs."""

    words: Numbers
    weights: Numbers


def make_direction(terms: Terms) -> Direction:
    """The direction of some terms."""
    found = direct(terms)
    weights = {crc32(word.encode("utf-8", "surrogatepass")): weight for word, weight in found.items()}
    words = np.fromiter(weights, np.uint32, len(weights))
    return Direction(words, np.round(np.fromiter(weights.values(), np.float64, len(weights)) * _UNIT).astype(np.uint32))


class Comparing:
    """Compares directions."""

    def __init__(self) -> None:
        self._slots = np.zeros(_SLOTS, np.int16)

    def compare(self, one: Direction, others: Sequence[Direction]) -> list[float]:
        """The cosines of one direction with others, 0 to 1."""
        if not others or not len(one.words):
            return [0.0] * len(others)
        lengths = [len(other.words) for other in others]
        words = np.concatenate([other.words for other in others])
        shared, places = self._find(one.words, words)
        weights = np.concatenate([other.weights for other in others])[shared]
        products = one.weights[places].astype(np.float64) * weights
        texts = np.repeat(np.arange(len(others)), lengths)[shared]
        sums: list[float] = (np.bincount(texts, products, len(others)) / _UNIT**2).tolist()
        return sums

    def _find(self, own: Numbers, words: Numbers) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Which of some words a text has, and the places of these among its own."""
        slots = own & _MASK
        marks = np.arange(1, len(own) + 1, dtype=np.int16)
        self._slots[slots] = marks
        hidden = np.flatnonzero(self._slots[slots] != marks)  # words whose slot another one has
        found = self._slots[words & _MASK]
        self._slots[slots] = 0
        shared = np.flatnonzero(found)
        places = found[shared].astype(np.intp) - 1
        same = own[places] == words[shared]
        shared, places = shared[same], places[same]
        for place in hidden.tolist():
            more = np.flatnonzero(words == own[place])
            shared = np.concatenate((shared, more))
            places = np.concatenate((places, np.full(len(more), place)))
        return shared, places
