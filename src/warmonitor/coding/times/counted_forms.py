"""Operations for times counted from the publication or from a time named before: two days ago, a week later, that day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from warmonitor.coding.times.choices import year_in
from warmonitor.coding.times.days import days_of, moved, number_of, value_in
from warmonitor.coding.times.reading import OPERATIONS, Groups, Reading, Scene, mod_of, operation
from warmonitor.coding.times.relative_forms import holes, unit_code


@operation
def read_ago(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "three days ago", "a year ago", "two weeks from now". In the talk of quarters a year ago is the same quarter."""
    sign = 1 if groups["dir"].startswith(("from", "hence")) else -1
    if groups.get("plural") or (not groups.get("count") and groups.get("unit") in scene.lexicon.words["plural"]):
        return Reading("DATE", "PAST_REF", last=scene.anchor)
    if groups["dir"] == "back" and scene.parse.pos[scene.last - 1] not in ("ADV", "ADP"):
        return None
    if groups.get("fix"):
        return None
    unit, count = unit_code(groups, scene), count_of(groups.get("count", "a"), scene)
    if not unit:
        return None
    if unit == "Y" and count == 1 and sign < 0:
        same = _year_earlier(scene)
        if same:
            return same
    if (
        scene.parse.lower[scene.last - 1] == "today"
        and isinstance(count, float)
        and scene.anchor
        and unit in ("D", "W", "M", "Y")
    ):
        day = moved(scene.anchor, sign * int(count), unit)
        return Reading("DATE", day.isoformat()) if day else None
    return point(scene.anchor, count, unit, sign)


