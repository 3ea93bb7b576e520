"""Sources that the public view doesn't name, and the store's secrets."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, delete, insert, select

from warmonitor.errors import NotFoundError
from warmonitor.store.desk_tables import keys, undisclosed
from warmonitor.store.tables import sources


def undisclosed_sources(connection: Connection) -> frozenset[str]:
    """Names of the sources that stay undisclosed."""
    return frozenset(connection.scalars(select(undisclosed.c.name)))


def undisclose(connection: Connection, name: str, by: str, now: str) -> None:
    """Don't name a source from now on; raises NotFoundError where there is none of this name."""
    if connection.scalar(select(sources.c.key).where(sources.c.name == name)) is None:
        raise NotFoundError(f"there is no source {name!r}: write its name as `warmonitor sources list` does")
    if name not in undisclosed_sources(connection):
        connection.execute(insert(undisclosed).values(name=name, marked_by=by, marked_at=now))


def disclose(connection: Connection, name: str) -> None:
    """Name a source again; raises NotFoundError where it wasn't undisclosed."""
    if not connection.execute(delete(undisclosed).where(undisclosed.c.name == name)).rowcount:
        raise NotFoundError(f"{name!r} isn't undisclosed")


def publishers_of(connection: Connection) -> dict[str, str]:
    """The publisher behind each source."""
    return {row[0]: row[1] for row in connection.execute(select(sources.c.name, sources.c.publisher))}


def find_key(connection: Connection, name: str) -> str | None:
    """A secret of the store; None where it hasn't been made yet."""
    found: str | None = connection.scalar(select(keys.c.value).where(keys.c.name == name))
    return found


def make_key(connection: Connection, name: str) -> str:
    """A secret of the store, made where it wasn't yet; needs a transaction that writes."""
    found = find_key(connection, name)
    if found is None:
        found = secrets.token_hex(32)
        connection.execute(insert(keys).values(name=name, value=found))
    return found
