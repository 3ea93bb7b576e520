"""Near-duplicate reports: sketches of their shingles, and how much two have in common."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from struct import pack

from rensa import RMinHash

from warmonitor.knowledge.tables import entries

_WORD = re.compile(r"\w+")
_SEED = 20120701

Sketch = tuple[int, ...]


def shingle(text: str, words: int) -> list[str]:
    """All runs of so many words, in lower case; one shorter run where the text has fewer."""
    found = [match.group().lower() for match in _WORD.finditer(text)]
    if len(found) <= words:
        return [" ".join(found)] if found else []
    return [" ".join(found[i : i + words]) for i in range(len(found) - words + 1)]


def sketch(text: str, skipped: Iterable[tuple[int, int]] = ()) -> Sketch:
    """The minhash of a text without these stretches; empty for a text without words."""
    settings = entries("linking")
    kept, at = [], 0
    for start, end in sorted(skipped):
        kept.append(text[at:start])
        at = max(at, end)
    kept.append(text[at:])
    shingles = shingle(" ".join(kept)[: settings["words"]["most_characters"]], settings["copies"]["shingle_words"])
    if not shingles:
        return ()
    minhash = RMinHash(settings["copies"]["permutations"], _SEED)
    minhash.update(shingles)
    return tuple(minhash.digest())


def bands(sketched: Sketch) -> tuple[str, ...]:
    """Names of the bands of a sketch: two copies share one, nearly for sure."""
    count = entries("linking")["copies"]["bands"]
    size = len(sketched) // count if sketched else 0
    return tuple(
        f"c{band}:{hashlib.blake2b(pack(f'{size}I', *sketched[band * size : (band + 1) * size]), digest_size=8).hexdigest()}"
        for band in range(count if size else 0)
    )


def measure_overlap(a: Sketch, b: Sketch) -> float:
    """The estimated share of shingles that two texts have in common (Jaccard), 0 to 1."""
    if not a or not b:
        return 0.0
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)
