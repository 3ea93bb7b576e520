"""`warmonitor gazetteer`: a user's own places, and why a name means the place it does."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from warmonitor.cli.tables import print_table
from warmonitor.errors import NotFoundError
from warmonitor.knowledge.gazetteer.additions import add_places
from warmonitor.knowledge.gazetteer.lookup import SHIPPED, Gazetteer, GazetteerPlace
from warmonitor.settings import default_gazetteer

app = typer.Typer(
    name="gazetteer", help="The places that the program knows, and your own beside them.", no_args_is_help=True
)
_HEADS = ("place", "where", "kind", "people", "point", "found by", "share", "because of")
_BY = ("its name", "another name", "short for it", "a like spelling")
UserFile = Annotated[
    Path | None,
    typer.Option(
        "--file",
        metavar="FILE",
        help="The gazetteer of your own places \\[default: in the user's data folder].",
        show_default=False,
    ),
]


def register(parent: typer.Typer) -> None:
    """Add the verbs."""
    parent.add_typer(app)


@app.command("add")
def add(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="GeoNames dump (.txt, .zip), OCHA table or CSV with name, latitude and longitude.",
            show_default=False,
        ),
    ],
    file: UserFile = None,
) -> None:
    """Add places of a file to your own gazetteer; those with an id that it has are replaced.

    P-codes of OCHA tables are kept. Other columns of a CSV that are read: id, country, admin1, admin2, aliases (split by ;), kind, population, radius_km.
    """
    target = file or default_gazetteer()
    new, total = add_places(path, target)
    typer.echo(f"{new:,} new places; {target} holds {total:,}")


@app.command("find")
def find(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, as a report may spell it.", show_default=False)],
    file: UserFile = None,
) -> None:
    """Show the places that a name can mean, in the order in which they are thought of where a report says nothing more, and why."""
    from warmonitor.coding.places.explain import rank_candidates  # here: it loads the tables of coding

    gazetteer = Gazetteer(SHIPPED, file or default_gazetteer())
    ranked = rank_candidates(gazetteer, name)
    if not ranked:
        raise NotFoundError(f"no place is called {name!r}: add it with `warmonitor gazetteer add FILE`")
    print_table(
        _HEADS, (_cells(*one) for one in ranked), right=("people", "share"), wide=("place", "where", "because of")
    )


def _cells(place: GazetteerPlace, share: float, reasons: list[tuple[str, float]]) -> tuple[str, ...]:
    where = ", ".join(part for part in (place.admin2, place.admin1, place.country) if part)
    because = ", ".join(f"{name.replace('_', ' ')} {value:+.1f}" for name, value in reasons)
    code = f" [{place.pcode}]" if place.pcode else ""
    return (
        f"{place.name} ({place.id}){code}", where, place.kind, f"{place.population:,}" if place.population else "", f"{place.latitude:.4f}, {place.longitude:.4f}",
        _BY[place.rank], f"{share:.2f}", because,
    )  # fmt: skip
