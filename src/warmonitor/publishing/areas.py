"""Places as areas no finer than a policy says: the province around a village, the square of a grid. Never a point moved at random."""

from __future__ import annotations

import math
from typing import Literal

from msgspec.structs import replace

from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.gazetteer.lookup import Gazetteer, GazetteerPlace
from warmonitor.knowledge.tables import entries
from warmonitor.records import EventPlace, PlaceKind, PlaceMention

Level = Literal["country", "admin1", "admin2", "grid"]
LEVELS: tuple[Level, ...] = ("country", "admin1", "admin2", "grid")
_KINDS: dict[Level, frozenset[str]] = {
    "country": frozenset({"country"}),
    "admin1": frozenset({"country", "admin1", "region"}),
    "admin2": frozenset({"country", "admin1", "admin2", "region"}),
    "grid": frozenset({"country", "admin1", "region"}),
}
_PRECISE: dict[Level, frozenset[str]] = {
    "country": frozenset({"country"}),
    "admin1": frozenset({"country", "admin1"}),
    "admin2": frozenset({"country", "admin1", "admin2"}),
    "grid": frozenset({"country", "admin1"}),
}
KM_A_DEGREE = 111.2


class Areas:
    """Makes places coarse."""

    def __init__(self, level: Level, gazetteer: Gazetteer, countries: Countries, *, grid_degrees: float = 0.5) -> None:
        self._level = level
        self._gazetteer = gazetteer
        self._countries = countries
        self._degrees = grid_degrees
        self._radius_km = float(entries("place_radius")["country"])
        self._region_km = float(entries("public")["region_km"])
        self._known: dict[tuple[object, ...], EventPlace | None] = {}

    def may_name(self, mention: PlaceMention) -> bool:
        """Whether the words of a mention may be shown."""
        if mention.kind == "region" and (mention.radius_km or 0.0) < self._region_km:
            return False
        return mention.kind in _KINDS[self._level] and mention.id is not None

    def coarse(self, place: EventPlace) -> EventPlace | None:
        """The area in which a place lies, quoting nothing; None where not even its country is known."""
        key = (
            place.id,
            place.name,
            place.text,
            place.country,
            place.admin1,
            place.precision,
            place.latitude,
            place.longitude,
        )
        if key not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[key] = self._find(place)
        found = self._known[key]
        return None if found is None else replace(found, relation=place.relation, basis=place.basis)

    def _find(self, place: EventPlace) -> EventPlace | None:
        known = self._look_up(place)
        if place.precision in _PRECISE[self._level] and known is not None and known.kind in _KINDS[self._level]:
            return _area(
                known, "country" if known.kind == "country" else "admin2" if known.kind == "admin2" else "admin1"
            )
        if self._level == "grid" and place.latitude is not None and place.longitude is not None:
            return self._square(place, place.latitude, place.longitude)
        if (
            self._level == "admin2"
            and known is not None
            and known.admin2
            and (unit := self._unit(known.admin2, "admin2", known.country))
        ):
            return _area(unit, "admin2")
        admin1 = place.admin1 or (known.admin1 if known else None)
        if self._level != "country" and admin1 and (unit := self._unit(admin1, "admin1", place.country)):
            return _area(unit, "admin1")
        return self._country(place.country)

    def _look_up(self, place: EventPlace) -> GazetteerPlace | None:
        """The place of the gazetteer that it was resolved to."""
        candidates = (one for name in (place.name, place.text) if name for one in self._gazetteer.candidates(name))
        return next((one for one in candidates if one.id == place.id), None)

    def _unit(self, name: str, kind: PlaceKind, country: str | None) -> GazetteerPlace | None:
        return next(
            (one for one in self._gazetteer.candidates(name) if one.kind == kind and one.country == country), None
        )

    def _country(self, code: str | None) -> EventPlace | None:
        country = self._countries.by_code(code) if code else None
        if country is None:
            return None
        return EventPlace(
            0, 0, "", f"geonames:{country.geonames}", country.name, country.iso3, "in", "country",
            country.latitude, country.longitude, self._radius_km,
        )  # fmt: skip

    def _square(self, place: EventPlace, latitude: float, longitude: float) -> EventPlace:
        """The square of the grid, as the circle around it."""
        size = self._degrees
        south, west = math.floor(latitude / size) * size, math.floor(longitude / size) * size
        middle = (round(south + size / 2, 4), round(west + size / 2, 4))
        wide = size * KM_A_DEGREE * math.cos(math.radians(middle[0]))
        radius = round(math.hypot(size * KM_A_DEGREE, wide) / 2, 1)
        country = self._countries.by_code(place.country) if place.country else None
        where = country.name if country else "an unnamed country"
        name = f"a square of {size:g}° in {where}"
        return EventPlace(
            0,
            0,
            "",
            f"grid:{size:g}:{south:g}:{west:g}",
            name,
            place.country,
            "in",
            "admin2",
            *middle,
            max(radius, place.radius_km or 0.0),
        )


def _area(unit: GazetteerPlace, precision: Literal["country", "admin1", "admin2"]) -> EventPlace:
    least = (
        float(entries("place_radius")["admin2"]) if precision == "admin2" else 0.0
    )  # some districts have their town's radius
    return EventPlace(
        0, 0, "", unit.id, unit.name, unit.country, "in", precision, unit.latitude, unit.longitude, max(unit.radius_km, least),
        pcode=unit.pcode, admin1=unit.admin1,
    )  # fmt: skip
