"""Whether two tellings may be of one time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from warmonitor.records import Claim


def same_day(members: list[Claim], claim: Claim) -> str:
    """Whether the words date the two alike ("same", "other"), or don't say ("unsaid"): to the day, or by spans that share none."""
    theirs, ours = _days(members), _days([claim])
    if theirs and ours:
        return "same" if theirs & ours else "other"
    mine = _stated_span(claim)
    spans = [span for member in members if (span := _stated_span(member)) is not None]
    if mine is None or not spans or any(first <= mine[1] and mine[0] <= last for first, last in spans):
        return "unsaid"
    return "other"


def _days(claims: Sequence[Claim]) -> set[str]:
    return {
        c.event.time.earliest
        for c in claims
        if c.event.time.earliest and c.event.time.precision == "day" and c.event.time.basis == "stated"
    }


def _stated_span(claim: Claim) -> tuple[str, str] | None:
    time = claim.event.time
    return (time.earliest, time.latest) if time.basis == "stated" and time.earliest and time.latest else None


def are_at_other_times(members: list[Claim], claim: Claim, days: int) -> bool:
    """Whether at least so many days lie between all that the one may be dated and all of the other."""
    theirs = [span for member in members if (span := span_of(member)) is not None]
    ours = span_of(claim)
    if ours is None or not theirs:
        return False
    gaps = (max((first - ours[1]).days, (ours[0] - last).days) for first, last in theirs)
    return min(gaps) >= days


def span_of(claim: Claim) -> tuple[date, date] | None:
    time = claim.event.time
    if not (time.earliest and time.latest):
        return None
    return date.fromisoformat(time.earliest[:10]), date.fromisoformat(time.latest[:10])
