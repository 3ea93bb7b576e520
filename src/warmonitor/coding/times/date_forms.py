"""Operations for days and months of the calendar."""

from __future__ import annotations

from typing import Any

from warmonitor.coding.times.choices import (
    context_year,
    day_value,
    named_year,
    names_something,
    nearest,
    nearest_day,
    ordinal,
    relative_year,
    try_days,
    year_in,
)
from warmonitor.coding.times.days import days_of, full_year, moved
from warmonitor.coding.times.reading import Groups, Reading, Scene, mod_of, operation, which_of


@operation
def read_date(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A day of a month, its year given or taken from the context, the tense and the anchor."""
    scene = scene.in_story()
    month = scene.lexicon.words["month"][groups["month"]]
    if not groups.get("year") and names_something(scene):
        return None
    day = ordinal(groups.get("day") or groups.get("nth") or "", scene)
    if groups["month"] == "may" and not groups.get("year") and scene.parse.tag[scene.last - 1] == "MD":
        return None
    year = year_in(groups, scene)
    if year is None:
        year = named_year(scene, month, day) or context_year(scene)
    if year is None and scene.anchor is not None:
        days = nearest_day(try_days(month, day, scene.anchor), scene, which_of(groups, scene))
        return Reading("DATE", days[0].isoformat(), mod_of(groups, scene)) if days else None
    value = day_value(year, month, day)
    return Reading("DATE", value, mod_of(groups, scene), explicit="year" in groups or "yy" in groups) if value else None


@operation
def read_iso(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """2018-09-04 and its like."""
    value = day_value(int(groups["y"]), int(groups["m"]), int(groups["d"]))
    if value is None:
        return None
    time = groups.get("time")
    return Reading("TIME", f"{value}T{time[:5]}") if time else Reading("DATE", value)


@operation
def read_numeric(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """04/09/2018: day or month first by the report's own evidence, else the day; refuses what is no date."""
    one, two, year_words = int(groups["a"]), int(groups["b"]), groups["c"]
    if (
        len(year_words) == 2
        and scene.parse.text[scene.parse.start[scene.first] : scene.parse.end[scene.last - 1]].count("/") != 2
    ):
        return None
    year = int(year_words) if len(year_words) == 4 else full_year(int(year_words), scene.anchor)
    if not 1500 <= year <= 2100:
        return None
    month_first = one <= 12 and (two > 12 or scene.order == "month")
    value = day_value(year, one, two) if month_first else day_value(year, two, one)
    return Reading("DATE", value) if value else None


@operation
def read_month_day(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "Friday the 13th": the nearest month in which that day is that weekday."""
    day, weekday = ordinal(groups["nth"], scene), scene.lexicon.words["weekday"][groups["weekday"]]
    if scene.anchor is None:
        return None
    found = []
    for back in range(-12, 13):
        first = moved(scene.anchor.replace(day=1), back, "M")
        value = day_value(first.year, first.month, day) if first else None
        days = days_of(value) if value else None
        if days and days[0].isoweekday() == weekday:
            found.append(days)
    chosen = nearest_day(found, scene, "")
    return Reading("DATE", chosen[0].isoformat()) if chosen else None


@operation
def read_month(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A month, its year given, or by "last", "next", tense and anchor. Refuses names that are ordinary words here."""
    scene = scene.in_story()
    name = groups["month"]
    if options.get("need") == "apostrophe" and "'" not in groups.get("yy", "") and "‘" not in groups.get("yy", ""):
        return None
    month, year, which = scene.lexicon.words["month"][name], year_in(groups, scene), which_of(groups, scene)
    if groups.get("which", "").startswith("that"):
        year = year or relative_year("that", scene)
    mod = mod_of(groups, scene)
    at = next((i for i in range(scene.first, scene.last) if scene.parse.lower[i] == name), scene.first)
    if (
        year is None
        and scene.is_in(name, "doubtful")
        and (scene.parse.tag[at] == "MD" or scene.parse.word[at][:1].islower())
    ):
        return None
    alone = year is None and not which and not mod
    if alone and not _is_month(name, scene):
        return None
    if alone and names_something(scene):
        return None
    if year is None and not which:
        year = context_year(scene)
    if year is None:
        if scene.anchor is None:
            return Reading("DATE", f"XXXX-{month:02}", mod)
        span = [days_of(f"{scene.anchor.year + shift}-{month:02}") for shift in range(-2, 3)]
        days = nearest([d for d in span if d], scene, which, mod)
        if days is None:
            return None
        year = days[0].year
    return Reading("DATE", f"{year:04}-{month:02}", mod, explicit="year" in groups)


def _is_month(name: str, scene: Scene) -> bool:
    """Whether a month's bare name is meant as one: capital, no modal verb, no part of a name; doubtful ones need a call."""
    parse, i = scene.parse, scene.last - 1
    while parse.lower[i] != name and i > scene.first:
        i -= 1
    if parse.tag[i] == "MD" or parse.pos[i] in ("VERB", "AUX", "ADV"):
        return False
    if parse.word[i][:1].islower() and len(name) < 6:
        return False
    if scene.is_in(name, "never_alone") or (scene.is_in(name, "doubtful") and not scene.is_in(scene.before(), "calls")):
        return False
    return parse.label[i] not in ("PERSON", "GPE", "ORG", "FAC", "NORP") or scene.is_in(scene.before(), "month_calls")
