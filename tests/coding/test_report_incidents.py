"""What the claims of one report put together, and what they keep apart."""

from __future__ import annotations

import pytest

from tests.coding.coded import code, one_claim, texts
from warmonitor.records import ReportIncident


def deadly(text: str, published: str) -> list[tuple[set[str], list[int | None]]]:
    """Of each attack of a report who did it, and the lowest figures of the dead."""
    found = [incident for incident in code(text, published).incidents if incident.type == "ASSAULT"]
    return [(_actors(incident), [count.low for count in incident.counts if count.of == "killed"]) for incident in found]


def _actors(incident: ReportIncident) -> set[str]:
    return {actor.text for actor in incident.actors}


def test_what_both_sides_did_are_two_attacks() -> None:
    text = (
        "At least 33 soldiers were killed when Islamist militants attacked two army camps in central Mali on Thursday, the army said.\n\n"
        "The army said it killed 15 militants in air strikes after the attack."
    )
    assert deadly(text, "2019-10-12") == [({"Islamist militants"}, [33]), ({"army"}, [15])]


def test_another_country_is_another_attack() -> None:
    text = (
        "Russia hit Ukraine with missiles early on Friday, killing at least five people, officials said.\n\n"
        "Separately, two people were killed in Russia's Belgorod region in a Ukrainian drone attack, its governor said."
    )
    assert [killed for _, killed in deadly(text, "2024-03-22")] == [[5], [2]]


def test_another_side_in_another_town_is_another_attack() -> None:
    text = (
        "Russian jets bombed a market in Douma on Tuesday, killing at least 22 civilians, monitors said.\n\n"
        "State television said rebels had fired mortar rounds at Damascus, killing two people."
    )
    assert [killed for _, killed in deadly(text, "2018-02-14")] == [[22], [2]]


def test_rival_versions_of_one_strike_stay_together() -> None:
    text = (
        "An air strike on a market in Douma killed 22 civilians on Tuesday. Activists said Russian jets bombed the market in Douma. "
        "Others said Syrian government jets bombed the market in Douma."
    )
    assert len(deadly(text, "2018-02-14")) == 1


@pytest.mark.parametrize(
    ("text", "actors", "why"),
    [
        ("Warplanes believed to be Russian bombed a market in Douma on Tuesday.", ["Russian"], "of a nation"),
        ("Gunmen believed to be members of Boko Haram attacked a village.", ["Gunmen", "Boko Haram"], "members"),
        ("Jets thought to belong to the US-led coalition struck Raqqa.", ["US-led coalition"], "an owner"),
    ],
)
def test_who_is_believed_to_have_done_it(text: str, actors: list[str], why: str) -> None:
    claim = one_claim(text, "ASSAULT")
    assert (texts(claim, "actors"), claim.event.perpetrator) == (actors, "suspected"), why


def test_those_killed_before_the_speaker_dont_speak() -> None:
    text = (
        "Warplanes bombed a market in Douma, killing at least 22 civilians including six children, the Syrian Observatory for Human "
        "Rights and the White Helmets said."
    )
    claim = one_claim(text, "ASSAULT")
    assert [(count.who, count.low) for count in claim.event.counts] == [("civilians", 22), ("children", 6)]
    assert claim.attribution is not None and claim.attribution.speakers[0].id == "SOHR"


def test_a_campaign_that_stops_is_no_attack_of_the_day() -> None:
    text = (
        "The FARC announced on Friday a suspension of its attacks on police stations in Colombia. "
        "A bomb wounded three soldiers in Cali on Friday."
    )
    found = [[recipient.text for recipient in incident.recipients] for incident in code(text, "2015-07-20").incidents]
    assert found == [["police stations"], ["three soldiers"]]


@pytest.mark.parametrize(
    ("text", "killed", "why"),
    [
        (
            "Boko Haram fighters killed a farmer in Gwoza and a fisherman was killed in Baga, residents said on Monday.",
            [[1], [1]],
            "one here, another there",
        ),
        (
            "Rebels of the M23 attacked a dairy farm near Goma in eastern Congo on Monday, killing a herder. The rebels also killed a "
            "teacher in the town of Butembo, 200 kilometres to the north, the governor said.",
            [[1], [1]],
            "nobody is counted in kilometres",
        ),
        (
            "Three people were killed in Sumy and five were wounded in Kherson on Sunday.",
            [[3], []],
            "provinces lie apart, too",
        ),
        ("Shelling killed two children in Idlib and wounded four of their relatives.", [[2]], "one round of shelling"),
        (
            "A Red Crescent paramedic was killed in Jabalia on Monday. The paramedic was killed by a sniper, his colleagues said.",
            [[1]],
            "the same one again",
        ),
    ],
)
def test_who_was_harmed_where(text: str, killed: list[list[int]], why: str) -> None:
    assert [figures for _, figures in deadly(text, "2024-06-12")] == killed, why


