"""The queue's reasons: each shows where it should, and says what it adds."""

import msgspec
import pytest

from factories import make_raid
from warmonitor.linking.incidents import build_incident
from warmonitor.linking.voices import Told
from warmonitor.records import Incident, Toll
from warmonitor.reviewing.priority import Circumstances, state_of, total, weigh
from warmonitor.reviewing.seconding import why_second

RAID = make_raid(killed=5, id="a")
PLAIN = msgspec.structs.replace(
    build_incident([Told(RAID.claims[0], "a", "Wire")], ["a"], changed_at=""),
    independent_voices=3,
    confidence=0.95,
    counts=(),
)


def killed(low: int, high: int) -> tuple[Toll, ...]:
    return (Toll("killed", None, low, low, high, low, ("c",)),)


@pytest.mark.parametrize(
    ("fields", "around", "reasons"),
    [
        ({}, Circumstances(), set()),  # nothing
        ({"independent_voices": 1}, Circumstances(), {"one_voice"}),
        ({"confidence": 0.3}, Circumstances(), {"low_confidence"}),
        ({"grade": "Contested"}, Circumstances(), {"rivals"}),
        ({"counts": killed(2, 4)}, Circumstances(), {"tolls_differ"}),
        ({"counts": killed(10, 12)}, Circumstances(), {"high_harm"}),
        ({"counts": killed(3, 4)}, Circumstances(), set()),
        ({"places": ()}, Circumstances(), {"no_place"}),
        ({"places": (), "type": "CONSULT"}, Circumstances(), set()),  # talks need no place
        ({}, Circumstances(unseen_sources=("Post",)), {"new_source"}),
        ({}, Circumstances(unseen_actors=("A brigade",)), {"new_actor"}),
        ({}, Circumstances(waiting=1), {"waits_for_second"}),
        ({}, Circumstances(unsure=2), {"unsure"}),
        ({"grade": "Contested", "confidence": 0.2}, Circumstances(answered=1.0), set()),  # answered
        ({}, Circumstances(answered=1.0, new_since_review=2), {"new_since_review"}),
        ({}, Circumstances(answered=1.0, coded_otherwise=1), {"coded_otherwise"}),
    ],
)
def test_reasons(fields: dict[str, object], around: Circumstances, reasons: set[str]) -> None:
    incident: Incident = msgspec.structs.replace(PLAIN, **fields)
    found = weigh(incident, around)
    assert {reason.name for reason in found} == reasons
    assert total(found) == round(sum(reason.points for reason in found), 1)
    assert all(reason.points > 0 and reason.words for reason in found)


@pytest.mark.parametrize(
    ("around", "state"),
    [
        (Circumstances(), "open"),
        (Circumstances(waiting=1, answered=1.0), "waiting"),
        (Circumstances(unsure=1), "unsure"),
        (Circumstances(answered=1.0), "reviewed"),
        (Circumstances(answered=1.0, new_since_review=1), "open"),
    ],
)
def test_states(around: Circumstances, state: str) -> None:
    assert state_of(around) == state


def test_what_is_answered_in_part_weighs_less() -> None:
    contested = msgspec.structs.replace(PLAIN, grade="Contested", independent_voices=1)
    whole, half, none = (total(weigh(contested, Circumstances(answered=share))) for share in (0.0, 0.5, 1.0))
    assert (half, none) == (whole / 2, 0)


def test_more_dead_weigh_more() -> None:
    points = [
        total(weigh(msgspec.structs.replace(PLAIN, counts=killed(dead, dead)), Circumstances()))
        for dead in (5, 50, 500)
    ]
    assert points == sorted(points) and points[0] < points[2]


@pytest.mark.parametrize(
    ("decision", "field", "value", "dead", "needed"),
    [
        ("correct", "grade", "Confirmed", None, True),
        ("correct", "grade", "Fair", 50, False),
        ("correct", "counts", None, 10, True),
        ("correct", "counts", None, 9, False),
        ("accept", None, None, 500, False),
        ("reject", None, None, 500, True),
        ("split", None, None, None, True),
        ("merge", None, None, None, True),
        ("reviewed", None, None, 500, False),
    ],
)
def test_who_needs_a_second(decision: str, field: str | None, value: object, dead: int | None, needed: bool) -> None:
    assert (why_second(decision, field, value, dead, has_accounts=True) is not None) == needed  # type: ignore[arg-type]
    assert why_second(decision, field, value, dead, has_accounts=False) is None  # type: ignore[arg-type]
