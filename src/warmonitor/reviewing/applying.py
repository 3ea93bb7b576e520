"""What decisions make of claims: a function of the claims and the decisions that stand, in the order of their times.

Of verdicts about a claim (accepted, rejected, unsure) the last one holds, and of corrections the last one of each field; to
correct a claim that was rejected takes it back in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from warmonitor.knowledge.tables import entries
from warmonitor.records import Claim, Review
from warmonitor.reviewing.fields import correct

Standing = Literal["accepted", "corrected", "rejected", "unsure"]
_VERDICTS: dict[str, Standing] = {"accept": "accepted", "reject": "rejected", "unsure": "unsure"}


class Decided(NamedTuple):
    """How a claim stands after all decisions about it, the fields that were corrected, and the record that counts now."""

    standing: Standing | None
    fields: Mapping[str, Any]
    claim: Claim


def in_order(reviews: Iterable[Review]) -> list[Review]:
    """Decisions that have effect, by time."""
    return sorted(
        (review for review in reviews if review.state == "standing"), key=lambda review: (review.made_at, review.id)
    )


def decide_claims(claims: Sequence[Claim], reviews: Iterable[Review]) -> dict[str, Decided]:
    """Of each claim that a decision is about (by its anchor's `claim`), how it stands."""
    standing: dict[str, Standing | None] = {}
    values: dict[str, dict[str, Any]] = {}
    for review in in_order(reviews):
        for name in {anchor.claim for anchor in review.claims if anchor.claim is not None}:
            if review.decision in _VERDICTS:
                standing[name] = _VERDICTS[review.decision]
            elif review.decision == "correct" and review.subject_kind == "claim" and review.field is not None:
                standing[name] = "corrected"
                values.setdefault(name, {})[review.field] = review.value
    by_id = {claim.id: claim for claim in claims}
    return {
        name: Decided(how, values.get(name, {}), _effective(by_id[name], how, values.get(name, {})))
        for name, how in standing.items()
        if name in by_id
    }


def _effective(claim: Claim, standing: Standing | None, values: dict[str, Any]) -> Claim:
    """The claim with its corrections; what a person vouches for is as sure as the table says."""
    corrected = correct(claim, values)
    if standing in ("accepted", "corrected"):
        sure = max(claim.confidence, entries("review")["confidence_of_reviewed"])
        corrected = msgspec.structs.replace(corrected, confidence=sure)
    return corrected


class IncidentDecisions(NamedTuple):
    """What was decided about an incident: fields set by hand, whether a decision counts in it, its answered share, and when last.

    `answered` is 1 where somebody went through all of it, else the share of its claims that somebody decided about.
    """

    fields: Mapping[str, Any]
    is_reviewed: bool
    answered: float
    last_at: str | None


def decide_incident(
    claims: Sequence[str], standings: Mapping[str, str], reviews: Iterable[Review]
) -> IncidentDecisions:
    """What stands about the incident of these claims.

    A decision about an incident goes with the first of its claims that is still coded; the incident that holds that claim
    takes it. An incident counts as reviewed where one of its claims was accepted or corrected, or a decision about it stands.
    """
    held = set(claims)
    fields: dict[str, Any] = {}
    times = []
    is_whole = False
    is_reviewed = any(standings.get(name) in ("accepted", "corrected") for name in claims)
    for review in in_order(reviews):
        leads = [
            next((one.claim for one in side if one.claim is not None), None) for side in (review.claims, review.others)
        ]
        if review.subject_kind == "incident" and held & {
            lead for lead in leads[: 1 + (review.decision in ("split", "merge"))] if lead
        }:
            times.append(review.made_at)
            is_whole = is_whole or review.decision == "reviewed"
            is_reviewed = is_reviewed or review.decision in ("reviewed", "correct", "split", "merge")
            if review.decision == "correct" and review.field is not None:
                fields[review.field] = review.value
        elif review.subject_kind == "claim" and any(one.claim in held for one in review.claims):
            times.append(review.made_at)
    decided = sum(standings.get(name) in ("accepted", "corrected") for name in claims)
    answered = 1.0 if is_whole else decided / max(1, len(claims))
    return IncidentDecisions(fields, is_reviewed, answered, max(times, default=None))
