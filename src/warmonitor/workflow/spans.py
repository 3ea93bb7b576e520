"""Names that few reports have around a day, and the reports that have them.

A name counts at the first level at which few reports have it in the span of days that holds the day (a season, a fortnight,
two days) and in the span before, at none where even of the shortest many have it. That follows from the reports alone, and a
report that comes only ever makes names fall to later levels. Of undated reports a name counts where few of them have it, and
between them and dated ones where few reports of all days have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from warmonitor.knowledge.tables import entries
from warmonitor.store import Connection
from warmonitor.store.linked import NO_DAY
from warmonitor.store.postings import DAY, KEY, Cell, count_postings, find_postings

Postings = npt.NDArray[np.int64]  # days and keys of the reports that have a name
Sign = tuple[str, int]  # a name and a day
EVER = 1 << 24  # after all days


class Turned(NamedTuple):
    """Spans in which many reports have a name now and few had it before, and the other way round."""

    fallen: set[Cell]
    risen: set[Cell]


class Spans:
    """The spans around some reports; each is read once. Holds as long as no report comes or goes."""

    def __init__(self, connection: Connection) -> None:
        settings = entries("linking")["words"]
        self._connection = connection
        self.few: int = settings["few"]
        self._sizes: list[int] = settings["spans"]
        self._reach: list[int] = settings["reach"]
        self._points: list[int] = settings["points"]
        self._held: list[dict[Sign, Postings]] = [{} for _ in self._sizes]  # by name and number of the span
        self._live: list[set[Sign]] = [set() for _ in self._sizes]
        self._asked: list[set[Sign]] = [set() for _ in self._sizes]
        self._counted: list[set[Sign]] = [set() for _ in self._sizes]
        self._undated: dict[str, Postings] = {}
        self._ever: dict[str, Postings] = {}
        self._asked_undated: set[str] = set()
        self._asked_ever: set[str] = set()

    def open(self, signs: Iterable[Sign]) -> None:
        """Read what has these names around these days."""
        of_day: dict[int, set[str]] = {}
        for name, day in signs:
            of_day.setdefault(day, set()).add(name)
        for level, size in enumerate(self._sizes):
            reach, wanted = self._reach[level], set[Sign]()
            for day, names in of_day.items():
                if day != NO_DAY:
                    for number in range(max(0, day - reach) // size, (day + reach) // size + 1):
                        wanted.update(zip(self._not_in_longer(names, number, level), repeat(number)))
            wanted -= self._asked[level]
            self._live[level] |= self._read(self._held[level], wanted, size)
            self._asked[level] |= wanted
        self._open_undated(set().union(*of_day.values()), of_day.get(NO_DAY, ()))

    def _not_in_longer(self, names: Iterable[str], number: int, level: int) -> Iterable[str]:
        """Those of these names that many reports have in all longer spans that hold this one."""
        for longer in range(level):
            live, around = self._live[longer], number * self._sizes[level] // self._sizes[longer]
            names = [name for name in names if (name, around) not in live]
        return names

    def _read(self, held: dict[Sign, Postings], wanted: Iterable[Sign], size: int) -> set[Sign]:
        cells = [_cell(name, number, size) for name, number in wanted]
        found: dict[Sign, list[int]] = {}
        for name, first, place in find_postings(self._connection, cells, self.few):
            found.setdefault((name, first), []).append(place)
        made = {(name, first // size): np.array(places, np.int64) for (name, first), places in found.items()}
        held |= made
        return set(made)

    def _open_undated(self, names: Set[str], of_undated: Iterable[str]) -> None:
        """Read which undated reports have these names, and, where some do or of these, how many reports of all days."""
        names = names - self._asked_undated
        self._asked_undated |= names
        self._undated |= self._of_all(names, NO_DAY)
        wanted = {*of_undated, *(name for name in names if name in self._undated)} - self._asked_ever
        self._asked_ever |= wanted
        self._ever |= self._of_all(wanted, EVER)

    def _of_all(self, names: Iterable[str], last: int) -> dict[str, Postings]:
        found: dict[str, list[int]] = {}
        for name, _, place in find_postings(
            self._connection, [Cell(name, NO_DAY, last, NO_DAY) for name in names], self.few
        ):
            found.setdefault(name, []).append(place)
        return {name: np.array(places, np.int64) for name, places in found.items()}

    def weigh(self, signs: Iterable[Sign]) -> None:
        """Read at which level these names of reports count, on the days of these reports."""
        signs = set(signs)
        rest = [sign for sign in signs if sign[1] != NO_DAY]
        for level, size in enumerate(self._sizes):
            known, live = (self._asked[level], self._counted[level]), self._live[level]
            asked = {(name, day // size) for name, day in rest}
            wanted = [sign for sign in asked if sign not in known[0] and sign not in known[1]]
            cells = [_cell(name, number, size) for name, number in wanted]
            for (name, first), held in count_postings(self._connection, cells, self.few + 1).items():
                if held <= self.few:
                    live.add((name, first // size))
            known[1].update(wanted)
            rest = [(name, day) for name, day in rest if (name, day // size) not in live]
        undated = {name for name, day in signs if day == NO_DAY}
        self._open_undated(undated, undated)

    def level(self, name: str, day: int) -> int | None:
        """The level at which a name counts on a day on which a report has it."""
        for level, size in enumerate(self._sizes):
            if (name, day // size) in self._live[level]:
                return level
        return None

    def count(self, names: Iterable[str], days: tuple[int, int]) -> int:
        """The points of two reports of these days that share these names."""
        first, last = min(days), max(days)
        if first == NO_DAY:
            few = self._undated if last == NO_DAY else self._ever
            return sum(name in few for name in names) * self._points[0]
        total = 0
        for name in names:
            a, b = self.level(name, first), self.level(name, last)
            if a is not None and b is not None and last - first <= self._reach[max(a, b)]:
                total += self._points[max(a, b)]
        return total

    def find(self, names: Sequence[str], day: int) -> tuple[Postings, Postings]:
        """The reports that share such names with one of this day, by key, and the points of each."""
        parts = self._find_undated(names) if day == NO_DAY else self._find_dated(names, day)
        if not parts:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        keys, places = np.unique(np.concatenate([part for part, _ in parts]), return_inverse=True)
        points = np.repeat([points for _, points in parts], [len(part) for part, _ in parts])
        return keys, np.bincount(places, points, len(keys)).astype(np.int64)

    def _find_undated(self, names: Sequence[str]) -> list[tuple[Postings, int]]:
        parts = [self._undated[name] for name in names if name in self._undated]
        for name in names:
            if (places := self._ever.get(name)) is not None:
                parts.append(places[places >= 0])
        return [(part & KEY, self._points[0]) for part in parts]

    def _find_dated(self, names: Sequence[str], day: int) -> list[tuple[Postings, int]]:
        near: list[list[Postings]] = [[] for _ in self._sizes]
        ranges = [
            [range(max(0, day - reach) // size, (day + reach) // size + 1) for reach in self._reach]
            for size in self._sizes
        ]
        undated = [self._undated[name] for name in names if name in self._undated and name in self._ever]
        for name in names:
            own = self.level(name, day)
            if own is None:
                continue
            for level, held in enumerate(self._held):
                later = max(own, level)
                for number in ranges[level][later]:
                    if (places := held.get((name, number))) is not None:
                        near[later].append(places)
        parts = [(part & KEY, self._points[0]) for part in undated]
        for level, found in enumerate(near):
            if found:
                places = np.concatenate(found)
                places = places[np.abs((places >> DAY) - day) <= self._reach[level]]
                parts.append((places & KEY, self._points[level]))
        return parts

    def find_turned(self, net: Mapping[Sign, int]) -> Turned:
        """The spans that turned when so many more reports came than went that have these names on these days."""
        turned = Turned(set(), set())
        for level, size in enumerate(self._sizes):
            changes: dict[Sign, int] = {}
            for (name, day), change in net.items():
                if day != NO_DAY:
                    for number in (day // size, day // size + 1):
                        changes[name, number] = changes.get((name, number), 0) + change
            live = self._live[level]
            doubtful = {
                _cell(name, number, size): change
                for (name, number), change in changes.items()
                if change and not (change > 0 and (name, number) in live) and self._not_in_longer([name], number, level)
            }
            live |= {(cell.name, cell.first // size) for cell in self._add_turned(turned, doubtful)}
        self._add_turned_undated(turned, net)
        return turned

    def _add_turned(self, turned: Turned, changes: Mapping[Cell, int]) -> list[Cell]:
        """Add those of these spans that turned when so many came; those in which few reports have a name now."""
        most = self.few + 1 + max(map(abs, changes.values()), default=0)
        held = count_postings(self._connection, changes, most)
        live = []
        for cell, change in changes.items():
            now = held.get((cell.name, cell.first), 0)
            if 0 < now <= self.few:
                live.append(cell)
            if now - change <= self.few < now:
                turned.fallen.add(cell)
            elif now <= self.few < now - change:
                turned.risen.add(cell)
        return live

    def _add_turned_undated(self, turned: Turned, net: Mapping[Sign, int]) -> None:
        undated = {Cell(name, NO_DAY, NO_DAY, NO_DAY): change for (name, day), change in net.items() if day == NO_DAY}
        self._add_turned(turned, undated)
        names = {name for name, _ in net}
        self._open_undated(names, ())
        ever: dict[Cell, int] = {}
        for (name, _), change in net.items():
            if name in self._undated:
                cell = Cell(name, NO_DAY, EVER, NO_DAY)
                ever[cell] = ever.get(cell, 0) + change
        self._add_turned(turned, ever)

    def list_holders(self, cells: Iterable[Cell], most: int) -> dict[Cell, list[int]]:
        """The reports of spans that hold no more than `most`; of spans of all days the undated ones."""
        by_place = {(cell.name, cell.first, cell.last): cell for cell in cells}
        found: dict[Cell, list[int]] = {cell: [] for cell in by_place.values()}
        for last in {cell.last - cell.first for cell in by_place.values()}:
            some = [cell for cell in by_place.values() if cell.last - cell.first == last]
            for name, first, place in find_postings(self._connection, some, most):
                if last < EVER or place < 0:
                    found[by_place[name, first, first + last]].append(place & KEY)
        return found


def _cell(name: str, number: int, size: int) -> Cell:
    """A name in a span, which is counted together with the one before."""
    return Cell(name, number * size, (number + 1) * size - 1, max(0, (number - 1) * size))
