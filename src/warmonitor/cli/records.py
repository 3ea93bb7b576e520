"""`warmonitor add`, `incidents` and `export`: the incident record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Annotated, Any

import typer

from warmonitor.cli.filters import filter_options, read_filter, read_option
from warmonitor.cli.opening import opened, put_down
from warmonitor.cli.options import OutputFile, PublishedOn, SourceName, StoreUrl, refuse_missing, takes
from warmonitor.cli.output import Progress, say_error, write_text
from warmonitor.cli.tables import count_of, print_incidents
from warmonitor.publishing import FORMATS, find_format, publish
from warmonitor.reading import Given, parse_published
from warmonitor.records import CoderVersion
from warmonitor.settings import Settings, default_public_copy, read_settings
from warmonitor.store import IncidentFilter, Store
from warmonitor.store.written import read_instant
from warmonitor.workflow.add import Added, add_reports
from warmonitor.workflow.coder import code_reports
from warmonitor.workflow.fetch import is_address
from warmonitor.workflow.offer import offer_all

_SHOWN = 50

_ADD_HELP = (
    "Read, code, store and link reports; print what became of each.\n\n"
    "A line a report: new, changed (another text at a known id or address), recoded (coded by another version before), known, or "
    "refused with the reason. Adding the same reports again changes nothing; an interrupted run goes on where it stopped."
)
_ADD_EPILOG = """[bold]Examples[/bold]

  [cyan]warmonitor add saved/ --source "Sample Daily"[/cyan]

  [cyan]warmonitor add reports.jsonl crawl.warc.gz --jobs 2[/cyan]

  [cyan]warmonitor add https://example.org/story.html[/cyan]   only addresses named here are fetched

[bold]Exit status[/bold]  0 all were stored or known; 1 some were refused; 2 the call is wrong; 3 the store can't be used.
"""
_INCIDENTS_HELP = (
    "The incident record: one happening, however many reports tell of it.\n\n"
    "Filters narrow it down; ranges of the dead stay ranges, and each incident carries its voices and its grade. A table on the "
    "terminal shows the first 50; the other formats print all, or as many as --limit says."
)
_INCIDENTS_EPILOG = """[bold]Examples[/bold]

  [cyan]warmonitor incidents --type assault --country SYR --since 2018-09-01[/cyan]

  [cyan]warmonitor incidents --text '"barrel bombs"' --min-voices 2[/cyan]

  [cyan]warmonitor incidents --format jsonl | jq -r '.title'[/cyan]

  [cyan]warmonitor incidents --as-known 2018-09-05[/cyan]   what was known by the end of that day
"""
_EXPORT_HELP = (
    "Publish the record as a file.\n\n"
    "Formats: "
    + "; ".join(f"[cyan]{each.name}[/cyan] {each.purpose}" for each in FORMATS.values())
    + ". The file appears when "
    "it is complete: an interrupted run leaves the old one."
)
_EXPORT_EPILOG = """[bold]Examples[/bold]

  [cyan]warmonitor export csv --output incidents.csv[/cyan]

  [cyan]warmonitor export geojson --output idlib.geojson --place Idlib[/cyan]
