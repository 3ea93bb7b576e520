"""How precise a place and a time are, in the codes of UCDP GED and ACLED (precision.tsv)."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge import tables
from warmonitor.records import EventPlace, EventTime, Record


class PrecisionCodes(Record, frozen=True):
    """UCDP's where_prec (1 to 7) or date_prec (1 to 5) and ACLED's geo_precision or time_precision (1 to 3); None where there is none."""

    ucdp: int | None = None
    acled: int | None = None


@cache
def _table(extra: Path | None) -> dict[tuple[str, str], PrecisionCodes]:
    found = {}
    for row in tables.rows("precision", extra):
        if not all(code == "" or code.isdigit() for code in (row["ucdp"], row["acled"])):
            raise KnowledgeError(f"precision.tsv, {row['of']} {row['precision']}: a code that is no number")
        found[row["of"], row["precision"]] = PrecisionCodes(
            int(row["ucdp"]) if row["ucdp"] else None, int(row["acled"]) if row["acled"] else None
        )
    return found


def place_precision(place: EventPlace | None, extra: Path | None = None) -> PrecisionCodes:
    """The codes of an event's main place; a place along a line is one, whatever the line's own precision."""
    if place is None:
        return PrecisionCodes()
    return _table(extra)[
        "place", "line" if place.relation == "along" and place.precision != "country" else place.precision
    ]


def time_precision(time: EventTime, extra: Path | None = None) -> PrecisionCodes:
    """The codes of an event's time; two to six days have a code of their own."""
    if time.earliest and time.latest and time.precision in ("week", "day"):
        days = (date.fromisoformat(time.latest) - date.fromisoformat(time.earliest)).days + 1
        if 1 < days < 7:
            return _table(extra)["time", "days"]
    return _table(extra)["time", time.precision]
