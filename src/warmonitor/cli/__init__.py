"""The `warmonitor` command: a module a group of verbs, each with a `register(app)` that adds its own."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated

import typer

from warmonitor import __version__
from warmonitor.cli.output import leave_quietly, say_error
from warmonitor.errors import EXIT_STATUS, WarmonitorError, look_up

_VERBS = (
    "code",
    "explain",
    "links",
    "records",
    "changes",
    "gazetteer",
    "serve",
    "sources",
    "users",
    "audit",
    "searches",
    "bulletin",
    "review",
    "gold",
)
_HELP = (
    "War news in, an attributed incident record out.\n\n"
    "Each report is coded into claims: who did what to whom, where, when, how many, and on whose word, each tied to the words "
    "that say so. Claims of many reports are linked into incidents, which a map, a timeline and files publish."
)
_EPILOG = "Try [cyan]warmonitor COMMAND --help[/cyan]: each command shows examples. The store is named by --store or WARMONITOR_STORE."


def main() -> None:
    """Run the command; ends the process with its exit status."""
    try:
        build_app()()
    except WarmonitorError as error:
        status = look_up(EXIT_STATUS, error)
        if status == 1:
            say_error({"error": str(error)})
        else:
            typer.echo(f"Error: {error}", err=True)
        sys.exit(status)
    except BrokenPipeError:
        leave_quietly()


def build_app() -> typer.Typer:
    """The command with all its verbs."""
    app = typer.Typer(
        name="warmonitor",
        help=_HELP,
        epilog=_EPILOG,
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    for verb in _VERBS:
        import_module(f"{__name__}.{verb}").register(app)
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
