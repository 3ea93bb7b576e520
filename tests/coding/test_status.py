"""Whether it happened: a sentence, the event's word, its modality and polarity, and a one-line reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.coding.coded import claims_of, code
from warmonitor.knowledge.tables import read_tsv

CUES = [tuple(row.values()) for row in read_tsv(Path(__file__).parent / "status.tsv")]
ROWS = [
    ("The law gives prosecutors the authority to seize assets.", "seize", "planned", "positive", "beside a noun"),
    (
        "Yemen was the first country to attack Houthi positions.",
        "attack",
        "actual",
        "positive",
        "what the first one did",
    ),
    ("The rebels know how to attack a convoy.", "attack", "hypothetical", "positive", "how to"),
    (
        "Ministers of Iran and Iraq met in Baghdad to condemn Israel.",
        "condemn",
        "actual",
        "positive",
        "said by meeting",
    ),
    ("He returned to Minsk only to be jailed by police.", "jailed", "actual", "positive", "only to"),
    ("Militants used bulldozers to destroy the village.", "destroy", "actual", "positive", "used to do it"),
    ("The army could win by shelling the city.", "shelling", "possible", "positive", "a means of what may be"),
    ("The suspect had not attacked the camp or killed anyone.", "attacked", "actual", "negative", "negated"),
    ("Judges called the murder of Orlov wrong.", "murder", "actual", "positive", "a judgement, no call for it"),
    (
        "The Israeli raid on Jenin was necessary, officials said.",
        "raid",
        "actual",
        "positive",
        "a certain raid is judged",
    ),
    ("Kuchma met Yeltsin; the goal of his visit to Moscow was trade.", "visit", "actual", "positive", "a visit's goal"),
    ("They talked about killing the mayor.", "killing", "hypothetical", "positive", "talked about"),
]


@pytest.mark.parametrize(("text", "word", "modality", "polarity", "why"), [*ROWS, *CUES])
def test_status(text: str, word: str, modality: str, polarity: str, why: str) -> None:
    found = {
        claim.event.trigger.text: (claim.status.modality, claim.status.polarity)
        for claim in claims_of(text)
        if word in claim.event.trigger.text.split()
    }
    assert list(found.values()) == [(modality, polarity)], f"{why}: {found}"


def test_what_is_taken_for_granted_is_background_and_no_incident() -> None:
    record = code("The UN called for an end to the shelling of Aleppo.")
    (shelling,) = [claim for claim in record.claims if claim.event.type == "ASSAULT"]
    assert shelling.background
    assert not [incident for incident in record.incidents if incident.type == "ASSAULT"]


def test_allegedly_stands_on_a_word_that_nobody_is_named_for() -> None:
    (claim,) = claims_of("The group allegedly abducted two priests.", "ASSAULT")
    assert claim.attribution is not None and not claim.attribution.speakers
    assert claim.attribution.cue is not None and claim.attribution.cue.text == "allegedly"
