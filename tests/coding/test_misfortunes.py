"""Harm that nobody did, and its twins that somebody did."""

import pytest

from tests.coding.coded import claims_of, code

NOBODYS = [
    ("Floods killed 20 people in Chad.", "a force of nature"),
    ("Twenty people were killed in a landslide in North Kivu.", "what they were killed in"),
    ("Areas devastated by Cyclone Idai received aid.", "by its name"),
    ("The road to Garissa was damaged by heavy rain.", "passive"),
    ("Cholera has killed 60 people in Port Sudan.", "a disease"),
    ("Two children were killed by a hippo in Naivasha.", "an animal"),
    ("Swarms of locusts attacked farms in Somalia.", "many animals"),
    ("A truck overturned in Tororo, killing nine passengers.", "an accident's verb before it"),
    ("Miners were killed when a gold mine collapsed in Rubaya.", "an accident's verb behind it"),
    ("A stampede at a stadium killed 12 fans in Antananarivo.", "an accident"),
    ("A fire destroyed the market in Port-au-Prince.", "a fire of no known cause"),
    ("A gas explosion killed five people in Nairobi.", "no bomb"),
    ("Thousands fled the floods in Bentiu.", "flight that nobody drove"),
    ("Floods displaced 20,000 people in Unity state.", "nobody drove them out"),
    ("Ten people were killed when an earthquake razed villages on Qeshm.", "when nature did something"),
    (
        "A quake killed ten on Qeshm. Fifty were injured and hospitals were destroyed, the governor said.",
        "the rest of its harm",
    ),
    (
        "Floods killed 20 people in Chad.\n\nThe death toll may rise. Injuries were reported in two districts.",
        "its toll, too",
    ),
]
SOMEBODYS = [
    ("A bus hit a landmine and overturned near Djibo, killing nine.", "hit", "the mine"),
    ("A building collapsed in Aleppo after an air strike, killing ten people.", "killing", "the air strike"),
    ("Artillery fire destroyed the school in Bakhmut.", "destroyed", "fire of guns"),
    ("A fire set by militiamen destroyed the camp in Zamzam.", "destroyed", "whose fire"),
    ("Rebels attacked villagers during heavy rain in Ituri.", "attacked", "the rain did nothing"),
    ("A storm of shells killed ten people in Kherson.", "killed", "not of rain"),
    ("Suicide bombers killed ten people in Maiduguri.", "killed", "bombers"),
    ("A drone crashed into an apartment block in Odesa, killing two.", "killing", "a weapon crashed"),
    ("Twelve migrants were killed when their boat capsized after guards opened fire off Libya.", "killed", "the fire"),
    ("Fighting displaced 20,000 people in Unity state.", "displaced", "the fighting drove them out"),
    (
        "Floods killed 20 in Chad. Nine others were killed in an ambush near Bol.",
        "killed",
        "of other harm a deed is told",
    ),
    (
        "A blast killed 20 in Kano. The hall was badly damaged, and nine were injured in a suspicious fire.",
        "injured",
        "a fire may be set",
    ),
    ("A train was derailed by rebels in Cauca, killing one guard.", "killing", "derailed by somebody"),
]


@pytest.mark.parametrize(("text", "why"), NOBODYS)
def test_what_befell_people_is_nobodys_deed(text: str, why: str) -> None:
    coded = code(text)
    assert not [claim for claim in coded.claims if claim.event.type in ("ASSAULT", "SANCTION")], why
    assert any("nature or an accident" in each.reason for each in coded.refused), why


@pytest.mark.parametrize(("text", "word", "why"), SOMEBODYS)
def test_what_was_done_stays_a_deed(text: str, word: str, why: str) -> None:
    triggers = {claim.event.trigger.text for claim in claims_of(text) if claim.event.type in ("ASSAULT", "SANCTION")}
    assert word in triggers, why
