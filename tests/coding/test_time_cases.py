"""Replays tests/gold/times: when it happened, by its words, its sentence, the story or the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.coding.coded import code

CASES = yaml.safe_load((Path(__file__).parents[1] / "gold" / "times" / "cases.yaml").read_text(encoding="utf-8"))


def rows() -> list[Any]:
    return [
        pytest.param(case, id=case["text"][:50], marks=[pytest.mark.xfail(strict=True, reason=case["missed"])] if "missed" in case else [])
        for case in CASES
    ]  # fmt: skip


@pytest.mark.parametrize("case", rows())
def test_when_it_happened(case: dict[str, Any]) -> None:
    coded = code(case["text"], case["published"])
    claims = [claim for claim in coded.claims if case["at"] in claim.event.trigger.text.split()]
    assert claims, "no such event"
    time = claims[0].event.time
    for name in ("earliest", "latest", "basis"):
        assert getattr(time, name) == case.get(name, getattr(time, name)), case["why"]
    if "says" in case:
        assert tuple(case["says"]) in {(said.text, said.value) for said in coded.mentions.times}, case["why"]
