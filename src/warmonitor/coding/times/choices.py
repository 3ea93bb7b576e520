"""Choosing what an expression without a year or week means: by what it says, the story, the tense and the distance."""

from __future__ import annotations

import re
from datetime import date, timedelta

from warmonitor.coding.times.days import Days, days_of, full_year, year_of
from warmonitor.coding.times.reading import Groups, Scene
from warmonitor.coding.times.tense import is_past_deed


def year_in(groups: Groups, scene: Scene) -> int | None:
    """The year that the groups name in full, in two figures or relative to the anchor."""
    for name in ("year", "year2", "yearspan"):
        if groups.get(name):
            return year_of(groups[name])
    if groups.get("yy"):
        return full_year(int(re.sub(r"\D", "", groups["yy"])), scene.anchor)
    return relative_year(groups.get("of") or groups.get("of2") or groups.get("ago") or "", scene)


def relative_year(words: str, scene: Scene) -> int | None:
    """The year of "last year", "of this year", "a year earlier"; None where the words name none."""
    if not words:
        return None
    if re.search(r"that|same|following|previous|the next", words):
        value = scene.memory.latest(("day", "month", "quarter", "season", "year", "half"))
        base = int(value[:4]) if value else None
        return (
            None
            if base is None
            else base + (1 if "following" in words or "next" in words else -1 if "previous" in words else 0)
        )
    if scene.anchor is None:
        return None
    year = re.search(r"\d{4}", words)
    if year:
        return int(year.group())
    return scene.anchor.year + (-1 if re.search(r"last|ago|earlier", words) else 1 if "next" in words else 0)


def nearest(candidates: list[Days], scene: Scene, which: str, mod: str = "") -> Days | None:
    """Of like periods in order, the one meant: by "last" or "next", else by tense, the past where nothing tells."""
    anchor = scene.anchor
    if anchor is None:
        return None
    if scene.follows and not which:
        return _next_told(candidates, scene)
    past = [days for days in candidates if days[0] <= anchor]
    ended = [days for days in candidates if days[1] < anchor]
    ahead = [days for days in candidates if days[1] >= anchor]
    later = [days for days in candidates if days[0] > anchor]
    if which == "last":
        return ended[-1] if ended else None
    if which == "next":
        return later[0] if later else None
    if which == "this":
        return min(candidates, key=lambda days: (days[0].year != anchor.year, abs((days[0] - anchor).days)))
    if mod == "AFTER" or scene.tense == "future":
        return ahead[0] if ahead else None
    if scene.tense == "present" and later and past and (later[0][0] - anchor).days < (anchor - past[-1][1]).days:
        return later[0]
    if not past:
        return None
    return _told_past([past[-1], *later[:1]], scene, anchor) if later else past[-1]


def nearest_day(candidates: list[Days], scene: Scene, which: str) -> Days | None:
    """Of a day's years, the one meant: the nearest to the anchor on the side that tense tells."""
    anchor = scene.anchor
    if anchor is None or not candidates:
        return None
    if scene.follows and which not in ("last", "next"):
        return _next_told(candidates, scene)
    if which in ("last", "next"):
        return nearest(candidates, scene, which)
    tense = scene.tense
    by_distance = sorted(candidates, key=lambda days: abs((days[0] - anchor).days))
    if tense == "past":
        return _told_past(by_distance, scene, anchor)
    if tense == "future":
        ahead = next((days for days in by_distance if days[0] >= anchor), by_distance[0])
        return (
            by_distance[0]
            if (anchor - by_distance[0][0]).days in range(1, 45) and (ahead[0] - anchor).days > 300
            else ahead
        )
    return by_distance[0]


def _next_told(candidates: list[Days], scene: Scene) -> Days | None:
    """In a story of old: of the year just named, else the first from shortly before the time just named on."""
    anchor, last = scene.anchor, scene.follows[-1]
    if anchor is None:
        return None
    if (last - anchor).days > 80:
        return next((days for days in candidates if days[0].year == anchor.year), None)
    return next((days for days in candidates if days[1] >= anchor - timedelta(45)), None)


def _told_past(by_distance: list[Days], scene: Scene, anchor: date) -> Days:
    """The nearest one behind the anchor, unless it is most of a year away, another lies a few weeks ahead and no deed is dated by it."""
    behind = next((days for days in by_distance if days[0] <= anchor + timedelta(1)), by_distance[0])
    ahead = next((days for days in by_distance if days[0] > anchor), None)
    if ahead is not None and (ahead[0] - anchor).days <= 62 and (anchor - behind[1]).days >= 270:
        return behind if is_past_deed(scene.parse, scene.first, scene.last) else ahead
    return behind


def context_year(scene: Scene) -> int | None:
    """The year that a date without one inherits: another one just named in its sentence or, in old stories, before."""
    named = scene.memory.years
    if scene.anchor is None:  # a date tells the year of those after it, a bare year only within its sentence
        named = [(value, sentence) for value, sentence in named if len(value) >= 7 or sentence == scene.sentence]
    value, sentence = named[-1] if named else ("", 0)
    days = days_of(value)
    if days is None or len(value) < 4:
        return None
    if scene.anchor is None:
        return days[0].year
    near = (
        sentence == scene.sentence
        and scene.parse.paragraph_of[scene.parse.sentences[sentence][0]] == scene.parse.paragraph_of[scene.first]
    )
    far = (scene.anchor - days[1]).days > 330
    return days[0].year if near and far and scene.tense == "past" else None


def named_year(scene: Scene, month: int, day: int) -> int | None:
    """The year of a day that an event is named for ("the Sept. 11 attacks"), once it has been."""
    words, year = scene.lexicon.named_days.get((month, day), (frozenset(), 0))
    if scene.after() not in words and not (scene.after() == "," and scene.after(1) in words):
        return None
    return year if scene.anchor is None or scene.anchor >= date(year, month, day) else None


def names_something(scene: Scene) -> bool:
    """Whether a day or weekday is part of a name: the March 14 Movement, Bloody Sunday, the Sunday Times."""
    parse = scene.parse
    if scene.is_in(scene.before(), "names_before") and parse.word[scene.first - 1][:1].isupper():
        return True
    if scene.is_in(scene.after(), "names_after") and parse.word[scene.last][:1].isupper():
        return True
    if scene.is_in(scene.after(), "streets") and "and" in (scene.before(), scene.before(2)):
        return True  # "on Boyaca and 9 October avenues"
    return scene.after() == "and" and scene.is_in(scene.after(2), "streets")


def day_value(year: int | None, month: int, day: int) -> str | None:
    if not 1 <= day <= 31 or not 1 <= month <= 12:
        return None
    if year is None:
        return (
            f"XXXX-{month:02}-{day:02}" if day <= (30 if month in (4, 6, 9, 11) else 29 if month == 2 else 31) else None
        )
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def try_days(month: int, day: int, anchor: date) -> list[Days]:
    found = []
    for year in range(anchor.year - 2, anchor.year + 3):
        value = day_value(year, month, day)
        days = days_of(value) if value else None
        if days:
            found.append(days)
    return found


def ordinal(words: str, scene: Scene) -> int:
    digits = re.match(r"\d+", words)
    return int(digits.group()) if digits else int(scene.lexicon.words["ordinal"].get(words, 0))
