"""What somebody is who is named says nothing of where it was: "Kabul University Rector Ahmad Noor"."""

from __future__ import annotations

import pytest

from tests.coding.coded import one_claim


@pytest.mark.parametrize(
    ("text", "places", "why"),
    [
        (
            "Gunmen killed Kabul University Rector Ahmad Noor, five students, and two women in Jalalabad.",
            ["Jalalabad"],
            "the town outweighs his office",
        ),
        ("Gunmen killed Kabul University Rector Ahmad Noor.", ["Kabul University"], "nothing else is told"),
    ],
)
def test_an_office_is_no_place_beside_one(text: str, places: list[str], why: str) -> None:
    assert [place.text for place in one_claim(text, "ASSAULT").event.places] == places, why
