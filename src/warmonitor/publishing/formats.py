"""The formats of publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from warmonitor.errors import UsageError
from warmonitor.publishing.cap import write_alerts
from warmonitor.publishing.geojson import write_geojson
from warmonitor.publishing.lines import write_lines
from warmonitor.publishing.table import write_csv
from warmonitor.records import Incident

Write = Callable[[Iterable[Incident]], Iterator[str]]


@dataclass(frozen=True)
class Format:
    """A format: what it is for, in a sentence, its media type, and how incidents become pieces of its text."""

    name: str
    purpose: str
    media_type: str
    write: Write


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("csv", "a table for spreadsheets and statistics, an incident a row", "text/csv", write_csv),
        Format("jsonl", "the whole record, an incident a line", "application/jsonl", write_lines),
        Format(
            "geojson", "a map layer, an incident a point with its uncertainty", "application/geo+json", write_geojson
        ),
        Format(
            "cap", "alerts in CAP 1.2, an Atom feed with an alert an incident", "application/atom+xml", write_alerts
        ),
    )
}


def find_format(name: str, *, beside: Sequence[str] = ()) -> Format:
    """The format of this name; raises UsageError naming those there are, and those that the caller has beside them."""
    found = FORMATS.get(name.lower())
    if found is None:
        raise UsageError(f"there is no format {name!r}: use one of {', '.join((*beside, *FORMATS))}")
    return found
