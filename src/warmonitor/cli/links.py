"""`warmonitor explain-link`: why two claims are in one incident, or aren't."""

from __future__ import annotations

from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from warmonitor.cli.opening import opened
from warmonitor.cli.options import StoreUrl
from warmonitor.cli.output import write_line
from warmonitor.workflow.explain_links import Fact, PairExplanation, explain_pair

_HELP = (
    "Explain why two claims are in one incident, or aren't.\n\n"
    "Each fact that was compared is named with its weight (what the two share counts for, what differs against), their sum with the "
    "threshold, what makes their reports one story, what people decided, and the way from claim to claim where others link them."
)
_EPILOG = """[bold]Examples[/bold]

  [cyan]warmonitor explain-link c1f0a2b3c4d5e c5e4d3c2b1a0f[/cyan]

  [cyan]warmonitor explain-link c1f0a2b3c4d5e c5e4d3c2b1a0f --format json | jq .why[/cyan]
"""


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("explain-link", help=_HELP, epilog=_EPILOG)(explain_link)


def explain_link(
    left: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id.", show_default=False)],
    right: Annotated[str, typer.Argument(metavar="CLAIM", help="Another's.", show_default=False)],
    format_: Annotated[
        Literal["table", "json"], typer.Option("--format", help="Tables to read, or a line of JSON.")
    ] = "table",
    store: StoreUrl = None,
) -> None:
    """Explain the pair."""
    with opened(store) as at:
        found = explain_pair(at, left, right)
    if format_ == "json":
        write_line(found.to_json())
    else:
        _print(found)


def _print(found: PairExplanation) -> None:
    console = Console()
    verdict = "in one incident" if found.linked else "not in one incident"
    console.print(Text(f"{found.left} and {found.right} are {verdict}: {found.why}."))
    if found.facts:
        _table(console, f"evidence {found.total:g}, threshold {found.threshold:g}", found.facts)
    if found.story:
        _table(
            console,
            f"their reports: likeness {found.story_total:g}, one story from {found.same_story:g} on average",
            found.story,
        )
        console.print(Text(f"shared words: {', '.join(found.shared_words) or 'none'}"))
    if found.blocks:
        console.print(Text(f"compared under: {', '.join(found.blocks)}"))
    for step in found.path if len(found.path) > 1 else ():
        _table(console, f"{step.left} to {step.right}: {step.total:g}", step.facts)


def _table(console: Console, heading: str, facts: tuple[Fact, ...]) -> None:
    console.print()
    console.print(Text(heading, style="bold"))
    table = Table(box=None, show_header=False)
    table.add_column("fact")
    table.add_column("weight", justify="right")
    for fact in facts:
        table.add_row(Text(fact.name.replace("_", " ")), Text(f"{fact.weight:+g}"))
    console.print(table)
