"""What a whole report is about, small enough to be kept and compared, and how alike two reports are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from warmonitor.knowledge.tables import entries
from warmonitor.linking.comparisons import compare_casualties, compare_scenes, compare_spans
from warmonitor.linking.evidence import Features
from warmonitor.linking.tellings import Outline
from warmonitor.linking.traits import compare_where, share_where
from warmonitor.linking.words import Terms, Vector, find_terms, measure_likeness, probes
from warmonitor.records import CodedReport, EventPlace, PlaceMention


class Story(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A report's words and the days between which it was published (ordinals, None where unknown).

    `unused` is where the first schema's stores have a sketch of the text; `place` is the one that it names most.
    """

    report: str
    terms: Terms
    unused: Any = None
    first_day: int | None = None
    last_day: int | None = None
    place: EventPlace | None = None


def tell_story(coded: CodedReport) -> Story:
    """The story of a coded report; its furniture doesn't count."""
    report = coded.report
    skipped = [(dropped.start, dropped.end) for dropped in coded.dropped]
    terms = find_terms(report.text, skipped, title=report.title)
    published = report.published
    place = find_main_place(coded.mentions.places)
    return Story(report.id, terms, None, _ordinal(published.earliest), _ordinal(published.latest), place)


def find_main_place(mentions: Sequence[PlaceMention]) -> EventPlace | None:
    """The known place, smaller than a country, that is named most often, of these the one named first; None where there is none."""
    known = [one for one in mentions if one.id is not None and one.kind != "country" and one.latitude is not None]
    if not known:
        return None
    often = Counter(one.id for one in known)
    first = max(known, key=lambda one: (often[one.id], -one.start))
    return EventPlace(
        0, 0, "", first.id,
        country=first.country, precision="exact" if first.kind == "settlement" else "near",
        latitude=first.latitude, longitude=first.longitude, radius_km=first.radius_km,
    )  # fmt: skip


def _ordinal(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day[:10]).toordinal()


def name_blocks(story: Story) -> tuple[str, ...]:
    """Names under which a story is kept and looked for: its rarest words."""
    return probes(story.terms, entries("linking")["words"]["probes"])


class Told(NamedTuple):
    """A report as it is compared: its story, the direction of its words, and what it tells of, the main happening first."""

    story: Story
    direction: Vector
    tellings: Sequence[Outline] = ()


def compare_stories(a: Told, b: Told, cosine: float | None = None) -> Features:
    """What makes two reports alike: the rare words that they share, less where they were published far apart, and facts of their tellings.

    `cosine` is that of their directions, where it is known already.
    """
    found = measure_likeness(a.direction, b.direction) if cosine is None else cosine
    wording = round(found * _nearness(days_between(a.story, b.story)), 6)
    return {"wording": wording, **_compare_facts(a, b, wording)}


def _compare_facts(a: Told, b: Told, wording: float) -> Features:
    """The facts of two reports' tellings that speak for one story or against it."""
    weights = entries("linking")["story_facts"]
    if wording < weights["from_likeness"]:
        return {}
    if not a.tellings or not b.tellings:
        fact = f"main_{compare_scenes(_scenes_of(a.story), _scenes_of(b.story))}"
        return {fact: weights[fact]} if fact in weights else {}
    ours, theirs = a.tellings[0].traits, b.tellings[0].traits
    main = (
        compare_where(ours, theirs),
        compare_spans(ours.days, ours.basis, theirs.days, theirs.basis),
        compare_casualties(ours.casualties, theirs.casualties),
    )
    names = {f"main_{fact}" for fact in main}
    most = weights["most_tellings"]
    others = [telling.traits for telling in b.tellings[:most]]
    for telling in a.tellings[:most]:
        x = telling.traits
        for y in others:
            if x.type == y.type:
                if x.casualties and y.casualties:
                    names.add(compare_casualties(x.casualties, y.casualties) or "")
                if share_where(x, y):
                    names.add(f"same_place_{compare_spans(x.days, x.basis, y.days, y.basis)}")
    return {name: weights[name] for name in sorted(names) if name in weights}


def _scenes_of(story: Story) -> tuple[EventPlace, ...]:
    return () if story.place is None else (story.place,)


def _nearness(days: int | None) -> float:
    """What is left of a likeness by the days between two publications."""
    if not days:
        return 1.0
    settings = entries("linking")["stories"]
    return float(max(settings["least_by_days"], 1.0 - days / settings["fades_in_days"]))


def day_of(story: Story) -> int:
    """The day (an ordinal) under which a report is found, -1 where it is unknown when it was published."""
    return -1 if story.first_day is None or story.last_day is None else story.first_day


def days_between(a: Story, b: Story) -> int | None:
    """Days between the publication of two reports at the least; None where one is unknown."""
    if a.first_day is None or a.last_day is None or b.first_day is None or b.last_day is None:
        return None
    return max(0, a.first_day - b.last_day, b.first_day - a.last_day)
