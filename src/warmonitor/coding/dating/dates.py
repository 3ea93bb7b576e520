"""What the dates that a report tells say of its day of publication."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from warmonitor.coding.dating.solving import FIRST, LAST, Constraint, evidence_of
from warmonitor.coding.parse import Parse
from warmonitor.coding.times.days import Days, days_of
from warmonitor.coding.times.found import FoundTime
from warmonitor.coding.times.lexicon import load
from warmonitor.coding.times.tense import verb_above
from warmonitor.knowledge import tables
from warmonitor.knowledge.small_words import small_words


def explicit_day(time: FoundTime) -> Days | None:
    days = days_of(time.mention.value)
    return days if time.granularity == "day" and days and re.search(r"\d{2}", time.mention.text) else None


def says_year(time: FoundTime) -> bool:
    return bool(re.search(r"\d{4}|['’]\d\d|\b\d{1,2}[ -][A-Za-z]{3,9}\.?[ -]\d\d\b|\d/\d\d$", time.mention.text))


def full_dates(parse: Parse, times: list[FoundTime]) -> Iterator[Constraint]:
    """Dates with their year: published on or after those told as past, on or before those told as to come."""
    for time in times:
        days = days_of(time.mention.value)
        if time.mention.type not in ("DATE", "TIME") or days is None or not says_year(time):
            continue
        if time.tense == "future":
            if _is_firm(parse, time):
                yield Constraint(
                    ((FIRST, days[1]),),
                    evidence_of(
                        parse, time.first, time.last, f"told as still to come: published on or before {days[1]}"
                    ),
                    5,
                )
        elif _is_past(parse, time):
            why = f"told as past: published on or after {days[0]}"
            if time.granularity == "day" and _weekday_in(parse, time):
                reach = days[0] + timedelta(tables.entries("time_limits")["story_days"])
                yield Constraint(
                    ((days[0], reach),),
                    evidence_of(parse, time.first, time.last, f"told with its weekday: published by {reach}"),
                    2,
                )
            yield Constraint(
                ((days[0], LAST),),
                evidence_of(parse, time.first, time.last, why),
                8 if time.granularity == "day" else 6,
            )


def _weekday_in(parse: Parse, time: FoundTime) -> int:
    """The number of the weekday that stands in a date, 0 where none does."""
    words = load().words["weekday"]
    return next(
        (int(words[word]) for word in parse.lower[time.first : time.last] if word in words and len(word) > 3), 0
    )


def _is_past(parse: Parse, time: FoundTime) -> bool:
    """Whether the clause puts a date behind the report; a bare year or month must hang on the verb by a preposition."""
    if time.relation in ("for", "until", "by") or time.mod == "AFTER":
        return False
    if time.relation == "before" and time.mention.type != "TIME":
        return False
    if time.granularity == "day":
        return time.tense in ("past", "")
    verb = parse.head[time.cue] if time.cue is not None else None
    return (
        time.tense == "past"
        and time.relation in ("in", "since", "during", "from")
        and verb is not None
        and parse.pos[verb] in ("VERB", "AUX")
    )


def _is_firm(parse: Parse, time: FoundTime) -> bool:
    """Whether a coming time is told as fact ("will"), not as what would or might be."""
    verb = verb_above(parse, time.first)
    if verb is None:
        return False
    aids = {parse.lower[child] for child in parse.children[verb] if parse.dep[child] in ("aux", "auxpass")}
    above = parse.head[verb]
    told = parse.tag[above] in ("VBZ", "VBP") or any(
        parse.tag[child] in ("VBZ", "VBP") for child in parse.children[above]
    )
    return bool(aids & {"will", "'ll", "shall", "wo"}) or ("to" in aids and above != verb and told)


def yearless(parse: Parse, times: list[FoundTime], domain: list[Days]) -> Iterator[Constraint]:
    """Dates without a year: those told as past lie in the months before the report, in each year that is possible."""
    years = sorted({year for first, last in domain for year in range(first.year, last.year + 1)})
    past, later = _month_days(parse, times)
    if len(years) > 150 or not (past or later):
        return
    daily = any(weekday for _, _, weekday, _ in past) or any(
        time.granularity == "" and re.match(r"XXXX-(WXX-\d|XX-XX$|WXX$)", time.mention.value) for time in times
    )
    reach = timedelta(tables.entries("time_limits")["news_days" if daily else "story_days"])
    weekdays = [(m, d, w, t) for m, d, w, t in past if w]
    for month, day, weekday, time in weekdays:
        fitting = [year for year in range(years[0] - 1, years[-1] + 1) if _weekday(year, month, day) == weekday]
        spans = tuple((date(year, month, day), date(year, month, day) + timedelta(300)) for year in fitting)
        if spans:
            yield Constraint(
                spans, evidence_of(parse, time.first, time.last, "the years in which that day is that weekday"), 9
            )
    if past:
        explicit = [
            (days[0].month, days[0].day, time)
            for time in times
            for days in [explicit_day(time)]
            if days and says_year(time) and _is_past(parse, time) and time.tense
        ]
        month, day, time = _last_of_cluster([*explicit, *((m, d, t) for m, d, _, t in past)])
        if says_year(time):
            return
        if not re.search(r"\d", time.mention.text):
            reach = timedelta(tables.entries("time_limits")["month_days"])
        spans = tuple(
            (low, low + reach)
            for year in range(years[0] - 1, years[-1] + 1)
            for low in [_safe(year, month, day)]
            if low
        )
        told = f"told as past without a year: published within {reach.days} days after it"
        yield Constraint(spans, evidence_of(parse, time.first, time.last, told), 8)
    for month, time in later:
        spans = tuple(
            (date(year, month, 1) - timedelta(92), date(year, month, monthrange(year, month)[1]))
            for year in range(years[0], years[-1] + 2)
            if 1900 < year < 2100
        )
        yield Constraint(
            spans, evidence_of(parse, time.first, time.last, "told as later in that month: published before its end"), 7
        )


_MONTH_NAME = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")


def _month_days(
    parse: Parse, times: list[FoundTime]
) -> tuple[list[tuple[int, int, int, FoundTime]], list[tuple[int, FoundTime]]]:
    past: list[tuple[int, int, int, FoundTime]] = []
    later: list[tuple[int, FoundTime]] = []
    for time in times:
        found = re.match(r"(?:XXXX|\d{4})-(\d\d)(?:-(\d\d))?(?:T|$)", time.mention.value)
        if not found or time.mention.type == "SET" or says_year(time) or not _MONTH_NAME.search(time.mention.text):
            continue
        month = int(found.group(1))
        if (
            not small_words("NEARBY").isdisjoint(re.findall(r"\w+", time.mention.text.lower()))
            or time.relation == "for"
        ):
            continue
        if time.mod == "AFTER" or (
            time.tense == "future" and time.relation in ("in", "by", "on", "until", "") and _is_firm(parse, time)
        ):
            later.append((month, time))
        elif (
            time.tense == "past"
            and (found.group(2) or _is_past(parse, time))
            and time.relation not in ("until", "by", "before")
        ):
            weekday = _weekday_in(parse, time)
            past.append((month, int(found.group(2) or 1), weekday if found.group(2) else 0, time))
    return past, later


def _last_of_cluster(days: list[tuple[int, int, FoundTime]]) -> tuple[int, int, FoundTime]:
    """The last of some month-days on the circle of the year: the one before the widest gap."""
    ordered = sorted(days, key=lambda row: (row[0], row[1]))
    places = [(row[0] - 1) * 31 + row[1] for row in ordered]
    gaps = [(places[(i + 1) % len(places)] - places[i]) % 372 or 372 for i in range(len(places))]
    return ordered[max(range(len(gaps)), key=lambda i: (gaps[i], i))]


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(year: int, month: int, day: int) -> int:
    found = _safe(year, month, day)
    return found.isoweekday() if found else 0
