"""What a migration left to be made by whoever knows how: a mark in the store, until it is done."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from warmonitor.store.desk_tables import keys

SEQUENCES = "sequences wanted"  # put there by migration 0002


def wants_sequences(connection: Connection) -> bool:
    """Whether the sequences of the store's incidents are still to be made."""
    return connection.scalar(select(keys.c.name).where(keys.c.name == SEQUENCES)) is not None


def note_sequences(connection: Connection) -> None:
    """Note that they are made."""
    connection.execute(delete(keys).where(keys.c.name == SEQUENCES))
