"""Words around names: the lists of the tables of places, as sets and maps."""

from __future__ import annotations

from functools import cache

import msgspec

from warmonitor.knowledge.tables import entries, rows
from warmonitor.records import PlaceKind


@cache
def words(name: str) -> frozenset[str]:
    """A list of `place_context.yaml` as a set."""
    return frozenset(entries("place_context")[name])


@cache
def containing() -> frozenset[str]:
    """What may stand between a name and the name of what it lies in, words for parts and kinds of places too."""
    return words("areas") | words("between")


@cache
def distances() -> dict[str, float]:
    """Words for measures of distance, and the kilometres in one."""
    return {word: float(km) for word, km in entries("place_relations")["distances"].items()}


@cache
def head_kinds() -> dict[str, frozenset[str]]:
    """The kinds that a word beside a name allows, plurals too ("Camden and Charlton counties")."""
    found = {row["word"]: frozenset(row["kinds"].split(";")) for row in rows("place_heads")}
    return found | {plural(word): kinds for word, kinds in found.items()}


def plural(word: str) -> str:
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"


@cache
def facility_kinds() -> dict[str, tuple[PlaceKind, str]]:
    """Kind of a name by its last word, and what tells where it lies: "town" in its name, "local" what was named before, or ""."""
    return {row["word"]: (msgspec.convert(row["kind"], PlaceKind), row["named"]) for row in rows("place_facilities")}


@cache
def demonyms() -> dict[str, tuple[str, str]]:
    return {row["word"]: (row["place"], row["country"]) for row in rows("place_demonyms")}


@cache
def abbreviations() -> dict[str, tuple[str, str]]:
    return {row["abbreviation"]: (row["code"], row["name"]) for row in rows("place_abbreviations")}