@operation
def read_later(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "two days later", "a year earlier": counted from the time that the text is at."""
    unit, count = unit_code(groups, scene), count_of(groups.get("count") or "a", scene)
    sign = 1 if groups["dir"] in ("later", "after", "afterwards", "afterward") else -1
    if not unit or count is None:
        return None
    if options.get("need") == "final" and not is_final(scene):
        return None
    if unit == "Y" and count == 1 and sign < 0:
        same = _year_earlier(scene)
        if same:
            return same
    shapes = _SHAPES_AS_FINE.get(unit, ("day",))
    known = scene.memory.latest(shapes, scene.sentence - 3)
    days = days_of(known) if known else None
    base = days[0] if days else scene.anchor
    if isinstance(count, str):
        return Reading("DURATION", f"P{'T' if unit.startswith('T') else ''}X{unit[-1]}")
    if base is None:
        return Reading("DATE", holes(unit))
    return point(base, count, unit, sign)


@operation
def read_shifted(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "the following day", "that week", "the same year": from the time that the text is at."""
    unit = unit_code(groups, scene)
    if options.get("need") == "final" and not is_final(scene):
        return None
    if scene.parse.lower[scene.last - 1] not in scene.lexicon.words["unit"] and not groups.get("far"):
        return None
    shift = options.get("by", scene.lexicon.words["shift"].get(groups.get("shift", ""), 0))
    shift = {"before": -1, "after": 1}.get(groups.get("far", ""), shift)
    text = scene.parse.lower[scene.first]
    if groups.get("shift") == "next" and unit != "D" and text != "the":
        return None
    known = scene.memory.latest(_SHAPES_AS_FINE.get(unit, ("day",)), scene.sentence - 4)
    days = days_of(known) if known else None
    base = days[0] if days else scene.anchor
    if base is None:
        return Reading("DATE", holes(unit))
    day = moved(base.replace(day=1) if unit in ("M", "Q", "Y") else base, shift, unit)
    return Reading("DATE", value_in(day, unit), mod_of(groups, scene)) if day else None


@operation
def read_nth_day(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "the third day of fighting": the day that the text is at. Not the fifth day of a month or week."""
    if scene.after() == "of" and (
        scene.after(1) in scene.lexicon.words["month"] or scene.after(2) in scene.lexicon.words["unit"]
    ):
        return None
    base = scene.memory.latest_day(scene.sentence - 1) or scene.anchor
    text = " ".join(scene.parse.lower[scene.first : scene.last])
    if (
        not (scene.after() == "of" or scene.before() == "for" or re.search("straight|consecutive|successive", text))
        or scene.tense == "future"
    ):
        return None
    return Reading("DATE", base.isoformat() if base else holes("D"), passing=True, floating=True)


@operation
def read_edge_day(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "the first day of the year", "the last day of April"."""
    if groups.get("month"):
        whole = OPERATIONS["month"](groups, scene, {})
        days = days_of(whole.value) if whole else None
    else:
        year, unit = year_in(groups, scene), unit_code(groups, scene)
        base = date(year, 1, 1) if year and unit == "Y" else scene.anchor
        days = days_of(value_in(base, unit)) if base else None
    if days is None:
        return Reading("DATE", holes("D"))
    return Reading("DATE", days[0 if groups["edge"] == "first" else 1].isoformat())


def _year_earlier(scene: Scene) -> Reading | None:
    """A year before the quarter that the text is at, None outside such talk."""
    quarter = scene.memory.latest(("quarter",), scene.sentence - 6)
    if quarter is None:
        return None
    return Reading("DATE", f"{int(quarter[:4]) - 1}{quarter[4:]}", passing=True)


def is_final(scene: Scene) -> bool:
    """Whether "before" or "after" ends its phrase: what follows is no object of it."""
    return scene.is_in(scene.after(), "phrase_ends") or scene.parse.dep[scene.last - 1] == "advmod"


_SHAPES_AS_FINE = {
    "D": ("day",), "W": ("week", "day"), "WE": ("weekend", "day"), "M": ("month", "day"), "Q": ("quarter", "month", "day"),
    "Y": ("year", "quarter", "half", "season", "month", "day"), "E": ("decade", "year"), "C": ("century", "decade", "year"),
}  # fmt: skip


def count_of(words: str, scene: Scene) -> float | str | None:
    """A number, "X" for a vague one, None for none."""
    words = words.strip()
    vague = scene.lexicon.words["vague"].get(words)
    if vague is not None:
        return "X" if vague == "X" else float(vague)
    if words in ("a", "an"):
        return 1.0
    return number_of(words)


# "the last few days" reaches nine of them back at most, as "several" is 3 to 9.
VAGUE_REACH = {"TM": timedelta(1), "TH": timedelta(1), "D": timedelta(9), "W": timedelta(63), "M": timedelta(275)}


def point(base: date | None, count: float | str | None, unit: str, sign: int) -> Reading | None:
    """The reading of a point `count` units before (sign -1) or after the base."""
    if count is None:
        return None
    if isinstance(count, str):
        reach = VAGUE_REACH.get(unit)
        edge = base + sign * reach if base and reach else None
        first, last = (edge, base) if sign < 0 else (base, edge)
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", first=first, last=last)
    if base is None:
        return Reading("DATE", holes(unit))
    if unit.startswith("T"):
        hours = count * {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit]
        days = int(hours // 24) if hours >= 24 else 0
        day = moved(base, sign * days, "D")
        return (
            Reading(
                "DATE", day.isoformat(), first=day - timedelta(0 if hours < 1 else 1) if sign < 0 else day, last=day
            )
            if day
            else None
        )
    if count != int(count):
        finer = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "E": ("Y", 10)}.get(unit)
        if finer is None:
            return None
        unit, count = finer[0], round(count * finer[1])
    if count > 3000:
        return None
    day = moved(base, sign * int(count), unit)
    if day is None:
        return None
    first, last = _around(day, unit)
    return Reading("DATE", _value_at(day, unit), first=first, last=last)


def _value_at(day: date, unit: str) -> str:
    """The value of a point so many units away: as fine as the unit, a decade by its year."""
    if unit.startswith("T") or unit in ("D", "WE"):
        return value_in(day, "D")
    return value_in(day, {"F": "W", "E": "Y", "C": "Y"}.get(unit, unit))


def _around(day: date, unit: str) -> tuple[date, date]:
    """The days meant by a point that many units away: half a unit either side."""
    slack = {"D": 0, "WE": 3, "W": 3, "F": 5, "M": 15, "Q": 45, "Y": 182, "E": 1826, "C": 18262}.get(unit, 0)
    try:
        return day - timedelta(slack), day + timedelta(slack)
    except OverflowError:
        return day, day
