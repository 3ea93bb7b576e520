"""What an incident's page shows: fields with their support, claims by voice, tolls with the words that tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from warmonitor.desk import phrases
from warmonitor.desk.toll_history import TollHistory, tell_history
from warmonitor.publishing.bulletin.sentences import is_denied
from warmonitor.publishing.quotations import Quotation, sentence_around
from warmonitor.records import Claim, EventPlace, Incident, Toll
from warmonitor.store import ClaimRow

OWN_VOICE = "in its own voice"


@dataclass(frozen=True)
class Support:
    """A value that claims give, how many, and whose independent voices they are; `share` is that of all voices, in per cent."""

    value: str
    claims: int
    voices: tuple[str, ...]
    first: str  # id of a claim that gives it
    number: int = 0
    share: int = 0


@dataclass(frozen=True)
class Voice:
    """Someone whose word claims stand on; `role` says how a report's own voice differs from a speaker it quotes."""

    name: str
    role: str
    rows: tuple[ClaimRow, ...]


@dataclass(frozen=True)
class TollLine:
    """A toll in words, its bar in per cent of the largest, and the claims that tell it."""

    of: str
    who: str | None
    words: str
    best: int | None
    conservative: int | None
    bar: tuple[float, float, float] | None
    claims: tuple[str, ...]
    part_of: str | None = None
    is_rising: bool = False


@dataclass(frozen=True)
class IncidentView:
    """All that the page shows beside the record itself."""

    what: tuple[Support, ...]
    when: tuple[Support, ...]
    where: tuple[Support, ...]
    actors: tuple[Support, ...]
    recipients: tuple[Support, ...]
    weapons: tuple[Support, ...]
    voices: tuple[Voice, ...]
    quotations: Mapping[str, Quotation]
    tolls: tuple[TollLine, ...]
    histories: tuple[TollHistory, ...]
    pins: str
    denials: int


def view_incident(incident: Incident, rows: Sequence[ClaimRow], texts: Mapping[str, str]) -> IncidentView:
    """The view of an incident from its claims and the texts of their reports."""
    names = {row.claim.id: voice_of(row)[0] for row in rows}
    told_of = dict.fromkeys(toll.of for toll in phrases.tolls_by_harm(incident.counts))
    histories = (tell_history(rows, names, of) for of in told_of)
    told = [row for row in rows if not is_denied(row.claim)]
    known = {
        field: list_supports(incident, field)
        for field in ("type", "mode", "time", "place", "actor", "recipient", "weapon")
    }
    return IncidentView(
        what=(known["type"] + known["mode"])
        or supports(told, lambda claim: [phrases.type_in_words(claim.event.type, claim.event.mode)]),
        when=known["time"]
        or supports(
            told,
            lambda claim: (
                [phrases.time_in_words(claim.event.time)]
                if claim.event.time.earliest or claim.event.time.latest
                else []
            ),
        ),
        where=known["place"]
        or supports(told, lambda claim: [phrases.place_in_words(place) for place in claim.event.places]),
        actors=known["actor"]
        or supports(told, lambda claim: [phrases.party_name(party) for party in claim.event.actors]),
        recipients=known["recipient"]
        or supports(told, lambda claim: [phrases.party_name(party) for party in claim.event.recipients]),
        weapons=known["weapon"]
        or supports(told, lambda claim: [weapon.text.lower() for weapon in claim.event.weapons]),
        voices=group_by_voice(rows),
        quotations={row.claim.id: _quote(row, texts) for row in rows},
        tolls=tuple(_toll_lines(phrases.tolls_by_harm(incident.counts))),
        histories=tuple(history for history in histories if history is not None)[:3],
        pins=pins_of(incident.places),
        denials=len(rows) - len(told),
    )


def told_once(claims: Iterable[str], quotations: Mapping[str, Quotation]) -> list[tuple[Quotation, list[str]]]:
    """What these claims quote, each wording once with all claims that have it: copies of a report repeat its words."""
    found: dict[str, tuple[Quotation, list[str]]] = {}
    for claim in claims:
        if (quotation := quotations.get(claim)) is not None:
            found.setdefault(" ".join(quotation.words.split()), (quotation, []))[1].append(claim)
    return list(found.values())


