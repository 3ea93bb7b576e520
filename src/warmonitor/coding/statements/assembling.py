"""Drafts made into statements: their stretches cleaned, fitted to quotations and marked where they nest."""

from __future__ import annotations

from bisect import bisect_right

from warmonitor.coding.parse import Parse
from warmonitor.records import Span

from .comments import bare
from .datelines import after_dateline
from .draft import Draft, tidy, without
from .found import FoundStatement, Range
from .marks import Quote


def assemble(parse: Parse, quotes: list[Quote], drafts: list[Draft]) -> list[FoundStatement]:
    """Pieces cleaned, widened to whole quotations, freed of doubles, and marked where they nest."""
    covering = _quote_of(quotes)
    asides = sorted(bare(parse, d.verb) for d in drafts if d.is_aside and d.verb is not None)
    seen: set[Range] = set()
    made: list[tuple[Range, Draft]] = []
    for draft in drafts:
        for piece in draft.pieces:
            for clean in _cleaned(parse, piece, draft, covering, asides):
                if clean not in seen:
                    seen.add(clean)
                    made.append((clean, draft))
    made.sort(key=lambda item: (item[0][0], -item[0][1]))
    found = []
    reach = 0
    for (first, last), draft in made:
        nested = last <= reach
        reach = max(reach, last)
        found.append(_finish(parse, quotes, (first, last), draft, nested))
    return found


def _cleaned(parse: Parse, piece: Range, draft: Draft, covering: dict[int, Quote], asides: list[Range]) -> list[Range]:
    """The piece within the bounds of quotations, without comments on it ("..., he said, ...") and stray punctuation."""
    if draft.form == "quote":
        return [piece]
    around = covering.get(draft.cue[0]) if draft.cue else None
    if around is not None:
        piece = (max(piece[0], around.first), min(piece[1], around.last))
    else:
        piece = _widened(parse, piece, covering)
    if piece[0] == parse.paragraphs[parse.paragraph_of[piece[0]]][0]:
        piece = (min(after_dateline(parse, piece[0]), piece[1]), piece[1])
    holes: list[Range] = []
    if not draft.is_aside:
        near = asides[bisect_right(asides, (piece[0], len(parse))) : bisect_right(asides, (piece[1], 0))]
        holes = [a for a in near if a[1] <= piece[1]]
    return [clean for part in without(piece, holes) if (clean := tidy(parse, part)) is not None]


def _quote_of(quotes: list[Quote]) -> dict[int, Quote]:
    return {i: quote for quote in quotes if not quote.is_single for i in range(quote.first, quote.last)}


def _widened(parse: Parse, piece: Range, covering: dict[int, Quote]) -> Range:
    """A content that cuts into a quotation takes in all of it, and one that follows it at once."""
    first, last = piece
    if last <= first:
        return piece
    following = covering.get(last)
    if following is not None and following.first == last and parse.pos[last - 1] != "PUNCT":
        last = following.last
    opening, closing = covering.get(first), covering.get(last - 1)
    if closing is not None and closing.first > first:
        last = max(last, closing.last)
    if opening is not None and (opening.last < last or opening is covering.get(last - 1)):
        first, last = min(first, opening.first), max(last, opening.last)
    return first, last


def _finish(parse: Parse, quotes: list[Quote], content: Range, draft: Draft, nested: bool) -> FoundStatement:
    first, last = content
    at = bisect_right(quotes, first, key=lambda q: q.first)
    inside = [
        q for q in quotes[max(at - 1, 0) : bisect_right(quotes, last - 1, key=lambda q: q.first)] if q.last > first
    ]
    whole = any(q.first <= first and q.last >= last for q in inside)
    span = parse.span(first, last) if draft.exact is None else Span(*draft.exact, parse.text[slice(*draft.exact)])
    return FoundStatement(
        first, last, span, draft.speaker, draft.speaker_head, draft.cue,
        "direct" if draft.form == "quote" or (whole and not nested) else "mixed" if inside else "indirect",
        draft.stance, draft.kind, draft.form, draft.medium, draft.relayed_by, draft.cites, draft.is_told, draft.is_unsaid, nested,
    )  # fmt: skip
