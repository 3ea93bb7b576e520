"""Which tellings tell of one happening: pairs with enough evidence, and groups of them around the reports at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import inf
from typing import NamedTuple

from warmonitor.interrupts import check
from warmonitor.knowledge.tables import entries
from warmonitor.linking.clusters import NEVER, Matrix, cluster_in_pieces
from warmonitor.linking.evidence import Features, may_compare, may_link, may_meet
from warmonitor.linking.judgements import Judgement, constrain
from warmonitor.linking.pieces import Cutter
from warmonitor.store import Connection, judged, linked
from warmonitor.store.linked import PlacedTelling
from warmonitor.workflow.briefs import Worded
from warmonitor.workflow.known_reports import KnownReports
from warmonitor.workflow.link_stories import Regrouped, Together


class Placed(NamedTuple):
    """What is compared of a telling, its row, and the story of its report."""

    outline: Worded
    row: PlacedTelling
    story: str


class Group(NamedTuple):
    """Tellings of one happening, and what finds for each (by its key) the facts that tie it to the others: none where it is alone."""

    members: tuple[Placed, ...]
    find_reasons: Callable[[], dict[int, Features]]


def place_tellings(connection: Connection, known: KnownReports, rows: Sequence[PlacedTelling]) -> list[Placed]:
    """The tellings in these rows."""
    reports = {row.report_key for row in rows}
    told = {one.id: one for brief in known.briefs(connection, reports).values() for one in brief.outlines}
    places = linked.list_places(connection, reports)
    stories = {key: place.story_id or place.report for key, place in places.items()}
    return [Placed(told[row.id], row, stories[row.report_key]) for row in rows]


def find_telling_pairs(
    connection: Connection, known: KnownReports, seeds: Iterable[int], regrouped: Regrouped
) -> set[int]:
    """Keep the pairs of tellings that have enough evidence now: of reports joined in a story, parted, and at hand.

    Returns the tellings of parted reports, whose pairs have less evidence now or none: their pieces may be cut less.
    """
    changed = {key for pair in regrouped.joined | regrouped.parted for key in pair} | set(seeds)
    placed: dict[int, list[Placed]] = {key: [] for key in changed}
    for item in place_tellings(connection, known, linked.list_tellings(connection, changed)):
        placed[item.row.report_key].append(item)
    within = {(key, key) for key in seeds}
    _weigh_pairs(connection, known, placed, regrouped.joined | within, same_story=True)
    _weigh_pairs(connection, known, placed, regrouped.parted, same_story=False)
    _find_elsewhere(connection, known, [item for key in sorted(set(seeds)) for item in placed[key]])
    return {item.row.key for pair in regrouped.parted for key in pair for item in placed[key]}


def _weigh_pairs(
    connection: Connection, known: KnownReports, placed: dict[int, list[Placed]], pairs: Together, *, same_story: bool
) -> None:
    needed = entries("linking")["incidents"]["linked"]
    around: dict[int, list[int]] = {}
    for a, b in pairs:
        around.setdefault(a, []).append(b)
    kept: dict[tuple[int, int], float] = {}
    gone: list[tuple[int, int]] = []
    for a, near in around.items():
        check()
        for x in placed[a]:
            others = [
                y for b in near for y in placed[b] if x.row.key != y.row.key and may_compare(x.outline, y.outline)
            ]
            may = others if same_story else [y for y in others if may_meet(x.outline, y.outline)]
            scores = known.score(x.outline, [y.outline for y in may], [same_story] * len(may))
            held = {_pair(x, y): score for y, score in zip(may, scores, strict=True) if score >= needed}
            kept |= held
            if not same_story:
                gone += [pair for y in others if (pair := _pair(x, y)) not in held]
    linked.drop_pairs(connection, "telling", gone)
    linked.put_pairs(connection, "telling", kept)


def _pair(x: Placed, y: Placed) -> tuple[int, int]:
    return min(x.row.key, y.row.key), max(x.row.key, y.row.key)


def _find_elsewhere(connection: Connection, known: KnownReports, items: Sequence[Placed]) -> None:
    """Keep pairs with tellings of other stories that happened at the same place and time."""
    names = {item.row.key: item.outline.blocks for item in items}
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
    kept: dict[tuple[int, int], float] = {}
    for item in items:
        may = [
            other
            for key in sorted(around[item.row.key])
            if (other := others[key]).story != item.story and may_compare(item.outline, other.outline)
        ]
        scores = known.score(item.outline, [other.outline for other in may], [False] * len(may))
        kept |= {_pair(item, other): score for other, score in zip(may, scores, strict=True) if score >= needed}
    linked.put_pairs(connection, "telling", kept)


def regroup_tellings(
    connection: Connection,
    known: KnownReports,
    reports: Iterable[int],
    *,
    around: Iterable[int] = (),
    bereft: Iterable[int] = (),
) -> list[Group]:
    """Group anew the tellings that hang together with those of these reports, by pairs or by people's decisions.

    Of the reports `around` what each is about is grouped, too; `bereft` are tellings of which a neighbour went.
    """
    seeds = {row.key for row in linked.list_tellings(connection, reports)}
    seeds |= {row.key for row in linked.list_tellings(connection, around) if row.position == 0}
    net = _Net(connection, known)
    settings = entries("linking")["incidents"]
    cutter = Cutter(settings["levels"], settings["most_compared"], net.load_near, net.load_levels)
    gone = {row.key for row in linked.find_tellings(connection, set(bereft))}
    cutter.lift(gone)
    pieces = cutter.cut(seeds | gone)
    linked.put_telling_levels(connection, {key: cutter.level[key] for key in sorted(cutter.changed)})
    placed = net.place({key for piece in pieces for key in piece})
    ordered = tuple(Judgement(each.claim, each.other, each.same) for each in sorted(net.judgements))
    return [one for piece in pieces for one in group(known, [placed[key] for key in sorted(piece)], ordered)]


class _Net:
    """Tellings as they hang together by pairs, and by people's decisions that they tell of one happening."""

    def __init__(self, connection: Connection, known: KnownReports) -> None:
        self._connection = connection
        self._known = known
        self._are_judged = judged.has_judgements(connection)
        self.judgements: set[judged.Judged] = set()

    def place(self, keys: Iterable[int]) -> dict[int, Placed]:
        rows = linked.find_tellings(self._connection, keys)
        return {item.row.key: item for item in place_tellings(self._connection, self._known, rows)}

    def load_levels(self, keys: Iterable[int]) -> dict[int, int]:
        return linked.list_telling_levels(self._connection, keys)

    def load_near(self, keys: Sequence[int], least: float) -> dict[int, dict[int, float]]:
        found = linked.list_pairs(self._connection, "telling", keys, least)
        if self._are_judged:
            about = judged.list_judgements(self._connection, _claims_of(self.place(keys).values()))
            self.judgements |= set(about)
            for x, y in self._find_joined([each for each in about if each.same]):
                for a, b in ((x, y), (y, x)):
                    if a in found:
                        found[a][b] = inf
        return found

    def _find_joined(self, joined: Sequence[judged.Judged]) -> list[tuple[int, int]]:
        """Tellings whose claims were said to tell of one happening."""
        claims = {name for each in joined for name in (each.claim, each.other)}
        rows = linked.list_tellings(self._connection, judged.find_claim_reports(self._connection, claims))
        holder = {
            claim: item.row.key
            for item in place_tellings(self._connection, self._known, rows)
            for claim in item.outline.claims
            if claim in claims
        }
        pairs = [(holder.get(each.claim), holder.get(each.other)) for each in joined]
        return [(x, y) for x, y in pairs if x is not None and y is not None and x != y]


