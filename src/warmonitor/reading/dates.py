"""Publication dates as they are given: ISO dates, datetimes, months, years and intervals, to the day."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from warmonitor.errors import UsageError
from warmonitor.records import Evidence, Published

_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?\Z")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ISO_START = re.compile(r"\d{4}-\d{2}-\d{2}(?=[T ]\d)")


_FIRST_YEAR, _AFTER_YEARS = 1000, 9000  # programs write 0001-01-01 and 9999-12-31 where they know no day


def parse_published(value: str) -> Published:
    """When a report was published: "2018-09-05", "2018-09-05T10:00Z", "2018-09", "2018", "2018-09-04/2018-09-05".

    Raises UsageError where the value is no such date. The day is that of the value's own time zone.
    """
    first, slash, last = value.strip().partition("/")
    earliest, latest = _days(first, value)
    if slash:
        latest = _days(last, value)[1]
    if latest < earliest:
        raise UsageError(f"{value!r} ends before it begins")
    if not _FIRST_YEAR <= earliest.year <= latest.year < _AFTER_YEARS:
        raise UsageError(f"{value!r} is no day on which a report was published: leave it out where it is unknown")
    return Published(earliest.isoformat(), latest.isoformat(), "given")


def _days(value: str, whole: str) -> tuple[date, date]:
    value = value.strip()
    try:
        if found := _MONTH.match(value):
            year, month = int(found.group(1)), found.group(2)
            first, last = (int(month), int(month)) if month else (1, 12)
            return date(year, first, 1), date(year, last, monthrange(year, last)[1])
        if len(value) <= 10:
            day = date.fromisoformat(value)
        elif _ISO_START.match(value):
            datetime.fromisoformat(value)
            day = date.fromisoformat(value[:10])
        else:
            day = datetime.fromisoformat(value).date()
    except ValueError as error:
        raise UsageError(f"{whole!r} is no date: write it as 2018-09-05") from error
    return day, day


def with_evidence(published: Published, text: str, why: str) -> Published:
    """The same date with the characters of the text that show it, where one way of writing it stands there."""
    if published.earliest is None or published.earliest != published.latest:
        return published
    found = _spellings(date.fromisoformat(published.earliest)).search(text)
    if found is None:
        return published
    evidence = Evidence(found.start(), found.end(), found.group(), why)
    return Published(published.earliest, published.latest, published.basis, (evidence,))


def _spellings(day: date) -> re.Pattern[str]:
    """The usual ways of writing a day: "September 4, 2018", "4 Sept 2018", "2018-09-04", "04.09.2018"."""
    name = _MONTHS[day.month - 1]
    month = f"(?:{name}|{name[:3]}{'t?' if day.month == 9 else ''}\\.?)"
    d, y, m = f"0?{day.day}", day.year, f"0?{day.month}"
    ways = (
        rf"{month}\s{d}(?:st|nd|rd|th)?,?\s{y}", rf"{d}(?:st|nd|rd|th)?\s(?:of\s)?{month},?\s{y}", rf"{y}[-/.]{m}[-/.]{d}",
        rf"{d}\.{m}\.{y}", rf"{d}/{m}/{y}", rf"{m}/{d}/{y}",
    )  # fmt: skip
    return re.compile(rf"(?<!\d)(?:{'|'.join(ways)})(?!\d)", re.IGNORECASE)
