"""Copies are found by their shingles."""

import pytest

from warmonitor.linking.copies import (
    Sketch,
    are_same_words,
    is_copy,
    measure_containment,
    measure_overlap,
    shingle,
    sketch,
)

WIRE = (
    "Air raids hit three villages in the north of the province on Tuesday, killing at least nine people, rescue workers said. "
    "Two children were among the dead in the first village, where a bakery was struck at dawn. The army did not comment. "
    "Residents who fled to the border said that aircraft circled for hours before the strikes and returned at noon, and that the road to "
    "the hospital was cut by craters. A spokesman for the rescue service said that crews were still digging in the evening."
)


def test_a_reprint_is_a_copy() -> None:
    assert measure_overlap(sketch(WIRE), sketch("(Sample Daily) " + WIRE)) > 0.8


def test_another_text_on_the_same_raid_is_none() -> None:
    other = "At least nine people were killed on Tuesday when planes struck villages in the province's north, according to rescuers who spoke by telephone."
    assert measure_overlap(sketch(WIRE), sketch(other)) < 0.2


def test_furniture_does_not_make_copies() -> None:
    menu = "Home News Sport Weather Video Subscribe Sign in " * 20
    a, b = menu + "Raids hit Idlib at dawn on Tuesday.", menu + "Parliament passed the budget on Friday night."
    assert measure_overlap(sketch(a, [(0, len(menu))]), sketch(b, [(0, len(menu))])) < 0.2


def test_short_and_empty_texts() -> None:
    assert shingle("Raids hit Idlib", 5) == ["raids hit idlib"]
    assert sketch(" … ") == Sketch() and measure_overlap(Sketch(), Sketch()) == 0.0


def test_a_text_cut_short_is_a_copy() -> None:
    cut = WIRE[: len(WIRE) // 2]
    assert is_copy(sketch(WIRE), sketch(cut)) and measure_containment(sketch(WIRE), sketch(cut)) > 0.8


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (
            "The raids hit the countryside around the town and killed 13 civilians.",
            "The raids hit the countryside around the town and killed 9 civilians.",
            False,
        ),
        (
            "The raids hit the countryside around the town and killed many.",
            "The raids hit a village far from the town, killing no one.",
            False,
        ),
        (
            "The raids hit the countryside around the town and killed 13 civilians.",
            "The raids hit the countryside around the town and killed 13 civilians, he said.",
            True,
        ),
        ("Raids hit Idlib.", "Raids hit Idlib.", False),  # so short that two could write it
        ("", "", False),
    ],
)
def test_lifted_sentences(a: str, b: str, same: bool) -> None:
    assert are_same_words(a, b) == are_same_words(b, a) == same
