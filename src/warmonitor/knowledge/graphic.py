"""Words that tell of graphic harm (`data/graphic_words.tsv`): a page shows them only to those who asked for it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.tables import rows


@cache
def _pattern(extra: Path | None = None) -> re.Pattern[str]:
    """Every stretch of words of the table; what only looks like it comes first and has no group."""
    graphic, others = [], []
    for row in rows("graphic_words", extra):
        if not row["words"].rstrip("*"):
            raise KnowledgeError("table graphic_words.tsv has a row without words")
        graphic.append(_words(row["words"]))
        others += [_words(one) for one in row["not"].split(";") if one]
    longest = sorted(graphic, key=len, reverse=True)
    passed = "|".join(sorted(others, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"\b(?:{passed})\b|\b({'|'.join(longest)})\b", re.IGNORECASE)


def _words(written: str) -> str:
    """A row's words as a pattern: `*` is the rest of a word, a space anything short that parts words."""
    parts = [re.escape(word.rstrip("*")) + (r"\w{0,12}" if word.endswith("*") else "") for word in written.split()]
    return r"[\s\-‐‑–]{1,3}".join(parts).replace("'", "['’]")


def find_graphic(text: str, extra: Path | None = None) -> tuple[tuple[int, int], ...]:
    """Where a text tells of graphic harm: stretches of characters, in order."""
    return tuple(found.span() for found in _pattern(extra).finditer(text) if found[1] is not None)


def is_graphic(text: str, extra: Path | None = None) -> bool:
    """Whether a text tells of graphic harm."""
    return any(found[1] is not None for found in _pattern(extra).finditer(text))
