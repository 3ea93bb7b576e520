"""Publication dates as they are given."""

from __future__ import annotations

import pytest

from warmonitor.errors import UsageError
from warmonitor.reading.dates import parse_published, with_evidence

ROWS = [
    ("2018-09-05", "2018-09-05", "2018-09-05", "a day"),
    (" 2018-09-05 ", "2018-09-05", "2018-09-05", "with space around"),
    ("2018-09-05T23:30:00+03:00", "2018-09-05", "2018-09-05", "an instant is on the day of its own zone"),
    ("2018-09-05T10:00:00Z", "2018-09-05", "2018-09-05", "in UTC"),
    ("2018-09-05 10:00", "2018-09-05", "2018-09-05", "with a space"),
    ("20180905", "2018-09-05", "2018-09-05", "the basic form"),
    ("2018-02", "2018-02-01", "2018-02-28", "a month"),
    ("2018", "2018-01-01", "2018-12-31", "a year"),
    ("2018-09-04/2018-09-05", "2018-09-04", "2018-09-05", "an interval"),
]


@pytest.mark.parametrize(("value", "earliest", "latest", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_dates(value: str, earliest: str, latest: str, reason: str) -> None:
    found = parse_published(value)
    assert (found.earliest, found.latest, found.basis) == (earliest, latest, "given")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "2018-13-01",
        "2018-02-30",
        "05/09/2018",
        "2018-09-05T99:00",
        "2018-09-05/2018-09-04",
        "2018-00",
        "0000",
        "0001-01-01T00:00:00Z",  # what programs write where they know no day
        "9999-12-31",
    ],
)
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(UsageError):
        parse_published(value)


@pytest.mark.parametrize(
    "written", ["September 4, 2018", "4 Sept. 2018", "4th of September 2018", "2018-09-04", "04.09.2018", "Sep 4 2018"]
)
def test_evidence_quotes_the_date(written: str) -> None:
    text = f"Posted {written} at noon"
    found = with_evidence(parse_published("2018-09-04"), text, "stated")
    assert [(span.text, text[span.start : span.end]) for span in found.evidence] == [(written, written)]


@pytest.mark.parametrize("written", ["14 September 2018", "4 September 20180", "September 4", "2018-09-041"])
def test_other_dates_are_no_evidence(written: str) -> None:
    assert with_evidence(parse_published("2018-09-04"), written, "stated").evidence == ()
