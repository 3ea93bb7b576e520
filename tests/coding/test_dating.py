"""Dating of undated reports: texts of several wars and years, each with the day that a reader would put it at."""

from __future__ import annotations

from datetime import date

import pytest

from tests.coding.parsed import parse
from warmonitor.coding.dating import infer_published
from warmonitor.coding.times import TimeFinder
from warmonitor.knowledge import tables
from warmonitor.records import Published

TODAY = date(2026, 11, 1)
FINDER = TimeFinder()


def dated(text: str) -> Published:
    return infer_published(parse(text), FINDER, today=TODAY)


# text, a day it may have been published on, the widest the interval may be in days, and what it rests on
UNDATED = [
    ("Bosnian Serb forces overran the safe area of Srebrenica on Tuesday, officials said. President Bill Clinton and French President Jacques Chirac spoke by "
     "telephone. Bosnian Serb commander Ratko Mladic said on July 11 that the town was his. The siege was part of the three-year war in Bosnia.",
     "1995-07-12", 62, "offices, a war's length and a day without a year"),
    ("Azerbaijan and Armenia accused each other on Sunday of breaking a truce in Nagorno-Karabakh. The truce took effect on October 18. "
     "U.S. Secretary of State Mike Pompeo will receive both foreign ministers on October 23.",
     "2020-10-20", 800, "an office and days on either side; the year is one of three"),
    ("Saudi-led coalition air strikes killed at least 30 people in Yemen's Hodeidah. The port was attacked on June 13. The three-year war has brought famine near. "
     "United Nations Yemen envoy Martin Griffiths arrived in Sanaa on Monday.",
     "2018-06-20", 62, "an envoy's office and a war's length"),
    ("Rebels seized Zawiyah on Sunday. British Prime Minister David Cameron and French President Nicolas Sarkozy said that the Libyan leader must go. "
     "NATO took over the air campaign on March 31, 2011.",
     "2011-08-15", 450, "a full date told as past and two offices"),
    ("A roadside bomb killed four NATO soldiers in southern Afghanistan on Thursday. President Hamid Karzai condemned the attack. U.S. President Barack Obama is weighing "
     "a request for more troops. Defense Secretary Robert Gates spoke on October 5 about the eight-year war in Afghanistan.",
     "2009-10-08", 62, "a war's length decides between two years"),
    ("A car bomb killed 62 people in Sadr City on Saturday. Iraqi Prime Minister Nouri al-Maliki vowed revenge. U.S. Secretary of Defense Donald Rumsfeld said that "
     "troops would stay. Abu Musab al-Zarqawi was killed on June 7, 2006.",
     "2006-07-02", 200, "a full date and who held an office until December"),
    ("Guerrillas of the FMLN attacked a brigade in San Salvador on 11 November. Salvadoran President Alfredo Cristiani declared a state of siege. U.S. President "
     "George Bush said that aid would go on. Secretary of State James Baker is to visit later in November.",
     "1989-11-14", 800, "offices leave three Novembers"),
    ("Russian warplanes bombed Grozny. Russian Prime Minister Vladimir Putin said that Chechen leader Aslan Maskhadov had lost control. "
     "Russian President Boris Yeltsin signed the order on September 23.",
     "1999-09-27", 200, "two offices held together for five months"),
    ("Congolese President Joseph Kabila met Rwandan President Paul Kagame on Friday, 7 November. U.N. Secretary-General Ban Ki-moon urged a ceasefire. "
     "French Foreign Minister Bernard Kouchner called it a massacre.",
     "2008-11-08", 62, "a weekday with its day"),
    ("Iraqis marked the tenth anniversary of the 2003 invasion with mourning after bombings killed 56 people in Baghdad.",
     "2013-03-19", 366, "an anniversary"),
    ("Fighting between Sudan's army and the Rapid Support Forces went on. The war broke out on April 15, 2023. Army chief Abdel Fattah al-Burhan flew to Qatar on September 7.",
     "2023-09-08", 1200, "a full date; nothing ends it but today"),
    ("Ten months of war in Ethiopia's Tigray region have killed thousands. Prime Minister Abiy Ahmed said on August 10 that he would not talk. "
     "U.S. Secretary of State Antony Blinken spoke on Monday.",
     "2021-08-17", 62, "a war's length in months"),
    ("BEIRUT, Aug. 5, 2020 (AFP) - A huge explosion rocked Beirut on Tuesday, killing at least 100 people.", "2020-08-05", 0, "the dateline"),
    ("San Salvador, 4 Feb 90 (ACAN-EFE) -- [Text] Guerrillas attacked a farm 2 days ago.", "1990-02-04", 0, "a dateline with two figures of year"),
    ("Published: 12 March 2017\nTroops took the western bank on Sunday.", "2017-03-12", 0, "a stamp"),
    ("The ceasefire agreed on 10 October 2020 will be reviewed on 15 December 2020, the ministry said.", "2020-11-01", 70, "a past and a coming day"),
    ("Shells fell on the market on Friday, residents said.\n© 2016 The Sample Daily", "2016-05-05", 400, "a page's copyright"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "width", "reason"), UNDATED, ids=[row[3] for row in UNDATED])
