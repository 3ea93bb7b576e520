"""PLOVER's types: the quad and the plain word of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from warmonitor.knowledge import tables

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True)
class EventType:
    """A type; `quad` is 1 to 4, an index into QUADS plus one."""

    type: str
    quad: int
    label: str


@cache
def event_types() -> dict[str, EventType]:
    """The sixteen types by their code, in the table's order."""
    return {row["type"]: EventType(row["type"], int(row["quad"]), row["label"]) for row in tables.rows("plover_types")}


@cache
def modes_of(type_: str) -> tuple[str, ...]:
    """The modes of a type in the table's order; none where the type has none."""
    return tuple(row["mode"] for row in tables.rows("plover_modes") if row["type"] == type_.upper())


def quad_of(type_: str) -> int:
    """The quad of a type; material conflict where the type is none of PLOVER's."""
    known = event_types().get(type_.upper())
    return known.quad if known else 4
