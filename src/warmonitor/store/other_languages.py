"""Reading reports by their language and day: of which a report may be the translation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import Connection, select

from warmonitor.store.storing import in_portions
from warmonitor.store.tables import IN_OTHER_LANGUAGES, reports


def list_days(connection: Connection, keys: Iterable[int]) -> dict[int, tuple[str, date]]:
    """The language and the day of publication of these reports, where both are known to the day."""
    found: dict[int, tuple[str, date]] = {}
    for some in in_portions(sorted(set(keys))):
        query = select(reports.c.key, reports.c.language, reports.c.published_earliest, reports.c.published_latest)
        for row in connection.execute(query.where(reports.c.key.in_(some))):
            first, last = row.published_earliest, row.published_latest
            if row.language and first and last and first[:10] == last[:10]:
                found[row.key] = row.language, date.fromisoformat(last[:10])
    return found


def list_published_on(connection: Connection, day: date, *, in_any_language: bool) -> list[int]:
    """The current reports published on a day: those in other languages than English, or all."""
    query = select(reports.c.key).where(
        reports.c.is_current,
        reports.c.published_earliest >= day.isoformat(),
        reports.c.published_earliest < (day + timedelta(days=1)).isoformat(),
        *([] if in_any_language else [IN_OTHER_LANGUAGES]),
    )
    return list(connection.execute(query.order_by(reports.c.key)).scalars())
