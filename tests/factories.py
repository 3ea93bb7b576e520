"""Builders of records for tests: each makes a sound record from the few things that a test is about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from warmonitor.errors import CodingError
from warmonitor.records import (
    Attribution,
    Claim,
    CodedReport,
    CoderVersion,
    Count,
    Event,
    EventPlace,
    EventTime,
    Grade,
    Incident,
    IncidentCount,
    IncidentStatus,
    Mentions,
    Party,
    PlacePrecision,
    PlaceRelation,
    Published,
    Report,
    ReportIncident,
    Span,
    Status,
    Toll,
)
from warmonitor.store import Store
from warmonitor.workflow.add import Offered, add_reports

CODER = CoderVersion("test", "1")

# name -> (id, country, latitude, longitude, radius_km, precision)
PLACES: dict[str, tuple[str, str, float, float, float, PlacePrecision]] = {
    "Idlib": ("geonames:169389", "SYR", 35.93, 36.63, 5.0, "exact"),
    "Idlib province": ("geonames:169387", "SYR", 35.9, 36.7, 60.0, "admin1"),
    "Jisr al-Shughur": ("geonames:169304", "SYR", 35.81, 36.32, 5.0, "exact"),
    "Kafr Nabl": ("geonames:168661", "SYR", 35.61, 36.56, 2.0, "exact"),
    "Kharkiv": ("geonames:706483", "UKR", 49.98, 36.25, 10.0, "exact"),
    "Goma": ("geonames:216281", "COD", -1.67, 29.22, 8.0, "exact"),
    "Syria": ("geonames:163843", "SYR", 35.0, 38.0, 300.0, "country"),
}


def make_report(
    text: str = "Air raids hit Idlib on Tuesday.",
    *,
    id: str | None = None,
    published: str | None = None,
    **fields: str | None,
) -> Report:
    """A report; its id is made from its text where none is given. Fields: source, url, title, language."""
    dated = Published(published, published, "given") if published else Published()
    made = id or hashlib.sha256("\0".join((text, *map(str, fields.values()))).encode()).hexdigest()[:12]
    return Report(id=made, text=text, published=dated, language=fields.pop("language", "en"), **fields)


def span_of(report: Report, words: str) -> Span:
    """The first place where a report has these words; the test is wrong where it has not."""
    start = report.text.index(words)
    return Span(start, start + len(words), words)


def make_party(report: Report, words: str, **fields: str | None) -> Party:
    """Someone named in a report. Fields: id, name, country, sector."""
    span = span_of(report, words)
    return Party(span.start, span.end, span.text, **fields)


def make_place(report: Report, name: str, *, relation: PlaceRelation = "in") -> EventPlace:
    """A place of PLACES, named in a report."""
    span = span_of(report, name)
    identity, country, latitude, longitude, radius, precision = PLACES[name]
    return EventPlace(
        span.start,
        span.end,
        span.text,
        identity,
        name,
        country,
        relation,
        precision,
        latitude,
        longitude,
        radius,
    )


def make_day(earliest: str, latest: str | None = None) -> EventTime:
    """A time that is stated: a day, or some."""
    return EventTime(
        earliest=earliest,
        latest=latest or earliest,
        precision="day" if latest in (None, earliest) else "week",
        basis="stated",
    )


def make_count(
    report: Report,
    words: str,
    of: str = "killed",
    *,
    who: str | None = None,
    low: int | None = None,
    high: int | None = None,
) -> Count:
    """A number told in a report; low is the number that the words begin with where none is given."""
    span = span_of(report, words)
    if low is None and high is None:
        low = high = int(words.split()[0])
    return Count(span.start, span.end, span.text, of, who, low, high)


def make_claim(
    report: Report,
    trigger: str,
    *,
    id: str | None = None,
    type: str = "ASSAULT",
    mode: str | None = "aerial",
    actors: Sequence[Party] = (),
    recipients: Sequence[Party] = (),
    places: Sequence[EventPlace] = (),
    time: EventTime | None = None,
    counts: Sequence[Count] = (),
    status: Status | None = None,
    attribution: Attribution | None = None,
    background: bool = False,
    confidence: float = 0.8,
) -> Claim:
    """A claim of a report; its text is the sentence around the trigger."""
    at = span_of(report, trigger)
    start = (
        max(report.text.rfind(". ", 0, at.start) + 2, report.text.rfind("\n", 0, at.start) + 1, 0) if at.start else 0
    )
    start = 0 if report.text.rfind(". ", 0, at.start) < 0 and "\n" not in report.text[: at.start] else start
    stop = report.text.find(".", at.end)
    end = len(report.text) if stop < 0 else stop + 1
    event = Event(
        type, mode, (), at, tuple(actors), tuple(recipients), (), tuple(places), time or EventTime(), tuple(counts)
    )
    made = id or hashlib.sha256(f"{report.id}:{at.start}:{type}".encode()).hexdigest()[:12]
    return Claim(
        made, start, end, report.text[start:end], event, status or Status(), attribution, background, confidence
    )


def make_coded(
    report: Report,
    claims: Sequence[Claim] = (),
    *,
    groups: Sequence[Sequence[Claim]] | None = None,
    coder: CoderVersion = CODER,
) -> CodedReport:
    """A coded report: each asserted claim an incident of its own, or claims grouped as told; the first group is the main one."""
    if groups is None:
        groups = [
            [claim]
            for claim in claims
            if claim.status.modality == "actual" and claim.status.polarity == "positive" and not _denied(claim)
        ]
    incidents = tuple(_make_unit(group, position == 0) for position, group in enumerate(groups))
    return CodedReport(report, (), Mentions(), tuple(claims), incidents, coder)


def _denied(claim: Claim) -> bool:
    return claim.attribution is not None and claim.attribution.stance == "denies"


def _make_unit(claims: Sequence[Claim], main: bool) -> ReportIncident:
    event = claims[0].event
    counts = tuple(
        IncidentCount(count.of, count.who, count.low, count.high) for claim in claims for count in claim.event.counts
    )
    return ReportIncident(
        f"i{claims[0].id}", tuple(claim.id for claim in claims), event.type, event.mode, event.actors, event.recipients,
        event.weapons, event.places, event.time, counts, main,
    )  # fmt: skip


def make_raid(
    source: str | None = "Sample Wire",
    *,
    place: str = "Idlib",
    day: str = "2018-09-04",
    killed: int | None = None,
    actor: str | None = "Russian",
    speaker: str | None = None,
    denied: bool = False,
    published: str | None = None,
    id: str | None = None,
    more: str = "",
) -> CodedReport:
    """A coded report of an air raid: who tells it, where and when it was, how many it killed, who did it, who says so, and more words."""
    said = f", {speaker} said" if speaker else ""
    toll = f" and killed {killed} people" if killed is not None else ""
    text = f"{actor or 'Unknown'} warplanes carried out air raids on {place} {day}{toll}{said}. {more}"
    report = make_report(text, id=id, source=source, published=published or day)
    actors = (
        [make_party(report, actor, id="RUSMIL", name="Russian armed forces", country="RUS", sector="MIL")]
        if actor
        else []
    )
    speakers = (make_party(report, speaker, id=speaker, name=speaker),) if speaker else ()
    claim = make_claim(
        report,
        "air raids",
        actors=actors,
        places=[make_place(report, place)],
        time=make_day(day),
        counts=[make_count(report, f"{killed} people", low=killed, high=killed)] if killed is not None else [],
        status=Status(polarity="negative" if denied else "positive"),
        attribution=Attribution(speakers, stance="denies" if denied else "asserts") if speaker or denied else None,
    )
    return make_coded(report, [claim])


class FakeCoder:
    """Gives the records that it was made with, by report id, as a coder would; reports it doesn't know break it."""

    def __init__(self, records: Iterable[CodedReport]) -> None:
        self._records = {record.report.id: record for record in records}
        self.coded: list[str] = []

    def __call__(self, reports: Iterable[Report], refuse: object) -> Iterator[CodedReport]:
        for report in reports:
            self.coded.append(report.id)
            record = self._records.get(report.id)
            if record is None:
                refuse(CodingError("the coder broke on this report", report.id))  # type: ignore[operator]
            else:
                yield record


