"""Datelines: "BEIRUT (AP) --", "Guatemala City, 4 Feb 90 (ACAN-EFE) -- [Text]". The parser reads the story better without them."""

from __future__ import annotations

import re

from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words

_MOST = reach("events", "dateline_characters")
_REST = reach("events", "story_characters")
_SHAPE = re.compile(
    r"\s*(?:\[[A-Z][^\[\]]{2,30}\]\s*)?(?:\d\d:?\d\d\s*)?[A-Z][\w.'’-]*(?:[ ,/]+(?:[A-Z][\w.'’-]*|\d{1,4}|[a-z]{2,3}(?= [A-Z]))){0,8}\s*"
    r"(?:\([^()]{2,40}\)\s*(?:--?|—|–|:|_)|\s(?:--|—|–|-|_)\s|--|—)\s*(?:\[Text\]\s*)?"
)
_FIRST = re.compile(r"\s*([A-Z][a-z]*)\b")
_CAPITALS = re.compile(r"\s*[A-Z][A-Z .'-]{3,}\b")


def dateline_end(paragraph: str) -> int:
    """Where the story begins in a paragraph: after its dateline, at 0 where it has none.

    A dateline is a few capitalised words and figures, then a dash or an agency in brackets and a dash or colon; it must be in
    capitals, or have a bracket or a double dash, so that "Russia - which denies it - ..." is none.
    """
    match = _SHAPE.match(paragraph[:_MOST])
    if match is None or match.end() > len(paragraph) - _REST:
        return 0
    words = match.group()
    is_marked = _CAPITALS.match(words) is not None or "(" in words or "--" in words
    first = _FIRST.match(words)
    is_story = first is not None and first[1].lower() in small_words("STORY_OPENING")
    return match.end() if is_marked and not is_story else 0
