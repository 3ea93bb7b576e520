"""`warmonitor audit`: whether the audit log is whole, and the log itself."""

from __future__ import annotations

from typing import Annotated

import typer

from warmonitor.cli.opening import opened
from warmonitor.cli.options import StoreUrl
from warmonitor.cli.output import write_line
from warmonitor.cli.tables import count_of
from warmonitor.errors import StoreError
from warmonitor.store import audit

app = typer.Typer(
    name="audit", help="Who saw, changed and took along what, chained so that tampering shows.", no_args_is_help=True
)


def register(parent: typer.Typer) -> None:
    """Add the verbs."""
    parent.add_typer(app)


@app.command("verify")
def verify(
    head: Annotated[
        str | None,
        typer.Option(
            "--head",
            metavar="HASH",
            help="A head that was noted before: it must still be in the log.",
            show_default=False,
        ),
    ] = None,
    store: StoreUrl = None,
) -> None:
    """Check every row, and print the log's head.

    Note the head somewhere else now and then: rows that are taken away or written anew after it show by it.
    """
    with opened(store) as found, found.reading() as connection:
        verdict = audit.verify(connection, head)
    typer.echo(f"{verdict.head}  {count_of(verdict.rows, 'row')}")
    if verdict.wrong:
        raise StoreError("the audit log isn't whole: " + "; ".join(verdict.wrong))


@app.command("export")
def export(store: StoreUrl = None) -> None:
    """Print the whole log, a row a line of JSON, the first first."""
    with opened(store) as found, found.reading() as connection:
        for row in audit.read_all(connection):
            write_line(row.to_json())
