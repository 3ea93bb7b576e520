"""What the store's queries take and give: frozen values, never database rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import msgspec

from warmonitor.records import Claim, Published, Record

T = TypeVar("T")

IncidentSort = Literal["most told", "newest", "oldest", "last changed", "deadliest"]
ChangeKind = Literal["made", "changed", "merged", "split", "retracted", "restored"]


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items of a list, and where the next ones begin (`after` of the next call; None at the end)."""

    items: tuple[T, ...]
    next: str | None = None


@dataclass(frozen=True)
class IncidentFilter:
    """Which incidents, and in what order. Unset fields don't restrict; text is a full-text search.

    `since` and `until` are days (ISO) that the event's time must touch; `bbox` is west, south, east, north in degrees, `area` the
    corners (longitude, latitude) of a ring that the place must lie in;
    `actor`, `place` and `source` match an id or a name, whatever its case.
    """

    type: str | None = None
    mode: str | None = None
    country: str | None = None
    actor: str | None = None
    place: str | None = None
    source: str | None = None
    grade: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    area: tuple[tuple[float, float], ...] | None = None
    min_voices: int | None = None
    sort: IncidentSort = "most told"


@dataclass(frozen=True)
class ClaimFilter:
    """Which claims: of an incident, a report, a type, a source, a speaker (id or name), with words (full text)."""

    incident: str | None = None
    report: str | None = None
    type: str | None = None
    source: str | None = None
    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class ReportFilter:
    """Which reports: of an incident, a source, published between two days, with words (full text)."""

    incident: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None


class ClaimRow(Record, frozen=True):
    """A claim, the report that holds it, and the incident it is linked to (None where it makes none).

    Where people decided about it, the claim is as they left it; `standing` says how it stands (accepted, corrected, rejected,
    unsure), `corrected` which fields they corrected, and `machine` is what the coder put then.
    """

    report_id: str
    source: str | None
    claim: Claim
    published: Published = Published()
    title: str | None = None
    incident_id: str | None = None
    standing: str | None = None
    corrected: tuple[str, ...] = ()
    machine: Claim | None = None


class ReportRow(Record, frozen=True):
    """A report without its text. `version` counts the changes seen at its address, from 1; `copy_of` names the report that it copies."""

    id: str
    source: str | None
    publisher: str | None
    url: str | None
    title: str | None
    language: str | None
    published: Published
    characters: int
    claims: int
    incidents: tuple[str, ...]
    version: int
    copy_of: str | None
    added_at: str


class VersionRow(Record, frozen=True):
    """A version of a report: its number from 1, the id that it had, when it came, and how long it was."""

    version: int
    id: str
    added_at: str
    title: str | None
    published: Published
    characters: int
    is_current: bool


class Borrowed(Record, frozen=True):
    """Characters of a report whose words are another's."""

    start: int
    end: int
    report: str


class CopyRow(Record, frozen=True):
    """A report and what it has of earlier ones: its relation to the one that it copies, the share of its words, and which are whose.

    `relation` is reprint, cut, rewrite, merged (of several), translation or partial (a stretch in a story of its own); None where
    it has nothing.
    """

    id: str
    source: str | None
    title: str | None
    published: Published
    relation: str | None = None
    copies: str | None = None
    share: float = 0.0
    taken: tuple[Borrowed, ...] = ()


class Family(Record, frozen=True):
    """A report's family: the first report, the report itself, all members (none where it is alone), and how many they are.

    `names` are the sources of the reports that are named, by report id.
    """

    first: str
    own: CopyRow | None = None
    members: tuple[CopyRow, ...] = ()
    size: int = 0
    names: dict[str, str | None] = msgspec.field(default_factory=dict)


class SourceRow(Record, frozen=True):
    """A source, the voice behind it, and what the store holds of it.

    Its first report was out by `first_published`, its last wasn't before `last_published`: a day that is only inferred stretches neither.
    """

    name: str
    publisher: str
    reports: int
    claims: int
    incidents: int
    first_published: str | None
    last_published: str | None


class DayCount(Record, frozen=True):
    """Incidents that began on a day, and the most and the least said to have been killed in them."""

    day: str
    incidents: int
    killed_low: int
    killed_high: int


class FacetValue(Record, frozen=True):
    """A value that incidents of a filter have, as it is shown, and how many have it."""

    value: str
    label: str
    count: int


class LinkRow(Record, frozen=True):
    """Why a claim belongs to an incident: named facts and what each weighed."""

    claim_id: str
    report_id: str
    incident_id: str
    score: float
    features: dict[str, float]


class ChangeRow(Record, frozen=True):
    """One step of an incident's history: what changed, when it was recorded, and what made it change.

    Steps are numbered in the order in which they were recorded. A merged incident's step names the one that replaced it.
    """

    incident_id: str
    at: str
    cause: str
    kind: str
    changed: dict[str, list[str | None]]
    number: int = 0
    replaced_by: str | None = None


class StoredSize(Record, frozen=True):
    """How much the store holds."""

    sources: int
    reports: int
    claims: int
    incidents: int
