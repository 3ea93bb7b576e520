"""Which reports a new one is compared with: those that share most of its rarest words, published not too far from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from warmonitor.knowledge.tables import entries
from warmonitor.linking.stories import Story, days_of, name_blocks
from warmonitor.store import Connection, linked

Postings = npt.NDArray[np.int64]  # days and keys of the reports that have a word, in order of days
_DAY = 32  # bits to the right of a day
_KEY = (1 << _DAY) - 1
_EVER = (linked.NO_DAY, 10_000_000)
_FAR = 1 << 32  # more days than there are between any two reports


def find_candidates(connection: Connection, stories: Mapping[int, Story]) -> dict[int, list[int]]:
    """For each of these reports those that it may tell one story with, those that share most of its words first.

    Where too many share as many words, those published nearest come first, then ids decide: never what came first.
    """
    names = {key: name_blocks(story) for key, story in stories.items()}
    spans = {key: days_of(story) or _EVER for key, story in stories.items()}
    postings = _load(connection, {name for own in names.values() for name in own}, spans)
    found = {key: _count(key, names[key], story, spans[key], postings) for key, story in stories.items()}
    places = linked.list_places(connection, {other for _, tied in found.values() for other in tied})
    most = entries("linking")["words"]["most_candidates"]
    return {
        key: sure + sorted(tied, key=lambda other: places[other].report)[: most - len(sure)]
        for key, (sure, tied) in found.items()
    }


def _load(connection: Connection, names: set[str], spans: Mapping[int, tuple[int, int]]) -> dict[str, Postings]:
    """The postings of these names within all of these days."""
    if not spans:
        return {}
    first, last = min(span[0] for span in spans.values()), max(span[1] for span in spans.values())
    held: dict[str, list[int]] = {}
    for name, day, key in linked.find_postings(connection, "story", names, first, last):
        held.setdefault(name, []).append((day << _DAY) | key)
    return {name: np.sort(np.array(found, np.int64)) for name, found in held.items()}


def _count(
    key: int, names: Sequence[str], story: Story, span: tuple[int, int], postings: Mapping[str, Postings]
) -> tuple[list[int], list[int]]:
    """The reports that share most names with this one, and those that tie for the places that are left."""
    settings = entries("linking")["words"]
    parts = [
        part for name in names if name in postings for part in _within(postings[name], span, settings["too_common"])
    ]
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


def _within(held: Postings, span: tuple[int, int], most: int) -> list[Postings]:
    """The postings within some days, and the undated; none where they are too many."""
    start, end = held.searchsorted((span[0] << _DAY, (span[1] + 1) << _DAY)).tolist()
    undated = min(start, int(held.searchsorted(0))) if held[0] < 0 else 0
    if end - start + undated > most:
        return []
    return [held[:undated], held[start:end]] if undated else [held[start:end]]
