"""Quotation marks: which stretches of a report stand between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.tables import rows

_MARK = re.compile(r"[\"“”„«»]|''|``|(?<!\w)['‘](?=\w)|(?<=[\w,.?!…])['’](?!\w)")
_MISTYPED = re.compile(r"[,.?!]['’](?=\s)")  # a single mark that closes what a double one opened
_OPENING = {"“", "„", "«", "``", "‘"}
_CLOSING = {"”", "»", "’"}
_SINGLE = {"'", "‘", "’"}
_STOPS = frozenset({".", "?", "!", ";"})
_CLIPPED = re.compile(r"(?:em|tis|twas|til|n|cause|bout|round|\d0s|\d\d)\b", re.I)
_ENDING = frozenset(",.?!…;:-–—")


@dataclass(slots=True)
class Quote:
    """A quoted stretch, marks included, as tokens; `is_single` where single marks set it off."""

    first: int
    last: int
    start: int
    end: int
    is_single: bool
    is_closed: bool


def find_quotes(parse: Parse) -> list[Quote]:
    """The quoted stretches in order; none within another; a quotation re-opened paragraph after paragraph is one."""
    quotes: list[Quote] = []
    for first, last in parse.paragraphs:
        if first == last:
            continue
        start, end = parse.start[first], parse.end[last - 1]
        found = _in_paragraph(parse.text, start, end)
        for number, (opens, closes, is_single, is_closed) in enumerate(found):
            a, b = parse.tokens_in(opens, closes)
            if b <= a:
                continue
            previous = quotes[-1] if quotes else None
            if (
                number == 0
                and a == first
                and previous
                and not previous.is_closed
                and previous.last == first
                and not is_single
            ):
                previous.last, previous.end, previous.is_closed = b, closes, is_closed
            else:
                quotes.append(Quote(a, b, opens, closes, is_single, is_closed))
    return quotes


def is_stop(parse: Parse, token: int) -> bool:
    """Whether a sentence ends with this token (and not just an abbreviation: "Lt.")."""
    word = parse.lower[token]
    if word != ".":
        return word in _STOPS
    return parse.tag[token] == "." and not (
        token and parse.end[token - 1] == parse.start[token] and parse.lower[token - 1] in _abbreviations()
    )


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"] for row in rows("speech_abbreviations"))


def quote_at(quotes: list[Quote], token: int) -> Quote | None:
    """The quotation that holds this token; the quotations are in order."""
    at = bisect_right(quotes, token, key=lambda q: q.first) - 1
    return quotes[at] if at >= 0 and token < quotes[at].last else None


def _in_paragraph(text: str, start: int, end: int) -> list[tuple[int, int, bool, bool]]:
    """(start, end, is single, is closed) of the quoted stretches between two characters."""
    found = []
    opened: int | None = None
    single_opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        mark, at, after = match.group(), match.start(), match.end()
        if mark in _SINGLE:
            if opened is None:
                if _opens(text, mark, at, after, start, end):
                    if single_opened is None and not _CLIPPED.match(text, after, end):
                        single_opened = at
                elif single_opened is not None and _ends_single(text, single_opened, at):
                    found.append((single_opened, after, True, True))
                    single_opened = None
            continue
        opening = _opens(text, mark, at, after, start, end)
        if opened is None:
            if opening or _is_glued(text, mark, at, after, start, end):
                opened, single_opened = at, None
        elif opening and mark in _OPENING:
            found.append((opened, _trimmed(text, opened, at), False, True))
            opened = at
        else:
            found.append((opened, after, False, True))
            opened = None
    if opened is not None and end - opened > 1:
        mistyped = _MISTYPED.search(text, opened + 1, end)
        found.append((opened, mistyped.end() if mistyped else end, False, mistyped is not None))
    return found


def _opens(text: str, mark: str, at: int, after: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    if mark in _OPENING:
        return not (before in ",.?!…" and behind.isspace())
    if mark in _CLOSING:
        return False
    if behind.isspace():
        return False
    return before.isspace() or before in "([—–-“\"‘'/" or not (before.isalnum() or before in _ENDING or before in ")]%")


def _is_glued(text: str, mark: str, at: int, after: int, start: int, end: int) -> bool:
    """Whether a straight mark opens a sentence to which the one before is glued: 'in."You'."""
    return mark in ('"', "''") and start < at and after < end and text[at - 1] in ".?!" and text[after].isalpha()


def _ends_single(text: str, opened: int, at: int) -> bool:
    """Whether a single mark closes: after punctuation always, else unless it may be a possessive with words to come."""
    before = text[at - 1]
    return not before.isspace() and (before != "s" or " " in text[opened:at])


def _trimmed(text: str, first: int, last: int) -> int:
    while last > first + 1 and text[last - 1].isspace():
        last -= 1
    return last
