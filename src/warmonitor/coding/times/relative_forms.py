"""Operations for periods beside the publication: yesterday, last week, the end of the month."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from warmonitor.coding.times.choices import (
    year_in,
)
from warmonitor.coding.times.days import days_of, moved, value_in
from warmonitor.coding.times.reading import Groups, Reading, Scene, mod_of, operation, which_of

_HOLES = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
}


def unit_code(groups: Groups, scene: Scene, name: str = "unit") -> str:
    """The code of a captured unit: D W M Q Y E C WE F, or T and H M S below a day."""
    return str(scene.lexicon.words["unit"].get(groups.get(name) or groups.get("u") or "", ""))


def is_title(scene: Scene) -> bool:
    """Whether the last word has a capital of its own ("This Week", "60 Minutes"), in a text that isn't all capitals."""
    word = scene.parse.word[scene.last - 1]
    return (
        word[:1].isupper()
        and not word.isupper()
        and scene.last - 1 > scene.parse.sentences[scene.sentence][0]
        and scene.first < scene.last - 1
    )


def holes(unit: str) -> str:
    """The value of a unit that nothing anchors."""
    return _HOLES.get(unit, "XXXX-XX-XX")


@operation
def read_deictic(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """today, yesterday, tomorrow, and the day before or after one of them."""
    if scene.parse.label[scene.last - 1] == "ORG" and scene.parse.word[scene.last - 1][:1].isupper():
        return None
    shift = scene.lexicon.words["deictic"][groups["deictic"]]
    shift += {"before": -1, "after": 1}.get(groups.get("far", ""), 0)
    if scene.anchor is None:
        return Reading("DATE", holes("D"))
    return Reading("DATE", (scene.anchor + timedelta(shift)).isoformat(), mod_of(groups, scene))


@operation
def read_unit(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "last week", "this month", "the year": a period of the anchor or next to it."""
    unit, which, mod = unit_code(groups, scene), which_of(groups, scene), mod_of(groups, scene)
    last = scene.parse.lower[scene.last - 1]
    if not unit or unit.startswith("T") or last in scene.lexicon.words["plural"] or is_title(scene):
        return None
    if options.get("defined"):
        return _defined(groups, scene, unit, mod)
    if (
        which in ("last", "next")
        and groups.get("the")
        and groups.get("which") in ("last", "past", "next", "coming", "this past")
    ):
        return _stretch(scene, unit, which)
    if unit == "D":
        return _day(groups, scene, which)
    if unit == "Q":
        return quarter_near(scene, which, mod)
    if scene.anchor is None:
        return Reading("DATE", holes(unit), mod)
    steps = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "F":
        return None
    base = scene.anchor if unit not in ("M", "Q", "Y") else scene.anchor.replace(day=1)
    day = moved(base, steps, unit)
    return Reading("DATE", value_in(day, unit), mod) if day else None


def _stretch(scene: Scene, unit: str, which: str) -> Reading | None:
    """ "the past week": so much time up to the anchor (or from it on)."""
    if unit in ("E", "C", "WE"):
        if unit == "WE" or which != "last":
            return None
        day = moved(scene.anchor, -1, unit) if scene.anchor else None
        return Reading("DURATION", {"E": "P10Y", "C": "P100Y"}[unit], first=day, last=scene.anchor)
    if scene.anchor is None:
        return Reading("DURATION", f"P1{unit}")
    edge = moved(scene.anchor, -1 if which == "last" else 1, unit)
    first, last = (edge, scene.anchor) if which == "last" else (scene.anchor, edge)
    return Reading("DURATION", f"P1{unit}" if unit != "F" else "P2W", first=first, last=last)


def _day(groups: Groups, scene: Scene, which: str) -> Reading | None:
    word = groups.get("which", "")
    base = scene.memory.latest_day(scene.sentence - 2)
    if word in ("current", "present", "coming", "past", "this past", "last"):
        return None
    if word in ("next", "following", "previous", "preceding"):
        if base is None:
            base = scene.anchor
        if base is None:
            return Reading("DATE", holes("D"))
        return Reading("DATE", (base + timedelta(1 if which == "next" else -1)).isoformat())
    return Reading("DATE", scene.anchor.isoformat() if scene.anchor else holes("D"))


def _defined(groups: Groups, scene: Scene, unit: str, mod: str) -> Reading | None:
    """ "the week", "the end of the month": the one that the text is at, else the anchor's."""
    scene = scene.in_story()
    determiner = groups.get("the", "").strip()
    if unit in ("E", "C", "F") and determiner != "this" and not mod:
        return None
    parse = scene.parse
    if scene.after() in ("of", "'s") and not mod and unit in ("D", "Y", "C", "E"):
        return None
    if parse.dep[scene.last - 1] == "compound" and unit not in ("Q", "WE"):
        return None
    if unit == "WE" and scene.anchor is not None and determiner != "this" and scene.tense != "future":
        return Reading(
            "DATE",
            value_in(scene.anchor - timedelta(scene.anchor.isoweekday() if scene.anchor.isoweekday() < 6 else 0), "WE"),
            mod,
        )
    if unit == "Q":
        if scene.after() == "of" or parse.lower[scene.last - 1] == "quarters":
            return None
        return quarter_near(scene, "the", mod)
    if scene.anchor is None:
        return Reading("DATE", holes(unit), mod)
    if unit == "D":
        base = scene.memory.latest_day(scene.sentence - 2)
        return Reading("DATE", (base or scene.anchor).isoformat(), mod) if mod else None
    return Reading("DATE", value_in(scene.anchor, unit), mod)


def quarter_near(scene: Scene, which: str, mod: str) -> Reading | None:
    """A quarter by its relation: this, last, next one of the anchor; "the quarter" is the one that the text is at."""
    known = scene.memory.latest(("quarter",), scene.sentence - 12)
    if which == "the" and known:
        return Reading("DATE", known, mod)
    if scene.anchor is None:
        return Reading("DATE", holes("Q"), mod)
    shift = {"last": -1, "next": 1, "this": 0, "the": -1}[which]
    day = moved(scene.anchor.replace(day=1), shift, "Q")
    return Reading("DATE", value_in(day, "Q"), mod) if day else None


@operation
def read_unit_end(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "year-end", "the week's end": the period of the anchor, its end."""
    unit = unit_code(groups, scene)
    if scene.anchor is None:
        return Reading("DATE", holes(unit), "END")
    return Reading("DATE", value_in(scene.anchor, unit), "END")


@operation
def read_before_last(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "the week before last", "the night before last"."""
    if scene.anchor is None:
        return Reading("DATE", holes(unit_code(groups, scene)))
    if groups["u"] == "night":
        day = scene.anchor - timedelta(2)
        return Reading("TIME", f"{day.isoformat()}TNI", first=day, last=day)
    unit = unit_code(groups, scene)
    before = moved(scene.anchor.replace(day=1) if unit in ("M", "Y") else scene.anchor, -2, unit)
    return Reading("DATE", value_in(before, unit)) if before else None


@operation
def read_week_of(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "the week of March 6": the ISO week that holds the day."""
    month, figures = groups.get("month", ""), re.sub(r"\D", "", groups.get("day", ""))
    if not month or not figures:
        return None
    year = year_in(groups, scene) or (scene.anchor.year if scene.anchor else None)
    if year is None:
        return Reading("DATE", holes("W"))
    days = days_of(f"{year:04}-{scene.lexicon.words['month'][month]:02}-{int(figures):02}")
    return Reading("DATE", value_in(days[0], "W")) if days else None
