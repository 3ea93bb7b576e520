"""The sentence that a claim's words stand in, for whatever shows claims away from their report."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST = 400  # characters shown on each side
_END = re.compile(r"[.!?…]['\"’”)\]]*\s+(?=['\"‘“(\[]?[^\W_a-z])|\n\s*\n|\n")


@dataclass(frozen=True)
class Quotation:
    """A sentence in three: what stands before the words, the words, what stands after; "…" where it is cut."""

    before: str
    words: str
    after: str


def sentence_around(text: str, start: int, end: int) -> Quotation:
    """The sentence or sentences of text[start:end], at most MOST characters more on each side."""
    left = text[max(0, start - MOST) : start]
    ends = [match.end() for match in _END.finditer(left + text[start : start + 2]) if match.end() <= len(left)]
    before = left[ends[-1] :] if ends else ("…" + left if start > MOST else left)
    right = text[end : end + MOST]
    found = _END.search(text[max(start, end - 2) : end + MOST])
    if found is not None:
        after = right[: max(0, found.end() - min(2, end - start))]
    else:
        after = right + "…" if end + MOST < len(text) else right
    return Quotation(_plain(before).lstrip(), _plain(text[start:end]), _plain(after).rstrip())


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)
