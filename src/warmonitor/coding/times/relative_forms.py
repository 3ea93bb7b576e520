"""Operations for expressions that count from the publication or from a time named before: yesterday, last week, two days later."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from warmonitor.coding.times.calendar_forms import _ordinal, relative_year, year_in
from warmonitor.coding.times.days import days_of, moved, number_of, value_in, year_of
from warmonitor.coding.times.reading import Groups, Reading, Scene, mod_of, operation, which_of

_HOLES = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "E": "XXX", "C": "XX"}
_SHAPES_AS_FINE = {
    "D": ("day",), "W": ("week", "day"), "WE": ("weekend", "day"), "M": ("month", "day"), "Q": ("quarter", "month", "day"),
    "Y": ("year", "quarter", "half", "season", "month", "day"), "E": ("decade", "year"), "C": ("century", "decade", "year"),
}  # fmt: skip


def unit_code(groups: Groups, scene: Scene, name: str = "unit") -> str:
    """The code of a captured unit: D W M Q Y E C WE F, or T and H M S below a day."""
    return str(scene.lexicon.words["unit"].get(groups.get(name) or groups.get("u") or "", ""))


def is_title(scene: Scene) -> bool:
    """Whether the last word has a capital of its own ("This Week", "60 Minutes"), in a text that isn't all capitals."""
    word = scene.parse.word[scene.last - 1]
    return word[:1].isupper() and not word.isupper() and scene.last - 1 > scene.parse.sentences[scene.sentence][0] and scene.first < scene.last - 1


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
    """"last week", "this month", "the year": a period of the anchor or next to it."""
    unit, which, mod = unit_code(groups, scene), which_of(groups, scene), mod_of(groups, scene)
    last = scene.parse.lower[scene.last - 1]
    if not unit or unit.startswith("T") or last in scene.lexicon.words["plural"] or is_title(scene):
        return None
    if options.get("defined"):
        return _defined(groups, scene, unit, mod)
    if which in ("last", "next") and groups.get("the") and groups.get("which") in ("last", "past", "next", "coming", "this past"):
        return _stretch(scene, unit, which)
    if unit == "D":
        return _day(groups, scene, which)
    if unit == "Q":
        return _quarter_near(scene, which, mod)
    if scene.anchor is None:
        return Reading("DATE", holes(unit), mod)
    steps = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "F":
        return None
    base = scene.anchor if unit not in ("M", "Q", "Y") else scene.anchor.replace(day=1)
    day = moved(base, steps, unit)
    return Reading("DATE", value_in(day, unit), mod) if day else None


def _stretch(scene: Scene, unit: str, which: str) -> Reading | None:
    """"the past week": so much time up to the anchor (or from it on)."""
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
    """"the week", "the end of the month": the one that the text is at, else the anchor's."""
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
        return Reading("DATE", value_in(scene.anchor - timedelta(scene.anchor.isoweekday() if scene.anchor.isoweekday() < 6 else 0), "WE"), mod)
    if unit == "Q":
        if scene.after() == "of" or parse.lower[scene.last - 1] == "quarters":
            return None
        return _quarter_near(scene, "the", mod)
    if scene.anchor is None:
        return Reading("DATE", holes(unit), mod)
    if unit == "D":
        base = scene.memory.latest_day(scene.sentence - 2)
        return Reading("DATE", (base or scene.anchor).isoformat(), mod) if mod else None
    return Reading("DATE", value_in(scene.anchor, unit), mod)


def _quarter_near(scene: Scene, which: str, mod: str) -> Reading | None:
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
    """"year-end", "the week's end": the period of the anchor, its end."""
    unit = unit_code(groups, scene)
    if scene.anchor is None:
        return Reading("DATE", holes(unit), "END")
    return Reading("DATE", value_in(scene.anchor, unit), "END")


