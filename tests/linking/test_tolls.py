"""Ranges of numbers."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from factories import make_claim, make_count, make_report
from warmonitor.linking.tolls import measure_tolls
from warmonitor.linking.voices import Told
from warmonitor.records import Toll


def told(
    words: str,
    voice: str,
    day: str,
    *,
    low: int | None = None,
    high: int | None = None,
    denies: bool = False,
    number: int = 0,
) -> Told:
    report = make_report(f"An air raid killed {words}.", source=voice, published=day, id=f"{voice} {day} {number}")
    claim = make_claim(
        report,
        "raid",
        id=f"{voice} {day} {words}{number or ''}",
        counts=[make_count(report, words, low=low, high=high)],
    )
    return Told(claim, report.id, voice, day, denies=denies)


def toll(*claims: Told) -> Toll:
    (found,) = measure_tolls(claims)
    return found


def test_rival_figures_stay_a_range() -> None:
    found = toll(
        told("5 people", "A", "2018-09-04"),
        told("9 people", "B", "2018-09-04"),
        told("7 people", "C", "2018-09-04"),
        told("7 people", "D", "2018-09-04"),
    )
    assert (found.low, found.best, found.high, found.conservative) == (5, 7, 9, 5)


def test_a_rising_toll_is_no_range_of_its_voice() -> None:
    found = toll(
        told("3 people", "A", "2018-09-04"), told("12 people", "A", "2018-09-06"), told("7 people", "A", "2018-09-05")
    )
    assert (found.low, found.best, found.high) == (12, 12, 12)
    assert found.conservative == 3
    assert found.claims == ("A 2018-09-04 3 people", "A 2018-09-05 7 people", "A 2018-09-06 12 people")


def test_of_one_report_the_largest_figure_counts() -> None:
    assert toll(told("9 people", "A", "2018-09-04"), told("2 people", "A", "2018-09-04")).best == 9


def test_at_least_is_open_above() -> None:
    assert toll(told("at least 5", "A", "2018-09-04", low=5)).high is None


def test_up_to_is_no_figure_of_its_own() -> None:
    found = toll(told("up to 8", "A", "2018-09-04", low=1, high=8))
    assert (found.low, found.high, found.conservative) == (1, 8, 1)


def test_vague_words_are_read_as_acled_reads_them() -> None:
    assert toll(told("dozens of people", "A", "2018-09-04", low=24, high=99)).conservative == 12
    assert toll(told("hundreds", "A", "2018-09-04", low=200, high=999)).conservative == 100


def test_numbers_beside_vague_words_are_numbers() -> None:
    assert toll(told("30 of several wounded", "A", "2018-09-04", low=30, high=30)).conservative == 30


FIGURES = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 50), st.sampled_from("ABC"), st.integers(1, 9), st.booleans()),
    min_size=1,
    max_size=6,
)


@given(FIGURES)
def test_low_never_exceeds_best_nor_best_high(figures: list[tuple[int, int, str, int, bool]]) -> None:
    claims = [
        told(
            f"{low} and {more}", voice, f"2018-09-0{day}", low=low, high=None if is_open else low + more, number=number
        )
        for number, (low, more, voice, day, is_open) in enumerate(figures)
    ]
    found = toll(*claims)
    assert found.low is not None and found.best is not None
    assert found.low <= found.best
    assert found.high is None or found.best <= found.high
    assert toll(*reversed(claims)) == found


@given(FIGURES, st.integers(0, 10_000))
def test_a_denial_never_raises_a_toll(figures: list[tuple[int, int, str, int, bool]], denied: int) -> None:
    claims = [told(f"{low} people", voice, f"2018-09-0{day}", low=low, high=low) for low, _, voice, day, _ in figures]
    denial = told(f"{denied} people", "Z", "2018-09-09", low=denied, high=denied, denies=True)
    assert measure_tolls([*claims, denial]) == measure_tolls(claims)


def of_several(text: str, counts: list[tuple[str, str | None, int, bool]]) -> tuple[Toll, ...]:
    """The tolls of one claim that tells several numbers: words, whom, how many, and whether they are part of another."""
    report = make_report(text, source="A", published="2024-03-04")
    told = [
        msgspec.structs.replace(make_count(report, words, who=who, low=low, high=low), part=part)
        for words, who, low, part in counts
    ]
    claim = make_claim(report, "raid", counts=told)
    return measure_tolls([Told(claim, report.id, "A", "2024-03-04")])


def test_words_tell_what_a_group_is_part_of() -> None:
    found = of_several(
        "A raid killed 12 policemen, three of them women.",
        [("12 policemen", "police", 12, False), ("three", "women", 3, True)],
    )
    assert {each.who: each.part_of for each in found} == {"police": None, "women": "police"}


def test_a_part_is_no_figure_of_its_whole() -> None:
    (found,) = of_several(
        "Two more died of the raid, bringing the toll to 19.", [("Two more", None, 2, True), ("19", None, 19, False)]
    )
    assert (found.low, found.best, found.high, found.conservative) == (19, 19, 19, 19)