def test_undated_reports_are_placed(text: str, day: str, width: int, reason: str) -> None:
    published = dated(text)
    assert published.basis == "inferred"
    assert published.evidence
    earliest, latest = published.earliest, published.latest or TODAY.isoformat()
    assert earliest is not None
    assert earliest <= day <= latest
    assert (date.fromisoformat(latest) - date.fromisoformat(earliest)).days <= width


@pytest.mark.parametrize("text", [row[0] for row in UNDATED])
def test_evidence_quotes_the_text_and_says_why(text: str) -> None:
    for evidence in dated(text).evidence:
        assert text[evidence.start : evidence.end] == evidence.text
        assert evidence.why


UNTOLD = [
    "Gunmen attacked a village and burned houses. The army sent troops.",
    "Former President Bill Clinton visited the camp.",  # a former holder tells nothing of the end
    "The company's three-year plan failed.",  # no war
    "Shells fell on Monday.",
    "",
]


@pytest.mark.parametrize("text", UNTOLD)
def test_what_the_text_does_not_tell_stays_unknown(text: str) -> None:
    published = dated(text)
    assert (published.earliest, published.latest, published.basis) == (None, None, "unknown")


def test_a_vice_president_is_no_president() -> None:
    published = dated("Vice President Joe Biden landed in Baghdad.")
    assert (published.earliest, published.latest) == ("2009-01-20", "2017-01-20")


def test_a_contradiction_leaves_out_the_weaker_clue() -> None:
    published = dated("President Barack Obama met the minister. The town fell on 3 May 2019.")
    assert published.earliest == "2019-05-03"


def test_times_count_from_an_inferred_interval() -> None:
    text = (
        "Secretary of State Mike Pompeo warned Russia over Idlib. Raids ceased on August 15. President Donald Trump wrote on Monday evening. The Syrian "
        "civil war has lasted seven years. Moscow on September 4 rejected it."
    )
    read = parse(text)
    published = infer_published(read, FINDER, today=TODAY)
    values = {time.mention.text: time.mention.value for time in FINDER.find(read, published)}
    assert (values["August 15"], values["Monday evening"], values["September 4"]) == (
        "2018-08-15",
        "2018-09-03TEV",
        "2018-09-04",
    )


def test_offices_and_wars_are_sound() -> None:
    for row in tables.rows("offices"):
        assert row["person"] and row["title"] and row["source"], row
        assert date.fromisoformat(row["start"]), row
        assert not row["end"] or row["start"] <= row["end"], row
        assert not row["country"] or (len(row["country"]) == 3 and row["country"].isupper()), row
    for row in tables.rows("wars"):
        assert not row["end"] or row["start"] < row["end"], row
        assert row["keywords"] == row["keywords"].lower(), row
