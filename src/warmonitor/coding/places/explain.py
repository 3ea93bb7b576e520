"""Why a name by itself means one place rather than another."""

from __future__ import annotations

from warmonitor.coding.places.resolve import contributions, shares_alone
from warmonitor.knowledge.gazetteer.lookup import Gazetteer, GazetteerPlace


def rank_candidates(gazetteer: Gazetteer, name: str) -> list[tuple[GazetteerPlace, float, list[tuple[str, float]]]]:
    """The places of a name, likeliest first where a report says nothing more: share of certainty, and what each comparison adds."""
    weighed = shares_alone(gazetteer.candidates(name))
    return [(place, share, contributions(found)) for place, share, found in sorted(weighed, key=lambda row: -row[1])]
