"""Which reports tell one story: pairs that are alike, and groups of them around the reports at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import partial
from typing import NamedTuple

from warmonitor.interrupts import check
from warmonitor.knowledge.tables import entries
from warmonitor.linking.clusters import cluster
from warmonitor.linking.pieces import Cutter
from warmonitor.store import Connection, linked
from warmonitor.workflow.candidates import Candidates
from warmonitor.workflow.known_reports import KnownReports

Together = set[tuple[int, int]]


class Regrouped(NamedTuple):
    """The reports around those at hand; pairs that tell one story now and didn't before or are at hand; pairs that did."""

    reports: frozenset[int]
    joined: Together
    parted: Together


class Changed(NamedTuple):
    """Older reports that pairs were found for, and those that lost some, with how alike these were at the most."""

    paired: set[int]
    lost: dict[int, float]


def find_pairs(connection: Connection, known: KnownReports, candidates: Candidates, fresh: Set[int]) -> Changed:
    """Keep the pairs of these reports with others that are alike, and what becomes of older pairs because of them."""
    least = entries("linking")["stories"]["levels"][0]
    found, parted = candidates.settle(connection, fresh)
    linked.drop_pairs(connection, "story", sorted(parted))
    lost: dict[int, float] = {}
    for pair, likeness in parted.items():
        for key in pair:
            lost[key] = max(likeness, lost.get(key, 0.0))
    known.briefs(connection, {*found, *(other for others in found.values() for other in others)})
    alike: dict[tuple[int, int], float] = {}
    for key, others in found.items():
        check()
        for other, likeness in zip(others, known.liken(connection, key, others), strict=True):
            if likeness >= least:
                alike[min(key, other), max(key, other)] = likeness
    linked.put_pairs(connection, "story", alike)
    return Changed(found.keys() - fresh, lost)


def regroup(
    connection: Connection,
    known: KnownReports,
    seeds: Iterable[int],
    *,
    fresh: Iterable[int] = (),
    bereft: Iterable[int] = (),
    lost: Mapping[int, float],
) -> Regrouped:
    """Group anew the reports that hang together with these, and keep the groups.

    `fresh` are those of the seeds that have just come, `bereft` reports of which a neighbour went, `lost` those that aren't
    paired any more with one that was at most so like them.
    """
    settings = entries("linking")["stories"]
    cutter = Cutter(
        settings["levels"],
        settings["most_compared"],
        partial(linked.list_pairs, connection, "story"),
        partial(linked.list_levels, connection),
    )
    gone = set(bereft)
    cutter.lift({*gone, *lost}, {key: likeness for key, likeness in lost.items() if key not in gone})
    levels = settings["levels"]
    parted = {key for key, likeness in lost.items() if likeness >= levels[cutter.level[key]]}
    pieces = cutter.cut({*seeds, *gone, *parted})
    linked.put_levels(connection, {key: cutter.level[key] for key in sorted(cutter.changed)})
    seen = frozenset(key for piece in pieces for key in piece)
    contexts = linked.list_places(connection, seen)
    known.briefs(connection, seen)
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
    likeness = known.liken_all(connection, keys)
    return [tuple(keys[i] for i in group) for group in cluster(likeness, entries("linking")["stories"]["same_story"])]
