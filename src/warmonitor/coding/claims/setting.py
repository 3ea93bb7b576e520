"""What the steps of a claim share: what is known of its report, and that there is none."""

from __future__ import annotations

from dataclasses import dataclass

from warmonitor.coding.actors import Parties
from warmonitor.coding.parse import Parse
from warmonitor.coding.places.find import FoundPlace
from warmonitor.coding.statements import FoundStatement
from warmonitor.coding.times import FoundTime
from warmonitor.records import Published


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a report when its claims are made."""

    report_id: str
    parse: Parse
    parties: Parties
    places: list[FoundPlace]
    times: list[FoundTime]
    statements: list[FoundStatement]
    published: Published


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a draft makes no claim."""

    reason: str
