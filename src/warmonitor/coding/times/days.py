"""Calendar arithmetic over TIMEX3 values: the days a value spans, and values moved by a number of units."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache

from warmonitor.knowledge.tables import entries

Days = tuple[date, date]

_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_SHAPES = [
    ("day", re.compile(r"(\d{4})-(\d\d)-(\d\d)")),
    ("month", re.compile(r"(\d{4})-(\d\d)")),
    ("weekend", re.compile(r"(\d{4})-W(\d\d)-WE")),
    ("week", re.compile(r"(\d{4})-W(\d\d)")),
    ("quarter", re.compile(r"(\d{4})-Q([1-4])")),
    ("half", re.compile(r"(\d{4})-H([12])")),
    ("season", re.compile(r"(\d{4})-(SP|SU|FA|WI)")),
    ("year", re.compile(r"(\d{4})")),
    ("decade", re.compile(r"(\d{3})")),
    ("century", re.compile(r"(\d\d)")),
]
_FRACTIONS = {"START": (0, 2), "MID": (2, 4), "END": (4, 6), "FIRST": (0, 3), "SECOND": (3, 6)}  # sixths of a period


def day_of(text: str | None) -> date | None:
    """The day of an ISO date, None for none."""
    return date.fromisoformat(text) if text else None


def shape_of(value: str) -> str:
    """The unit that a value without holes is written in ("day", "quarter", …), "" where it has no calendar place."""
    day = value.split("T")[0] if not value.startswith("P") else "-"
    return next((name for name, shape in _SHAPES if shape.fullmatch(day)), "")


def days_of(value: str) -> Days | None:
    """First and last day of a TIMEX3 value; None for durations, sets, references and values with holes."""
    if value.startswith("P"):
        return None
    value = value.split("T")[0]
    for name, shape in _SHAPES:
        found = shape.fullmatch(value)
        if found:
            try:
                return _span(name, found.groups())
            except ValueError:
                return None
    return None


def _span(name: str, parts: tuple[str, ...]) -> Days | None:
    year = int(parts[0])
    if name == "decade":
        return date(year * 10, 1, 1), date(year * 10 + 9, 12, 31)
    if name == "century":
        return date(max(year * 100, 1), 1, 1), date(year * 100 + 99, 12, 31)
    if name == "year":
        return date(year, 1, 1), date(year, 12, 31)
    if name == "day":
        day = date(year, int(parts[1]), int(parts[2]))
        return day, day
    if name == "month":
        return months(year, int(parts[1]), 1)
    if name == "quarter":
        return months(year, 3 * int(parts[1]) - 2, 3)
    if name == "half":
        return months(year, 6 * int(parts[1]) - 5, 6)
    if name == "season":
        first, last = _SEASONS[parts[1]]
        return months(year, first, last - first + 1)
    monday = date.fromisocalendar(year, int(parts[1]), 1)
    return (monday + timedelta(5), monday + timedelta(6)) if name == "weekend" else (monday, monday + timedelta(6))


def months(year: int, month: int, count: int) -> Days:
    """The days of `count` months from that one on."""
    last_year, last_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def narrowed(days: Days, mod: str, anchor: date | None) -> Days:
    """The part of a period that "early", "mid", "late", "earlier" or "later" leaves of it."""
    first, last = days
    if mod in _FRACTIONS and (last - first).days >= 2:
        length = (last - first).days + 1
        low, high = _FRACTIONS[mod]
        return first + timedelta(length * low // 6), first + timedelta(-(-length * high // 6) - 1)
    if anchor is not None and first <= anchor <= last:
        if mod == "BEFORE":
            return first, anchor
        if mod == "AFTER":
            return anchor, last
    return days


def moved(day: date, count: int, unit: str) -> date | None:
    """The day `count` units (D W F M Q Y E C) later; the month's last day where it has no such day; None out of range."""
    if unit in ("D", "W", "F", "WE"):
        try:
            return day + timedelta(count * {"D": 1, "W": 7, "F": 14, "WE": 7}[unit])
        except OverflowError:
            return None
    steps = count * {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit]
    total = day.year * 12 + day.month - 1 + steps
    year, month = divmod(total, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def value_in(day: date, unit: str) -> str:
    """The value of the unit (D W WE M Q H Y E C or a season's code) that holds the day."""
    if unit == "D":
        return day.isoformat()
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}" + ("-WE" if unit == "WE" else "")
    return {
        "M": f"{day.year:04}-{day.month:02}", "Q": f"{day.year:04}-Q{(day.month + 2) // 3}", "H": f"{day.year:04}-H{(day.month + 5) // 6}",
        "Y": f"{day.year:04}", "E": f"{day.year // 10:03}", "C": f"{day.year // 100:02}",
    }[unit]  # fmt: skip


