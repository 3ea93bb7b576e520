"""Saved searches over a store: from the parameters that somebody saved to the store's filter, and what is new in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from warmonitor.errors import UsageError
from warmonitor.store import IncidentFilter, read_area

_NAMES = frozenset(one.name for one in fields(IncidentFilter))


def read_query(query: Mapping[str, str]) -> IncidentFilter:
    """The filter of saved parameters; those that are none of a filter's are left out. Raises UsageError for a value that makes no sense."""
    values: dict[str, Any] = {name: value for name, value in query.items() if name in _NAMES and value}
    try:
        if "bbox" in values:
            west, south, east, north = (float(part) for part in values["bbox"].split(","))
            values["bbox"] = (west, south, east, north)
        if "min_voices" in values:
            values["min_voices"] = int(values["min_voices"])
    except ValueError as error:
        raise UsageError("the saved search holds a number that is none: save it anew") from error
    if "area" in values:
        values["area"] = read_area(values["area"])
    return IncidentFilter(**values)
