"""Areas drawn on a map: rings of corners in degrees, and which points lie inside, for SQL and for arrays alike."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import ColumnElement, and_, case, or_

from warmonitor.errors import UsageError

Area = tuple[tuple[float, float], ...]

FEWEST_CORNERS = 3
MOST_CORNERS = 80
HOW = f"an area is written as {FEWEST_CORNERS} to {MOST_CORNERS} corners, longitude,latitude,longitude,latitude,… in degrees"


def read_area(written: str) -> Area:
    """The corners of "36,35,37,35,36.5,36", longitude before latitude; raises UsageError.

    Longitudes may go on beyond 180 where an area lies across the date line.
    """
    try:
        numbers = [float(part) for part in written.split(",")]
    except ValueError:
        raise UsageError(HOW) from None
    corners = tuple(zip(numbers[::2], numbers[1::2], strict=False))
    if len(numbers) % 2 or not FEWEST_CORNERS <= len(corners) <= MOST_CORNERS:
        raise UsageError(HOW)
    if not all(math.isfinite(x) and math.isfinite(y) and abs(x) <= 540 and abs(y) <= 90 for x, y in corners):
        raise UsageError(f"{HOW}, latitudes within 90")
    return corners


class Edge(NamedTuple):
    """A side of an area that a parallel crosses from `low` up to, but without, `high`: at `x` + `slope` × (latitude − `y`)."""

    low: float
    high: float
    x: float
    y: float
    slope: float


def edges_of(area: Area) -> list[Edge]:
    """The sides of an area; those along a parallel cross none and are left out."""
    sides = zip(area, (*area[1:], area[0]), strict=True)
    return [Edge(min(ay, by), max(ay, by), ax, ay, (bx - ax) / (by - ay)) for (ax, ay), (bx, by) in sides if ay != by]


def _shifts(area: Area) -> Iterator[float]:
    """By how much a longitude within 180 degrees must be moved to lie where the area may be."""
    west, east = min(x for x, _ in area), max(x for x, _ in area)
    return (shift for shift in (0.0, 360.0, -360.0) if west <= 180 + shift and east >= shift - 180)


def lies_in(area: Area, longitude: ColumnElement[Any], latitude: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that a point lies in an area: within its bounds first, then left of an odd number of its sides."""
    west, east = min(x for x, _ in area), max(x for x, _ in area)
    south, north = min(y for _, y in area), max(y for _, y in area)
    found: list[ColumnElement[bool]] = []
    for shift in _shifts(area):
        x = longitude + shift if shift else longitude
        crossed: Any = 0
        for edge in edges_of(area):
            is_left = and_(latitude >= edge.low, latitude < edge.high, x < edge.x + edge.slope * (latitude - edge.y))
            crossed = crossed + case((is_left, 1), else_=0)
        near = and_(longitude >= west - shift, longitude <= east - shift)
        found.append(and_(near, crossed % 2 == 1))
    return and_(latitude >= south, latitude <= north, or_(*found)) if found and edges_of(area) else latitude != latitude


def find_inside(area: Area, longitude: np.ndarray[Any, Any], latitude: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Which points of arrays lie in an area, as `lies_in` says it; no number lies nowhere."""
    south, north = min(y for _, y in area), max(y for _, y in area)
    west, east = min(x for x, _ in area), max(x for x, _ in area)
    found = np.zeros(len(longitude), dtype=bool)
    level = (latitude >= south) & (latitude <= north)
    for shift in _shifts(area):
        near = np.flatnonzero(level & (longitude >= west - shift) & (longitude <= east - shift))
        x, y = longitude[near] + shift, latitude[near]
        is_odd = np.zeros(len(near), dtype=bool)
        for edge in edges_of(area):
            is_odd ^= (y >= edge.low) & (y < edge.high) & (x < edge.x + edge.slope * (y - edge.y))
        found[near] |= is_odd
    return found
