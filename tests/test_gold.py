"""Replays the cases of tests/gold and tests/issues: what must and must not be coded. tests/issues/README.md says their form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.coding.coded import code
from warmonitor.records import Claim, Party, Span

HERE = Path(__file__).parent
FILES = sorted([*(HERE / "gold").glob("*.yaml"), *(HERE / "issues").glob("*.yaml")])
CASES = [
    pytest.param(case, id=f"{path.parent.name}/{path.stem}" + (f"/{case['why']}" if number else ""))
    for path in FILES
    for number, case in enumerate(yaml.safe_load_all(path.read_text(encoding="utf-8")))
]


def named(things: tuple[Any, ...], wanted: str | None) -> bool:
    """Whether one of the parties or places has these words or this name; None asks that there are none."""
    if wanted is None:
        return not things
    return any(wanted in (one.text, getattr(one, "name", None), getattr(one, "id", None)) for one in things)


def speakers(claim: Claim) -> tuple[Party | Span, ...]:
    return claim.attribution.speakers if claim.attribution else ()


def relays(claim: Claim) -> tuple[Party | Span, ...]:
    relay = claim.attribution.relayed_by if claim.attribution else None
    return (relay,) if relay is not None else ()


def counted(kind: str) -> Callable[[Claim, list[int | None]], bool]:
    """Whether the claim has such a count with this low and high."""
    return lambda claim, bounds: any([c.low, c.high] == bounds for c in claim.event.counts if c.of == kind)


ANSWERS: dict[str, Callable[[Claim, Any], bool]] = {
    "type": lambda claim, value: claim.event.type == value,
    "mode": lambda claim, value: claim.event.mode == value,
    "trigger": lambda claim, value: claim.event.trigger.text == value,
    "modality": lambda claim, value: claim.status.modality == value,
    "polarity": lambda claim, value: claim.status.polarity == value,
    "phase": lambda claim, value: claim.status.phase == value,
    "background": lambda claim, value: claim.background is value,
    "stance": lambda claim, value: claim.attribution is not None and claim.attribution.stance == value,
    "speaker": lambda claim, value: named(speakers(claim), value),
    "actor": lambda claim, value: named(claim.event.actors, value),
    "recipient": lambda claim, value: named(claim.event.recipients, value),
    "relayed_by": lambda claim, value: named(relays(claim), value),
    "medium": lambda claim, value: claim.attribution is not None and claim.attribution.medium == value,
    "quoted": lambda claim, value: claim.attribution is not None and claim.attribution.quoted is value,
    "place": lambda claim, value: named(claim.event.places, value),
    "country": lambda claim, value: value in {place.country for place in claim.event.places},
    "earliest": lambda claim, value: claim.event.time.earliest == value,
    "latest": lambda claim, value: claim.event.time.latest == value,
    "killed": counted("killed"),
    "injured": counted("injured"),
}


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    claims = code(case["text"], case.get("published")).claims
    told = [
        (claim.event.type, claim.event.trigger.text, claim.status.modality, claim.status.polarity) for claim in claims
    ]
    for wanted in case.get("must", []):
        assert any(all(ANSWERS[key](claim, value) for key, value in wanted.items()) for claim in claims), (
            f"{wanted}: {told}"
        )
    for unwanted in case.get("must_not", []):
        found = [claim for claim in claims if all(ANSWERS[key](claim, value) for key, value in unwanted.items())]
        assert found == [], f"{unwanted}: {case['why']}"
