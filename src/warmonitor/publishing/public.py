"""The public form of reports and claims: no text beyond quoted sentences, and these without names, places and numbers that must go.

Each record is built anew from fields that are named here, so that a field that a record gains later stays private until
it is thought of: `tests/publishing/test_public.py` holds this module to all fields, and `public_incidents` likewise.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from warmonitor.publishing.excerpts import Excerpt, merged
from warmonitor.publishing.names import Tokens, tokens_of
from warmonitor.publishing.policy import NOWHERE, Policy, is_office_holder, publish_party
from warmonitor.publishing.redaction import Cut, PlaceWords, find_cuts, is_clean
from warmonitor.records import (
    Attribution,
    Claim,
    CodedReport,
    Count,
    Event,
    EventPlace,
    EventTime,
    Mentions,
    Party,
    PlaceMention,
    Published,
    Report,
    Span,
    Status,
    TimeMention,
)


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
    return Count(*_parts(span), count.of, who, count.low, count.high, count.part)
