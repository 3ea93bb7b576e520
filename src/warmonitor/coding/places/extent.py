"""How an event's place is put: its relation, how precise it is, and how far the true spot may lie from the point."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.evidence import root_of
from warmonitor.coding.places.find import FoundPlace
from warmonitor.coding.places.vocabulary import distances
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.tables import entries
from warmonitor.records import EventPlace, PlacePrecision, PlaceRelation

_PRECISIONS: dict[str | None, PlacePrecision] = {
    "country": "country", "admin1": "admin1", "admin2": "admin2", "settlement": "exact", "facility": "exact", "other": "near", "water": "near",
}  # fmt: skip
_LOOSE = ("near", "around", "along")
_STEPS = reach("places", "relation_governors")
_DISTANCE = re.compile(r"(\d[\d,]{0,6}(?:\.\d+)?)\s*-?\s*(?:\([^)]{1,20}\)\s*)?([a-z]+)\b[^.;:]{0,40}$", re.IGNORECASE)
_LOOK_BACK = reach("places", "distance_characters")
_AHEAD = reach("places", "away_ahead")


def make_event_place(
    parse: Parse,
    found: FoundPlace,
    basis: Literal["stated", "context"] = "stated",
    relation: PlaceRelation | None = None,
) -> EventPlace:
    """The place of an event, from its mention and the words around it."""
    mention = found.mention
    relation = relation or relation_of(parse, found)
    return EventPlace(
        mention.start, mention.end, mention.text, mention.id, mention.name, mention.country, relation, _precision(found, relation),
        mention.latitude, mention.longitude, _radius(parse, found, relation), basis, mention.pcode, mention.admin1,
    )  # fmt: skip


def relation_of(parse: Parse, found: FoundPlace) -> PlaceRelation:
    """The relation that the preposition above the name states, or a line it lends its name to; "in" where neither does."""
    at = root_of(parse, found.first, found.last)
    for _ in range(_STEPS):
        above = parse.head[at]
        if above == at or parse.pos[above] in ("VERB", "AUX"):
            break
        lower = parse.lower[above]
        if parse.dep[at] in ("compound", "nmod", "amod", "poss") and lower in _words("lines"):
            return "along"
        if parse.dep[above] == "prep" or parse.pos[above] == "ADP":
            if lower == "of":
                above = parse.head[above]
                lower = parse.lower[above]
                if parse.child(above, "det") is not None and lower not in _words("lines"):
                    at = above
                    continue  # "the north of Syria" lies in Syria
            relation = _relations().get(lower)
            if relation or parse.dep[above] == "prep":
                return relation or "in"
        at = above
    return "in"


def _precision(found: FoundPlace, relation: PlaceRelation) -> PlacePrecision:
    """What the point can be trusted for: the level of the place, no closer than near where the relation is loose."""
    if found.mention.latitude is None:
        return "country" if found.mention.country and found.mention.kind == "country" else "unknown"
    if found.place is None and found.container is not None:  # it has the point of what it lies in
        return "near" if found.container.kind == "settlement" else _PRECISIONS.get(found.container.kind, "unknown")
    precision = _PRECISIONS.get(found.mention.kind, "unknown")
    return "near" if precision == "exact" and relation in _LOOSE else precision


def _radius(parse: Parse, found: FoundPlace, relation: PlaceRelation) -> float | None:
    radius = found.mention.radius_km
    if radius is None:
        return None
    table = entries("place_radius")
    before = parse.lower[found.first - 1] if found.first else ""
    if before in _words("parts") and found.mention.kind in ("admin1", "admin2", "country", "region"):
        radius *= float(table["part"])
    distance = _distance_km(parse, found) if found.container is None else _distance_after(parse, found)
    if distance is not None:
        return round(radius + distance, 1)
    return round(radius + float(table.get(relation, 0.0)), 1)


def _distance_km(parse: Parse, found: FoundPlace) -> float | None:
    """The distance stated just before a name ("some 5 km (3 miles) north of Idlib")."""
    start = found.mention.start
    match = None
    for match in _DISTANCE.finditer(parse.text[max(0, start - _LOOK_BACK) : start]):  # noqa: B007
        pass
    if match is None or match[2].lower() not in distances():
        return None
    return float(match[1].replace(",", "")) * distances()[match[2].lower()]


def _distance_after(parse: Parse, found: FoundPlace) -> float | None:
    """The distance of an unknown place from the one told after it ("Kasheke, some 20 km north of Goma")."""
    for i in range(found.last, min(found.last + _AHEAD, len(parse) - 1)):
        number = parse.lower[i].replace(",", "")
        if number.replace(".", "", 1).isdigit() and parse.lower[i + 1] in distances():
            return float(number) * distances()[parse.lower[i + 1]]
    return None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(entries("place_relations")[name])


@cache
def _relations() -> dict[str, PlaceRelation]:
    return {word: relation for relation, found in entries("place_relations")["relations"].items() for word in found}
