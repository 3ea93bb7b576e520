"""Operations for years, decades and centuries, seasons and feasts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from warmonitor.coding.times.choices import (
    nearest,
    nearest_day,
    ordinal,
    relative_year,
    year_in,
)
from warmonitor.coding.times.days import days_of, value_in
from warmonitor.coding.times.lexicon import feast_days
from warmonitor.coding.times.reading import Groups, Reading, Scene, mod_of, operation, which_of


@operation
def read_year(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A year. A bare figure is one where it stands as a noun that counts nothing and names no machine, unit or street."""
    text = scene.parse.text[scene.parse.start[scene.first] : scene.parse.end[scene.last - 1]]
    if options.get("need") == "apostrophe" and not re.search(r"['’‘]|fiscal|the year", text):
        return None
    year = year_in(groups, scene)
    if year is None or not 1500 <= year <= 2099:
        return None
    if text.isdigit() and not _is_year(year, scene):
        return None
    if (
        not text[:1].isdigit()
        and groups.get("year", "").replace(" - ", " ").split()[:1] in (["two"], ["twenty"])
        and not text.lower().startswith(("the year", "fiscal", "early", "late", "mid"))
        and not scene.is_in(scene.before(), "year_calls")
    ):
        return None
    return Reading("DATE", str(year), mod_of(groups, scene), explicit=True)


def _is_year(year: int, scene: Scene) -> bool:
    parse, i = scene.parse, scene.first
    after, before = scene.after(), scene.before()
    if scene.is_in(before, "not_year_after"):
        return False
    if scene.is_in(after, "not_year_before"):
        return False
    if (
        i + 1 < len(parse)
        and parse.dep[i] == "nummod"
        and parse.head[i] > i
        and parse.tag[parse.head[i]] == "NNS"
        and parse.head[i] == i + 1
    ):
        return parse.label[i] == "DATE" and scene.is_in(parse.lemma[i + 1], "year_nouns")
    if parse.dep[i] == "quantmod" or after.startswith(("gmt", "utc")):
        return False
    return not 1500 <= year < 1700 or parse.label[i] == "DATE" or before == "in"


@operation
def read_years(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """1980-88: a stretch of years."""
    first = int(groups["yearnum"])
    last = int(groups["year2"]) if groups.get("year2") else first // 100 * 100 + int(re.sub(r"\D", "", groups["yy"]))
    if not first < last <= 2100 or last - first > 150:
        return None
    return Reading("DURATION", f"P{last - first}Y", first=date(first, 1, 1), last=date(last, 12, 31))


@operation
def read_decade(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A decade; two figures or a word are of the century before the anchor's day."""
    if groups.get("d"):
        decade = int(groups["d"][:3])
    else:
        tens = int(groups["dd"][0]) if groups.get("dd") else scene.lexicon.words["nineties"][groups["nineties"]]
        text = scene.parse.text[scene.parse.start[scene.first] : scene.parse.end[scene.last - 1]]
        if (
            groups.get("dd")
            and "'" not in text
            and "’" not in text
            and "‘" not in text
            and not text.lower().startswith("the")
        ):
            return None
        now = scene.anchor.year // 10 if scene.anchor else 202
        decade = max(d for d in (170 + tens, 180 + tens, 190 + tens, 200 + tens) if d <= now)
    return Reading("DATE", str(decade), mod_of(groups, scene))


@operation
def read_century(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """The 20th century has the value 19."""
    rank = ordinal(groups["rank"], scene)
    return Reading("DATE", f"{rank - 1:02}", mod_of(groups, scene)) if 1 <= rank <= 22 else None


@operation
def read_season(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A season; "fall" and "spring" need a word before them that calls for a time."""
    scene = scene.in_story()
    code, which, year, mod = (
        scene.lexicon.words["season"][groups["season"]],
        which_of(groups, scene),
        year_in(groups, scene),
        mod_of(groups, scene),
    )
    parse = scene.parse
    if groups.get("which", "").startswith("that"):
        year = year or relative_year("that", scene)
    at = next((i for i in range(scene.first, scene.last) if parse.lower[i] == groups["season"]), scene.first)
    if (
        year is None
        and not which
        and (
            parse.pos[at] not in ("NOUN", "PROPN")
            or (
                scene.is_in(groups["season"], "doubtful")
                and (
                    not scene.is_in(scene.before(), "season_calls")
                    or (parse.lower[at - 1] == "the" and scene.after() == "of")
                )
            )
        )
    ):
        return None
    if year is None and scene.anchor is None:
        return Reading("DATE", f"XXXX-{code}", mod)
    if year is None and scene.anchor is not None:
        spans = [days_of(f"{scene.anchor.year + shift}-{code}") for shift in range(-2, 3)]
        days = nearest([d for d in spans if d], scene, which, mod)
        if days is None:
            return None
        year = days[0].year
    return Reading("DATE", f"{year}-{code}", mod)


@operation
def read_feast(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A feast of the table; refuses one outside the table's years or a name that is no feast here."""
    scene = scene.in_story()
    rows = scene.lexicon.feasts[scene.lexicon.words["feast"][groups["feast"]]]
    at = scene.last - 1
    while scene.parse.lower[at] != groups["feast"].split()[-1] and at > scene.first:
        at -= 1
    if scene.parse.word[at][:1].islower() or scene.parse.label[at] in ("PERSON", "FAC"):
        return None
    if scene.is_in(scene.after(), "feast_names"):
        return None
    which, year = which_of(groups, scene), year_in(groups, scene)
    if year is None and scene.anchor is None:
        return Reading("DATE", "XXXX")
    anchor_year = year if year is not None else scene.anchor.year if scene.anchor else 2000
    if year is not None:
        spans = feast_days(rows, year)
        days = spans[0] if spans else None
    else:
        spans = [span for shift in (-1, 0, 1) for span in feast_days(rows, anchor_year + shift)]
        days = nearest_day(spans, scene, which) if spans else None
    if days is None:
        return None
    first, last = days
    text = scene.parse.text[scene.parse.start[scene.first] : scene.parse.end[scene.last - 1]].lower()
    if text.endswith(" week"):
        return Reading("DATE", value_in(first, "W"), first=first - timedelta(6), last=last + timedelta(6))
    if text.endswith(" weekend"):
        return Reading("DATE", value_in(first, "WE"))
    is_eve = text.endswith(" eve") or text.removeprefix("the ").startswith("eve of ")
    if is_eve and not groups["feast"].endswith(" eve"):
        first = last = first - timedelta(1)
    if first == last:
        return Reading("DATE", first.isoformat(), "" if is_eve else mod_of(groups, scene))
    return Reading(
        "DATE",
        value_in(first, "M") if first.month == last.month else value_in(first, "Y"),
        mod_of(groups, scene),
        first,
        last,
    )
