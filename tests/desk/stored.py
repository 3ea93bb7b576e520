"""Stores for the desk's tests: records built by hand and written with the store's own functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from warmonitor.records import (
    Attribution,
    Claim,
    CodedReport,
    CoderVersion,
    Count,
    Dropped,
    Event,
    EventPlace,
    EventTime,
    Incident,
    Mentions,
    Party,
    PlaceMention,
    Published,
    Report,
    Span,
    Statement,
    Status,
    TimeMention,
    Toll,
)
from warmonitor.store import recording, storing
from warmonitor.store.store import open_store

NOW = "2024-03-01T09:00:00Z"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`&{{7*7}}"


@dataclass(frozen=True)
class Told:
    """A report of one event as a test wants it: every value is quoted in the text that `coded` makes."""

    id: str
    place: str = "Idlib"
    at: tuple[float, float] | None = (36.63, 35.93)
    radius_km: float | None = 12.0
    precision: str = "near"
    country: str = "SYR"
    day: str = "2018-09-04"
    source: str = "Sample Wire"
    speaker: str | None = "the war monitor"
    actor: str = "government forces"
    type: str = "ASSAULT"
    mode: str | None = "heavy-weapons"
    dead: int | None = 5
    stance: str = "asserts"
    title: str | None = None
    url: str | None = "https://wire.example/1"
    lines: tuple[str, ...] = field(default=("Share this page",))


def coded(told: Told) -> CodedReport:
    """The coded report: a sentence, its claim with all arguments, a statement, and furniture after it."""
    speech = f", {told.speaker} said" if told.speaker else ""
    dead = f", killing {told.dead} civilians" if told.dead is not None else ""
    sentence = f"On {told.day} {told.actor} shelled {told.place}{dead}{speech}."
    furniture = "\n".join(told.lines)
    text = f"{sentence}\n\nA second paragraph of the report.\n\n{furniture}"

    def span(words: str) -> dict[str, int | str]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    latitude, longitude = (told.at[1], told.at[0]) if told.at else (None, None)
    where = {
        "id": f"test:{told.place}",
        "name": told.place,
        "country": told.country,
        "latitude": latitude,
        "longitude": longitude,
        "radius_km": told.radius_km,
    }
    speaker = Party(**span(told.speaker), name=told.speaker) if told.speaker else None  # type: ignore[arg-type]
    counts = (
        (Count(**span(f"{told.dead} civilians"), of="killed", who="civilians", low=told.dead, high=told.dead),)
        if told.dead is not None
        else ()
    )  # type: ignore[arg-type]
    claim = Claim(
        id=f"{told.id}-c1", start=0, end=len(sentence), text=sentence,
        event=Event(
            type=told.type, mode=told.mode, context=("military",), trigger=Span(**span("shelled")),  # type: ignore[arg-type]
            actors=(Party(**span(told.actor), id="SYRMIL", name=told.actor, country=told.country, sector="MIL"),),  # type: ignore[arg-type]
            places=(EventPlace(**span(told.place), **where, precision=told.precision),),  # type: ignore[arg-type]
            time=EventTime(**span(told.day), earliest=told.day, latest=told.day, precision="day", basis="stated"),  # type: ignore[arg-type]
            counts=counts,
        ),
        status=Status(polarity="negative" if told.stance == "denies" else "positive"),
        attribution=Attribution(speakers=(speaker,), cue=Span(**span("said")), stance=told.stance) if speaker else None,  # type: ignore[arg-type]
        confidence=0.8,
    )  # fmt: skip
    mentions = Mentions(
        places=(PlaceMention(**span(told.place), **where, kind="settlement"),),  # type: ignore[arg-type]
        times=(TimeMention(**span(told.day), type="DATE", value=told.day, earliest=told.day, latest=told.day),),  # type: ignore[arg-type]
        statements=(Statement(0, len(sentence), sentence, speaker=speaker),) if speaker else (),
    )
    report = Report(
        id=told.id, text=text, source=told.source, url=told.url, title=told.title or f"Shelling in {told.place}", language="en",
        published=Published(told.day, told.day, "given"),
    )  # fmt: skip
    dropped = (Dropped(**span(furniture), reason="boilerplate"),) if furniture else ()  # type: ignore[arg-type]
    return CodedReport(report, dropped, mentions, (claim,), (), CoderVersion("test", "1"))


def fill(url: str, incidents: Iterable[tuple[str, list[Told]]]) -> None:
    """Store incidents: (id, the reports that tell of each)."""
    with open_store(url) as store, store.writing() as connection:
        batch = []
        for incident_id, tellings in incidents:
            records = [coded(told) for told in tellings]
            keys = []
            for record in records:
                key = storing.put_report(connection, record.report, None, storing.fingerprint(record.report), None, NOW)
                storing.put_coding(connection, key, record, NOW)
                keys.append(key)
            members = [
                recording.Membership(claim, 0.9, {"same_place": 1.0})
                for claim in recording.claim_keys(connection, keys).values()
            ]
            incident = _incident(incident_id, tellings, records)
            words = f"{incident.title} {' '.join(record.report.text for record in records)}"
            batch.append(recording.Recorded(incident, members, keys, len(keys), _tags(incident, tellings), words))
        recording.record_all(connection, batch, "test", NOW)


def _incident(incident_id: str, tellings: list[Told], records: list[CodedReport]) -> Incident:
    event = records[0].claims[0].event
    dead = [told.dead for told in tellings if told.dead is not None and told.stance != "denies"]
    voices = tuple(dict.fromkeys(told.source for told in tellings))
    claims = tuple(claim.id for record in records for claim in record.claims)
    toll = Toll("killed", "civilians", min(dead), max(dead), max(dead), min(dead), claims) if dead else None
    return Incident(
        id=incident_id, title=tellings[0].title or f"Shelling in {tellings[0].place}", type=event.type, mode=event.mode, actors=event.actors,
        recipients=(), places=event.places, time=event.time, weapons=(), counts=(toll,) if toll else (),
        reports=tuple(told.id for told in tellings), claims=claims, voices=voices, independent_voices=len(voices),
        grade="Fair" if len(voices) > 1 else "Weak", grade_reasons=(f"{len(voices)} independent voices assert it",),
        status="corroborated" if len(voices) > 1 else "provisional", first_reported_at=f"{tellings[0].day}T12:00:00Z", changed_at=NOW, confidence=0.8,
    )  # fmt: skip


def _tags(incident: Incident, tellings: list[Told]) -> frozenset[tuple[str, str, str]]:
    first = tellings[0]
    return frozenset(
        {
            ("country", first.country, first.country),
            ("place", f"test:{first.place}", first.place),
            ("actor", "SYRMIL", first.actor),
        }
        | {("source", told.source, told.source) for told in tellings}
    )


STORED = [
    ("i-idlib", [Told("r-1"), Told("r-2", source="Sample Daily", dead=8, speaker=None), Told("r-3", source="Sample Ministry", stance="denies", speaker="a ministry's spokesman", dead=None)]),
    ("i-hama", [Told("r-4", place="Hama", at=(36.75, 35.13), day="2018-09-06", dead=2)]),
    ("i-province", [Told("r-5", place="Aleppo", at=(37.5, 36.2), precision="admin1", radius_km=70.0, day="2018-09-10", type="THREATEN", mode="violence", dead=None)]),
    ("i-country", [Told("r-6", place="Sudan", at=(30.2, 12.9), precision="country", radius_km=600.0, country="SDN", day="2018-10-01", type="CONSULT", mode=None, dead=None)]),
    ("i-nowhere", [Told("r-7", place="the front", at=None, radius_km=None, precision="unknown", day="2018-10-02")]),
    ("i-hostile", [Told("r/8 ?#<b>", place=HOSTILE, at=(37.1, 35.9), day="2018-10-03", title=HOSTILE, source=HOSTILE, speaker=HOSTILE, url="javascript:alert(1)", lines=(HOSTILE, "\u202eevil"))]),
]  # fmt: skip
