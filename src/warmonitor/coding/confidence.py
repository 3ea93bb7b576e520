"""How sure a claim is: a logistic weighing of named features, with weights in confidence.yaml learnt on development sets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import msgspec

from warmonitor.coding.drafts import Draft, clause_top
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import tables
from warmonitor.records import Claim


class Confidence:
    """Gives claims their confidence, the probability that the claim is right."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._weights: Mapping[str, float] = tables.entries("confidence", knowledge)
        self._refuse_below = {
            "actual": self._weights["refuse below"],
            "possible": self._weights["refuse below"],
            "planned": self._weights["refuse planned below"],
        }

    def least(self, modality: str) -> float:
        """The confidence below which a claim of this modality is refused: less for what is only planned, none for the hypothetical."""
        least: float = self._refuse_below.get(modality, 0.0)
        return least

    def parts(self, claim: Claim, draft: Draft, p: Parse) -> list[tuple[str, float]]:
        """The features of the claim with their weights in log odds; those without a weight are left out."""
        return [(name, self._weights[name]) for name in features(claim, draft, p) if self._weights.get(name)]

    def weigh(self, claim: Claim, draft: Draft, p: Parse) -> Claim:
        """The claim with its confidence."""
        total = sum(self._weights.get(name, 0.0) for name in features(claim, draft, p))
        return msgspec.structs.replace(claim, confidence=round(1 / (1 + math.exp(-total)), 3))


def features(claim: Claim, draft: Draft, p: Parse) -> list[str]:
    """The names of what speaks for or against the claim."""
    event = claim.event
    is_verb = p.pos[draft.token] in ("VERB", "AUX")
    found = ["always", f"type:{event.type}", "verb" if is_verb else "noun", f"modality:{claim.status.modality}"]
    found.append(
        "actor resolved"
        if any(a.country or a.id for a in event.actors)
        else "actor named"
        if event.actors
        else "no actor"
    )
    found.append(
        "recipient resolved"
        if any(r.country or r.id for r in event.recipients)
        else "recipient named"
        if event.recipients
        else "no recipient"
    )
    found.append(f"rank:{min(draft.trigger.row.rank, 3)}")
    if draft.also:
        found.append("told twice")
    if claim.attribution is not None:
        found.append("attributed")
    if claim.background:
        found.append("background")
    if event.mode:
        found.append("mode")
    if p.dep[clause_top(p, draft)] == "ROOT":
        found.append("root")
    return found
