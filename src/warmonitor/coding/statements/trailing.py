"""Sentences that end with their source where the parse doesn't see it: "..., NAME said on Monday", "Rebels seize base - monitor"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach

from .found import Range
from .lexicon import Entry

_CLAUSES = labels("VERB")
_NOMINAL = labels("NOMINAL")
_NAMING = labels("IN_NAME")
_DASHES = frozenset({"-", "--", "–", "—", ":"})
_REACH = reach("statements", "aside_tokens")
_LINE = reach("statements", "line_tokens")
_NAME = reach("statements", "line_name_tokens")


@dataclass(frozen=True, slots=True)
class Trailing:
    """The stretches of content and who is named at their end."""

    pieces: list[Range]
    speaker: Range
    head: int


def find_trailing(parse: Parse, verb: int, entry: Entry) -> Trailing | None:
    """The sentence before ", NAME said" or ", said NAME" (and what a comma parts from that), or None."""
    first, last = parse.sentences[parse.sentence_of[verb]]
    if entry.kind != "say" or "s" not in entry.takes or parse.tag[verb] not in ("VBD", "VBZ", "VBP"):
        return None
    comma = next(
        (
            i
            for i in range(verb - 1, max(first, verb - _REACH), -1)
            if parse.lower[i] == "," or parse.pos[i] in _CLAUSES
        ),
        first,
    )
    if parse.lower[comma] != "," or comma - first < 3 or not any(parse.pos[i] in _CLAUSES for i in range(first, comma)):
        return None
    if comma == verb - 1 and verb + 1 < last and parse.pos[verb + 1] in ("ADP", "ADV", "SCONJ"):
        return _in_apposition(parse, first, comma)
    if parse.pos[comma + 1] in ("ADP", "SCONJ") or parse.tag[comma + 1] in ("WP", "WDT", "CC"):
        return None
    end = next((i for i in range(verb + 1, min(last, verb + _REACH)) if parse.lower[i] == ","), last)
    if end - verb > _REACH or any(parse.pos[i] in _CLAUSES or parse.lower[i] == "that" for i in range(verb + 1, end)):
        return None
    pieces = [(first, comma)]
    told_of = next((i for i in range(end + 1, min(last, end + _REACH)) if parse.lower[i] == ","), end)
    if _is_noun_phrase(parse, range(end + 1, told_of)):
        end = told_of  # who the speaker is: "..., said Jean Bosco, a local official, and ..."
    if end + 1 < last and parse.tag[end + 1] != "VBG" and any(parse.pos[i] in _CLAUSES for i in range(end, last)):
        pieces.append((end + 1, last))
    named = range(verb + 1, end) if comma == verb - 1 else range(comma + 1, verb)
    head = _head(parse, named)
    if head is None:
        return None
    start = next(i for i in named if parse.pos[i] != "PUNCT")
    stop = head + 1 if comma == verb - 1 else _without_adverbs(parse, verb)
    return Trailing(pieces, (start, stop), head)


def _in_apposition(parse: Parse, first: int, comma: int) -> Trailing | None:
    """Who is named twice before the verb: "..., the head of the hospital, Mary Roe, said in a statement"."""
    marks = [i for i in range(comma - 1, max(first, comma - 2 * _REACH), -1) if parse.lower[i] == ","][:2]
    if len(marks) < 2:
        return None
    name, title = range(marks[0] + 1, comma), range(marks[1] + 1, marks[0])
    if not (_is_noun_phrase(parse, name) and _is_noun_phrase(parse, title)) or parse.pos[name[-1]] != "PROPN":
        return None
    head = next((i for i in title if parse.pos[i] in _NOMINAL and parse.pos[i + 1] not in _NOMINAL), None)
    if head is None or not any(parse.pos[i] in _CLAUSES for i in range(first, marks[1])):
        return None
    return Trailing([(first, marks[1])], (title[0], comma), head)


def _is_noun_phrase(parse: Parse, extent: range) -> bool:
    """Whether the tokens can name somebody: no verb, and no word that opens a clause or a phrase of place or time."""
    return (
        bool(extent)
        and parse.pos[extent[0]] not in ("ADP", "SCONJ", "CCONJ", "ADV")
        and not any(parse.pos[i] in _CLAUSES for i in extent)
    )


def _head(parse: Parse, extent: range) -> int | None:
    named = [i for i in extent if parse.pos[i] in _NOMINAL]
    return next((i for i in named if parse.dep[i] not in ("compound", "poss", "nmod")), named[-1] if named else None)


def _without_adverbs(parse: Parse, verb: int) -> int:
    while parse.pos[verb - 1] in ("ADV", "AUX"):
        verb -= 1
    return verb


def find_headlines(parse: Parse) -> Iterator[tuple[Trailing, int]]:
    """Short lines without a full stop that end with a dash or colon and a name; the mark's token comes with each."""
    for first, last in parse.paragraphs:
        if not 5 < last - first < _LINE or parse.lower[last - 1] in (".", "?", "!", '"', "''"):
            continue
        mark = next((i for i in range(last - 2, max(first, last - 2 - _NAME), -1) if parse.lower[i] in _DASHES), None)
        if mark is None or mark - first < 3 or (parse.end[mark - 1] == parse.start[mark] and parse.lower[mark] != ":"):
            continue
        named = range(mark + 1, last)
        if all(parse.pos[i] in _NAMING for i in named) and any(parse.pos[i] in _CLAUSES for i in range(first, mark)):
            head = _head(parse, named)
            if head is not None and parse.tag[head] != "CD":
                yield Trailing([(first, mark)], (mark + 1, last), head), mark
