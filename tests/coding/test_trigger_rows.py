"""Families of words that tell of events: each sentence holds one, with the type and mode that a desk would give it."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, texts

WAR = [
    (
        "An Israeli strike on Beirut killed Hezbollah's chief of staff and four others.",
        "ASSAULT",
        None,
        "a chief of staff is no staff",
    ),
    (
        "A strike on a school in Loikaw killed two teachers and a nurse.",
        "ASSAULT",
        None,
        "those it killed don't strike",
    ),
    ("Hezbollah fired a barrage of rockets at northern Israel.", "ASSAULT", "heavy-weapons", "a barrage"),
    ("Russian forces rained missiles on Kharkiv.", "ASSAULT", "heavy-weapons", "rained on a town"),
    ("Militants set the market stalls ablaze in Benue.", "ASSAULT", "destroy", "set ablaze"),
    ("Hackers knocked out the website of Estonia's parliament.", "COERCE", "cyber", "knocked out a website"),
    ("The town of Palma fell into the hands of insurgents.", "ASSAULT", None, "fell into their hands"),
    ("The army sent 5,000 soldiers to the border zone.", "MOBILIZE", "troops", "sent to a place, to help nobody"),
    ("Army helicopters shelled rebel positions near Kyaukme.", "ASSAULT", "aerial", "shelled from the air"),
    ("Afghan guerrillas exploded a series of bombs in Kabul.", "ASSAULT", "explosives", "behind a word of measure"),
    ("A truck hit a landmine near Mopti, killing three civilians.", "ASSAULT", "explosives", "a mine was hit"),
    ("Gunmen snatched 12 students from a school in Kaduna.", "ASSAULT", "abduct", "snatched is kidnapped"),
    ("Militants used villagers as human shields in Raqqa.", "ASSAULT", "abduct", "held for cover"),
    ("Militants killed the mayor of Gao.", "ASSAULT", "targeted", "an official by office"),
    ("The military neutralized 15 militants in northern Iraq.", "ASSAULT", None, "an army's word for killing"),
    ("Troops dislodged the rebels from Bama.", "ASSAULT", None, "driven from a place"),
    ("The city fell to the rebels after heavy fighting.", "ASSAULT", None, "a city falls"),
    ("The army cleared the village of insurgents.", "ASSAULT", None, "territory cleared"),
    ("Armenia violated the ceasefire in Karabakh.", "ASSAULT", None, "a broken truce is fighting"),
    ("Settlers torched olive groves in Burin.", "ASSAULT", "destroy", "a harvest burned"),
    ("An airstrike on a market in Tigray killed 60 people.", "ASSAULT", "aerial", "a market is a place"),
    ("The army laid siege to the town of Babanusa.", "COERCE", "restrict", "a siege"),
    ("Troops crossed the border into Lebanon.", "MOBILIZE", "troops", "a border crossed"),
    ("Philippine troops remained on alert in Manila.", "MOBILIZE", "troops", "an alert that lasts"),
]
STATE = [
    ("Hackers defaced the website of the defence ministry of Estonia.", "COERCE", "cyber", "a page defaced"),
    ("Russia launched cyber warfare against Estonia.", "COERCE", "cyber", "warfare of another kind"),
    ("The government ordered the newspaper to suspend publication.", "COERCE", "censor", "a paper stopped"),
    ("The president declared a state of siege in Bolivia.", "COERCE", "martial-law", "state of siege"),
    ("Police issued an arrest warrant for the minister.", "COERCE", "arrest", "a warrant"),
    ("Residents blocked the highway near Tripoli.", "PROTEST", "obstruct", "a road blocked by people"),
    ("Teachers went on strike over unpaid wages.", "PROTEST", "strike", "workers' strike"),
    ("A strike by doctors shut three hospitals in Lagos.", "PROTEST", "strike", "who strikes hangs on it"),
    ("The activist staged a hunger strike in prison.", "PROTEST", "hunger", "no strike of an army"),
    ("Soldiers mutinied at a barracks in Bamako.", "PROTEST", "riot", "a mutiny"),
    ("The UN withdrew its observers from the buffer zone.", "SANCTION", "withdraw", "observers called home"),
    ("The mediator ended mediation efforts in Tripoli.", "SANCTION", "discontinue", "mediation broken off"),
    ("Refugees poured into Chad from Darfur.", "SANCTION", "expel", "people in flight"),
    ("Athens summoned the Turkish ambassador.", "ACCUSE", "disapprove", "a diplomat summoned"),
    ("Iran threatened to close the Strait of Hormuz.", "THREATEN", "restrict", "threatened with a closure"),
    ("Iran threatened to expel the inspectors.", "THREATEN", "expel", "threatened with expulsion"),
]
PEACE = [
    ("Peacekeepers from Kenya arrived in Haiti.", "AID", None, "peacekeepers are help"),
    ("Nigeria sent 200 troops to Liberia as peacekeepers.", "AID", None, "troops as peacekeepers"),
    ("Germany accepted 500 refugees from Greece.", "AID", None, "refugees taken in"),
    ("The Red Cross delivered 40 tons of medicine to Aleppo.", "AID", None, "medicine by the ton"),
    ("The court set the journalist free.", "RETREAT", "release", "set free"),
    ("Iran returned the bodies of three soldiers to Iraq.", "RETREAT", "release", "bodies returned"),
    ("American forces have begun leaving Afghanistan.", "RETREAT", "withdraw", "troops leave a country"),
    ("Serbia lifted a state of emergency in Montenegro.", "CONCEDE", None, "a state of emergency lifted"),
    ("Workers called off the strike in Lagos.", "CONCEDE", None, "a strike called off"),
    ("The foreign minister called King Abdullah to discuss Syria.", "CONSULT", "phone", "a call with a purpose"),
]
REFUSALS = [
    ("Israel will not release the prisoners.", "Israel", "a release refused"),
    ("Hungary won't accept refugees from Syria.", "Hungary", "help refused"),
    ("Iran refused to meet the American envoy.", "Iran", "a meeting refused"),
    ("Russia and Ukraine failed to reach an agreement on grain.", "Russia", "no agreement reached"),
    ("Mexico cancelled a planned visit to Washington.", "Mexico", "a visit cancelled"),
    ("Israel is opposed to French mediation.", "Israel", "the passive's subject acts"),
]
NOT_TOLD = [
    ("Officials are seeking a second term.", "REQUEST", "sought from nobody"),
    ("Militiamen armed with machetes attacked a camp.", "AID", "armed is their state"),
    ("Iran refused to meet the American envoy.", "CONSULT", "what was refused did not happen"),
    ("The general talked to reporters after the raid.", "CONSULT", "the press is told something"),
    ("Women were hanging washing in a courtyard in Kherson.", "ASSAULT", "nobody is hanged"),
    ("Tourists visited Petra on Friday.", "CONSULT", "nobody is consulted"),
    ("An official who was not authorized to speak to the media confirmed it.", "CONSULT", "nor is he to tell it"),
    ("Israel will not release the prisoners.", "RETREAT", "what is refused is no release"),
    ("Russia rejected a request from Ukraine.", "REQUEST", "the request is part of its rejection"),
    ("Teachers went on strike over unpaid wages.", "ASSAULT", "no strike of an army"),
]


@pytest.mark.parametrize(("text", "type", "mode", "why"), WAR + STATE + PEACE)
def test_family_has_type_and_mode(text: str, type: str, mode: str | None, why: str) -> None:
    found = [(claim.event.type, claim.event.mode) for claim in claims_of(text)]
    assert (type, mode) in found, f"{why}: {found}"


@pytest.mark.parametrize(("text", "who", "why"), REFUSALS)
def test_refusal_is_the_subjects_own(text: str, who: str, why: str) -> None:
    claims = claims_of(text, "REJECT")
    assert claims and who in texts(claims[0], "actors"), f"{why}: {claims}"


def test_who_issues_a_report_says_what_it_says() -> None:
    (claim,) = claims_of("Amnesty International put out a report accusing the Nigerian army of abuse.", "ACCUSE")
    assert texts(claim, "actors") == ["Amnesty International"]


@pytest.mark.parametrize(("text", "type", "why"), NOT_TOLD)
def test_words_that_tell_no_such_event(text: str, type: str, why: str) -> None:
    assert not claims_of(text, type), why
