"""Figures that a sentence puts in the place of others."""

from __future__ import annotations

import pytest

from tests.coding.coded import claims_of


@pytest.mark.parametrize(
    ("text", "of", "figures", "why"),
    [
        ("The army said that 23 villagers, and not 40, had been killed in the attack on Barsalogho.", "killed", [(23, 23)], "no sum"),
        ("Five farmers rather than nine were killed in the raid on Arauca.", "killed", [(5, 5)], "rather than"),
        ("Nine, not eleven, were killed in Tuesday's strike on Kupiansk, the agency said in a correction.", "killed", [(9, 9)], "a figure alone"),
        ("The number of people killed in the bombing in Mogadishu was seven, not twelve, police said.", "killed", [(7, 7)], "the number was"),
        ("The number of soldiers killed in the ambush near Goma is 17, the spokesman said.", "killed", [(17, 17)], "the number is"),
        ("The number of people wounded in the shelling of Nikopol rose to 31.", "injured", [(31, 31)], "the number rose to"),
        ("A number of people were killed in the bombing in Mogadishu.", "killed", [(2, None)], "a number is vague"),
        ("Gunmen killed two teachers and three pupils in Bamenda.", "killed", [(5, 5), (3, 3)], "a sum"),
    ],
)  # fmt: skip
def test_corrected_figures(text: str, of: str, figures: list[tuple[int, int | None]], why: str) -> None:
    found = [(c.low, c.high) for claim in claims_of(text) for c in claim.event.counts if c.of == of]
    assert found == figures, why


@pytest.mark.parametrize(
    ("text", "of", "figures", "why"),
    [
        ("Nine people were killed and between 20 and 25 injured in the bombing in Baghdad.", "injured", {(20, 25)}, "a range is no sum"),
        ("Four were killed and between 30 and 40 wounded in the shelling of Taiz.", "injured", {(30, 40)}, "a range is no sum"),
        ("No fewer than 30 villagers were killed in the attack on Zamfara.", "killed", {(30, None)}, "at least"),
    ],
)  # fmt: skip
def test_figures_of_ranges(text: str, of: str, figures: set[tuple[int, int | None]], why: str) -> None:
    found = {(c.low, c.high) for claim in claims_of(text) for c in claim.event.counts if c.of == of}
    assert found == figures, why


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("No fewer than 30 villagers were killed in the attack on Zamfara.", "No fewer than 30 villagers"),
        ("Gunmen killed no fewer than nine miners near Kayes.", "no fewer than nine miners"),
    ],
)
def test_parties_keep_what_turns_their_number(text: str, party: str) -> None:
    assert party in [r.text for claim in claims_of(text) for r in claim.event.recipients]
