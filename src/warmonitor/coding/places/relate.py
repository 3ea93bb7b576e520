"""Which of the named places are an event's own, and how the text relates them to it."""

from __future__ import annotations

from functools import cache
from typing import Literal

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.evidence import root_of
from warmonitor.coding.places.find import FoundPlace
from warmonitor.coding.places.inherit import inherited_place
from warmonitor.coding.places.ties import none_facts, set_scene, tie_facts
from warmonitor.knowledge.tables import entries
from warmonitor.records import EventPlace, PlacePrecision, PlaceRelation

_PRECISIONS: dict[str | None, PlacePrecision] = {"country": "country", "admin1": "admin1", "admin2": "admin2", "settlement": "exact", "facility": "exact"}
_MOST = 3  # places of one event


def relate_places(parse: Parse, trigger: int, places: list[FoundPlace]) -> tuple[EventPlace, ...]:
    """The places of the event that this token tells of, the main one first; () where the text gives none."""
    first, last = parse.sentences[parse.sentence_of[trigger]]
    inside = [place for place in places if first <= place.first < last]
    own = _own_places(parse, trigger, inside)
    if own or any(not place.is_metonym for place in inside):
        return tuple(_event_place(parse, place) for place in own)
    inherited = inherited_place(parse, trigger, places)
    return (_event_place(parse, inherited, "context"),) if inherited else ()


def _own_places(parse: Parse, trigger: int, inside: list[FoundPlace]) -> list[FoundPlace]:
    """The places of the sentence that outweigh there being none, best first; those that come near the best with it."""
    scene = set_scene(parse, trigger, inside)
    weights = _weights()
    bar = sum(weights.get(fact, 0.0) for fact in none_facts(scene)) - float(entries("place_ties")["none_less"])
    scored = [(sum(weights.get(fact, 0.0) for fact in tie_facts(scene, i)), i) for i in range(len(inside))]
    kept = sorted(((score, i) for score, i in scored if score > bar), key=lambda pair: (-pair[0], pair[1]))
    return [inside[i] for score, i in kept[:_MOST] if score >= kept[0][0] - _lead()]


@cache
def _weights() -> dict[str, float]:
    return dict(entries("place_ties")["facts"])


@cache
def _lead() -> float:
    return float(entries("place_ties")["lead"])


@cache
def _relations() -> dict[str, PlaceRelation]:
    return {word: relation for relation, found in entries("place_relations")["relations"].items() for word in found}


def relation_of(parse: Parse, place: FoundPlace) -> PlaceRelation:
    """The relation that the preposition above the name states; "in" where it states none."""
    at = root_of(parse, place.first, place.last)
    for _ in range(6):
        above = parse.head[at]
        if above == at or parse.pos[above] in ("VERB", "AUX"):
            break
        if parse.dep[above] == "prep" or parse.pos[above] == "ADP":
            relation = _relations().get(parse.lower[above]) or (_relations().get(parse.lower[parse.head[above]]) if parse.lower[above] == "of" else None)
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
