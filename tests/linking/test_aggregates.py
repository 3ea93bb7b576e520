"""Sums of several happenings are no happening."""

import pytest

from factories import make_claim, make_coded, make_count, make_day, make_report
from warmonitor.linking.aggregates import find_aggregates, is_aggregate
from warmonitor.linking.tellings import find_tellings
from warmonitor.records import Claim, EventTime, Report

OPEN = EventTime(latest="2018-09-05", precision="open", basis="report date")
MONTH = EventTime(earliest="2018-08-01", latest="2018-08-31", precision="month", basis="stated")


def claim_of(text: str, words: str, of: str, low: int, time: EventTime) -> tuple[Report, Claim]:
    report = make_report(text)
    return report, make_claim(
        report, words, mode=None, counts=[make_count(report, words, of, low=low, high=low)], time=time
    )


@pytest.mark.parametrize(
    ("text", "words", "of", "low", "time", "expected"),
    [
        ("Russia carried out 60 strikes in three days.", "60 strikes", "strikes", 60, OPEN, True),
        (
            "The army fired 40 rockets on Tuesday.",
            "40 rockets",
            "strikes",
            40,
            make_day("2018-09-04"),
            False,
        ),  # one day's
        ("Jets carried out 60 strikes on Idlib.", "60 strikes", "strikes", 60, OPEN, False),  # no period is told
        ("In August, 312 civilians were killed in Idlib by air strikes.", "312 civilians", "killed", 312, MONTH, True),
        (
            "In August, a strike killed 312 civilians in Idlib.",
            "312 civilians",
            "killed",
            312,
            MONTH,
            False,
        ),  # one strike
        (
            "A strike killed 12 people last month.",
            "12 people",
            "killed",
            12,
            MONTH,
            False,
        ),  # when it was is vague, not how many
        ("At least 30 people have died in clashes so far this month.", "30 people", "killed", 30, MONTH, True),
        ("Nine bodies have been found so far.", "Nine bodies", "killed", 9, OPEN, False),  # a toll that rises
        ("More than 500,000 people have been killed since 2011.", "500,000 people", "killed", 500_000, OPEN, True),
        ("It was the deadliest attack in three years and killed 70 people.", "70 people", "killed", 70, OPEN, False),
        ("Two days of fighting killed 25 people.", "25 people", "killed", 25, OPEN, True),
        ("Shelling killed one man over the past week.", "one man", "killed", 1, OPEN, False),  # nothing is summed up
    ],
)
def test_what_sums_up(text: str, words: str, of: str, low: int, time: EventTime, expected: bool) -> None:
    report, claim = claim_of(text, words, of, low, time)
    assert is_aggregate(claim, report.text) is expected


def test_the_period_may_stand_beside_the_claim() -> None:
    text = "More than 250 people were killed in Ghouta in two days, the Observatory said."
    report, claim = claim_of(text, "250 people", "killed", 251, OPEN)
    short = Claim(claim.id, 0, 45, text[:45], claim.event)
    assert is_aggregate(short, report.text) and not is_aggregate(short)


def test_an_aggregate_makes_no_telling_and_raises_no_toll() -> None:
    report = make_report(
        "A raid on Idlib killed 9 people. More than 400 people have been killed since Sunday, a monitor said."
    )
    raid = make_claim(report, "raid", counts=[make_count(report, "9 people")], time=make_day("2018-09-04"))
    total = make_claim(report, "killed since", counts=[make_count(report, "400 people", low=401, high=None)], time=OPEN)
    coded = make_coded(report, [raid, total], groups=[[raid, total]])
    (telling,) = find_tellings(coded)
    assert [claim.id for claim in telling.claims] == [raid.id] == list(telling.unit.claims)
    assert [(count.of, count.low, count.high) for count in telling.unit.counts] == [("killed", 9, 9)]
    assert [aggregate.claim for aggregate in find_aggregates(coded)] == [total.id]
    assert find_tellings(make_coded(report, [total], groups=[[total]])) == ()
