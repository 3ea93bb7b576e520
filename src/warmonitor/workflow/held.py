"""What linking keeps in memory of what it has read: values by key, and the likenesses of what was grouped together."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
Matrix = npt.NDArray[np.float64]


class Kept(Generic[T]):
    """Values by key; those that nobody asked for longest are forgotten where there are too many."""

    def __init__(self, most: int) -> None:
        self._values: OrderedDict[int, T] = OrderedDict()
        self._most = most

    def fill(self, keys: Iterable[int], load: Callable[[list[int]], Iterable[tuple[int, T]]]) -> dict[int, T]:
        """The values of these keys; those not kept are loaded together."""
        wanted = set(keys)
        found = {key: self._values[key] for key in wanted if key in self._values}
        missing = sorted(wanted - found.keys())
        for key in found:
            self._values.move_to_end(key)
        if missing:
            loaded = dict(load(missing))
            found |= loaded
            self._values.update(loaded)
            self._trim()
        return found

    def put(self, key: int, value: T) -> None:
        """Keep a value that was made here."""
        self._values[key] = value
        self._values.move_to_end(key)
        self._trim()

    def get(self, key: int) -> T | None:
        """The value that is kept of this key, if any."""
        return self._values.get(key)

    def forget(self, key: int) -> None:
        """Load this one anew next time."""
        self._values.pop(key, None)

    def clear(self) -> None:
        """Load all anew next time."""
        self._values.clear()

    def _trim(self) -> None:
        while len(self._values) > self._most:
            self._values.popitem(last=False)


class _Row(NamedTuple):
    """Where the likenesses of a thing to others stand, and what they held for."""

    block: Matrix
    at: int
    mark: object


class Likenesses:
    """How alike things are that were grouped together before, so that only what is new among them is compared."""

    def __init__(self, most: int) -> None:
        self._rows: Kept[_Row] = Kept(most)

    def fill(
        self,
        keys: Sequence[int],
        compare: Callable[[int, Sequence[int]], Sequence[float]],
        marks: Mapping[int, object] | None = None,
    ) -> Matrix:
        """The likenesses of these things to each other. `compare` gives those of one thing to some others, by their places.

        What is kept of two things holds as long as the mark of each is what it was.
        """
        size = len(keys)
        found = np.full((size, size), np.nan)
        np.fill_diagonal(found, 0.0)
        blocks: dict[int, tuple[Matrix, list[int], list[int]]] = {}
        for place, key in enumerate(keys):
            row = self._rows.get(key)
            if row is not None and row.mark == (marks[key] if marks else None):
                _, places, ats = blocks.setdefault(id(row.block), (row.block, [], []))
                places.append(place)
                ats.append(row.at)
        for block, places, ats in blocks.values():
            if len(places) > 1:
                found[np.ix_(places, places)] = block[np.ix_(ats, ats)]
        self._compare(found, compare)
        for place, key in enumerate(keys):
            self._rows.put(key, _Row(found, place, marks[key] if marks else None))
        return found

    def _compare(self, found: Matrix, compare: Callable[[int, Sequence[int]], Sequence[float]]) -> None:
        """Fill in what is missing, the things that lack most first."""
        lacking = np.isnan(found).sum(axis=1)
        while lacking.any():
            place = int(lacking.argmax())
            others = np.flatnonzero(np.isnan(found[place]))
            values = compare(place, others.tolist())
            found[place, others] = values
            found[others, place] = values
            lacking[others] -= 1
            lacking[place] = 0

    def forget(self, key: int) -> None:
        """Compare this one anew."""
        self._rows.forget(key)

    def clear(self) -> None:
        """Compare all anew."""
        self._rows.clear()
