"""Which words a page blurs: those that tell of graphic harm, for a reader who hasn't asked to see them."""

from __future__ import annotations

from functools import lru_cache

from fastapi import Request

from warmonitor.knowledge.graphic import is_graphic

COOKIE = "graphic"
SHOWN = "shown"
LONGEST_KEPT = 1000  # characters of words whose answer is remembered


def shows_graphic(request: Request) -> bool:
    """Whether this reader asked for graphic text."""
    return request.cookies.get(COOKIE) == SHOWN


def is_veiled(request: Request, words: str | None) -> bool:
    """Whether these words are blurred for this reader."""
    if not words or shows_graphic(request):
        return False
    return _is_graphic(words) if len(words) <= LONGEST_KEPT else is_graphic(words)


@lru_cache(maxsize=20_000)
def _is_graphic(words: str) -> bool:
    return is_graphic(words)
