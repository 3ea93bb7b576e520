"""What linking has read of the reports at hand, so that each is read from the store once in a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

import msgspec

from warmonitor.knowledge.tables import entries
from warmonitor.linking.stories import Story, Told
from warmonitor.linking.tellings import Telling, find_tellings
from warmonitor.linking.words import Rarity, Vector, measure_likeness
from warmonitor.store import Connection, linked
from warmonitor.store.linked import Context
from warmonitor.workflow.reviewed import correct_codings

T = TypeVar("T")
_MOST_KEPT = 20_000


class Kept(Generic[T]):
    """Values by key, the oldest forgotten where there are too many."""

    def __init__(self, most: int = _MOST_KEPT) -> None:
        self._values: dict[int, T] = {}
        self._most = most

    def fill(self, keys: Iterable[int], load: Callable[[list[int]], Iterable[tuple[int, T]]]) -> dict[int, T]:
        """The values of these keys; those not kept are loaded together."""
        wanted = set(keys)
        found = {key: self._values[key] for key in wanted if key in self._values}
        missing = sorted(wanted - found.keys())
        if missing:
            loaded = dict(load(missing))
            found |= loaded
            self._values |= loaded
            while len(self._values) > self._most:
                self._values.pop(next(iter(self._values)))
        return found

    def put(self, key: int, value: T) -> None:
        """Keep a value that was made here."""
        self._values[key] = value

    def forget(self, key: int) -> None:
        """Load this one anew next time."""
        self._values.pop(key, None)


class KnownReports:
    """Stories, their directions, and tellings of reports, by report key."""

    def __init__(self, rarity: Rarity) -> None:
        self.rarity = rarity
        self._stories: Kept[Story] = Kept()
        self._directions: Kept[Vector] = Kept()
        self._tellings: Kept[tuple[Telling, ...]] = Kept(_MOST_KEPT // 4)
        self._as_coded: dict[int, tuple[Telling, ...]] = {}
        self._wordings: dict[str, Vector] = {}

    def stories(self, connection: Connection, keys: Iterable[int]) -> dict[int, Story]:
        """What these reports are about."""

        def load(missing: list[int]) -> list[tuple[int, Story]]:
            return [(found.key, decode_story(found)) for found in linked.list_contexts(connection, missing)]

        return self._stories.fill(keys, load)

    def directions(self, connection: Connection, keys: Iterable[int]) -> dict[int, Vector]:
        """The weighed words of these reports."""

        def load(missing: list[int]) -> list[tuple[int, Vector]]:
            return [(key, self.rarity.direct(story.terms)) for key, story in self.stories(connection, missing).items()]

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

    def narrow(self, connection: Connection, key: int, others: Sequence[int]) -> dict[int, float]:
        """Those of the others that are alike enough in words to be compared closely, and the cosines of their directions."""
        least = entries("linking")["story_facts"]["from_likeness"]
        directions = self.directions(connection, [key, *others])
        cosines = {other: measure_likeness(directions[key], directions[other]) for other in others}
        return {other: cosine for other, cosine in cosines.items() if cosine >= least}

    def compare_wording(self, a: Telling, b: Telling) -> float:
        """How alike the words of two tellings are, 0 to 1."""
        return measure_likeness(self._wording(a), self._wording(b))

    def _wording(self, telling: Telling) -> Vector:
        found = self._wordings.get(telling.id)
        if found is None:
            if len(self._wordings) > _MOST_KEPT:
                self._wordings.clear()
            found = self._wordings[telling.id] = self.rarity.direct(telling.terms)
        return found

    def forget(self, key: int) -> None:
        """A report's coding has changed."""
        self._stories.forget(key)
        self._directions.forget(key)
        self._tellings.forget(key)
        self._as_coded.pop(key, None)

    def forget_tellings(self) -> None:
        """People have decided about claims."""
        self._tellings = Kept(_MOST_KEPT // 4)
        self._as_coded = {}
        self._wordings = {}

    def reweigh(self, rarity: Rarity) -> None:
        """The weights of words have changed."""
        self.rarity = rarity
        self._directions = Kept()
        self._wordings = {}


def decode_story(context: Context) -> Story:
    """The story in a report's row."""
    return msgspec.msgpack.decode(context.story, type=Story)


def encode_story(story: Story) -> bytes:
    """The story as a report's row keeps it."""
    return msgspec.msgpack.encode(story)
