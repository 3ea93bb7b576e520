"""Stores are made, migrated, refused."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from warmonitor.errors import NewerStoreError, StoreError
from warmonitor.store import open_store
from warmonitor.store.desk_tables import metadata


def url_of(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_store_is_made_with_its_folders(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path / "a" / "b" / "store.db")) as store:
        assert store.size().reports == 0
    with open_store(url_of(tmp_path / "a" / "b" / "store.db")) as store:
        assert store.incidents().items == ()


def test_migrations_make_the_tables(tmp_path: Path) -> None:
    open_store(url_of(tmp_path / "store.db")).close()
    with create_engine(url_of(tmp_path / "store.db")).connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(connection, opts={"include_object": _is_ours}), metadata
        )
    assert differences == []


def _is_ours(_thing: object, name: str | None, kind: str, *_: object) -> bool:
    return kind != "table" or not (name or "").startswith(("report_words", "claim_words", "incident_words"))


def test_sqlite_is_set_up_for_readers_beside_a_writer(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path / "store.db")) as store, store.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_newer_store_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    open_store(url_of(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerStoreError, match="newer warmonitor"):
        open_store(url_of(path))
    assert path.read_bytes() == before


def test_a_foreign_database_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE accounts (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="something else"):
        open_store(url_of(path))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("accounts",)]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_text("no database, just words, and many of them " * 50), "no SQLite database"),
        (lambda path: path.mkdir(), "can't be opened"),
    ],
)
def test_what_is_no_store_is_refused(tmp_path: Path, make: object, reason: str) -> None:
    path = tmp_path / "thing"
    make(path)  # type: ignore[operator]
    with pytest.raises(StoreError, match=reason):
        open_store(url_of(path))


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="can't be made"):
        open_store(url_of(tmp_path / "file" / "store.db"))


@pytest.mark.parametrize("url", ["no url", "nosuch://host/db"])
def test_wrong_urls(url: str) -> None:
    with pytest.raises(StoreError):
        open_store(url)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(StoreError) as told:
        open_store("postgresql+psycopg://desk:very-secret@127.0.0.1:1/record")
    assert "very-secret" not in str(told.value)


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    with open_store(url_of(tmp_path / "store.db")) as store:
        pages = 0
        with store.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        with pytest.raises(StoreError, match="disk is full"), store.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            connection.exec_driver_sql("CREATE TABLE filler (x BLOB)")
            connection.exec_driver_sql("INSERT INTO filler VALUES (zeroblob(1000000))")
        assert store.size().reports == 0


def test_a_url_of_another_kind_of_store_says_which_there_are() -> None:
    with pytest.raises(StoreError, match=r"sqlite:////folder/file\.db, or postgresql\+psycopg"):
        open_store("postgres://desk/record")
