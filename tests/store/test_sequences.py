"""Sequences grow, join and fall apart with their incidents, whatever the order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from warmonitor.errors import NotFoundError
from warmonitor.linking.sequences import name_sequence
from warmonitor.store import Connection, Store, open_store
from warmonitor.store.reading_sequences import SequenceFilter, find_sequence, list_sequences
from warmonitor.store.sequences import NewStep, Rules, put_steps
from warmonitor.store.tables import incidents, sequence_ids, sequence_steps

GAP = 5
RULES = Rules(name_sequence, lambda lane: GAP)


def step(day: int, lane: str = "attacks|X|SYR/Idlib", name: str | None = None, *, is_turn: bool = False) -> NewStep:
    return NewStep(lane, b"{}", "SYR", day, is_turn, "stop" if is_turn else None, name)


def make_incidents(connection: Connection, names: list[str]) -> None:
    """Rows that steps may point to."""
    plain = {
        "is_current": True, "title": "", "type": "ASSAULT", "precision": "exact", "grade": "Weak", "status": "provisional", "voices": 1,
        "reports": 1, "main_reports": 1, "changed_at": "", "record": b"{}",
    }  # fmt: skip
    connection.execute(insert(incidents), [{"id": name, **plain} for name in names])


def cut_days(days: Iterable[int], gap: int) -> list[tuple[int, int]]:
    """First and last day of each sequence along a lane, as it ought to be."""
    found: list[tuple[int, int]] = []
    for day in sorted(set(days)):
        if found and day - found[-1][1] <= gap:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def spans(connection: Connection, lane: str | None = None) -> list[tuple[int, int, int]]:
    found = list_sequences(connection, SequenceFilter(1, 1), 1000, None).items
    return sorted((row.first, row.last, row.incidents) for row in found if lane in (None, row.lane))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples: each has a lane of its own."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('lanes')}/s.db") as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path}/s.db")


MOVES = st.lists(st.tuples(st.integers(0, 11), st.one_of(st.none(), st.integers(0, 60))), min_size=1, max_size=30)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=MOVES, at_once=st.integers(1, 6))
def test_sequences_are_what_their_days_make_them(
    shared: Store, moves: list[tuple[int, int | None]], at_once: int
) -> None:
    """Incidents come, move and go in any order and in batches of any size: what is left is cut by its days."""
    example = uuid4().hex
    lane = f"attacks|{example}|SYR/Idlib"
    with shared.writing() as connection:
        make_incidents(connection, [f"{example}{n}" for n in range(12)])
        days: dict[str, int] = {}
        for start in range(0, len(moves), at_once):
            batch = {f"{example}{n}": day for n, day in moves[start : start + at_once]}
            put_steps(
                connection, {name: None if day is None else step(day, lane) for name, day in batch.items()}, RULES
            )
            for name, day in batch.items():
                days.pop(name, None)
                days |= {} if day is None else {name: day}
            wanted = [
                (first, last, sum(first <= day <= last for day in days.values()))
                for first, last in cut_days(days.values(), GAP)
            ]
            assert spans(connection, lane) == wanted
            for first, last, _ in wanted:
                found = find_sequence(connection, name_sequence(lane, first))
                assert (found.first, found.last) == (first, last)
        keys = set(connection.execute(select(sequence_steps.c.sequence_key)).scalars())
        led = set(connection.execute(select(sequence_ids.c.sequence_key)).scalars())
        assert keys <= led  # every sequence can be found by an id
        put_steps(connection, dict.fromkeys(days), RULES)


def test_ids_of_sequences_that_grew_together_lead_on(store: Store) -> None:
    lane = "attacks|X|SYR/Idlib"
    with store, store.writing() as connection:
        make_incidents(connection, ["a", "b", "c"])
        put_steps(connection, {"a": step(10), "b": step(18)}, RULES)
        assert spans(connection) == [(10, 10, 1), (18, 18, 1)]
        put_steps(connection, {"c": step(14, name="Siege of Homs")}, RULES)
        joined = find_sequence(connection, name_sequence(lane, 18))
        assert (joined.first, joined.last, joined.incidents, joined.name) == (10, 18, 3, "Siege of Homs")
        put_steps(connection, {"c": None}, RULES)  # and apart again
        assert spans(connection) == [(10, 10, 1), (18, 18, 1)]
        assert find_sequence(connection, name_sequence(lane, 18)).first == 18
        assert find_sequence(connection, name_sequence(lane, 10)).name is None
        put_steps(connection, {"a": None, "b": None}, RULES)
        with pytest.raises(NotFoundError):
            find_sequence(connection, name_sequence(lane, 18))


def test_a_turn_holds_nothing_together(store: Store) -> None:
    with store, store.writing() as connection:
        make_incidents(connection, ["a", "b", "c"])
        put_steps(connection, {"a": step(10), "b": step(18), "c": step(14, is_turn=True)}, RULES)
        assert spans(connection) == [(10, 10, 1), (18, 18, 1)]


def test_other_lanes_are_left_alone(store: Store) -> None:
    with store, store.writing() as connection:
        make_incidents(connection, ["a", "b"])
        put_steps(connection, {"a": step(10), "b": step(11, lane="attacks|Y|SYR/Idlib")}, RULES)
        assert spans(connection) == [(10, 10, 1), (11, 11, 1)]
