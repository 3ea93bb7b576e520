"""Which reports say that they, or what was printed in their place before, are withdrawn or corrected."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from warmonitor.store.storing import in_portions
from warmonitor.store.tables import notices


def put_notice(connection: Connection, report_key: int, says: str | None) -> None:
    """Keep what a report says of itself, instead of what was kept."""
    connection.execute(delete(notices).where(notices.c.report_key == report_key))
    if says is not None:
        connection.execute(insert(notices).values(report_key=report_key, says=says))


def list_notices(connection: Connection, report_keys: Iterable[int]) -> dict[int, str]:
    """What these reports say of themselves, by report key; most say nothing."""
    found: dict[int, str] = {}
    for some in in_portions(sorted(set(report_keys))):
        query = select(notices.c.report_key, notices.c.says).where(notices.c.report_key.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found
