"""What a report's times count from: the ends of its interval of publication, or its own years in a story of old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from warmonitor.coding.times.days import common, days_of, year_of
from warmonitor.coding.times.matching import Match
from warmonitor.coding.times.reading import Reading
from warmonitor.knowledge import tables
from warmonitor.knowledge.reaches import reach
from warmonitor.records import Published

_WIDE_DAYS = reach("times", "publication_days")


def is_retold(matches: list[Match], published: Published) -> bool:
    """Whether a report is a story of old: its years are mostly long before its publication, and it has no days of its own.

    Where nothing ends the interval of publication all its years count as old.
    """
    news = day_from(published.latest)
    before = news.year - 1 if news else 9999
    years = [
        year_of(match.groups["year"])
        for match in matches
        if "year" in match.groups and match.rule.op in ("date", "month", "year", "season")
    ]
    old = sum(1 for year in years if year is not None and year < before)
    own = sum(
        1
        for match in matches
        if match.rule.op in ("deictic", "weekday", "tonight", "this_part", "ago")
        or (match.rule.op == "unit" and "which" in match.groups)
    )
    return old >= 3 and old > 2 * own


def news_days(first: date | None, last: date | None) -> list[tuple[date | None, date | None]]:
    """The ends of the publication's interval, each with the day that its weekdays count from (None: too wide to tell).

    A report is seldom long after the last day it names, which is where an inferred interval begins. Of an interval that is open
    on one side the other end is unknown.
    """
    if first is None or last is None:
        end = first or last
        return [(None, None), (end, None)] if end else [(None, None)]
    width = (last - first).days
    if width <= _WIDE_DAYS:
        return [(end, end) for end in dict.fromkeys((first, last))]
    return [(end, first if width <= tables.entries("time_limits")["weekday_days"] else None) for end in (first, last)]


def day_from(text: str | None) -> date | None:
    """A day to count from; one outside the calendar that values are written in counts as unknown."""
    day = date.fromisoformat(text) if text else None
    return day if day is not None and 1800 <= day.year <= 2200 else None


def merged(readings: Sequence[Reading | None]) -> Reading | None:
    """One reading from those at both ends of the publication's interval: what they share, the widest days."""
    known = [reading for reading in readings if reading is not None]
    if not known:
        return None
    one, other = known[0], known[-1]
    if one == other or one.type != other.type:
        return one
    spans = []
    for reading in (one, other):
        days = days_of(reading.value)
        if reading.first is not None or reading.last is not None or days is None:
            spans.append((reading.first, reading.last))
        else:
            spans.append(days)
    value = common(one.value, other.value) or one.value
    return replace(one, value=value, first=spans[0][0], last=spans[1][1])


def one_sided(unknown: Reading | None, known: Reading | None, *, is_first: bool) -> Reading | None:
    """The reading of a report of which only the first or the last possible day is known: it bounds a time on that side alone."""
    if unknown is None or known is None or unknown == known:
        return unknown or known
    days = (known.first, known.last) if known.first or known.last else days_of(known.value)
    if days is None:
        return unknown
    return replace(unknown, first=days[0], last=None) if is_first else replace(unknown, first=None, last=days[1])
