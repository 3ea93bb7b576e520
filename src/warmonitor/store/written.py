"""Values of filters as people and programs write them: days, instants, boxes. Each raises UsageError that says how it is written."""

from __future__ import annotations

import math
from datetime import date, datetime

from warmonitor.errors import UsageError
from warmonitor.store.reading_changes import ChangeFilter

Box = tuple[float, float, float, float]


def read_day(written: str) -> str:
    """A day as the record writes it."""
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise UsageError(f"{written!r} is no date: write it as 2018-09-05") from None


def read_instant(written: str) -> str:
    """An instant as the record writes it; of a day its end."""
    try:
        if len(written) == 10:
            return f"{date.fromisoformat(written).isoformat()}T23:59:59.999Z"
        return datetime.fromisoformat(written.removesuffix("Z")).isoformat(timespec="milliseconds") + "Z"
    except ValueError:
        raise UsageError(f"{written!r} is no date: write it as 2018-09-05, or as 2018-09-05T12:00:00Z") from None


def read_box(written: str) -> Box:
    """Four sides in degrees, within whatever bounds."""
    try:
        west, south, east, north = (float(part) for part in written.split(","))
    except ValueError:
        west = south = east = north = math.nan
    if not all(map(math.isfinite, (west, south, east, north))):
        raise UsageError(f"{written!r} is no box: write west,south,east,north in degrees, as 35.7,35,37.5,37")
    return west, south, east, north


def read_change_filter(since: str | None, kinds: str | None, incident: str | None) -> ChangeFilter:
    """Which steps of history: after a step's number or from a day or instant on, of kinds (by commas), of an incident."""
    some = tuple(part.strip().lower() for part in kinds.split(",")) if kinds else ()
    if since is None:
        return ChangeFilter(incident, some)
    if since.isdigit() and len(since) < 19:
        return ChangeFilter(incident, some, after_number=int(since))
    try:
        begun = read_day(since) if len(since) == 10 else read_instant(since)
    except UsageError:
        forms = "1234, 2018-09-05 or 2018-09-05T12:00:00Z"
        raise UsageError(f"{since!r} is no step's number and no date: write it as {forms}") from None
    return ChangeFilter(incident, some, since=begun)
