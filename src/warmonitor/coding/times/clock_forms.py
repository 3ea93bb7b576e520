"""Operations for parts of a day and times of day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from warmonitor.coding.times.days import number_of
from warmonitor.coding.times.reading import Groups, Reading, Scene, operation


@operation
def read_tonight(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """The night of the day of publication."""
    return Reading("TIME", f"{_held(scene.anchor)}TNI", first=scene.anchor, last=scene.anchor)


@operation
def read_overnight(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """The night before publication, with the morning it ends in."""
    if scene.parse.pos[scene.first] == "VERB":
        return None
    if scene.anchor is None:
        return Reading("TIME", "XXXX-XX-XXTNI")
    before = scene.anchor - timedelta(1)
    return Reading("TIME", f"{before.isoformat()}TNI", first=before, last=scene.anchor)


@operation
def read_this_part(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "this morning", "last night", "yesterday evening": a part of the day of publication or of its neighbours."""
    which, code = groups["det"], part_code(groups, scene)
    if which.startswith(("that", "the same", "the following", "the next", "the previous")):
        return read_part_of({**groups, "det": which}, scene, options)
    shift = {"yesterday": -1, "tomorrow": 1, "today": 0, "this": 0, "last": -1}[which]
    if scene.anchor is None:
        return Reading("TIME", f"XXXX-XX-XXT{code}")
    day = scene.anchor + timedelta(shift)
    return Reading("TIME", f"{day.isoformat()}T{code}", first=day, last=day)


@operation
def read_part_of(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A part of the day that the text is at; alone it stands only with a determiner, weakly, until a day joins it."""
    det, code = groups.get("det", ""), part_code(groups, scene)
    parse, word = scene.parse, scene.parse.lower[scene.last - 1]
    bare = not det and not groups.get("the") and not scene.is_in(scene.before(), "part_calls")
    if parse.pos[scene.last - 1] in ("VERB", "ADJ") and bare:
        return None
    if word == "dawn" and parse.word[scene.last - 1][:1].isupper() and bare:
        return None
    base = scene.memory.latest_day(scene.sentence - 3) or scene.anchor
    shift = {"the following": 1, "the next": 1, "next": 1, "following": 1, "before": -1, "the previous": -1}.get(det, 0)
    if base is None:
        return Reading("TIME", f"XXXX-XX-XXT{code}", weak=bare and not groups.get("mod"))
    day = base + timedelta(shift)
    weak = bare and not groups.get("mod")
    return Reading("TIME", f"{day.isoformat()}T{code}", first=day, last=day, weak=weak, floating=not det)


def part_code(groups: Groups, scene: Scene) -> str:
    """The code of a part of day after T: "EV", "12:00"; midnight and noon are clock times."""
    return str(scene.lexicon.words["part"].get(groups.get("part", ""), "MO"))


@operation
def read_clock(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A time of day on the day that the text is at. Scores, ratios and verses aren't: a bare 3:16 needs "at" or a zone."""
    hour, minute, half = _clock_figures(groups, scene)
    if hour is None or hour > 24 or minute > 59:
        return None
    if options.get("need") == "at" and (
        scene.before() not in ("at", "around") or scene.after() in scene.lexicon.words["unit"]
    ):
        return None
    if groups.get("clock") and not groups.get("half_day"):
        text = scene.parse.text[scene.parse.start[scene.first] : scene.parse.end[scene.last - 1]]
        told = scene.is_in(scene.before(), "clock_calls") or re.search("[a-z]$", text.lower())
        if ("." in groups["clock"] and not re.search("(gmt|utc|hours|local time)$", text.lower())) or not told:
            return None
    day = scene.memory.latest_day(scene.sentence - 2) or scene.anchor
    if half == 12 and hour < 12:
        hour += 12
    elif half == 0 and hour == 12:
        hour = 0
    return Reading("TIME", f"{_held(day)}T{hour:02}:{minute:02}", first=day, last=day, floating=True)


def _clock_figures(groups: Groups, scene: Scene) -> tuple[int | None, int, int | None]:
    half = scene.lexicon.words["half_day"].get(groups.get("half_day", ""))
    if groups.get("attached"):
        figures = re.findall(r"\d+", groups["attached"])
        return int(figures[0]), int(figures[1]) if len(figures) > 1 else 0, 12 if "p" in groups["attached"] else 0
    if groups.get("military"):
        return int(groups["military"][:2]), int(groups["military"][2:]), None
    if groups.get("hour"):
        hour = number_of(groups["hour"])
        return None if hour is None or hour > 12 else int(hour), 0, half
    hour_text, minute_text = re.split("[:.]", groups["clock"])[:2]
    return int(hour_text), int(minute_text), half


def _held(day: date | None) -> str:
    return day.isoformat() if day else "XXXX-XX-XX"
