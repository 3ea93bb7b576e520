"""Tables on the terminal, of incidents above all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from warmonitor.cli.output import write_line
from warmonitor.records import Incident
from warmonitor.store import IncidentFilter, Store

_COLUMNS = ("when", "what", "killed", "injured", "voices", "reports", "grade", "id")
_NUMBERS = ("killed", "injured", "voices", "reports")
_PIPED_WIDTH = 200  # characters of a line where there is no terminal


def print_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Collection[str] = (), wide: Collection[str] = ()
) -> None:
    """Rows beneath their heads: columns `right` stand to the right, those that are `wide` go on in a second line where it is narrow."""
    table = Table(box=SIMPLE, pad_edge=False)
    for name in heads:
        table.add_column(name, justify="right" if name in right else "left", no_wrap=name not in wide, overflow="fold")
    for row in rows:
        table.add_row(*map(cell_of, row))
    Console(width=None if Console().is_terminal else _PIPED_WIDTH).print(table)


def cell_of(text: str) -> Text:
    """A text for a table: never read as markup, and without control characters, which terminals obey."""
    return Text("".join(character if character.isprintable() else " " for character in text))


def print_incidents(store: Store, wanted: IncidentFilter, limit: int, as_known: str | None = None) -> None:
    """The first incidents of a filter, and how many there are; as they were known at an instant where one is given."""
    found = store.all_incidents(wanted, limit=limit) if as_known is None else store.all_as_known(as_known, wanted)
    first, total = [], 0
    for total, incident in enumerate(found, 1):
        if total <= limit:
            first.append(incident)
    if first:
        print_table(_COLUMNS, map(_cells, first), right=_NUMBERS, wide=("what",))
    if as_known is None:
        total = store.count(wanted)
    write_line(count_of(total, "incident") + (f", the first {len(first):,} shown" if len(first) < total else ""))


def _cells(incident: Incident) -> tuple[str, ...]:
    return (
        _when(incident), incident.title, _toll(incident, "killed"), _toll(incident, "injured"),
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


def count_of(number: int, noun: str) -> str:
    """ "1 incident", "2 incidents"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
