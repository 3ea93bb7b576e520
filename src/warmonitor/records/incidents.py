"""One happening, linked across reports: ranges, rivals, and whose word each value is."""

from __future__ import annotations

from typing import Literal

from warmonitor.records.base import Record, Span
from warmonitor.records.claims import EventPlace, EventTime, Perpetrator, Phase
from warmonitor.records.mentions import Party

Grade = Literal["Confirmed", "Fair", "Weak", "Contested", "Discounted"]
IncidentStatus = Literal["provisional", "corroborated", "reviewed", "retracted"]


class Figure(Record, frozen=True):
    """One figure of a toll's history: who said how many, when, and in which claim."""

    voice: str
    published: str | None = None
    low: int | None = None
    high: int | None = None
    claim: str = ""


class Toll(Record, frozen=True):
    """A count of an incident over all its claims: range, best and conservative figure, and the claims that tell it.

    Tolls of groups are parts of larger ones (`part_of`), never to be added to them; `side` is civilians or combatants.
    """

    of: str
    who: str | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    conservative: int | None = None
    claims: tuple[str, ...] = ()
    part_of: str | None = None
    side: Literal["civilians", "combatants"] | None = None
    is_rising: bool = False
    history: tuple[Figure, ...] = ()


class Concession(Record, frozen=True):
    """A figure that somebody gives of the harm that their own side did."""

    speaker: Party
    of: str
    who: str | None = None
    low: int | None = None
    high: int | None = None
    claims: tuple[str, ...] = ()


class Support(Record, frozen=True):
    """A value that claims give: whose voices, and in which claims (the first of them where there are many)."""

    field: Literal["type", "mode", "actor", "recipient", "place", "time", "weapon"]
    value: str
    id: str | None = None
    independent_voices: int = 0
    voices: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


NOT = "not "  # before a name in a version of who did it: somebody who tells of the deed denies that it was them


class Version(Record, frozen=True):
    """One answer to a question that claims answer differently: what it says, whose voices, and in which claims."""

    value: str
    voices: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class Rival(Record, frozen=True):
    """Versions that exclude each other: whether it happened, who did it, whom or what it hit, how many it harmed."""

    question: Literal["happened", "who", "whom", "toll"]
    versions: tuple[Version, ...] = ()
    of: str | None = None


class Incident(Record, frozen=True):
    """The same happening, linked across claims and reports. `*_at` are instants in UTC."""

    id: str
    title: str
    type: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[EventPlace, ...]
    time: EventTime
    weapons: tuple[Span, ...]
    counts: tuple[Toll, ...]
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    voices: tuple[str, ...]
    independent_voices: int
    grade: Grade
    grade_reasons: tuple[str, ...]
    status: IncidentStatus
    first_reported_at: str | None
    changed_at: str
    replaced_by: str | None = None
    confidence: float = 0.5
    phase: Phase | None = None
    grade_claims: tuple[str, ...] = ()
    support: tuple[Support, ...] = ()
    rivals: tuple[Rival, ...] = ()
    conceded: tuple[Concession, ...] = ()
    perpetrator: Perpetrator | None = None
