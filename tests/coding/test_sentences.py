"""Sentences of the wires, whole: a row is one thing that a reader would miss."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, code, texts
from warmonitor.records import Claim


def one(text: str, type: str) -> Claim:
    (claim,) = claims_of(text, type)
    return claim


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
        ("Rebels captured 12 villages near Goma.", [("targets", 12)], "nor are twelve"),
        (
            "The junta bombed a monastery, killing 22 people including three monks, a rebel group and a resident said.",
            [("killed", 22)],
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
