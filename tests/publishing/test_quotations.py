"""Sentences around words, stretches of a marked text, bars of a timeline, values in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.stored import Told, coded
from warmonitor.desk import phrases
from warmonitor.desk.marks import PART, Mark, cut_text, find_marks, parts_of
from warmonitor.desk.timeline import draw_timeline
from warmonitor.publishing.quotations import MOST, sentence_around
from warmonitor.store import DayCount


@pytest.mark.parametrize(
    ("text", "words", "before", "after"),
    [
        ("Rain fell. Jets hit Idlib on Monday. More followed.", "hit Idlib", "Jets ", " on Monday."),
        ("HEADLINE\n\nJets hit Idlib\n\nLater", "hit Idlib", "Jets ", ""),
        ("He said: “Stop.” They hit Idlib.", "hit Idlib", "They ", "."),
        ("Mr. smith hit Idlib", "hit Idlib", "Mr. smith ", ""),  # no capital after the dot, no end
        ("hit Idlib", "hit Idlib", "", ""),
        (
            "a" * 1000 + " hit Idlib " + "b" * 1000,
            "hit Idlib",
            "…" + "a" * (MOST - 1) + " ",
            " " + "b" * (MOST - 1) + "…",
        ),
    ],
)
def test_the_sentence_around_words(text: str, words: str, before: str, after: str) -> None:
    start = text.index(words)
    found = sentence_around(text, start, start + len(words))
    assert (found.before, found.words, found.after) == (before, words, after)


@given(st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60)), max_size=20))
def test_stretches_join_to_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [
        Mark(start, min(len(text), start + length), "claim", f"c{number}")
        for number, (start, length) in enumerate(spans)
        if start < len(text)
    ]
    stretches = list(cut_text(text, marks, 0, len(text)))
    assert "".join(stretch.text for stretch in stretches) == text
    at = 0
    for stretch in stretches:
        covering = {mark.record for mark in marks if mark.start <= at and at + len(stretch.text) <= mark.end}
        assert set(stretch.records) == covering
        at += len(stretch.text)


@given(st.integers(0, 4 * PART), st.integers(1, 997))
def test_parts_of_a_long_text_join_to_it(length: int, every: int) -> None:
    text = "".join("\n" if index % every == 0 else "x" for index in range(length))
    parts = parts_of(text)
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(end - start <= PART for start, end in parts)


def test_a_claims_anchor_is_on_its_trigger() -> None:
    record = coded(Told("r"))
    stretches = list(cut_text(record.report.text, find_marks(record), 0, len(record.report.text)))
    assert [stretch.text for stretch in stretches if stretch.anchor == "r-c1"] == ["shelled"]


def days(*counts: tuple[str, int]) -> list[DayCount]:
    return [DayCount(day, incidents, 0, 0) for day, incidents in counts]


def test_every_incident_is_in_a_bar_or_outside() -> None:
    start = date(2018, 1, 1)
    told = days(*(((start + timedelta(days=7 * week)).isoformat(), week % 3 + 1) for week in range(200)))
    timeline = draw_timeline(told, None, None)
    assert timeline is not None
    assert sum(bar.incidents for bar in timeline.bars) + timeline.outside == sum(day.incidents for day in told)
    assert all(bar.x >= 0 and bar.x + bar.width <= 1000 for bar in timeline.bars)


def test_a_few_far_off_days_dont_squeeze_the_rest() -> None:
    timeline = draw_timeline(days(("1914-07-28", 1), ("2018-09-01", 30), ("2018-09-05", 20)), None, None)
    assert timeline is not None
    assert (timeline.first, timeline.outside) == ("2018-09-01", 1)


def test_nothing_dated_is_no_timeline() -> None:
    assert draw_timeline([], None, None) is None


def test_a_chosen_range_outside_of_the_days_is_still_drawn() -> None:
    timeline = draw_timeline(days(("2018-09-01", 1)), "2019-01-01", "2019-02-01")
    assert timeline is not None
    assert timeline.range is not None
    assert timeline.range[1] > 0


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2018-09-04", "2018-09-04", "4 September 2018"),
        ("2018-09-04", "2018-09-06", "4–6 September 2018"),
        ("2018-09-30", "2018-10-02", "30 September 2018 – 2 October 2018"),
        ("2018-09-01", "2018-09-30", "September 2018"),
        ("2018-01-01", "2018-12-31", "2018"),
        ("2011-01-01", "2018-12-31", "2011–2018"),
        ("2018-09-04", None, "since 4 September 2018"),
        (None, "2018-09-04", "until 4 September 2018"),
        (None, None, "unknown day"),
        ("sometime", "sometime", "sometime"),  # never an error over a value that is no day
    ],
)
def test_days_in_words(earliest: str | None, latest: str | None, words: str) -> None:
    assert phrases.days_in_words(earliest, latest) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (5, 5, "5"),
        (5, 8, "5–8"),
        (5, None, "at least 5"),
        (None, 8, "up to 8"),
        (None, None, "an unknown number"),
        (1200, 1500, "1,200–1,500"),
    ],
)
def test_numbers_in_words(low: int | None, high: int | None, words: str) -> None:
    assert phrases.numbers_in_words(low, high) == words
