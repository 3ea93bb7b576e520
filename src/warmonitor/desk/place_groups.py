"""The place of an incident that a map shows."""

from __future__ import annotations

from warmonitor.records import EventPlace, Incident


def shown_place(incident: Incident) -> EventPlace | None:
    """The place where the map shows an incident."""
    places = (place for place in incident.places if place.latitude is not None and place.longitude is not None)
    return next((place for place in places if place.relation not in ("toward", "from")), None)
