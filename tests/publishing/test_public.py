"""Public forms of records: every field is thought of, places are areas no finer than the policy, delays are kept."""

from __future__ import annotations

import ast
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor import records
from warmonitor.knowledge.actors import Actors
from warmonitor.knowledge.countries import shipped_countries
from warmonitor.knowledge.gazetteer.lookup import shipped_gazetteer
from warmonitor.publishing import policy, public, public_incidents
from warmonitor.publishing.areas import Areas, Level
from warmonitor.publishing.names import Names
from warmonitor.publishing.policy import Policy, is_due, publish_party, publish_voice
from warmonitor.records import EventPlace, Party

NAMES = Names(Actors(shipped_countries()), shipped_countries(), sources=["Sample Wire"], banned=["Secret Radio"])


def areas(level: Level = "admin1", **more: float) -> Areas:
    return Areas(level, shipped_gazetteer(), shipped_countries(), **more)


POLICY = Policy(
    NAMES,
    areas(),
    "key",
    lambda *_: "title",
    hidden_voices=frozenset({"Secret Press"}),
    voices=frozenset({"Sample Wire", "Zed Paper"}),
)

# Fields that have no public form. A field that is in neither list fails the test: think of it first.
WITHHELD = {
    "Incident": {"replaced_by"},
    "Toll": set(), "Figure": set(), "Support": set(), "Rival": set(), "Version": set(), "Concession": set(),
    "Report": {"url", "title", "furniture"},
    "Published": {"evidence"},
    "CodedReport": {"gated", "refused"},
    "Mentions": {"statements"},
    "Claim": set(), "Event": set(), "Attribution": set(),
}  # fmt: skip


def sources() -> str:
    """All that makes public forms of records."""
    return "\n".join(
        Path(str(module.__file__)).read_text(encoding="utf-8") for module in (policy, public, public_incidents)
    )


def given_fields(name: str) -> set[str]:
    """The fields that are given where a record of this name is made."""
    tree = ast.parse(sources())
    fields = list(msgspec.structs.fields(getattr(records, name)))
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]
    assert calls
    return set.union(
        *(
            {keyword.arg or "" for keyword in call.keywords} | {field.name for field in fields[: len(call.args)]}
            for call in calls
        )
    )


@pytest.mark.parametrize("name", sorted(WITHHELD))
def test_every_field_is_thought_of(name: str) -> None:
    fields = {field.name for field in msgspec.structs.fields(getattr(records, name))}
    assert fields - given_fields(name) == WITHHELD[name]


def test_records_are_made_anew() -> None:
    """Nothing but an area and a time made here is taken over whole: `replace` would take along fields that nobody thought of."""
    source = sources()
    assert sorted({part.split(",")[0].split("(")[0] for part in source.split("replace(")[1:]} - {"voice"}) == [
        "area",
        "when",
    ]


def place(name: str, id: str, precision: str = "exact", country: str = "SYR", **more: object) -> EventPlace:
    return EventPlace(3, 9, name, id, name, country, "near", precision, 35.61, 36.56, 2.0, **more)  # type: ignore[arg-type]


VILLAGE = place("Kafr Nabl", "geonames:168661")


@pytest.mark.parametrize(
    ("level", "at", "name", "precision"),
    [
        ("admin1", VILLAGE, "Idlib", "admin1"),
        ("admin1", place("Idlib", "geonames:169387", "admin1"), "Idlib", "admin1"),  # it is one
        ("admin1", place("Idlib", "geonames:169389"), "Idlib", "admin1"),  # the town of that name isn't
        ("admin1", place("Kafr Nabl", "geonames:168661", "admin1"), "Idlib", "admin1"),  # whatever its precision says
        ("admin1", place("Nowhereville", "user:1", admin1="Idlib"), "Idlib", "admin1"),  # a place of one's own
        ("admin1", place("Nowhereville", "user:1"), "Syria", "country"),  # the country where nothing else is known
        ("admin2", VILLAGE, "Maarrat al-Nu'man District", "admin2"),
        ("admin2", place("Nowhereville", "user:1", admin1="Idlib"), "Idlib", "admin1"),
        ("country", VILLAGE, "Syria", "country"),
        ("country", place("Idlib", "geonames:169387", "admin1"), "Syria", "country"),
        ("grid", VILLAGE, "a square of 0.5° in Syria", "admin2"),
        ("admin1", place("Nowhereville", "user:1", country="XXX"), None, None),
    ],
)  # fmt: skip
def test_places_are_areas(level: Level, at: EventPlace, name: str | None, precision: str | None) -> None:
    area = areas(level).coarse(at)
    if name is None:
        assert area is None
        return
    assert area is not None
    assert (area.name, area.precision, area.relation) == (name, precision, "near")
    assert (area.start, area.end, area.text) == (0, 0, "")
    assert (area.latitude, area.longitude) != (35.61, 36.56)
    assert (area.radius_km or 0) > 15


