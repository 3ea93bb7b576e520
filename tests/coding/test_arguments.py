"""Who is named and who or what is hit, by the words of a sentence: rows of words with their one-line reason."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, code, countries, texts

TARGETS = [
    ("Two bombs were thrown at an embassy vehicle in Lima.", "embassy vehicle", "thrown at"),
    ("The terrorists set fire to the offices of the corporation.", "offices of the corporation", "set fire to"),
    ("A powerful bomb exploded near the American embassy in La Paz.", "American embassy", "hit where it stands"),
    ("A car bomb went off in front of the bank.", "bank", "in front of it"),
    ("An explosion damaged the windows of the consulate.", "consulate", "the whole, not its part"),
    ("Terrorists bombed a bus near Lima.", "bus", "a condition's word that is hit"),
    ("Settlers torched olive groves in Burin.", "olive groves", "a harvest is hit"),
    ("The rebels took six hostages in Kidal.", "six hostages", "hostages are whom it is done to"),
    ("Militants blew up power lines near Lahore.", "power lines", "a line of poles and wires"),
    ("The president said there were two attempts to murder him.", "president", "whom the attempts were on"),
    ("The clinic was the target of the attack.", "clinic", "named as the target"),
    ("He spoke of the priests' murder in November.", "priests", "whose murder it is"),
    ("At least 18 casualties among civilians were reported after the raid.", "civilians", "casualties among them"),
]
CULPRITS = [
    ("The government offensive killed ten people.", "government", "a modifier says whose"),
    ("Drug traffickers began a series of attacks against banks.", "Drug traffickers", "behind a word of measure"),
    ("The president announced the arrest of two officers for killing six priests.", "two officers", "arrested for it"),
    ("Police arrested two suspects in the attack on soldiers.", "two suspects", "suspects"),
    ("Pedro Lima is the mastermind of the massacre of Uraba.", "Pedro Lima", "called its mastermind"),
]
CULPRITS += [
    ("He died after an attack for which the guerrillas claimed credit.", "guerrillas", "claimed in a relative clause"),
    ("The mayor died in a blast for which the rebels are held responsible.", "rebels", "held responsible for it"),
    ("We blame the regime and its army for this assassination.", "its army", "blamed with another"),
    ("The army's responsibility for the murder of the priests is plain.", "army", "whose responsibility it is"),
]
CULPRITS += [
    (
        "In an attack that occurred near Lima a group of unidentified men this evening wounded Mauricio Gutierrez Castro.",
        "group of unidentified men",
        "a name behind the verb is its object",
    ),
    ("The bombing, which the army has blamed on the rebels, killed ten people.", "rebels", "blamed on them"),
]
NOBODY = [
    ("The general denied the army's responsibility for the murder.", "army", "denied"),
    ("The army condemned the war against Iraq.", "Iraq", "whom the war is against, where nobody else is named"),
    ("No group has claimed responsibility for the attack.", "group", "nobody claimed it"),
    ("The president said there were two attempts to murder him.", "president", "nobody is named who tried"),
    ("He spoke of the priests' murder in November.", "priests", "whose murder it is did not do it"),
    ("The bombing killed ten, among others a judge.", "others", "a phrase of listing"),
]


@pytest.mark.parametrize(("text", "what", "why"), TARGETS)
def test_target(text: str, what: str, why: str) -> None:
    found = [texts(claim, "recipients") for claim in claims_of(text, "ASSAULT")]
    assert any(what in words for words in found), f"{why}: {found}"


@pytest.mark.parametrize(("text", "who", "why"), CULPRITS)
def test_culprit(text: str, who: str, why: str) -> None:
    found = [texts(claim, "actors") for claim in claims_of(text, "ASSAULT")]
    assert any(who in words for words in found), f"{why}: {found}"


@pytest.mark.parametrize(("text", "who", "why"), NOBODY)
def test_who_did_not_do_it(text: str, who: str, why: str) -> None:
    found = [texts(claim, "actors") for claim in claims_of(text, "ASSAULT")]
    assert not any(who in words for words in found), f"{why}: {found}"


FULLER = [
    (
        "Gunmen killed six Jesuit priests on Monday. The army denied that it had shot the priests.",
        "six Jesuit priests",
        "a definite noun takes up a fuller phrase",
    ),
    (
        "Colombian pilot Julio Torres was flying home. Mr. Torres was killed by gunmen.",
        "Colombian pilot Julio Torres",
        "a surname takes up the whole name",
    ),
]
NOT_FULLER = [
    ("Rebels shot two soldiers. Later five soldiers were killed by a mine.", "five soldiers", "another number"),
    (
        "Police guarded the union headquarters. Rebels attacked the headquarters of the brigade.",
        "headquarters of the brigade",
        "says itself which one",
    ),
]


@pytest.mark.parametrize(("text", "who", "why"), FULLER + NOT_FULLER)
def test_last_one_harmed_is_named_as_fully_as_the_report_does(text: str, who: str, why: str) -> None:
    assert who in texts(claims_of(text, "ASSAULT")[-1], "recipients"), why


def test_incident_leaves_out_words_that_only_take_up_others() -> None:
    (incident,) = code("Gunmen shot three teachers in Gao on Monday. One of them was killed.").incidents
    assert [party.text for party in incident.recipients] == ["three teachers"]


WHO = [
    (
        "Syria says it is willing to hold talks with Turkey.",
        "AGREE",
        {"SYR"},
        "a speaker's pronoun that wills something",
    ),
    ("Chile met Peru in Lima. The two leaders agreed on talks.", "AGREE", {"CHL", "PER"}, "the two named before"),
    (
        "India and Pakistan exchanged fire in Kashmir. Both sides accused each other of starting it.",
        "ACCUSE",
        {"IND", "PAK"},
        "both sides",
    ),
    ("Central American presidents condemned Cuba.", "ACCUSE", {None}, "Central America is not the United States"),
    ("Israel said it was ready to attack Iran.", "THREATEN", {"ISR"}, "ready for violence"),
]


@pytest.mark.parametrize(("text", "type", "lands", "why"), WHO)
def test_countries_of_those_who_act(text: str, type: str, lands: set[str | None], why: str) -> None:
    assert countries(claims_of(text, type)[0], "actors") == lands, why


def test_each_other_are_both() -> None:
    (claim,) = claims_of("India and Pakistan accused each other of lying.", "ACCUSE")
    assert countries(claim, "recipients") == {"IND", "PAK"}


def test_a_house_is_no_parliament() -> None:
    (claim,) = claims_of("A missile hit the family's house in Gaza City.", "ASSAULT")
    assert [party.sector for party in claim.event.recipients] == [None]


def test_a_place_that_no_gazetteer_knows_has_the_country_of_the_dateline_beside_it() -> None:
    (claim,) = code("LIMA (EFE) -- Guerrillas killed the mayor of Hostigalpa.", "1989-02-03").claims
    assert [place.country for place in claim.event.places][-1:] == ["PER"]


def test_an_embassy_is_not_where_its_country_is() -> None:
    (claim,) = code("Gunmen bombed the embassy of China in Lima on Monday.", "1989-02-06").claims
    assert {place.country for place in claim.event.places} == {"PER"}
