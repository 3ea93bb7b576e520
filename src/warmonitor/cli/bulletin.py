"""`warmonitor bulletin`: a bulletin of some days, as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from warmonitor.cli.filters import FILTER, read_filter
from warmonitor.cli.opening import opened, put_down
from warmonitor.cli.options import OutputFile, StoreUrl, takes
from warmonitor.clock import now_text
from warmonitor.errors import UsageError
from warmonitor.publishing import write_whole
from warmonitor.publishing.bulletin.forms import FORMS, find_form
from warmonitor.publishing.bulletin.pdf import write_pdf
from warmonitor.workflow.bulletins import make_bulletin, scope_in_words

_HELP = (
    "Write a bulletin of some days: what happened, on whose word, what is disputed, planned and corrected.\n\n"
    "Every sentence is made of claims and names them in its notes, with their words, reports and sources; numbers stay ranges. Filters "
    "narrow it down. Bulletins are edited and issued at the desk; this one is the machine's draft."
)
_EPILOG = """[bold]Examples[/bold]

  [cyan]warmonitor bulletin --since 2018-09-03 --until 2018-09-09 --format pdf --output week.pdf[/cyan]

  [cyan]warmonitor bulletin --since 2018-09-04 --until 2018-09-04 --country SYR --format md --output -[/cyan]
"""


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("bulletin", help=_HELP, epilog=_EPILOG)(bulletin)


@takes("asked", FILTER)
def bulletin(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="First day.", show_default=False)],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Last day.", show_default=False)],
    output: OutputFile,
    asked: Mapping[str, Any],
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMS) + ".")] = "pdf",
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="Another title.", show_default=False)] = None,
    fonts: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Further fonts for the PDF, for scripts that the machine's lack.", show_default=False,
            exists=True, file_okay=False,
        ),
    ] = None,
    store: StoreUrl = None,
) -> None:  # fmt: skip
    """Write the bulletin of the days and filters."""
    form = find_form(format_)
    if fonts is not None and form.name != "pdf":
        raise UsageError("--fonts goes with --format pdf")
    given = {**asked, "since": since, "until": until}
    read_filter({**given, "sort": "deadliest"})  # refuses what makes no sense
    query = {name: str(value) for name, value in given.items() if value is not None}
    told = ", ".join(f"{name} {value}" for name, value in query.items())
    with opened(store, expected=True) as at:
        put_down(at, "exported", f"bulletin, {form.name}", told)
        made = make_bulletin(at, query, now=now_text(), title=title, scope=scope_in_words(query))
    if form.name == "pdf":
        pdf = write_pdf(made, fonts)
        _warn_of(pdf.missing)
        write_whole([pdf.content], output)
    else:
        write_whole([form.write(made)], output)


def _warn_of(missing: Sequence[str]) -> None:
    """Say which characters no font has a sign for."""
    if missing:
        signs = " ".join(missing[:20]) + (" …" if len(missing) > 20 else "")
        typer.echo(
            f"warning: no font has signs for {signs}: they stand as code points in the PDF; name a folder with fonts for them by --fonts",
            err=True,
        )