@given(latitude=st.floats(-89, 89), longitude=st.floats(-179, 179), north=st.floats(0, 0.499), east=st.floats(0, 0.499))
def test_all_of_a_square_looks_alike(latitude: float, longitude: float, north: float, east: float) -> None:
    """No point is moved at random: what lies in one square is one area, which holds it."""
    south, west = latitude // 0.5 * 0.5, longitude // 0.5 * 0.5
    grid = areas("grid")
    one, other = (
        grid.coarse(EventPlace(0, 0, "X", "user:1", "X", "SYR", latitude=lat, longitude=lon, radius_km=1.0))
        for lat, lon in ((south, west), (south + north, west + east))
    )
    assert one == other and one is not None
    assert one.latitude is not None and abs(one.latitude - latitude) <= 0.5


@pytest.mark.parametrize(
    ("party", "name", "id"),
    [
        (Party(0, 5, "troops", None, None, "SYR", "MIL"), "troops", None),
        (Party(0, 5, "Assad", "SYRGOV", "Bashar al-Assad", "SYR", "GOV"), "Bashar al-Assad", "SYRGOV"),  # holds an office
        (Party(0, 5, "Zorblat Quexley", None, None, None, None), "a person", None),
        (Party(0, 5, "Dr Zorblat", None, None, "SYR", "MED"), "a health worker", None),
        (Party(0, 5, "Private Quexley", "USAMIL", "Zorblat Quexley", "USA", "MIL"), "American armed forces", "USAMIL"),  # by the body
        (Party(0, 5, "Secret Radio", None, "Secret Radio", None, None), "a person", None),
        (Party(0, 5, "the Houthis", "HOUTHIS-OF-OURS", "Houthis", "YEM", "REB"), "Houthis", None),  # ids that the registry hasn't tell nothing
    ],
)  # fmt: skip
def test_parties(party: Party, name: str, id: str | None) -> None:
    shown = publish_party(party, POLICY, None)
    assert (shown.name, shown.id) == (name, id)
    assert "Zorblat" not in shown.to_json() and "Secret" not in shown.to_json()


@pytest.mark.parametrize(
    ("voice", "shown"),
    [
        ("Sample Wire", "Sample Wire"),
        ("Zed Paper", "Zed Paper"),  # disclosed, though its name is unknown otherwise
        ("Secret Press", "undisclosed source"),
        ("Secret Radio", "undisclosed source"),
        ("Human Rights Watch", "Human Rights Watch"),
        ("Zorblat Quexley", "a person"),
    ],
)
def test_voices(voice: str, shown: str) -> None:
    assert publish_voice(voice, POLICY) == shown


@pytest.mark.parametrize(
    ("known", "due"),
    [
        ("2024-01-01T09:00:00Z", True),
        ("2024-01-01T10:00:00Z", True),
        ("2024-01-01T10:00:01Z", False),
        ("2024-01-01", False),  # it may have been its last minute
        ("2023-12-31", True),
        ("2024-01", False),
        ("2023", True),
        (None, False),
        ("", False),
    ],
)
def test_delays(known: str | None, due: bool) -> None:
    assert is_due(known, "2024-01-01T10:00:00Z") == due


def test_public_names_are_made_with_the_store_s_secret() -> None:
    assert POLICY.opaque("report", "r-1") == POLICY.opaque("report", "r-1")
    assert POLICY.opaque("report", "r-1") != POLICY.opaque("claim", "r-1")
    changed = Policy(NAMES, areas(), "another key", lambda *_: "title")
    assert POLICY.opaque("report", "r-1") != changed.opaque("report", "r-1")


def test_whom_somebody_clears_is_still_cleared_in_public() -> None:
    who = public_incidents.Publication((), {}, POLICY)
    who._take_in((Party(0, 4, "Army", "SYRMIL", "Syrian armed forces", "SYR", "MIL"),), ())
    versions = (records.Version("Syrian armed forces", ("A",)), records.Version("not Syrian armed forces", ("B",)))
    shown = who._publish_rival(records.Rival("who", versions))
    assert shown is not None
    assert [one.value for one in shown.versions] == ["Syrian armed forces", "not Syrian armed forces"]
