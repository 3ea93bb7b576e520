"""Whom a deed was done to, and where: bombers and what they hit, attacks that were repelled, names that say whose and not where."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, code, one_claim, texts
from warmonitor.records import Claim


def _where(claim: Claim) -> list[str]:
    return [place.text for place in claim.event.places]


@pytest.mark.parametrize(
    ("text", "doer", "harmed"),
    [
        ("A suicide bomber blew himself up outside a court in Islamabad, killing 12 people.", "suicide bomber", ["12 people"]),
        ("A suicide bomber killed nine worshippers at a mosque in Peshawar.", "suicide bomber", ["nine worshippers"]),
        ("A female suicide bomber attacked a wedding in Gwoza.", "female suicide bomber", ["wedding"]),
    ],
)  # fmt: skip
def test_who_bears_the_bomb_did_it(text: str, doer: str, harmed: list[str]) -> None:
    claim = one_claim(text, "ASSAULT")
    assert texts(claim, "actors") == [doer]
    assert texts(claim, "recipients") == harmed
    assert [weapon.text for weapon in claim.event.weapons] == ["suicide bomber"]


def test_what_blows_up_is_what_was_hit() -> None:
    claim = one_claim("A bus blew up on the road to Bunia, killing eight.", "ASSAULT")
    assert (texts(claim, "actors"), texts(claim, "recipients")) == ([], ["bus"])


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("The Sudanese army said it repelled an RSF attack on Babanusa on Sunday.", ["RSF_SDN"]),
        ("Ukrainian forces repelled Russian attacks near Kupiansk.", ["RUSMIL"]),
        ("Congolese troops repelled an assault by M23 rebels on Uvira.", ["M23"]),
        ("Soldiers repelled the attack on the town of Djibo.", []),
    ],
)
def test_who_is_repelled_is_who_attacked(text: str, met: list[str]) -> None:
    (claim, *_) = claims_of(text, "ASSAULT")
    assert [party.id for party in claim.event.recipients] == met


@pytest.mark.parametrize(
    ("text", "words", "id"),
    [
        ("Jihadists ambushed a fuel convoy near Kayes in Mali.", "fuel convoy", None),
        ("Rebels ambushed a food convoy of the World Food Programme in South Sudan.", "food convoy of the World Food Programme", "WFP"),
        ("Insurgents ambushed a military convoy near Djibo in Burkina Faso.", "military convoy", "BFAMIL"),
    ],
)  # fmt: skip
def test_only_an_army_sends_its_convoys(text: str, words: str, id: str | None) -> None:
    claim = claims_of(text, "ASSAULT")[0]
    assert [(party.text, party.id) for party in claim.event.recipients] == [(words, id)]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Al-Shabaab attacked a Danab base near Bariire in Somalia.", "Bariire"),
        ("Al-Shabaab fighters overran a Gorgor base near Dhusamareb.", "Dhusamareb"),
        ("An M23 camp near Rutshuru was shelled by the army.", "Rutshuru"),
        ("Gangs burned a hospital in Port-au-Prince on Monday.", "Port-au-Prince"),
        ("Drones struck a refinery in Slavyansk-na-Kubani.", "Slavyansk-na-Kubani"),
    ],
)
def test_whose_base_is_not_where(text: str, town: str) -> None:
    assert _where(one_claim(text, "ASSAULT")) == [town]


def test_a_government_is_not_where() -> None:
    text = "Troops entered Sweida on Saturday. Damascus promised to investigate the killings."
    assert all("Damascus" not in _where(claim) for claim in claims_of(text))
    assert _where(one_claim("Israel bombed Damascus on Monday.", "ASSAULT")) == ["Damascus"]


def test_a_town_nobody_knows_is_not_the_one_before() -> None:
    text = "The army bombed a school in Mogok. The Karen Border Guard Force denied that it had shelled Lay Kay Kaw."
    assert _where(claims_of(text, "ASSAULT")[-1]) == []
    text = "The army bombed a school in Mogok. It shelled a monastery."
    assert _where(claims_of(text, "ASSAULT")[-1]) == ["Mogok"]


def test_scene_and_day_reach_past_a_semicolon() -> None:
    text = "Ethiopian troops entered Merawi on Monday; residents said at least 30 civilians were killed in their homes."
    claim = code(text, "2025-11-25").claims[-1]
    assert _where(claim) == ["Merawi"]
    assert (claim.event.time.earliest, claim.event.time.basis) == ("2025-11-24", "context")
    text = "Troops entered Merawi on Monday; in Gondar a grenade killed two people."
    assert _where(claims_of(text, "ASSAULT")[-1]) == ["Gondar"]


def test_those_who_set_off_a_mine_are_those_harmed() -> None:
    text = "Military authorities said two peasants were killed when they set off a mine in Morazan."
    assert texts(one_claim(text, "ASSAULT"), "actors") == []


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("The explosion caused damage to a mosque and three shops in Kano.", ["mosque", "three shops"]),
        ("The strike caused extensive damage to the Dutch embassy in Kyiv.", ["Dutch embassy"]),
        ("Drones hit the power station, the mayor's office, a fuel depot and the central bank in Port Sudan.",
         ["power station", "mayor's office", "fuel depot", "central bank"]),
        ("Gunmen killed a man, a farmer and father of six, in Kaduna.", ["man"]),
    ],
)  # fmt: skip
def test_all_that_was_hit_is_told(text: str, hit: list[str]) -> None:
    assert texts(one_claim(text, "ASSAULT"), "recipients") == hit


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Police suspect the Sinaloa cartel of the murder of the mayor in Culiacan.", "SINALOA"),
        ("Rights groups accused the Nigerian military of the slaughter of hundreds of men in Zaria.", "NGAMIL"),
    ],
)
def test_who_is_suspected_of_a_deed_did_it(text: str, doer: str) -> None:
    claim = claims_of(text, "ASSAULT")[-1]
    assert [party.id for party in claim.event.actors] == [doer]
    assert "Sinaloa" not in _where(claim)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gaza's health ministry said an Israeli air strike killed four people in Zeitoun.", "Zeitoun", None),
        ("Somali policemen fought insurgents in Bakara market, killing two people.", "Bakara", None),
        ("Bombs killed 16 people in the town of Muhassan, 100 km from Iraq.", "Muhassan", "SYR"),
    ],
)
def test_a_village_abroad_that_has_another_name_is_not_meant(text: str, name: str, country: str | None) -> None:
    (place,) = (place for place in code(text).mentions.places if place.text.startswith(name))
    assert place.country == country


def test_a_language_is_no_place() -> None:
    claim = one_claim("The protesters chanted in English as police fired tear gas in Nairobi.", "PROTEST")
    assert "English" not in {part.text for part in (*claim.event.places, *claim.event.recipients)}


def test_what_a_bomb_tears_through_is_hit() -> None:
    claim = one_claim("A bomb tore through a crowded market in Quetta.", "ASSAULT")
    assert texts(claim, "recipients") == ["crowded market"]
