"""CAP 1.2 (Common Alerting Protocol, OASIS): an alert an incident, together in an Atom feed. Elements stand in the standard's order.

An alert says what was reported and how sure it is; it is sent by a monitor, not by an authority, and gives no instruction.
An alert's identifier holds when its incident last changed, so that each change is a message of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape

from warmonitor.knowledge.event_types import event_types, quad_of
from warmonitor.knowledge.tables import entries
from warmonitor.publishing.feed import clean_text
from warmonitor.records import EventPlace, Incident, Toll

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
_NONE_BEFORE: Mapping[str, str] = MappingProxyType({})
_NO_NAME = re.compile(r"[^A-Za-z0-9.:_-]")


def write_alerts(incidents: Iterable[Incident], before: Mapping[str, str] = _NONE_BEFORE) -> Iterator[str]:
    """An Atom feed of alerts; `before` tells when incidents had changed for the last time before."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield "<id>urn:warmonitor:alerts</id>\n<title>Alerts</title>\n<author><name>warmonitor</name></author>\n"
    entries_, newest = [], "1970-01-01T00:00:00Z"
    for incident in incidents:
        newest = max(newest, incident.changed_at)
        entries_.append(write_entry(incident, before.get(incident.id)))
    yield f"<updated>{escape(newest)}</updated>\n"
    yield from entries_
    yield "</feed>\n"


def write_entry(incident: Incident, before: str | None = None) -> str:
    """An entry of an Atom feed that holds the alert."""
    return (
        f"<entry><id>urn:warmonitor:alert:{_identifier(incident.id, incident.changed_at)}</id>"
        f"<title>{_text(_headline(incident))}</title><updated>{_text(incident.changed_at)}</updated>"
        f'<content type="application/cap+xml">\n{write_alert(incident, before)}</content></entry>\n'
    )


def write_alert(incident: Incident, before: str | None = None) -> str:
    """The alert of an incident as it is now; `before` is when the incident had last changed where an alert of that state was sent."""
    table: Mapping[str, Any] = entries("cap")
    kind = "Alert" if before is None else "Cancel" if incident.status == "retracted" else "Update"
    lines = [
        f'<alert xmlns="{NAMESPACE}">',
        _element("identifier", _identifier(incident.id, incident.changed_at)),
        _element("sender", table["sender"]),
        _element("sent", _instant(incident.changed_at)),
        _element("status", "Actual"),
        _element("msgType", kind),
        _element("scope", "Restricted"),
        _element("restriction", table["restriction"]),
    ]
    if before is not None:
        reference = f"{table['sender']},{_identifier(incident.id, before)},{_instant(before)}"
        lines.append(_element("references", reference))
    return "\n".join([*lines, *_info(incident, table), "</alert>", ""])


def _info(incident: Incident, table: Mapping[str, Any]) -> Iterator[str]:
    known = event_types().get(incident.type)
    yield "<info>"
    yield _element("language", table["language"])
    yield _element("category", "Security")
    yield _element("event", known.label if known else incident.type)
    yield _element("urgency", table["urgency"].get(incident.type, table["past"]))
    yield _element("severity", severity_of(incident))
    yield _element("certainty", "Unlikely" if incident.status == "retracted" else table["certainty"][incident.grade])
    for name, value in (("PLOVER type", incident.type), ("PLOVER mode", incident.mode)):
        if value:
            yield f"<eventCode>{_element('valueName', name)}{_element('value', value)}</eventCode>"
    if incident.time.earliest and incident.time.earliest == incident.time.latest:
        yield _element("onset", f"{incident.time.earliest[:10]}T00:00:00-00:00")
    yield _element("senderName", table["sender"])
    yield _element("headline", _headline(incident))
    yield _element("description", _describe(incident))
    for name, value in _parameters(incident):
        yield f"<parameter>{_element('valueName', name)}{_element('value', value)}</parameter>"
    yield from _area(incident.places)
    yield "</info>"


def severity_of(incident: Incident) -> str:
    """CAP's severity by the highest figures, else by the kind of event."""
    table = entries("cap")
    for of, steps in (("killed", table["severity_killed"]), ("injured", table["severity_injured"])):
        most = max((_most(toll) for toll in incident.counts if toll.of == of), default=0)
        for severity, least in steps.items():
            if most >= least:
                return str(severity)
    return str(table["severity_quad"][quad_of(incident.type)])


def _most(toll: Toll) -> int:
    return next((value for value in (toll.high, toll.best, toll.low) if value is not None), 0)


def _headline(incident: Incident) -> str:
    longest: int = entries("cap")["longest_headline"]
    title = " ".join(incident.title.split())
    return title if len(title) <= longest else title[: longest - 1].rstrip() + "…"


def _describe(incident: Incident) -> str:
    """What, when, how many and how sure, in ranges."""
    first, last = incident.time.earliest, incident.time.latest
    when = (
        "day not told"
        if not (first or last)
        else first
        if first == last
        else f"between {first or '?'} and {last or '?'}"
    )
    tolls = [f"{_range(toll)} {toll.of}{f' ({toll.who})' if toll.who else ''}" for toll in incident.counts]
    voices = f"{incident.independent_voices} independent {'voice' if incident.independent_voices == 1 else 'voices'}"
    return "; ".join([f"Reported: {incident.title}", str(when), *tolls, f"graded {incident.grade}", voices]) + "."


def _range(toll: Toll) -> str:
    if toll.low is None:
        return f"up to {toll.high}"
    if toll.high is None:
        return f"at least {toll.low}"
    return str(toll.low) if toll.low == toll.high else f"{toll.low} to {toll.high}"


def _parameters(incident: Incident) -> Iterator[tuple[str, str]]:
    yield "incident", incident.id
    yield "grade", incident.grade
    yield "status", incident.status
    yield "independent voices", str(incident.independent_voices)
    yield "reports", str(len(incident.reports))


def _area(places: Iterable[EventPlace]) -> Iterator[str]:
    """The main place: its name, and a circle as wide as its uncertainty."""
    where = next((place for place in places if place.relation not in ("toward", "from")), None)
    if where is None:
        return
    yield "<area>"
    country = f", {where.country}" if where.country else ""
    yield _element("areaDesc", f"{where.relation} {where.name or where.text}{country} ({where.precision})")
    if where.latitude is not None and where.longitude is not None:
        yield _element("circle", f"{where.latitude:.5f},{where.longitude:.5f} {where.radius_km or 0:g}")
    yield "</area>"


def _identifier(name: str, at: str) -> str:
    """No spaces, commas or marks of XML, as the standard has it."""
    return _NO_NAME.sub("_", f"{name}.{at}")


def _instant(at: str) -> str:
    """An instant without fractions, with UTC as -00:00: CAP takes no Z."""
    return f"{at[:19]}-00:00" if len(at) >= 19 else f"{at[:10]}T00:00:00-00:00"


def _element(name: str, value: str) -> str:
    return f"<{name}>{_text(value)}</{name}>"


def _text(value: str) -> str:
    return escape(clean_text(value))
