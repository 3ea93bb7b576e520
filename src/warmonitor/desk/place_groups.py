"""Incidents by place, for a map that stays small however many there are."""

from __future__ import annotations

from collections.abc import Iterable

from warmonitor.knowledge.event_types import quad_of
from warmonitor.records import Record
from warmonitor.store import MapPoint

MOST_IDS = 300  # of one place, for pointing at it from a list


class PlaceGroup(Record, frozen=True):
    """Incidents at one point with one precision: `at` is longitude and latitude, `quads` counts PLOVER's four quads."""

    at: tuple[float, float]
    radius: float | None
    precision: str
    quads: tuple[int, int, int, int]
    total: int
    name: str | None
    ids: tuple[str, ...]


class PlacedIncidents(Record, frozen=True):
    """What the map asks for."""

    places: tuple[PlaceGroup, ...]
    total: int


def group_points(points: Iterable[MapPoint]) -> PlacedIncidents:
    """Points at the same place with the same uncertainty, together; the largest groups first."""
    groups: dict[tuple[float, float, float | None, str], list[MapPoint]] = {}
    for point in points:
        groups.setdefault((point.longitude, point.latitude, point.radius_km, point.precision), []).append(point)
    places = tuple(sorted((_group(key, members) for key, members in groups.items()), key=lambda place: (-place.total, place.at)))
    return PlacedIncidents(places, sum(place.total for place in places))


def _group(key: tuple[float, float, float | None, str], members: list[MapPoint]) -> PlaceGroup:
    longitude, latitude, radius, precision = key
    quads = [0, 0, 0, 0]
    for point in members:
        quads[quad_of(point.type) - 1] += 1
    first, second, third, fourth = quads
    at = (round(longitude, 4), round(latitude, 4))
    ids = tuple(point.id for point in members[:MOST_IDS])
    name = getattr(members[0], "place", None)
    return PlaceGroup(at, radius, precision, (first, second, third, fourth), len(members), name, ids)
