"""Reasons in plain words (reasons.tsv)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from warmonitor.knowledge.tables import rows

Of = Literal["relation", "link", "feature", "field"]


@cache
def _words(of: Of, extra: Path | None) -> dict[str, str]:
    return {row["key"]: row["words"] for row in rows("reasons", extra) if row["of"] == of}


def in_plain_words(of: Of, key: str, extra: Path | None = None) -> str:
    """How a reader of news puts it; the key as it is where the table has no words for it, or none for those that begin so."""
    words = _words(of, extra)
    return words.get(key) or words.get(key.partition(":")[0] + ":") or key
