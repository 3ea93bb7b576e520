"""The present, as the store and its readers keep it: in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


def today() -> date:
    """The day that it is."""
    return now().date()


def now_text(moment: datetime | None = None) -> str:
    """The present instant, or another, in UTC to the second: "2024-03-01T09:00:00Z"."""
    return (moment or now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
