"""Stores to test on: every engine behind the same functions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

ENGINES = ("sqlite", "postgresql")


@contextmanager
def postgresql_database() -> Iterator[str]:
    """The URL of a new database on the server that scripts/postgres.sh started; it is dropped in the end."""
    server = os.environ.get("WARMONITOR_TEST_POSTGRESQL")
    if server is None:
        reason = "no PostgreSQL server: `make test` starts one, as does `scripts/postgres.sh COMMAND`"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    name = f"test_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


@contextmanager
def empty_store(engine: str, folder: Path) -> Iterator[str]:
    """The URL of a store that isn't there yet, on one engine."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'store.db'}"
    else:
        with postgresql_database() as url:
            yield url
