"""What might have been a claim and is none says so, with its reason."""

import pytest

from tests.coding.coded import code

ROWS = [
    ("He died of a heart attack on Monday.", "heart attack", "another meaning"),
    ("The warning came too late.", "warning", "nobody is named"),
    ("The president recalled the film in which soldiers massacred a village.", "massacred", "fiction"),
]


@pytest.mark.parametrize(("text", "words", "reason"), ROWS)
def test_what_is_refused_says_why(text: str, words: str, reason: str) -> None:
    coded = code(text)
    found = {each.text: each.reason for each in coded.refused}
    assert reason in found.get(words, ""), found
    assert all(coded.report.text[each.start : each.end] == each.text for each in coded.refused)


def test_refusals_and_claims_share_no_words() -> None:
    coded = code("Syrian jets bombed Saraqib. A warning was heard. He died of a heart attack.")
    triggers = {claim.event.trigger.start for claim in coded.claims}
    assert triggers.isdisjoint(each.start for each in coded.refused)