def _claims_of(items: Iterable[Placed]) -> set[str]:
    return {claim for item in items for claim in item.outline.claims}


def group(known: KnownReports, part: Sequence[Placed], judgements: Sequence[Judgement] = ()) -> list[Group]:
    """Average linkage over the tellings of a part, in the order of their names, within what people decided (the earliest first)."""
    check()
    if len(part) == 1:
        return [Group(tuple(part), lambda: {part[0].row.key: {}})]
    items = sorted(part, key=lambda item: item.outline.id)
    constraints = constrain([_claims_of([item]) for item in items], judgements)
    likeness = known.score_all(
        [item.row.key for item in items], [item.outline for item in items], [item.story for item in items]
    )
    joined = {(a, b) for members in constraints.together for a in members for b in members if a != b}
    settings = entries("linking")["incidents"]
    found = []
    for members in cluster_in_pieces(
        likeness, settings["linked"], settings["levels"], settings["most_compared"], constraints
    ):
        find_reasons = partial(_find_reasons, known, members, items, likeness, joined)
        found.append(Group(tuple(items[i] for i in members), find_reasons))
    return found


def _find_reasons(
    known: KnownReports, members: Sequence[int], items: Sequence[Placed], likeness: Matrix, joined: set[tuple[int, int]]
) -> dict[int, Features]:
    return {items[i].row.key: _best_reason(known, i, members, items, likeness, joined) for i in members}


def _best_reason(
    known: KnownReports,
    i: int,
    members: Sequence[int],
    items: Sequence[Placed],
    likeness: Matrix,
    joined: set[tuple[int, int]],
) -> Features:
    """The facts of the pair that ties a telling to its group most closely: one that people joined before any other."""
    others = [other for other in members if other != i and ((i, other) in joined or likeness[i, other] > NEVER)]
    if not others:
        return {}
    best = max(others, key=lambda other: ((i, other) in joined, likeness[i, other]))
    x, y = items[i], items[best]
    facts = {}
    if may_link(x.outline, y.outline):
        facts = known.weigh(x.outline, y.outline, same_story=x.story == y.story)
    return facts | {"judged_same": entries("linking")["facts"]["judged_same"]} if (i, best) in joined else facts
