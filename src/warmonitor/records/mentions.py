"""Whom, where and when a report names, and who says what in it."""

from __future__ import annotations

from typing import Literal

from warmonitor.records.base import Record, Span

Quoted = Literal["direct", "indirect", "mixed"]
PlaceKind = Literal["country", "admin1", "admin2", "settlement", "region", "water", "facility", "other"]


class Party(Record, frozen=True):
    """Someone who acts, is acted on or speaks: the words, and whom they resolve to."""

    start: int
    end: int
    text: str
    id: str | None = None
    name: str | None = None
    country: str | None = None
    sector: str | None = None


class PlaceMention(Span, frozen=True):
    """A place named in the report, resolved where the text allows it."""

    id: str | None = None
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    kind: PlaceKind | None = None
    radius_km: float | None = None
    pcode: str | None = None


class TimeMention(Span, frozen=True):
    """A time expression: TIMEX3 type and value, and the days it spans (None is open)."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: str | None = None
    latest: str | None = None


class Statement(Span, frozen=True):
    """What somebody is said to have said; `speaker` is None where the text names none."""

    speaker: Party | None = None
    cue: Span | None = None
    quoted: Quoted = "indirect"


class Mentions(Record, frozen=True):
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    statements: tuple[Statement, ...] = ()
