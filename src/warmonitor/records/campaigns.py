"""Sequences of incidents, and sums of several happenings."""

from __future__ import annotations

from typing import Literal

from warmonitor.records.base import Record
from warmonitor.records.claims import Attribution, Count, EventPlace, EventTime
from warmonitor.records.mentions import Party


class Aggregate(Record, frozen=True):
    """A claim whose numbers sum up several happenings of a period: attached to a sequence or a place, part of no incident's toll."""

    claim: str
    report: str
    text: str
    type: str
    mode: str | None = None
    actors: tuple[Party, ...] = ()
    places: tuple[EventPlace, ...] = ()
    time: EventTime = EventTime()
    counts: tuple[Count, ...] = ()
    attribution: Attribution | None = None


class Turn(Record, frozen=True):
    """When a sequence began, ceased or resumed: told by an incident's claims, or (`quiet`) shown by days without any."""

    kind: Literal["start", "stop", "resume", "quiet"]
    earliest: str | None = None
    latest: str | None = None
    incident: str | None = None


class Campaign(Record, frozen=True):
    """Incidents of one actor and kind in one theatre that follow each other without a long gap: a campaign, a siege, a series of raids."""

    id: str
    title: str
    kind: str
    actor: str | None
    actor_name: str | None
    theatre: str
    theatre_name: str
    country: str | None
    first: str
    last: str
    incidents: int
    name: str | None = None
    killed_low: int | None = None
    killed_high: int | None = None
    turns: tuple[Turn, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()
