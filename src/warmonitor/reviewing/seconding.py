"""Which decisions need a second person, by a table that a project may change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from warmonitor.knowledge.tables import rows
from warmonitor.records import Count, Decision


def why_second(
    decision: Decision,
    field: str | None,
    value: Any,
    killed: int | None,
    *,
    has_accounts: bool,
    extra: Path | None = None,
) -> str | None:
    """Why a decision needs a second person before it takes effect; None where it needs none.

    `killed` is the highest figure of what it is about. Rows of a project's own table are looked at first.
    """
    for row in reversed(rows("review_second", extra)) if extra else rows("review_second"):
        if (
            row["decision"] in ("*", decision)
            and row["field"] in ("", field)
            and row["value"] in ("", value)
            and (not row["least_killed"] or (killed or 0) >= int(row["least_killed"]))
            and (row["applies"] != "accounts" or has_accounts)
        ):
            return row["why"]
    return None


def most_killed(counts: Iterable[Count]) -> int | None:
    """The highest figure of killed among counts."""
    figures = [figure for one in counts if one.of == "killed" for figure in (one.low, one.high) if figure is not None]
    return max(figures, default=None)
