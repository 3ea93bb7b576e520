"""`warmonitor code`: reports in, one coded report a line out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from warmonitor.cli.options import PublishedOn, SourceName, refuse_missing
from warmonitor.cli.output import Progress, say_error, say_unread, write_line
from warmonitor.errors import CodingError, ReadError
from warmonitor.reading import Given, parse_published, read_path, stdin_pauses
from warmonitor.records import Report
from warmonitor.settings import default_log, read_settings
from warmonitor.workflow.coder import code_reports, log_failure

_EPILOG = """[bold]Examples[/bold]

One page or text, its record laid out:

  [cyan]warmonitor code story.html | jq .claims[/cyan]

A text of a known day and outlet:

  [cyan]warmonitor code story.txt --published 2018-09-05 --source "Sample Wire"[/cyan]

A folder of pages and archives, with two processes:

  [cyan]warmonitor code saved/ crawl.warc.gz --jobs 2 > coded.jsonl 2> refused.jsonl[/cyan]

A stream of news on all matters, without what is not about conflict:

  [cyan]warmonitor code news.jsonl --gate | jq -c 'select(.gated | not)'[/cyan]

Reports from another program, a JSON object a line:

  [cyan]fetch-news | warmonitor code - | jq -r '.claims\\[].event.type'[/cyan]

[bold]Exit status[/bold]  0 all were coded; 1 some could not be read or coded, see standard error; 2 the call is wrong.
"""


_HELP = (
    "Code reports and print one coded report a line (JSON Lines). No store is touched.\n\n"
    'A line of JSON Lines is {"id", "text", "title"?, "published"?, "source"?, "url"?, "language"?}: the id comes back unchanged '
    'and the text is coded exactly as given. What can\'t be read or coded gives a line {"error", "line" or "path"} on standard error, '
    "and the run goes on."
)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("code", help=_HELP, epilog=_EPILOG)(code)


def code(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Text, HTML, JSON Lines or WARC files, folders of them, or - for standard input.",
            show_default=False,
        ),
    ],
    published: PublishedOn = None,
    source: SourceName = None,
    jobs: Annotated[
        int,
        typer.Option(
            metavar="N", min=1, max=256, help="Processes to code with. The output is the same, in the same order."
        ),
    ] = 1,
    gate: Annotated[
        bool,
        typer.Option(
            "--gate",
            help="Don't parse reports whose words hardly tell of conflict: their records are empty and say gated. Several times faster where most reports are about other matters.",
        ),
    ] = False,
) -> None:
    """Code the reports of the paths, in order."""
    run = _Run(Given(parse_published(published) if published else None, source))
    refuse_missing(paths)
    with Progress("reports coded") as progress:
        coded = code_reports(
            run.reports(paths),
            read_settings(),
            jobs,
            run.refuse,
            gate=gate,
            pauses=stdin_pauses if "-" in paths else bool,
        )
        for record in coded:
            write_line(record.to_json())
            progress.advance()
    raise typer.Exit(1 if run.refused else 0)


class _Run:
    """One run of the command: what it was given, and how many reports were refused."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self.refused = 0

    def reports(self, paths: list[str]) -> Iterator[Report]:
        """The reports of the paths in order; what can't be read is told and counted."""
        for path in paths:
            for found in read_path(path, self._given):
                if isinstance(found, ReadError):
                    self.refused += 1
                    say_unread(found)
                else:
                    yield found

    def refuse(self, error: CodingError) -> None:
        """Tell of a report that the coder broke on; its trace goes to a log."""
        self.refused += 1
        file = default_log()
        _log_to(file)
        log_failure(error)
        say_error({"error": str(error), "id": error.report, "log": str(file)})


def _log_to(file: Path) -> None:
    """Send the program's log to a file, made when the first entry comes."""
    logger = logging.getLogger("warmonitor")
    if not logger.handlers:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(file, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        logger.propagate = False
