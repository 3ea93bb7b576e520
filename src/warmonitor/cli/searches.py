"""`warmonitor searches`: saved searches and what is new in each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import msgspec
import typer

from warmonitor.cli.records import write_text
from warmonitor.errors import UsageError
from warmonitor.settings import read_settings
from warmonitor.store import open_store
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
_LINE = "{name:40} {new:>7} {changed:>8} {total:>9}\n"


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("searches", help=_HELP, epilog=_EPILOG)(searches)


def searches(
    owner: Annotated[str, typer.Option(metavar="NAME", help="Whose searches.")] = "local",
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="table or jsonl.")] = "table",
    seen: Annotated[bool, typer.Option("--seen", help="Take all that is printed for seen.")] = False,
    store: Annotated[
        str | None,
        typer.Option(help="Database URL of the store \\[default: WARMONITOR_STORE, or the user's data folder]."),
    ] = None,
) -> None:
    """Print the searches of somebody with their numbers."""
    if format_ not in ("table", "jsonl"):
        raise UsageError(f"there is no format {format_!r}: use table or jsonl")
    with open_store(store or read_settings().store) as opened:
        with opened.reading() as connection:
            look = newest_look(connection, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
            found = [
                (one, stored.count_news(connection, read_query(one.query), one.look))
                for one in stored.list_searches(connection, owner).items
            ]
        write_text(_as_table(found) if format_ == "table" else "".join(_as_line(*one) for one in found))
        if seen and found:
            with opened.writing() as connection:
                for one, _ in found:
                    stored.see_search(connection, one, look)


def _as_line(search: SavedSearch, news: SearchNews) -> str:
    return msgspec.json.encode(msgspec.structs.asdict(search) | news._asdict()).decode() + "\n"


def _as_table(found: list[tuple[SavedSearch, SearchNews]]) -> str:
    if not found:
        return "no saved searches\n"
    head = _LINE.format(name="search", new="new", changed="changed", total="incidents")
    return head + "".join(_LINE.format(name=search.name, **news._asdict()) for search, news in found)
