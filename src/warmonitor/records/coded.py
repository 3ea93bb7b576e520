"""What the coder makes of one report."""

from __future__ import annotations

from warmonitor.records.base import Record, Span
from warmonitor.records.claims import Claim, EventPlace, EventTime
from warmonitor.records.mentions import Mentions, Party
from warmonitor.records.reports import Dropped, Report


class IncidentCount(Record, frozen=True):
    """A toll of an incident of one report; those that are no `part` of another may be added up.

    Where some are, there is a toll of everyone (`who` is None), told or added up.
    """

    of: str
    who: str | None = None
    low: int | None = None
    high: int | None = None
    part: bool = False


class ReportIncident(Record, frozen=True):
    """The claims of one report that tell of the same happening."""

    id: str
    claims: tuple[str, ...]
    type: str
    mode: str | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    weapons: tuple[Span, ...] = ()
    places: tuple[EventPlace, ...] = ()
    time: EventTime = EventTime()
    counts: tuple[IncidentCount, ...] = ()
    main: bool = False


class CoderVersion(Record, frozen=True):
    name: str
    version: str


class Refused(Span, frozen=True):
    """Words that might have made a claim of this type and made none, and why."""

    type: str
    reason: str


class CodedReport(Record, frozen=True):
    """One line of `warmonitor code`."""

    report: Report
    dropped: tuple[Dropped, ...]
    mentions: Mentions
    claims: tuple[Claim, ...]
    incidents: tuple[ReportIncident, ...]
    coder: CoderVersion
    gated: bool = False
    refused: tuple[Refused, ...] = ()


class Reason(Record, frozen=True):
    """Why a claim's field has its value, or why a trigger made no claim: the rule or table row, and the words it went by."""

    claim: str | None
    field: str
    value: str | None
    rule: str
    start: int | None = None
    end: int | None = None
    text: str | None = None
