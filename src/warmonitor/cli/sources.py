"""`warmonitor sources`: who publishes the reports, and who of them the public view doesn't name."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from warmonitor.cli.users import StoreUrl, deed, opened
from warmonitor.store import audit, disclosure

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
    table = Table(box=SIMPLE, pad_edge=False)
    for head in ("source", "publisher", "reports", "public view"):
        table.add_column(head, justify="right" if head == "reports" else "left")
    with opened(store) as found:
        with found.reading() as connection:
            hidden = disclosure.undisclosed_sources(connection)
        after = None
        while True:
            page = found.sources(after=after)
            for one in page.items:
                table.add_row(
                    Text(one.name), Text(one.publisher), f"{one.reports:,}", "undisclosed" if one.name in hidden else ""
                )
            after = page.next
            if after is None:
                break
    Console(width=None if Console().is_terminal else 200).print(table)


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
