"""Which tellings tell of one happening: pairs with enough evidence, and groups of them around the reports at hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from warmonitor.knowledge.tables import entries
from warmonitor.linking.clusters import NEVER, cluster_in_pieces, components
from warmonitor.linking.evidence import Features, may_compare, may_link, may_meet, total, weigh_facts
from warmonitor.linking.judgements import Judgement, constrain
from warmonitor.linking.tellings import Telling, name_telling_blocks
from warmonitor.store import Connection, judged, linked
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
    _find_elsewhere(connection, known, [item for key in sorted(set(seeds)) for item in placed[key]])


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
                score = total(_weigh(known, x, y, same_story=same_story)) if allowed else NEVER
                if score >= needed:
                    kept[pair] = score
                elif not same_story:
                    gone.append(pair)
    linked.drop_pairs(connection, "telling", gone)
    linked.put_pairs(connection, "telling", kept)


def _weigh(known: KnownReports, x: Placed, y: Placed, *, same_story: bool) -> Features:
    return weigh_facts(x.telling, y.telling, known.compare_wording(x.telling, y.telling), same_story=same_story)


def _find_elsewhere(connection: Connection, known: KnownReports, items: Sequence[Placed]) -> None:
    """Keep pairs with tellings of other stories that happened at the same place and time."""
    names = {item.row.key: name_telling_blocks(item.telling) for item in items}
    holders = linked.find_holders(connection, "telling", {name for own in names.values() for name in own})
    around = {
        item.row.key: {key for name in names[item.row.key] for key in holders.get(name, ())} - {item.row.key}
        for item in items
    }
    others = {
        other.row.key: other
        for other in place_tellings(connection, known, linked.find_tellings(connection, set().union(*around.values())))
    }
    needed = entries("linking")["incidents"]["linked"]
    kept = {}
    for item in items:
        for other in (others[key] for key in around[item.row.key]):
            pair = (min(item.row.key, other.row.key), max(item.row.key, other.row.key))
            if pair not in kept and other.story != item.story and may_compare(item.telling, other.telling):
                score = total(_weigh(known, item, other, same_story=False))
                if score >= needed:
                    kept[pair] = score
    linked.put_pairs(connection, "telling", kept)


def regroup_tellings(connection: Connection, known: KnownReports, reports: Iterable[int]) -> list[Group]:
    """Group anew the tellings that hang together with those of these reports, by pairs or by people's decisions."""
    are_judged = judged.has_judgements(connection)
    judgements: set[judged.Judged] = set()
    rows = {row.key: row for row in linked.list_tellings(connection, reports)}
    placed: dict[int, Placed] = {}
    neighbours: dict[int, set[int]] = {}
    fresh = set(rows)
    while fresh:
        placed |= {item.row.key: item for item in place_tellings(connection, known, [rows[key] for key in fresh])}
        neighbours |= {key: set(near) for key, near in linked.list_pairs(connection, "telling", fresh).items()}
        if are_judged:
            found = judged.list_judgements(connection, _claims_of(placed[key] for key in fresh))
            judgements |= set(found)
            _add_judged(connection, known, [each for each in found if each.same], neighbours, rows)
        fresh = {other for near in neighbours.values() for other in near} - placed.keys()
        rows |= {row.key: row for row in linked.find_tellings(connection, fresh - rows.keys())}
    ordered = tuple(Judgement(each.claim, each.other, each.same) for each in sorted(judgements))
    parts = components(placed, neighbours)
    return [one for part in parts for one in group(known, [placed[key] for key in part], ordered)]


def _claims_of(items: Iterable[Placed]) -> set[str]:
    return {claim.id for item in items for claim in item.telling.claims}


def _add_judged(
    connection: Connection,
    known: KnownReports,
    joined: Sequence[judged.Judged],
    neighbours: dict[int, set[int]],
    rows: dict[int, PlacedTelling],
) -> None:
    """Make tellings whose claims were said to tell of one happening neighbours."""
    claims = {name for each in joined for name in (each.claim, each.other)}
    around = linked.list_tellings(connection, judged.find_claim_reports(connection, claims))
    holder = {
        claim.id: item.row
        for item in place_tellings(connection, known, around)
        for claim in item.telling.claims
        if claim.id in claims
    }
    for each in joined:
        x, y = holder.get(each.claim), holder.get(each.other)
        if x is not None and y is not None and x.key != y.key:
            rows |= {x.key: x, y.key: y}
            neighbours.setdefault(x.key, set()).add(y.key)
            neighbours.setdefault(y.key, set()).add(x.key)


def group(known: KnownReports, part: Sequence[Placed], judgements: Sequence[Judgement] = ()) -> list[Group]:
    """Average linkage over the tellings of a part, in the order of their names, within what people decided (the earliest first)."""
    if len(part) == 1:
        return [Group(tuple(part), {part[0].row.key: {}})]
    items = sorted(part, key=lambda item: item.telling.id)
    constraints = constrain([_claims_of([item]) for item in items], judgements)
    weighed: dict[tuple[int, int], Features] = {}
    likeness = np.full((len(items), len(items)), NEVER)
    for i, x in enumerate(items):
        for j in range(i + 1, len(items)):
            y = items[j]
            if may_link(x.telling, y.telling):
                weighed[i, j] = _weigh(known, x, y, same_story=x.story == y.story)
                likeness[i, j] = likeness[j, i] = total(weighed[i, j])
    for i, j in ((a, b) for members in constraints.together for a in members for b in members if a < b):
        weighed[i, j] = weighed.get((i, j), {}) | {"judged_same": entries("linking")["facts"]["judged_same"]}
    settings = entries("linking")["incidents"]
    found = []
    for members in cluster_in_pieces(
        likeness, settings["linked"], settings["levels"], settings["most_compared"], constraints
    ):
        reasons = {items[i].row.key: _best_reason(i, members, weighed) for i in members}
        found.append(Group(tuple(items[i] for i in members), reasons))
    return found


def _best_reason(i: int, members: Sequence[int], weighed: dict[tuple[int, int], Features]) -> Features:
    """The facts of the pair that ties a telling to its group most closely."""
    pairs = [weighed[pair] for other in members if (pair := (min(i, other), max(i, other))) in weighed]
    return max(pairs, key=total, default={})
