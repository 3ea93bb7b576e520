"""What a whole report is about, small enough to be kept and compared, and how alike two reports are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from warmonitor.knowledge.tables import entries
from warmonitor.linking.copies import Sketch, bands, sketch
from warmonitor.linking.words import Likenesses, Rarity, Terms, Vector, find_terms, measure_all, measure_likeness
from warmonitor.records import CodedReport


class Story(msgspec.Struct, frozen=True, array_like=True):
    """A report's words, its sketch and the days between which it was published (ordinals, None where unknown)."""

    report: str
    terms: Terms
    sketch: Sketch
    first_day: int | None = None
    last_day: int | None = None


def tell_story(coded: CodedReport) -> Story:
    """The story of a coded report; its furniture doesn't count."""
    report = coded.report
    skipped = [(dropped.start, dropped.end) for dropped in coded.dropped]
    terms = find_terms(report.text, skipped, title=report.title)
    published = report.published
    return Story(report.id, terms, sketch(report.text, skipped), _ordinal(published.earliest), _ordinal(published.latest))


def _ordinal(day: str | None) -> int | None:
    return None if day is None else date.fromisoformat(day[:10]).toordinal()


def name_blocks(story: Story, rarity: Rarity) -> tuple[str, ...]:
    """Names under which a story is kept and looked for: its rarest words and the bands of its sketch."""
    probes = rarity.probes(story.terms, entries("linking")["words"]["probes"])
    return (*(f"w:{word}" for word in probes), *bands(story.sketch))


def compare_stories(a: Story, b: Story, direction_a: Vector, direction_b: Vector) -> float:
    """How alike two reports are, 0 to 1: by the rare words that they share, less where they were published far apart."""
    return round(measure_likeness(direction_a, direction_b) * _nearness(days_between(a, b)), 6)


def compare_all(stories: Sequence[Story], directions: Sequence[Vector]) -> Likenesses:
    """`compare_stories` of all pairs."""
    found = measure_all(directions)
    dated = [i for i, story in enumerate(stories) if story.first_day is not None]
    for i in dated:
        for j in dated:
            if i < j and found[i, j]:
                found[i, j] *= _nearness(days_between(stories[i], stories[j]))
                found[j, i] = found[i, j]
    rounded: Likenesses = found.round(6)
    return rounded


def _nearness(days: int | None) -> float:
    """What is left of a likeness by the days between two publications."""
    if not days:
        return 1.0
    settings = entries("linking")["stories"]
    return float(max(settings["least_by_days"], 1.0 - days / settings["fades_in_days"]))


def days_of(story: Story) -> tuple[int, int] | None:
    """The days (ordinals) between which reports that may tell the same story were published; None where that is unknown."""
    if story.first_day is None or story.last_day is None:
        return None
    reach = entries("linking")["stories"]["window_days"]
    return story.first_day - reach, story.last_day + reach


def days_between(a: Story, b: Story) -> int | None:
    """Days between the publication of two reports at the least; None where one is unknown."""
    if a.first_day is None or a.last_day is None or b.first_day is None or b.last_day is None:
        return None
    return max(0, a.first_day - b.last_day, b.first_day - a.last_day)
