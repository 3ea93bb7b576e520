"""The stretches of a text: its paragraphs, whether they are set one a line, with blank lines between, or hard-wrapped.

Work is linear in the length of the text; ranges are half-open, trimmed of white space, in order and never overlap.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left
from typing import NamedTuple

from warmonitor.knowledge.reaches import reach, share

MAX_STRETCH = 20_000
_MOST_MARKS = 64  # combining marks that a letter is kept together with
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ENDED = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]]*\Z")
_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]]*(?=\s)")
_ITEM = re.compile(r"[-*•▪‣◦·]\s+(?=\S)")  # a mark that begins the item of a list
_LEAST_ITEMS = reach("reading", "list_items")
_WRAP_WIDTHS = (30, 132)  # columns that text is set in where it is hard-wrapped
_MIN_BREAKS = reach("reading", "breaks")
_FORCED_SHARE = share("reading", "forced_share")
_WITHIN_SHARE = share("reading", "within_share")
_FILLED = share("reading", "filled")
_SHORT_LINE = share("reading", "short_line")


class Line(NamedTuple):
    """A line that holds more than white space: its trimmed range, its indent, and whether a blank line comes before."""

    start: int
    end: int
    indent: int
    opens: bool


def find_lines(text: str) -> list[Line]:
    """The lines of a text that aren't blank."""
    lines: list[Line] = []
    end_before = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        body = raw.strip()
        if body:
            indent = len(raw) - len(raw.lstrip())
            start = match.start() + indent
            gap = text[end_before : match.start()]
            lines.append(Line(start, start + len(body), indent, not lines or _holds_blank_line(gap)))
            end_before = match.end()
    return lines


def _holds_blank_line(gap: str) -> bool:
    return len(gap.replace("\r\n", "\n").replace(" ", "").replace("\t", "")) > 1


def find_stretches(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, however long."""
    lines = _with_items(text, find_lines(text))
    width = _wrapped_at(text, lines)
    stretches: list[tuple[int, int]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and not line.opens and _goes_on(text, before, line, width):
            stretches[-1] = (stretches[-1][0], line.end)
        else:
            stretches.append((line.start, line.end))
    return stretches


def _with_items(text: str, lines: list[Line]) -> list[Line]:
    """The lines, where those that begin the item of a list open a paragraph."""
    items = {line.start for line in lines if _ITEM.match(text, line.start, line.end)}
    if len(items) < _LEAST_ITEMS:
        return lines
    return [line._replace(opens=True) if line.start in items else line for line in lines]


def _wrapped_at(text: str, lines: list[Line]) -> int | None:
    """The column at which the text is hard-wrapped, or None: there most lines end because the next word did not fit."""
    breaks = [(a, b) for a, b in itertools.pairwise(lines) if not b.opens]
    if len(breaks) < _MIN_BREAKS:
        return None
    widths = [a.indent + a.end - a.start for a, _ in breaks]
    width = sorted(widths)[int(len(widths) * 0.95)]
    if not _WRAP_WIDTHS[0] <= width <= _WRAP_WIDTHS[1]:
        return None
    forced = within = 0
    for i, (a, b) in enumerate(breaks):
        column = max(widths[max(0, i - 2) : i + 3])  # parts of one text may be set at several widths
        forced += widths[i] + 1 + _first_word(text, b) > _FILLED * column
        within += not _has_ended(text, a) and (not text[b.start].isupper() or text[b.start : b.end].isupper())
    return width if forced >= _FORCED_SHARE * len(breaks) and within >= _WITHIN_SHARE * len(breaks) else None


def _has_ended(text: str, line: Line) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_ENDED.search(text, max(line.start, line.end - 8), line.end))


def _first_word(text: str, line: Line) -> int:
    """Length of a line's first word."""
    at = text.find(" ", line.start, line.end)
    return (line.end if at < 0 else at) - line.start


def _goes_on(text: str, before: Line, line: Line, width: int | None) -> bool:
    """Whether a line goes on with the paragraph of the line right above it."""
    ended = _has_ended(text, before)
    if width is not None:
        return line.indent <= before.indent + 1 and not (
            ended and before.indent + before.end - before.start < _SHORT_LINE * width
        )
    stray = not ended and before.end - before.start >= _WRAP_WIDTHS[0] and text[line.start].islower()
    return stray and _has_ended(text, line)  # a stray break in the middle of a sentence


def cut_long(text: str, stretches: list[tuple[int, int]], limit: int = MAX_STRETCH) -> list[tuple[int, int]]:
    """The same stretches, those above the limit cut after a sentence, or else at a space, or else anywhere."""
    pieces: list[tuple[int, int]] = []
    for start, end in stretches:
        while end - start > limit:
            cut = _cut_place(text, start, start + limit)
            stop = cut
            while stop > start and text[stop - 1].isspace():
                stop -= 1
            if stop > start:
                pieces.append((start, stop))
            start = cut
            while start < end and text[start].isspace():
                start += 1
        if end > start:
            pieces.append((start, end))
    return pieces


def _cut_place(text: str, start: int, stop: int) -> int:
    """Where to cut text[start:stop], in its last quarter where it can."""
    late = stop - (stop - start) // 4
    ends = [match.end() for match in _SENTENCE_END.finditer(text, late, stop)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", late, stop)
    if space > 0:
        return space
    return next((at for at in range(stop, max(start, stop - _MOST_MARKS), -1) if not _joins(text[at])), stop)


def _joins(character: str) -> bool:
    """Whether a character belongs to the one before it: a combining mark, a joiner or a variation selector."""
    return character in "\u200d\ufe0f" or unicodedata.combining(character) > 0


def without(stretches: list[tuple[int, int]], dropped: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """What is left of the stretches when the dropped ranges (in order, not overlapping) are taken out, trimmed."""
    starts = [start for start, _ in dropped]
    left: list[tuple[int, int]] = []
    for start, end in stretches:
        at = max(0, bisect_left(starts, start) - 1)
        while at < len(dropped) and dropped[at][0] < end:
            if dropped[at][1] > start:
                left.append((start, dropped[at][0]))
                start = dropped[at][1]
            at += 1
        left.append((start, end))
    return [trimmed for start, end in left if (trimmed := _trim(text, start, end)) is not None]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    if end <= start:
        return None
    piece = text[start:end]
    body = piece.strip()
    start += len(piece) - len(piece.lstrip())
    return (start, start + len(body)) if body else None