def common(one: str, other: str) -> str:
    """What two values of one form share, the rest as X; "" where their forms differ."""
    if one == other:
        return one
    if len(one) != len(other):
        return ""
    if "T" in one and one.split("T")[1:] == other.split("T")[1:] and not one.startswith("P"):
        return f"{common(one.split('T')[0], other.split('T')[0])}T{one.split('T')[1]}"
    cut = next(i for i in range(len(one)) if one[i] != other[i])
    if one[4:] == other[4:]:
        return one[:cut] + "X" * (4 - cut) + one[4:]
    return one[:cut] + re.sub(r"\d", "X", one[cut:])


@cache
def _spelled() -> dict[str, int]:
    """What a word for a number below a hundred, or an article, stands for."""
    return {**entries("numbers")["units"], "a": 1, "an": 1}


def number_of(words: str) -> float | None:
    """The number that figures or words stand for: "24", "2 1/2", "twenty - four", "two and a half", "half an"."""
    if words in ("half a", "half an", "a half", "an half", "1/2"):
        return 0.5
    total, current, seen, fraction = 0.0, 0.0, False, 0.0
    words = words.replace(",", "").replace(" - ", " ").replace("-", " ")
    for tail, part in (
        (" and a half", 0.5),
        (" and one half", 0.5),
        (" 1/2", 0.5),
        (" a half", 0.5),
        (" 1/4", 0.25),
        (" 3/4", 0.75),
    ):
        if words.endswith(tail):
            words, fraction = words[: -len(tail)], part
            break
    spelled = _spelled()
    for word in words.split():
        if re.fullmatch(r"\d+(?:\.\d+)?", word):
            current, seen = current + float(word), True
        elif word in spelled:
            current, seen = current + spelled[word], True
        elif word == "hundred":
            current, seen = max(current, 1) * 100, True
        elif word in ("thousand", "million"):
            total, current, seen = total + max(current, 1) * (1000 if word == "thousand" else 1_000_000), 0.0, True
        elif word != "and":
            return None
    number = total + current + fraction
    return number if seen and number < 1e9 else None


def year_of(words: str) -> int | None:
    """A year in figures or words: "1998", "nineteen ninety - seven", "two thousand six"."""
    if words.isdigit():
        return int(words)
    parts = words.replace(" - ", " ").replace("-", " ").replace("hundred", "").replace(" and ", " ").split()
    if parts and parts[0] in ("seventeen", "eighteen", "nineteen", "twenty") and len(parts) > 1:
        rest = number_of(" ".join(part for part in parts[1:] if part not in ("oh", "o")))
        return None if rest is None or rest > 99 or rest < 1 else _spelled()[parts[0]] * 100 + int(rest)
    if parts[:2] == ["two", "thousand"]:
        rest = number_of(" ".join(parts[2:])) if parts[2:] else 0
        return None if rest is None or rest > 99 else 2000 + int(rest)
    return None


def full_year(two: int, anchor: date | None) -> int:
    """The year of two figures nearest to the anchor, within 1930-2029 where there is none."""
    if anchor is None:
        return 1900 + two if two >= 30 else 2000 + two
    century = anchor.year // 100 * 100
    return min((century + shift + two for shift in (-100, 0, 100)), key=lambda year: abs(year - anchor.year))
