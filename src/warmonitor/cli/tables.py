"""Incidents as a table on the terminal."""

from __future__ import annotations

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from warmonitor.records import Incident
from warmonitor.store import IncidentFilter, Store

_COLUMNS = ("when", "what", "killed", "injured", "voices", "reports", "grade", "id")


def print_incidents(store: Store, wanted: IncidentFilter, limit: int, as_known: str | None = None) -> None:
    """The first incidents of a filter, and how many there are; as they were known at an instant where one is given."""
    console = Console(width=None if Console().is_terminal else 140)
    table = Table(box=SIMPLE, pad_edge=False)
    for name in _COLUMNS:
        right = name in ("killed", "injured", "voices", "reports")
        table.add_column(
            name,
            justify="right" if right else "left",
            no_wrap=name != "what",
            overflow="fold",
            ratio=1 if name == "what" else None,
        )
    total = 0
    found = store.all_incidents(wanted, limit=limit) if as_known is None else store.all_as_known(as_known, wanted)
    for total, incident in enumerate(found, 1):
        if total <= limit:
            table.add_row(*(Text(cell) for cell in _cells(incident)))
    shown = min(total, limit)
    if shown:
        console.print(table)
    if as_known is None:
        total = store.count(wanted)
    console.print(
        count_of(total, "incident") + (f", the first {shown:,} shown" if shown < total else ""), highlight=False
    )


def _cells(incident: Incident) -> tuple[str, ...]:
    return (
        _when(incident), _printable(incident.title), _toll(incident, "killed"), _toll(incident, "injured"),
        str(incident.independent_voices), str(len(incident.reports)), incident.grade, incident.id,
    )  # fmt: skip


def _when(incident: Incident) -> str:
    first, last = incident.time.earliest, incident.time.latest
    if first == last:
        return first or "unknown"
    return f"{first or '…'}–{last or '…'}"


def _toll(incident: Incident, of: str) -> str:
    """The range of the widest group."""
    tolls = [toll for toll in incident.counts if toll.of == of and toll.low is not None]
    if not tolls:
        return ""
    toll = max(tolls, key=lambda toll: (toll.who is None, toll.best or 0))
    if toll.high is None:
        return f"{toll.low}+"
    return str(toll.low) if toll.low == toll.high else f"{toll.low}–{toll.high}"


def _printable(text: str) -> str:
    """The text without control characters, which terminals obey."""
    return "".join(character if character.isprintable() else " " for character in text)


def count_of(number: int, noun: str) -> str:
    """ "1 incident", "2 incidents"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
