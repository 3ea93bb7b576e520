"""Copies are found by their shingles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.linking.copies import (
    Mask,
    Searched,
    Shingles,
    are_same_words,
    find_words,
    runs_of,
    take_prints,
    take_words,
)

WIRE = (
    "Air raids hit three villages in the north of the province on Tuesday, killing at least nine people, rescue workers said. "
    "Two children were among the dead in the first village, where a bakery was struck at dawn. The army did not comment. "
    "Residents who fled to the border said that aircraft circled for hours before the strikes and returned at noon, and that the road to "
    "the hospital was cut by craters. A spokesman for the rescue service said that crews were still digging in the evening."
)


OTHER = "At least nine people were killed on Tuesday when planes struck villages in the north, rescuers who spoke by telephone said."


def cover(ours: Shingles, theirs: Shingles) -> Mask:
    return Searched(ours).compare([theirs])[0].ours


def share(ours: str, theirs: str, skipped: tuple[tuple[int, int], ...] = ()) -> float:
    """The share of our words that they have."""
    mask = cover(take_prints(ours, skipped).shingles, take_prints(theirs, skipped).shingles)
    return float(mask.mean()) if len(mask) else 0.0


@pytest.mark.parametrize(
    ("ours", "least", "most"),
    [
        ("(Sample Daily) " + WIRE, 0.95, 1.0),  # a reprint
        (WIRE[: len(WIRE) // 2], 0.95, 1.0),  # cut short
        (WIRE.upper(), 1.0, 1.0),  # case is no difference
        ("\n\n".join(reversed(WIRE.split(". "))), 0.95, 1.0),  # sentences in another order
        (OTHER, 0.0, 0.4),  # another text on the same raid: phrases that anybody uses
        (" … ", 0.0, 0.0),
        ("Raids hit", 0.0, 0.0),  # shorter than a shingle
    ],
)
def test_how_much_of_a_text_another_has(ours: str, least: float, most: float) -> None:
    assert least <= share(ours, WIRE) <= most


def test_furniture_does_not_make_copies() -> None:
    menu = "Home News Sport Weather Video Subscribe Sign in " * 20
    a, b = menu + "Raids hit Idlib at dawn on Tuesday.", menu + "Parliament passed the budget on Friday night."
    assert share(a, b, ((0, len(menu)),)) == 0.0 < share(a, b)


def test_one_changed_word_leaves_one_word_uncovered() -> None:
    changed = WIRE.replace("nine people", "twelve people")
    covered = cover(take_prints(changed).shingles, take_prints(WIRE).shingles)
    words = [changed[start:end] for start, end in find_words(changed)]
    assert [word for word, is_covered in zip(words, covered, strict=True) if not is_covered] == ["twelve"]


def test_sentences_are_found_again_by_their_marks() -> None:
    lifted = "The mayor spoke of something else on Monday evening in the town hall. " + WIRE.split(". ")[1] + "."
    assert set(take_prints(lifted).marks) & set(take_prints(WIRE).marks)
    assert not set(take_prints(OTHER).marks) & set(take_prints(WIRE).marks)


@given(st.text(max_size=400), st.integers(0, 40), st.integers(0, 40))
def test_each_word_has_its_place_in_the_text(text: str, start: int, length: int) -> None:
    skipped = [(start, start + length)]
    prints, words = take_prints(text, skipped), find_words(text, skipped)
    assert len(prints.shingles) == max(0, len(words) - 2) and all(0 <= mark < 2**63 for mark in prints.marks)
    assert all(text[a:b] and (b <= start or a >= min(start + length, len(text))) for a, b in words)


def test_a_very_long_line_is_looked_at_as_far_as_the_limit() -> None:
    assert take_prints("word " * 200_000).words <= 12_001


def test_runs() -> None:
    covered = cover(take_prints(WIRE).shingles, take_prints(WIRE).shingles)
    assert runs_of(covered) == [(0, len(find_words(WIRE)))]


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
    ours, theirs = take_words(a), take_words(b)
    shared = len(ours.trigrams & theirs.trigrams)
    assert are_same_words(ours, theirs, shared) == are_same_words(theirs, ours, shared) == same
