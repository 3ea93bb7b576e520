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
    ("Omar Gacha, his son, and 15 others were killed in Tumaco.", "killed", (17, 17), "a subject in three pieces"),
    ("Police killed six clergymen, a maid, and her daughter.", "killed", (8, 8), "one strayed to the verb"),
    ("The bombing wounded a judge, two guards and six bystanders.", "injured", (9, 9), "one strayed to the subject"),
    ("Salem and Noura Hadi and their son Omar were killed in Saada.", "killed", (3, 3), "a name that is a town's, too"),
    ("The murder of Jecar Soto on a street shocked Santiago.", "killed", (1, 1), "a street is nobody"),
    ("One man was killed and another injured by a mine in Taiz.", "injured", (1, 1), "a passive shared"),
    ("Nine soldiers died and 13 were hurt near Douentza.", "injured", (13, 13), "hurt beside the dead"),
    ("Gunmen killed three reporters, two Kenyans and a Somali.", "killed", (3, 3), "told again who they are"),
    ("Not fewer than 22 people were abducted near Kaduna.", "abducted", (22, None), "not fewer than"),
    ("A blast displaced 12\u202f500 people in Goma.", "displaced", (12500, 12500), "grouped by thin spaces"),
    ("No fewer than 15 farmers were killed in Benue.", "killed", (15, None), "'no' of a number denies nothing"),
    ("Between three and six civilians were killed in Ras Isa.", "killed", (3, 6), "a range at the start"),
    ("Fatalities: 11 civilians were killed by mortar fire in Bahri.", "killed", (11, 11), "what stands before a colon"),
    ("The jihadists took 14 people hostage in Tillaberi.", "abducted", (14, 14), "what becomes of them"),
    ("A man, his wife and two children were killed in Taiz.", "killed", (4, 4), "his wife in a list"),
    ("Ahmed Saleh, his wife and three of their children were killed in Saada.", "killed", (5, 5), "three of theirs"),
    ("A leader of the union, Juan Rojas, and 12 more were killed in Cauca.", "killed", (13, 13), "12 more"),
    ("Iyad, a journalist, and his mother were killed in an air strike on Rafah.", "killed", (2, 2), "split subjects"),
    ("Police arrested Orujov, director of Kanal 13, in Baku.", "detained", (1, 1), "an office behind a name"),
    ("At least 12 of the 25 people killed in Kongoussi were women.", "killed", (25, 25), "a whole beside its part"),
    ("Russia launched 151 drones, of which 92 were shot down.", "weapons", (151, 151), "what was sent"),
    ("Russia lost 18 of 22 drones launched at Odesa.", "weapons", (22, 22), "all that was sent"),
    (
        "A jet hit a house in Bor, resulting in the death of one man and the wounding of 15 others.",
        "killed",
        (1, 1),
        "a result",
    ),
    (
        "A jet hit a house in Bor, resulting in the death of one man and the wounding of 15 others.",
        "injured",
        (15, 15),
        "another result",
    ),
    (
        "The raid on El Obeid led to the martyrdom of 4 people and the injury of 15.",
        "injured",
        (15, 15),
        "led to injuries",
    ),
    ("The air strike on Nyala resulted in injuries to four hospital workers.", "injured", (4, 4), "injuries to"),
    (
        "One man was killed and up to four civilians were injured in a strike on Rafah.",
        "injured",
        (1, 4),
        "a second passive's own",
    ),
    (
        "Fifteen men were injured and between two and four others were killed in the strike on Lviv.",
        "killed",
        (2, 4),
        "between, of the second",
    ),
    ("There were five killed and 35 injured in the bombing of Sumy.", "injured", (35, 35), "35 injured, not forty"),
    (
        "After the air strike, crews took 15 wounded to a hospital in Lashio.",
        "injured",
        (15, 15),
        "wounded who are taken",
    ),
    (
        "Shelling wounded 125 staff, patients and displaced persons in Aden.",
        "injured",
        (125, 125),
        "one number for three",
    ),
    (
        "On Sunday, 29 October, a reporter, Omar Adam, was wounded by shelling in Nyala.",
        "injured",
        (1, 1),
        "nobody by the day",
    ),
    ("The raid on Kidal killed a commander, two of his aides and a child.", "killed", (4, 4), "two of his in a list"),
    (
        "Two journalists, a driver and their guard went missing near Bakhmut after shelling.",
        "missing",
        (4, 4),
        "a list that is missing",
    ),
    (
        "Between 9 and 11 villagers, among them four women and an elderly man, were massacred near Bamenda.",
        "killed",
        (9, 11),
        "among them, before the verb",
    ),
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


def test_nobody_is_counted_by_a_leg() -> None:
    assert not [
        c for claim in code("After the bombing a man was clutching his wounded leg.").claims for c in claim.event.counts
    ]


def test_sides_joined_by_and_are_two() -> None:
    (claim,) = code("The army and M23 rebels clashed near Sake.").claims
    assert {party.text for party in claim.event.actors} == {"army", "M23 rebels"}


def test_units_that_share_a_name_are_not_parted() -> None:
    """Look-alike: "police and Rangers" of a list of bodies that both are members of."""
    (claim,) = code("Army and navy helicopters bombed Tambura.").claims
    assert len(claim.event.actors) <= 2
    assert all("helicopters" in party.text or party.text == "Army" for party in claim.event.actors)
