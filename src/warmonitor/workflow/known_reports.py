"""What linking has read of the reports at hand, so that each is read from the store once in a run."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

import msgspec

from warmonitor.knowledge.tables import entries
from warmonitor.linking.evidence import Features, total, weigh_facts
from warmonitor.linking.stories import Story, Told, compare_stories
from warmonitor.linking.tellings import Telling, find_tellings
from warmonitor.linking.words import Vector, direct, measure_likeness
from warmonitor.store import Connection, linked
from warmonitor.store.linked import Context
from warmonitor.workflow.reviewed import correct_codings

T = TypeVar("T")
Pair = tuple[int, int]
_MOST_KEPT = 20_000
_MOST_PAIRS = 1_000_000


class Kept(Generic[T]):
    """Values by key, the oldest forgotten where there are too many."""

    def __init__(self, most: int = _MOST_KEPT) -> None:
        self._values: OrderedDict[int, T] = OrderedDict()
        self._most = most

    def fill(self, keys: Iterable[int], load: Callable[[list[int]], Iterable[tuple[int, T]]]) -> dict[int, T]:
        """The values of these keys; those not kept are loaded together."""
        wanted = set(keys)
        found = {key: self._values[key] for key in wanted if key in self._values}
        missing = sorted(wanted - found.keys())
        if missing:
            loaded = dict(load(missing))
            found |= loaded
            self._values.update(loaded)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return found

    def put(self, key: int, value: T) -> None:
        """Keep a value that was made here."""
        self._values[key] = value

    def forget(self, key: int) -> None:
        """Load this one anew next time."""
        self._values.pop(key, None)


class KnownReports:
    """Stories, their directions, and tellings of reports, by report key."""

    def __init__(self) -> None:
        self._stories: Kept[Story] = Kept()
        self._directions: Kept[Vector] = Kept()
        self._tellings: Kept[tuple[Telling, ...]] = Kept(_MOST_KEPT // 4)
        self._as_coded: dict[int, tuple[Telling, ...]] = {}
        self._wordings: dict[str, Vector] = {}
        self._alike: dict[int, dict[int, float]] = {}  # by the lower key
        self._compared = 0
        self._scores: dict[tuple[str, str, bool], float] = {}

    def stories(self, connection: Connection, keys: Iterable[int]) -> dict[int, Story]:
        """What these reports are about."""

        def load(missing: list[int]) -> list[tuple[int, Story]]:
            return [(found.key, decode_story(found)) for found in linked.list_contexts(connection, missing)]

        return self._stories.fill(keys, load)

    def directions(self, connection: Connection, keys: Iterable[int]) -> dict[int, Vector]:
        """The weighed words of these reports."""

        def load(missing: list[int]) -> list[tuple[int, Vector]]:
            return [(key, direct(story.terms)) for key, story in self.stories(connection, missing).items()]

        return self._directions.fill(keys, load)

    def tellings(self, connection: Connection, keys: Iterable[int]) -> dict[int, tuple[Telling, ...]]:
        """The tellings of these reports, as people's decisions leave them."""

        def load(missing: list[int]) -> list[tuple[int, tuple[Telling, ...]]]:
            found = []
            codings = linked.list_codings(connection, missing)
            for (key, coded), (_, corrected) in zip(codings, correct_codings(connection, codings), strict=True):
                if corrected is not coded:
                    self._as_coded[key] = find_tellings(coded)
                found.append((key, find_tellings(corrected)))
            return found

        return self._tellings.fill(keys, load)

    def told(self, connection: Connection, keys: Sequence[int]) -> dict[int, Told]:
        """These reports as they are compared. Which tell one story goes by what the coder put, whatever was decided on it since."""
        stories, directions, tellings = (
            self.stories(connection, keys),
            self.directions(connection, keys),
            self.tellings(connection, keys),
        )
        as_coded = {key: self._as_coded.get(key, found) for key, found in tellings.items()}
        return {key: Told(stories[key], directions[key], as_coded[key]) for key in keys}

    def liken(self, connection: Connection, pairs: Sequence[Pair]) -> dict[Pair, float]:
        """How alike the two reports of each pair are, by their lower key; 0 where their words have too little in common."""
        found: dict[Pair, float] = {}
        missing = []
        for a, b in sorted({(min(pair), max(pair)) for pair in pairs}):
            known = self._alike.get(a, {}).get(b)
            if known is None:
                missing.append((a, b))
            else:
                found[a, b] = known
        least = entries("linking")["story_facts"]["from_likeness"]
        directions = self.directions(connection, {key for pair in missing for key in pair})
        cosines = {(a, b): measure_likeness(directions[a], directions[b]) for a, b in missing}
        close = {pair: cosine for pair, cosine in cosines.items() if cosine >= least}
        told = self.told(connection, sorted({key for pair in close for key in pair}))
        made = dict.fromkeys(missing, 0.0) | {
            (a, b): round(sum(compare_stories(told[a], told[b], cosine).values()), 6)
            for (a, b), cosine in close.items()
        }
        self._compared += len(made)
        if self._compared > _MOST_PAIRS:
            self._alike, self._compared = {}, len(made)
        for (a, b), likeness in made.items():
            self._alike.setdefault(a, {})[b] = likeness
        return found | made

    def weigh(self, a: Telling, b: Telling, *, same_story: bool) -> Features:
        """The facts that two tellings share or differ in."""
        return weigh_facts(a, b, self.compare_wording(a, b), same_story=same_story)

    def score(self, a: Telling, b: Telling, *, same_story: bool) -> float:
        """The evidence that two tellings tell of one happening."""
        if a.id > b.id:
            a, b = b, a
        place = (a.id, b.id, same_story)
        found = self._scores.get(place)
        if found is None:
            if len(self._scores) > _MOST_PAIRS:
                self._scores.clear()
            found = self._scores[place] = total(self.weigh(a, b, same_story=same_story))
        return found

    def compare_wording(self, a: Telling, b: Telling) -> float:
        """How alike the words of two tellings are, 0 to 1."""
        return measure_likeness(self._wording(a), self._wording(b))

    def _wording(self, telling: Telling) -> Vector:
        found = self._wordings.get(telling.id)
        if found is None:
            if len(self._wordings) > _MOST_KEPT:
                self._wordings.clear()
            found = self._wordings[telling.id] = direct(telling.terms)
        return found

    def forget(self, key: int) -> None:
        """A report's coding has changed."""
        self._stories.forget(key)
        self._directions.forget(key)
        self._tellings.forget(key)
        self._as_coded.pop(key, None)
        self._alike.pop(key, None)
        for others in self._alike.values():
            others.pop(key, None)

    def forget_tellings(self) -> None:
        """People have decided about claims."""
        self._tellings = Kept(_MOST_KEPT // 4)
        self._as_coded = {}
        self._wordings = {}
        self._scores = {}


def decode_story(context: Context) -> Story:
    """The story in a report's row."""
    return msgspec.msgpack.decode(context.story, type=Story)


def encode_story(story: Story) -> bytes:
    """The story as a report's row keeps it."""
    return msgspec.msgpack.encode(story)
