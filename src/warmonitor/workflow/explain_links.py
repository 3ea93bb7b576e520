"""Why two claims are in one incident, or aren't: what was compared, what each fact weighs, and by way of whom they hang together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from warmonitor.errors import NotFoundError
from warmonitor.knowledge.tables import entries
from warmonitor.linking.clusters import NEVER
from warmonitor.linking.evidence import may_compare, may_link
from warmonitor.linking.stories import compare_stories
from warmonitor.linking.words import shared_words
from warmonitor.records import Record
from warmonitor.store import Connection, Store, judged, linked
from warmonitor.workflow.known_reports import KnownReports
from warmonitor.workflow.link_tellings import Placed, place_tellings

_MOST_ON_THE_WAY = 300  # tellings of an incident among which a way is looked for


class Fact(Record, frozen=True):
    """A fact that a comparison tests and what it weighs."""

    name: str
    weight: float


class Step(Record, frozen=True):
    """Two claims on the way from one claim to another, and the evidence that they tell of one happening."""

    left: str
    right: str
    total: float
    facts: tuple[Fact, ...]


class PairExplanation(Record, frozen=True):
    """Why two claims are in one incident or not.

    `facts` add up to `total` logits; where that reaches `threshold` on average over two groups these are one incident.
    `story` are the facts that make their reports alike, told as one story from `same_story` on; `shared_words` those that
    say most. `blocks` are names under which both are found (type, place, week); `judged` what people decided about the two.
    `path` leads from one claim to the other where they are in one incident, by the closest pairs.
    """

    left: str
    right: str
    linked: bool
    why: str
    left_incident: str | None
    right_incident: str | None
    compared: bool
    facts: tuple[Fact, ...]
    total: float | None
    threshold: float
    in_one_story: bool
    story: tuple[Fact, ...]
    story_total: float
    same_story: float
    shared_words: tuple[str, ...]
    blocks: tuple[str, ...]
    judged: tuple[str, ...]
    path: tuple[Step, ...]


class _Found(NamedTuple):
    """A claim, its report, and its telling (None where nobody asserts or denies it)."""

    claim: str
    report: int
    item: Placed | None


def explain_pair(store: Store, left: str, right: str) -> PairExplanation:
    """Why the claims with these ids are linked or not; raises NotFoundError where one isn't there."""
    with store.reading() as connection:
        known = KnownReports()
        return _explain(connection, known, _find(connection, known, left), _find(connection, known, right))


def _find(connection: Connection, known: KnownReports, claim: str) -> _Found:
    reports = sorted(judged.find_claim_reports(connection, [claim]))
    if not reports:
        raise NotFoundError(f"no claim has the id {claim!r}")
    items = place_tellings(connection, known, linked.list_tellings(connection, reports[:1]))
    holding = [item for item in items if claim in item.outline.claims]
    return _Found(claim, reports[0], holding[0] if holding else None)


def _explain(connection: Connection, known: KnownReports, left: _Found, right: _Found) -> PairExplanation:
    settings = entries("linking")
    threshold: float = settings["incidents"]["linked"]
    x, y = left.item, right.item
    told = known.told(connection, sorted({left.report, right.report}))
    a, b = told[left.report], told[right.report]
    story = {} if left.report == right.report else compare_stories(a, b)
    in_one_story = left.report == right.report or (x is not None and y is not None and x.story == y.story)
    homes = [None if item is None else item.row.incident_id for item in (x, y)]
    is_linked = homes[0] is not None and homes[0] == homes[1]
    decided = _decisions(connection, left.claim, right.claim)
    facts: dict[str, float] = {}
    score, may = None, False
    if x is not None and y is not None and x.row.key != y.row.key:
        may = may_link(x.outline, y.outline)
        facts = known.weigh(x.outline, y.outline, same_story=in_one_story) if may else {}
        score = round(sum(facts.values()), 6) if may else None
    blocks = sorted(x.outline.blocks & y.outline.blocks) if x is not None and y is not None else []
    compared = may and x is not None and y is not None and may_compare(x.outline, y.outline)
    path = _find_path(connection, known, left, right, homes[0]) if is_linked else ()
    return PairExplanation(
        left=left.claim,
        right=right.claim,
        linked=is_linked,
        why=_say(left, right, is_linked, score, threshold, decided, path, may_meet=in_one_story or bool(blocks)),
        left_incident=homes[0],
        right_incident=homes[1],
        compared=bool(compared and (in_one_story or blocks)),
        facts=_facts(facts),
        total=score,
        threshold=threshold,
        in_one_story=in_one_story,
        story=_facts(story),
        story_total=round(sum(story.values()), 6),
        same_story=settings["stories"]["same_story"],
        shared_words=() if left.report == right.report else shared_words(a.direction, b.direction),
        blocks=tuple(blocks),
        judged=tuple("same" if one.same else "different" for one in decided),
        path=path,
    )


