"""`warmonitor gold`: what people decided, as gold for the coder, and how far they agree."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from warmonitor.cli.opening import opened, put_down
from warmonitor.cli.options import OutputFile, StoreUrl
from warmonitor.cli.output import say_error, write_text
from warmonitor.cli.tables import count_of
from warmonitor.errors import ReadError, UsageError
from warmonitor.publishing import write_whole
from warmonitor.reviewing.gold import read_gold, write_gold
from warmonitor.settings import read_settings
from warmonitor.workflow.agreement import measure_agreement
from warmonitor.workflow.coder import code_reports
from warmonitor.workflow.gold import list_gold, score_gold

app = typer.Typer(name="gold", help="What people decided, as gold for the coder.", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the verbs."""
    parent.add_typer(app)


@app.command("export")
def export(
    output: OutputFile,
    store: StoreUrl = None,
) -> None:
    """Write a line of JSON for each report that somebody decided about: its text, the claims vouched for, those rejected."""
    with opened(store) as at:
        put_down(at, "exported", "gold")
        lines = list(write_gold(list_gold(at)))
    write_whole(map(str.encode, lines), output)
    typer.echo(f"{count_of(len(lines), 'report')} written to {output}", err=True)


@app.command("score")
def score(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A file of gold.", show_default=False)],
    jobs: Annotated[int, typer.Option(metavar="N", min=1, max=256, help="Processes to code with.")] = 1,
) -> None:
    """Code the reports of a file of gold, and tell how far this coder does what people decided."""
    settings = read_settings()
    try:
        with path.open("rb") as lines:
            gold = list(read_gold(lines))
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from error
    except ReadError as error:
        say_error({"error": str(error), "line": error.line})
        raise typer.Exit(1) from error
    tally = score_gold(gold, lambda reports, refuse: code_reports(reports, settings, jobs, refuse))
    write_text(f"{tally.reports} reports\n")
    write_text(f"claims vouched for that are found    {_share(tally.found, tally.wanted)}\n")
    write_text(f"rejected claims that are coded again {_share(tally.coded_again, tally.unwanted)}\n")
    for name, (right, seen) in tally.fields.items():
        write_text(f"{name:12} as people left it            {_share(right, seen)}\n")


@app.command("agreement")
def agreement(store: StoreUrl = None) -> None:
    """How far reviewers agree about claims that several decided on: Krippendorff's alpha for each field."""
    with opened(store) as at:
        found = measure_agreement(at)
    write_text(f"{found.claims} claims decided on by several of {len(found.reviewers)} people\n")
    for one in found.fields:
        shown = "nothing varies" if one.alpha is None else f"{one.alpha:.3f}"
        write_text(f"{one.field:12} alpha {shown:15} {one.metric:9} {one.claims} claims, {one.values} values\n")


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.0%})" if whole else "")
