"""GeoJSON (RFC 7946): an incident a feature, its point with the radius and the precision within which it is known.

The whole record is in the properties. Incidents without coordinates have a null geometry, so none is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from warmonitor.records import Incident


def write_geojson(incidents: Iterable[Incident]) -> Iterator[str]:
    """A feature collection, a feature a line."""
    yield '{"type": "FeatureCollection", "features": [\n'
    first = True
    for incident in incidents:
        yield ("" if first else ",\n") + msgspec.json.encode(make_feature(incident)).decode()
        first = False
    yield "\n]}\n"


def make_feature(incident: Incident) -> dict[str, object]:
    """The feature of an incident."""
    where = next(
        (place for place in incident.places if place.latitude is not None and place.relation not in ("toward", "from")),
        None,
    )
    geometry = None if where is None else {"type": "Point", "coordinates": [where.longitude, where.latitude]}
    point = (
        {}
        if where is None
        else {"radius_km": where.radius_km, "precision": where.precision, "place": where.name or where.text}
    )
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": geometry,
        "properties": {**point, **msgspec.to_builtins(incident)},
    }
