"""Which reports say that they, or what was printed in their place before, are withdrawn or corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete

from warmonitor.store.bulk import find_rows, put_rows
from warmonitor.store.tables import notices


def put_notices(connection: Connection, says: Mapping[int, str]) -> None:
    """Keep what reports say of themselves."""
    put_rows(connection, notices, ("report_key",), ("says",), list(says.items()))


def drop_notice(connection: Connection, report_key: int) -> None:
    """Forget what a report says of itself."""
    connection.execute(delete(notices).where(notices.c.report_key == report_key))


def list_notices(connection: Connection, report_keys: Iterable[int]) -> dict[int, str]:
    """What these reports say of themselves, by report key; most say nothing."""
    return dict(
        find_rows(connection, "SELECT report_key, says FROM notices WHERE report_key IN (...)", set(report_keys))
    )
