"""`warmonitor changes`: what became of incidents, for those who follow the record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, get_args

import msgspec
import typer

from warmonitor.cli.filters import read_option
from warmonitor.cli.opening import opened
from warmonitor.cli.options import Layout, StoreUrl
from warmonitor.cli.output import write_line
from warmonitor.cli.tables import count_of, print_table
from warmonitor.store import ChangeRow, Store
from warmonitor.store.reading_changes import ChangeFilter
from warmonitor.store.rows import ChangeKind
from warmonitor.store.written import read_change_filter

_KINDS: tuple[str, ...] = get_args(ChangeKind)
_SHOWN = 50
_HELP = (
    "What became of incidents, in the order in which it was recorded.\n\n"
    "Each step has a number, a kind ("
    + ", ".join(_KINDS)
    + "), what differs, and the report or review that made it. A merged "
    "incident names the one that replaced it. Keep the last number and pass it as --since to read on from there."
)
_EPILOG = """[bold]Examples[/bold]

  [cyan]warmonitor changes --since 2018-09-05[/cyan]

  [cyan]warmonitor changes --since 1234 --kind merged,retracted --format jsonl[/cyan]   deletions after step 1234
"""


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("changes", help=_HELP, epilog=_EPILOG)(changes)


def changes(
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="WHEN", help="After this step's number, or from this day or instant (UTC) on.", show_default=False
        ),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KINDS", help="Only these kinds, by commas.", show_default=False)
    ] = None,
    incident: Annotated[
        str | None, typer.Option("--incident", metavar="ID", help="Of one incident.", show_default=False)
    ] = None,
    format_: Layout = "table",
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", metavar="N", min=1, help=f"At most so many \\[default: {_SHOWN} in a table, else all].", show_default=False
        ),
    ] = None,
    store: StoreUrl = None,
) -> None:  # fmt: skip
    """Print steps of history."""
    wanted = read_option("since", lambda written: read_change_filter(written, kind, incident), since)
    with opened(store, expected=True) as at:
        found = islice(_steps(at, wanted), limit or (_SHOWN if format_ == "table" else None))
        if format_ == "jsonl":
            for step in found:
                write_line(msgspec.json.encode(step).decode())
        else:
            _print(list(found))


def _steps(store: Store, wanted: ChangeFilter) -> Iterator[ChangeRow]:
    """All steps of a filter, a page in memory at a time."""
    after = None
    while True:
        page = store.steps(wanted, limit=500, after=after)
        yield from page.items
        after = page.next
        if after is None:
            return


def _print(steps: list[ChangeRow]) -> None:
    rows = (
        (str(step.number), step.at[:19], step.kind, step.incident_id, _differences(step), step.cause) for step in steps
    )
    if steps:
        print_table(("number", "at", "kind", "incident", "what", "by"), rows, wide=("what", "by"))
    write_line(count_of(len(steps), "step"))


def _differences(step: ChangeRow) -> str:
    if step.replaced_by:
        return f"now {step.replaced_by}"
    if step.kind == "made":
        return (step.changed.get("title") or [None, None])[1] or ""
    told = (f"{name.replace('_', ' ')}: {old or '—'} → {new or '—'}" for name, (old, new) in step.changed.items())
    return "; ".join(told)
