"""Weighed words as numbers, so that one text is compared with many at once. Their likeness is exact, whatever came first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from warmonitor.linking.words import Terms, direct

_UNIT = 2.0**22  # weights are whole parts of it, so that no sum is ever rounded
_MOST_WORDS = 600_000
_AT_ONCE = 256  # texts whose sums are exact together


class Direction(NamedTuple):
    """The numbers of a text's words, and what each weighs."""

    words: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]


class Directions:
    """Makes directions and compares them. Numbers of words hold until there are too many of them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._dense = np.zeros(1 << 16)

    @property
    def is_full(self) -> bool:
        """Whether it is time to begin anew, without the directions that were made."""
        return len(self._numbers) > _MOST_WORDS

    def clear(self) -> None:
        """Begin anew."""
        self._numbers.clear()

    def make(self, terms: Terms) -> Direction:
        """The direction of some terms."""
        found = direct(terms)
        numbers = self._numbers
        words = np.array([numbers.setdefault(word, len(numbers)) for word in found], np.int32)
        if len(numbers) > len(self._dense):
            self._dense = np.zeros(2 * len(numbers))
        return Direction(words, np.round(np.array(list(found.values()), np.float64) * _UNIT).astype(np.float32))

    def compare(self, one: Direction, others: Sequence[Direction]) -> list[float]:
        """The cosines of one direction with others, 0 to 1."""
        found: list[float] = []
        for start in range(0, len(others), _AT_ONCE):
            found += self._compare_some(one, others[start : start + _AT_ONCE])
        return found

    def _compare_some(self, one: Direction, others: Sequence[Direction]) -> list[float]:
        lengths = np.array([len(other.words) for other in others])
        words = np.concatenate([other.words for other in others])
        self._dense[one.words] = one.weights
        products = self._dense[words] * np.concatenate([other.weights for other in others])
        self._dense[one.words] = 0.0
        sums = np.concatenate(([0.0], np.cumsum(products)))
        ends = np.cumsum(lengths)
        found: list[float] = ((sums[ends] - sums[ends - lengths]) / _UNIT**2).tolist()
        return found
