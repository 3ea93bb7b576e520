"""Bulletins of made-up raids, and what stands in them."""

from __future__ import annotations

from factories import make_claim, make_count, make_day, make_party, make_place, make_report
from warmonitor.publishing.bulletin import Bulletin, Cited, Material, Told, sentences_of, write_bulletin
from warmonitor.records import Attribution, Incident, Status, Toll

HOSTILE = "<script>alert(1)</script> *b* [x](javascript:1) #show: panic() \\ $x$ @a `c` \u202eevil"
DAY = "2024-03-15"
NOWHERE = "\U00050005"  # no character has this number, so no font has a sign for it


def raid(
    name: str = "1", place: str = "Idlib", *, source: str = "Sample Wire", killed: int | None = 5, speaker: str | None = None,
    denied: bool = False, planned: bool = False, actor: str = "Russian", day: str = DAY,
) -> Cited:  # fmt: skip
    """A claim of an air raid as a bulletin takes it."""
    said = f", {speaker} said" if speaker else ""
    toll = f" and killed {killed} people" if killed is not None else ""
    report = make_report(f"{actor} warplanes hit {place} {day}{toll}{said}.", id=f"r{name}", source=source)
    claim = make_claim(
        report, "hit", id=f"c{name}", actors=[make_party(report, actor, name=f"{actor} armed forces", id=actor)],
        places=[make_place(report, place)], time=make_day(day),
        counts=[make_count(report, f"{killed} people", low=killed, high=killed)] if killed is not None else [],
        status=Status(modality="planned" if planned else "actual", polarity="negative" if denied else "positive"),
        attribution=Attribution((make_party(report, speaker, name=speaker),)) if speaker else None,
    )  # fmt: skip
    return Cited(claim, report.id, source, f"https://wire.example/{name}", f"Raid on {place}", report.published)


def told(
    *claims: Cited, id: str = "i1", title: str = "Air strikes in Idlib", grade: str = "Fair", type: str = "ASSAULT"
) -> Told:
    """The incident of some claims."""
    first = claims[0].claim
    figures = [
        count.low
        for one in claims
        for count in one.claim.event.counts
        if count.low is not None and one.claim.status.polarity == "positive"
    ]
    toll = (
        Toll(
            "killed", None, min(figures), figures[-1], max(figures), min(figures), tuple(one.claim.id for one in claims)
        )
        if figures
        else None
    )
    return Told(
        Incident(
            id, title, type, "aerial" if type == "ASSAULT" else None, first.event.actors, (), first.event.places, first.event.time, (), (toll,) if toll else (),
            tuple(one.report for one in claims), tuple(one.claim.id for one in claims), tuple(one.source or "" for one in claims), len(claims), grade,  # type: ignore[arg-type]
            (f"{len(claims)} independent voices",), "corroborated", DAY, f"{DAY}T12:00:00Z",
        ),
        claims,
    )  # fmt: skip


def write(*incidents: Told, **more: object) -> Bulletin:
    return write_bulletin(Material(DAY, DAY, f"{DAY}T18:00:00Z", incidents, **more))  # type: ignore[arg-type]


def texts(bulletin: Bulletin) -> dict[str, str]:
    return {sentence.id: sentence.text for sentence in sentences_of(bulletin)}
