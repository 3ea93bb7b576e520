"""`warmonitor explain`: why each value of a report's claims is what it is."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from warmonitor.cli.options import Layout, PublishedOn, refuse_missing
from warmonitor.cli.output import say_unread, write_line
from warmonitor.cli.tables import cell_of
from warmonitor.errors import ReadError
from warmonitor.reading import Given, parse_published, read_path
from warmonitor.records import CodedReport, Reason
from warmonitor.settings import read_settings
from warmonitor.workflow.coder import Coder

_EPILOG = """[bold]Examples[/bold]

What the coder made of a story, claim by claim, and what it refused:

  [cyan]warmonitor explain story.txt --published 2018-09-05[/cyan]

The same as data, a reason a line:

  [cyan]warmonitor explain story.txt --format jsonl | jq 'select(.field == "refused")'[/cyan]
"""
_HELP = (
    "Explain a report's record: for each claim, which words and which rule or table row gave each value, and what was refused and why.\n\n"
    "No store is touched. Tables are named as they stand in the program's knowledge folder, where a project can add its own rows."
)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("explain", help=_HELP, epilog=_EPILOG)(explain)


def explain(
    path: Annotated[
        str,
        typer.Argument(
            metavar="REPORT", help="A text, HTML, JSON Lines or WARC file, or - for standard input.", show_default=False
        ),
    ],
    published: PublishedOn = None,
    format_: Layout = "table",
) -> None:
    """Explain the reports of the path, in order."""
    refuse_missing([path])
    given = Given(parse_published(published) if published else None, None)
    coder = Coder(read_settings())
    refused = 0
    for report in read_path(path, given):
        if isinstance(report, ReadError):
            refused += 1
            say_unread(report)
            continue
        coded, reasons = coder.explain(report)
        if format_ == "jsonl":
            for reason in reasons:
                write_line(reason.to_json())
        else:
            _print(coded, reasons)
    raise typer.Exit(1 if refused else 0)


def _print(coded: CodedReport, reasons: tuple[Reason, ...]) -> None:
    console = Console()
    console.print(cell_of(f"report {coded.report.id}"), style="bold")
    for claim in coded.claims:
        console.print()
        console.print(cell_of(" ".join(claim.text.split())), style="italic")
        _table(console, [reason for reason in reasons if reason.claim == claim.id])
    refused = [reason for reason in reasons if reason.claim is None]
    if refused:
        console.print()
        console.print(Text("refused", style="bold"))
        _table(console, refused)


def _table(console: Console, reasons: list[Reason]) -> None:
    """Values, words and rules of one claim."""
    table = Table(show_header=True, header_style="bold", box=None, pad_edge=False)
    for heading in ("field", "value", "words", "why"):
        table.add_column(heading, overflow="fold")
    for reason in reasons:
        cells = (reason.field, reason.value, reason.text, reason.rule)
        table.add_row(*(cell_of(" ".join((cell or "").split())) for cell in cells))
    console.print(table)
