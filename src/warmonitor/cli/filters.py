"""Filters of incidents as options give them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, get_args

from warmonitor.errors import UsageError
from warmonitor.records import Grade, IncidentStatus
from warmonitor.store import IncidentFilter, IncidentSort, read_area

_CHOICES = {"grade": get_args(Grade), "status": get_args(IncidentStatus), "sort": get_args(IncidentSort)}


def read_filter(**options: Any) -> IncidentFilter:
    """The filter of these options; raises UsageError for one that makes no sense."""
    for name, choices in _CHOICES.items():
        value = options.get(name)
        if value is not None and value.lower() not in [choice.lower() for choice in choices]:
            raise UsageError(f"--{name} {value!r}: use one of {', '.join(choices)}")
    for name in ("since", "until"):
        if options.get(name) is not None:
            options[name] = _day(name, options[name])
    if options.get("since") and options.get("until") and options["since"] > options["until"]:
        raise UsageError(f"--since {options['since']} is after --until {options['until']}")
    options["bbox"] = None if options.get("bbox") is None else _box(options["bbox"])
    options["area"] = None if options.get("area") is None else read_area(options["area"])
    options["sort"] = options["sort"].lower()
    return IncidentFilter(**options)


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise UsageError(f"--{name} {value!r} is no date: write it as 2018-09-05") from error


def read_instant(name: str, value: str) -> str:
    """An instant as the record writes it; of a day its end. Raises UsageError."""
    try:
        if len(value) == 10:
            return f"{date.fromisoformat(value).isoformat()}T23:59:59.999Z"
        return datetime.fromisoformat(value.removesuffix("Z")).isoformat(timespec="milliseconds") + "Z"
    except ValueError as error:
        raise UsageError(
            f"--{name} {value!r} is no date: write it as 2018-09-05, or as 2018-09-05T12:00:00Z"
        ) from error


def _box(value: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError as error:
        raise UsageError(f"--bbox {value!r}: write west,south,east,north in degrees, as 35.7,35,37.5,37") from error
    return west, south, east, north
