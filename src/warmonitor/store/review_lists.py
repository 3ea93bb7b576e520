"""Queries that lay incidents and claims before a reviewer."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, and_, select

from warmonitor.records import Incident, from_json
from warmonitor.store.desk_tables import reviewed_claims
from warmonitor.store.tables import claims, incidents, links

_DAYS_AROUND = 5
_MOST_NEAR = 8


def rejected_of(connection: Connection, incident_id: str) -> list[str]:
    """Claims that were of this incident and that somebody rejected."""
    query = (
        select(claims.c.id)
        .join(reviewed_claims, reviewed_claims.c.claim_key == claims.c.key)
        .join(links, links.c.claim_key == claims.c.key)
        .where(links.c.incident_id == incident_id, claims.c.is_current, reviewed_claims.c.standing == "rejected")
        .distinct()
        .order_by(claims.c.id)
    )
    return list(connection.execute(query).scalars())


def incident_of(connection: Connection, claim_id: str) -> str | None:
    """The incident that a claim belongs to, or belonged to last."""
    query = (
        select(links.c.incident_id)
        .join(claims, claims.c.key == links.c.claim_key)
        .where(claims.c.id == claim_id, claims.c.is_current)
        .order_by(links.c.known_until.is_not(None), links.c.key.desc())
        .limit(1)
    )
    return connection.scalar(query)


def list_near(connection: Connection, incident: Incident) -> tuple[Incident, ...]:
    """Incidents of the same type in the same country and the same days or nearly: what this one may be the same as."""
    country = next((place.country for place in incident.places if place.country), None)
    first = incident.time.earliest or incident.time.latest
    if country is None or first is None:
        return ()
    day = date.fromisoformat(first[:10])
    since, until = ((day + timedelta(days=step)).isoformat() for step in (-_DAYS_AROUND, _DAYS_AROUND))
    query = (
        select(incidents.c.record)
        .where(
            and_(
                incidents.c.is_current, incidents.c.type == incident.type, incidents.c.country == country,
                incidents.c.earliest.between(since, until), incidents.c.id != incident.id,
            )
        )
        .order_by(incidents.c.main_reports.desc(), incidents.c.id)
        .limit(200)
    )  # fmt: skip
    found = [from_json(row.record, Incident) for row in connection.execute(query)]
    places = {place.id or place.text.lower() for place in incident.places}

    def strangeness(other: Incident) -> tuple[bool, int]:
        apart = abs((date.fromisoformat((other.time.earliest or first)[:10]) - day).days)
        return not places & {place.id or place.text.lower() for place in other.places}, apart

    return tuple(sorted(found, key=strangeness)[:_MOST_NEAR])
