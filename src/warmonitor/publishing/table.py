"""CSV: an incident a row. Ranges keep both ends; an empty cell is unknown, or open where the other end is given.

Lists are joined with ";". A cell that a spreadsheet would run as a formula gets an apostrophe before it (OWASP's rule).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from warmonitor.knowledge.precision import place_precision, time_precision
from warmonitor.records import EventPlace, EventTime, Incident, Party, Toll

_RUNS = ("=", "+", "-", "@", "\t", "\r")
_TOLLS = ("killed", "injured", "displaced", "detained", "missing")
_ENDS = ("low", "best", "high", "conservative")

COLUMNS = (
    "id", "title", "type", "mode", "earliest", "latest", "time_precision", "time_basis", "place", "place_id", "country", "latitude", "longitude",
    "radius_km", "place_precision", "pcode", "ucdp_where_prec", "ucdp_date_prec", "acled_geo_precision", "acled_time_precision", "other_places", "actors", "actor_ids", "recipients", "recipient_ids", "weapons",
    *(f"{of}_{end}" for of in _TOLLS for end in _ENDS), "other_counts",
    "voices", "independent_voices", "reports", "report_ids", "claims", "grade", "grade_reasons", "status", "first_reported_at", "changed_at", "confidence",
)  # fmt: skip


def write_csv(incidents: Iterable[Incident]) -> Iterator[str]:
    """A header and a row an incident, ended as RFC 4180 has it."""
    yield _line(COLUMNS)
    for incident in incidents:
        cells = _cells(incident)
        yield _line([_plain(cells.get(column)) for column in COLUMNS])


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def _plain(value: object) -> str:
    """A cell's text: numbers as they are, everything else safe from being run."""
    if value is None:
        return ""
    text = str(value).replace("\x00", "")
    return f"'{text}" if isinstance(value, str) and text.startswith(_RUNS) else text


def _cells(incident: Incident) -> dict[str, object]:
    where, others = _split_places(incident.places)
    return {
        "id": incident.id, "title": incident.title, "type": incident.type, "mode": incident.mode,
        "earliest": incident.time.earliest, "latest": incident.time.latest, "time_precision": incident.time.precision, "time_basis": incident.time.basis,
        **_place_cells(where), **_precision_cells(where, incident.time), "other_places": _joined(place.name or place.text for place in others),
        "actors": _names(incident.actors), "actor_ids": _ids(incident.actors),
        "recipients": _names(incident.recipients), "recipient_ids": _ids(incident.recipients),
        "weapons": _joined(weapon.text for weapon in incident.weapons), **_toll_cells(incident.counts),
        "voices": _joined(incident.voices), "independent_voices": incident.independent_voices,
        "reports": len(incident.reports), "report_ids": _joined(incident.reports), "claims": len(incident.claims),
        "grade": incident.grade, "grade_reasons": _joined(incident.grade_reasons), "status": incident.status,
        "first_reported_at": incident.first_reported_at, "changed_at": incident.changed_at, "confidence": incident.confidence,
    }  # fmt: skip


def _split_places(places: Sequence[EventPlace]) -> tuple[EventPlace | None, list[EventPlace]]:
    where = next((place for place in places if place.relation not in ("toward", "from")), None)
    return where, [place for place in places if place is not where]


def _place_cells(place: EventPlace | None) -> dict[str, object]:
    if place is None:
        return {}
    return {
        "place": place.name or place.text, "place_id": place.id, "country": place.country, "latitude": place.latitude,
        "longitude": place.longitude, "radius_km": place.radius_km, "place_precision": place.precision, "pcode": place.pcode,
    }  # fmt: skip


def _precision_cells(place: EventPlace | None, time: EventTime) -> dict[str, object]:
    where, when = place_precision(place), time_precision(time)
    return {
        "ucdp_where_prec": where.ucdp, "ucdp_date_prec": when.ucdp, "acled_geo_precision": where.acled, "acled_time_precision": when.acled,
    }  # fmt: skip


def _toll_cells(counts: Sequence[Toll]) -> dict[str, object]:
    """The largest group of each kind of toll; other groups and kinds in words."""
    cells: dict[str, object] = {}
    others = []
    for toll in sorted(counts, key=lambda toll: (toll.who is not None, -(toll.best or 0))):
        if toll.of in _TOLLS and f"{toll.of}_best" not in cells:
            cells |= {f"{toll.of}_{end}": getattr(toll, end) for end in _ENDS}
            if toll.who is None:
                continue
        others.append(f"{toll.of}{f' {toll.who}' if toll.who else ''}: {_range(toll)}")
    return {**cells, "other_counts": _joined(others) or None}


def _range(toll: Toll) -> str:
    if toll.high is None:
        return f"{toll.low} or more"
    return str(toll.low) if toll.low == toll.high else f"{toll.low}–{toll.high}"


def _names(parties: Sequence[Party]) -> str:
    return _joined(party.name or party.text for party in parties)


def _ids(parties: Sequence[Party]) -> str:
    return _joined(party.id for party in parties if party.id)


def _joined(parts: Iterable[str]) -> str:
    return ";".join(" ".join(part.split()).replace(";", ",") for part in parts)
