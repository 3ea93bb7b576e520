"""A statement in the making: the stretches of its content, and who said it how."""

from __future__ import annotations

from dataclasses import dataclass, field

from warmonitor.coding.parse import Parse
from warmonitor.records import Stance

from .found import Form, Kind, Range

_EDGE = frozenset({",", ";", ":", ".", "--", "-", "–", "—", " ", "  ", "(", ")", "?", "!"})
_TAIL = frozenset({",", ";", ":", ".", "--", "-", "–", "—", " ", "  ", "("})


@dataclass(slots=True)
class Draft:
    """pieces are token ranges in order; `cue` is the word of speech (and what belongs to it);
    `exact` are the characters of a quotation, which may end within a token; `released` are participles cut from the content because its speaker is their subject."""

    pieces: list[Range]
    cue: Range | None
    kind: Kind
    stance: Stance
    form: Form
    verb: int | None = None
    speaker: Range | None = None
    speaker_head: int | None = None
    medium: Range | None = None
    relayed_by: Range | None = None
    cites: Range | None = None
    is_told: bool = True
    is_unsaid: bool = False
    is_aside: bool = False
    exact: tuple[int, int] | None = None
    released: list[int] = field(default_factory=list)


def without(whole: Range, holes: list[Range]) -> list[Range]:
    """What is left of a range when others are cut out of it."""
    pieces = [whole]
    for first, last in holes:
        cut = []
        for a, b in pieces:
            if last <= a or first >= b:
                cut.append((a, b))
                continue
            if a < first:
                cut.append((a, first))
            if last < b:
                cut.append((last, b))
        pieces = cut
    return pieces


def tidy(parse: Parse, piece: Range) -> Range | None:
    """The piece without punctuation and blanks at its edges; None where nothing is left."""
    first, last = piece
    while first < last and (parse.lower[first] in _EDGE or parse.word[first].isspace()):
        first += 1
    while last > first and (
        parse.lower[last - 1] in _TAIL
        or parse.word[last - 1].isspace()
        or (parse.dep[last - 1] == "cc" and last - 1 > first)
    ):
        last -= 1
    return (first, last) if first < last else None
