"""Comparisons, each named for the fact that it tests."""

import msgspec
import pytest

from factories import make_day, make_place, make_report
from warmonitor.linking.comparisons import (
    compare_dates,
    compare_parties,
    compare_places,
    compare_tolls,
    is_counted_again,
)
from warmonitor.records import EventTime, IncidentCount, Party

REPORT = make_report("Idlib province, Idlib, Jisr al-Shughur, Kharkiv, Syria.")


def killed(low: int | None, high: int | None, who: str | None = None) -> IncidentCount:
    return IncidentCount("killed", who, low, high)


@pytest.mark.parametrize(
    ("a", "b", "fact"),
    [
        ("Idlib", "Idlib", "same_place"),
        ("Idlib", "Idlib province", "places_within_uncertainty"),  # the town lies in the province
        ("Idlib", "Syria", "places_within_uncertainty"),  # one is only known by its country
        ("Syria", "Syria", "places_within_uncertainty"),  # a shared country is no shared place
        ("Idlib", "Kharkiv", "places_apart"),
        ("Kharkiv", "Syria", "places_apart"),
        ("Idlib", "Jisr al-Shughur", "places_apart"),  # two towns, 30 km apart
    ],
)
def test_places(a: str, b: str, fact: str) -> None:
    assert compare_places([make_place(REPORT, a)], [make_place(REPORT, b)]) == fact


def test_the_point_of_a_district_is_not_where_it_happened() -> None:
    town = make_place(REPORT, "Jisr al-Shughur")
    district = msgspec.structs.replace(
        town, id="geonames:1", precision="admin2", latitude=35.95, longitude=36.45, radius_km=3.0
    )
    assert compare_places([town], [district]) == "places_within_uncertainty"
    beside = msgspec.structs.replace(district, precision="exact")
    assert compare_places([town], [beside]) == "places_apart"


def test_where_it_went_to_is_not_where_it_happened() -> None:
    assert compare_places([make_place(REPORT, "Idlib", relation="toward")], [make_place(REPORT, "Idlib")]) is None


@pytest.mark.parametrize(
    ("a", "b", "fact"),
    [
        (make_day("2018-09-04"), make_day("2018-09-04"), "same_day"),
        (make_day("2018-09-04"), make_day("2018-09-09"), "stated_days_differ"),
        (make_day("2018-09-04"), make_day("2018-09-07", "2018-09-09"), "dates_disjoint"),  # one of them is vague
        (make_day("2018-09-01", "2018-09-07"), make_day("2018-09-04"), "days_touch"),  # one of them is a week
        (make_day("2018-09-04"), EventTime(), None),  # nothing is known of the other
        (
            make_day("2018-09-04"),
            EventTime(earliest="2018-09-04", latest="2018-09-04", precision="day"),
            "days_touch",
        ),  # a report's date is no evidence
        (
            make_day("2018-09-03"),
            EventTime(earliest="2018-09-04", latest="2018-09-04", precision="day"),
            "days_touch",
        ),  # told a day later
        (
            EventTime(latest="2018-09-04", precision="month", basis="stated"),
            make_day("2018-01-01"),
            "dates_disjoint",
        ),  # an open end reaches a month
    ],
)
def test_dates(a: EventTime, b: EventTime, fact: str | None) -> None:
    assert compare_dates(a, b) == compare_dates(b, a) == fact


