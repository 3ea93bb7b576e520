"""Operations for quarters and halves of years."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from warmonitor.coding.times.choices import (
    ordinal,
    year_in,
)
from warmonitor.coding.times.days import moved, number_of, value_in
from warmonitor.coding.times.reading import Groups, Reading, Scene, mod_of, operation, which_of
from warmonitor.coding.times.relative_forms import quarter_near, unit_code


@operation
def read_quarter(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A quarter of a year: numbered, of a year given or nearest by tense; "the latest" and "year-earlier" by the text's own."""
    text = " ".join(scene.parse.lower[scene.first : scene.last])
    year = year_in({k: v for k, v in groups.items() if k != "ago"}, scene)
    if options.get("latest"):
        return quarter_near(scene, "the", "")
    if options.get("code"):
        number = int(text[1])
    elif groups.get("nth"):
        number = ordinal(groups["nth"], scene)
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
            return (
                Reading("DATE", str(value) if value else "XXXX") if re.search("ago|earlier|last year", text) else None
            )
        return Reading("DATE", f"{int(known[:4]) - 1}{known[4:]}", passing=True)
    if year is not None and not number:
        return Reading(
            "DATE",
            f"{year}{known[4:]}" if known else str(year),
            passing=scene.anchor is not None and year < scene.anchor.year,
        )
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
    """ "the first five months of 1990": a duration with its days."""
    count, year = number_of(groups["count"]), year_in(groups, scene) or (scene.anchor.year if scene.anchor else None)
    text = " ".join(scene.parse.lower[scene.first : scene.last])
    unit = 3 if "quarters" in text else 1
    if count is None or not 1 <= count * unit <= 12:
        return None
    first = date(year, 1, 1) if year else None
    last = moved(first, int(count) * unit, "M") if first else None
    return Reading(
        "DURATION", f"P{int(count)}{'Q' if unit == 3 else 'M'}", first=first, last=last - timedelta(1) if last else None
    )


@operation
def read_year_ended(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "the year ended March 31": a length of time that a day ends."""
    if scene.after() not in ("ended", "ending", "through", "to") or (
        scene.after() in ("through", "to") and scene.after(1) not in scene.lexicon.words["month"]
    ):
        return None
    if scene.after() not in ("ended", "ending"):
        return None
    month = scene.lexicon.words["month"].get(scene.after(1))
    if unit_code(groups, scene) == "Q" and month and scene.anchor:
        year = scene.anchor.year - (month > scene.anchor.month)
        return Reading("DATE", value_in(date(year, month, 1), "Q"))
    return Reading("DURATION", f"P1{unit_code(groups, scene)}")