def make_incident(
    name: str,
    *,
    type: str = "ASSAULT",
    mode: str | None = None,
    grade: Grade = "Weak",
    status: IncidentStatus = "provisional",
    days: tuple[str | None, str | None] = (None, None),
    at: tuple[float, float] | None = None,
    voices: int = 1,
    killed: int | None = None,
    changed_at: str = "2024-01-01T00:00:00Z",
) -> Incident:
    """An incident by its plain fields, `at` longitude and latitude, as a store's queries see it."""
    places = (EventPlace(0, 0, "", latitude=at[1], longitude=at[0], radius_km=5.0, precision="near"),) if at else ()
    return Incident(
        id=name, title=f"Incident {name}", type=type, mode=mode, actors=(), recipients=(), places=places,
        time=EventTime(earliest=days[0], latest=days[1]), weapons=(), counts=() if killed is None else (Toll("killed", None, killed),),
        reports=(), claims=(), voices=tuple(f"voice {number}" for number in range(voices)), independent_voices=voices, grade=grade,
        grade_reasons=(), status=status, first_reported_at=None, changed_at=changed_at,
    )  # fmt: skip


def fill(store: Store, records: Iterable[CodedReport], coder: CoderVersion = CODER) -> list[str]:
    """Add these reports to a store, as their coder told them; what came of each."""
    known = list(records)
    offered = [Offered(record.report) for record in known]
    return [added.outcome for added in add_reports(store, offered, FakeCoder(known), coder)]


def what_is_known(store: Store) -> list[Incident]:
    """All incidents of a store but for when they were recorded."""
    return sorted(
        (msgspec.structs.replace(incident, changed_at="") for incident in store.all_incidents()),
        key=lambda incident: incident.id,
    )