def list_supports(incident: Incident, field: str) -> tuple[Support, ...]:
    """What the record keeps of a field's values, in words; nothing where it was made before records kept it."""
    names = {place.id or (place.name or place.text).lower(): phrases.place_in_words(place) for place in incident.places}
    voices = max(1, incident.independent_voices)
    return tuple(
        Support(
            _in_words(field, one.value, names.get(one.id or one.value.lower())), len(one.claims), one.voices, one.claims[0] if one.claims else "",
            one.independent_voices, min(100, round(100 * one.independent_voices / voices)),
        )
        for one in incident.support
        if one.field == field
    )  # fmt: skip


def _in_words(field: str, value: str, place: str | None) -> str:
    if field == "type":
        return phrases.type_in_words(value)
    if field == "mode":
        return value.replace("-", " ")
    if field == "time":
        first, _, last = value.partition("/")
        return phrases.days_in_words(first or None, (last if "/" in value else first) or None)
    return place or value if field == "place" else value


def _quote(row: ClaimRow, texts: Mapping[str, str]) -> Quotation:
    claim, text = row.claim, texts.get(row.report_id)
    if text is None or text[claim.start : claim.end] != claim.text:
        return Quotation("", claim.text, "")
    return sentence_around(text, claim.start, claim.end)


def voice_of(row: ClaimRow) -> tuple[str, str]:
    """On whose word a claim stands, and who quotes it; OWN_VOICE where nobody is quoted."""
    attribution = row.claim.attribution
    if attribution is not None and attribution.speakers:
        return phrases.parties_in_words(attribution.speakers), row.source or "an unnamed source"
    return row.source or "Unnamed source", OWN_VOICE


def supports(rows: Iterable[ClaimRow], values: Callable[[Claim], Iterable[str]]) -> tuple[Support, ...]:
    """Each value that claims give, the most given first."""
    found: dict[str, list[ClaimRow]] = {}
    for row in rows:
        for value in dict.fromkeys(values(row.claim)):
            found.setdefault(value, []).append(row)
    lines = [
        Support(value, len(members), tuple(dict.fromkeys(voice_of(row)[0] for row in members)), members[0].claim.id)
        for value, members in found.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-len(line.voices), -line.claims)))


def role_in_words(quoting: set[str]) -> str:
    """ "quoted by Sample Daily, Sample Wire"; a source that is quoted speaks in its own voice, too."""
    others = ", ".join(sorted(quoting - {OWN_VOICE}))
    return "; ".join(filter(None, (OWN_VOICE if OWN_VOICE in quoting else "", f"quoted by {others}" if others else "")))


def group_by_voice(rows: Sequence[ClaimRow]) -> tuple[Voice, ...]:
    """Claims side by side by the voice that they stand on, those with most claims first."""
    found: dict[str, list[ClaimRow]] = {}
    roles: dict[str, set[str]] = {}
    for row in rows:
        name, role = voice_of(row)
        found.setdefault(name, []).append(row)
        roles.setdefault(name, set()).add(role)
    voices = [Voice(name, role_in_words(roles[name]), tuple(members)) for name, members in found.items()]
    return tuple(sorted(voices, key=lambda voice: -len(voice.rows)))


def _toll_lines(tolls: Sequence[Toll]) -> Iterable[TollLine]:
    most = max((value for toll in tolls for value in (toll.low, toll.best, toll.high) if value), default=0)
    for toll in tolls:
        bar = None
        if most and toll.low is not None:
            high = toll.high if toll.high is not None else most
            best = toll.best if toll.best is not None else toll.low
            bar = (100 * toll.low / most, max(1.0, 100 * (high - toll.low) / most), 100 * best / most)
        words = phrases.numbers_in_words(toll.low, toll.high)
        yield TollLine(
            toll.of, toll.who, words, toll.best, toll.conservative, bar, toll.claims, toll.part_of, toll.is_rising
        )


class Pin(msgspec.Struct, frozen=True):
    """A place as the small map takes it."""

    at: tuple[float, float]
    radius: float | None
    precision: str
    name: str
    main: bool


def pins_of(places: Sequence[EventPlace]) -> str:
    """Places with coordinates as JSON, the main one first."""
    found = [
        Pin((place.longitude, place.latitude), place.radius_km, place.precision, phrases.place_name(place), index == 0)
        for index, place in enumerate(places)
        if place.latitude is not None and place.longitude is not None and place.relation not in ("from", "toward")
    ]
    return msgspec.json.encode(found[:50]).decode()
