"""The timeline: incidents a day gathered into as many bars as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from warmonitor.desk.phrases import days_in_words
from warmonitor.store import DayCount

WIDTH = 1000
HEIGHT = 80
MOST_BARS = 120
MOST_YEARS_BEFORE = 10


@dataclass(frozen=True)
class Bar:
    """A bar in the units of the drawing, and what it says."""

    x: float
    width: float
    height: float
    label: str
    first: str
    last: str
    incidents: int


@dataclass(frozen=True)
class Timeline:
    """Bars from `first` to `last` (days); `range` is the part that the filter leaves; `outside` counts incidents before `first`."""

    first: str
    last: str
    bars: tuple[Bar, ...]
    range: tuple[float, float] | None
    most: int
    outside: int
    marks: tuple[str, ...]


def draw_timeline(days: Sequence[DayCount], since: str | None, until: str | None) -> Timeline | None:
    """The timeline of these days; None where there are none. A few far-off days don't squeeze the rest: they are counted as outside."""
    dated = [(date.fromisoformat(day.day), day.incidents) for day in days if _is_day(day.day)]
    if not dated:
        return None
    last = dated[-1][0]
    first, outside = _first_day(dated)
    kept = [(day, count) for day, count in dated if day >= first]
    span = (last - first).days + 1
    step = max(1, -(-span // MOST_BARS))
    bins = [0] * (-(-span // step))
    for day, count in kept:
        bins[(day - first).days // step] += count
    most = max(bins)
    scale = WIDTH / (len(bins) * step)
    bars = tuple(_bar(first, index, step, count, most, scale) for index, count in enumerate(bins) if count)
    end = first + timedelta(days=len(bins) * step - 1)
    return Timeline(
        first.isoformat(),
        end.isoformat(),
        bars,
        _range(first, end, scale, since, until),
        most,
        outside,
        _marks(first, end),
    )


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == 10


def _first_day(dated: list[tuple[date, int]]) -> tuple[date, int]:
    """The first day to show, and how many incidents lie before: at most a twentieth of all, and years away."""
    total = sum(count for _, count in dated)
    before = 0
    for index, (day, count) in enumerate(dated):
        is_near = index + 1 == len(dated) or (dated[-1][0] - day).days <= 365 * MOST_YEARS_BEFORE
        if is_near or (before + count) * 20 > total:
            return day, before
        before += count
    return dated[0][0], 0


def _bar(first: date, index: int, step: int, count: int, most: int, scale: float) -> Bar:
    begin = first + timedelta(days=index * step)
    end = begin + timedelta(days=step - 1)
    height = max(2.0, (HEIGHT - 4) * count / most)
    label = f"{days_in_words(begin.isoformat(), end.isoformat())}: {count} {'incident' if count == 1 else 'incidents'}"
    gap = 0.15 * step * scale
    width = min(step * scale - gap, 40)
    return Bar(
        round(index * step * scale + (step * scale - width) / 2, 2),
        round(width, 2),
        round(height, 2),
        label,
        begin.isoformat(),
        end.isoformat(),
        count,
    )


def _range(first: date, end: date, scale: float, since: str | None, until: str | None) -> tuple[float, float] | None:
    if since is None and until is None:
        return None
    begin = max(first, date.fromisoformat(since)) if since else first
    stop = min(end, date.fromisoformat(until)) if until else end
    x = max(0, (begin - first).days) * scale
    return round(x, 2), round(max(2.0, ((stop - begin).days + 1) * scale), 2)


def _marks(first: date, end: date) -> tuple[str, ...]:
    span = (end - first).days
    parts = 4 if span >= 8 else 1
    days = [first + timedelta(days=span * part // parts) for part in range(parts + 1)] if span else [first]
    return tuple(days_in_words(day.isoformat(), day.isoformat()) for day in days)
