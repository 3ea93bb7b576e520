"""Differences between two versions of a text, and between their claims."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_claim, make_count, make_place, make_report
from warmonitor.linking.differences import compare_claims, compare_texts

FIRST = "Air raids hit Idlib on Tuesday. At least 9 people were killed, rescuers said.\n\nThe army did not comment. Schools stay closed."


def shown(old: str, new: str) -> list[tuple[str, str]]:
    """(kind, words) of each piece."""
    return [
        (
            one.kind,
            (old[one.old_start : one.old_end] if one.kind == "removed" else new[one.new_start : one.new_end]).strip(),
        )
        for one in compare_texts(old, new)
    ]


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (FIRST, []),  # nothing
        (FIRST.replace("\n\n", " "), []),  # spaces alone
        (FIRST.replace("9", "12"), [("removed", "9"), ("added", "12")]),  # one figure
        (
            FIRST.replace("The army did not comment. ", ""),
            [("removed", "The army did not comment.")],
        ),  # a sentence less
        (FIRST + " Rain fell.", [("added", "Rain fell.")]),  # one more
        ("", [("removed", FIRST)]),
        (
            FIRST.replace("rescuers", "officials").replace("closed", "open"),
            [("removed", "rescuers"), ("added", "officials"), ("removed", "closed."), ("added", "open.")],
        ),
    ],
)
def test_what_changed(new: str, changes: list[tuple[str, str]]) -> None:
    assert [one for one in shown(FIRST, new) if one[0] != "kept"] == changes


texts = st.lists(
    st.sampled_from(["a", "b", "raid", "Raid", "12", ". ", "! ", "\n", " ", "é", "“x” "]), max_size=60
).map("".join)


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_pieces_leave_nothing_out(old: str, new: str) -> None:
    pieces = compare_texts(old, new)
    olds, news = (
        "".join(old[p.old_start : p.old_end] for p in pieces),
        "".join(new[p.new_start : p.new_end] for p in pieces),
    )
    assert (olds, news) == (old, new)
    assert all(a.old_end == b.old_start and a.new_end == b.new_start for a, b in pairwise(pieces))
    for one in pieces:
        if one.kind == "kept":
            assert old[one.old_start : one.old_end].split() == new[one.new_start : one.new_end].split()
        assert (one.kind == "added") <= (one.old_start == one.old_end) and (one.kind == "removed") <= (
            one.new_start == one.new_end
        )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("raid " * 40_000, "raid " * 39_999 + "end"),
        ("a. " * 60_000, "b. a. " * 30_000),
        (" ".join(str(i % 977) for i in range(40_000)), " ".join(str(i % 1009) for i in range(40_000))),
        ("x" * 200_000, "x" * 100_000 + "y" + "x" * 100_000),
        ("." * 200_000, "!" * 200_000),
        ("\n \n" * 60_000, "\n" * 150_000),
        ("a.b" * 60_000, "a.c" * 60_000),
    ],
)
def test_long_and_hostile_texts_are_bounded_work(old: str, new: str) -> None:
    began = time.process_time()
    compare_texts(old, new)
    assert time.process_time() - began < 5


def test_claims_gained_lost_and_changed() -> None:
    def claims(text: str, killed: int | None, *, more: bool) -> list[object]:
        report = make_report(text, id="r")
        counts = [make_count(report, f"{killed} people")] if killed else []
        found = [make_claim(report, "raids", places=[make_place(report, "Idlib")], counts=counts)]
        return [*found, make_claim(report, "shelled", id="s")] if more else found

    old = claims(
        "Air raids hit Idlib on Tuesday and killed 9 people. Troops shelled the road to the north.", 9, more=True
    )
    new = claims("Air raids hit Idlib on Tuesday and killed 12 people. Nothing was said of the road.", 12, more=False)
    found = compare_claims(old, new)  # type: ignore[arg-type]
    assert [claim.event.trigger.text for claim in found.lost] == ["shelled"] and found.gained == ()
    assert [one.fields for one in found.changed] == [(("numbers", "9 killed", "12 killed"),)]
    assert compare_claims(new, new) == ((), (), ())  # type: ignore[arg-type]
