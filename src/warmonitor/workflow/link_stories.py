"""Which reports tell one story: pairs that are alike, and groups of them around the reports at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import NamedTuple

import numpy as np

from warmonitor.knowledge.tables import entries
from warmonitor.linking.clusters import cluster
from warmonitor.linking.pieces import Cutter
from warmonitor.linking.stories import Story, days_of, name_blocks
from warmonitor.store import Connection, linked
from warmonitor.workflow.known_reports import KnownReports

Together = set[tuple[int, int]]


class Regrouped(NamedTuple):
    """The reports around those at hand; pairs that tell one story now and didn't before or are at hand; pairs that did."""

    reports: frozenset[int]
    joined: Together
    parted: Together


def find_pairs(connection: Connection, known: KnownReports, keys: Iterable[int]) -> None:
    """Keep the pairs of these reports with others that are alike."""
    least = entries("linking")["stories"]["levels"][0]
    alike: dict[tuple[int, int], float] = {}
    for key in keys:
        story = known.stories(connection, [key])[key]
        found = known.liken(connection, [(key, other) for other in _candidates(connection, key, story)])
        alike |= {pair: likeness for pair, likeness in found.items() if likeness >= least}
    linked.put_pairs(connection, "story", alike)


def _candidates(connection: Connection, key: int, story: Story) -> list[int]:
    settings = entries("linking")["words"]
    found = linked.find_by_blocks(
        connection, "story", name_blocks(story), days_of(story),
        needed=settings["needed_probes"], most=settings["most_candidates"], too_common=settings["too_common"],
    )  # fmt: skip
    return [other for other in found if other != key]


def regroup(
    connection: Connection,
    known: KnownReports,
    seeds: Iterable[int],
    *,
    fresh: Iterable[int] = (),
    bereft: Iterable[int] = (),
) -> Regrouped:
    """Group anew the reports that hang together with these, and keep the groups.

    `fresh` are those of the seeds that have just come, `bereft` reports of which a neighbour went.
    """
    settings = entries("linking")["stories"]
    cutter = Cutter(
        settings["levels"],
        settings["most_compared"],
        partial(linked.list_pairs, connection, "story"),
        partial(linked.list_levels, connection),
    )
    gone = set(bereft)
    cutter.lift(gone)
    pieces = cutter.cut({*seeds, *gone})
    linked.put_levels(connection, {key: cutter.level[key] for key in sorted(cutter.changed)})
    seen = frozenset(key for piece in pieces for key in piece)
    contexts = {context.key: context for context in linked.list_contexts(connection, seen)}
    groups: list[tuple[int, ...]] = []
    for piece in pieces:
        groups += _group(connection, known, sorted(piece, key=lambda key: contexts[key].report))
    labels = {key: min(contexts[key].report for key in group) for group in groups for key in group}
    linked.put_story_ids(connection, {key: label for key, label in labels.items() if contexts[key].story_id != label})
    before = {key: contexts[key].story_id for key in seen}
    return Regrouped(seen, *_compare_groups(before, labels, set(fresh)))


def _compare_groups(
    before: Mapping[int, str | None], after: Mapping[int, str], fresh: set[int]
) -> tuple[Together, Together]:
    """Pairs that are together now and weren't or hold a fresh one, and pairs that were and are no more."""
    were: dict[object, list[int]] = {}
    are: dict[str, list[int]] = {}
    for key in sorted(before):
        own = before[key]
        were.setdefault(key if own is None or key in fresh else own, []).append(key)
        are.setdefault(after[key], []).append(key)
    joined = {
        (a, b)
        for group in are.values()
        if len({key if key in fresh else before[key] or key for key in group}) > 1
        for i, a in enumerate(group)
        for b in group[i + 1 :]
        if a in fresh or b in fresh or before[a] is None or before[a] != before[b]
    }
    parted = {
        (a, b)
        for group in were.values()
        if len({after[key] for key in group}) > 1
        for i, a in enumerate(group)
        for b in group[i + 1 :]
        if after[a] != after[b]
    }
    return joined, parted


def _group(connection: Connection, known: KnownReports, keys: Sequence[int]) -> list[tuple[int, ...]]:
    """Average linkage over the reports of a piece, in the order of their ids."""
    if len(keys) == 1:
        return [tuple(keys)]
    place = {key: i for i, key in enumerate(keys)}
    likeness = np.zeros((len(keys), len(keys)))
    for (a, b), found in known.liken(connection, list(combinations(keys, 2))).items():
        likeness[place[a], place[b]] = likeness[place[b], place[a]] = found
    return [tuple(keys[i] for i in group) for group in cluster(likeness, entries("linking")["stories"]["same_story"])]
