"""Who acts: those that a pronoun stands for are no hearers, and a part of a country is governed by others than the country."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, one_claim


@pytest.mark.parametrize(
    ("text", "doer", "why"),
    [
        ('Soldiers burst in at noon, she told Reuters. "They shot him in the chest."', "Soldiers", "an agency is told"),
        ("Militiamen entered the village, an elder told investigators. They killed nine men.", "Militiamen", "so are others"),
        ("A witness told the rebels that they had killed nine villagers.", "rebels", "what they are told may be of them"),
        ("Militants attacked a convoy near Gao. The convoy was on its way to Ansongo. They opened fire from both sides.", "Militants",
         "a convoy that was attacked shoots at nobody"),
        ("The convoy left Gao when it was ambushed. Gunmen were waiting. They opened fire from both sides.", "Gunmen", "nor one that was as it"),
        ("Rebels attacked the army in Goma. The army said they killed 20 fighters.", "army", "they that speak may be those attacked"),
    ],
)  # fmt: skip
def test_hearers_do_nothing_in_what_they_hear(text: str, doer: str, why: str) -> None:
    assert [party.text for party in claims_of(text, "ASSAULT")[-1].event.actors] == [doer], why


@pytest.mark.parametrize(
    ("text", "type", "id", "country"),
    [
        ("The Amhara regional government arrested five men.", "COERCE", None, "ETH"),
        ("The Kano state government imposed a curfew.", "COERCE", None, "NGA"),
        ("Rakhine State authorities detained two reporters.", "COERCE", None, "MMR"),
        ("The Kurdistan Regional Government arrested five men.", "COERCE", "KRG", "IRQ"),
        ("The Damascus government arrested five men.", "COERCE", "SYRGOV", "SYR"),
        ("Sudan's government arrested five men.", "COERCE", "SDNGOV", "SDN"),
    ],
)
def test_a_province_is_not_the_country(text: str, type: str, id: str | None, country: str) -> None:
    (actor,) = one_claim(text, type).event.actors
    assert (actor.id, actor.country, actor.sector) == (id, country, "GOV")


@pytest.mark.parametrize(
    ("text", "governs", "why"),
    [
        ("The Kuki-Zo Council in Manipur condemned the raid.", False, "a council of a community"),
        ("The Muslim Council of Britain condemned the raid.", False, "nor is one of believers"),
        ("The Odesa city council condemned the raid.", True, "a town's own"),
        ("Mali's military council condemned the raid.", True, "those who rule"),
    ],
)
def test_not_every_council_governs(text: str, governs: bool, why: str) -> None:
    (actor,) = one_claim(text, "ACCUSE").event.actors
    assert (actor.sector == "GOV") is governs, why


@pytest.mark.parametrize(
    ("text", "doer", "done_to"),
    [
        ("Aleppo fell to rebels on Friday.", "rebels", "Aleppo"),
        ("The town of Palma fell into the hands of insurgents.", "insurgents", "town of Palma"),
        ("Russian forces captured Avdiivka, Ukraine's military said.", "Russian forces", "Avdiivka"),
    ],
)
def test_who_takes_a_place(text: str, doer: str, done_to: str) -> None:
    event = one_claim(text, "ASSAULT").event
    assert ([party.text for party in event.actors], [party.text for party in event.recipients]) == ([doer], [done_to])


def test_what_is_said_in_a_statement_is_on_its_speakers_word() -> None:
    claim = one_claim("The Congo River Alliance said in a statement it had captured the Kavumu airport.", "ASSAULT")
    assert claim.attribution is not None
    assert [speaker.text for speaker in claim.attribution.speakers] == ["The Congo River Alliance"]


def test_helpers_from_abroad_dont_say_whose_police_they_help() -> None:
    claim = one_claim("Police, backed by Kenyan officers, arrested five men in Port-au-Prince.", "COERCE")
    assert [party.country for party in claim.event.actors] == ["HTI"]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Hamas fired rockets at Ashkelon. An Israeli military spokesman said its jets had bombed two launchers in Gaza.", "ISR"),
        ("The Fano militia blamed Ethiopia's government. An army spokesman said its forces had killed 300 fighters.", "ETH"),
    ],
)  # fmt: skip
def test_a_spokesmans_own_are_those_he_speaks_for(text: str, country: str) -> None:
    (actor,) = claims_of(text, "ASSAULT")[-1].event.actors
    assert (actor.country, actor.sector) == (country, "MIL")
