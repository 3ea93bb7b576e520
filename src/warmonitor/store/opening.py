"""Opening a store: its engine, the pragmas of SQLite, and migrations up to this version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from warmonitor.errors import NewerStoreError, StoreError

BUSY_TIMEOUT_MS = 30_000


def shown_url(url: str) -> str:
    """A database URL as it may be shown: without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url


def open_engine(url: str) -> Engine:
    """An engine over the store at this URL, migrated to this version; raises StoreError, NewerStoreError."""
    parsed = _parse(url)
    _make_folder(parsed)
    with telling_why(url):
        is_current = _check(parsed, url)
        engine = _engine(parsed)
        try:
            if not is_current:
                _migrate(engine)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise StoreError(f"the store {url!r} is no database URL: write sqlite:////folder/file.db, say") from error


def _make_folder(url: URL) -> None:
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return
    folder = Path(str(url.database)).absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the store's folder {folder} can't be made ({error.strerror}): name another with --store"
        ) from error


def _engine(url: URL) -> Engine:
    try:
        engine = create_engine(url)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(
            f"no driver for {url.drivername!r} is installed: write sqlite:////folder/file.db, or postgresql+psycopg://host/name "
            "after `pip install warmonitor[postgresql]`"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
        event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says so, not at the first write
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA cache_size = -65536")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.close()


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")


def _script() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def _check(parsed: URL, url: str) -> bool:
    """Whether the schema is this version's; raises where it is a newer one's or something else. Changes nothing."""
    script = ScriptDirectory.from_config(_script())
    plain = create_engine(parsed) if parsed.get_backend_name() == "sqlite" else _engine(parsed)
    try:
        with plain.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
            is_foreign = found is None and bool(inspect(connection).get_table_names())
    finally:
        plain.dispose()
    if is_foreign:
        raise StoreError(
            f"the database {shown_url(url)} holds tables of something else: name another store with --store"
        )
    if found is None or found == script.get_current_head():
        return found is not None
    try:
        script.get_revision(found)
    except CommandError as error:
        raise NewerStoreError(
            f"the store {shown_url(url)} was made by a newer warmonitor (schema {found}): upgrade warmonitor, or name another store with --store; nothing was changed"
        ) from error
    return False


def _migrate(engine: Engine) -> None:
    """Bring the schema up to this version in one transaction."""
    config = _script()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def telling_why(url: str) -> Iterator[None]:
    """Turn a database's error into a StoreError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(f"the store {shown_url(url)}: {_reason(str(error.orig))}") from error
    except SQLAlchemyError as error:
        raise StoreError(f"the store {shown_url(url)}: {error}") from error
    except OSError as error:
        raise StoreError(f"the store {shown_url(url)}: {error.strerror or error}") from error


_REASONS = (
    (
        "unable to open",
        "it can't be opened: check that its folder exists and may be written, or name another with --store",
    ),
    ("not a database", "it is no SQLite database: name another with --store"),
    ("malformed", "its file is damaged: restore a copy, or name another with --store"),
    ("full", "the disk is full: nothing of the report at hand was stored; free some space and run again"),
    ("disk i/o", "the disk can't be read or written: nothing of the report at hand was stored"),
    ("readonly", "it may not be written: change its permissions or name another with --store"),
    ("locked", "another program is writing to it: try again"),
)


def _reason(message: str) -> str:
    low = message.lower()
    return next((said for sign, said in _REASONS if sign in low), message)
