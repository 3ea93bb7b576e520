"""One event as one speaker puts it."""

from __future__ import annotations

from typing import Literal

import msgspec

from warmonitor.records.base import Record, Span
from warmonitor.records.mentions import Party

Modality = Literal["actual", "planned", "possible", "hypothetical"]
Polarity = Literal["positive", "negative"]
Phase = Literal["start", "continue", "repeat", "stop", "resume"]
Stance = Literal["asserts", "acknowledges", "denies", "doubts", "accuses"]
Perpetrator = Literal["named", "suspected", "claimed", "unknown"]
PlaceRelation = Literal["in", "near", "along", "around", "toward", "from"]
PlacePrecision = Literal["exact", "near", "admin2", "admin1", "country", "unknown"]
TimePrecision = Literal["day", "week", "month", "year", "open", "unknown"]
TimeBasis = Literal["stated", "report date", "context"]


class EventPlace(Record, frozen=True):
    """A place of an event; its mention in `mentions.places` has the same characters."""

    start: int
    end: int
    text: str
    id: str | None = None
    name: str | None = None
    country: str | None = None
    relation: PlaceRelation = "in"
    precision: PlacePrecision = "unknown"
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    basis: Literal["stated", "context"] = "stated"
    pcode: str | None = None
    admin1: str | None = None


class EventTime(Record, frozen=True):
    """When an event happened; `start`, `end` and `text` are left out (UNSET) where no words of its own say it."""

    start: int | msgspec.UnsetType = msgspec.UNSET
    end: int | msgspec.UnsetType = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET
    earliest: str | None = None
    latest: str | None = None
    precision: TimePrecision = "unknown"
    basis: TimeBasis = "report date"


class Count(Record, frozen=True):
    """A number told of an event: low and high are whole numbers, None is open.

    A `part` is counted in another number of the same claim, never to be added to it: "including seven children".
    """

    start: int
    end: int
    text: str
    of: str
    who: str | None = None
    low: int | None = None
    high: int | None = None
    part: bool = False


class Codes(Record, frozen=True):
    """The crosswalk's codes; `acled` is (event type, sub-event type)."""

    cameo: str | None = None
    acled: tuple[str, str] | None = None
    ucdp: str | None = None


class Event(Record, frozen=True):
    """What a claim is about."""

    type: str
    mode: str | None
    context: tuple[str, ...]
    trigger: Span
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    weapons: tuple[Span, ...] = ()
    places: tuple[EventPlace, ...] = ()
    time: EventTime = EventTime()
    counts: tuple[Count, ...] = ()
    codes: Codes = Codes()
    perpetrator: Perpetrator | None = None


class Status(Record, frozen=True):
    """Whether it happened, as the claim puts it; `cue` holds the words that say so."""

    modality: Modality = "actual"
    polarity: Polarity = "positive"
    phase: Phase | None = None
    cue: Span | None = None


class Attribution(Record, frozen=True):
    """On whose word a claim stands."""

    speakers: tuple[Party, ...] = ()
    cue: Span | None = None
    stance: Stance = "asserts"
    relayed_by: Party | None = None
    medium: str | None = None
    quoted: bool = False


class Claim(Record, frozen=True):
    """One event as one speaker (or the report itself) puts it, tied to characters of the report."""

    id: str
    start: int
    end: int
    text: str
    event: Event
    status: Status = Status()
    attribution: Attribution | None = None
    background: bool = False
    confidence: float = 0.5
