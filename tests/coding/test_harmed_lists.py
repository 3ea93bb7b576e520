"""Who is harmed where the words list them: lists of persons, names with what they are, sides joined by "and", numbers at a sentence's start."""

from __future__ import annotations

import pytest

from tests.coding.coded import code

HARMED = [
    # text, what is counted, the whole, why
    ("Two policemen, a driver and three passers-by were killed in Quetta.", "killed", (6, 6), "a list in the subject"),
    ("Gunmen abducted a doctor, a nurse and four patients in Zamfara.", "abducted", (6, 6), "a list in the object"),
    ("A teacher, two nurses and a child were killed when a shell hit Bakhmut.", "killed", (4, 4), "parted subjects"),
    ("Colonel Traore, his driver and five soldiers were killed near Gao.", "killed", (7, 7), "his driver is another"),
    ("A priest, Luis Rios, and two nuns were killed in Arauca.", "killed", (3, 3), "a name between commas"),
    ("The social leader Maria Torres and her son were murdered in Tumaco.", "killed", (2, 2), "a name behind a title"),
    ("A drone killed three men, a priest and two farmers, near Bamenda.", "killed", (3, 3), "told again: one and two"),
    ("No fewer than 15 farmers were killed in Benue.", "killed", (15, None), "'no' of a number denies nothing"),
    ("Between three and six civilians were killed in Ras Isa.", "killed", (3, 6), "a range at the start"),
    ("Fatalities: 11 civilians were killed by mortar fire in Bahri.", "killed", (11, 11), "what stands before a colon"),
    ("The jihadists took 14 people hostage in Tillaberi.", "abducted", (14, 14), "what becomes of them"),
    (
        "Seven killed and 20 wounded in an airstrike on Saada, the ministry said.",
        "injured",
        (20, 20),
        "each its number",
    ),
]


@pytest.mark.parametrize(("text", "of", "whole", "why"), HARMED, ids=[why for *_, why in HARMED])
def test_lists_of_the_harmed(text: str, of: str, whole: tuple[int, int | None], why: str) -> None:
    counts = [count for incident in code(text).incidents for count in incident.counts if count.of == of]
    everyone = [count for count in counts if count.who is None] or counts
    assert [(count.low, count.high) for count in everyone] == [whole], why


def test_sides_joined_by_and_are_two() -> None:
    (claim,) = code("The army and M23 rebels clashed near Sake.").claims
    assert {party.text for party in claim.event.actors} == {"army", "M23 rebels"}


def test_units_that_share_a_name_are_not_parted() -> None:
    """Look-alike: "police and Rangers" of a list of bodies that both are members of."""
    (claim,) = code("Army and navy helicopters bombed Tambura.").claims
    assert len(claim.event.actors) <= 2
    assert all("helicopters" in party.text or party.text == "Army" for party in claim.event.actors)
