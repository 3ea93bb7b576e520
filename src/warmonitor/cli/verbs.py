"""The verbs of the `warmonitor` command: a module a group of them, each with a `register(app)` that adds its own."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated

import typer

from warmonitor import __version__
from warmonitor.cli.output import leave_quietly, say_error
from warmonitor.errors import EXIT_STATUS, WarmonitorError, look_up
from warmonitor.interrupts import check, sheltered
from warmonitor.knowledge.tables import add_own
from warmonitor.settings import read_settings

_MODULES = {  # the module of each verb, in the order of the help
    "code": "code",
    "explain": "explain",
    "explain-link": "links",
    "add": "records",
    "incidents": "records",
    "export": "records",
    "changes": "changes",
    "gazetteer": "gazetteer",
    "serve": "serve",
    "sources": "sources",
    "users": "users",
    "audit": "audit",
    "searches": "searches",
    "bulletin": "bulletin",
    "review": "review",
    "gold": "gold",
}
_HELP = (
    "War news in, an attributed incident record out.\n\n"
    "Each report is coded into claims: who did what to whom, where, when, how many, and on whose word, each tied to the words "
    "that say so. Claims of many reports are linked into incidents, which a map, a timeline and files publish."
)
_EPILOG = "Try [cyan]warmonitor COMMAND --help[/cyan]: each command shows examples. The store is named by --store or WARMONITOR_STORE."


def run() -> None:
    """Run the verb that the process was called with; ends it with its exit status, or raises KeyboardInterrupt."""
    try:
        with sheltered():
            add_own(read_settings().knowledge)
            app = build_app(sys.argv[1] if len(sys.argv) > 1 else None)
        check()
        app()
    except WarmonitorError as error:
        status = look_up(EXIT_STATUS, error)
        if status == 1:
            say_error({"error": str(error)})
        else:
            typer.echo(f"Error: {error}", err=True)
        sys.exit(status)
    except BrokenPipeError:
        leave_quietly()


def build_app(asked: str | None = None) -> typer.Typer:
    """The command with all its verbs, or only those of the module of the one that is asked for, which is sooner imported."""
    app = typer.Typer(
        name="warmonitor",
        help=_HELP,
        epilog=_EPILOG,
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    for module in (_MODULES[asked],) if asked in _MODULES else dict.fromkeys(_MODULES.values()):
        import_module(f"warmonitor.cli.{module}").register(app)
    return app


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and leave.", is_eager=True, callback=lambda on: _print_version(on)
        ),
    ] = False,
) -> None:
    pass


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"warmonitor {__version__}")
        raise typer.Exit
