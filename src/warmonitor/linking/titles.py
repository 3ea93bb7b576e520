"""Titles of incidents: what and where, or who where no place is known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from warmonitor.knowledge.tables import entries, rows
from warmonitor.linking.voices import name_of
from warmonitor.records import EventPlace, Party, Phase

_WHERE = {"in": "in", "near": "near", "along": "along", "around": "around"}


@cache
def _kinds() -> dict[tuple[str, str], str]:
    return {(row["type"], row["mode"]): row["title"] for row in rows("linking_titles")}


def name_kind(type_: str, mode: str | None) -> str:
    """What a happening of a type and mode is called: "Air strikes"."""
    kinds = _kinds()
    return kinds.get((type_, mode or "")) or kinds.get((type_, "")) or type_.capitalize()


def write_title(
    type_: str,
    mode: str | None,
    places: Sequence[EventPlace],
    actors: Sequence[Party],
    recipients: Sequence[Party],
    phase: Phase | None = None,
) -> str:
    """ "Air strikes in Idlib province", "End of …" where all say that it ceased; who did it or to whom where no place is known."""
    title = name_kind(type_, mode)
    if phase == "stop":
        title = f"End of {title[:1].lower()}{title[1:]}"
    place = next((place for place in places if place.relation in _WHERE), None)
    if place is not None:
        title += f" {_WHERE[place.relation]} {_place_name(place)}"
    elif actors:
        title += f" by {name_of(actors[0])}"
    elif recipients:
        title += f" against {name_of(recipients[0])}"
    longest = entries("linking")["titles"]["longest"]
    return title if len(title) <= longest else title[: longest - 1].rstrip() + "…"


def _place_name(place: EventPlace) -> str:
    name = " ".join((place.name or place.text).split())
    return f"{name} province" if place.precision == "admin1" and name.isascii() and " " not in name else name
