"""Capitals told of without their name: which town is meant, and where nothing is made of the word."""

from __future__ import annotations

import pytest

from tests.coding.parsed import parse
from warmonitor.coding.places.capitals import with_capitals
from warmonitor.coding.places.find import PlaceFinder
from warmonitor.knowledge.gazetteer.lookup import shipped_gazetteer
from warmonitor.records import Published, Report


def told(text: str, day: str | None = None) -> list[tuple[str, str | None]]:
    """The words for capitals and the towns that they mean, in a report of a day."""
    p, gazetteer = parse(text), shipped_gazetteer()
    places = with_capitals(p, PlaceFinder(gazetteer).find(p, Report("r", text)), gazetteer, Published(day, day))
    return [(place.mention.text, place.mention.name) for place in places if "capital" in place.mention.text.lower()]


@pytest.mark.parametrize(
    ("text", "words", "town"),
    [
        ("Shelling hit the Sudanese capital on Monday.", "Sudanese capital", "Khartoum"),
        ("An explosion shook Ethiopia's capital, killing five.", "Ethiopia's capital", "Addis Ababa"),
        ("Gangs attacked a market in the capital of Haiti.", "capital of Haiti", "Port-au-Prince"),
        ("Mortars fell on Yemen's rebel-held capital.", "Yemen's rebel-held capital", "Sanaa"),
        ("Missiles struck the Ukrainian capital early on Sunday.", "Ukrainian capital", "Kyiv"),
        ("Jets bombed Sanaa. A strike on the capital killed nine.", "capital", "Sanaa"),
        ("BAMAKO, Mali - Gunmen attacked a barracks in the capital.", "capital", "Bamako"),
        ("NAIROBI (AP) - Mogadishu was hit by mortars. Somalia's police said three died in the capital.", "capital", "Mogadishu"),
    ],
)  # fmt: skip
def test_whose_capital_is_meant(text: str, words: str, town: str) -> None:
    assert told(text) == [(words, town)]


@pytest.mark.parametrize(
    ("day", "town"),
    [("2015-07-02", "Bujumbura"), ("2022-07-02", "Gitega"), (None, None)],
    ids=["before", "after", "undated"],
)
def test_a_capital_that_moved(day: str | None, town: str | None) -> None:
    assert told("Grenades killed five in Burundi's capital.", day) == ([("Burundi's capital", town)] if town else [])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Three were killed in the Somali capital Mogadishu.", "its name stands there"),
        ("Three were killed in the Somali capital, Mogadishu.", "and behind a comma"),
        ("Leaders met in the Malaysian capital of Kuala Lumpur.", "and behind an of"),
        (
            "Bombs went off in Dar es Salaam, the capital of Tanzania.",
            "what was the capital then is for the words to say",
        ),
        ("They recognise Jerusalem as the capital of Israel.", "a claim about a town"),
        ("Federal forces moved towards the Tigrayan capital.", "of a province"),
        ("Troops left Goma. Fighting went on near the provincial capital.", "of a province, too"),
        ("Clashes broke out in the capital.", "no country is told of"),
        ("Envoys flew from Kampala to Juba. Uganda and South Sudan will meet in the capital.", "one of two"),
        ("Six builders were shot dead in India's financial capital.", "of business"),
        ("Rebels tried to seize Syria's industrial capital.", "of industry"),
        ("Police fired on a crowd in the Bolivian capital.", "Sucre or La Paz"),
        ("A Kenyan court imposed capital punishment.", "no town"),
    ],
)
def test_what_is_left_to_the_words(text: str, why: str) -> None:
    assert told(text) == []
