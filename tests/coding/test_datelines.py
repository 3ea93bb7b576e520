"""Where a story begins: a row with its one-line reason."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of, coder
from warmonitor.coding.datelines import dateline_end
from warmonitor.reading import prepare
from warmonitor.records import Report

ROWS = [
    ("BEIRUT (AP) -- Rebels shelled the town of Azaz on Sunday.", "Rebels", "agency and double dash"),
    ("BEIRUT - Rebels shelled the town of Azaz on Sunday.", "Rebels", "capitals and a dash"),
    ("Guatemala City, 4 Feb 90 (ACAN-EFE) -- [Text] The army denied the report.", "The army", "a date and a mark"),
    ("TIRANA, Albania (AP) — Parliament passed a resolution on Thursday.", "Parliament", "town and country"),
    ("KABUL (Pajhwok) : The government condemned the shooting.", "The government", "a colon"),
    ("Russia - which denies it - shelled the town of Azaz again.", "Russia", "an insertion is none"),
    (
        "The army (SAA) -- backed by Russia -- shelled the town of Azaz.",
        "The army",
        "a story that begins with a bracket",
    ),
    ("Rebels shelled the town of Azaz on Sunday.", "Rebels", "no dateline"),
]


@pytest.mark.parametrize(("text", "first", "why"), ROWS)
def test_dateline_end(text: str, first: str, why: str) -> None:
    assert text[dateline_end(text) :].startswith(first), why


def test_a_dateline_is_no_actor() -> None:
    claim = claims_of("TIRANA, Albania (AP) -- Parliament condemned the attack on Thursday.", "ACCUSE")[0]
    assert [actor.text for actor in claim.event.actors] == ["Parliament"]


def test_a_dateline_stays_in_its_paragraph() -> None:
    parse = coder()._parser.parse(
        prepare(Report("r", "BEIRUT (AP) -- Rebels shelled the town of Azaz.\n\nThey withdrew."))
    )
    assert len(parse.paragraphs) == 2
    assert parse.span(*parse.paragraphs[0]).text.startswith("BEIRUT")


def test_a_bare_state_attacks_by_its_forces() -> None:
    claim = claims_of("Russian air raids hit the town of Saraqib.", "ASSAULT")[0]
    assert [actor.id for actor in claim.event.actors] == ["RUSMIL"]
