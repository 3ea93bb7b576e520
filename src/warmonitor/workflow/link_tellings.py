"""Which tellings tell of one happening: pairs with enough evidence, and groups of them around the reports at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from warmonitor.knowledge.tables import entries
from warmonitor.linking.clusters import cluster, components
from warmonitor.linking.evidence import NEVER, Features, may_compare, may_link, may_meet, total, weigh_facts
from warmonitor.linking.tellings import Telling, happened_between, name_telling_blocks
from warmonitor.store import linked
from warmonitor.store.linked import PlacedTelling
from warmonitor.workflow.known_reports import KnownReports
from warmonitor.workflow.link_stories import Regrouped, Together


class Placed(NamedTuple):
    """A telling, its row, and the story of its report."""

    telling: Telling
    row: PlacedTelling
    story: str


class Group(NamedTuple):
    """Tellings of one happening, and for each the facts that tie it to the others (none where it is alone)."""

    members: tuple[Placed, ...]
    reasons: dict[int, Features]


def place_tellings(connection: Connection, known: KnownReports, rows: Sequence[PlacedTelling]) -> list[Placed]:
    """The tellings in these rows."""
    reports = {row.report_key for row in rows}
    told = {telling.id: telling for tellings in known.tellings(connection, reports).values() for telling in tellings}
    stories = {context.key: context.story_id or context.report for context in linked.list_contexts(connection, reports)}
    return [Placed(told[row.id], row, stories[row.report_key]) for row in rows]


def find_telling_pairs(connection: Connection, known: KnownReports, seeds: Iterable[int], regrouped: Regrouped) -> None:
    """Keep the pairs of tellings that have enough evidence now: of reports joined in a story, parted, and at hand."""
    changed = {key for pair in regrouped.joined | regrouped.parted for key in pair} | set(seeds)
    placed: dict[int, list[Placed]] = {key: [] for key in changed}
    for item in place_tellings(connection, known, linked.list_tellings(connection, changed)):
        placed[item.row.report_key].append(item)
    within = {(key, key) for key in seeds}
    _weigh_pairs(connection, known, placed, regrouped.joined | within, same_story=True)
    _weigh_pairs(connection, known, placed, regrouped.parted, same_story=False)
    for key in sorted(set(seeds)):
        for item in placed[key]:
            _find_elsewhere(connection, known, item)


def _weigh_pairs(
    connection: Connection, known: KnownReports, placed: dict[int, list[Placed]], pairs: Together, *, same_story: bool
) -> None:
    needed = entries("linking")["incidents"]["linked"]
    kept, gone = {}, []
    for a, b in pairs:
        for x in placed[a]:
            for y in placed[b]:
                if x.row.key == y.row.key or not may_compare(x.telling, y.telling):
                    continue
                pair = (min(x.row.key, y.row.key), max(x.row.key, y.row.key))
                allowed = same_story or may_meet(x.telling, y.telling)
                score = total(weigh_facts(x.telling, y.telling, known.rarity, same_story=same_story)) if allowed else NEVER
                if score >= needed:
                    kept[pair] = score
                elif not same_story:
                    gone.append(pair)
    linked.drop_pairs(connection, "telling", gone)
    linked.put_pairs(connection, "telling", kept)


def _find_elsewhere(connection: Connection, known: KnownReports, item: Placed) -> None:
    """Keep pairs with tellings of other stories that happened at the same place and time."""
    names = name_telling_blocks(item.telling)
    days = happened_between(item.telling)
    if not names or days is None:
        return
    settings = entries("linking")["incidents"]
    around = (days[0] - settings["longest_days"] - 1, days[1] + 1)
    found = linked.find_by_blocks(connection, "telling", names, around, needed=1, most=settings["most_candidates"])
    others = place_tellings(connection, known, linked.find_tellings(connection, [key for key in found if key != item.row.key]))
    kept = {}
    for other in others:
        if other.story != item.story and may_compare(item.telling, other.telling) and may_meet(item.telling, other.telling):
            score = total(weigh_facts(item.telling, other.telling, known.rarity, same_story=False))
            if score >= settings["linked"]:
                kept[min(item.row.key, other.row.key), max(item.row.key, other.row.key)] = score
    linked.put_pairs(connection, "telling", kept)


def regroup_tellings(connection: Connection, known: KnownReports, reports: Iterable[int]) -> list[Group]:
    """Group anew the tellings that hang together with those of these reports."""
    rows = {row.key: row for row in linked.list_tellings(connection, reports)}
    neighbours: dict[int, dict[int, float]] = {}
    fresh = set(rows)
    while fresh:
        neighbours |= linked.list_pairs(connection, "telling", fresh)
        fresh = {other for key in fresh for other in neighbours[key]} - neighbours.keys()
        rows |= {row.key: row for row in linked.find_tellings(connection, fresh)}
    placed = {item.telling.id: item for item in place_tellings(connection, known, list(rows.values()))}
    names = {item.row.key: name for name, item in placed.items()}
    edges = {names[key]: [names[other] for other in others] for key, others in neighbours.items()}
    return [group for part in components(placed, edges) for group in _group(known, [placed[name] for name in part])]


def _group(known: KnownReports, part: Sequence[Placed]) -> list[Group]:
    if len(part) == 1:
        return [Group(tuple(part), {part[0].row.key: {}})]
    settings = entries("linking")["incidents"]
    items = {item.telling.id: item for item in part}
    weighed: dict[tuple[str, str], Features] = {}

    def likeness(a: str, b: str) -> float:
        x, y = items[a], items[b]
        if not may_link(x.telling, y.telling):
            return NEVER
        pair = (a, b) if a < b else (b, a)
        weighed[pair] = weigh_facts(items[pair[0]].telling, items[pair[1]].telling, known.rarity, same_story=x.story == y.story)
        return total(weighed[pair])

    found = []
    for start in range(0, len(part), settings["most_compared"]):
        names = sorted(items)[start : start + settings["most_compared"]]
        for members in cluster(names, likeness, settings["linked"]):
            reasons = {items[name].row.key: _best_reason(name, members, weighed) for name in members}
            found.append(Group(tuple(items[name] for name in members), reasons))
    return found


def _best_reason(name: str, members: Sequence[str], weighed: dict[tuple[str, str], Features]) -> Features:
    """The facts of the pair that ties a telling to its group most closely."""
    pairs = [weighed[pair] for other in members if (pair := (min(name, other), max(name, other))) in weighed]
    return max(pairs, key=total, default={})
