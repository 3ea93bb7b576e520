"""The index answers as the store does, whatever is asked and whatever changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines import ENGINES, empty_store
from factories import make_incident
from warmonitor.errors import UsageError
from warmonitor.store import IncidentFilter, Store, open_store, recording
from warmonitor.store.areas import find_inside, read_area
from warmonitor.store.index import Index
from warmonitor.store.recording import Recorded

NOW = "2024-01-01T00:00:00Z"
TYPES = ("ASSAULT", "AID", "PROTEST")
DAYS = (None, "2019-12-31", "2020-01-01", "2020-02-29", "2021-06-15")
TAGS = tuple((kind, value, label) for kind in ("country", "actor", "place", "source") for value, label in (("A", "A"), ("é", "Été"), ("b", "Bé"), ("b", "Ab"), ("c", "É")))  # fmt: skip
PLACES = st.none() | st.tuples(st.sampled_from((-179.5, -10.0, 0.0, 12.5, 36.6, 179.9)), st.sampled_from((-60.0, 0.0, 12.5, 35.9, 80.0)))  # fmt: skip
"""The index's incidents: (number, type, mode, grade, status, first day, last day, place, voices, reports, killed, tags, words)."""
TOLD = st.tuples(
    st.integers(0, 30), st.sampled_from(TYPES), st.sampled_from((None, "aerial", "demo")), st.sampled_from(("Weak", "Fair")),
    st.sampled_from(("provisional", "corroborated")), st.sampled_from(DAYS), st.sampled_from(DAYS), PLACES, st.integers(1, 3),
    st.integers(0, 2), st.none() | st.integers(0, 9), st.frozensets(st.sampled_from(TAGS), max_size=6), st.sampled_from(("barrel bombs", "bread and barrels", "nothing")),
)  # fmt: skip
CORNERS = st.tuples(st.floats(-200, 200).map(lambda x: round(x, 1)), st.floats(-90, 90).map(lambda y: round(y, 1)))
FILTERS = st.builds(
    IncidentFilter,
    type=st.sampled_from((None, None, *TYPES, "assault")),
    mode=st.sampled_from((None, None, "aerial", "Demo", "none")),
    country=st.sampled_from((None, None, None, "a", "É", "é")),
    actor=st.sampled_from((None, None, None, "B", "bé", "AB")),
    place=st.sampled_from((None, None, None, "A", "Été", "été")),
    source=st.sampled_from((None, None, None, "c", "É")),
    grade=st.sampled_from((None, None, "Fair", "weak")),
    status=st.sampled_from((None, None, "provisional")),
    since=st.sampled_from((None, None, "2020-01-01", "2020-03-01")),
    until=st.sampled_from((None, None, "2020-01-01", "2021-01-01")),
    text=st.sampled_from((None, None, None, "barrel", '"barrel bombs"', "barrel*", "bread AND", "")),
    bbox=st.sampled_from((None, None, (-20.0, -10.0, 40.0, 50.0), (170.0, -90.0, 0.0, 90.0))),
    area=st.none() | st.none() | st.lists(CORNERS, min_size=3, max_size=7).map(tuple),
    min_voices=st.sampled_from((None, None, 2)),
    sort=st.sampled_from(("most told", "newest", "oldest", "last changed", "deadliest")),
)


def put(store: Store, told: list[tuple[Any, ...]], now: str) -> None:
    """Record incidents; one of the same number is the earlier one, changed."""
    batch = {}
    for number, kind, mode, grade, status, first, last, place, voices, reports, killed, tags, words in told:
        if first and last and first > last:
            first, last = last, first
        incident = make_incident(
            f"i{number}", type=kind, mode=mode, grade=grade, status=status, days=(first, last), at=place, voices=voices,
            killed=killed, changed_at=now,
        )  # fmt: skip
        unique = {(one, value): (one, value, label) for one, value, label in sorted(tags)}
        batch[number] = Recorded(incident, [], [], reports, frozenset(unique.values()), f"{words} {number}")
    with store.writing() as connection:
        recording.record_all(connection, list(batch.values()), "test", now)


def assert_same(store: Store, index: Index, wanted: IncidentFilter) -> None:
    chosen = index.choose(wanted)
    assert chosen.total == store.count(wanted)
    assert chosen.facets(3) == store.facets(wanted, limit=3)
    assert chosen.timeline() == store.timeline(wanted)
    after = None
    while True:
        ours = index.page(chosen, wanted.sort, limit=4, after=after)
        assert ours == store.incidents(wanted, limit=4, after=after)
        after = ours.next
        if after is None:
            break


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(
    first=st.lists(TOLD, max_size=25), then=st.lists(TOLD, max_size=6), wanted=st.lists(FILTERS, min_size=1, max_size=5)
)
def test_the_index_answers_as_the_store(
    stores: Callable[[str], Store], engine: str, first: list[Any], then: list[Any], wanted: list[IncidentFilter]
) -> None:
    with emptied(stores(engine)) as store:
        put(store, first, NOW)
        index = Index(store)
        for one in wanted:
            assert_same(store, index, one)
        put(store, then, "2024-01-02T00:00:00Z")
        with store.writing() as connection:
            recording.end_incidents(connection, {"i3": None, "i4": "i5"}, "test", "2024-01-03T00:00:00Z")
        for one in wanted:
            assert_same(store, index, one)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Store]]:
    """A store of each engine, made and migrated once."""
    with ExitStack() as stack:

        @cache
        def store_of(engine: str) -> Store:
            return open_store(stack.enter_context(empty_store(engine, tmp_path_factory.mktemp(engine))))

        yield store_of