def _facts(found: dict[str, float]) -> tuple[Fact, ...]:
    return tuple(Fact(name, weight) for name, weight in sorted(found.items(), key=lambda one: (-abs(one[1]), one[0])))


def _decisions(connection: Connection, left: str, right: str) -> list[judged.Judged]:
    """The decisions about these two claims, the earliest first."""
    return [one for one in judged.list_judgements(connection, [left]) if {one.claim, one.other} == {left, right}]


def _say(
    left: _Found,
    right: _Found,
    is_linked: bool,
    score: float | None,
    threshold: float,
    decided: Sequence[judged.Judged],
    path: Sequence[Step],
    *,
    may_meet: bool,
) -> str:
    """The reason in a sentence."""
    if left.item is None or right.item is None:
        return f"{left.claim if left.item is None else right.claim} asserts and denies nothing that happened, so it is in no incident"
    if left.item.row.key == right.item.row.key:
        return "one report tells both of one happening, as it was coded"
    if decided:
        return f"somebody decided that they tell of {'one happening' if decided[-1].same else 'two happenings'}"
    if score is None:
        return "one report tells them of two happenings, as it was coded" if not is_linked else "a denial joins them"
    if is_linked and len(path) > 1:
        return f"they are linked by way of {len(path) - 1} other claims, on average above the threshold"
    if is_linked:
        return f"the evidence, {score:g}, reaches {threshold:g}"
    if not may_meet:
        return "they share no story, and no type, place and week under which they would be compared"
    if score >= threshold:
        return f"the evidence of the two, {score:g}, reaches {threshold:g}, but not on average with the others of each incident"
    return f"the evidence, {score:g}, doesn't reach {threshold:g}"


def _find_path(
    connection: Connection, known: KnownReports, left: _Found, right: _Found, incident: str | None
) -> tuple[Step, ...]:
    """The way from claim to claim within their incident on which the weakest pair is as strong as can be."""
    assert left.item is not None and right.item is not None and incident is not None
    start, end = left.item.row.key, right.item.row.key
    rows = linked.list_incident_tellings(connection, [incident])
    chosen = [row for row in rows if row.key in (start, end)] + [row for row in rows if row.key not in (start, end)]
    items = {item.row.key: item for item in place_tellings(connection, known, chosen[:_MOST_ON_THE_WAY])}
    if start == end or not {start, end} <= items.keys():
        return ()

    def score(a: int, b: int) -> float:
        x, y = items[a], items[b]
        if not may_link(x.outline, y.outline):
            return NEVER
        return known.score(x.outline, [y.outline], [x.story == y.story])[0]

    best, before = {start: float("inf")}, {}
    waiting = set(items)
    while waiting:
        at = max(waiting, key=lambda key: (best.get(key, NEVER), key == end, -key))
        waiting.discard(at)
        if at == end or best.get(at, NEVER) == NEVER:
            break
        for key in waiting:
            reach = min(best[at], score(at, key))
            if reach > best.get(key, NEVER):
                best[key], before[key] = reach, at
    way = [end]
    while way[-1] != start:
        if way[-1] not in before:
            return ()
        way.append(before[way[-1]])
    way.reverse()
    names = {start: left.claim, end: right.claim}
    steps = []
    for a, b in pairwise(way):
        facts = known.weigh(items[a].outline, items[b].outline, same_story=items[a].story == items[b].story)
        claims = [names.get(key, items[key].outline.claims[0]) for key in (a, b)]
        steps.append(Step(claims[0], claims[1], round(sum(facts.values()), 6), _facts(facts)))
    return tuple(steps)
