"""`warmonitor searches`: saved searches and what is new in each."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from warmonitor.cli.opening import opened
from warmonitor.cli.options import Layout, StoreUrl
from warmonitor.cli.output import write_text
from warmonitor.cli.tables import print_table
from warmonitor.clock import now_text
from warmonitor.store import searches as stored
from warmonitor.store.daily import newest_look
from warmonitor.store.searches import SavedSearch, SearchNews
from warmonitor.workflow.searches import read_query

_HELP = (
    "Saved searches, and what became new or changed in each since it was last looked at.\n\n"
    "Searches are saved at the desk. Without accounts they belong to the user [cyan]local[/cyan]."
)
_EPILOG = """[bold]Examples[/bold]

  [cyan]warmonitor searches[/cyan]

  [cyan]warmonitor searches --format jsonl | jq 'select(.new > 0)'[/cyan]
"""
_NUMBERS = ("new", "changed", "incidents")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("searches", help=_HELP, epilog=_EPILOG)(searches)


def searches(
    owner: Annotated[str, typer.Option(metavar="NAME", help="Whose searches.")] = "local",
    format_: Layout = "table",
    seen: Annotated[bool, typer.Option("--seen", help="Take all that is printed for seen.")] = False,
    store: StoreUrl = None,
) -> None:
    """Print the searches of somebody with their numbers."""
    now = now_text()
    with opened(store, expected=True) as at:
        with at.reading() as connection:
            look = newest_look(connection, now)
            found = [
                (one, stored.count_news(connection, read_query(one.query), one.look))
                for one in stored.list_searches(connection, owner).items
            ]
        if format_ == "jsonl":
            write_text("".join(_as_line(*one) for one in found))
        else:
            _print(found)
        if seen and found:
            with at.writing() as connection:
                for one, _ in found:
                    stored.see_search(connection, one, look)


def _as_line(search: SavedSearch, news: SearchNews) -> str:
    return msgspec.json.encode(msgspec.structs.asdict(search) | news._asdict()).decode() + "\n"


def _print(found: list[tuple[SavedSearch, SearchNews]]) -> None:
    rows = ((one.name, f"{news.new:,}", f"{news.changed:,}", f"{news.total:,}") for one, news in found)
    if found:
        print_table(("search", *_NUMBERS), rows, right=_NUMBERS, wide=("search",))
    else:
        write_text("no saved searches\n")
