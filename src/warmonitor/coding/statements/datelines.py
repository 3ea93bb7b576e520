"""Datelines: "BEIRUT (AP) - ...", "JUBA, South Sudan, December 20 (Radio) - ..."."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach

_DASHES = frozenset({"-", "--", "–", "—", "_", "\ufffd"})
_NAMING = labels("IN_DATELINE")
_REACH = reach("statements", "dateline_tokens")


def after_dateline(parse: Parse, token: int) -> int:
    """The first token after the dateline that opens this token's paragraph; the paragraph's first where there is none."""
    first, last = parse.paragraphs[parse.paragraph_of[token]]
    if parse.pos[first] not in ("PROPN", "PUNCT", "X"):
        return first
    for i in range(first + 1, min(first + _REACH, last - 1)):
        if parse.lower[i] in _DASHES:
            is_apart = parse.end[i - 1] < parse.start[i] < parse.end[i] < parse.start[i + 1]
            if (is_apart or parse.lower[i - 1] == ")") and not parse.word[i + 1][:1].islower():
                return i + 1
        if (
            parse.pos[i] not in _NAMING
            and not (parse.pos[i] == "NOUN" and _in_brackets(parse, first, i))
            and parse.label[i] != "DATE"
        ):
            return first
    return first


def _in_brackets(parse: Parse, first: int, token: int) -> bool:
    return any(parse.lower[i] == "(" for i in range(first, token))
