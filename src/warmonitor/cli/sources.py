"""`warmonitor sources`: who publishes the reports, and who of them the public view doesn't name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

import typer

from warmonitor.cli.opening import deed, opened
from warmonitor.cli.options import StoreUrl
from warmonitor.cli.tables import print_table
from warmonitor.store import SourceRow, audit, disclosure

app = typer.Typer(
    name="sources",
    help="Who publishes the reports, and who of them the public view doesn't name.",
    no_args_is_help=True,
)
SourceName = Annotated[
    str, typer.Argument(metavar="NAME", help="The source's name, as `list` writes it.", show_default=False)
]


def register(parent: typer.Typer) -> None:
    """Add the verbs."""
    parent.add_typer(app)


@app.command("list")
def list_(store: StoreUrl = None) -> None:
    """Show all sources."""
    rows: list[tuple[str, ...]] = []
    with opened(store) as found:
        with found.reading() as connection:
            hidden = disclosure.undisclosed_sources(connection)
        page = found.sources()
        rows += (_cells(one, hidden) for one in page.items)
        while page.next is not None:
            page = found.sources(after=page.next)
            rows += (_cells(one, hidden) for one in page.items)
    print_table(
        ("source", "publisher", "reports", "public view"), rows, right=("reports",), wide=("source", "publisher")
    )


def _cells(one: SourceRow, hidden: Collection[str]) -> tuple[str, ...]:
    return one.name, one.publisher, f"{one.reports:,}", "undisclosed" if one.name in hidden else ""


@app.command("undisclose")
def undisclose(name: SourceName, store: StoreUrl = None) -> None:
    """Don't name a source in the public view: it counts as a voice, as "undisclosed source", and its words are left out."""
    with opened(store) as found, found.writing() as connection:
        by = deed("undisclosed source", name)
        disclosure.undisclose(connection, name, by.user, by.at)
        audit.append(connection, [by])


@app.command("disclose")
def disclose(name: SourceName, store: StoreUrl = None) -> None:
    """Name a source in the public view again."""
    with opened(store) as found, found.writing() as connection:
        disclosure.disclose(connection, name)
        audit.append(connection, [deed("disclosed source", name)])
