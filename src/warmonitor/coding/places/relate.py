"""Which of the named places are an event's own, and how the text relates them to it."""

from __future__ import annotations

from functools import cache
from typing import Literal

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.find import FoundPlace
from warmonitor.coding.places.inherit import inherited_place
from warmonitor.knowledge.tables import entries
from warmonitor.records import EventPlace, PlacePrecision, PlaceRelation

_PRECISIONS: dict[str | None, PlacePrecision] = {"country": "country", "admin1": "admin1", "admin2": "admin2", "settlement": "exact", "facility": "exact"}


def relate_places(parse: Parse, trigger: int, places: list[FoundPlace]) -> tuple[EventPlace, ...]:
    """The places of the event that this token tells of, the main one first; () where the text gives none."""
    first, last = parse.sentences[parse.sentence_of[trigger]]
    inside = [place for place in places if first <= place.first < last and not place.is_metonym and not place.is_demonym]
    costed = sorted((cost, place.first, place) for place in inside if (cost := _cost(parse, trigger, place)) is not None)
    most = float(entries("place_relations")["most"])
    own = tuple(_event_place(parse, place) for cost, _, place in costed[:3] if cost <= most)
    if own or inside:
        return own
    inherited = inherited_place(parse, trigger, places)
    return (_event_place(parse, inherited, "context"),) if inherited else ()


def _cost(parse: Parse, trigger: int, place: FoundPlace) -> float | None:
    """The sum of the steps of syntax between the event and the place."""
    root = place_root(parse, place)
    up = {trigger: 0.0}
    cost = 0.0
    at = trigger
    for above in parse.ancestors(trigger):
        cost += _step(parse.dep[at])
        up[above] = cost
        at = above
    cost, at = 0.0, root
    while at not in up:
        if parse.head[at] == at:
            return None
        cost += _step(parse.dep[at])
        at = parse.head[at]
    if parse.dep[root] in ("nsubj", "nsubjpass", "poss"):
        cost += float(entries("place_relations")["bare_subject"])
    return cost + up[at] + abs(root - trigger) * float(entries("place_relations")["far_word"])


def place_root(parse: Parse, place: FoundPlace) -> int:
    """The token of the name whose governor lies outside of it."""
    inside = range(place.first, place.last)
    return next((i for i in inside if parse.head[i] not in inside or parse.head[i] == i), place.last - 1)


@cache
def _step(dep: str) -> float:
    steps = entries("place_relations")["steps"]
    return float(steps.get(dep, steps["other"]))


@cache
def _relations() -> dict[str, PlaceRelation]:
    return {word: relation for relation, found in entries("place_relations")["relations"].items() for word in found}


def relation_of(parse: Parse, place: FoundPlace) -> PlaceRelation:
    """The relation that the preposition above the name states; "in" where it states none."""
    at = place_root(parse, place)
    for _ in range(6):
        above = parse.head[at]
        if above == at:
            break
        if parse.dep[above] == "prep" or parse.pos[above] == "ADP":
            relation = _relations().get(parse.lower[above])
            if relation:
                return relation
            if parse.lower[above] != "of":
                break
        at = above
    return "in"


def _event_place(parse: Parse, found: FoundPlace, basis: Literal["stated", "context"] = "stated") -> EventPlace:
    mention, relation = found.mention, relation_of(parse, found)
    precision = _PRECISIONS.get(mention.kind, "unknown") if mention.latitude is not None else "unknown"
    if precision == "exact" and relation in ("near", "around", "along"):
        precision = "near"
    radius = mention.radius_km
    if radius is not None and relation in ("near", "around", "along"):
        radius += float(entries("place_radius")[relation])
    return EventPlace(
        mention.start, mention.end, mention.text, mention.id, mention.name, mention.country, relation, precision,
        mention.latitude, mention.longitude, radius, basis,
    )  # fmt: skip
