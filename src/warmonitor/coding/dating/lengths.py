"""What the lengths of wars and the anniversaries in a report say of its day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from warmonitor.coding.dating.offices import words_of
from warmonitor.coding.dating.solving import HINT, LAST, Constraint, evidence_of
from warmonitor.coding.parse import Parse
from warmonitor.coding.times.days import Days, moved, number_of
from warmonitor.coding.times.found import FoundTime
from warmonitor.coding.times.lexicon import load
from warmonitor.knowledge import tables


def wars_of(parse: Parse, times: list[FoundTime]) -> Iterator[Constraint]:
    """A war's length in years: published that long after its start. Only where the report names one such war."""
    text = parse.text.lower()
    for time in times:
        length = re.fullmatch(r"P(\d{1,2})([YM])", time.mention.value)
        if not length or not 1 <= int(length.group(1)) <= 60:
            continue
        begin, end = parse.sentences[parse.sentence_of[time.first]]
        near = set(parse.lower[max(begin, time.first - 5) : min(end, time.last + 4)])
        wars = _wars_named(" ".join(parse.lower[begin:end])) if near & words_of("wars", "words") else []
        wars = wars or (_wars_named(text) if near & words_of("wars", "words") and length.group(2) == "Y" else [])
        units, unit = int(length.group(1)), length.group(2)
        spans = [
            span
            for war in wars
            for span in [_after_start(war, units, unit, early="war_early_days", late="war_late_days")]
            if span
        ]
        if spans:
            told = "; ".join(f"the {war['name']} began on {war['start']}" for war in wars[:3])
            evidence = evidence_of(
                parse, time.first, time.last, f"a war of {units} {'years' if unit == 'Y' else 'months'}: {told}"
            )
            yield Constraint(tuple(sorted(spans)), evidence, 3)
            hints = [
                span
                for war in wars
                for span in [_after_start(war, units, unit, early="war_hint_early_days", late="war_hint_late_days")]
                if span
            ]
            if hints:
                yield Constraint(tuple(sorted(hints)), evidence, HINT)


def _after_start(war: dict[str, str], units: int, unit: str, *, early: str, late: str) -> Days | None:
    """The days on which a war may be said to be so long, None where it was over by then. Months have a tenth of the slack."""
    limits = tables.entries("time_limits")
    start = date.fromisoformat(war["start"])
    last = date.fromisoformat(war["end"]) if war["end"] else LAST
    day = moved(start, units, unit)
    if day is None or day.year > LAST.year - 2:
        return None
    share = 1 if unit == "Y" else 6
    whole = (last - start).days / (365.25 if unit == "Y" else 30.4)
    if last < LAST and abs(whole - units) <= 0.5:
        return last - timedelta(limits[early] // share), LAST  # its whole length: told when it was over, any time after
    low, high = day - timedelta(limits[early] // share), day + timedelta(limits[late] // share)
    return (low, min(high, last + timedelta(365) if last < LAST else last)) if low <= last else None


def _wars_named(text: str) -> list[dict[str, str]]:
    """The wars of the table of which a keyword stands in the text as a whole word."""
    return [
        row
        for row in tables.rows("wars")
        if any(re.search(rf"\b{re.escape(word)}(?!\w)", text) for word in row["keywords"].split(";"))
    ]


def anniversaries(parse: Parse) -> Iterator[Constraint]:
    """ "ten years after the 2003 invasion", "the 10th anniversary of the 2003 invasion"."""
    for i, word in enumerate(parse.lower):
        if word not in ("anniversary", "after", "since"):
            continue
        begin, end = parse.sentences[parse.sentence_of[i]]
        rank = _rank_before(parse, i, begin) if word == "anniversary" else _length_before(parse, i, begin)
        if rank is None:
            continue
        year = next(
            (
                int(parse.word[j])
                for j in range(i + 1, min(end, i + 9))
                if re.fullmatch(r"1[89]\d\d|20\d\d", parse.word[j])
            ),
            None,
        )
        if year is not None and year + rank <= LAST.year - 1:
            spans = (
                ((date(year + rank, 1, 1), date(year + rank, 12, 31)),)
                if word == "anniversary"
                else ((date(year + rank - 1, 7, 1), date(year + rank + 1, 6, 30)),)
            )
            yield Constraint(spans, evidence_of(parse, max(begin, i - 2), i + 1, f"{rank} years after {year}"), 6)


def _rank_before(parse: Parse, i: int, begin: int) -> int | None:
    for word in parse.lower[max(begin, i - 3) : i]:
        found = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", word)
        if found:
            return int(found.group(1))
        if word in load().words["ordinal"]:
            return int(load().words["ordinal"][word])
    return None


def _length_before(parse: Parse, i: int, begin: int) -> int | None:
    if i - 2 < begin or parse.lower[i - 1] not in ("years", "year", "on"):
        return None
    number = number_of(parse.lower[i - 2]) if parse.lower[i - 1] != "on" else None
    return int(number) if number is not None and number == int(number) and 1 <= number < 200 else None
