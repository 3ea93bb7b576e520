"""The parser's labels of names, put right by the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.find import FoundPlace
from warmonitor.knowledge.labels import labels

_OF_PLACES = labels("PLACE_OR_PEOPLE")


def relabel(parse: Parse, places: Iterable[FoundPlace]) -> None:
    """Label as places the names that resolved to one: the parser calls Niger a work of art and Baku a person."""
    for found in places:
        if found.place is None or found.is_demonym:
            continue
        for token in range(found.first, found.last):
            if parse.label[token] not in _OF_PLACES and parse.word[token][0].isupper():
                parse.label[token] = "GPE"
