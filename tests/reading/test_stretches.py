"""Paragraphs of texts in every setting."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.reading.stretches import MAX_STRETCH, cut_long, find_stretches, without

WRAPPED = """   HOMS, 3 MAY (SAMPLE WIRE) -- SHELLS FELL ON THE OLD QUARTER OF THE
CITY ON THURSDAY NIGHT AND KILLED FOUR PEOPLE, A DOCTOR AT THE FIELD
HOSPITAL SAID BY TELEPHONE.

   THE ARMY DID NOT COMMENT.  RESIDENTS SAID THAT THE SHELLS CAME FROM
THE NORTH, WHERE IT HOLDS THE HEIGHTS ABOVE THE RING ROAD.
   A SECOND ATTACK FOLLOWED AT DAWN."""

ROWS = [
    ("one\n\ntwo", ["one", "two"], "blank lines part paragraphs"),
    ("Five died.\nTen were hurt.", ["Five died.", "Ten were hurt."], "so do single line ends"),
    ("Five died.\r\n\r\nTen were hurt.\r\n", ["Five died.", "Ten were hurt."], "Windows line ends are line ends"),
    ("Five died.\u2029Ten were hurt.", ["Five died.", "Ten were hurt."], "and so are Unicode's"),
    ("  a b \n\t\n c\u00a0\n", ["a b", "c"], "white space around is left out"),
    ("", [], "nothing has no paragraphs"),
    (" \n\t\r\n ", [], "nor has white space"),
    (
        "The governor said in the evening that the shells\nfell on the market and on two schools.",
        ["The governor said in the evening that the shells\nfell on the market and on two schools."],
        "a stray break in a sentence parts nothing",
    ),
    (
        "Rebels shell the northern market again\nposted on Tuesday",
        ["Rebels shell the northern market again", "posted on Tuesday"],
        "a date line does not go on with a headline",
    ),
    (
        "Attack on the northern bridge kills four soldiers\nTalks on prisoners go on in the capital\nSchools stay shut for another week in the east\nTroops take the hills above the lake",
        None,
        "headlines one a line are no wrapped text",
    ),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_paragraphs(text: str, expected: list[str] | None, reason: str) -> None:
    found = [text[start:end] for start, end in find_stretches(text)]
    assert found == (expected if expected is not None else text.split("\n"))


def test_items_of_a_list_are_paragraphs_of_their_own() -> None:
    lines = [
        "- Rebels fire missile at the port; sirens along the coast",
        "- Jets bomb two towns in the north: health ministry says",
        "- Coalition denies that it had any part in harbour blast",
        "- Envoy to hold talks with both of the sides by Saturday",
    ]
    text = "\n".join(lines)
    assert [text[a:b] for a, b in find_stretches(text)] == lines


def test_wrapped_text_is_joined() -> None:
    found = [WRAPPED[start:end] for start, end in find_stretches(WRAPPED)]
    assert [piece.split()[0] for piece in found] == ["HOMS,", "THE", "A"]
    assert found[0].endswith("BY TELEPHONE.") and found[1].endswith("RING ROAD.")


def test_long_stretches_are_cut_after_sentences() -> None:
    text = "A shell fell on the road. " * 8000
    pieces = cut_long(text, find_stretches(text))
    assert all(end - start <= MAX_STRETCH and text[start:end].endswith("road.") for start, end in pieces)
    assert "".join(text[start:end] for start, end in pieces).count("shell") == 8000


@pytest.mark.parametrize(
    "text", ["x" * 200_000, "ab " * 70_000, "e\u0301" * 50_000], ids=["no space", "no sentence", "accents apart"]
)
def test_long_stretches_without_sentences_are_cut_all_the_same(text: str) -> None:
    pieces = cut_long(text, find_stretches(text))
    assert all(0 < end - start <= MAX_STRETCH for start, end in pieces)
    assert not any(text[start] == "\u0301" for start, _ in pieces)


def test_dropped_ranges_are_taken_out() -> None:
    text = "Five died. (AFP)\n\nShare\n\nTen fled."
    left = without(find_stretches(text), [(11, 16), (18, 23)], text)
    assert [text[start:end] for start, end in left] == ["Five died.", "Ten fled."]


@given(st.text(alphabet=st.sampled_from("ab .\n\r\t\u2028é\u0301😀"), max_size=300), st.integers(1, 40))
def test_stretches_hold_all_letters_in_order(text: str, limit: int) -> None:
    pieces = cut_long(text, find_stretches(text), limit)
    assert all(start < end <= start + limit and text[start:end].strip() == text[start:end] for start, end in pieces)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(pieces))
    assert "".join("".join(text[start:end].split()) for start, end in pieces) == "".join(text.split())
