"""Words of violence that tell of none, and their twins that do."""

import pytest

from tests.coding.coded import claims_of, code

REAL = [
    ("Gunmen attacked a media house in Kabul.", "attacked", "the house is hit, whatever it is for"),
    ("Rockets struck the market square in El Fasher.", "struck", "a market is a place"),
    ("Militants stormed a court building in Mogadishu.", "stormed", "a court is a place"),
    ("Two men shot a film director in Kandahar.", "shot", "a victim's trade"),
    ("Rebels killed a baby boy in Ituri.", "killed", "a victim's age"),
    ("An election office in Quetta was bombed.", "bombed", "passive, too"),
    ("A mortar struck the stock exchange in Damascus.", "struck", "no exchange of fire"),
    ("A diplomatic convoy was attacked near Khartoum.", "attacked", "whose convoy"),
    ("The army launched an offensive against the rebels in Kachin.", "launched", "no modifier"),
    ("Gunmen attacked a vaccination team in Peshawar.", "attacked", "the team is hit, whatever it is for"),
    ("The army launched a campaign against militants in Sinai.", "launched", "against people"),
    ("An explosion of ammunition killed two soldiers in Bukavu.", "killed", "what explodes is ammunition"),
    ("Gunmen shot dead six people at a football pitch in Culiacan.", "shot", "a pitch is a place"),
    ("A shell hit a football stadium in Kharkiv and killed two people.", "hit", "a stadium is a place"),
    ("Gunmen attacked the bus of the national cricket team in Lahore.", "attacked", "gunmen play no cricket"),
    ("Gangs kidnapped five players of a football club in Port-au-Prince.", "kidnapped", "nobody is in a match"),
    ("Police shot dead two Awami League activists in Dhaka.", "shot", "a party is called a league"),
]
MEANT_OTHERWISE = [
    ("Egypt launched a diplomatic offensive in Africa.", "the modifier of the deed"),
    ("The opposition launched a media campaign against the bill.", "a campaign of words"),
    ("The company was hit by a price war.", "a war of prices"),
    ("The prisoner died of a heart attack.", "an illness"),
    ("The fall of the regime brought an explosion of joy in Damascus.", "of joy"),
    ("The minister launched a scathing attack on judges.", "words"),
    ("The ministry launched a vaccination campaign against polio in Afar.", "the modifier of the campaign"),
    ("Farmers in Borena are fighting against armyworm.", "insects"),
    ("The government launched a campaign against corruption.", "what the deed is against"),
]


@pytest.mark.parametrize(("text", "word", "why"), REAL)
def test_what_a_thing_is_for_makes_no_look_alike_of_what_hits_it(text: str, word: str, why: str) -> None:
    assert word in {claim.event.trigger.text for claim in claims_of(text, "ASSAULT")}, why


@pytest.mark.parametrize(("text", "why"), MEANT_OTHERWISE)
def test_a_deed_that_is_meant_otherwise_is_none(text: str, why: str) -> None:
    coded = code(text)
    assert not [claim for claim in coded.claims if claim.event.type == "ASSAULT"], why
    assert any("another meaning" in each.reason for each in coded.refused)


@pytest.mark.parametrize(
    "text",
    [
        "The champions of the league attacked from the first minute.",
        "Liverpool shot down Madrid in the semi-final at the football stadium.",
        "The boxer hit his rival with a barrage of punches.",
    ],
)
def test_sport_is_none(text: str) -> None:
    coded = code(text)
    assert not coded.claims and {each.reason for each in coded.refused} == {"a sentence about sport"}
