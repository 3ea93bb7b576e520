"""Silence, spikes and coverage on hand-made histories."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.watching import SpikeKey, Tally, find_rises, find_silent, judge_rise, lay_out, mondays
from warmonitor.watching.spikes import Spike, chance_of

DAY = date(2024, 3, 15)  # a Friday
SHELLING = SpikeKey("ASSAULT", "SYR")


def back(*days: int) -> list[date]:
    """Days so many days before DAY."""
    return [DAY - timedelta(days=one) for one in days]


SILENCES = [
    (range(5, 60), True, "daily, then nothing for five days"),
    (range(1, 60), False, "daily, nothing yet today: a day isn't over"),
    (range(60), False, "daily and today"),
    (range(10, 160, 7), False, "weekly: ten days are more than its gap, and still no wonder"),
    (range(70, 160, 7), True, "weekly, then nothing for ten weeks"),
    ([*range(4, 30), 40, 50, 60], False, "it was away for ten days before"),
    (range(20, 26), False, "too short a history to know its rate"),
    (range(200, 300), False, "gone for so long that it is no news"),
    ([7 * n + d for n in range(12) for d in range(5)], False, "weekdays alone: today is one"),
]


@pytest.mark.parametrize(("days", "silent", "why"), SILENCES, ids=lambda value: value if isinstance(value, str) else "")
def test_silent_sources(days: range, silent: bool, why: str) -> None:
    assert bool(find_silent({"Sample Wire": back(*days)}, DAY)) is silent, why


def test_a_weekend_is_no_silence() -> None:
    weekdays = [day for day in back(*range(90)) if day.weekday() < 5]
    assert find_silent({"Sample Wire": weekdays}, DAY + timedelta(days=2)) == ()  # Sunday
    assert find_silent({"Sample Wire": weekdays}, DAY + timedelta(days=7))[0].days == 7


def test_silence_is_told_with_its_measure() -> None:
    (found,) = find_silent({"Sample Wire": back(*range(5, 60))}, DAY)
    assert (found.last, found.days, found.longest_gap, found.share_of_days) == (back(5)[0], 5, 1, 1.0)


def test_the_unlikeliest_silence_comes_first() -> None:
    found = find_silent({"Weekly": back(*range(70, 160, 7)), "Daily": back(*range(70, 160))}, DAY)
    assert [one.source for one in found] == ["Daily", "Weekly"]


SPIKES = [
    ([1, 0, 2, 1] * 7, 9, True, "nine where one is usual"),
    ([1, 0, 2, 1] * 7, 3, False, "three are too few to speak of"),
    ([5, 6, 7, 6] * 7, 9, False, "nine where six are usual"),
    ([0, 30, 0, 2] * 7, 30, False, "a place that has such days"),
    ([0] * 28, 4, True, "four where nothing was told of before"),
    ([40] * 28, 80, True, "twice the usual, and the usual is large"),
]


@pytest.mark.parametrize(
    ("history", "count", "spikes", "why"), SPIKES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_spikes(history: list[int], count: int, spikes: bool, why: str) -> None:
    counts = dict(zip(back(*range(1, 29)), history, strict=True)) | {DAY: count}
    assert bool(find_rises({SHELLING: counts}, DAY)) is spikes, why


@given(st.lists(st.integers(0, 50), min_size=28, max_size=28), st.integers(0, 60))
def test_a_higher_count_is_never_likelier(history: list[int], count: int) -> None:
    assert 0 <= chance_of(count + 1, history) <= chance_of(count, history) <= 1


def test_a_rise_that_only_a_new_source_tells_is_told_apart() -> None:
    spike = Spike(SHELLING, 10, 1.0, 0.0)
    judged = judge_rise(spike, [{"New Feed"}] * 8 + [{"Sample Wire"}, {"Sample Wire", "New Feed"}], {"Sample Wire"})
    assert (judged.new_sources, judged.by_new_alone, judged.is_artificial) == (("New Feed",), 8, True)
    assert judged.share_of_new == pytest.approx(8 / 9)


def test_a_rise_that_known_sources_tell_is_none_of_theirs() -> None:
    judged = judge_rise(Spike(SHELLING, 10, 1.0, 0.0), [{"Sample Wire", "New Feed"}] * 10, {"Sample Wire"})
    assert (judged.by_new_alone, judged.is_artificial) == (0, False)


def test_no_reports_are_no_cell_with_a_zero() -> None:
    weeks = mondays(DAY, 3)
    rows = lay_out([Tally("SYR", DAY, 5, 2, 3), Tally("SYR", weeks[0], 1, 1, 0)], weeks, DAY)
    assert [cell.is_blank for cell in rows[0].cells] == [False, True, False]
    assert rows[0].cells[2].reports == 5


def test_weeks_add_up_and_the_most_reported_come_first() -> None:
    weeks = mondays(DAY)
    rows = lay_out(
        [Tally("MLI", DAY, 2), Tally("SYR", DAY, 2), Tally("SYR", DAY - timedelta(days=1), 2), Tally(None, DAY, 9)],
        weeks,
        DAY,
    )
    assert [(row.key, row.reports) for row in rows] == [(None, 9), ("SYR", 4), ("MLI", 2)]
    assert len(weeks) == 12 and weeks[-1] == date(2024, 3, 11)


def test_a_row_is_quiet_where_reports_stopped() -> None:
    weeks = mondays(DAY)
    went_on = [Tally("SYR", week, 3) for week in weeks]
    stopped = [Tally("MLI", week, 3) for week in weeks[:-1]]
    rows = {row.key: row.is_quiet for row in lay_out([*went_on, *stopped, Tally("TCD", weeks[2], 1)], weeks, DAY)}
    assert rows == {"SYR": False, "MLI": True, "TCD": False}


def test_a_week_that_is_hardly_begun_makes_nobody_quiet() -> None:
    weeks = mondays(date(2024, 3, 11))
    rows = lay_out([Tally("SYR", week, 3) for week in weeks[:-1]], weeks, date(2024, 3, 11))
    assert not rows[0].is_quiet
