"""The incident that a group of claims amounts to: computed from them, never typed in."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from warmonitor.linking.grades import grade
from warmonitor.linking.support import merge_parties, merge_places, merge_times, merge_weapons, pick_most
from warmonitor.linking.titles import write_title
from warmonitor.linking.tolls import measure_tolls
from warmonitor.linking.voices import Told, find_voice, merge_lifted, order_of
from warmonitor.records import Incident


def name_incident(claims: Sequence[Told]) -> str:
    """The id of an incident, made from the earliest claim that asserts it: the same whatever came after."""
    first = min((told for told in claims if not told.denies), key=order_of)
    digest = hashlib.blake2b("\0".join((first.report, first.claim.id)).encode("utf-8", "surrogatepass"), digest_size=8)
    return digest.hexdigest()


def build_incident(claims: Sequence[Told], reports: Sequence[str], *, changed_at: str) -> Incident:
    """The incident of these claims, at least one of which asserts it; `reports` are those that tell of it, most of it first."""
    ordered = merge_lifted(claims)
    asserted = [told for told in ordered if not told.denies]
    main = [told for told in asserted if told.is_main] or asserted
    type_ = pick_most(main, lambda told: told.claim.event.type) or asserted[0].claim.event.type
    of_type = [told for told in asserted if told.claim.event.type == type_]
    mode = pick_most(of_type, lambda told: told.claim.event.mode)
    actors = merge_parties(of_type, lambda told: told.claim.event.actors)
    recipients = merge_parties(of_type, lambda told: told.claim.event.recipients)
    places = merge_places(of_type)
    voices = tuple(dict.fromkeys(find_voice(told) for told in asserted))
    letter, reasons = grade(ordered)
    return Incident(
        id=name_incident(claims),
        title=write_title(type_, mode, places, actors, recipients),
        type=type_,
        mode=mode,
        actors=actors,
        recipients=recipients,
        places=places,
        time=merge_times(of_type),
        weapons=merge_weapons(of_type),
        counts=measure_tolls(ordered),
        reports=tuple(reports),
        claims=tuple(dict.fromkeys(told.claim.id for told in ordered)),
        voices=voices,
        independent_voices=len(voices),
        grade=letter,
        grade_reasons=reasons,
        status="corroborated" if len(voices) > 1 else "provisional",
        first_reported_at=min((told.published or told.first_seen_at for told in ordered), default=None) or None,
        changed_at=changed_at,
        confidence=_confidence(asserted),
    )


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
