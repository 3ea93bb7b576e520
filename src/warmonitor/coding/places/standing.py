"""What a place of the gazetteer is among places: a capital, a point of the globe."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache

from warmonitor.knowledge.countries import shipped_countries
from warmonitor.knowledge.gazetteer.lookup import GazetteerPlace

Point = tuple[float, float, float]
_BESIDE = math.cos(600 / 6371)  # the same of a town and the middle of a country beside its own
NEAR = math.cos(150 / 6371)  # cosine of the angle that counts as neighbourhood


@lru_cache(maxsize=50_000)
def is_capital(place: GazetteerPlace) -> bool:
    """Whether a settlement is the capital of its country."""
    country = shipped_countries().by_capital(place.name)
    return (
        country is not None
        and country.iso3 == place.country
        and place.kind == "settlement"
        and place.population > 20_000
    )


@lru_cache(maxsize=50_000)
def point(place: GazetteerPlace) -> Point:
    """The place as a point of the unit ball."""
    latitude, longitude = math.radians(place.latitude), math.radians(place.longitude)
    return math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)


def are_far(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether two places lie farther apart than a neighbourhood."""
    return sum(a * b for a, b in zip(point(one), point(other), strict=True)) < NEAR


def lies_by(place: GazetteerPlace, lands: Iterable[str | None]) -> bool:
    """Whether a place lies where one of these countries may border on it."""
    here = point(place)
    for code in lands:
        country = shipped_countries().by_code(code) if code else None
        if country is None:
            continue
        latitude, longitude = math.radians(country.latitude), math.radians(country.longitude)
        there = math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)
        if sum(a * b for a, b in zip(here, there, strict=True)) > _BESIDE:
            return True
    return False


@lru_cache(maxsize=50_000)
def containers(place: GazetteerPlace) -> frozenset[str]:
    """The codes of the country and units that a place lies in."""
    second = f"{place.admin1_code}/{place.admin2}" if place.admin2 else None
    return frozenset(filter(None, (place.country, place.admin1_code, second)))


def container_code(place: GazetteerPlace) -> str | None:
    """What places within have for this one: a country's ISO code, a unit's GeoNames code."""
    if place.kind == "country":
        return place.country
    if place.kind == "admin1":
        return place.admin1_code
    return f"{place.admin1_code}/{place.name}" if place.kind == "admin2" else None
