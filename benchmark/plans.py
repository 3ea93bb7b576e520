"""What happens in a made-up stream, and what each report says of it, before there is any text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from warmonitor.records import Party


class Town(NamedTuple):
    """A place of the gazetteer, and names that are at home there."""

    id: str
    name: str
    country: str
    latitude: float
    longitude: float
    radius_km: float
    names: tuple[str, ...]


@dataclass(frozen=True)
class Happening:
    """What happened, as nobody knows it."""

    number: int
    day: date
    town: Town
    deed: dict[str, Any]
    actor: Party
    recipient: str
    killed: int
    who: str
    injured: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence that makes a claim: its pattern, whose happening it tells, and how."""

    pattern: str
    happening: Happening
    type: str
    mode: str | None
    speaker: str | None = None
    denied: bool = False


@dataclass(frozen=True)
class Plan:
    """What a report says, before it is laid out as text."""

    id: str
    source: str
    published: date
    about: Happening
    told: tuple[Sentence, ...]
    others: tuple[str, ...]
    credit: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
