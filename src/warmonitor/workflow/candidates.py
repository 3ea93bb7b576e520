"""Which reports a new one is compared with: those that share most of its rarest words, published not too far from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from warmonitor.knowledge.tables import entries
from warmonitor.linking.stories import Story, days_of, name_blocks
from warmonitor.store import Connection, linked

Postings = npt.NDArray[np.int64]  # days and keys of the reports that have a word
_DAY = 32  # bits to the right of a day
_KEY = (1 << _DAY) - 1
_EVER = (linked.NO_DAY, 10_000_000)
_FAR = 1 << 32  # more days than there are between any two reports


def find_candidates(connection: Connection, stories: Mapping[int, Story]) -> dict[int, list[int]]:
    """For each of these reports those that it may tell one story with, those that share most of its words first.

    Where too many share as many words, those published nearest come first, then ids decide: never what came first.
    """
    spans: dict[tuple[int, int], list[int]] = {}
    for key, story in stories.items():
        spans.setdefault(days_of(story) or _EVER, []).append(key)
    found: dict[int, tuple[list[int], list[int]]] = {}
    for span, keys in spans.items():
        names = {key: name_blocks(stories[key]) for key in keys}
        postings = _load(connection, {name for own in names.values() for name in own}, span)
        found |= {key: _count(key, names[key], stories[key], postings) for key in keys}
    places = linked.list_places(connection, {other for _, tied in found.values() for other in tied})
    most = entries("linking")["words"]["most_candidates"]
    return {
        key: sure + sorted(tied, key=lambda other: places[other].report)[: most - len(sure)]
        for key, (sure, tied) in found.items()
    }


def _load(connection: Connection, names: set[str], span: tuple[int, int]) -> dict[str, Postings]:
    """The postings of these names within these days; none of names that too many reports have."""
    held: dict[str, list[int]] = {}
    most = entries("linking")["words"]["too_common"]
    for name, day, key in linked.find_rare_postings(connection, "story", names, span, most):
        held.setdefault(name, []).append((day << _DAY) | key)
    return {name: np.array(found, np.int64) for name, found in held.items()}


def _count(
    key: int, names: Sequence[str], story: Story, postings: Mapping[str, Postings]
) -> tuple[list[int], list[int]]:
    """The reports that share most names with this one, and those that tie for the places that are left."""
    settings = entries("linking")["words"]
    parts = [postings[name] for name in names if name in postings]
    if not parts:
        return [], []
    places, counts = np.unique(np.concatenate(parts), return_counts=True)
    chosen = (counts >= settings["needed_probes"]) & (places & _KEY != key)
    places, counts = places[chosen], counts[chosen]
    days, others = places >> _DAY, places & _KEY
    apart = np.where(days < 0, 0, abs(days - (story.first_day if story.first_day is not None else days)))
    rank = apart - counts * _FAR
    order = rank.argsort(kind="stable")
    most = settings["most_candidates"]
    if len(order) <= most:
        return others[order].tolist(), []
    border = rank[order[most - 1]]
    return others[order[rank[order] < border]].tolist(), others[order[rank[order] == border]].tolist()
