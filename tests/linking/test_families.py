"""What a report is to earlier ones."""

from __future__ import annotations

import pytest

from factories import make_claim, make_count, make_report
from warmonitor.linking.copies import find_words, take_prints
from warmonitor.linking.families import Earlier, Judged, find_own, find_source, judge

WIRE = (
    "Air raids hit three villages in the north of the province on Tuesday, killing at least nine people, rescue workers said. "
    "Two children were among the dead in the first village, where a bakery was struck at dawn. The army did not comment. "
    "Residents who fled to the border said that aircraft circled for hours before the strikes and returned at noon, and that the road to "
    "the hospital was cut by craters. A spokesman for the rescue service said that crews were still digging in the evening."
)
FAIR = (
    "The book fair closed on Sunday with more visitors than in any year since it moved to the old tram depot. Publishers from eleven "
    "countries had put up their stands, and a reading at midnight drew such a crowd that the doors were shut twice. The organisers want "
    "to add a day for schools next spring, and a tent for poets who write in more than one language, if the city pays for the heating."
)
NOTE = "If you know more than this page does, write to the editors or leave a message on the answering machine at any hour of the day."


def judged(text: str, *earlier: str, families: tuple[int, ...] = ()) -> Judged | None:
    """A text beside earlier ones, whose keys are 1, 2 and so on; each is its own family unless others are given."""
    keys = range(1, len(earlier) + 1)
    found = [
        Earlier(key, families[key - 1] if families else key, take_prints(one))
        for key, one in zip(keys, earlier, strict=True)
    ]
    return judge(take_prints(text), found)


@pytest.mark.parametrize(
    ("text", "earlier", "relation", "parent"),
    [
        (WIRE, [FAIR], None, None),
        (WIRE, [], None, None),
        ("(Daily) " + WIRE, [WIRE], "reprint", 1),
        (WIRE[:330], [WIRE], "cut", 1),
        ("Many were shocked by what the morning brought to their doors this week. " + WIRE[121:], [WIRE], "rewrite", 1),
        (WIRE + " " + FAIR, [WIRE, FAIR], "merged", 1),  # as much of each: the first
        (WIRE + " " + FAIR, [WIRE], "rewrite", 1),  # the fair is its own
        (FAIR + " " + WIRE[121:260], [WIRE], "partial", None),  # a sentence or two
        (WIRE, [WIRE, WIRE], "reprint", 1),  # the first of two that are as good
        (FAIR + " " + NOTE, [WIRE + " " + NOTE], "partial", None),  # one house's note
        (
            "Raids hit the village on Tuesday.",
            ["Raids hit the village on Tuesday."],
            None,
            None,
        ),  # so short that two may write it
    ],
)
def test_relations(text: str, earlier: list[str], relation: str | None, parent: int | None) -> None:
    found = judged(text, *earlier)
    assert (found.relation, found.parent) == (relation, parent) if found else relation is None


FERRY = (
    "The ferry across the lagoon stopped running on Monday after gunmen fired on its wheelhouse from the mangroves. The pilot was hit in "
    "the arm. His mate brought the boat back to the pier with 140 passengers aboard, most of them market women on their way home. The "
    "harbour master asked the navy for an escort, and the bishop offered rooms for the night to all who were stranded. By evening about "
    "sixty people had lain down on mats in the nave, and the choir cooked rice for them in the vestry. Fishermen said that the same gang "
    "had taken outboard engines from three canoes last week and sold them upriver."
)
OWN = (
    "Nobody who grew up on these shores remembers a week like this one. Old men on the promenade speak of the rains and of the price of "
    "diesel, of anything but boats, while their sons count what is left in the till and wonder who will buy their catch on Friday when the "
    "lorries from the capital stay away again. The governor has promised lamps along the quay, a second patrol, and new radios by the "
    "dry season, as did the one before him. "
)
REWRITTEN = (
    "By evening about sixty people had lain down on rugs in the nave, and the choir cooked rice for them in the vestry. "
    "The ferry across the lagoon halted on Monday after gunmen fired on its wheelhouse from the mangroves. The pilot was wounded in the "
    "arm. His mate brought the vessel back to the pier with 140 passengers aboard."
)
LIFTED = (
    "The ferry across the lagoon stopped running on Monday after gunmen fired on its wheelhouse from the mangroves. The pilot was hit in "
    "the arm. His mate brought the ship back to the pier with 140 passengers aboard, most of them market women on their way home."
)
TWICE = LIFTED.replace("ship", "boat"), "By evening about sixty people had lain down on mats in the nave."


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (OWN + REWRITTEN, "rewrite"),  # of two parts, in another order and in other words here and there
        (OWN + LIFTED, "partial"),  # a paragraph in one piece, whatever word was changed
        (OWN + TWICE[0] + " The bus took three hours. " + TWICE[1], "partial"),  # word for word from two places
        (FAIR + " The pilot was hit in the arm, one boat among 140 passengers aboard.", None),
    ],
)
def test_less_than_half_of_a_text_in_other_words(text: str, relation: str | None) -> None:
    found = judged(text, FERRY)
    assert found is None if relation is None else found is not None and found.relation == relation


def test_half_of_each_is_a_copy_even_in_one_piece() -> None:
    """A new lead as long as what was kept."""
    kept = FERRY[FERRY.index("The harbour master") :]
    found = judged(f"On the lagoon the boats lie still. {OWN[: len(kept) - 100]} {kept}", FERRY)
    assert found is not None and found.parent == 1


def test_a_paragraph_lifted_from_a_text_that_others_reordered_stays_lifted() -> None:
    parts = FERRY.split(". ")
    reordered = ". ".join(part.rstrip(".") for part in (*parts[2:], *parts[1::-1])) + "."
    found = judged(OWN + LIFTED, reordered, FERRY, families=(1, 1))
    assert found is not None and found.relation == "partial"


def test_a_phrase_that_many_families_have_is_nobodys() -> None:
    notes = [f"{part} {NOTE}" for part in (WIRE[:121], WIRE[121:240], FAIR[:105], FAIR[105:250])]
    assert judged(FAIR[250:] + " " + NOTE, *notes[:1]) is not None
    assert judged(FAIR[250:] + " " + NOTE, *notes) is None
    assert judged(FAIR[250:] + " " + NOTE, *notes, families=(1, 1, 1, 1)) is not None  # copies of one text are one


def test_words_that_are_taken_and_words_that_are_not() -> None:
    text = (
        WIRE.replace("nine", "twelve") + " A second raid hit the mill at dusk and killed its owner, the paper learnt."
    )
    found = judged(text, WIRE)
    assert found is not None and found.share < 1
    words = find_words(text)
    taken = [(words[one.start][0], words[one.end - 1][1]) for one in found.taken]
    own = [text[start:end] for start, end in find_own(text, taken)]
    assert own == ["A second raid hit the mill at dusk and killed its owner, the paper learnt."]  # "twelve" is one word


@pytest.mark.parametrize(
    ("taken", "source"),
    [
        ([], None),
        ([(0, 60, 7)], 7),
        ([(0, 20, 7), (20, 60, 8)], 8),  # the one that most words are from
        ([(0, 20, 7)], None),  # too few
        ([(0, 43, 7), (46, 60, 7)], None),  # the figure is its own
    ],
)
def test_whose_a_claim_is(taken: list[tuple[int, int, int]], source: int | None) -> None:
    report = make_report("Air raids hit the three villages and killed 9 people at dawn.")
    claim = make_claim(report, "raids", counts=[make_count(report, "9 people")])
    assert report.text.index("9") == 44 and find_source(claim, taken) == source
