"""Events that an auxiliary alone tells again."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, texts

ROWS = [
    ("Hamas vowed to release the hostages but did not.", "did", "RETREAT", "negative", ["Hamas"], "what was vowed"),
    ("The army said it would withdraw, but it has not.", "has", "RETREAT", "negative", ["army"], "what was said"),
    ("Rebels shelled the town, and so did the army.", "did", "ASSAULT", "positive", ["army"], "so did"),
    ("Egypt condemned the raid, but Jordan did not.", "did", "ACCUSE", "negative", ["Jordan"], "another's"),
]


@pytest.mark.parametrize(("text", "word", "type", "polarity", "actors", "why"), ROWS)
def test_what_an_auxiliary_stands_for(
    text: str, word: str, type: str, polarity: str, actors: list[str], why: str
) -> None:
    found = [claim for claim in claims_of(text, type) if claim.event.trigger.text == word]
    assert [(claim.status.polarity, texts(claim, "actors")) for claim in found] == [(polarity, actors)], why


def test_an_auxiliary_stands_for_the_verb_beside_it_alone() -> None:
    told = claims_of("We have visited the camps in Syria; some have light, and others do not.")
    assert [claim.event.trigger.text for claim in told if claim.event.trigger.text == "do"] == []
