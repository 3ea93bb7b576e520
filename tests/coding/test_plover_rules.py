"""Rules of PLOVER that coders often miss: a sentence, the events that it holds, one line why."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, code

ROWS = [
    ("Soldiers captured 12 rebels in Kivu.", [("ASSAULT", "abduct")], "combatants captured are no arrest"),
    ("Police arrested a journalist in Minsk.", [("COERCE", "arrest")], "others are arrested"),
    ("Nigerian troops rescued 30 hostages from Boko Haram.", [("AID", None)], "hostages rescued"),
    ("Villagers fled Beni because of the rebels.", [("SANCTION", "expel")], "people made to flee"),
    ("Rebels drove hundreds of residents from their homes in Beni.", [("SANCTION", "expel")], "people driven out"),
    ("Marchers in Lima demanded the release of the mayor.", [("PROTEST", "demo")], "demands in the street"),
    ("India sent troops to Kerala to help flood victims.", [("AID", None)], "soldiers sent to help"),
    ("The president of Peru pardoned 20 prisoners.", [("CONCEDE", None)], "a pardon is a concession"),
    ("Peru released 20 prisoners.", [("RETREAT", "release")], "the release itself"),
    ("Protesters hit the governor of Oaxaca.", [("ASSAULT", "beat")], "a crowd's blows"),
    ("Robbers held a family at gunpoint in Cape Town.", [("ASSAULT", None)], "held by force of arms"),
    ("Demonstrators camped outside the parliament in Tbilisi.", [("PROTEST", "demo")], "where demonstrators stay"),
    ("Travellers camped outside the airport in Tbilisi.", [], "no demonstrators"),
    ("A prisoner was tied to a tree by soldiers in Unity state.", [], "bound, not blamed"),
    ("France sent troops home from Niger.", [("RETREAT", "withdraw")], "home is no front"),
    ("The president clashed with the opposition over the budget.", [("ACCUSE", "disapprove")], "a clash of words"),
    ("Trust was damaged by the scandal.", [], "trust is no thing to destroy"),
    ("Donors mobilised funds for Somalia.", [], "money is no troops"),
]


@pytest.mark.parametrize(("text", "events", "why"), ROWS)
def test_rule(text: str, events: list[tuple[str, str | None]], why: str) -> None:
    found = [(c.event.type, c.event.mode) for c in claims_of(text) if c.status.modality == "actual"]
    assert found == events, f"{why}: {found}"


def test_both_sides_of_a_fight_are_actors() -> None:
    (claim,) = claims_of("Armenia and Azerbaijan clashed in Karabakh.", "ASSAULT")
    assert {p.country for p in claim.event.actors} == {"ARM", "AZE"} and not claim.event.recipients


def test_a_troop_move_told_with_its_attack_is_the_attack() -> None:
    claims = claims_of("Russian troops moved into Avdiivka, shelling the town.")
    assert [claim.event.type for claim in claims] == ["ASSAULT"]


def test_what_is_to_come_keeps_its_own_type() -> None:
    (claim,) = code("Egypt and Jordan will hold talks in Amman on Friday.", "2024-01-02").claims
    assert (claim.event.type, claim.status.modality) == ("CONSULT", "planned")


@pytest.mark.parametrize(
    ("text", "types", "why"),
    [
        ("Al-Shabaab vowed to attack Kenya.", ["THREATEN"], "one happening, the threat"),
        ("Mali vowed to suspend cooperation with France.", ["THREATEN"], "a vow to harm is a threat"),
        ("Nurses in Harare went on strike to protest pay cuts.", ["PROTEST"], "one protest"),
        ("Denmark froze part of an aid programme for Uganda.", ["SANCTION"], "a part of aid is aid"),
        ("Israel allowed the marchers to hold a rally.", ["CONCEDE"], "who is allowed is the object"),
        ("Hackers attacked the bank's computers in Tallinn.", ["COERCE"], "computers are hit by other means"),
        (
            "A rebel spokesman in South Sudan said President Salva Kiir must resign.",
            ["REQUEST"],
            "of one land, of two sides",
        ),
    ],
)
def test_told_once_and_by_its_type(text: str, types: list[str], why: str) -> None:
    found = [c.event.type for c in claims_of(text) if c.status.modality in ("actual", "planned")]
    assert found == types, f"{why}: {found}"


@pytest.mark.parametrize(
    ("text", "type", "actors", "recipients", "why"),
    [
        ("Sudan army chief rejects talks with RSF", "REJECT", {"SDN"}, {"SDN"}, "a verb that looks like a noun"),
        ("Beijing sanctions Lockheed over Taiwan arms sale", "SANCTION", {"CHN"}, None, "the noun that has an object"),
        ("US, UK strike Houthi positions", "ASSAULT", {"USA", "GBR"}, {"YEM"}, "two nations before a verb"),
        ("US, British jets strike Houthi positions", "ASSAULT", {"USA", "GBR"}, {"YEM"}, "two nations before a noun"),
        ("ECOWAS deployed peacekeepers in Gambia.", "AID", None, {"GMB"}, "a verb that looks like an adjective"),
        ("Protesters storm parliament in Kenya", "ASSAULT", {"KEN"}, {"KEN"}, "the noun that has an object"),
        (
            "Serbia called the decision by Kosovo a provocation.",
            "ACCUSE",
            {"SRB"},
            {"XKX"},
            "what the decision is called",
        ),
        ("Burkina junta expels French diplomats", "SANCTION", {"BFA"}, {"FRA"}, "a country by its short name"),
    ],
)
def test_headlines(text: str, type: str, actors: set[str] | None, recipients: set[str] | None, why: str) -> None:
    (claim,) = claims_of(text, type)
    assert actors in (None, {p.country for p in claim.event.actors}), why
    assert recipients is None or recipients <= {p.country for p in claim.event.recipients}, why
