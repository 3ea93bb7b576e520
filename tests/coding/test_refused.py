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


SAID = [
    "The governor said that clashes had spread to three villages in Ituri.",
    "A resident reported that an increase in fighting had resulted in a high number of deaths in Jebel Moon.",
    "Witnesses said that, since dawn, shelling was going on near the port of Hodeidah.",
]


@pytest.mark.parametrize("text", SAID)
def test_the_matter_of_what_is_said_is_no_aside(text: str) -> None:
    assert [claim for claim in code(text).claims if claim.event.type == "ASSAULT"]
