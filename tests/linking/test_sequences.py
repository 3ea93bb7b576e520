"""Incidents in their lanes."""

import pytest

from factories import make_raid
from warmonitor.linking.incidents import build_incident
from warmonitor.linking.sequences import find_name, find_step, write_sequence_title
from warmonitor.linking.voices import Told
from warmonitor.records import EventPlace, Incident


def incident(day: str = "2018-09-04", **changes: object) -> Incident:
    record = make_raid(day=day, id=day)
    (claim,) = record.claims
    built = build_incident([Told(claim, day, "Wire", day)], [], changed_at="t")
    place = EventPlace(0, 1, "Saraqib", "geonames:1", "Saraqib", "SYR", admin1="Idlib", precision="exact")
    return Incident(
        **{**{name: getattr(built, name) for name in Incident.__struct_fields__}, "places": (place,), **changes}
    )


def test_a_raid_stands_in_the_lane_of_its_side_and_province() -> None:
    step = find_step(incident(), [])
    assert step is not None
    assert (step.lane.key, step.is_turn, step.phase) == ("attacks|RUS:state|SYR/Idlib", False, None)
    assert write_sequence_title(step.lane, None) == "Attacks by Russia in Idlib"
    assert write_sequence_title(step.lane, "Siege of Homs") == "Siege of Homs"


@pytest.mark.parametrize(
    "changes",
    [
        {"actors": ()},  # nobody is named
        {"places": ()},
        {"type": "CONSULT", "mode": "visit"},
        {"status": "retracted"},
    ],
)
def test_what_is_not_known_well_enough_stands_in_none(changes: dict[str, object]) -> None:
    assert find_step(incident(**changes), []) is None


def test_a_ceasing_is_a_turn_and_no_incident_of_the_sequence() -> None:
    step = find_step(incident(type="RETREAT", mode="ceasefire"), [])
    assert step is not None and (step.is_turn, step.phase, step.lane.kind) == (True, "stop", "attacks")
    stopped = find_step(incident(phase="stop"), [])
    assert stopped is not None and stopped.is_turn


def test_a_region_that_is_named_is_the_theatre() -> None:
    town = EventPlace(0, 1, "Douma", "geonames:2", "Douma", "SYR", admin1="Rif-dimashq", precision="exact")
    region = EventPlace(0, 1, "eastern Ghouta", "place:ghouta", "Eastern Ghouta", "SYR", precision="near")
    step = find_step(incident(places=(town, region)), [])
    assert step is not None and step.lane.theatre == "SYR/place:ghouta"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The siege of eastern Ghouta went on.", "Siege of eastern Ghouta"),
        ("Operation Olive Branch began on Saturday.", "Operation Olive Branch"),
        ("Rebels fought on in the Idlib offensive.", "Idlib offensive"),
        ("The offensive on Idlib began.", "Offensive on Idlib"),
        ("The Russian offensive went on.", None),  # a side is no name
        ("The surgeon said that the operation went well.", None),
        ("An election campaign began on Monday.", None),
    ],
)
def test_names(words: str, name: str | None) -> None:
    assert find_name([words]) == name
