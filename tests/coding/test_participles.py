"""Happenings that a participle before a noun takes for granted, and what is there to be heard or seen."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, code, one_claim, texts

# text, type, trigger, recipients, why
GIVEN = [
    ("Mourners buried the assassinated general in Beirut on Friday.", "ASSAULT", "assassinated", ["general"], "one man"),
    ("Aid convoys reached the besieged town of Kadugli.", "COERCE", "besieged", ["town"], "a town"),
    ("The kidnapped aid workers were moved to a village near Kidal.", "ASSAULT", "kidnapped", ["workers"], "a noun between"),
    ("Troops advanced on the captured city of Myawaddy.", "ASSAULT", "captured", ["city"], "a city"),
    ("Rescuers searched the bombed hospital in Mariupol for survivors.", "ASSAULT", "bombed", ["hospital"], "a building"),
    ("Relatives of the abducted schoolgirls gathered in Kaduna.", "ASSAULT", "abducted", ["schoolgirls"], "several"),
    ("Two detained activists were taken to a court in Harare.", "COERCE", "detained", ["activists"], "counted ones"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type", "trigger", "recipients", "why"), GIVEN)
def test_a_participle_tells_what_was_done_before_and_makes_no_incident(
    text: str, type: str, trigger: str, recipients: list[str], why: str
) -> None:
    told = [c for c in claims_of(text, type) if c.event.trigger.text == trigger]
    assert [texts(c, "recipients") for c in told] == [recipients], why
    assert told[0].background and told[0].status.modality == "actual", why
    assert not any(told[0].id in incident.claims for incident in code(text).incidents), why


def test_where_and_when_of_a_participle_are_those_of_its_noun() -> None:
    burial = one_claim("Mourners buried the assassinated general in Beirut on Friday.", "ASSAULT")
    town = one_claim("Aid convoys reached the besieged town of Kadugli on Friday.", "COERCE")
    assert (burial.event.places, burial.event.time.basis) == ((), "report date")
    assert [place.text for place in town.event.places] == ["Kadugli"]


@pytest.mark.parametrize(
    "text",
    [
        "The injured passengers were pulled from the bus that had skidded off the road.",
        "The minister spoke of his wounded pride.",
        "Captured carbon is stored under the sea.",
    ],
)
def test_other_participles_tell_of_no_force(text: str) -> None:
    assert claims_of(text) == []


# text, polarity, why
HEARD = [
    ("Explosions could be heard in central Kyiv on Monday.", "positive", "heard"),
    ("Police could be seen beating protesters in Nairobi.", "positive", "seen"),
    ("Residents could hear shelling from the direction of Sake.", "positive", "who hears it"),
    ("No gunfire could be heard in Omdurman on Friday.", "negative", "none to be heard"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "polarity", "why"), HEARD)
def test_what_could_be_heard_or_seen_was_there(text: str, polarity: str, why: str) -> None:
    told = one_claim(text, "ASSAULT")
    assert (told.status.modality, told.status.polarity) == ("actual", polarity), why


def test_who_hears_shells_fires_none() -> None:
    assert one_claim("Residents heard shelling in Sake.", "ASSAULT").event.actors == ()


def test_what_may_yet_be_seen_is_not_told_as_done() -> None:
    told = one_claim("Fresh clashes could be seen in the coming days, the envoy warned.", "ASSAULT")
    assert told.status.modality == "hypothetical"


def test_gold_that_is_looted_is_taken() -> None:
    assert one_claim("Soldiers looted gold from shops in El Geneina.", "ASSAULT").event.mode == "destroy"


def test_the_dead_of_a_headline_are_not_the_building_that_was_struck() -> None:
    (incident,) = code("Missiles strike Kharkiv apartment block, 7 dead").incidents
    assert [(c.of, c.low, c.high) for c in incident.counts] == [("killed", 7, 7)]