@pytest.mark.parametrize(
    ("a", "b", "fact"),
    [
        ([killed(5, 5)], [killed(5, 5)], "same_toll"),
        ([killed(1, 1)], [killed(1, 1)], "tolls_compatible"),  # one dead is no mark of one happening
        ([killed(5, None)], [killed(9, 9)], "tolls_compatible"),  # at least five
        ([killed(5, 5)], [killed(9, 9)], "tolls_compatible"),  # tolls rise
        ([killed(5, 5)], [killed(60, 60)], "tolls_conflict"),
        ([killed(5, 5, "civilians")], [killed(60, 60, "soldiers")], None),  # different people
        (
            [killed(24, 24)],
            [killed(9, 9, "civilians")],
            "tolls_conflict",
        ),  # "killed nine villagers" is all that it tells
        ([killed(24, 24)], [killed(9, 9, "civilians"), killed(20, 20)], "tolls_compatible"),  # nine of them
        ([killed(24, 24)], [killed(3, 3, "children"), killed(4, 4, "women")], None),  # two groups leave the rest open
        ([killed(24, 24)], [IncidentCount("killed", "children", 9, 9, part=True)], None),  # nine of how many?
        ([IncidentCount("abducted", None, 287, 287)], [IncidentCount("abducted", None, 287, 287)], "same_toll"),
        ([], [killed(5, 5)], None),
    ],
)
def test_tolls(a: list[IncidentCount], b: list[IncidentCount], fact: str | None) -> None:
    assert compare_tolls(a, b) == compare_tolls(b, a) == fact


RUSSIA = Party(0, 1, "Russian", "RUSMIL", "Russian armed forces", "RUS", "MIL")
SYRIA = Party(0, 1, "Syrian", "SYRMIL", "Syrian armed forces", "SYR", "MIL")
FLEET = Party(0, 1, "Black Sea Fleet", "BLACKSEAFLEET", "Black Sea Fleet", "RUS", "MIL")
DIVISION = Party(0, 1, "4th Division", "FOURTHDIV", "4th Armoured Division (Syria)", "SYR", "MIL")
CONTRACTORS = Party(0, 1, "Africa Corps", "AFRICACORPS", "Africa Corps (Russia)", "RUS", "MIL")
NOBODY = Party(0, 1, "gunmen")


@pytest.mark.parametrize(
    ("a", "b", "fact"),
    [
        ([RUSSIA], [RUSSIA], "same"),
        ([RUSSIA], [SYRIA], "conflict"),
        ([RUSSIA, SYRIA], [SYRIA], "same"),
        ([FLEET], [RUSSIA], "same"),  # a state's force is of that country's armed forces
        ([DIVISION], [SYRIA], "same"),  # a branch and the body that it is part of
        ([FLEET], [CONTRACTORS], None),  # two branches of one
        ([FLEET], [SYRIA], "conflict"),
        ([NOBODY], [RUSSIA], None),  # they may be
        ([NOBODY], [NOBODY], None),  # gunmen are not one party for being called so
        ([], [RUSSIA], None),
        ([msgspec.structs.replace(RUSSIA, id=None)], [RUSSIA], "same"),
        ([Party(0, 6, "Gunmen")], [Party(0, 6, "Gunmen")], None),  # a sentence begins with them
        ([Party(0, 7, "bandits")], [Party(0, 7, "Bandits")], None),
        ([Party(0, 7, "Bandits")], [Party(0, 7, "bandits")], None),  # whichever comes first
        ([Party(0, 12, "Two soldiers")], [Party(0, 12, "Two soldiers")], None),
        ([Party(0, 9, "Gran Grif")], [Party(0, 9, "Gran Grif")], "same"),
    ],
)
def test_parties(a: list[Party], b: list[Party], fact: str | None) -> None:
    assert compare_parties(a, b) == compare_parties(b, a) == fact


@pytest.mark.parametrize(
    ("dead", "other", "fact"),
    [
        (7, 9, True),  # two more were found
        (7, 7, True),  # counted again
        (9, 7, False),  # nobody comes back to life
        (1, 1, False),  # two men shot on two days
        (1, 2, True),
    ],
)
def test_a_toll_of_a_later_day(dead: int, other: int, fact: bool) -> None:
    assert is_counted_again((10, 10), dead, (12, 12), other) is fact
    assert is_counted_again((12, 12), other, (10, 10), dead) is fact


@pytest.mark.parametrize(
    ("dead", "days", "other"),
    [
        (2, 1, 10),  # a bomb killed two on Monday, four bombs ten on Tuesday
        (38, 5, 42),  # two raids on one village within a week
        (5, 29, 5),  # as many dead a month later
    ],
)
def test_no_count_anew_of_another_day(dead: int, days: int, other: int) -> None:
    assert not is_counted_again((10, 10), dead, (10 + days, 10 + days), other)
