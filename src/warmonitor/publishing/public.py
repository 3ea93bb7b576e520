"""The public form of records: places as areas, no private person's name, no undisclosed source, no text beyond quoted sentences.

Each record is built anew from fields that are named here, so that a field that a record gains later stays private until
it is thought of: `tests/publishing/test_public.py` holds this module to all fields.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from warmonitor.knowledge.actors import Actor, fold
from warmonitor.publishing.areas import Areas
from warmonitor.publishing.excerpts import Excerpt, merged
from warmonitor.publishing.names import Names, Tokens, tokens_of
from warmonitor.publishing.redaction import Cut, PlaceWords, find_cuts, is_clean, redact
from warmonitor.records import (
    Attribution,
    Claim,
    CodedReport,
    Count,
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
    Status,
    TimeMention,
    Toll,
)

NOWHERE = Span(0, 0, "")
WriteTitle = Callable[[str, str | None, Sequence[EventPlace], Sequence[Party], Sequence[Party]], str]


@dataclass(frozen=True)
class Policy:
    """What may be shown of what, and to what it is held.

    `key` makes the names of reports and claims; `hidden` are sources that aren't named, `hidden_voices` the voices that
    only they speak with, `voices` names of voices that are disclosed.
    """

    names: Names
    areas: Areas
    key: str
    write_title: WriteTitle
    delay_hours: float = 72.0
    quotes: bool = True
    hidden: frozenset[str] = frozenset()
    hidden_voices: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()

    def opaque(self, kind: str, name: str) -> str:
        """The public name of a report or claim: the same each time, and no way back."""
        said = f"{kind}\0{name}".encode("utf-8", "surrogatepass")
        return hmac.new(self.key.encode(), said, hashlib.sha256).hexdigest()[:16]

    def known_until(self, now: datetime) -> str:
        """The instant until which something must have been known to be shown."""
        return (now.astimezone(UTC) - timedelta(hours=self.delay_hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_due(known_at: str | None, until: str) -> bool:
    """Whether what was known at an instant (or sometime on a day) may be shown; no where it isn't known when."""
    if not known_at:
        return False
    if len(known_at) <= 10:  # a day, a month or a year: it may have been its last moment
        known_at = f"{known_at}T23:59:59Z" if len(known_at) == 10 else f"{known_at}-99"
    return known_at <= until


def publish(
    incident: Incident, claims: Collection[tuple[str, Claim]], shown: Mapping[str, str], policy: Policy
) -> Incident | None:
    """The public form of an incident that is due; None where it was retracted.

    `claims` are those that may count, each with its report's id (undisclosed sources' among them); `shown` has the public
    name of each claim and report that is shown.
    """
    if incident.status == "retracted":
        return None
    told = [claim for _, claim in claims]
    by_id = {claim.id: claim for claim in told}
    areas = {_place_key(place) for claim in told for place in claim.event.places}
    places = _publish_places([place for place in incident.places if _place_key(place) in areas], policy)
    parties = {_party_key(party) for claim in told for party in (*claim.event.actors, *claim.event.recipients)}
    actors = tuple(publish_party(party, policy, None) for party in incident.actors if _party_key(party) in parties)
    recipients = tuple(
        publish_party(party, policy, None) for party in incident.recipients if _party_key(party) in parties
    )
    weapons = {weapon.text.lower() for claim in told for weapon in claim.event.weapons}
    time = incident.time
    return Incident(
        id=incident.id,
        title=policy.write_title(incident.type, incident.mode, places, actors, recipients),
        type=incident.type, mode=incident.mode, actors=_once(actors), recipients=_once(recipients), places=places,
        time=EventTime(earliest=time.earliest, latest=time.latest, precision=time.precision, basis=time.basis),
        weapons=tuple(Span(0, 0, one.text) for one in incident.weapons if one.text.lower() in weapons and is_clean(one.text, policy.names)),
        counts=tuple(toll for one in incident.counts if (toll := _publish_toll(one, by_id, shown, policy)) is not None),
        reports=tuple(dict.fromkeys(shown[name] for name in incident.reports if name in shown)),
        claims=tuple(shown[name] for name in incident.claims if name in shown),
        voices=tuple(publish_voice(voice, policy) for voice in incident.voices),
        independent_voices=incident.independent_voices, grade=incident.grade,
        grade_reasons=tuple(_publish_reason(reason, policy) for reason in incident.grade_reasons),
        status=incident.status, first_reported_at=incident.first_reported_at, changed_at=incident.changed_at,
        confidence=incident.confidence, phase=incident.phase, perpetrator=incident.perpetrator,
        grade_claims=tuple(shown[name] for name in incident.grade_claims if name in shown),
    )  # fmt: skip


def _place_key(place: EventPlace) -> str:
    return place.id or place.text.lower()


def _party_key(party: Party) -> str:
    return party.id or (party.name or party.text).lower()


def _publish_places(places: Sequence[EventPlace], policy: Policy) -> tuple[EventPlace, ...]:
    found: dict[tuple[str | None, str], EventPlace] = {}
    for place in places:
        area = policy.areas.coarse(place)
        if area is not None:
            found.setdefault((area.id, area.relation), replace(area, text=area.name or ""))
    return tuple(found.values())


