"""Precision in the codes of UCDP and ACLED: a row with its one-line reason."""

from __future__ import annotations

import pytest

from warmonitor.knowledge.precision import place_precision, time_precision
from warmonitor.records import EventPlace, EventTime

PLACES = [
    ("exact", "in", 1, 1, "a town"),
    ("near", "near", 2, 2, "near a town"),
    ("admin2", "in", 3, 2, "a district"),
    ("admin1", "in", 4, 3, "a province"),
    ("admin1", "along", 5, 3, "a line"),
    ("country", "in", 6, None, "ACLED records no country"),
    ("unknown", "in", None, None, "nothing is known"),
]
TIMES = [
    ("day", "2018-09-04", "2018-09-04", 1, 1, "a day"),
    ("week", "2018-09-04", "2018-09-06", 2, 2, "three days"),
    ("week", "2018-09-03", "2018-09-09", 3, 2, "a week"),
    ("month", "2018-09-01", "2018-09-30", 4, 3, "a month"),
    ("open", None, "2018-09-30", 5, None, "an open end"),
    ("unknown", None, None, None, None, "nothing is known"),
]


@pytest.mark.parametrize(("precision", "relation", "ucdp", "acled", "why"), PLACES)
def test_places(precision: str, relation: str, ucdp: int | None, acled: int | None, why: str) -> None:
    codes = place_precision(EventPlace(0, 1, "x", relation=relation, precision=precision))  # type: ignore[arg-type]
    assert (codes.ucdp, codes.acled) == (ucdp, acled), why


@pytest.mark.parametrize(("precision", "earliest", "latest", "ucdp", "acled", "why"), TIMES)
def test_times(
    precision: str, earliest: str | None, latest: str | None, ucdp: int | None, acled: int | None, why: str
) -> None:
    codes = time_precision(EventTime(earliest=earliest, latest=latest, precision=precision))  # type: ignore[arg-type]
    assert (codes.ucdp, codes.acled) == (ucdp, acled), why


def test_no_place_has_no_codes() -> None:
    assert place_precision(None).ucdp is None
