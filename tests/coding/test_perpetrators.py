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


HELD = [
    ("The opposition held the army responsible for the massacre of 60 villagers.", ["army"], "suspected", ["opposition"], "held responsible"),
    ("The massacre, for which survivors hold the army responsible, left 80 people dead.", ["army"], "suspected", ["survivors"], "in a relative clause"),
    ("The killing of the mayor was the work of the Sinaloa cartel.", ["Sinaloa cartel"], "named", [], "whose work it was"),
    ("The murder of the councillor was not the work of the Sinaloa cartel.", [], "unknown", [], "whose work it was not"),
    ("Police arrested three members of the Sinaloa cartel in connection with the murder of a mayor.", ["three members of the Sinaloa cartel"], "suspected", [], "dealt with for it"),
    ("Moscow accused Ukrainian forces of the shelling.", ["Ukrainian forces"], "suspected", ["Moscow"], "forces are no force of a blast"),
    ("The attack on the police station was claimed by the MRTA.", ["MRTA"], "claimed", ["MRTA"], "claimed in the passive"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "doers", "grade", "speakers", "reason"), HELD, ids=[row[4] for row in HELD])
def test_who_is_held_to_have_done_it(text: str, doers: list[str], grade: str, speakers: list[str], reason: str) -> None:
    claim = claims_of(text, "ASSAULT")[0]
    assert ([a.text for a in claim.event.actors], claim.event.perpetrator) == (doers, grade), reason
    said = claim.attribution.speakers if claim.attribution else ()
    assert [s.text.removeprefix("The ").removeprefix("the ") for s in said] == speakers, reason
