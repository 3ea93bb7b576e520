"""The audit log shows edits, rows that are gone, rows in between, an end that was cut off, a log written anew."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from warmonitor.store import Store, audit, open_store

AT = "2024-03-01T09:00:00Z"


def deed(number: int) -> audit.Deed:
    return audit.Deed(AT, "ada", "admin", "saw", f"/incidents/{number}", "", "192.0.2.0/24")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(f"sqlite:///{tmp_path}/store.db")
    with opened.writing() as connection:
        audit.append(connection, [deed(n) for n in range(3)])
    with opened.writing() as connection:
        audit.append(connection, [deed(n) for n in range(3, 6)])
    return opened


def verdict(store: Store, noted: str | None = None) -> audit.Verdict:
    with store.reading() as connection:
        return audit.verify(connection, noted)


def test_a_whole_log(store: Store) -> None:
    assert verdict(store).rows == 6
    assert verdict(store).wrong == ()
    with store.reading() as connection:
        heads = [row.hash for row in audit.read_all(connection)]
    assert all(verdict(store, head).wrong == () for head in heads)


def test_an_empty_log(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/store.db") as store:
        assert verdict(store) == audit.Verdict(0, audit.FIRST)


def test_many_write_at_once(store: Store) -> None:
    def write() -> None:
        for number in range(10):
            with store.writing() as connection:
                audit.append(connection, [deed(number)])

    writers = [Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert verdict(store).rows == 46
    assert verdict(store).wrong == ()


LAST_CUT = "DELETE FROM audit WHERE number > 4"
HEAD_MENDED = "UPDATE audit_head SET number = 4, hash = (SELECT hash FROM audit WHERE number = 4)"


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        (["UPDATE audit SET subject = 'another' WHERE number = 3"], "row 3 was changed"),
        (["UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE number = 1"], "row 1 was changed"),
        (["UPDATE audit SET hash = '00' WHERE number = 3"], "row 4 doesn't follow"),
        (["DELETE FROM audit WHERE number = 3"], "row 3 is missing"),
        (["DELETE FROM audit WHERE number = 1"], "row 1 is missing"),
        ([LAST_CUT], "ends at row 4, its head says 6"),
        (["DELETE FROM audit"], "ends at row 0, its head says 6"),
        (["DELETE FROM audit_head"], "its head says nothing"),
        (["UPDATE audit SET number = number + 100 WHERE number > 3"], "row 4 is missing"),
    ],
)
def test_tampering_shows(store: Store, tampering: list[str], told: str) -> None:
    with store.writing() as connection:
        for statement in tampering:
            connection.execute(text(statement))
    assert any(told in wrong for wrong in verdict(store).wrong), verdict(store)


def test_a_cut_log_with_a_mended_head_shows_by_a_noted_head(store: Store) -> None:
    noted = verdict(store).head
    with store.writing() as connection:
        connection.execute(text(LAST_CUT))
        connection.execute(text(HEAD_MENDED))
    assert verdict(store).wrong == ()
    assert "noted head" in verdict(store, noted).wrong[0]


def test_a_log_written_anew_shows_by_a_noted_head(store: Store) -> None:
    noted = verdict(store).head
    with store.writing() as connection:
        connection.execute(text("DELETE FROM audit"))
        connection.execute(text("DELETE FROM audit_head"))
        audit.append(connection, [deed(n) for n in range(60, 66)])
    assert verdict(store).wrong == ()
    assert verdict(store, noted).wrong != ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=700), more=st.text(max_size=700))
def test_any_words_are_kept_in_bounds_and_hold(store: Store, words: str, more: str) -> None:
    with store.writing() as connection:
        audit.append(connection, [audit.Deed(AT, "ada", "admin", "changed", words, more, "unknown")])
        page = audit.list_audit(connection, limit=1)
    assert len(page.items[0].subject) <= audit.MOST_CHARACTERS
    assert verdict(store).wrong == ()
