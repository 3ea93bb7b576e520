"""Which country a report is from, by words that only the law, the schools, the money or the offices of few countries have."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.tables import rows


def home_words(parse: Parse) -> dict[str, float]:
    """The countries whose words the report has: 1 where a word is of that one alone, or several are of it among others."""
    known, lower = _words(), parse.lower
    said = {word for word in lower if word in known}
    said.update(pair for pair in map(" ".join, pairwise(lower)) if pair in known)
    found: dict[str, float] = {}
    for word in sorted(said):
        for country in known[word]:
            found[country] = min(1.0, found.get(country, 0.0) + 1 / len(known[word]))
    return found


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {row["word"]: tuple(row["countries"].split(";")) for row in rows("place_home_words")}
