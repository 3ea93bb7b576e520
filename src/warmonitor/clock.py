"""The present instant, as the store keeps it."""

from __future__ import annotations

from datetime import UTC, datetime


def now_text(moment: datetime | None = None) -> str:
    """The present instant, or another, in UTC to the second: "2024-03-01T09:00:00Z"."""
    return (moment or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
