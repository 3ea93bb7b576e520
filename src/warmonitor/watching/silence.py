"""Sources that published at their usual rate and have stopped: the rule "longer than its gaps" of watching.yaml."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from warmonitor.knowledge.tables import entries


@dataclass(frozen=True)
class Silence:
    """A source that has fallen silent: its last day with a report, the days since, its longest gap before, and how likely so long a silence was."""

    source: str
    last: date
    days: int
    longest_gap: int
    share_of_days: float
    chance: float


def find_silent(histories: Mapping[str, Collection[date]], on: date) -> tuple[Silence, ...]:
    """The sources silent on a day, the unlikeliest silence first. A history is the days on which a source published."""
    rule = entries("watching")["silence"]
    first = on - timedelta(days=rule["window_days"])
    found = []
    for source, days in histories.items():
        seen = sorted({day for day in days if first <= day <= on})
        if len(seen) >= rule["reporting_days"]:
            silence = _measure(source, seen, on)
            is_long = silence.days > silence.longest_gap and silence.days >= rule["least_days"]
            if is_long and silence.chance < rule["chance"]:
                found.append(silence)
    return tuple(sorted(found, key=lambda one: (one.chance, -one.days, one.source)))


def _measure(source: str, seen: list[date], on: date) -> Silence:
    """Days since the last report beside the source's own gaps. A day without a report is as likely as such days were before."""
    gaps = [(later - earlier).days for earlier, later in pairwise(seen)]
    share = (len(seen) - 1) / sum(gaps)
    silent = (on - seen[-1]).days
    return Silence(source, seen[-1], silent, max(gaps), share, (1 - share) ** max(0, silent - 1))