@operation
def read_before_last(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """"the week before last", "the night before last"."""
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
    """"the week of March 6": the ISO week that holds the day."""
    month, figures = groups.get("month", ""), re.sub(r"\D", "", groups.get("day", ""))
    if not month or not figures:
        return None
    year = year_in(groups, scene) or (scene.anchor.year if scene.anchor else None)
    if year is None:
        return Reading("DATE", holes("W"))
    days = days_of(f"{year:04}-{scene.lexicon.words['month'][month]:02}-{int(figures):02}")
    return Reading("DATE", value_in(days[0], "W")) if days else None


def _count(words: str, scene: Scene) -> float | str | None:
    """A number, "X" for a vague one, None for none."""
    words = words.strip()
    vague = scene.lexicon.words["vague"].get(words)
    if vague is not None:
        return "X" if vague == "X" else float(vague)
    if words in ("a", "an"):
        return 1.0
    return number_of(words)


def _value_at(day: date, unit: str, count: float) -> str:
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


def point(base: date | None, count: float | str | None, unit: str, sign: int) -> Reading | None:
    """The reading of a point `count` units before (sign -1) or after the base."""
    if count is None:
        return None
    if isinstance(count, str):
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", first=None, last=base if sign < 0 else None)
    if base is None:
        return Reading("DATE", holes(unit))
    if unit.startswith("T"):
        hours = count * {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit]
        days = int(hours // 24) if hours >= 24 else 0
        day = moved(base, sign * days, "D")
        return Reading("DATE", day.isoformat(), first=day - timedelta(0 if hours < 1 else 1) if sign < 0 else day, last=day) if day else None
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
    return Reading("DATE", _value_at(day, unit, count), first=first, last=last)


@operation
def read_ago(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """"three days ago", "a year ago", "two weeks from now". In the talk of quarters a year ago is the same quarter."""
    sign = 1 if groups["dir"].startswith(("from", "hence")) else -1
    if groups.get("plural") or (not groups.get("count") and groups.get("unit") in scene.lexicon.words["plural"]):
        return Reading("DATE", "PAST_REF", last=scene.anchor)
    if groups["dir"] == "back" and scene.parse.pos[scene.last - 1] not in ("ADV", "ADP"):
        return None
    if groups.get("fix"):
        return None
    unit, count = unit_code(groups, scene), _count(groups.get("count", "a"), scene)
    if not unit:
        return None
    if unit == "Y" and count == 1 and sign < 0:
        same = _year_earlier(scene)
        if same:
            return same
    return point(scene.anchor, count, unit, sign)


def _year_earlier(scene: Scene) -> Reading | None:
    """A year before the quarter that the text is at, None outside such talk."""
    quarter = scene.memory.latest(("quarter",), scene.sentence - 6)
    if quarter is None:
        return None
    return Reading("DATE", f"{int(quarter[:4]) - 1}{quarter[4:]}", passing=True)


@operation
def read_later(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """"two days later", "a year earlier": counted from the time that the text is at."""
    unit, count = unit_code(groups, scene), _count(groups.get("count") or "a", scene)
    sign = 1 if groups["dir"] in ("later", "after", "afterwards", "afterward") else -1
    if not unit or count is None:
        return None
    if options.get("need") == "final" and not _is_final(scene):
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


def _is_final(scene: Scene) -> bool:
    """Whether "before" or "after" ends its phrase: what follows is no object of it."""
    return scene.after() in ("", ",", ".", ";", ")", "and", "but", "when", "''", '"', "in", "at", ":") or scene.parse.dep[scene.last - 1] == "advmod"


@operation
def read_nth_day(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """"the third day of fighting": the day that the text is at. Not the fifth day of a month or week."""
    if scene.after() == "of" and (scene.after(1) in scene.lexicon.words["month"] or scene.after(2) in scene.lexicon.words["unit"]):
        return None
    base = scene.memory.latest_day(scene.sentence - 1) or scene.anchor
    text = " ".join(scene.parse.lower[scene.first:scene.last])
    if not (scene.after() == "of" or scene.before() == "for" or re.search("straight|consecutive|successive", text)) or scene.tense == "future":
        return None
    return Reading("DATE", base.isoformat() if base else holes("D"), passing=True)


@operation
def read_year_ended(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """"the year ended March 31": a length of time that a day ends."""
    if scene.after() not in ("ended", "ending", "through", "to") or (scene.after() in ("through", "to") and scene.after(1) not in scene.lexicon.words["month"]):
        return None
    if scene.after() not in ("ended", "ending"):
        return None
    month = scene.lexicon.words["month"].get(scene.after(1))
    if unit_code(groups, scene) == "Q" and month and scene.anchor:
        year = scene.anchor.year - (month > scene.anchor.month)
        return Reading("DATE", value_in(date(year, month, 1), "Q"))
    return Reading("DURATION", f"P1{unit_code(groups, scene)}")


@operation
def read_shifted(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """"the following day", "that week", "the same year": from the time that the text is at."""
    unit = unit_code(groups, scene)
    if options.get("need") == "final" and not _is_final(scene):
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
def read_quarter(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A quarter of a year: numbered, of a year given or nearest by tense; "the latest" and "year-earlier" by the text's own."""
    text = " ".join(scene.parse.lower[scene.first:scene.last])
    year = year_in({k: v for k, v in groups.items() if k != "ago"}, scene)
    if options.get("latest"):
        return _quarter_near(scene, "the", "")
    if options.get("code"):
        number = int(text[1])
    elif groups.get("nth"):
        number = _ordinal(groups["nth"], scene)
    else:
        number = 0
    if number > 4 or (number and scene.after() == "century"):
        return None
    if number and scene.anchor is not None and year is None and not re.search("year ?-? ?(ago|earlier)", text):
        return _numbered_quarter(number, groups, scene)
    if number and year is not None:
        return Reading("DATE", f"{year}-Q{number}", passing=scene.anchor is not None and year < scene.anchor.year)
    known = scene.memory.latest(("quarter",), scene.sentence - 12)
    if re.search("ago|earlier|comparable|corresponding|same", text):
        if number and scene.anchor is not None:
            latest = _numbered_quarter(number, {}, scene)
            return Reading("DATE", f"{int(latest.value[:4]) - 1}-Q{number}", passing=True) if latest else None
        if known is None:
            value = scene.anchor.year - 1 if scene.anchor else None
            return Reading("DATE", str(value) if value else "XXXX") if re.search("ago|earlier|last year", text) else None
        return Reading("DATE", f"{int(known[:4]) - 1}{known[4:]}", passing=True)
    if year is not None and not number:
        return Reading("DATE", f"{year}{known[4:]}" if known else str(year), passing=scene.anchor is not None and year < scene.anchor.year)
    return Reading("DATE", f"XXXX-Q{number}") if number else None


def _numbered_quarter(number: int, groups: Groups, scene: Scene) -> Reading | None:
    anchor, which = scene.anchor, which_of(groups, scene)
    if anchor is None:
        return Reading("DATE", f"XXXX-Q{number}")
    now = anchor.year * 4 + (anchor.month + 2) // 3 - 1
    past = now - (now - (number - 1)) % 4
    if which == "last" and past == now:
        past -= 4
    chosen = past
    if which == "next" or (scene.tense == "future" and now - past >= 2 and which != "last"):
        chosen = past + 4
    return Reading("DATE", f"{chosen // 4}-Q{number}", mod_of(groups, scene))


@operation
def read_half(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """The first or second half of a year."""
    year = year_in(groups, scene) or (scene.anchor.year if scene.anchor else None)
    number = scene.lexicon.words["half_name"][groups["half_name"]]
    return Reading("DATE", f"{year}-H{number}" if year else f"XXXX-H{number}")


@operation
def read_months_of(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """"the first five months of 1990": a duration with its days."""
    count, year = number_of(groups["count"]), year_in(groups, scene) or (scene.anchor.year if scene.anchor else None)
    text = " ".join(scene.parse.lower[scene.first:scene.last])
    unit = 3 if "quarters" in text else 1
    if count is None or not 1 <= count * unit <= 12:
        return None
    first = date(year, 1, 1) if year else None
    last = moved(first, int(count) * unit, "M") if first else None
    return Reading("DURATION", f"P{int(count)}{'Q' if unit == 3 else 'M'}", first=first, last=last - timedelta(1) if last else None)


__all__ = ["holes", "point", "relative_year", "unit_code", "year_of"]
