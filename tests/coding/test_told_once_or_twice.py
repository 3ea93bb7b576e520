"""What is told once, and what is told twice: killing and burning, the weapon's noun, the massacre that is condemned, sites and arms."""

import pytest

from tests.coding.coded import claims_of

KILLED_AND_BURNED = [
    ("Gunmen killed 12 people and torched 30 houses in Plateau State.", ["12 people"], ["30 houses"]),
    ("Rebels killed two guards and looted a clinic in Ituri.", ["two guards"], ["clinic"]),
    ("Soldiers wounded four farmers and burned a school in Sagaing.", ["four farmers"], ["school"]),
]
ONE_BLOW = [
    ("An air strike killed 12 people and destroyed 30 houses in Idlib.", "what one strike did"),
    ("A car bomb killed six people and destroyed a police post in Cauca.", "what one bomb did"),
]
MODES = [
    ("The army said it killed dozens of the assailants in air strikes.", "aerial"),
    ("Soldiers wounded scores of the rebels in drone strikes near Kidal.", "drone"),
    ("Gunmen attacked workers at the mine in Zamfara, killing three.", None),
    ("Militants abducted guards near the mine.", "abduct"),
    ("A mine exploded under a truck near Kidal, killing four.", "explosives"),
]
TOLD = "Militiamen killed 30 villagers in Djugu on Friday. "
JUDGED = [
    ("The UN Security Council condemned the massacre.", 1, "the one that was told"),
    ("The UN Security Council condemned the massacre of refugees in Bunia.", 2, "another, of others"),
    ("The UN Security Council condemned massacres.", 2, "massacres of whomever"),
]


@pytest.mark.parametrize(("text", "people", "things"), KILLED_AND_BURNED)
def test_people_killed_and_things_burned_are_two_claims(text: str, people: list[str], things: list[str]) -> None:
    found = [[party.text for party in c.event.recipients] for c in claims_of(text, "ASSAULT")]
    modes = [c.event.mode == "destroy" for c in claims_of(text, "ASSAULT")]
    assert (found, modes) == ([people, things], [False, True])


@pytest.mark.parametrize(("text", "why"), ONE_BLOW)
def test_what_one_blow_did_is_one_claim(text: str, why: str) -> None:
    assert len(claims_of(text, "ASSAULT")) == 1, why


@pytest.mark.parametrize(("text", "mode"), MODES)
def test_the_mode_is_that_of_the_arms_that_were_used(text: str, mode: str | None) -> None:
    assert [c.event.mode for c in claims_of(text) if c.event.type in ("ASSAULT", "COERCE")] == [mode]


@pytest.mark.parametrize(("after", "number", "why"), JUDGED)
def test_the_massacre_that_is_condemned_is_the_one_told_before(after: str, number: int, why: str) -> None:
    assert len(claims_of(TOLD + after, "ASSAULT")) == number, why


def test_what_shall_not_be_done_is_refused() -> None:
    (claim,) = claims_of("The rebels shall not release the hostages.")
    assert (claim.event.type, claim.status.polarity) == ("REJECT", "positive")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("I can't believe we invaded Iraq over this.", ("actual", "positive")),
        ("We could not believe that soldiers had shelled the market.", ("actual", "positive")),
        ("The minister does not believe that rebels shelled the market.", ("possible", "negative")),
    ],
)
def test_what_one_cannot_believe_did_happen(text: str, status: tuple[str, str]) -> None:
    assert (claims_of(text, "ASSAULT")[0].status.modality, claims_of(text, "ASSAULT")[0].status.polarity) == status


def test_what_a_commitment_is_to_is_no_second_promise() -> None:
    (claim,) = claims_of("The envoy reiterated the U.N.'s commitment to supporting Lebanon's sovereignty.", "SUPPORT")
    assert "LBN" in {party.country for party in claim.event.recipients}
