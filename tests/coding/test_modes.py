"""Every mode of PLOVER has a sentence that is coded with it."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of
from warmonitor.knowledge.event_types import event_types, modes_of

SENTENCES = {
    "CONSULT": {
        "visit": "President Macron visited Kenya on Monday.",
        "third-party": "Qatar mediated between Chad and the rebels.",
        "multilateral": "Ministers of Egypt, Jordan and Iraq held a summit in Amman.",
        "phone": "The Turkish president phoned President Putin on Monday.",
    },
    "RETREAT": {
        "withdraw": "Turkey withdrew its troops from northern Iraq.",
        "release": "The rebels released 30 prisoners.",
        "disarm": "The rebels of Aceh handed over their weapons to monitors.",
        "ceasefire": "Israel and Hamas observed a ceasefire in Gaza.",
        "access": "Egypt reopened the Rafah crossing to Palestinians.",
        "resign": "The president of Bolivia resigned on Sunday.",
    },
    "REQUEST": {
        "assist": "Kenya appealed to the United States for help.",
        "change": "The United Nations called on Syria for reform.",
        "yield": "Israel urged Lebanon to stop the attacks.",
        "meet": "France asked Iran to hold talks with Israel.",
    },
    "REJECT": {
        "assist": "Iran refused to help Iraq.",
        "change": "Syria rejected calls for reform by Turkey.",
        "yield": "Sudan refused to withdraw its troops from Chad.",
        "meet": "Russia rejected talks with Ukraine.",
    },
    "ACCUSE": {
        "disapprove": "France condemned the attack.",
        "investigate": "Prosecutors opened an investigation into the minister.",
        "allege": "Ukraine accused Russia of shelling a school.",
    },
    "THREATEN": {
        "restrict": "Iran threatened to close the Strait of Hormuz.",
        "arrest": "The government of Uganda threatened to arrest the opposition leader.",
        "relations": "Pakistan threatened to break off diplomatic relations with Congo.",
        "expel": "Iran threatened to expel the inspectors.",
        "territory": "Venezuela threatened to annex Guyana.",
        "violence": "North Korea threatened to attack South Korea.",
    },
    "PROTEST": {
        "demo": "Thousands of people protested in Khartoum against the government.",
        "riot": "Soldiers mutinied at a barracks in Bamako.",
        "strike": "Teachers went on strike over unpaid wages.",
        "hunger": "Teachers went on a hunger strike in Lima.",
        "boycott": "Opposition parties in Chad boycotted the election.",
        "obstruct": "Residents blocked the highway near Tripoli.",
        "vandalize": "Demonstrators in Santiago vandalized a church.",
    },
    "SANCTION": {
        "convict": "A court in Moscow convicted the activist of treason.",
        "expel": "Poland expelled three Russian diplomats.",
        "withdraw": "The UN withdrew its observers from the buffer zone.",
        "discontinue": "The United States imposed sanctions on Iran.",
    },
    "MOBILIZE": {
        "troops": "Syrian government forces are massing around the town.",
        "weapons": "Russia deployed missiles in Belarus.",
        "police": "India deployed riot police in Kashmir.",
        "militia": "Iran mobilized militia fighters in Iraq.",
    },
    "COERCE": {
        "seize": "Police confiscated the property of the bishop in Managua.",
        "restrict": "The army laid siege to the town of Babanusa.",
        "censor": "The government ordered the newspaper to suspend publication.",
        "curfew": "The government imposed a curfew in Colombo.",
        "martial-law": "The president declared a state of siege in Bolivia.",
        "arrest": "Police arrested a journalist in Minsk.",
        "deport": "Pakistan deported 300 Afghans.",
        "withhold": "Israel withheld tax revenues from the Palestinian Authority.",
        "misinformation": "Russia spread disinformation about Ukraine.",
        "cyber": "Hackers defaced the website of the defence ministry of Estonia.",
    },
    "ASSAULT": {
        "abduct": "Gunmen kidnapped two engineers near Kirkuk.",
        "beat": "Police beat protesters in Minsk.",
        "torture": "Soldiers tortured prisoners in Homs.",
        "sexual": "Militiamen raped a woman in Darfur.",
        "targeted": "Gunmen assassinated the mayor of Gao.",
        "destroy": "Settlers torched olive groves in Burin.",
        "primitive": "Attackers hacked a farmer to death with machetes in Plateau.",
        "firearms": "Gunmen opened fire on a checkpoint in Beni.",
        "explosives": "A roadside bomb killed two soldiers in Mali.",
        "suicide-attack": "A suicide bomber blew himself up in Kabul, killing 12 people.",
        "aerial": "Israel carried out air strikes on Gaza.",
        "drone": "A drone strike killed three fighters in Yemen.",
        "heavy-weapons": "The army shelled the village of Kafr Nabl on Sunday.",
        "crowd-control": "Police fired tear gas at protesters in Tunis.",
        "unconventional": "The army used chlorine gas against rebels in Idlib.",
    },
}


@pytest.mark.parametrize("type_", sorted(event_types()))
def test_every_mode_has_a_sentence(type_: str) -> None:
    assert set(SENTENCES.get(type_, {})) == set(modes_of(type_))


@pytest.mark.parametrize(("type_", "mode"), [(t, m) for t, modes in SENTENCES.items() for m in modes])
def test_mode(type_: str, mode: str) -> None:
    found = [(claim.event.type, claim.event.mode) for claim in claims_of(SENTENCES[type_][mode])]
    assert (type_, mode) in found, found


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Air raids destroyed a bridge in Idlib.", "aerial"),
        ("A drone strike destroyed a fuel truck near Timbuktu.", "drone"),
        ("Warplanes destroyed a bridge in Sagaing.", "aerial"),
        ("Rebels destroyed an oil pipeline with explosives in Cauca.", "explosives"),
        ("Militiamen destroyed 30 houses in Geneina.", "destroy"),
        ("Gunmen armed with rifles burned two trucks in Cabo Delgado.", "destroy"),
    ],
)
def test_what_destroyed_says_more_than_that_it_did(text: str, mode: str) -> None:
    assert mode in {claim.event.mode for claim in claims_of(text, "ASSAULT")}
