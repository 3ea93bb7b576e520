"""Who did it, graded as the words grade it."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of

ROWS = [
    ("Russian jets bombed a market in Idlib.", "named", "plainly said"),
    ("Suspected Boko Haram fighters killed nine farmers near Maiduguri.", "suspected", "the words before the name"),
    ("Boko Haram allegedly killed nine farmers near Maiduguri.", "suspected", "the word beside the deed"),
    ("Unidentified gunmen killed a judge in Quetta.", "unknown", "said to be unknown"),
    ("Gunmen attacked a village in Burkina Faso's Sahel region.", "unknown", "no more than a noun"),
    ("Syrian rebels shelled a village.", "named", "of a nation"),
    ("Separatists killed a headmaster near Buea.", "named", "the noun says for whom they fight"),
    ("Militants killed a headmaster near Buea.", "unknown", "the noun says nothing of it"),
    ("Nine farmers were killed near Maiduguri.", "unknown", "nobody is named"),
    ("The Taliban claimed responsibility for the bombing in Kabul.", "claimed", "taken upon oneself"),
    ("Ukraine accused Russia of shelling a school in Kharkiv.", "suspected", "an accusation"),
]


@pytest.mark.parametrize(("text", "grade", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_who_did_it_is_graded(text: str, grade: str, reason: str) -> None:
    assert [claim.event.perpetrator for claim in claims_of(text, "ASSAULT")][-1:] == [grade], reason


def test_words_have_no_perpetrator() -> None:
    assert [
        claim.event.perpetrator for claim in claims_of("Turkey called on Russia to stop the raids.", "REQUEST")
    ] == [None]