@pytest.mark.parametrize(
    ("text", "attacks", "why"),
    [
        (
            "Gunmen killed 12 villagers in Seytenga on Monday. In a separate incident, a roadside bomb killed five gendarmes on the road to "
            "Dori. An al Qaeda-linked group claimed that attack.",
            [[12], [5]],
            "a separate incident",
        ),
        (
            "Shelling killed four people in Kherson on Friday. Separately, a drone killed a bus driver on Friday.",
            [[4], [1]],
            "separately",
        ),
        (
            "A car bomb killed nine people at a checkpoint in Mogadishu on Saturday. Another car bomb killed three soldiers hours later.",
            [[9], [3]],
            "another bomb",
        ),
        (
            "A car bomb killed nine people in Mogadishu on Saturday. Another 13 people were wounded in the attack.",
            [[9]],
            "more people of the same attack",
        ),
        (
            "Last month, the RSF shelled the Zamzam camp, killing 31 people. The camp was attacked again on Sunday, when four shells killed "
            "two patients.",
            [[31], [2]],
            "again, on another day",
        ),
        (
            "The raid on the mosque killed 44 people on Tuesday. It was the deadliest since March 2021, when gunmen killed 137 people.",
            [[44], [137]],
            "years before",
        ),
        (
            "A drone attack killed 11 people in Atbara on Wednesday, hours after the army bombed a market in Nyala, killing 40 people.",
            [[11], [40]],
            "hours after",
        ),
        (
            "The army shelled a market in Nyala on Monday, killing 40 people. A volunteer said he had counted 37 bodies.",
            [[37]],
            "bodies that a witness counted",
        ),
        (
            "Jihadists ambushed a convoy near Djibo on Monday, killing 35 soldiers. The army said air strikes killed about 40 terrorists who "
            "fled. The al Qaeda-linked group JNIM claimed the attack.",
            [[35], [36]],
            "who claims an attack doesn't claim the strikes on it",
        ),
        (
            "Israeli air strikes killed 30 people in Gaza on Wednesday. The military said two of its soldiers were killed in Gaza on Tuesday.",
            [[30], [2]],
            "the losses of the other day",
        ),
        (
            "The war has killed tens of thousands of people since 2023. Gunmen killed three farmers near Geneina on Monday.",
            [[3]],
            "the toll of a war is no attack",
        ),
        (
            "Police killed ten gang members in Port-au-Prince on Wednesday. A Kenyan officer was shot dead last month.",
            [[10], [1]],
            "others, at another time",
        ),
        (
            "Eight soldiers were charged with the murder of six Jesuit priests and two employees. The trip is not linked to the "
            "assassination of Hector Oqueli, a spokesman said.",
            [[8, 6, 2], [1]],
            "the killing of another, by name",
        ),
        (
            "Police said the murder of lawyer Ali Hassan in Basra on Friday was political. A crowd mourned the death of Hassan.",
            [[1]],
            "the same one by his surname",
        ),
        (
            "So far this year, 12 members of the party have been killed in Colombia. Gunmen killed two party leaders in Cali on Friday.",
            [[2]],
            "the sum of a year",
        ),
        (
            "Over the past three months, some 150 people have been killed in Port-au-Prince. Gangs killed five policemen on Sunday.",
            [[5]],
            "the sum of months",
        ),
        (
            "Israeli strikes have killed 40 people in Tyre since Friday, the health ministry said.",
            [[40]],
            "some days are one attack",
        ),
        (
            "A bomb at a market in San Salvador wounded 37 people on Friday. One person died at the Rosales Hospital.",
            [[1]],
            "not where they died of it",
        ),
    ],
)
def test_what_is_told_apart(text: str, attacks: list[list[int]], why: str) -> None:
    assert [figures for _, figures in deadly(text, "2025-03-12")] == attacks, why


def test_each_side_shoots_down_what_comes_to_it() -> None:
    text = (
        "Ukraine's air force said it had shot down 61 Russian drones overnight. "
        "Moscow's mayor said Russian air defences had shot down 12 drones heading for the capital."
    )
    assert [actors for actors, _ in deadly(text, "2025-03-12")] == [{"Ukraine's air force"}, {"Russian air defences"}]


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("A missile struck a hotel in Kryvyi Rih on Saturday. Shells fell on a farm near Kupiansk.", 2, "other victims in far towns"),
        ("A priest was shot dead in Ayacucho on Friday. A bomb damaged the ministry of justice.", 2, "shot here, bombed there"),
        ("Rebels captured the Kavumu airport. The bodies of 70 people were found in a church in Kasanga.", 2, "a place taken and a killing elsewhere"),
        ("A priest was shot dead in Ayacucho on Friday. The killing of the priest in Ayacucho shocked the town.", 1, "the same man"),
    ],
)  # fmt: skip
def test_other_victims_elsewhere_are_another_attack(text: str, number: int, why: str) -> None:
    attacks = [incident for incident in code(text, "2024-03-10").incidents if incident.type == "ASSAULT"]
    assert len(attacks) == number, why
