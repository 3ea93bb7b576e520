"""What counts as graphic: words of torn bodies, torture and rape; not every death, not what only sounds like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.knowledge.graphic import find_graphic, is_graphic


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Militants beheaded two captives.", ["beheaded"]),
        ("They were burned alive in the church.", ["burned alive"]),
        ("Burning them alive", []),  # words between aren't followed
        ("Blood-soaked clothes, body\nparts on the road", ["Blood-soaked", "body\nparts"]),  # hyphens, line ends
        ("She was raped and tortured", ["raped", "tortured"]),
        ("The rape seed harvest; rapeseed oil", []),  # looks like it
        ("He had a stranglehold on the town", []),
        ("The therapist drew up a draft", []),  # inside of words
        ("Air raids killed 15 civilians and injured 30.", []),  # a death alone isn't graphic
        ("The bank Merrill Lynch lynched nobody", ["lynched"]),
        ("An infant’s body was found", ["infant’s body"]),  # either apostrophe
        ("The decapitation strike failed", []),
        ("", []),
    ],
)
def test_what_is_graphic(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in find_graphic(text)] == words
    assert is_graphic(text) == bool(words)


@given(st.text(max_size=300))
def test_stretches_lie_in_the_text_in_order(text: str) -> None:
    spans = find_graphic(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert list(spans) == sorted(spans)


@pytest.mark.parametrize("unit", ["burn ", "body ", "throat was ", "a", "burn\n\n\n", "blood-", "torn-limb-from-"])
def test_hostile_texts_take_no_time(unit: str) -> None:
    began = time.process_time()
    is_graphic(unit * (200_000 // len(unit)))
    assert time.process_time() - began < 1.5
