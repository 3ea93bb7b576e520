"""Who did what to whom: table tests of claims, a row with its one-line reason."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coding.coded import claims_of, code, coder, countries, texts
from warmonitor.reading import prepare
from warmonitor.records import Report

TYPES = [
    ("The army shelled the village of Kafr Nabl on Sunday.", "ASSAULT", "heavy-weapons", "a verb with its mode"),
    ("Gunmen kidnapped two engineers near Kirkuk.", "ASSAULT", "abduct", "an abduction"),
    (
        "A suicide bomber blew himself up outside a mosque in Kabul, killing 12 people.",
        "ASSAULT",
        "suicide-attack",
        "a reflexive",
    ),
    ("Israel carried out air strikes on Gaza.", "ASSAULT", "aerial", "a light verb and its noun"),
    ("Police fired tear gas at protesters in Tunis.", "ASSAULT", "crowd-control", "a weapon that shows the mode"),
    ("A drone strike killed three fighters in Yemen.", "ASSAULT", "drone", "a noun that acts"),
    ("Thousands of people protested in Khartoum against the government.", "PROTEST", "demo", "a crowd"),
    ("Teachers went on a hunger strike in Lima.", "PROTEST", "hunger", "not the strike of an army"),
    ("Syrian government forces are massing around the town.", "MOBILIZE", "troops", "troops that gather"),
    ("Police arrested a journalist in Minsk.", "COERCE", "arrest", "an arrest"),
    ("Turkey withdrew its troops from northern Iraq.", "RETREAT", "withdraw", "a withdrawal"),
    ("The rebels released 30 prisoners.", "RETREAT", "release", "a release"),
    ("The government imposed a curfew in Colombo.", "COERCE", "curfew", "a curfew"),
    ("The United States imposed sanctions on Iran.", "SANCTION", "discontinue", "sanctions are no recipient"),
    ("France condemned the attack.", "ACCUSE", "disapprove", "a reproach"),
    ("Ukraine accused Russia of shelling a school.", "ACCUSE", "allege", "an accusation"),
    ("Prosecutors opened an investigation into the minister.", "ACCUSE", "investigate", "an investigation"),
    ("Iran rejected the demand of the United States.", "REJECT", None, "a refusal"),
    ("North Korea threatened to attack South Korea.", "THREATEN", "violence", "a threat"),
    ("The foreign ministers of Egypt and Jordan met in Cairo.", "CONSULT", None, "a meeting"),
    ("Germany sent food aid to Somalia.", "AID", None, "aid, not troops"),
    ("President Lula praised the decision of the court.", "SUPPORT", None, "praise"),
    ("The United Nations urged Israel to halt the operation.", "REQUEST", "yield", "a request"),
    ("China agreed to resume talks with Japan.", "AGREE", None, "an agreement"),
    ("Peru apologised to Chile for the incident.", "CONCEDE", None, "an apology"),
]


@pytest.mark.parametrize(("text", "type", "mode", "why"), TYPES)
def test_type_and_mode(text: str, type: str, mode: str | None, why: str) -> None:
    found = [(claim.event.type, claim.event.mode) for claim in claims_of(text)]
    assert (type, mode) in found, f"{why}: {found}"


SIDES = [
    ("Russia attacked Ukraine.", "ASSAULT", {"RUS"}, {"UKR"}, "subject and object"),
    ("Ukraine was attacked by Russia.", "ASSAULT", {"RUS"}, {"UKR"}, "the passive"),
    ("The Israeli bombardment of Lebanon went on.", "ASSAULT", {"ISR"}, {"LBN"}, "a noun with its sides"),
    ("Troops from Chad, who had attacked Sudan, withdrew.", "ASSAULT", {"TCD"}, {"SDN"}, "a relative clause"),
    ("Iran and Turkey agreed to a ceasefire.", "AGREE", {"IRN", "TUR"}, {"IRN", "TUR"}, "both sides of something mutual"),
    ("Moscow rejected the warning of Washington.", "REJECT", {"RUS"}, {"USA"}, "metonyms"),
    ("Venezuela claimed responsibility for the attack on Guyana.", "ASSAULT", {"VEN"}, {"GUY"}, "who claims it did it"),
    ("Eritrea said Ethiopia must withdraw its troops.", "REQUEST", {"ERI"}, {"ETH"}, "a demand without a verb of asking"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type", "actors", "recipients", "why"), SIDES)
def test_sides(text: str, type: str, actors: set[str], recipients: set[str], why: str) -> None:
    found = [(countries(claim, "actors"), countries(claim, "recipients")) for claim in claims_of(text, type)]
    assert any(actors <= a and recipients <= r for a, r in found), f"{why}: {found}"


STATUS = [
    ("The army may have shelled the town.", "ASSAULT", "possible", "positive", None, "a modal"),
    ("The army will attack the town.", "ASSAULT", "planned", "positive", None, "the future"),
    ("Rebels did not attack the base.", "ASSAULT", "actual", "negative", None, "negation"),
    ("Syria denied attacking the convoy.", "ASSAULT", "actual", "negative", None, "a denial"),
    ("Trump warned Syria not to attack Idlib.", "ASSAULT", "hypothetical", "negative", None, "what is warned of"),
    ("If rebels attack the town, the army will respond.", "ASSAULT", "hypothetical", "positive", None, "a condition"),
    ("Residents fear an attack on the camp.", "ASSAULT", "hypothetical", "positive", None, "a fear"),
    ("Air raids on the city resumed on Friday.", "ASSAULT", "actual", "positive", "resume", "a verb of phase"),
    ("Russian air raids ceased around the town.", "ASSAULT", "actual", "positive", "stop", "a verb that can't be passive"),
    ("Warplanes have been bombing the town.", "ASSAULT", "actual", "positive", "continue", "going on"),
    ("Police foiled a bomb attack on the embassy.", "ASSAULT", "actual", "negative", None, "foiled"),
    ("Bombers are to strike targets in the north.", "ASSAULT", "planned", "positive", None, "what is to be done"),
    ("The two leaders are expected to meet in Geneva.", "CONSULT", "planned", "positive", None, "expected"),
    ("The army said it had not shelled the hospital.", "ASSAULT", "actual", "negative", None, "negation in speech"),
    ("He warned that troops were massing on the border.", "MOBILIZE", "actual", "positive", None, "a finite clause after a warning tells a fact"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type", "modality", "polarity", "phase", "why"), STATUS)
def test_status(text: str, type: str, modality: str, polarity: str, phase: str | None, why: str) -> None:
    found = [(c.status.modality, c.status.polarity, c.status.phase) for c in claims_of(text, type)]
    assert any((modality, polarity) == f[:2] and phase in (None, f[2]) for f in found), f"{why}: {found}"


NO_ASSAULT = [
    ("The striker attacked down the left and shot past the goalkeeper.", "sport"),
    ("He died of a heart attack at his home.", "an illness"),
    ("Doctors fight cancer with new drugs.", "a figure of speech"),
    ("The film about the massacre won a prize.", "a film"),
    ("Almost 3 million civilians live there.", "nothing happens"),
    ("Parliament killed the bill.", "a figure of speech"),
    ("The senator launched a verbal attack on his rival.", "words"),
]


@pytest.mark.parametrize(("text", "why"), NO_ASSAULT)
def test_what_is_no_assault(text: str, why: str) -> None:
    assert not [c.event.trigger.text for c in claims_of(text, "ASSAULT")], why


def test_a_drill_is_no_fact() -> None:
    found = claims_of("In the drill, a missile attack on the port killed dozens of people.", "ASSAULT")
    assert all(claim.status.modality == "hypothetical" for claim in found)


def test_one_happening_by_verb_and_noun_is_one_claim() -> None:
    assert len(claims_of("Rebels launched an attack on the base, killing five soldiers.", "ASSAULT")) == 1


def test_act_and_effect_share_their_counts() -> None:
    (claim,) = claims_of("A car bomb exploded in Baghdad, killing 12 people and wounding 30.", "ASSAULT")
    assert {(c.of, c.low, c.high) for c in claim.event.counts} >= {("killed", 12, 12), ("injured", 30, 30)}


def test_a_pronoun_quotes_whom_it_stands_for() -> None:
    found = claims_of("The Taliban entered the town. They killed four policemen.", "ASSAULT")
    assert any("Taliban" in text for claim in found for text in texts(claim, "actors"))


def test_the_speaker_is_kept() -> None:
    claim = claims_of("Rebels shelled the town, the Syrian Observatory for Human Rights said.", "ASSAULT")[0]
    assert claim.attribution is not None
    assert claim.attribution.speakers[0].id == "SOHR"
    assert claim.attribution.stance == "asserts"


def test_the_report_speaks_for_itself() -> None:
    assert claims_of("Rebels shelled the town of Azaz.", "ASSAULT")[0].attribution is None


def test_codes_of_an_air_strike() -> None:
    claim = claims_of("Russian warplanes bombed the town of Saraqib.", "ASSAULT")[0]
    assert claim.event.codes.cameo == "195"
    assert claim.event.codes.acled == ("Explosions/Remote violence", "Air/drone strike")


def test_reasons_name_rows_and_refusals() -> None:
    coded, reasons = coder().explain(prepare(Report("r", "Rebels shelled the town. The talks went on for hours.")))
    kept = {claim.id for claim in coded.claims}
    assert {"type", "actors", "status", "confidence"} <= {r.field for r in reasons if r.claim in kept}
    assert any(r.field == "type" and "triggers.tsv: shell" in r.rule for r in reasons)
    assert any(r.claim is None and r.field == "refused" and r.text == "talks" for r in reasons)


def test_values_are_explained_in_plain_words() -> None:
    text = "A drone strike on a market in Port Sudan killed at least 12 people on Monday, 3 March 2025."
    _, reasons = coder().explain(prepare(Report("r", text)))
    told = {(reason.field, reason.value) for reason in reasons}
    assert ("counts", "killed 12 to …") in told and ("time", "2025-03-03, day") in told
    (codes,) = {value for field, value in told if field == "codes" and value}
    assert "ACLED Explosions/Remote violence, Air/drone strike" in codes and "None" not in codes


def test_a_place_that_no_gazetteer_knows_is_explained_as_such() -> None:
    _, reasons = coder().explain(prepare(Report("r", "Warplanes bombed the village of Qorzimat on Monday.")))
    assert [reason.value for reason in reasons if reason.field == "places"] == ["Qorzimat (not resolved), in, unknown"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from([row[0] for row in TYPES + STATUS] + ["“Don’t!” he said.", "مرحبا بالعالم.", "👩‍👩‍👧 é ñ."]),
        min_size=1,
        max_size=5,
    )
)
def test_every_span_quotes_its_text(sentences: list[str]) -> None:
    text = "\n\n".join(sentences)
    record = code(text)

    def check(node: object) -> None:
        if isinstance(node, dict):
            if isinstance(node.get("start"), int) and isinstance(node.get("text"), str):
                assert text[node["start"] : node["end"]] == node["text"]
            for value in node.values():
                check(value)
        elif isinstance(node, list):
            for value in node:
                check(value)

    coded = json.loads(record.to_json())
    check({key: coded[key] for key in ("dropped", "mentions", "claims")})
    for claim in record.claims:
        assert 0 <= claim.confidence <= 1
        for count in claim.event.counts:
            assert count.low is None or count.high is None or count.low <= count.high
