"""Incidents by place, for a map that stays small however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from warmonitor.knowledge.event_types import quad_of
from warmonitor.records import EventPlace, Incident, Record
from warmonitor.store import MapPoint

MOST_NAMES = 200  # places of several incidents that are asked for their names


class PlaceGroup(Record, frozen=True):
    """Incidents at one point with one precision: `at` is longitude and latitude, `quads` counts PLOVER's four quads.

    `name` is the place's, or the incident's where there is only one.
    """

    at: tuple[float, float]
    radius: float | None
    precision: str
    quads: tuple[int, int, int, int]
    total: int
    name: str | None


class PlacedIncidents(Record, frozen=True):
    """What the map asks for."""

    places: tuple[PlaceGroup, ...]
    total: int


def shown_place(incident: Incident) -> EventPlace | None:
    """The place where the map shows an incident."""
    places = (place for place in incident.places if place.latitude is not None and place.longitude is not None)
    return next((place for place in places if place.relation not in ("toward", "from")), None)


def group_points(points: Iterable[MapPoint], name_of: Callable[[str], str | None]) -> PlacedIncidents:
    """Points at the same place with the same uncertainty, together; the largest groups first. `name_of` names an incident's place."""
    groups: dict[tuple[float, float, float | None, str], list[MapPoint]] = {}
    for point in points:
        groups.setdefault((point.longitude, point.latitude, point.radius_km, point.precision), []).append(point)
    ordered = sorted(groups.values(), key=lambda members: (-len(members), members[0].id))
    places = tuple(
        _group(
            members, members[0].title if len(members) == 1 else name_of(members[0].id) if rank < MOST_NAMES else None
        )
        for rank, members in enumerate(ordered)
    )
    return PlacedIncidents(places, sum(place.total for place in places))


def _group(members: list[MapPoint], name: str | None) -> PlaceGroup:
    quads = [0, 0, 0, 0]
    for point in members:
        quads[quad_of(point.type) - 1] += 1
    first, second, third, fourth = quads
    one = members[0]
    at = (round(one.longitude, 4), round(one.latitude, 4))
    return PlaceGroup(at, one.radius_km, one.precision, (first, second, third, fourth), len(members), name)
