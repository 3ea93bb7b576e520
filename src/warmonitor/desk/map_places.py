"""Incidents on a part of the map at a zoom, in clusters of the screen's size, so that an answer stays small however many there are."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from warmonitor.records import Record
from warmonitor.store import Array, Sites

TILE = 512  # pixels that the world is wide at zoom 0
CELL = 48  # pixels: incidents of one square are shown as one
MOST_CELLS = 6000  # a part of the map that would have more is answered for a lesser zoom
MOST_NAMES = 200
MOST_AREAS = 60
AREA_PIXELS = (16.0, 220.0)  # radius: smaller areas lie under their marker, larger ones hide the map
WIDE_KM = 300.0
MOST_LATITUDE = 85.0
KM_A_PIXEL = 78.27  # at the equator, zoom 0

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class View:
    """What of the map is looked at: west, south, east and north in degrees (west may be beyond -180, east beyond 180)."""

    zoom: float
    box: Bounds


class Cluster(Record, frozen=True):
    """Incidents of one square of the screen, shown at the place that has most of them.

    `quads` counts PLOVER's four quads. Where they lie at one place (`places` is 1), `radius` and `precision` are its, and
    `name` is its name, or the title of the only incident there.
    """

    at: tuple[float, float]
    bounds: Bounds
    quads: tuple[int, int, int, int]
    total: int
    places: int
    radius: float | None = None
    precision: str | None = None
    name: str | None = None


class UncertainArea(Record, frozen=True):
    """Where incidents may have happened: a circle around a point, or the country or province that it lies in."""

    at: tuple[float, float]
    radius: float
    precision: str
    total: int


class MapAnswer(Record, frozen=True):
    """What the map asks for. `total` counts all incidents with a place, `bounds` holds all of them.

    `near` holds those that are known more closely than by a country or a wide region.
    """

    clusters: tuple[Cluster, ...]
    areas: tuple[UncertainArea, ...]
    total: int
    bounds: Bounds | None
    near: Bounds | None


@dataclass(frozen=True)
class Square:
    """The sites of one cluster, the fullest first."""

    sites: Array
    total: int


def bounds_of(sites: Sites, chosen: Array) -> Bounds | None:
    """West, south, east and north of some sites."""
    if not len(chosen):
        return None
    x, y = sites.longitude[chosen], sites.latitude[chosen]
    west, south, east, north = (round(float(value), 4) for value in (x.min(), y.min(), x.max(), y.max()))
    return west, south, east, north


def near_sites(sites: Sites, chosen: Array) -> Array:
    """Those of some sites that are known more closely than by a country or a wide region."""
    is_country = np.array([word == "country" for word in sites.precision], dtype=bool)
    return chosen[~is_country[chosen] & ~(sites.radius_km[chosen] > WIDE_KM)]


def sites_in(sites: Sites, chosen: Array, box: Bounds) -> Array:
    """Those of some sites that lie in a box, which may go on beyond the date line."""
    west, south, east, north = box
    x, y = sites.longitude[chosen], sites.latitude[chosen]
    inside = np.zeros(len(chosen), dtype=bool)
    for turn in (-360.0, 0.0, 360.0):
        inside |= (x + turn >= west) & (x + turn <= east)
    return chosen[inside & (y >= south) & (y <= north)]


def _zoom_for(view: View) -> float:
    """The zoom, lessened until its squares in the view aren't too many."""
    west, south, east, north = view.box
    zoom = view.zoom
    across = min(1.0, (east - west) / 360)
    down = min(1.0, float(abs(_mercator(np.array([north]))[0] - _mercator(np.array([south]))[0])))
    while zoom > 0 and across * down * (TILE * 2**zoom / CELL) ** 2 > MOST_CELLS:
        zoom -= 0.5
    return zoom


def _mercator(latitude: Array) -> Array:
    """How far down the square world map a latitude lies, from 0 to 1."""
    sine = np.sin(np.radians(np.clip(latitude, -MOST_LATITUDE, MOST_LATITUDE)))
    down: Array = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return down


def squares_of(sites: Sites, counts: Array, inside: Array, zoom: float) -> list[Square]:
    """Sites by the square of the screen that they lie in, the fullest squares first."""
    scale = TILE * 2**zoom / CELL
    column = np.floor((sites.longitude[inside] + 180) / 360 * scale).astype(np.int64)
    row = np.floor(_mercator(sites.latitude[inside]) * scale).astype(np.int64)
    squares = column * (int(scale) + 2) + row
    order = np.lexsort((inside, -counts[inside], squares))
    starts = np.flatnonzero(np.diff(squares[order], prepend=-1))
    groups = np.split(inside[order], starts[1:]) if len(starts) else []
    found = [Square(group, int(counts[group].sum())) for group in groups]
    return sorted(found, key=lambda square: (-square.total, int(square.sites[0])))


def cluster_of(sites: Sites, quads: Array, square: Square) -> Cluster:
    """A square as it is sent; without a name."""
    first = int(square.sites[0])
    one, two, three, four = (int(count) for count in quads[square.sites].sum(axis=0))
    bounds = bounds_of(sites, square.sites)
    assert bounds is not None
    at = (round(float(sites.longitude[first]), 4), round(float(sites.latitude[first]), 4))
    if len(square.sites) > 1:
        return Cluster(at, bounds, (one, two, three, four), square.total, len(square.sites))
    return Cluster(at, bounds, (one, two, three, four), square.total, 1, _radius(sites, first), sites.precision[first])


def _radius(sites: Sites, site: int) -> float | None:
    radius = float(sites.radius_km[site])
    return None if math.isnan(radius) else radius


def areas_in(sites: Sites, counts: Array, inside: Array, zoom: float) -> tuple[UncertainArea, ...]:
    """The areas of uncertainty that can be told apart at a zoom, those of most incidents first; a whole country is none."""
    radius = np.nan_to_num(sites.radius_km[inside])
    pixels = radius / (KM_A_PIXEL * np.cos(np.radians(sites.latitude[inside])) / 2**zoom)
    fits = (pixels >= AREA_PIXELS[0]) & (pixels <= AREA_PIXELS[1]) & (radius <= WIDE_KM)
    fitting = near_sites(sites, inside[fits])
    fullest = fitting[np.lexsort((fitting, -counts[fitting]))][:MOST_AREAS]
    return tuple(
        UncertainArea(
            (round(float(sites.longitude[site]), 4), round(float(sites.latitude[site]), 4)),
            float(sites.radius_km[site]),
            sites.precision[site],
            int(counts[site]),
        )
        for site in fullest
    )


def place_clusters(sites: Sites, quads: Array, view: View) -> tuple[list[Square], MapAnswer]:
    """The map's answer for a view, its clusters without names, and the squares that they are, in the same order."""
    counts = quads.sum(axis=1)
    chosen = np.flatnonzero(counts)
    zoom = _zoom_for(view)
    inside = sites_in(sites, chosen, view.box)
    squares = squares_of(sites, counts, inside, zoom)
    return squares, MapAnswer(
        tuple(cluster_of(sites, quads, square) for square in squares),
        areas_in(sites, counts, inside, view.zoom),
        int(counts.sum()),
        bounds_of(sites, chosen),
        bounds_of(sites, near_sites(sites, chosen)),
    )
