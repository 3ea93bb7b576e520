"""How names of places are compared: without case, accents, apostrophes, full stops and hyphens."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ALONE = str.maketrans(
    {"ə": "a", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
)
_NOTHING = dict.fromkeys(map(ord, "'’‘`´ʻʼʽʾʿ′.,\""), None)
_SPACES = dict.fromkeys(map(ord, "-‐‑–—_/()"), " ")


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """The name in lower case ASCII where it can be, punctuation dropped, hyphens as single spaces."""
    folded = name.casefold().translate(_NOTHING).translate(_SPACES)
    if not folded.isascii():
        decomposed = unicodedata.normalize("NFKD", folded.translate(_ALONE))
        folded = (
            "".join(c for c in decomposed.casefold() if not unicodedata.combining(c))
            .translate(_NOTHING)
            .translate(_SPACES)
        )
    return " ".join(folded.split())
