"""Containment that the text states: "Saraqib, in Idlib", "Paris, Texas", "Wuhan in Hubei province"."""

from __future__ import annotations

from itertools import pairwise

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.scan import Proposal
from warmonitor.knowledge.gazetteer.lookup import GazetteerPlace

_CONTAINERS = ("country", "admin1", "admin2")
_BETWEEN = frozenset({",", "in", "of", "(", "the", "'s", "northern", "southern", "eastern", "western", "central", "province"})
_MOST_BETWEEN = 4  # tokens


def link_containers(parse: Parse, proposals: list[Proposal]) -> None:
    """Notes for each name the countries and units that a name shortly after (or a possessive before) states it lies in."""
    for one, other in pairwise(proposals):
        between = parse.lower[one.last : other.first]
        if not between or len(between) > _MOST_BETWEEN or not _BETWEEN.issuperset(between):
            continue
        if "'s" in between:
            inner, outer = other, one
        elif between[0] in (",", "in", "("):
            inner, outer = one, other
        else:
            continue
        if inner.is_demonym or outer.is_demonym:
            continue
        inner.within |= _stated(inner, outer)
        if not inner.candidates and outer.candidates:
            inner.container = outer


def _stated(inner: Proposal, outer: Proposal) -> set[str]:
    """The containers that the outer name can mean and that hold a namesake of the inner one."""
    held = set()
    for place in inner.candidates:
        held |= {place.country, place.admin1_code, place.admin2 and f"{place.admin1_code}/{place.admin2}"}
    return {code for place in outer.candidates if place.kind in _CONTAINERS and (code := container_code(place)) in held and code}


def container_code(place: GazetteerPlace) -> str | None:
    """What places within have for this one: a country's ISO code, a unit's GeoNames code."""
    if place.kind == "country":
        return place.country
    if place.kind == "admin1":
        return place.admin1_code
    return f"{place.admin1_code}/{place.name}" if place.kind == "admin2" else None
