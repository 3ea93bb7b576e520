"""Who did it, where another sentence tells it than the deed: put with that deed, on the word of who says so, or with none."""

from __future__ import annotations

import pytest

from tests.coding.coded import code
from warmonitor.records import Claim, ReportIncident


def told_by(text: str, words: str) -> tuple[ReportIncident, list[Claim]]:
    """The incident with these words among its victims, targets and weapons, and its claims."""
    record = code(text, "2020-01-10")
    incident = next(
        i
        for i in record.incidents
        if i.type == "ASSAULT" and words in " ".join([x.text for x in i.recipients] + [x.text for x in i.weapons])
    )
    return incident, [claim for claim in record.claims if claim.id in incident.claims]


TOLD = [
    ("A car bomb exploded outside the Banco de Credito in Lima on Saturday, wounding eight people. Windows were broken for "
     "several blocks. Police blamed the Shining Path.", "eight people", "Shining Path", "suspected", "blamed, two sentences on"),
    ("A bomb went off in a market in Quetta on Sunday, killing at least 25 people. No group immediately claimed "
     "responsibility, but police suspect the Baloch Liberation Army.", "25 people", "Baloch Liberation Army", "suspected", "suspected"),
    ("An oil pipeline was dynamited in Arauca on Monday. Two workers were hurt. The ELN claimed responsibility in a statement.",
     "oil pipeline", "ELN", "claimed", "claimed"),
    ("Three policemen were shot dead at a checkpoint in Aden on Thursday. The incident was attributed to al-Qaeda in the "
     "Arabian Peninsula.", "policemen", "al-Qaeda", "suspected", "an incident attributed"),
    ("Gunmen stormed a church in Ondo state on Sunday, killing 40 worshippers. The attackers, who identified themselves as "
     "members of the Islamic State, fled on motorcycles.", "church", "members of the Islamic State", None, "what they called themselves"),
    ("Unknown assailants abducted two Chinese engineers in Dasu on Monday. The kidnappers said they belonged to the "
     "Pakistani Taliban.", "engineers", "Pakistani Taliban", None, "whose they said they were"),
    ("Five farmers were killed in an attack on a village in Ituri on Saturday. The perpetrators are believed to be fighters of "
     "the CODECO militia.", "farmers", "CODECO", "suspected", "what they are believed to be"),
    ("A power pylon was blown up near Usulutan last night. This act was carried out by the FMLN, the army reported.",
     "pylon", "FMLN", "named", "an act carried out"),
    ("Six Jesuit priests were killed in San Salvador on 16 November. The president announced that members of the armed forces "
     "committed the crime.", "priests", "armed forces", "named", "a crime committed"),
    ("An Indian soldier was killed in Pulwama on Sunday. A little-known group, the People's Anti-Fascist Front, took "
     "responsibility.", "soldier", "Anti-Fascist Front", "claimed", "a group by its name"),
    ("Two hospitals were bombed in Idlib on Sunday. Monitors said Russian warplanes were responsible.",
     "hospitals", "Russian", None, "whose the warplanes are"),
    ("A drone struck a market in El Obeid on Saturday, killing 20 people. Residents blamed the paramilitary Rapid Support "
     "Forces, who have not commented.", "market", "Rapid Support Forces", "suspected", "blamed by residents"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "whom", "doer", "grade", "why"), TOLD, ids=[row[4] for row in TOLD])
def test_the_doer_is_put_with_the_deed(text: str, whom: str, doer: str, grade: str | None, why: str) -> None:
    incident, claims = told_by(text, whom)
    assert any(doer in actor.text for actor in incident.actors), why
    of_doer = [claim for claim in claims if any(doer in actor.text for actor in claim.event.actors)]
    assert grade is None or grade in {claim.event.perpetrator for claim in of_doer}
    assert all(text[a.start : a.end] == a.text for claim in of_doer for a in claim.event.actors)


NOBODY = [
    ("A bomb went off in a market in Maiduguri on Tuesday, killing at least 14 people. No group has claimed responsibility.",
     "14 people", "nobody claims it"),
    ("A bomb went off in a market in Maiduguri on Tuesday, killing at least 14 people. The ELN has not claimed responsibility.",
     "14 people", "it isn't claimed"),
    ("A bomb went off in a market in Aden on Tuesday, killing 14 people. The army denied that it was responsible.",
     "14 people", "a denial"),
    ("Twelve miners were killed by a bomb in Marikana. Unions blamed poor lighting.", "miners", "a thing is blamed"),
    ("A teacher was shot dead in Cauca on Thursday. Two police officers were involved in the incident.", "teacher", "involved only"),
    ("A bomb killed two people in Mandera. Residents blamed the government for failing to protect them.", "people", "blamed for something else"),
    ("A bomb killed two people in Aden. Residents demanded that the government take responsibility.", "people", "it is only demanded"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "whom", "why"), NOBODY, ids=[row[2] for row in NOBODY])
def test_nobody_is_put_with_the_deed(text: str, whom: str, why: str) -> None:
    incident, _ = told_by(text, whom)
    assert incident.actors == (), why


def test_who_is_named_for_a_deed_keeps_it() -> None:
    text = "Government troops killed four farmers in Cauca. Villagers accused the army. The ELN claimed responsibility."
    incident, _ = told_by(text, "farmers")
    assert not any("ELN" in actor.text for actor in incident.actors)


def test_it_happened_where_and_when_the_deed_did() -> None:
    _, claims = told_by(
        "A pipeline was blown up in Arauca on Monday. On Wednesday the ELN claimed responsibility.", "pipeline"
    )
    deed, claimed = claims
    assert claimed.event.time.earliest == deed.event.time.earliest
    assert (claimed.event.time.basis, claimed.event.places[0].basis) == ("context", "context")
    assert (claimed.event.trigger.text, claimed.attribution and claimed.attribution.stance) == (
        "claimed responsibility",
        "acknowledges",
    )
