"""Whom short words stand for in a report: "the ministry", "the group", "the two armies", a surname, his fighters, their positions."""

from __future__ import annotations

import pytest

from tests.coding.coded import code
from warmonitor.records import Claim, Party

PUBLISHED = "2024-05-15"


def parties(claim: Claim, side: str) -> tuple[Party, ...]:
    if side == "speakers":
        return claim.attribution.speakers if claim.attribution else ()
    found: tuple[Party, ...] = getattr(claim.event, side)
    return found


ROWS = [
    (
        "Russian Defence Ministry spokesman Igor Konashenkov said four planes bombed targets in Idlib. "
        "Konashenkov said that militants had shelled the Syrian town of Jisr al-Shughour.",
        ("shelled", "speakers", {"RUSMOD"}),
        "a surname is whom the full name and title named",
    ),
    (
        "Israeli army spokesman Daniel Hagari said troops had entered Jabalia. Hagari said the army killed 20 militants.",
        ("killed", "speakers", {"ISRMIL"}),
        "and speaks for the body of his office",
    ),
    (
        "The Russian Defence Ministry said on Friday that Syrian rebels had shelled Aleppo.\n\n"
        "The ministry said that rebels had also shelled the town of Jisr al-Shughour in Syria.",
        ("shelled", "speakers", {"RUSMOD"}),
        "the ministry is the last ministry named, not one of the country that is told of",
    ),
    (
        "Mohamed Hamdan Dagalo, the leader of the Rapid Support Forces, said his fighters had seized Nyala.",
        ("seized", "actors", {"RSF_SDN"}),
        "his fighters are of the group that he leads",
    ),
    (
        "Fighters of the Allied Democratic Forces killed nine villagers in Beni.",
        ("killed", "actors", {"ADF"}),
        "fighters of a group are of it",
    ),
    (
        "Fighters of the Allied Democratic Forces killed nine villagers in Beni. The group has pledged allegiance to "
        "Islamic State. The army said it repelled the group near Oicha.",
        ("repelled", "recipients", {"ADF"}),
        "the group is the one that was called so before, not one that was only mentioned beside it",
    ),
    (
        "The Saudi-led coalition bombed Sanaa on Monday. The coalition said it hit an arms depot.",
        ("hit", "actors", {"SAUDICOALITION"}),
        "the coalition",
    ),
    (
        "Armenia and Azerbaijan traded fire on Tuesday. The two sides accused each other of violating the truce. "
        "Both countries reported losses. The two armies exchanged artillery fire.",
        ("exchanged", "actors", {"ARMMIL", "AZEMIL"}),
        "the two armies are those of the two countries, however long ago they were named",
    ),
    (
        "Israeli army spokesman Daniel Hagari said troops had entered Jabalia.",
        ("entered", "actors", {"ISRMIL"}),
        "troops of whom an army's spokesman tells are its own",
    ),
    (
        "Warplanes struck Houthi positions in Marib.",
        ("struck", "recipients", {"HOUTHIS"}),
        "positions are of those who hold them",
    ),
    (
        "Russian jets bombed positions of the Syrian National Army near Afrin.",
        ("bombed", "recipients", {"SNA"}),
        "and so they are behind an of",
    ),
    (
        "The Saudi-led coalition bombed Sanaa on Monday.",
        ("bombed", "recipients", {None}),
        "a capital that is bombed is a town, no government",
    ),
    (
        "The UN Security Council condemned the attack on peacekeepers in Mali.",
        ("attack", "recipients", {None}),
        "peacekeepers are not of the country where they are",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_short_words_are_resolved(text: str, wanted: tuple[str, str, set[str | None]], why: str) -> None:
    trigger, side, ids = wanted
    claims = [claim for claim in code(text, PUBLISHED).claims if claim.event.trigger.text == trigger]
    assert claims, f"nothing is coded at {trigger}"
    assert {party.id for party in parties(claims[-1], side)} == ids, why


def test_it_after_an_explosion_is_the_explosion_and_nobody() -> None:
    record = code(
        "A car bomb went off near the Turkish embassy in Kabul on Monday. The explosion occurred at noon. It damaged the windows "
        "of ten houses."
    )
    assert all(not claim.event.actors for claim in record.claims)
    record = code("The army entered Homs on Monday. It shelled two districts and killed nine people.")
    assert [claim.event.actors[0].text for claim in record.claims] == ["army", "army"]
