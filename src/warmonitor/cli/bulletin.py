"""`warmonitor bulletin`: a bulletin of some days, as a file."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from warmonitor.cli.filters import read_filter
from warmonitor.cli.records import (
    _Actor,
    _Area,
    _Box,
    _Country,
    _Grade,
    _Mode,
    _Place,
    _Source,
    _Status,
    _StoreUrl,
    _Text,
    _Type,
    _Voices,
)  # fmt: skip
from warmonitor.cli.users import put_down
from warmonitor.errors import PublishError, UsageError
from warmonitor.publishing.bulletin.forms import FORMS, find_form
from warmonitor.publishing.bulletin.pdf import write_pdf
from warmonitor.settings import read_settings
from warmonitor.store import open_store
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


def bulletin(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="First day.", show_default=False)],
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Last day.", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="File to write; - for standard output.", show_default=False)],
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=", ".join(FORMS) + ".")] = "pdf",
    title: Annotated[str | None, typer.Option(metavar="WORDS", help="Another title.", show_default=False)] = None,
    fonts: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Further fonts for the PDF, for scripts that the machine's lack.", show_default=False, exists=True, file_okay=False)] = None,
    type_: _Type = None, mode: _Mode = None, country: _Country = None, actor: _Actor = None, place: _Place = None, source: _Source = None,
    grade: _Grade = None, status: _Status = None, text: _Text = None, bbox: _Box = None, area: _Area = None, min_voices: _Voices = None, store: _StoreUrl = None,
) -> None:  # fmt: skip
    """Write the bulletin of the days and filters."""
    form = find_form(format_)
    if fonts is not None and form.name != "pdf":
        raise UsageError("--fonts goes with --format pdf")
    given = {
        "type": type_, "mode": mode, "country": country, "actor": actor, "place": place, "source": source, "grade": grade, "status": status,
        "since": since, "until": until, "text": text, "bbox": bbox, "area": area, "min_voices": min_voices,
    }  # fmt: skip
    read_filter(**given, sort="deadliest")  # refuses what makes no sense
    query = {name: str(value) for name, value in given.items() if value is not None}
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with open_store(store or read_settings().store) as opened:
        put_down(
            opened, "exported", f"bulletin, {form.name}", ", ".join(f"{name} {value}" for name, value in query.items())
        )
        made = make_bulletin(opened, query, now=now, title=title, scope=scope_in_words(query))
    if form.name == "pdf":
        pdf = write_pdf(made, fonts)
        if pdf.missing:
            typer.echo(
                f"warning: no font has signs for {' '.join(pdf.missing[:20])}{' …' if len(pdf.missing) > 20 else ''}: they stand as code points in the PDF; name a folder with fonts for them by --fonts",
                err=True,
            )
        _put(pdf.content, output)
    else:
        _put(form.write(made), output)


def _put(content: bytes, path: Path) -> None:
    """Write the file whole or not at all; `-` is standard output."""
    if str(path) == "-":
        typer.get_binary_stream("stdout").write(content)
        return
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", suffix=".part", dir=path.absolute().parent)
        with open(descriptor, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        raise PublishError(f"{path} can't be written: {error.strerror}") from error
