"""What flows through the house: frozen, picklable values in the form of the contract.

Offsets are half-open and count Unicode code points of `Report.text`; `text` of a span is always
`report.text[start:end]`. Dates are ISO 8601 strings, a missing one is None. Field order is the order in JSON.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Modality = Literal["actual", "planned", "possible", "hypothetical"]
Polarity = Literal["positive", "negative"]
Phase = Literal["start", "continue", "repeat", "stop", "resume"]
Stance = Literal["asserts", "acknowledges", "denies", "doubts", "accuses"]
Perpetrator = Literal["named", "suspected", "claimed", "unknown"]
Quoted = Literal["direct", "indirect", "mixed"]
Basis = Literal["given", "inferred", "unknown"]
PlaceKind = Literal["country", "admin1", "admin2", "settlement", "region", "water", "facility", "other"]
PlaceRelation = Literal["in", "near", "along", "around", "toward", "from"]
PlacePrecision = Literal["exact", "near", "admin2", "admin1", "country", "unknown"]
TimePrecision = Literal["day", "week", "month", "year", "open", "unknown"]
TimeBasis = Literal["stated", "report date", "context"]


class Record(msgspec.Struct, frozen=True, gc=False):
    """Base of all records. None can hold itself, so that nobody looks through them for rings of dead things."""

    def to_json(self) -> str:
        """The record as one line of JSON."""
        return msgspec.json.encode(self).decode()


class Span(Record, frozen=True):
    """Characters of a report."""

    start: int
    end: int
    text: str


class Evidence(Span, frozen=True):
    """Characters of a report and what they show."""

    why: str


class Published(Record, frozen=True):
    """When a report was published: a closed interval of days, and how that is known."""

    earliest: str | None = None
    latest: str | None = None
    basis: Basis = "unknown"
    evidence: tuple[Evidence, ...] = ()


class Dropped(Span, frozen=True):
    """Furniture: characters that are no part of the story, and why they are thought so."""

    reason: str


class Report(Record, frozen=True):
    """One document of a source, kept exactly as it came; `furniture` is what a page's own structure sets apart from its story."""

    id: str
    text: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    published: Published = Published()
    furniture: tuple[Dropped, ...] = ()


class Prepared(Record, frozen=True):
    """A report that reading has looked through: its furniture, and the stretches (start, end) to be parsed one by one.

    `paragraphs` leave out what is dropped, follow each other in order, don't overlap and hold at most 20,000 characters.
    """

    report: Report
    dropped: tuple[Dropped, ...] = ()
    paragraphs: tuple[tuple[int, int], ...] = ()


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


Grade = Literal["Confirmed", "Fair", "Weak", "Contested", "Discounted"]
IncidentStatus = Literal["provisional", "corroborated", "reviewed", "retracted"]


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


Decision = Literal["accept", "correct", "reject", "unsure", "reviewed", "split", "merge"]
ReviewState = Literal["standing", "waiting", "revoked"]


class Anchor(Span, frozen=True):
    """The words by which a decision finds its claim again, however the report is coded: a claim's trigger in its report.

    `type` is what the coder called it then, `sentence` the claim's words; `is_only` says whether no other claim had these
    trigger words. `claim` is the claim that has them now, None where the coder finds none there any more.
    """

    report: str
    type: str
    sentence: str
    sentence_start: int
    is_only: bool = True
    claim: str | None = None


class Review(Record, frozen=True):
    """A person's decision: about a claim, or about an incident by its claims. It is never deleted; revoking ends its effect.

    `field`, `value` and `was` (what the machine had) are there where one field is corrected. `others` are the claims that
    stay where some are split off, or those of the other incident where two are merged. A decision that needs a second person
    waits, without effect, until somebody else confirms it.
    """

    id: int
    subject_kind: Literal["claim", "incident"]
    subject_id: str
    decision: Decision
    reviewer: str
    reason: str
    made_at: str
    field: str | None = None
    value: Any = None
    was: Any = None
    claims: tuple[Anchor, ...] = ()
    others: tuple[Anchor, ...] = ()
    state: ReviewState = "standing"
    needs_second: str | None = None
    seconded_by: str | None = None
    seconded_at: str | None = None
    revoked_by: str | None = None
    revoked_at: str | None = None
    revoked_reason: str | None = None


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


def from_json(line: str | bytes, kind: type[Any]) -> Any:
    """A record of `kind` from its JSON; raises msgspec.ValidationError where the form is another."""
    return msgspec.json.decode(line, type=kind)
