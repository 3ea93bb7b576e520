"""Replays tests/gold/places: where it happened, over many wars."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.coding.coded import code
from warmonitor.records import EventPlace

CASES = yaml.safe_load((Path(__file__).parents[1] / "gold" / "places" / "cases.yaml").read_text(encoding="utf-8"))
NEAR_KM = 100


def rows() -> list[Any]:
    """The cases; one that the program misses says what it tells instead, and fails here once it is found."""
    return [
        pytest.param(case, id=f"{case['text'][:40]} {case['at']}", marks=[pytest.mark.xfail(strict=True, reason=case["missed"])] if "missed" in case else [])
        for case in CASES
    ]  # fmt: skip


def distance_km(place: EventPlace, latitude: float, longitude: float) -> float:
    assert place.latitude is not None
    assert place.longitude is not None
    lat1, lon1, lat2, lon2 = map(math.radians, (place.latitude, place.longitude, latitude, longitude))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


@pytest.mark.parametrize("case", rows())
def test_where_it_happened(case: dict[str, Any]) -> None:
    claims = [claim for claim in code(case["text"]).claims if case["at"] in claim.event.trigger.text.split()]
    assert claims, "no such event"
    places = claims[0].event.places
    main = places[0]
    assert case["place"] in main.text, case["why"]
    assert case["country"] in {place.country for place in places}, case["why"]
    assert case.get("relation", main.relation) == main.relation, case["why"]
    if "near" in case:
        assert distance_km(main, *case["near"]) <= NEAR_KM, case["why"]
