"""Names that are spelled otherwise in another romanisation: the rules of `data/place_spelling.tsv`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from warmonitor.knowledge.gazetteer.names import plain
from warmonitor.knowledge.tables import rows


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:

    return tuple((re.compile(row["find"]), row["replace"]) for row in rows("place_spelling"))


@lru_cache(maxsize=20_000)
def loose(name: str) -> str:
    """A key that names share which differ by romanisation only ("Kafr Nabl", "Kfar Nabel" do not: a letter more)."""
    key = plain(name)[:80]
    for pattern, replacement in _rules():
        key = pattern.sub(replacement, key)
    return " ".join(key.split())
