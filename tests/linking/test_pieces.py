"""Pieces of a net follow from its pairs alone: a thousand orders of arrival, and what goes again, leave the same."""

import random
from collections.abc import Iterable

import pytest

from warmonitor.linking.pieces import Cutter, Piece

LEVELS = [0.2, 0.4, 0.6]
MOST = 5


class Net:
    """What a store keeps: pairs of the things that are there, and the level of each."""

    def __init__(self, pairs: dict[tuple[int, int], float]) -> None:
        self._pairs = pairs
        self.there: set[int] = set()
        self.asked: set[int] = set()
        self.levels: dict[int, int] = {}

    def near(self, keys: Iterable[int], least: float = 0.0) -> dict[int, dict[int, float]]:
        found: dict[int, dict[int, float]] = {key: {} for key in keys}
        self.asked |= found.keys()
        for (a, b), score in self._pairs.items():
            for x, y in ((a, b), (b, a)):
                if score >= least and x in found and x in self.there and y in self.there:
                    found[x][y] = score
        return found

    def cutter(self) -> Cutter:
        return Cutter(LEVELS, MOST, self.near, lambda keys: {key: self.levels.get(key, 0) for key in keys})

    def add(self, keys: Iterable[int]) -> None:
        self.there |= set(keys)
        self._keep(self.cutter(), keys)

    def remove(self, key: int) -> None:
        around = self.near([key])[key]
        self.there.discard(key)
        self.levels.pop(key, None)
        cutter = self.cutter()
        cutter.lift(around)
        self._keep(cutter, around)

    def _keep(self, cutter: Cutter, keys: Iterable[int]) -> None:
        cutter.cut(keys)
        self.levels |= {one: cutter.level[one] for one in cutter.changed}

    def pieces(self) -> set[Piece]:
        return set(self.cutter().cut(self.there))


def by_definition(pairs: dict[tuple[int, int], float], there: Iterable[int]) -> set[Piece]:
    """Of each thing what hangs together with it at the first level at which that is not too much."""

    def reach(start: int, level: float) -> Piece:
        found, fresh = {start}, {start}
        while fresh:
            fresh = {
                y
                for (a, b), score in pairs.items()
                for x, y in ((a, b), (b, a))
                if x in fresh and y in around and score >= level
            } - found
            found |= fresh
        return frozenset(found)

    around = set(there)
    return {
        next((piece for level in LEVELS if len(piece := reach(key, level)) <= MOST), reach(key, LEVELS[-1]))
        for key in around
    }


def make_net(dice: random.Random, size: int) -> dict[tuple[int, int], float]:
    pairs = [(a, b) for a in range(size) for b in range(a + 1, size)]
    return {pair: round(dice.random(), 2) for pair in dice.sample(pairs, k=dice.randint(size, 3 * size))}


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_arrival_changes_nothing(seed: int) -> None:
    dice = random.Random(seed)
    pairs = make_net(dice, 14)
    wanted = by_definition(pairs, range(14))
    for _ in range(100):
        net, waiting = Net(pairs), dice.sample(range(14), 14)
        while waiting:
            size = dice.randint(1, 4)
            net.add(waiting[:size])
            del waiting[:size]
        assert net.pieces() == wanted


@pytest.mark.parametrize("seed", range(10))
def test_what_goes_leaves_no_trace(seed: int) -> None:
    dice = random.Random(seed)
    pairs = make_net(dice, 14)
    for _ in range(10):
        net = Net(pairs)
        for key in dice.sample(range(14), 14):
            net.add([key])
        for key in dice.sample(range(14), 6):
            net.remove(key)
            assert net.pieces() == by_definition(pairs, net.there)


def test_no_more_is_loaded_than_hangs_together() -> None:
    pairs = {(key, key + 1): 0.9 for key in range(0, 1000, 2)}
    net = Net(pairs)
    net.there = set(range(1000))
    assert net.cutter().cut([10]) == [frozenset({10, 11})]
    assert net.asked == {10, 11}
