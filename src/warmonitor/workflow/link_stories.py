"""Which reports tell one story: pairs that are alike, and groups of them around the reports at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from warmonitor.knowledge.tables import entries
from warmonitor.linking.clusters import cluster_in_pieces
from warmonitor.linking.stories import Story, compare_all, compare_stories, days_of, name_blocks
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
    settings = entries("linking")["stories"]
    for key in keys:
        story = known.stories(connection, [key])[key]
        near = known.narrow(connection, key, _candidates(connection, known, key, story))
        told = known.told(connection, [key, *near])
        alike = {}
        for other, cosine in near.items():
            likeness = round(sum(compare_stories(told[key], told[other], cosine).values()), 6)
            if likeness >= settings["levels"][0]:
                alike[min(key, other), max(key, other)] = likeness
        linked.put_pairs(connection, "story", alike)


def _candidates(connection: Connection, known: KnownReports, key: int, story: Story) -> list[int]:
    settings = entries("linking")["words"]
    names = [name for name in name_blocks(story, known.rarity) if known.rarity.holding(name) <= settings["too_common"]]
    found = linked.find_by_blocks(
        connection, "story", names, days_of(story), needed=settings["needed_probes"], most=settings["most_candidates"]
    )
    return [other for other in found if other != key]


def regroup(connection: Connection, known: KnownReports, seeds: Sequence[int]) -> Regrouped:
    """Group anew the reports that hang together with these, and keep the groups."""
    pieces: list[tuple[int, ...]] = []
    seen: set[int] = set()
    for seed in sorted(seeds):
        if seed not in seen:
            gathered = _gather(connection, seed)
            seen |= gathered
            pieces.append(tuple(sorted(gathered)))
    contexts = {context.key: context for context in linked.list_contexts(connection, seen)}
    groups: list[tuple[int, ...]] = []
    for piece in pieces:
        groups += _group(connection, known, piece, {key: contexts[key].report for key in piece})
    labels = {key: min(contexts[key].report for key in group) for group in groups for key in group}
    before: dict[str, list[int]] = {}
    for key in sorted(seen):
        if (label := contexts[key].story_id) is not None:
            before.setdefault(label, []).append(key)
    were, are = _together(before.values()), _together(groups)
    linked.put_story_ids(connection, {key: label for key, label in labels.items() if contexts[key].story_id != label})
    at_hand = set(seeds)
    joined = {pair for pair in are if pair not in were or not at_hand.isdisjoint(pair)}
    return Regrouped(frozenset(seen), joined, were - are)


def _together(groups: Iterable[Iterable[int]]) -> Together:
    return {(a, b) for group in groups for a in group for b in group if a < b}


def _gather(connection: Connection, seed: int) -> set[int]:
    """The reports that hang together with one by pairs; by closer ones where there are too many."""
    settings = entries("linking")["stories"]
    found: set[int] = {seed}
    for level in settings["levels"]:
        found, fresh = {seed}, {seed}
        while fresh and len(found) <= settings["most_in_region"]:
            pairs = linked.list_pairs(connection, "story", fresh)
            fresh = {other for others in pairs.values() for other, score in others.items() if score >= level} - found
            found |= fresh
        if len(found) <= settings["most_in_region"]:
            break
    return found


def _group(
    connection: Connection, known: KnownReports, piece: tuple[int, ...], names: dict[int, str]
) -> list[tuple[int, ...]]:
    """Average linkage over the reports of a piece, in the order of their ids."""
    if len(piece) == 1:
        return [piece]
    settings = entries("linking")["stories"]
    keys = sorted(piece, key=names.__getitem__)
    told = known.told(connection, keys)
    likeness = compare_all([told[key] for key in keys])
    groups = cluster_in_pieces(likeness, settings["same_story"], settings["levels"], settings["most_compared"])
    return [tuple(keys[i] for i in group) for group in groups]
