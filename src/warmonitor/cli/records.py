"""`warmonitor add`, `incidents` and `export`: the incident record."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Annotated, get_args

import typer

from warmonitor.cli.filters import read_filter, read_instant
from warmonitor.cli.output import Progress, say_error
from warmonitor.cli.tables import count_of, print_incidents
from warmonitor.cli.users import put_down
from warmonitor.errors import UsageError
from warmonitor.publishing import FORMATS, find_format, publish
from warmonitor.reading import Given, parse_published
from warmonitor.records import CoderVersion
from warmonitor.settings import Settings, default_public_copy, read_settings
from warmonitor.store import IncidentFilter, IncidentSort, Store, open_store
from warmonitor.workflow.add import Added, add_reports
from warmonitor.workflow.coder import code_reports
from warmonitor.workflow.fetch import is_address
from warmonitor.workflow.offer import offer_all

_STORE = typer.Option(
    "--store",
    metavar="URL",
    help="Database URL of the store \\[default: WARMONITOR_STORE, or the user's data folder].",
    show_default=False,
)
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


_Type = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="PLOVER type, as ASSAULT.", show_default=False)
]
_Mode = Annotated[
    str | None, typer.Option("--mode", metavar="MODE", help="PLOVER mode, as aerial.", show_default=False)
]
_Country = Annotated[
    str | None, typer.Option("--country", metavar="ISO3", help="Country where it happened, as SYR.", show_default=False)
]
_Actor = Annotated[
    str | None,
    typer.Option("--actor", metavar="NAME", help="Name or id of who acted or was acted on.", show_default=False),
]
_Place = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Name or id of a place.", show_default=False)
]
_Source = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Source that tells of it.", show_default=False)
]
_Grade = Annotated[
    str | None,
    typer.Option(
        "--grade", metavar="GRADE", help="Confirmed, Fair, Weak, Contested or Discounted.", show_default=False
    ),
]
_Status = Annotated[
    str | None,
    typer.Option(
        "--status", metavar="STATUS", help="provisional, corroborated, reviewed or retracted.", show_default=False
    ),
]
_Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Happened on this day or later.", show_default=False)
]
_Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Happened on this day or earlier.", show_default=False)
]
_Text = Annotated[
    str | None,
    typer.Option(
        "--text", metavar="WORDS", help='Full-text search: all words, "a phrase", begin*.', show_default=False
    ),
]
_Box = Annotated[
    str | None, typer.Option("--bbox", metavar="W,S,E,N", help="Within these degrees.", show_default=False)
]
_Area = Annotated[
    str | None,
    typer.Option("--area", metavar="LON,LAT,…", help="Within an area, by its corners in degrees.", show_default=False),
]
_Voices = Annotated[
    int | None,
    typer.Option(
        "--min-voices", metavar="N", min=1, help="Told by at least so many independent voices.", show_default=False
    ),
]
_Sort = Annotated[str, typer.Option("--sort", metavar="ORDER", help=f"One of: {', '.join(get_args(IncidentSort))}.")]
_StoreUrl = Annotated[str | None, _STORE]
_AsKnown = Annotated[
    str | None,
    typer.Option(
        "--as-known", metavar="DATE", help="As the record stood on this day (or instant, UTC).", show_default=False
    ),
]


def add(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH_OR_URL...", help="Files, folders, - for standard input, or web addresses.", show_default=False
        ),
    ],
    source: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Source of reports that don't give their own.", show_default=False),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Publication date of reports that don't give their own, as 2018-09-05.",
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option(metavar="N", min=1, max=256, help="Processes to code with. The record is the same.")
    ] = 1,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the sums alone.")] = False,
    store: _StoreUrl = None,
) -> None:
    """Add the reports of the paths, in order."""
    settings = read_settings()
    given = Given(parse_published(published) if published else None, source)
    missing = [path for path in paths if path != "-" and not is_address(path) and not Path(path).exists()]
    if missing:
        raise UsageError(f"no such file or folder: {missing[0]}")
    outcomes: Counter[str] = Counter()
    with _opened(store, settings) as opened, Progress("reports added") as progress:
        for added in _add(opened, paths, given, settings, jobs):
            outcomes[added.outcome] += 1
            _tell(added, quiet)
            progress.advance()
        size = opened.size()
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


def incidents(
    type_: _Type = None, mode: _Mode = None, country: _Country = None, actor: _Actor = None, place: _Place = None, source: _Source = None,
    grade: _Grade = None, status: _Status = None, since: _Since = None, until: _Until = None, text: _Text = None, bbox: _Box = None, area: _Area = None,
    min_voices: _Voices = None, sort: _Sort = "most told",
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help=f"table, {', '.join(FORMATS)}.")] = "table",
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help=f"At most so many \\[default: {_SHOWN} in a table, else all].", show_default=False)] = None,
    as_known: _AsKnown = None, store: _StoreUrl = None,
) -> None:  # fmt: skip
    """Print the incidents of a filter."""
    at = None if as_known is None else read_instant("as-known", as_known)
    form = None if format_ == "table" else find_format(format_)
    wanted = read_filter(
        type=type_, mode=mode, country=country, actor=actor, place=place, source=source, grade=grade, status=status,
        since=since, until=until, text=text, bbox=bbox, area=area, min_voices=min_voices, sort=sort,
    )  # fmt: skip
    with _opened(store, read_settings()) as opened:
        if form is None:
            print_incidents(opened, wanted, limit or _SHOWN, at)
            return
        found = (
            opened.all_incidents(wanted, limit=limit) if at is None else opened.all_as_known(at, wanted, limit=limit)
        )
        for piece in form.write(found):
            write_text(piece)


def export(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help=", ".join(FORMATS) + ".", show_default=False)],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="File to write.", show_default=False)],
    type_: _Type = None, mode: _Mode = None, country: _Country = None, actor: _Actor = None, place: _Place = None, source: _Source = None,
    grade: _Grade = None, status: _Status = None, since: _Since = None, until: _Until = None, text: _Text = None, bbox: _Box = None, area: _Area = None,
    min_voices: _Voices = None, sort: _Sort = "oldest",
    public: Annotated[bool, typer.Option("--public", help="Write what the public view shows: places as areas, a delay, no private persons' names.")] = False,
    store: _StoreUrl = None,
) -> None:  # fmt: skip
    """Publish the incidents of a filter as a file."""
    form = find_format(format_)
    wanted = read_filter(
        type=type_, mode=mode, country=country, actor=actor, place=place, source=source, grade=grade, status=status,
        since=since, until=until, text=text, bbox=bbox, area=area, min_voices=min_voices, sort=sort,
    )  # fmt: skip
    with _opened(store, read_settings()) as opened:
        put_down(opened, "exported", f"{form.name}{', public view' if public else ''}", _told(wanted))
        with _public_copy(opened) if public else nullcontext(opened) as shown:
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


def write_text(text: str) -> None:
    """Text to standard output, in UTF-8 wherever it goes."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def current_version(settings: Settings) -> CoderVersion:
    """The version of the coder at hand."""
    from warmonitor.coding.coder import coder_version  # here: the other verbs shouldn't wait for it

    return coder_version(settings.pipeline, settings.knowledge, settings.gazetteer)


@contextmanager
def _opened(url: str | None, settings: Settings) -> Iterator[Store]:
    store = open_store(url or settings.store)
    try:
        yield store
    finally:
        store.close()