def emptied(store: Store) -> Store:
    """The store without incidents."""
    with store.writing() as connection:
        names = ["changes", "incident_tags", "incident_versions", "incidents"]
        for name in [*names, "incident_words"] if connection.dialect.name == "sqlite" else names:
            connection.exec_driver_sql(f"DELETE FROM {name}")
    return store


def test_what_others_reports_change_is_seen(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        one = Recorded(make_incident("one"), [], [], 1, frozenset(), "")
        other = Recorded(make_incident("other"), [], [], 3, frozenset(), "")
        index = Index(store)
        with store.writing() as connection:
            recording.record_all(connection, [one, other], "test", NOW)
        assert [each.id for each in index.page(index.choose(), "most told", limit=5).items] == ["other", "one"]
        with store.writing() as connection:
            third = Recorded(make_incident("third"), [], [], 0, frozenset(), "")
            recording.record_all(
                connection, [one._replace(main_reports=3), other._replace(main_reports=1), third], "test", NOW
            )
        assert [each.id for each in index.page(index.choose(), "most told", limit=5).items] == ["one", "other", "third"]


def test_readers_and_a_writer_at_once(tmp_path: Path) -> None:
    """What a reader is told is what the store held at some moment, never less than before."""
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        index = Index(store)
        done = Event()

        def read(_number: int) -> list[int]:
            totals = [0]
            while not done.is_set() or totals[-1] < 200:
                chosen = index.choose(IncidentFilter(type="AID", text="bread"))
                assert sum(value.count for value in chosen.facets(5)["country"]) == chosen.total
                assert len(index.page(chosen, "newest", limit=500).items) == chosen.total
                totals.append(chosen.total)
            return totals

        with ThreadPoolExecutor(4) as pool:
            reading = [pool.submit(read, number) for number in range(4)]
            for first in range(0, 200, 20):
                batch = [
                    Recorded(
                        make_incident(f"i{number}", type="AID"),
                        [],
                        [],
                        1,
                        frozenset({("country", "SYR", "SYR")}),
                        "bread",
                    )
                    for number in range(first, first + 20)
                ]
                with store.writing() as connection:
                    recording.record_all(connection, batch, "test", NOW)
            done.set()
            for one in reading:
                totals = one.result(timeout=60)
                assert totals == sorted(totals)
                assert totals[-1] == 200
                assert all(total % 20 == 0 for total in totals)  # a batch is seen whole or not at all


@pytest.mark.parametrize(
    ("written", "inside", "outside"),
    [
        ("0,0,10,0,10,10,0,10", [(5, 5), (0.1, 9.9)], [(11, 5), (-1, 5), (5, -1)]),
        ("0,0,10,0,10,10,5,2,0,10", [(5, 1), (9, 8)], [(5, 8)]),  # a notch
        ("170,-10,190,-10,190,10,170,10", [(175, 0), (-175, 0)], [(165, 0), (-165, 0), (0, 0)]),  # over the date line
        ("-190,-10,-170,-10,-170,10,-190,10", [(175, 0), (-175, 0)], [(165, 0), (-165, 0)]),
        ("0,5,10,5,20,5", [], [(5, 5), (10, 5)]),  # without breadth
    ],
)
def test_points_in_areas(written: str, inside: list[tuple[float, float]], outside: list[tuple[float, float]]) -> None:
    points = np.array([*inside, *outside], float)
    found = find_inside(read_area(written), points[:, 0], points[:, 1])
    assert found.tolist() == [True] * len(inside) + [False] * len(outside)


@pytest.mark.parametrize(
    "written",
    ["", "1,2", "1,2,3,4", "1,2,3,4,5", "a,b,c,d,e,f", "nan,1,2,3,4,5", "0,0,1,91,2,0", ",".join(["1"] * 400)],
)
def test_what_is_no_area(written: str) -> None:
    with pytest.raises(UsageError, match="corners"):
        read_area(written)


def test_wrong_calls_of_the_index(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        index = Index(store)
        for call in (
            lambda: index.choose(IncidentFilter(bbox=(0, 50, 10, 40))),
            lambda: index.page(index.choose(), "by luck", limit=1),
            lambda: index.page(index.choose(), "newest", limit=0),
            lambda: index.page(index.choose(), "newest", limit=1, after="WzEsMV0"),
        ):
            with pytest.raises(UsageError):
                call()