"""


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("add", help=_ADD_HELP, epilog=_ADD_EPILOG)(add)
    app.command("incidents", help=_INCIDENTS_HELP, epilog=_INCIDENTS_EPILOG)(incidents)
    app.command("export", help=_EXPORT_HELP, epilog=_EXPORT_EPILOG)(export)


def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH_OR_URL", help="Files, folders, - for standard input, or web addresses.", show_default=False
        ),
    ],
    source: SourceName = None,
    published: PublishedOn = None,
    jobs: Annotated[
        int, typer.Option(metavar="N", min=1, max=256, help="Processes to code with. The record is the same.")
    ] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the sums alone.")] = False,
    store: StoreUrl = None,
) -> None:
    """Add the reports of the paths, in order."""
    settings = read_settings()
    given = Given(parse_published(published) if published else None, source)
    refuse_missing([path for path in paths if not is_address(path)])
    outcomes: Counter[str] = Counter()
    with opened(store) as at, Progress("reports added") as progress:
        for added in _add(at, paths, given, settings, jobs):
            outcomes[added.outcome] += 1
            _tell(added, quiet)
            progress.advance()
        size = at.size()
    write_text(
        f"{_sum(outcomes)}; the record holds {count_of(size.reports, 'report')} and {count_of(size.incidents, 'incident')}\n"
    )
    raise typer.Exit(1 if outcomes["refused"] else 0)


def _add(store: Store, paths: list[str], given: Given, settings: Settings, jobs: int) -> Iterator[Added]:
    return add_reports(
        store,
        offer_all(paths, given),
        lambda reports, refuse: code_reports(reports, settings, jobs, refuse),
        current_version(settings),
    )


def _tell(added: Added, quiet: bool) -> None:
    """A line on standard output; what was refused as a line of JSON on standard error."""
    if added.outcome == "refused":
        place = {"id": added.report_id, "line": added.line, "path": None if added.origin == "-" else added.origin}
        say_error({"error": added.why, **{key: value for key, value in place.items() if value is not None}})
    elif not quiet:
        write_text(
            f"{added.outcome:9}{added.report_id}{f'  {added.origin}' if added.origin and added.origin != '-' else ''}\n"
        )


def _sum(outcomes: Counter[str]) -> str:
    return (
        ", ".join(
            f"{outcomes[name]:,} {name}" for name in ("new", "changed", "recoded", "known", "refused") if outcomes[name]
        )
        or "nothing to add"
    )


@takes("asked", filter_options("most told"))
def incidents(
    asked: Mapping[str, Any],
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=f"table, {', '.join(FORMATS)}.")] = "table",
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help=f"At most so many \\[default: {_SHOWN} in a table, else all].", show_default=False
        ),
    ] = None,
    as_known: Annotated[
        str | None,
        typer.Option(
            "--as-known", metavar="DATE", help="As the record stood on this day (or instant, UTC).", show_default=False
        ),
    ] = None,
    store: StoreUrl = None,
) -> None:
    """Print the incidents of a filter."""
    instant = None if as_known is None else read_option("as-known", read_instant, as_known)
    form = None if format_ == "table" else find_format(format_, beside=("table",))
    wanted = read_filter(asked)
    with opened(store, expected=True) as at:
        if form is None:
            print_incidents(at, wanted, limit or _SHOWN, instant)
            return
        found = (
            at.all_incidents(wanted, limit=limit) if instant is None else at.all_as_known(instant, wanted, limit=limit)
        )
        for piece in form.write(found):
            write_text(piece)


@takes("asked", filter_options("oldest"))
def export(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help=", ".join(FORMATS) + ".", show_default=False)],
    output: OutputFile,
    asked: Mapping[str, Any],
    public: Annotated[
        bool,
        typer.Option(
            "--public", help="Write what the public view shows: places as areas, a delay, no private persons' names."
        ),
    ] = False,
    store: StoreUrl = None,
) -> None:
    """Publish the incidents of a filter as a file."""
    form = find_format(format_)
    wanted = read_filter(asked)
    with opened(store, expected=True) as at:
        put_down(at, "exported", f"{form.name}{', public view' if public else ''}", _told(wanted))
        with _public_copy(at) if public else nullcontext(at) as shown:
            count = publish(shown.all_incidents(wanted), form, output)
    typer.echo(f"{count_of(count, 'incident')} written to {output}", err=True)


@contextmanager
def _public_copy(store: Store) -> Iterator[Store]:
    """The public copy of a store, brought up to date; filters see nothing else."""
    from warmonitor.workflow.public_view import PublicView  # here: the other verbs shouldn't wait for its tables

    with PublicView(store, default_public_copy(store.url), read_settings()).store() as copy:
        yield copy


def _told(wanted: IncidentFilter) -> str:
    """What a filter asks for, in a line."""
    return ", ".join(f"{name} {value}" for name, value in vars(wanted).items() if value is not None)


def current_version(settings: Settings) -> CoderVersion:
    """The version of the coder at hand."""
    from warmonitor.coding.coder import coder_version  # here: the other verbs shouldn't wait for it

    return coder_version(settings.pipeline, settings.knowledge, settings.gazetteer)
