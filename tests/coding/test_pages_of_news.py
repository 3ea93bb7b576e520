"""What pages of news are full of: rubrics, coalitions, hallmarks, trends, what nobody confirms, months gone by."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, code, one_claim, texts
from warmonitor.records import Claim


def _ids(claim: Claim) -> list[str | None]:
    return [party.id for party in claim.event.actors]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("US-led air strikes killed 52 civilians in Raqqa.", ["US"]),
        ("A Saudi-led strike on Hodeidah killed eight fishermen.", ["Saudi"]),
        ("Russian-led airstrikes killed four in Idlib.", ["Russian"]),
    ],
)
def test_who_leads_a_raid_takes_part_in_it(text: str, words: list[str]) -> None:
    assert texts(one_claim(text, "ASSAULT"), "actors") == words


def test_a_coalitions_forces_are_of_no_one_country() -> None:
    bare = "Syrian government forces dropped barrel bombs on Aleppo. Coalition forces conducted 11 airstrikes in Syria."
    assert [(party.id, party.country) for party in claims_of(bare, "ASSAULT")[-1].event.actors] == [(None, None)]
    named = "The Saudi-led coalition bombed Hodeidah. Witnesses said coalition aircraft killed ten fishermen."
    assert _ids(claims_of(named, "ASSAULT")[-1]) == ["SAUDICOALITION"]


def test_suspects_are_not_the_group_that_was_named_before_them() -> None:
    text = (
        "Boko Haram took up arms in 2009. Suspected Islamist militants have stormed a village, killing several people. "
        "The militants looted the village for two hours."
    )
    assert [_ids(claim) for claim in claims_of(text, "ASSAULT")] == [[None], [None]]
    told = "Militants stormed a village on Sunday. Boko Haram sent a video. The militants looted the village."
    assert _ids(claims_of(told, "ASSAULT")[-1]) == ["BOKOHARAM"]


def test_a_trend_is_nobody_and_a_groups_name_no_place() -> None:
    text = "The northeast, hit by an uptick in Boko Haram and ISWAP attacks on troops in recent weeks, is unstable."
    (claim, *_) = claims_of(text, "ASSAULT")
    assert "uptick" not in texts(claim, "actors")
    assert not claim.event.places


@pytest.mark.parametrize(
    "text",
    [
        "The city was rocked by explosions on Monday.",
        "The city was rocked by a series of explosions on Monday.",
        "The city was hit by a spate of bombings.",
    ],
)
def test_what_a_town_is_rocked_by_happened_to_it(text: str) -> None:
    assert texts(one_claim(text, "ASSAULT"), "recipients") == ["city"]


def test_what_damage_is_caused_by_was_not_done_to_the_damage() -> None:
    claim = one_claim("Widespread devastation was caused by an artillery bombardment of Saraqib.", "ASSAULT")
    assert texts(claim, "recipients") == ["Saraqib"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The bombing bore the hallmarks of al-Shabab.", "SHABAAB"),
        ("Both raids bear the hallmarks of Boko Haram Islamists.", "BOKOHARAM"),
        ("The killing of the mayor carried the signature of the Sinaloa cartel.", "SINALOA"),
    ],
)
def test_hallmarks_make_suspects(text: str, actor: str) -> None:
    claim = one_claim(text, "ASSAULT")
    assert (_ids(claim), claim.event.perpetrator) == ([actor], "suspected")


def test_no_hallmarks_make_none() -> None:
    assert not any(_ids(claim) for claim in claims_of("The bombing in Bosaso did not bear the hallmarks of al-Shabab."))


@pytest.mark.parametrize(
    ("text", "published", "month"),
    [
        ("A car bombing killed 40 people in Baghdad in April.", "2025-02-08", "2024-04"),
        ("The army shelled Homs in March.", "2025-02-08", "2024-03"),
        ("Gunmen kidnapped the priest on March 12.", "2025-02-08", "2024-03"),
        ("The army shelled Homs in January.", "2025-02-08", "2025-01"),
    ],
)
def test_what_was_done_lies_behind_the_report(text: str, published: str, month: str) -> None:
    (claim,) = code(text, published).claims
    assert claim.event.time.earliest is not None
    assert claim.event.time.earliest.startswith(month)


def test_what_is_set_for_a_month_lies_ahead() -> None:
    claims = code("The army ordered an offensive on Goma set for April.", "2025-02-08").claims
    assert {(claim.event.time.earliest or "")[:4] for claim in claims} <= {"2025", ""}


@pytest.mark.parametrize(
    "text",
    [
        "The coalition hasn't confirmed the strikes on Matab.",
        "The army declined to comment on the shelling of Bunia.",
        "The army neither confirmed nor denied the airstrike on Kutum.",
    ],
)
def test_who_confirms_nothing_says_nothing(text: str) -> None:
    (claim,) = claims_of(text, "ASSAULT")
    assert claim.attribution is None


def test_reports_that_nobody_could_verify_are_not_denied() -> None:
    claim = one_claim("Reuters could not independently verify the reports that rebels captured Bunia.", "ASSAULT")
    assert claim.status.polarity == "positive"


@pytest.mark.parametrize(
    "text",
    ["Nigeria unrest: Deadly attack on village in Borno state", "Syria war: Dozens killed in raids on Douma market"],
)
def test_what_a_headline_is_filed_under_is_no_event(text: str) -> None:
    assert [claim.event.type for claim in code(text).claims] == ["ASSAULT"]


def test_a_headline_behind_its_rubric_is_read_as_one() -> None:
    claim = one_claim("Sudan conflict: RSF shells hospital in El Fasher", "ASSAULT")
    assert (_ids(claim), texts(claim, "recipients")) == (["RSF_SDN"], ["hospital"])


@pytest.mark.parametrize(
    "text",
    [
        "Boko Haram has carried out numerous attacks in Borno state.",
        "The rebels often attack convoys on the road to Goma.",
    ],
)
def test_what_somebody_does_again_and_again_is_no_incident(text: str) -> None:
    record = code(text)
    assert [claim.event.type for claim in record.claims] == ["ASSAULT"]
    assert record.incidents == ()


def test_who_is_told_of_is_not_who_tells() -> None:
    text = "Gunmen opened fire in Walori. Residents report them coming in after dark, shooting and tossing explosives into homes."
    assert {tuple(texts(claim, "actors")) for claim in claims_of(text, "ASSAULT")} == {("Gunmen",)}


def test_each_verb_has_its_own_sufferers() -> None:
    text = "Witnesses described soldiers shooting at protesters and beating women."
    assert [texts(claim, "recipients") for claim in claims_of(text, "ASSAULT")] == [["protesters"], ["women"]]


def test_fighters_who_arrive_pay_no_visit() -> None:
    assert claims_of("The militants arrived in trucks late on Saturday.") == []
    assert [claim.event.type for claim in claims_of("President Sisi arrived in Khartoum on Saturday.")] == ["CONSULT"]


def test_a_witness_from_nearby_tells_not_where() -> None:
    text = "The attack in Chibok began at dawn. “The gunmen killed eight men,” said Luka Damina, from nearby Mbalala village."
    places = [place.text for place in claims_of(text, "ASSAULT")[-1].event.places]
    assert places == ["Chibok"]


@pytest.mark.parametrize(
    ("text", "doer", "hit"),
    [
        ("Gunmen on motorcycles swept into Gujba village at dawn on Sunday.", "Gunmen", "Gujba village"),
        ("Armed men burst into a church in Owo.", "Armed men", "church"),
        ("Militants descended on the village of Zabarmari.", "Militants", "village of Zabarmari"),
        ("Rebels stormed into the town of Bambari.", "Rebels", "town of Bambari"),
        ("Armed men broke into the house of the mayor in Culiacan.", "Armed men", "house"),
        ("Gunmen raided a camp for displaced people.", "Gunmen", "camp for displaced people"),
    ],
)
def test_who_comes_in_by_force_attacks(text: str, doer: str, hit: str) -> None:
    claim = one_claim(text, "ASSAULT")
    assert (texts(claim, "actors"), texts(claim, "recipients")) == ([doer], [hit])


def test_police_who_raid_a_house_search_it() -> None:
    assert [claim.event.type for claim in code("Police raided the house of a senator in Manila.").claims] == ["COERCE"]


def test_them_are_those_it_was_done_to_before() -> None:
    seized, killed = claims_of("The gunmen seized six men and slaughtered them.", "ASSAULT")
    assert texts(killed, "recipients") == texts(seized, "recipients") == ["six men"]


def test_who_gives_a_toll_killed_nobody() -> None:
    text = "Another activist group, the Sham Network, gave a higher toll, saying 18 civilians were killed."
    assert [texts(claim, "actors") for claim in claims_of(text, "ASSAULT")] == [[], []]
    assert texts(one_claim("The rebels suffered heavy casualties.", "ASSAULT"), "recipients") == ["rebels"]


def test_who_speaks_ends_before_the_verb() -> None:
    text = (
        "The chief said soldiers were later deployed to Kharkiv from Lviv, the scene of a notorious kidnapping in 2014."
    )
    (claim,) = claims_of(text, "MOBILIZE")
    assert claim.attribution is not None
    assert [speaker.text for speaker in claim.attribution.speakers] == ["The chief"]


def test_what_is_said_of_a_part_behind_a_comma_is_said_of_the_whole() -> None:
    text = (
        "The Observatory documented a total of 66 civilians, including 10 children, who have been killed in airstrikes "
        "in Syria since September."
    )
    claim = one_claim(text, "ASSAULT")
    assert [(count.of, count.who, count.low) for count in claim.event.counts] == [
        ("killed", "civilians", 66),
        ("killed", "children", 10),
    ]


def test_a_group_named_by_overlapping_words_is_one_recipient() -> None:
    text = "Air strikes targeted Islamic State of Iraq and the Levant positions in a village in northern Syria."
    assert [party.id for party in one_claim(text, "ASSAULT").event.recipients] == ["ISIS"]


def test_a_continent_is_no_scene() -> None:
    text = "Piracy off East Africa fell. In Africa, drought goes on. Soldiers shelled a village on Tuesday."
    assert claims_of(text, "ASSAULT")[-1].event.places == ()


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        (
            "Russian drone strikes on the Ukrainian cities of Dnipro and Kharkiv killed one person.",
            ["Dnipro", "Kharkiv"],
        ),
        ("Gunmen opened fire on residents of the villages of Bama, Dikwa and Gwoza.", ["Bama", "Dikwa", "Gwoza"]),
    ],
)
def test_all_places_of_a_list_are_the_deeds(text: str, towns: list[str]) -> None:
    assert [place.text for place in one_claim(text, "ASSAULT").event.places] == towns


def test_a_city_is_not_its_mayor() -> None:
    claim = one_claim("Kharkiv city Mayor Ihor Terekhov reported 16 strikes on the city.", "ASSAULT")
    assert texts(claim, "recipients") == ["city"]


def test_who_tells_of_it_was_not_harmed_by_it() -> None:
    text = "A Myanmar military airstrike on a village killed ten civilians, locals and media reports said on Wednesday."
    assert texts(one_claim(text, "ASSAULT"), "recipients") == ["ten civilians", "village"]
    him = "President Cerezo said on Monday that officers had tried to kill him."
    assert "President Cerezo" in texts(claims_of(him, "ASSAULT")[0], "recipients")


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Sudan's war has killed tens of thousands of people.", []),
        ("Syria's civil war has killed hundreds of thousands.", []),
        ("Russia's war on Ukraine has killed tens of thousands of people.", ["RUSMIL"]),
    ],
)
def test_a_ravaged_country_did_not_do_it(text: str, actors: list[str]) -> None:
    assert _ids(one_claim(text, "ASSAULT")) == actors


def test_world_leaders_are_of_no_one_country() -> None:
    text = "Shelling went on in Sudan. World leaders appealed for an end to the fighting."
    assert {party.country for party in claims_of(text, "REQUEST")[0].event.actors} == {None}


def test_what_the_army_is_accused_of_beside_was_not_done_by_its_accusers() -> None:
    text = "Rights groups accuse the Myanmar military of extrajudicial killings, razing villages and using air strikes as punishment."
    assert {tuple(_ids(claim)) for claim in claims_of(text, "ASSAULT")} == {("MMRMIL",)}


def test_who_comes_to_bomb_is_not_who_was_killed() -> None:
    text = "Ten people were killed. “There was no fighting, but they came to bomb the village,” he said."
    assert [texts(claim, "actors") for claim in claims_of(text, "ASSAULT")] == [[], [], []]


def test_a_market_that_was_shelled_is_no_party() -> None:
    text = "The RSF attacked El Fasher on Sunday. The market was crowded with civilians when it was shelled."
    assert all("RSF" not in word for word in texts(claims_of(text, "ASSAULT")[-1], "recipients"))


@pytest.mark.parametrize(
    "text", ["The source requested anonymity for security reasons.", "He spoke on Monday, asking not to use his name."]
)
def test_what_sources_ask_of_reporters_is_no_event(text: str) -> None:
    assert claims_of(text, "REQUEST") == []


def test_the_army_is_not_the_liberation_army() -> None:
    text = "The National Liberation Army (ELN) staged the attack near Guicán in Colombia. The army killed two rebels on Monday."
    assert _ids(claims_of(text, "ASSAULT")[-1]) == ["COLMIL"]


def test_since_a_coup_lasts_to_the_report() -> None:
    (claim,) = code("Fighting has ravaged swathes of Myanmar since a coup in 2021.", "2024-05-15").claims
    assert (claim.event.time.earliest, claim.event.time.latest) == ("2021-01-01", "2024-05-15")


def test_following_leads_on() -> None:
    text = "The market in El Fasher was closed on Sunday following heavy shelling. It was crowded when soldiers shelled it."
    times = {claim.event.time.latest for claim in code(text, "2024-10-30").claims}
    assert "2024-11-03" not in times


def test_two_kidnappings_in_two_provinces_on_two_days_are_two() -> None:
    text = (
        "The ELN kidnapped three soldiers in Arauca on Wednesday, the army said. "
        "Three policemen and two civilians were kidnapped in Chocó province last week."
    )
    assert len(code(text, "2018-08-09").incidents) == 2
