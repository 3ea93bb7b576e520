"""Which reports are compared: those that share rare words of their time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from sys import intern
from typing import NamedTuple

from warmonitor.knowledge.tables import entries
from warmonitor.linking.stories import Story, day_of, name_blocks
from warmonitor.store import Connection, linked
from warmonitor.store.postings import Cell, list_names
from warmonitor.workflow.held import Kept
from warmonitor.workflow.spans import Sign, Spans

_MOST_NAMED = 40_000  # reports whose names are kept in memory


class Named(NamedTuple):
    """The names under which a report is found: its rarest words. And its day."""

    names: Sequence[str]
    day: int


class Found(NamedTuple):
    """For reports those that each is compared with, and kept pairs of others that aren't compared any more, with their likeness."""

    candidates: dict[int, list[int]]
    parted: dict[tuple[int, int], float]


class Candidates:
    """Finds what is compared as reports come and go.

    Two reports are compared where they share enough points of names that few reports of their time have. Whether few have a name
    follows from the set of reports alone, so that the pairs don't depend on their order: where a name turned because of reports
    that came or went, the pairs of older ones that it held, or holds now, are looked at anew.
    """

    def __init__(self) -> None:
        self._named: Kept[Named] = Kept(_MOST_NAMED)
        self._net: Counter[Sign] = Counter()

    def prepare(self, connection: Connection, stories: Mapping[int, Story]) -> None:
        """Keep the names of reports that came."""
        made = {key: Named(tuple(map(intern, name_blocks(story))), day_of(story)) for key, story in stories.items()}
        for key, named in made.items():
            self._named.put(key, named)
            self._net.update((name, named.day) for name in named.names)
        linked.put_blocks(connection, "story", [(key, named.names, named.day) for key, named in made.items()])

    def withdraw(self, connection: Connection, key: int) -> None:
        """A report goes; its names are still there."""
        for names, day in list_names(connection, [key]).values():
            self._net.subtract((name, day) for name in names)
        self._named.forget(key)

    def settle(self, connection: Connection, fresh: Set[int]) -> Found:
        """What is to be compared, and what isn't any more, because of these reports and of those that went."""
        spans = Spans(connection)
        named = self._load(connection, fresh)
        spans.open((name, one.day) for one in named.values() for name in one.names)
        net, self._net = {sign: change for sign, change in self._net.items() if change}, Counter()
        turned = spans.find_turned(net)
        most = spans.few + sum(map(abs, net.values()))
        parted = self._find_parted(connection, spans, spans.list_holders(turned.fallen, most), fresh)
        again = {key for keys in spans.list_holders(turned.risen, spans.few).values() for key in keys} - fresh
        if again:
            found = self._load(connection, again)
            spans.open((name, one.day) for one in found.values() for name in one.names)
            named |= found
        return Found({key: _choose(spans, key, named[key]) for key in sorted(named)}, parted)

    def _find_parted(
        self, connection: Connection, spans: Spans, fallen: Mapping[Cell, Iterable[int]], fresh: Set[int]
    ) -> dict[tuple[int, int], float]:
        """The kept pairs of older reports that share too few points now that names fell for these, and their likeness."""
        gone: dict[int, set[str]] = {}
        for cell, keys in fallen.items():
            for key in keys:
                if key not in fresh:
                    gone.setdefault(key, set()).add(cell.name)
        pairs = linked.list_pairs(connection, "story", gone)
        named = self._load(connection, {*gone, *(other for others in pairs.values() for other in others)} - fresh)
        doubtful = {
            (min(key, other), max(key, other)): likeness
            for key, others in pairs.items()
            for other, likeness in others.items()
            if other in named and not gone[key].isdisjoint(named[other].names)
        }
        own = {key: frozenset(named[key].names) for key in {key for pair in doubtful for key in pair}}
        shared = {(a, b): own[a] & own[b] for a, b in doubtful}
        spans.weigh((name, named[key].day) for pair, names in shared.items() for key in pair for name in names)
        needed = entries("linking")["words"]["needed_points"]
        return {
            (a, b): likeness
            for (a, b), likeness in doubtful.items()
            if spans.count(shared[a, b], (named[a].day, named[b].day)) < needed
        }

    def _load(self, connection: Connection, keys: Iterable[int]) -> dict[int, Named]:
        def load(missing: list[int]) -> Iterable[tuple[int, Named]]:
            for key, (names, day) in list_names(connection, missing).items():
                yield key, Named(tuple(map(intern, names)), day)

        return self._named.fill(keys, load)


def _choose(spans: Spans, key: int, named: Named) -> list[int]:
    keys, points = spans.find(named.names, named.day)
    chosen: list[int] = keys[(points >= entries("linking")["words"]["needed_points"]) & (keys != key)].tolist()
    return chosen
