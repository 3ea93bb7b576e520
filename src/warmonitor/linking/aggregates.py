"""Claims that sum up several happenings, or a war: kept as aggregates, never as an incident and never in an incident's toll."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import Any

from warmonitor.knowledge.tables import entries
from warmonitor.records import Aggregate, Claim, CodedReport, EventTime


class _Words:
    """The expressions of the table, compiled once."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.period = [re.compile(words, re.IGNORECASE) for words in table["period"]]
        self.single = [re.compile(words, re.IGNORECASE) for words in table["single"]]
        self.plural = re.compile(table["plural"], re.IGNORECASE)
        self.ends = re.compile(table["ends"], re.IGNORECASE)


@cache
def _words() -> _Words:
    return _Words(entries("aggregates"))


def is_aggregate(claim: Claim, report: str = "") -> bool:
    """Whether a claim's numbers sum up several happenings: happenings of several days, or people harmed over a period or a war.

    `report` is the text of the claim's report, where words of a period may stand just outside of the claim.
    """
    counts = claim.event.counts
    if not counts:
        return False
    table = entries("aggregates")
    most = {count.of: max(count.low or 0, count.high or 0) for count in counts}
    happenings = max((most[of] for of in table["happenings"] if of in most), default=0)
    harmed = max((most[of] for of in table["harms"] if of in most), default=0)
    if max(happenings, harmed) < table["several"]:
        return False
    days = _stated_days(claim.event.time)
    if harmed >= table["war"] and days != 1:
        return True
    if days == 1:
        return False
    text, words = _around(claim, report), _words()
    has_period = _has_period(text)
    if happenings >= table["several"] and (has_period or (days or 0) >= table["days"]):
        return True
    if harmed < table["several"] or any(pattern.search(text) for pattern in words.single):
        return False
    is_long = (days or 0) >= table["long_days"] and (harmed >= table["many"] or words.plural.search(text) is not None)
    return has_period or is_long


@lru_cache(4096)
def _has_period(text: str) -> bool:
    """Whether these words name a period."""
    return any(pattern.search(text) for pattern in _words().period)


def _around(claim: Claim, report: str) -> str:
    """The words of a claim with those just before and after it, as far as no other clause or sentence begins."""
    read, near = entries("aggregates")["read"], entries("aggregates")["near"]
    if report[claim.start : claim.start + 40] != claim.text[:40]:
        return claim.text[:read]
    before = _words().ends.split(report[max(0, claim.start - near) : claim.start])[-1]
    after = _words().ends.split(report[claim.end : claim.end + near])[0]
    return f"{before}{claim.text[:read]}{after}"


def _stated_days(time: EventTime) -> int | None:
    """The length of a stated time; None where it is open or taken from elsewhere."""
    if time.basis != "stated" or time.earliest is None or time.latest is None:
        return None
    return date.fromisoformat(time.latest[:10]).toordinal() - date.fromisoformat(time.earliest[:10]).toordinal() + 1


def find_aggregates(coded: CodedReport) -> tuple[Aggregate, ...]:
    """The aggregates that a report tells, as claimed: what is hypothetical, planned or denied makes none."""
    found = []
    for claim in coded.claims:
        denied = claim.attribution is not None and claim.attribution.stance == "denies"
        if (
            denied
            or claim.status.modality != "actual"
            or claim.status.polarity != "positive"
            or not is_aggregate(claim, coded.report.text)
        ):
            continue
        event = claim.event
        found.append(
            Aggregate(
                claim.id,
                coded.report.id,
                claim.text,
                event.type,
                event.mode,
                event.actors,
                event.places,
                event.time,
                event.counts,
                claim.attribution,
            )
        )
    return tuple(found)
