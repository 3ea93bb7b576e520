"""Alerts in CAP 1.2: elements in the standard's order, its words, times and identifiers in its form."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import msgspec
import pytest

from publishing.raided import make_incident
from warmonitor.publishing import FORMATS
from warmonitor.publishing.cap import NAMESPACE, severity_of, write_alert
from warmonitor.records import Incident, Toll

HOSTILE = "</alert><script>&\x00\ud800,"
ALERT = "identifier sender sent status msgType source scope restriction addresses code note references incidents info".split()
INFO = (
    "language category event responseType urgency severity certainty audience eventCode effective onset expires senderName headline description "
    "instruction web contact parameter resource area"
).split()
AREA = "areaDesc polygon circle geocode altitude ceiling".split()
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def read(incident: Incident, before: str | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(write_alert(incident, before))


def names(element: ElementTree.Element) -> list[str]:
    return [child.tag.removeprefix(f"{{{NAMESPACE}}}") for child in element]


def text(element: ElementTree.Element, name: str) -> str | None:
    return element.findtext(f".//{{{NAMESPACE}}}{name}")


def in_order(found: list[str], order: list[str]) -> bool:
    return [order.index(name) for name in found] == sorted(order.index(name) for name in found)


@pytest.mark.parametrize("before", [None, "2018-09-04T00:00:00Z"])
def test_elements_stand_in_the_standard_s_order(before: str | None) -> None:
    alert = read(make_incident(), before)
    info = alert.find(f"{{{NAMESPACE}}}info")
    assert info is not None and in_order(names(alert), ALERT) and in_order(names(info), INFO)
    area = info.find(f"{{{NAMESPACE}}}area")
    assert area is not None and in_order(names(area), AREA)
    assert text(alert, "circle") == "35.93000,36.63000 5"


def test_times_and_identifiers_have_its_form() -> None:
    alert = read(make_incident(id=HOSTILE))
    assert all(INSTANT.fullmatch(text(alert, name) or "") for name in ("sent", "onset"))
    assert re.fullmatch(r"[A-Za-z0-9.:_-]+", text(alert, "identifier") or "")


def test_a_change_refers_to_the_alert_before() -> None:
    first, then = read(make_incident()), read(make_incident(changed_at="2018-09-06T00:00:00Z"), "2018-09-05T00:00:00Z")
    assert (text(first, "msgType"), text(then, "msgType")) == ("Alert", "Update")
    assert text(then, "references") == f"warmonitor,{text(first, 'identifier')},{text(first, 'sent')}"
    gone = read(make_incident(status="retracted"), "2018-09-04T00:00:00Z")
    assert (text(gone, "msgType"), text(gone, "certainty")) == ("Cancel", "Unlikely")


@pytest.mark.parametrize(
    ("counts", "type_", "severity"),
    [
        ((Toll("killed", None, 5, 5, 25),), "ASSAULT", "Extreme"), ((Toll("killed", None, 1, 1, None),), "ASSAULT", "Severe"),
        ((Toll("injured", None, 3, 3, 3),), "ASSAULT", "Moderate"), ((), "ASSAULT", "Moderate"), ((), "CONSULT", "Minor"),
    ],
)  # fmt: skip
def test_severity_goes_by_the_highest_figures(counts: tuple[Toll, ...], type_: str, severity: str) -> None:
    assert severity_of(make_incident(counts=counts, type=type_)) == severity


def test_what_is_threatened_lies_ahead() -> None:
    assert text(read(make_incident(type="THREATEN")), "urgency") == "Future"
    assert text(read(make_incident()), "urgency") == "Past"


def test_nothing_is_said_to_be_observed() -> None:
    for grade in ("Confirmed", "Fair", "Weak", "Contested", "Discounted"):
        assert text(read(make_incident(grade=grade)), "certainty") in ("Likely", "Possible")


def test_the_feed_is_sound_whatever_reports_say() -> None:
    place = msgspec.structs.replace(make_incident().places[0], name=HOSTILE, latitude=None)
    incidents = [make_incident(), make_incident(title=HOSTILE, places=(place,)), make_incident(places=())]
    feed = ElementTree.fromstring("".join(FORMATS["cap"].write(incidents)).encode("utf-8", "strict"))
    assert len(feed.findall(f".//{{{NAMESPACE}}}alert")) == 3
    assert len(ElementTree.fromstring("".join(FORMATS["cap"].write([]))).findall(f".//{{{NAMESPACE}}}alert")) == 0
