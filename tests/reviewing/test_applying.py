"""What decisions make of claims: by their times, whatever the order in which they are given."""

from itertools import permutations

import pytest

from factories import make_claim, make_report
from warmonitor.records import Anchor, Review
from warmonitor.reviewing.applying import decide_claims, decide_incident
from warmonitor.reviewing.pairs import pairs_of

REPORT = make_report("Air raids hit Idlib on Tuesday.", id="r")
CLAIM = make_claim(REPORT, "Air raids", id="c")


def anchor(claim: str | None) -> Anchor:
    return Anchor(0, 9, "Air raids", "r", "ASSAULT", CLAIM.text, 0, True, claim)


def review(number: int, decision: str, field: str | None = None, value: object = None, **more: object) -> Review:
    fields = {"subject_kind": "claim", "claims": (anchor("c"),), **more}
    return Review(
        number, fields.pop("subject_kind"), "c", decision, "ann", "", f"2026-01-0{number}", field, value, **fields
    )  # type: ignore[arg-type]


TYPE, MODE = review(1, "correct", "type", "PROTEST"), review(2, "correct", "type", "COERCE")


@pytest.mark.parametrize(
    ("reviews", "standing", "type_"),
    [
        ([review(1, "accept")], "accepted", "ASSAULT"),
        ([review(1, "accept"), review(2, "reject")], "rejected", "ASSAULT"),  # the last verdict
        ([TYPE, MODE], "corrected", "COERCE"),  # the last value
        ([TYPE, review(2, "accept")], "accepted", "PROTEST"),  # accepted as corrected
        ([review(1, "reject"), MODE], "corrected", "COERCE"),  # a correction takes it back in
        ([review(1, "reject", state="revoked")], None, "ASSAULT"),
        ([review(1, "reject", state="waiting")], None, "ASSAULT"),
        ([review(1, "reject", subject_kind="incident")], "rejected", "ASSAULT"),  # with all of its incident
        ([review(1, "reviewed", subject_kind="incident")], None, "ASSAULT"),
    ],
)
def test_the_last_decision_holds(reviews: list[Review], standing: str | None, type_: str) -> None:
    for order in permutations(reviews):
        decided = decide_claims([CLAIM], order).get("c")
        assert (decided.standing if decided else None) == standing
        assert (decided.claim if decided else CLAIM).event.type == type_


def test_a_decision_about_an_incident_goes_with_its_first_claim_that_is_left() -> None:
    about = review(1, "reviewed", subject_kind="incident", claims=(anchor(None), anchor("b"), anchor("c")))
    assert decide_incident(["b", "x"], {}, [about]).is_reviewed
    assert not decide_incident(["c", "x"], {}, [about]).is_reviewed


def test_pairs_of_a_split() -> None:
    split = review(1, "split", claims=(anchor("a"), anchor("b")), others=(anchor("x"), anchor(None)))
    assert set(pairs_of(split)) == {("a", "b", True), ("a", "x", False), ("b", "x", False)}


def test_a_merge_leaves_the_rest_together_when_one_is_split_off_later() -> None:
    merge = review(
        1, "merge", claims=tuple(anchor(name) for name in "abc"), others=tuple(anchor(name) for name in "xyz")
    )
    pairs = {(left, right) for left, right, same in pairs_of(merge) if same}
    for gone in "abcxyz":
        kept = {name for name in "abcxyz" if name != gone}
        reached, fresh = set(), {min(kept)}
        while fresh:
            reached |= fresh
            fresh = {b for a, b in pairs | {(b, a) for a, b in pairs} if a in reached and b in kept} - reached
        assert reached == kept
