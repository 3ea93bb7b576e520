"""A report's text cut down to the words that its claims quote, with what must go replaced, and where each span stands then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from warmonitor.publishing.redaction import Cut, apply_cuts
from warmonitor.records import Span

GAP = "\n[…]\n"


class _Piece(NamedTuple):
    """Characters kept of the text, where they stand in the excerpt, and the cuts in them (in offsets of the text)."""

    start: int
    end: int
    at: int
    cuts: tuple[Cut, ...]


class Excerpt:
    """The excerpt of a text."""

    def __init__(self, text: str, kept: Iterable[tuple[int, int]], cuts: Sequence[Cut]) -> None:
        """`kept` are the stretches to keep, in any order; `cuts` what to replace in the text. A cut is kept or left out as a whole."""
        pieces: list[_Piece] = []
        parts: list[str] = []
        at = 0
        for start, end in merged([_widened(one, cuts) for one in kept if 0 <= one[0] < one[1] <= len(text)]):
            own = tuple(
                Cut(max(cut.start, start), min(cut.end, end), cut.instead)
                for cut in cuts
                if cut.start < end and cut.end > start
            )
            if parts:
                parts.append(GAP)
                at += len(GAP)
            shown = apply_cuts(text[start:end], [Cut(cut.start - start, cut.end - start, cut.instead) for cut in own])
            pieces.append(_Piece(start, end, at, own))
            parts.append(shown)
            at += len(shown)
        self.text = "".join(parts)
        self._pieces = pieces
        self._starts = [piece.start for piece in pieces]

    def place(self, start: int, end: int) -> Span | None:
        """Where a span of the text stands in the excerpt, with its words there; None where it isn't kept."""
        index = bisect_right(self._starts, start) - 1
        if index < 0 or not start < end <= self._pieces[index].end:
            return None
        piece = self._pieces[index]
        first, last = _shift(piece, start, to_end=False), _shift(piece, end, to_end=True)
        return Span(first, last, self.text[first:last])

    def holds(self, start: int, end: int) -> bool:
        """Whether a span is kept word by word, with nothing in it replaced."""
        index = bisect_right(self._starts, start) - 1
        if index < 0 or not start < end <= self._pieces[index].end:
            return False
        return not any(cut.start < end and cut.end > start for cut in self._pieces[index].cuts)


def _widened(one: tuple[int, int], cuts: Sequence[Cut]) -> tuple[int, int]:
    start, end = one
    for cut in cuts:
        if cut.start < end and cut.end > start:
            start, end = min(start, cut.start), max(end, cut.end)
    return start, end


def merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _shift(piece: _Piece, position: int, *, to_end: bool) -> int:
    """An offset of the text as one of the excerpt; inside of a cut it goes to an end of what stands instead."""
    moved = 0
    for cut in piece.cuts:
        if cut.end <= position:
            moved += len(cut.instead) - (cut.end - cut.start)
        elif cut.start < position or (cut.start == position and not to_end and cut.end > position):
            edge = piece.at + cut.start - piece.start + moved
            return edge + len(cut.instead) if to_end else edge
        else:
            break
    return piece.at + position - piece.start + moved
