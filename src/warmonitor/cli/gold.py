"""`warmonitor gold`: what people decided, as gold for the coder and for other stores, and how far they agree."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from warmonitor.cli.opening import opened, put_down
from warmonitor.cli.options import OutputFile, StoreUrl
from warmonitor.cli.output import say_error, write_text
from warmonitor.cli.tables import count_of
from warmonitor.errors import ReadError, UsageError
from warmonitor.publishing import write_whole
from warmonitor.reviewing.gold import GoldReport, read_gold, write_gold
from warmonitor.settings import read_settings
from warmonitor.store import accounts
from warmonitor.workflow.agreement import measure_agreement
from warmonitor.workflow.coder import code_reports
from warmonitor.workflow.decide import By
from warmonitor.workflow.gold import list_gold, score_gold
from warmonitor.workflow.gold_import import import_gold

_GoldFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="A file of gold, or - for standard input.", show_default=False)
]
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


@app.command("import")
def import_(
    path: _GoldFile,
    store: StoreUrl = None,
) -> None:
    """Take over what people decided in another store, in their names; the reports must be here already."""
    settings = read_settings()
    gold = _read(path)
    counted: Counter[str] = Counter()
    with opened(store) as at:
        put_down(at, "changed", "decisions, from gold", str(path))
        with at.reading() as connection:
            has_accounts = accounts.has_users(connection)
        by = By(settings.reviewer or "local", "", has_accounts, settings.knowledge)
        for one in import_gold(at, gold, by):
            counted[one.outcome] += 1
            if one.outcome == "refused":
                say_error({"error": one.why, "id": one.report})
    told = {"new": "taken over", "waiting": "waiting for a second person", "known": "known", "refused": "refused"}
    sums = [f"{counted[name]:,} {words}" for name, words in told.items() if counted[name]]
    write_text(f"{', '.join(sums) or 'no decision in this file'}\n")
    raise typer.Exit(1 if counted["refused"] else 0)


@app.command("score")
def score(
    path: _GoldFile,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, max=256, help="Processes to code with.")] = 1,
) -> None:
    """Code the reports of a file of gold, and tell how far this coder does what people decided."""
    settings = read_settings()
    gold = _read(path)
    tally = score_gold(gold, lambda reports, refuse: code_reports(reports, settings, jobs, refuse))
    write_text(f"{count_of(tally.reports, 'report')}\n")
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


def _read(path: Path) -> list[GoldReport]:
    """The gold of a file, - for standard input; ends the command where a line of it is none."""
    try:
        with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as lines:
            return list(read_gold(lines))
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from error
    except ReadError as error:
        say_error({"error": str(error), "line": error.line})
        raise typer.Exit(1) from error


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({part / whole:.0%})" if whole else "")
