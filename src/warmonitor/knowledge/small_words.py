"""Small words of English by what they do (small_words.tsv)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.tables import rows


@cache
def small_words(name: str, extra: Path | None = None) -> frozenset[str]:
    """The words of a class, in lower case; raises KnowledgeError where the table has none of this name."""
    found = frozenset(row["word"] for row in rows("small_words", extra) if row["class"] == name)
    if not found:
        raise KnowledgeError(f"table small_words.tsv has no class {name}")
    return found
