"""Who is a source of their own, and which names mean one and the same."""

from __future__ import annotations

import time

import pytest

from factories import make_claim, make_coded, make_report
from warmonitor.linking.hearing import Heard, hear
from warmonitor.linking.naming import read_medium, read_source
from warmonitor.linking.voices import UNKNOWN_SOURCE, Told, list_voices, settle_voices
from warmonitor.records import Attribution, Party


@pytest.mark.parametrize(
    ("phrase", "known", "name"),
    [
        ("residents", {}, None),
        ("an official", {"id": "UKRGOV", "name": "Government of Ukraine", "country": "UKR", "sector": "GOV"}, None),
        ("local media", {"sector": "JRN"}, None),
        ("the health ministry", {}, "health ministry"),
        (
            "the health ministry",
            {"id": "UKRGOV", "name": "Government of Ukraine", "country": "UKR", "sector": "GOV"},
            "health ministry of Ukraine",
        ),
        ("police", {"id": "UKRCOP", "name": "Ukrainian police", "country": "UKR", "sector": "COP"}, "Ukrainian police"),
        ("the city hospital", {}, "city hospital"),
        ("mayor Ihor Panchenko", {}, "Ihor Panchenko"),
        ("the governor of the Donetsk region, Pavlo Kyrylenko", {}, "Pavlo Kyrylenko"),
        ("Panchenko", {}, "Panchenko"),
        ("Governor Pavlo Kyrylenko", {}, "Pavlo Kyrylenko"),
        ("the head of the Donetsk regional administration Pavlo Kyrylenko", {}, "Pavlo Kyrylenko"),
        ("Karim Azizi, deputy governor of Nimroz Province", {}, "Karim Azizi"),  # not the province
        ("its spokesman, Brigadier General Turki al-Malki", {}, "Turki al-Malki"),
        ("Colonel Hassan bin Said", {}, "Hassan bin Said"),
        ("the Government Media Office in Gaza", {}, "government media office"),  # no medium of a state
        ("the Gaza health ministry", {}, "Gaza health ministry"),
        ("Gaza's health ministry", {}, "Gaza health ministry"),
        ("the Health Ministry", {}, "health ministry"),
        ("the Rivers State police", {}, "Rivers State police"),  # nobody called Rivers State
        ("Residents of Kherson", {}, None),
        ("a Reuters reporter", {}, "Reuters"),
        ("the news agency Interfax-Ukraine", {}, "Interfax-Ukraine"),
        ("Britain-based Syrian Observatory for Human Rights", {}, "Syrian Observatory for Human Rights"),
        ("state television", {}, "state media"),
        ("Belarusian state radio", {}, "state media of Belarus"),
        ("", {}, None),
    ],
)
def test_sources(phrase: str, known: dict[str, str], name: str | None) -> None:
    found = read_source(phrase, **known)
    assert (found.name if found else None) == name


def test_media_are_known_by_their_forms() -> None:
    assert [read_medium(one) for one in ("AFP", "the Associated Press news agency", "a BBC crew", "the mayor")] == [
        "Agence France-Presse", "Associated Press", "British Broadcasting Corporation", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "heard"),
    [
        ("Air raids hit Idlib, The Guardian reported, citing the health ministry.", Heard("the health ministry")),
        (
            "Air raids hit Idlib, the paper wrote, citing Reuters, which quoted the army.",
            Heard("the army"),
        ),  # the innermost
        ("Air raids hit Idlib, a resident told AFP.", Heard(None, "Agence France-Presse")),
        ("Air raids hit Idlib, the governor, Oleh Savchuk, said.", Heard("the governor, Oleh Savchuk")),
        ("The health ministry raised the death toll of the air raids to 31.", Heard("The health ministry")),
        ("Residents put the toll of the air raids at 12.", None),  # anybody
        ("Our reporter saw air raids on Idlib.", Heard(None, None, True)),
        ("An AFP correspondent saw air raids on Idlib.", Heard(None, "Agence France-Presse", True)),
        ("Air raids hit Idlib on Tuesday.", None),
    ],
)
def test_what_a_sentence_says_of_its_source(sentence: str, heard: Heard | None) -> None:
    report = make_report(sentence)
    claim = make_claim(report, "raids")
    assert hear(make_coded(report, [claim])).get(claim.id) == heard


def test_hearing_is_bounded_work() -> None:
    began = time.process_time()
    for filler in ("the x ", "told a, ", "citing ", "saw by a ", ", said "):
        report = make_report("raids " + filler * 20_000)
        hear(make_coded(report, [make_claim(report, "raids")]))
    assert time.process_time() - began < 4


def told(words: str, publisher: str, speaker: Party | None = None, *, report: str = "") -> Told:
    made = make_report(f"Air raids hit Idlib. {words}", id=report or words)
    claim = make_claim(made, "raids", attribution=Attribution((speaker,)) if speaker else None)
    return Told(claim, made.id, publisher, "2023-05-10")


def voices(*claims: Told) -> tuple[str, ...]:
    return list_voices(settle_voices(claims))


def party(text: str, **known: str) -> Party:
    return Party(0, len(text), text, **known)


def test_names_of_one_source_are_one_voice() -> None:
    assert voices(told("a", "A", party("mayor Ihor Panchenko")), told("b", "B", party("the mayor")), told("c", "C", party("Panchenko"))) == (
        "Ihor Panchenko",
    )  # fmt: skip


def test_bodies_of_two_countries_are_two_voices() -> None:
    ours = party("the Defence Ministry", id="UKRGOV", name="Government of Ukraine", country="UKR", sector="GOV")
    theirs = party("the Defence Ministry", id="RUSGOV", name="Government of Russia", country="RUS", sector="GOV")
    assert voices(told("a", "A", ours), told("b", "B", theirs)) == (
        "defence ministry of Ukraine",
        "defence ministry of Russia",
    )


def test_a_report_s_own_words_rest_on_whom_it_names() -> None:
    own, named = told("own", "A", report="r"), told("named", "A", party("police"), report="r")
    assert voices(own, named) == ("police",)
    assert voices(own, told("other", "B")) == ("A", "B")


def test_reports_without_a_source_count_where_they_are_all_there_is() -> None:
    assert voices(told("a", UNKNOWN_SOURCE), told("b", UNKNOWN_SOURCE)) == (UNKNOWN_SOURCE,)
    assert voices(told("a", UNKNOWN_SOURCE), told("b", "B")) == ("B",)
