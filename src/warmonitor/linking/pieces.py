"""Cutting a net of alike things into pieces small enough to be grouped, so that what a new thing costs doesn't grow with the net.

Things hang together by pairs at least as alike as a level asks. The piece of a thing is what hangs together with it at the
lowest level at which that is not too much. Pieces follow from the pairs alone, whatever came first: adding pairs only ever
makes things fall to higher levels, and what falls is found from the things that came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import inf

_STEPS = 2  # from a thing's neighbours on that are loaded together
Near = Mapping[int, float]
Piece = frozenset[int]


class Cutter:
    """Pieces around things that came or changed; loads no more of the net than it needs."""

    def __init__(
        self,
        levels: Sequence[float],
        most: int,
        load_near: Callable[[Sequence[int], float], Mapping[int, Near]],
        load_levels: Callable[[Iterable[int]], Mapping[int, int]],
    ) -> None:
        """`load_near` gives what things are paired with that is at least so alike, `load_levels` the level that each was left at
        (0 for new ones).
        """
        self._levels = levels
        self._most = most
        self._load_near = load_near
        self._load_levels = load_levels
        self._last = len(levels) - 1
        self._near: dict[int, Near] = {}
        self._loaded: dict[int, int] = {}  # the level from which on what a thing is paired with is there
        self._close: dict[tuple[int, int], set[int]] = {}
        self.level: dict[int, int] = {}
        self.changed: set[int] = set()  # things whose level is another now

    def cut(self, seeds: Iterable[int]) -> list[Piece]:
        """The pieces of these things, and of all that fell because of them."""
        waiting = sorted(set(seeds))[::-1]
        self._foresee(waiting)
        piece_of: dict[int, Piece] = {}
        wanted: set[int] = set()
        while waiting:
            seed = waiting.pop()
            self._meet([seed])
            wanted.add(seed)
            if seed in piece_of and all(self.level[one] == self.level[seed] for one in piece_of[seed]):
                continue
            piece = self._gather(seed)
            if piece is None:
                waiting += sorted(self._let_fall(seed))
                continue
            lower = [one for one in piece if self.level[one] < self.level[seed]]
            if lower:
                waiting.append(seed)
                for one in lower:
                    if self.level[one] < self.level[seed]:
                        waiting += sorted(self._let_fall(one))
                continue
            piece_of |= dict.fromkeys(piece, piece)
        return sorted({piece_of[key] for key in wanted}, key=min)

    def _foresee(self, seeds: Sequence[int]) -> None:
        """Load what is around these in a few questions, each at the level to which it will fall because of its neighbours."""
        self._meet(seeds)
        for own in self._by_level(seeds, self.level).values():
            self._around(*own)
        falls: dict[int, int] = {}
        for seed in seeds:
            level = self.level[seed]
            while level < self._last and (
                len(close := self._close_to(seed, level)) >= self._most or any(self.level[one] > level for one in close)
            ):
                level += 1
            for one in self._close_to(seed, level):
                falls[one] = min(level, falls.get(one, level))
        for _ in range(_STEPS):
            found: dict[int, int] = {}
            for keys, level in self._by_level(falls, falls).values():
                found |= dict.fromkeys(self._around(keys, level), level)
            falls = {key: level for key, level in found.items() if self._is_missing(key, level)}

    def _is_missing(self, key: int, level: int) -> bool:
        return self._loaded.get(key, len(self._levels)) > level

    @staticmethod
    def _by_level(keys: Iterable[int], levels: Mapping[int, int]) -> dict[int, tuple[list[int], int]]:
        """Things with the level of each, those of one level together."""
        found: dict[int, tuple[list[int], int]] = {}
        for key in keys:
            found.setdefault(levels[key], ([], levels[key]))[0].append(key)
        return found

    def lift(self, keys: Iterable[int], lost: Mapping[int, float] | None = None) -> None:
        """Let things rise to the level that they have now that some of their pairs are gone.

        `lost` gives for some of them how alike those were at the most: at levels that ask for more nothing changed.
        """
        wanted = sorted(set(keys))
        self._meet(wanted)
        self._around([key for key in wanted if self.level[key]], 0)
        for key in wanted:
            most_alike = inf if lost is None else lost.get(key, inf)
            for level in range(self.level[key]):
                if self._levels[level] > most_alike:
                    break
                found = self._reach(key, level, self._most)
                if found is not None:
                    self._set(found, level)
                    break

    def _meet(self, keys: Iterable[int]) -> None:
        missing = [key for key in keys if key not in self.level]
        if missing:
            self.level |= dict.fromkeys(missing, 0) | dict(self._load_levels(missing))

    def _around(self, keys: Iterable[int], level: int) -> set[int]:
        """What these are paired with closely enough."""
        keys = list(keys)
        missing = [key for key in keys if self._is_missing(key, level)]
        if missing:
            self._near |= self._load_near(missing, self._levels[level])
            self._loaded |= dict.fromkeys(missing, level)
        found: set[int] = set()
        for key in keys:
            found |= self._close_to(key, level)
        self._meet(found)
        return found

    def _close_to(self, key: int, level: int) -> set[int]:
        close = self._close.get((key, level))
        if close is None:
            needed = self._levels[level]
            close = self._close[key, level] = {other for other, score in self._near[key].items() if score >= needed}
        return close

    def _gather(self, seed: int) -> Piece | None:
        """What hangs together with a thing at its level; None where that is too much."""
        level = self.level[seed]
        if level == self._last:
            return self._reach(seed, level, None)
        found, fresh = {seed}, {seed}
        while fresh:
            fresh = self._around(fresh, level) - found
            found |= fresh
            if len(found) > self._most or any(self.level[one] > level for one in fresh):
                return None
        return frozenset(found)

    def _reach(self, seed: int, level: int, most: int | None) -> Piece | None:
        found, fresh = {seed}, {seed}
        while fresh:
            fresh = self._around(fresh, level) - found
            found |= fresh
            if most is not None and len(found) > most:
                return None
        return frozenset(found)

    def _let_fall(self, seed: int) -> set[int]:
        """All that hangs together with a thing by things of its level goes to the next."""
        level = self.level[seed]
        found, fresh = {seed}, {seed}
        while fresh:
            fresh = {one for one in self._around(fresh, level) - found if self.level[one] == level}
            found |= fresh
        self._set(found, level + 1)
        return found

    def _set(self, keys: Iterable[int], level: int) -> None:
        for key in keys:
            if self.level[key] != level:
                self.level[key] = level
                self.changed.add(key)
