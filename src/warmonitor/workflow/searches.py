"""Saved searches over a store: from the parameters that somebody saved to the store's filter, and what is new in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from warmonitor import clock
from warmonitor.errors import UsageError
from warmonitor.store import IncidentFilter, read_area
from warmonitor.store.written import read_box

LAST_DAYS = (
    "last_days"  # the parameter for days that move along: what happened today and on so many days before, less one
)
MOST_DAYS = 3660
_NAMES = frozenset(one.name for one in fields(IncidentFilter))


def fix_days(query: Mapping[str, str], today: date | None = None) -> dict[str, str]:
    """The parameters of a saved search with the days that it means as of a day (today, by UTC). Raises UsageError."""
    fixed = {name: value for name, value in query.items() if name != LAST_DAYS}
    if LAST_DAYS in query:
        try:
            number = int(query[LAST_DAYS])
        except ValueError:
            number = 0
        if not 1 <= number <= MOST_DAYS:
            raise UsageError(f"the saved search has days that are none: save it anew, with 1 to {MOST_DAYS} days")
        fixed["since"] = ((today or clock.today()) - timedelta(days=number - 1)).isoformat()
    return fixed


def read_query(query: Mapping[str, str], today: date | None = None) -> IncidentFilter:
    """The filter of saved parameters as of a day; those that are none of a filter's are left out. Raises UsageError for a value that makes no sense."""
    values: dict[str, Any] = {name: value for name, value in fix_days(query, today).items() if name in _NAMES and value}
    if "bbox" in values:
        values["bbox"] = read_box(values["bbox"])
    try:
        if "min_voices" in values:
            values["min_voices"] = int(values["min_voices"])
    except ValueError as error:
        raise UsageError("the saved search holds a number that is none: save it anew") from error
    if "area" in values:
        values["area"] = read_area(values["area"])
    return IncidentFilter(**values)
