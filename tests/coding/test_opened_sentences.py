"""Sentences that open with a phrase: what stands behind its comma is the subject, whoever the phrase names."""

from __future__ import annotations

import pytest

from tests.coding.coded import one_claim, texts

SPOKEN = [
    ("In an interview with Radio Dabanga, Ahmed Ibrahim, head of the committee, said rockets hit the market.", "Ahmed Ibrahim"),
    ("In an interview with the Catholic Radio Network (CRN) of South Sudan, Fr Peter Suleiman, Secretary-General of the conference said the first rocket hit the house.", "Fr Peter Suleiman"),
    ("Papers differed on this, as a source from Roya News claimed that soldiers shot the journalist.", "a source from Roya News"),
    ("As fighting spread in Sudan, the Sudan and South Sudan Catholic Bishops’ Conference (SSSCBC) has reported that two rockets have hit a priests’ house in El Obeid.", "the Sudan and South Sudan Catholic Bishops’ Conference"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_who_speaks_behind_an_opening_phrase(text: str, speaker: str) -> None:
    told = one_claim(text, "ASSAULT")
    assert told.attribution is not None
    assert [party.text for party in told.attribution.speakers] == [speaker]


def test_who_was_killed_is_no_part_of_the_source() -> None:
    told = one_claim(
        "According to sources from El Salvador's Jesuit Curia, the Spanish Jesuit Ignacio Ellacuria, five other "
        "priests, and two Salvadoran women were murdered at dawn today by men wearing uniforms.",
        "ASSAULT",
    )
    assert "five other priests" in texts(told, "recipients")
    assert told.attribution is not None
    assert [party.text for party in told.attribution.speakers] == ["sources from El Salvador's Jesuit Curia"]
