"""Krippendorff's alpha, against the examples that he published."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warmonitor.reviewing.agreement import Metric, alpha

# K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011: examples A, B, and C with four observers and missing values.
BINARY = ["0100000010", "1110010000"]
NOMINAL = ["aabbdcccedda", "babbbcccedd" + "d"]
MISSING = ["123321412...", "1233224125.3", ".33323422 51.".replace(" ", ""), "1233244125" + "1."]


def units(observers: list[str]) -> list[list[object]]:
    return [
        [int(value) if value.isdigit() else value for value in values if value != "."]
        for values in zip(*observers, strict=True)
    ]


@pytest.mark.parametrize(
    ("observers", "metric", "published"),
    [
        (BINARY, "nominal", 0.095),
        (NOMINAL, "nominal", 0.692),
        (MISSING, "nominal", 0.743),
        (MISSING, "interval", 0.849),
    ],
)
def test_the_published_examples(observers: list[str], metric: Metric, published: float) -> None:
    assert alpha(units(observers), metric) == pytest.approx(published, abs=0.0006)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([[1, 1], [2, 2]], 1.0),  # they agree
        ([[1], [2]], None),  # nobody to agree with
        ([[1, 1], [1, 1]], None),  # nothing varies
        ([], None),
        ([[1, 2], [2, 1]], -0.5),  # worse than chance
    ],
)
def test_edges(values: list[list[int]], expected: float | None) -> None:
    assert alpha(values) == expected


@settings(max_examples=40)
@given(st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=4), max_size=20), st.randoms(use_true_random=False))
def test_neither_the_order_of_units_nor_of_people_matters(values: list[list[int]], order: object) -> None:
    shuffled = [order.sample(unit, len(unit)) for unit in values]  # type: ignore[attr-defined]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    for metric in ("nominal", "interval"):
        expected = alpha(values, metric)  # type: ignore[arg-type]
        assert alpha(shuffled, metric) == (None if expected is None else pytest.approx(expected))  # type: ignore[arg-type]
        assert expected is None or expected <= 1
