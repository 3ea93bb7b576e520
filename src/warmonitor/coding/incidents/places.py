"""Whether two tellings may be of one place."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Any, NamedTuple

from warmonitor.knowledge import tables
from warmonitor.records import Claim, EventPlace

_KM_PER_DEGREE = 111.2


_WORDS_BEFORE = 2  # of the words before a place that may name what stands there
_SMALLER_THAN_COUNTRIES = frozenset({"exact", "near", "admin2", "admin1"})


def are_apart(members: list[Claim], claim: Claim, lands: frozenset[str]) -> bool:
    """Whether the words put the two in different countries."""
    theirs = {place.country for member in members for place in _stated_places(member)} & lands
    ours = {place.country for place in _stated_places(claim)} & lands
    return bool(theirs and ours) and theirs.isdisjoint(ours)


def _stated_places(claim: Claim) -> list[EventPlace]:
    return [
        p
        for p in claim.event.places
        if p.basis == "stated" and p.relation not in ("from", "toward") and p.country and not _is_of_care(p, claim)
    ]


def are_elsewhere(members: list[Claim], claim: Claim) -> bool:
    """Whether the words name other places smaller than a country for the two."""
    theirs = {place_key(p) for member in members for p in _stated_places(member) if p.precision != "country"}
    ours = {place_key(p) for p in _stated_places(claim) if p.precision != "country"}
    return bool(theirs and ours) and theirs.isdisjoint(ours)


def are_at_other_places(members: list[Claim], claim: Claim) -> bool:
    """Whether the words name other towns for the two."""
    theirs = {place_key(place) for member in members for place in _stated_places(member) if place.precision == "exact"}
    ours = {place_key(place) for place in _stated_places(claim) if place.precision == "exact"}
    return bool(theirs and ours) and theirs.isdisjoint(ours)


def are_at_one_place(members: list[Claim], claim: Claim) -> bool:
    """Whether the words name one place for the two."""
    theirs = {place_key(p) for member in members for p in _stated_places(member)}
    return any(place_key(p) in theirs for p in _stated_places(claim))


def are_takings_elsewhere(members: list[Claim], claim: Claim, rules: dict[str, Any]) -> bool:
    """Whether the one tells that a place was taken and the rest of something done at another."""
    taken = set(rules["codes_of_taking"])
    ours, theirs = (not taken.isdisjoint(one.event.codes.acled or ()) for one in (claim, members[0]))
    there = {place_key(p) for member in members for p in own_places(member) if p.basis == "stated"}
    here = {place_key(p) for p in own_places(claim) if p.basis == "stated"}
    return ours != theirs and bool(there and here) and there.isdisjoint(here)


def are_far_apart(members: list[Claim], claim: Claim, km: float) -> bool:
    """Whether all that the words name as places of the one lies at least so far from all of the other, and well outside its region."""
    theirs = [spot for member in members for spot in _spots(member)]
    ours = _spots(claim)
    return bool(theirs and ours) and all(
        _distance_km(a, b) >= max(km, a.extent_km + b.extent_km) and not _is_inside(a, b) for a in theirs for b in ours
    )


class _Spot(NamedTuple):
    latitude: float
    longitude: float
    extent_km: float
    province: str | None


def _spots(claim: Claim) -> list[_Spot]:
    """Where the words put it: towns as points, provinces and districts with how far they reach."""
    return [
        _Spot(p.latitude, p.longitude, 0.0 if p.precision in ("exact", "near") else p.radius_km or 0.0, p.admin1)
        for p in _stated_places(claim)
        if p.latitude is not None and p.longitude is not None and p.precision in _SMALLER_THAN_COUNTRIES
    ]


def _is_inside(one: _Spot, other: _Spot) -> bool:
    """Whether one is a province or district and the other in the same province."""
    return one.province is not None and one.province == other.province and (one.extent_km > 0 or other.extent_km > 0)


def _distance_km(one: _Spot, other: _Spot) -> float:
    """The distance of two points, near enough at some tens of kilometres."""
    middle = math.radians((one.latitude + other.latitude) / 2)
    north, east = other.latitude - one.latitude, (other.longitude - one.longitude) * math.cos(middle)
    return _KM_PER_DEGREE * math.hypot(north, east)


def own_places(claim: Claim) -> list[EventPlace]:
    """Where the claim puts it, by more than a country: not where people came from or died of it ("died at the Rosales Hospital")."""
    return [
        p
        for p in claim.event.places
        if p.relation not in ("from", "toward") and p.precision != "country" and not _is_of_care(p, claim)
    ]


def _is_of_care(place: EventPlace, claim: Claim) -> bool:
    """Whether the place is a hospital or the like, or stands behind one ("at a hospital in Kokorou"), and not what was hit."""
    before = claim.text[: max(place.start - claim.start, 0)] if place.end <= claim.end else ""
    words = re.findall(r"\w+", place.text.lower()) + re.findall(r"\w+", before.lower())[-_WORDS_BEFORE:]
    is_of_care = bool(words) and not _words_of_care().isdisjoint(words)
    return is_of_care and not any(place.text in party.text for party in claim.event.recipients)


@cache
def _words_of_care() -> frozenset[str]:
    return frozenset(tables.entries("report_incidents")["words_of_care"])


def place_key(place: EventPlace) -> str:
    """Places that no gazetteer knows are told apart by their words."""
    return place.id or place.text.lower()
