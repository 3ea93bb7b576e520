"""A time expression of a report."""

from __future__ import annotations

from dataclasses import dataclass

from warmonitor.records import TimeMention


@dataclass(frozen=True)
class FoundTime:
    """A time expression: tokens first to last (excluded), its mention, and how it relates to what it stands with.

    `relation` is since, from, until, before, after, by, during, on, in, at, within, for, and or ""; `cue` is the first token of
    the words that say so. `granularity` is the unit its value is written in (day, week, month, quarter, season, half, year,
    decade, century), "duration", "set", "reference" or "" where it is unresolved. `partner` is the place in the list of the
    other end of a range ("from May" has "to July" and the other way round). `tense` is that of its clause.
    `is_floating` marks a time of day whose day isn't in its words.
    """

    first: int
    last: int
    mention: TimeMention
    granularity: str
    relation: str = ""
    cue: int | None = None
    partner: int | None = None
    tense: str = ""
    mod: str = ""
    is_floating: bool = False
