"""What whole stories show that single sentences don't: who did what where several sides, speakers and places are told of."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, code, texts
from tests.coding.coded import one_claim as one


def told(text: str) -> list[tuple[str, list[str], list[str]]]:
    """Of each attack its word, who did it and to whom."""
    found = claims_of(text, "ASSAULT")
    return [(c.event.trigger.text, texts(c, "actors"), texts(c, "recipients")) for c in found]


@pytest.mark.parametrize(
    ("text", "events", "why"),
    [
        (
            "Israel shot down five rockets on Monday, while shelling hit a school in Rafah and a bakery in Khan Younis.",
            [("shot", ["Israel"], []), ("hit", [], ["school", "bakery"])],
            "a clause with its own subject",
        ),
        (
            "The army killed six insurgents when they ambushed a patrol near Maiduguri.",
            [("killed", ["army"], ["six insurgents"]), ("ambushed", ["six insurgents"], ["patrol"])],
            "each has its doer",
        ),
        (
            "Gunmen killed six herders when they stormed a farm.",
            [("killed", ["Gunmen"], ["six herders", "farm"])],
            "the same doers again",
        ),
        (
            "Eight villagers died in Kaduna and soldiers killed 12 bandits in Zamfara.",
            [("died", [], ["Eight villagers"]), ("killed", ["soldiers"], ["12 bandits"])],
            "joined by and",
        ),
        (
            "Nine people were killed when a mortar round landed in a courtyard.",
            [("killed", [], ["Nine people"])],
            "act and effect stay one",
        ),
    ],
)
def test_each_subject_does_its_own(text: str, events: list[tuple[str, list[str], list[str]]], why: str) -> None:
    assert told(text) == events, why


@pytest.mark.parametrize(
    ("text", "countries", "why"),
    [
        ("Jordan intercepted Iranian drones over Irbid.", {"IRN"}, "by their nation"),
        ("Saudi Arabia intercepted two missiles fired by Yemen's Houthi movement.", {"YEM"}, "by who fired them"),
        ("Pakistan's army said it had downed 12 of 25 Indian drones.", {"IND"}, "the whole they are of"),
    ],
)
def test_whose_the_arms_were_is_met(text: str, countries: set[str], why: str) -> None:
    claim = claims_of(text, "ASSAULT")[0]
    assert {party.country for party in claim.event.recipients} == countries, why


def test_a_gerund_with_its_doer_is_one_event_with_its_effect() -> None:
    claim = one("Bombing by the Syrian Arab Army killed nine people in Maarat al-Numan on Monday.", "ASSAULT")
    assert [(count.of, count.low) for count in claim.event.counts] == [("killed", 9)]
    assert [party.country for party in claim.event.actors] == ["SYR"]


def test_they_who_do_harm_are_not_those_who_were_harmed() -> None:
    claims = claims_of(
        "Bandits raided a village in Zamfara on Sunday and shot dead 16 farmers. Five children were among the dead. "
        '"They torched our barns," a farmer told reporters in Gusau.',
        "ASSAULT",
    )
    assert texts(claims[-1], "actors") == ["Bandits"]
    assert "Gusau" not in [place.text for place in claims[-1].event.places]


def test_a_group_that_speaks_is_the_one_that_spoke() -> None:
    coded = code(
        "Shelling by the Taliban killed four people in Kunduz, the Afghan Lawyers Union said. "
        "Two more were wounded in Takhar, the group said in a statement from Kabul."
    )
    last = [claim for claim in coded.claims if claim.event.type == "ASSAULT"][-1]
    assert last.attribution is not None
    assert [speaker.id for speaker in last.attribution.speakers] == [None]
    assert [place.text for place in last.event.places] == ["Takhar"]


def test_a_camp_is_no_party() -> None:
    claims = claims_of("Boko Haram fighters entered the Dikwa camp. Boko Haram denied attacking the camp.", "ASSAULT")
    assert all(party.id is None for claim in claims for party in claim.event.recipients)


@pytest.mark.parametrize(
    ("text", "country", "why"),
    [
        ("Peacekeepers from Nepal arrived in Juba. Six families fled the town of Bor.", "SSD", "where it happened"),
        ("A bomb went off in Istanbul, wounding four visitors from Germany.", "DEU", "their own from"),
    ],
)
def test_whose_country_an_unnamed_party_has(text: str, country: str, why: str) -> None:
    recipients = [party for claim in code(text).claims for party in claim.event.recipients if party.sector == "CVL"]
    assert {party.country for party in recipients} == {country}, why


@pytest.mark.parametrize(
    ("text", "counts", "why"),
    [
        ("A bomb killed at least 20 policemen and clerks in Quetta.", [("killed", 20)], "one number for both"),
        ("Rebels killed three soldiers and a driver.", [("killed", 4)], "one more"),
        (
            "The rebels seized 14 trucks and 60 rifles.",
            [("targets", 14), ("weapons", 60)],
            "things are not taken captive",
        ),
        ("Three barrel bombs were dropped on Daraya.", [("weapons", 3)], "of a passive"),
    ],
)
def test_one_number_for_a_list(text: str, counts: list[tuple[str, int]], why: str) -> None:
    found = [(count.of, count.low) for claim in code(text).claims for count in claim.event.counts if count.who is None]
    assert found == counts, why


def test_the_channel_of_a_claim_is_not_attacked() -> None:
    claim = one("Al Shabaab claimed the bombing on its Andalus radio.", "ASSAULT")
    assert claim.event.recipients == ()


def test_a_hospital_that_takes_in_the_wounded_visits_nobody() -> None:
    assert not claims_of("A hospital in Goma received 30 of the wounded.", "CONSULT")


def test_both_sides_of_a_war_make_two_incidents() -> None:
    coded = code(
        "Shelling by M23 rebels killed nine people in a market in Sake on Monday, doctors said.\n\n"
        "The army said it had destroyed four vehicles and killed 20 fighters near Masisi."
    )
    found = [i for i in coded.incidents if i.type == "ASSAULT"]
    assert [[count.low for count in i.counts if count.of == "killed"] for i in found] == [[9], [20]]


def test_what_came_and_what_was_met_are_two_incidents() -> None:
    coded = code(
        "Israel's army shot down two drones launched by Hezbollah on Monday, while strikes hit a depot in Tyre and a bridge in Nabatieh."
    )
    met = [i for i in coded.incidents if any(actor.country == "ISR" for actor in i.actors)]
    assert [[party.text for party in i.recipients] for i in met] == [["Hezbollah"]]


def test_other_towns_with_other_harm_are_other_incidents() -> None:
    coded = code(
        "Gunmen killed four teachers in Kandahar on Monday, police said. A bomb wounded six shoppers in Herat on Monday, police said."
    )
    assert len([i for i in coded.incidents if i.type == "ASSAULT"]) == 2


@pytest.mark.parametrize(
    ("text", "days", "why"),
    [
        (
            "Police arrested 20 people in Lagos on Tuesday, two days after gunmen kidnapped a bishop.",
            ("2025-03-09", "2025-03-09"),
            "before a day that is told",
        ),
        (
            "Both sides agreed on Friday to a ceasefire after three days of clashes that left nine dead.",
            ("2025-03-04", "2025-03-07"),
            "the days of its length",
        ),
    ],
)
def test_a_day_that_is_counted_from_another_event(text: str, days: tuple[str, str], why: str) -> None:
    (claim,) = [c for c in code(text, "2025-03-12").claims if c.event.type == "ASSAULT"]
    assert (claim.event.time.earliest, claim.event.time.latest) == days, why


@pytest.mark.parametrize(
    ("text", "type", "place", "why"),
    [
        ("Mosul has been under siege since May.", "COERCE", "Mosul", "a town that suffers it"),
        (
            "Shells hit the Dikwa camp in Borno. Boko Haram denied shelling the camp.",
            "ASSAULT",
            "Dikwa",
            "a camp that was named before",
        ),
        (
            "NAIROBI - Gunmen attacked a bus near Mandera on Monday, police said.\n\nTwo people died.\n\n"
            "Police asked for help.\n\nNobody spoke of it for days.\n\nWitnesses heard talk.\n\nFive people were wounded.",
            "ASSAULT",
            "Mandera",
            "the one scene rather than the reporter's city",
        ),
    ],
)
def test_where_the_story_is_set(text: str, type: str, place: str, why: str) -> None:
    assert [p.text for p in claims_of(text, type)[-1].event.places][:1] == [place], why


def test_arms_that_were_seized_were_not_used() -> None:
    claim = one("Troops killed nine insurgents and recovered eight rifles near Damaturu.", "ASSAULT")
    assert claim.event.weapons == ()


def test_nobody_pulls_back_a_deal() -> None:
    claims = claims_of("They signed a deal under which 300 fighters will withdraw from Saada.", "RETREAT")
    assert all("deal" not in texts(claim, "recipients") for claim in claims)


def test_who_denies_a_claim_of_responsibility_does_not_claim() -> None:
    claims = claims_of(
        "A Turkish drone struck a car near Kobani. Turkish forces have not claimed responsibility.", "ASSAULT"
    )
    assert claims[0].event.perpetrator == "named"


def test_a_list_of_the_dead_does_not_take_in_who_speaks() -> None:
    claim = one(
        "Al Shabaab fighters stormed a cafe in Baidoa on Monday, killing at least nine people including two lawyers, police and "
        "medics said.",
        "ASSAULT",
    )
    assert [(count.of, count.low) for count in claim.event.counts][:1] == [("killed", 9)]


def test_a_mediator_is_of_no_government() -> None:
    coded = code("The militias in Misrata will exchange prisoners, mediator Ali Ramadan said.")
    assert all(s.speaker is None or s.speaker.id is None for s in coded.mentions.statements)


def test_what_is_spoken_beside_the_main_line_is_not_what_it_is_about() -> None:
    coded = code(
        "Gangs burned homes in Kenscoff in Haiti on Monday as Kenyan officers fought them. Nine people died, Mayor Paul Noel said."
    )
    spoken = [s.speaker for s in coded.mentions.statements if s.speaker is not None]
    assert all(speaker.country != "KEN" for speaker in spoken)


def test_strikes_of_a_nations_drones_are_its_own() -> None:
    claim = one("Two farmers were killed by alleged Turkish drone strikes on a car.", "ASSAULT")
    assert ([party.country for party in claim.event.actors], claim.event.perpetrator) == (["TUR"], "suspected")


@pytest.mark.parametrize(
    ("text", "doers", "why"),
    [
        (
            'Gunmen raided Fambita on Tuesday. "They surrounded the mosque, then they shot everyone," said a farmer.',
            ["Gunmen"],
            "a mosque shoots nobody",
        ),
        (
            "Four soldiers and 16 rebels were killed near Walikale. The soldiers burned two houses in Bunyakiri on Friday.",
            ["soldiers"],
            "the dead burn nothing",
        ),
        (
            "Ten gunmen raided a village in Zamfara. The gunmen abducted 20 women.",
            ["Ten gunmen"],
            "those who did the one did the other",
        ),
        (
            "Three U.N. peacekeepers were killed in January during fighting for Goma.",
            [],
            "who was killed during fighting needn't have fought",
        ),
        (
            "In retaliation for the massacre, youths in the town of Mambasa lynched two men, a civil society leader said.",
            [],
            "who speaks lynched nobody",
        ),
        ("The force of the explosion injured 40 people in Beirut on Tuesday.", [], "an explosion's force is nobody's"),
    ],
)
def test_who_did_the_last_deed(text: str, doers: list[str], why: str) -> None:
    claim = claims_of(text, "ASSAULT")[-1]
    assert texts(claim, "actors") == doers, why
