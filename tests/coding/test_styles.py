"""Sentences in the styles of wires, ministries, channels, flash updates, local papers, headlines, cables and translations (styles.tsv)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.coding.coded import claims_of
from warmonitor.records import Claim

with (Path(__file__).parent / "styles.tsv").open(encoding="utf-8") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t"))


def names(claim: Claim, side: str, words: str) -> bool:
    """Whether one of the parties of a side is told in these words, or in a part of them; nothing is asked where there are none."""
    parties = [party.text.lower() for party in getattr(claim.event, side)]
    return not words or any(words.lower() in party or party in words.lower() for party in parties)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['style']}: {row['text'][:40]}" for row in ROWS])
def test_what_a_sentence_of_this_style_tells(row: dict[str, str]) -> None:
    told = [
        claim
        for claim in claims_of(row["text"], row["type"])
        if f"{claim.status.modality} {claim.status.polarity}" == row["status"]
    ]
    assert any(names(c, "actors", row["actor"]) and names(c, "recipients", row["recipient"]) for c in told)
