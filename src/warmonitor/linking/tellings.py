"""What one report tells of one happening: the unit that is linked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from warmonitor.knowledge.tables import entries
from warmonitor.linking.aggregates import is_aggregate
from warmonitor.linking.comparisons import day_span
from warmonitor.linking.place_names import find_unknown_names
from warmonitor.linking.traits import Traits, find_traits
from warmonitor.linking.words import Terms, find_terms
from warmonitor.records import Claim, CodedReport, Count, IncidentCount, ReportIncident


class Telling(msgspec.Struct, frozen=True, gc=False):
    """The claims of a report that tell of one happening; `position` is its place among them, 0 is what the report is about.

    `denies` marks a claim that something did not happen: it joins an incident, but never makes one.
    """

    id: str
    report: str
    position: int
    unit: ReportIncident
    claims: tuple[Claim, ...]
    denies: bool = False


class Outline(msgspec.Struct, frozen=True, gc=False):
    """A telling as it is compared with others: the ids of its claims, what is compared of it, and the names under which it is found
    from other stories.

    `is_undated_past` marks what retells something from before the report's news without saying when: "has acknowledged raids before".
    """

    id: str
    report: str
    position: int
    claims: tuple[str, ...]
    denies: bool
    traits: Traits
    blocks: frozenset[str]
    is_undated_past: bool


def outline(telling: Telling) -> Outline:
    """What is compared of a telling, but for its words."""
    return Outline(
        telling.id,
        telling.report,
        telling.position,
        telling.unit.claims,
        telling.denies,
        find_traits(telling.unit),
        frozenset(name_telling_blocks(telling)),
        telling.unit.time.basis != "stated" and all(claim.background for claim in telling.claims),
    )


def find_words(telling: Telling) -> Terms:
    """The words of a telling's claims."""
    return find_terms("\n".join(dict.fromkeys(claim.text for claim in telling.claims)))


def is_asserted(claim: Claim) -> bool:
    """Whether a claim says that something did happen."""
    denied = claim.attribution is not None and claim.attribution.stance == "denies"
    return claim.status.modality == "actual" and claim.status.polarity == "positive" and not denied


def is_denial(claim: Claim) -> bool:
    """Whether a claim says that something did not happen."""
    denied = claim.attribution is not None and claim.attribution.stance == "denies"
    return claim.status.modality == "actual" and (denied or claim.status.polarity == "negative")


def find_tellings(coded: CodedReport) -> tuple[Telling, ...]:
    """The tellings of a coded report, what it is about first, and its denials last. Claims that nobody asserts make none."""
    claims = {claim.id: claim for claim in coded.claims}
    found: list[tuple[ReportIncident, tuple[Claim, ...]]] = []
    used: set[str] = set()
    for unit in sorted(coded.incidents, key=lambda unit: not unit.main):
        used.update(unit.claims)
        told = tuple(
            claims[name]
            for name in unit.claims
            if name in claims and (is_asserted(claims[name]) or is_denial(claims[name]))
        )
        single = tuple(claim for claim in told if not is_aggregate(claim, coded.report.text))
        if len(single) < len(told):
            unit, told = _recount(unit, single), single
        if any(map(is_asserted, told)):
            found.append((unit, told))
    report = coded.report.id
    tellings = [
        Telling(_name(report, unit), report, position, unit, told) for position, (unit, told) in enumerate(found)
    ]
    for claim in coded.claims:
        if claim.id not in used and is_denial(claim):
            unit = _unit_of(claim)
            tellings.append(Telling(_name(report, unit), report, len(tellings), unit, (claim,), denies=True))
    return tuple(tellings)


def _recount(unit: ReportIncident, claims: Sequence[Claim]) -> ReportIncident:
    """The unit without what sums up several happenings."""
    told: dict[tuple[str, str | None], list[Count]] = {}
    for claim in claims:
        for count in claim.event.counts:
            told.setdefault((count.of, count.who), []).append(count)
    counts = tuple(
        IncidentCount(
            of,
            who,
            min((count.low for count in counts if count.low is not None), default=None),
            max((count.high if count.high is not None else count.low or 0 for count in counts), default=None),
        )
        for (of, who), counts in told.items()
    )
    names = {claim.id for claim in claims}
    return msgspec.structs.replace(unit, claims=tuple(name for name in unit.claims if name in names), counts=counts)


def _unit_of(claim: Claim) -> ReportIncident:
    event = claim.event
    return ReportIncident(
        claim.id,
        (claim.id,),
        event.type,
        event.mode,
        event.actors,
        event.recipients,
        event.weapons,
        event.places,
        event.time,
    )


def _name(report: str, unit: ReportIncident) -> str:
    """A name of the telling that no other telling has, whatever ids reports and claims have."""
    parts = "\0".join((report, unit.id, *unit.claims))
    return hashlib.blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def happened_between(telling: Telling) -> tuple[int, int] | None:
    """The days (ordinals) within which it happened; None where that is unknown or longer than linking across stories bears."""
    span = day_span(telling.unit.time)
    if span is None or span[1] - span[0] > entries("linking")["incidents"]["longest_days"]:
        return None
    return span


def name_telling_blocks(telling: Telling) -> tuple[str, ...]:
    """Names under which a telling is found from other stories: its type at each place where it happened, in each week around then."""
    days = happened_between(telling)
    if days is None:
        return ()
    unit = telling.unit
    places = {
        place.id
        for place in unit.places
        if place.id and place.relation not in ("toward", "from") and place.precision != "country"
    }
    names = {f"~{name}" for name in find_unknown_names(unit.places)}
    weeks = range((days[0] - 1) // 7, (days[1] + 1) // 7 + 1)
    return tuple(f"{unit.type}:{place}:{week}" for place in sorted(places | names) for week in weeks)
