"""The incident that a group of claims amounts to: computed from them, never typed in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from warmonitor.knowledge.tables import entries
from warmonitor.linking.grades import grade
from warmonitor.linking.rivals import find_rivals
from warmonitor.linking.support import list_support, merge_parties, merge_places, merge_times, merge_weapons, pick_most
from warmonitor.linking.titles import write_title
from warmonitor.linking.tolls import find_concessions, measure_tolls
from warmonitor.linking.voices import Told, find_voice, list_voices, merge_lifted, order_of, settle_voices
from warmonitor.linking.withdrawals import mark_old_prints, mark_withdrawn
from warmonitor.records import Incident, IncidentStatus, Perpetrator, Phase

_FIRMEST: tuple[Perpetrator, ...] = ("claimed", "named", "suspected", "unknown")


def name_incident(claims: Sequence[Told]) -> str:
    """The id of an incident, made from the earliest claim that asserts it: the same whatever came after."""
    first = min((told for told in claims if not told.denies), key=order_of)
    digest = hashlib.blake2b("\0".join((first.report, first.claim.id)).encode("utf-8", "surrogatepass"), digest_size=8)
    return digest.hexdigest()


def build_incident(claims: Sequence[Told], reports: Sequence[str], *, changed_at: str) -> Incident:
    """The incident of these claims, at least one of which asserts it; `reports` are those that tell of it, most of it first."""
    ordered = settle_voices(mark_withdrawn(mark_old_prints(merge_lifted(claims))))
    told = [one for one in ordered if not one.denies]
    standing = [one for one in told if not one.is_withdrawn]
    asserted = standing or told  # what was taken back altogether is still described
    main = [one for one in asserted if one.is_main] or asserted
    type_ = pick_most(main, lambda one: one.claim.event.type) or asserted[0].claim.event.type
    of_type = [one for one in asserted if one.claim.event.type == type_]
    mode = pick_most(of_type, lambda one: one.claim.event.mode)
    actors = merge_parties(of_type, lambda one: one.claim.event.actors)
    recipients = merge_parties(of_type, lambda one: one.claim.event.recipients)
    places = merge_places(of_type)
    phase = _phase(of_type)
    voices = list_voices(standing)
    graded = grade(ordered)
    return Incident(
        id=name_incident(claims),
        title=write_title(type_, mode, places, actors, recipients, phase),
        type=type_,
        mode=mode,
        actors=actors,
        recipients=recipients,
        places=places,
        time=merge_times(of_type),
        weapons=merge_weapons(of_type),
        counts=measure_tolls(ordered),
        reports=tuple(reports),
        claims=tuple(dict.fromkeys(one.claim.id for one in ordered)),
        voices=voices,
        independent_voices=len(voices),
        grade=graded.grade,
        grade_reasons=graded.reasons,
        status=_status(len(voices)),
        first_reported_at=min((one.published or one.first_seen_at for one in ordered), default=None) or None,
        changed_at=changed_at,
        confidence=_confidence(asserted),
        phase=phase,
        grade_claims=graded.claims[: entries("grades")["most_claims"]],
        support=list_support(asserted),
        rivals=find_rivals(ordered),
        conceded=find_concessions(ordered),
        perpetrator=_perpetrator(of_type),
    )


def _status(voices: int) -> IncidentStatus:
    return "corroborated" if voices > 1 else "provisional" if voices else "retracted"


def _perpetrator(claims: Sequence[Told]) -> Perpetrator | None:
    """The firmest way in which a claim names who did it."""
    told = {one.claim.event.perpetrator for one in claims}
    return next((way for way in _FIRMEST if way in told), None)


def _phase(claims: Sequence[Told]) -> Phase | None:
    """The phase that all of these claims tell of."""
    phases = {told.claim.status.phase for told in claims}
    return phases.pop() if len(phases) == 1 else None


def _confidence(claims: Sequence[Told]) -> float:
    """The chance that at least one voice's claims are right, each voice as sure as its surest claim."""
    surest: dict[str, float] = {}
    for told in claims:
        voice = find_voice(told)
        surest[voice] = max(surest.get(voice, 0.0), told.claim.confidence)
    wrong = 1.0
    for sure in surest.values():
        wrong *= 1.0 - min(sure, 0.99)
    return round(min(1.0 - wrong, 0.99), 3)
