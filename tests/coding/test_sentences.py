"""Sentences of the wires, whole: a row is one thing that a reader would miss."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, code, texts
from tests.coding.coded import one_claim as one


@pytest.mark.parametrize(
    ("text", "recipients", "why"),
    [
        ("Russia launched 72 drones and 14 missiles at Ukraine overnight.", ["Ukraine"], "what weapons are sent at"),
        ("Houthi rebels fired two ballistic missiles at a tanker in the Red Sea.", ["tanker"], "not a place"),
        ("Militants lobbed grenades into a police station.", ["police station"], "into"),
    ],
)
def test_what_weapons_are_sent_at_is_the_recipient(text: str, recipients: list[str], why: str) -> None:
    assert texts(one(text, "ASSAULT"), "recipients") == recipients, why


@pytest.mark.parametrize(
    ("text", "counts", "why"),
    [
        ("Russia launched 72 drones and 14 missiles at Ukraine.", [("weapons", 72), ("weapons", 14)], "each weapon"),
        ("US forces struck 13 Houthi targets in Yemen.", [("targets", 13)], "targets"),
        ("The M23 rebels captured the town of Rubaya.", [], "a town is nobody detained"),
        ("Ukraine said it had shot down 92 of 151 Russian drones.", [("targets", 92)], "the part, not the whole"),
        (
            "The US struck al Shabaab in Somalia, killing two militants and no civilians.",
            [("killed", 2)],
            "none is none",
        ),
        (
            "The death toll from Monday's strike on the camp rose to 45, the health ministry said.",
            [("killed", 45)],
            "the toll is the strike's",
        ),
        ("Rebels captured 12 villages near Goma.", [("targets", 12)], "nor are twelve"),
        (
            "The junta bombed a monastery, killing 22 people including three monks, a rebel group and a resident said.",
            [("killed", 22), ("killed", 3)],
            "who speaks is not among the dead",
        ),
    ],
)
def test_what_is_counted(text: str, counts: list[tuple[str, int]], why: str) -> None:
    assert [(count.of, count.low) for claim in claims_of(text, "ASSAULT") for count in claim.event.counts] == counts, (
        why
    )


def test_fighting_that_the_parser_takes_for_a_verb_is_an_event() -> None:
    claim = one("Thousands of people fled as fighting between the army and rebels approached Sake.", "ASSAULT")
    assert texts(claim, "actors") == ["army", "rebels"]


def test_clashes_that_erupt_between_groups_are_theirs() -> None:
    assert texts(one("Clashes erupted in Tripoli between two rival armed groups.", "ASSAULT"), "actors") == [
        "two rival armed groups"
    ]


def test_a_second_finite_verb_is_not_what_was_denied() -> None:
    coded = code("The army denied carrying out the attack and blamed the RSF.")
    blamed = next(claim for claim in coded.claims if claim.event.type == "ACCUSE")
    assert blamed.attribution is None


def test_clauses_on_both_sides_of_a_semicolon_have_their_own_speakers() -> None:
    coded = code(
        "Azerbaijani forces shelled Stepanakert, Armenian officials said; Baku said it was targeting only military positions."
    )
    assert [claim.attribution and claim.attribution.speakers[0].text for claim in coded.claims] == [
        "Armenian officials",
        "Baku",
    ]


def test_who_warns_does_not_threaten_his_own_country() -> None:
    claim = one(
        "Iran would respond to any Israeli attack, Iranian foreign minister Hossein Amirabdollahian warned.", "THREATEN"
    )
    assert all(party.country != "IRN" for party in claim.event.recipients)


@pytest.mark.parametrize(("word", "country"), [("ELN", None), ("UAE", "ARE"), ("DRC", "COD")])
def test_capitals_are_a_place_only_where_they_are_short_for_it(word: str, country: str | None) -> None:
    coded = code(f"Colombia suspended a ceasefire with the {word} after guerrillas killed two soldiers.")
    assert next((place.country for place in coded.mentions.places if place.text == word), None) == country


def test_congo_alone_is_the_larger_one() -> None:
    assert one("Congo accused Rwanda of backing rebels.", "ACCUSE").event.actors[0].country == "COD"


@pytest.mark.parametrize(
    ("text", "places", "why"),
    [
        ("Militias launched a drone at a US base in Jordan, killing three soldiers.", ["Jordan"], "whose base it is"),
        (
            "Two peacekeepers were wounded when their convoy was ambushed by gunmen in Mali.",
            ["Mali"],
            "beside the other verb",
        ),
        ("Philippine coast guard vessels were hit by Chinese ships.", [], "a nation's ships"),
    ],
)
def test_where_it_happened(text: str, places: list[str], why: str) -> None:
    assert [place.text for place in one(text, "ASSAULT").event.places] == places, why


@pytest.mark.parametrize(
    ("text", "type", "mode", "why"),
    [
        ("North Korea fired several cruise missiles into the sea off its east coast.", "MOBILIZE", "weapons", "a test"),
        ("Residents reported heavy artillery fire in Sumy.", "ASSAULT", "heavy-weapons", "artillery"),
        ("The army launched a drone at a convoy near Homs.", "ASSAULT", "drone", "a drone"),
    ],
)
def test_modes_of_fire(text: str, type: str, mode: str, why: str) -> None:
    assert one(text, type).event.mode == mode, why


def test_what_stands_before_the_speaker_belongs_to_what_is_told() -> None:
    (claim,) = code(
        "Militants abducted 200 pupils from a school in Kuriga, on Thursday, residents said.", "2024-03-15"
    ).claims
    assert (claim.event.time.earliest, claim.event.time.basis) == ("2024-03-14", "stated")


def test_who_is_shot_dead_is_killed() -> None:
    claim = one(
        "An Israeli settler shot dead a Palestinian teenager near Nablus, the Palestinian health ministry said.",
        "ASSAULT",
    )
    assert [(count.of, count.low) for count in claim.event.counts] == [("killed", 1)]


def test_a_town_that_is_hit_doesnt_injure() -> None:
    claims = claims_of("Russia fired missiles at Kyiv, which injured 10.", "ASSAULT")
    assert all("Kyiv" not in texts(claim, "actors") for claim in claims)


def test_what_happened_keeps_its_verb_beside_a_denied_toll() -> None:
    claims = claims_of(
        "A car bomb exploded outside a police station in Bogota; no casualties were reported.", "ASSAULT"
    )
    assert [(c.event.trigger.text, c.status.polarity) for c in claims] == [
        ("exploded", "positive"),
        ("casualties", "negative"),
    ]


def test_a_war_that_killed_thousands_is_background() -> None:
    claims = claims_of(
        "Sri Lanka marks the anniversary of the end of its civil war, which killed 100,000 people.", "ASSAULT"
    )
    assert [claim.background for claim in claims] == [True]


def test_a_creed_is_no_place() -> None:
    coded = code("An explosion hit a minibus in a Shi'ite district of Kabul on Saturday.")
    assert [place.text for place in coded.mentions.places] == ["Kabul"]