def _once(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple({(one.id, one.name, one.country): one for one in parties}.values())


def _publish_toll(toll: Toll, claims: Mapping[str, Claim], shown: Mapping[str, str], policy: Policy) -> Toll | None:
    """A toll without figures of claims that don't count yet; None where none is left, or where it counts people by name."""
    counted = [claims[name] for name in toll.claims if name in claims]
    if not counted or any(
        words is not None and not is_clean(words, policy.names) for words in (toll.who, toll.part_of)
    ):
        return None
    low, best, high, conservative = toll.low, toll.best, toll.high, toll.conservative
    if len(counted) < len(toll.claims):
        told = [one for claim in counted for one in claim.event.counts if one.of == toll.of and one.who == toll.who]
        lows = [one.low for one in told if one.low is not None]
        highs = [one.high if one.high is not None else one.low for one in told]
        low, high = min(lows, default=None), max((one for one in highs if one is not None), default=None)
        best, conservative = high, low
    return Toll(
        toll.of, toll.who, low, best, high, conservative, tuple(shown[name] for name in toll.claims if name in shown),
        part_of=toll.part_of, side=toll.side,
    )  # fmt: skip


def publish_voice(voice: str, policy: Policy) -> str:
    """The name of a voice; what stands for it where it isn't disclosed, or a person's."""
    if voice in policy.hidden_voices or not is_clean_of_banned(voice, policy):
        return str(policy.names.policy["undisclosed"])
    if voice in policy.voices or is_clean(voice, policy.names):
        return voice
    return str(policy.names.policy["person"])


def is_clean_of_banned(words: str, policy: Policy) -> bool:
    """Whether no undisclosed source is named."""
    return policy.names.policy["source"] not in redact(words, policy.names)


def _publish_reason(reason: str, policy: Policy) -> str:
    """The reason of a grade, without names that must go."""
    for voice in sorted(policy.hidden_voices, key=len, reverse=True):
        reason = reason.replace(voice, policy.names.policy["undisclosed"])
    return redact(reason, policy.names)


def publish_party(party: Party, policy: Policy, excerpt: Excerpt | None) -> Party:
    """Someone who may be named as they are; a body by its name in the registry, a person by what stands for one."""
    names = policy.names
    shown = party.name or party.text
    known: Actor | None = names.actors.by_id(party.id) if party.id else None
    is_state = party.id is not None and party.id == party.country
    place = excerpt.place(party.start, party.end) if excerpt else None
    span = place or NOWHERE
    if is_office_holder(party, names) or is_clean(shown, names):
        name = party.name if place or party.name else shown
        text = span.text if excerpt else shown
        return Party(
            span.start, span.end, text, party.id if known or is_state else None, name, party.country, party.sector
        )
    if known is not None and is_clean_of_banned(known.name, policy):
        return Party(
            span.start,
            span.end,
            span.text if excerpt else known.name,
            known.id,
            known.name,
            party.country,
            party.sector,
        )
    generic = names.policy["persons"].get(party.sector or "", names.policy["person"])
    return Party(span.start, span.end, span.text if excerpt else generic, None, generic, party.country, party.sector)


def is_office_holder(party: Party, names: Names) -> bool:
    """Whether a party is one of the listed holders of a public office, whom the report may have called by the last name alone."""
    return party.id is not None and party.name is not None and fold(party.name) in names.office_holders


def publish_report(coded: CodedReport, claims: Collection[str], policy: Policy) -> CodedReport | None:
    """The public form of a report with those of its claims (by id) that may be shown; None where its source isn't disclosed, or none may."""
    report = coded.report
    kept = [claim for claim in coded.claims if claim.id in claims]
    if report.source in policy.hidden or not kept:
        return None
    mentions = coded.mentions
    cuts = _cuts_of(report, kept, mentions.places, policy)
    excerpt = Excerpt(report.text, [span for claim in kept for span in _spans_of(claim)], cuts)
    published = report.published
    return CodedReport(
        report=Report(
            id=policy.opaque("report", report.id), text=excerpt.text, source=report.source,
            language=report.language, published=Published(published.earliest, published.latest, published.basis),
        ),
        dropped=(),
        mentions=Mentions(
            places=tuple(one for place in mentions.places if (one := _publish_mention(place, excerpt, policy)) is not None),
            times=tuple(TimeMention(*_parts(span), one.type, one.value, one.earliest, one.latest) for one in mentions.times if excerpt.holds(one.start, one.end) and (span := excerpt.place(one.start, one.end))),
        ),
        claims=tuple(publish_claim(claim, report.id, excerpt, policy) for claim in kept),
        incidents=(),
        coder=coded.coder,
    )  # fmt: skip


def _parts(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.text


def _cuts_of(report: Report, claims: Sequence[Claim], mentions: Sequence[PlaceMention], policy: Policy) -> list[Cut]:
    """What must go from a report's text."""
    if not policy.quotes or (report.language or "en") != "en":
        return [Cut(start, end, policy.names.policy["words"]) for start, end in merged(map(_whole, claims))]
    places = [PlaceWords(one.start, one.end, policy.areas.may_name(one)) for one in mentions]
    named = {(place.start, place.end) for place in mentions}
    places += [
        PlaceWords(place.start, place.end, False)
        for claim in claims for place in claim.event.places if place.end > place.start and (place.start, place.end) not in named
    ]  # fmt: skip
    allowed: set[Tokens] = {
        tokens_of(party.text)
        for claim in claims
        for party in _parties_of(claim)
        if is_office_holder(party, policy.names)
    }
    return find_cuts(report.text, policy.names, places=places, allowed=allowed)


def _whole(claim: Claim) -> tuple[int, int]:
    spans = list(_spans_of(claim))
    return min(start for start, _ in spans), max(end for _, end in spans)


def _parties_of(claim: Claim) -> list[Party]:
    attribution = claim.attribution
    speakers = attribution.speakers if attribution else ()
    relayed = (attribution.relayed_by,) if attribution and attribution.relayed_by else ()
    return [*claim.event.actors, *claim.event.recipients, *speakers, *relayed]


def _spans_of(claim: Claim) -> list[tuple[int, int]]:
    """The stretches of the text that a claim quotes."""
    event, attribution = claim.event, claim.attribution
    spans: list[Any] = [
        claim,
        event.trigger,
        *_parties_of(claim),
        *event.places,
        *event.counts,
        *event.weapons,
        claim.status.cue,
    ]
    spans += [attribution.cue if attribution else None, event.time if event.time.start is not UNSET else None]
    return [(one.start, one.end) for one in spans if one is not None and one.end > one.start]


def publish_claim(claim: Claim, report_id: str, excerpt: Excerpt, policy: Policy) -> Claim:
    """The public form of a claim, quoting the excerpt of its report."""
    event, attribution = claim.event, claim.attribution
    words = excerpt.place(claim.start, claim.end) or NOWHERE
    time = event.time
    quoted = None if time.start is UNSET or time.end is UNSET else excerpt.place(time.start, time.end)
    when = EventTime(earliest=time.earliest, latest=time.latest, precision=time.precision, basis=time.basis)
    if quoted is not None:
        when = replace(when, start=quoted.start, end=quoted.end, text=quoted.text)
    published = None
    if attribution is not None:
        relayed = attribution.relayed_by
        medium = attribution.medium
        published = Attribution(
            speakers=tuple(publish_party(party, policy, excerpt) for party in attribution.speakers),
            cue=_span(attribution.cue, excerpt), stance=attribution.stance,
            relayed_by=publish_party(relayed, policy, excerpt) if relayed else None,
            medium=medium if medium is None or is_clean(medium, policy.names) else None, quoted=attribution.quoted,
        )  # fmt: skip
    return Claim(
        id=policy.opaque("claim", f"{report_id}\0{claim.id}"), start=words.start, end=words.end, text=words.text,
        event=Event(
            type=event.type, mode=event.mode, context=event.context, trigger=_span(event.trigger, excerpt) or NOWHERE,
            actors=tuple(publish_party(party, policy, excerpt) for party in event.actors),
            recipients=tuple(publish_party(party, policy, excerpt) for party in event.recipients),
            weapons=tuple(span for one in event.weapons if excerpt.holds(one.start, one.end) and (span := excerpt.place(one.start, one.end))),
            places=tuple(one for place in event.places if (one := _publish_place(place, excerpt, policy)) is not None),
            time=when,
            counts=tuple(_publish_count(one, excerpt, policy) for one in event.counts),
            codes=event.codes, perpetrator=event.perpetrator,
        ),
        status=Status(claim.status.modality, claim.status.polarity, claim.status.phase, _span(claim.status.cue, excerpt)),
        attribution=published, background=claim.background, confidence=claim.confidence,
    )  # fmt: skip


def _span(span: Span | None, excerpt: Excerpt) -> Span | None:
    return None if span is None else excerpt.place(span.start, span.end)


def _publish_place(place: EventPlace, excerpt: Excerpt, policy: Policy) -> EventPlace | None:
    area = policy.areas.coarse(place)
    span = excerpt.place(place.start, place.end) or NOWHERE
    return None if area is None else replace(area, start=span.start, end=span.end, text=span.text)


def _publish_mention(place: PlaceMention, excerpt: Excerpt, policy: Policy) -> PlaceMention | None:
    """A place that may be named, where its words are kept; others are left out."""
    span = excerpt.place(place.start, place.end)
    if span is None or not policy.areas.may_name(place) or not excerpt.holds(place.start, place.end):
        return None
    return PlaceMention(
        *_parts(span),
        place.id,
        place.name,
        place.country,
        place.admin1,
        place.latitude,
        place.longitude,
        place.kind,
        place.radius_km,
        place.pcode,
    )


def _publish_count(count: Count, excerpt: Excerpt, policy: Policy) -> Count:
    span = excerpt.place(count.start, count.end) or NOWHERE
    who = count.who if count.who is None or is_clean(count.who, policy.names) else None
    return Count(*_parts(span), count.of, who, count.low, count.high)
