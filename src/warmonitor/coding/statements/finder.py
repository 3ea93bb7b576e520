"""The statements of a report: clauses, phrases and quotations put together."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding.parse import Parse

from .circumstances import find_medium, find_relay
from .draft import Draft, tidy, without
from .found import FoundStatement, Range
from .lexicon import Lexicon, load_lexicon
from .marks import Quote, find_quotes
from .nominals import find_nominal
from .predicates import bare, find_predicated
from .quoting import attach_quotes
from .sources import find_sourced
from .speakers import find_holder, find_subject, noun_phrase


class StatementFinder:
    """Finds every attributed stretch of a report."""

    def __init__(self, extra: Path | None = None) -> None:
        """`extra` is a project's own folder of tables."""
        self._lexicon: Lexicon = load_lexicon(extra)

    def find(self, parse: Parse) -> list[FoundStatement]:
        """The statements in order of their first token, longer ones first."""
        quotes = find_quotes(parse)
        drafts = [*find_predicated(parse, self._lexicon), *find_nominal(parse, self._lexicon), *find_sourced(parse, self._lexicon)]
        shared = {i: draft.verb for draft in drafts for i in draft.released}
        for draft in drafts:
            self._complete(parse, draft, shared.get(draft.verb))
        drafts = [d for d in drafts if d.speaker is not None or _may_be_unspoken(parse, d)]
        drafts = attach_quotes(parse, self._lexicon, quotes, drafts)
        for draft in drafts:
            if draft.form == "quote" and draft.verb is not None:
                self._carry(parse, draft)
        return _assemble(parse, quotes, drafts)

    def _complete(self, parse: Parse, draft: Draft, shared: int | None) -> None:
        """Give the draft its speaker (the one of the verb `shared` where it goes on from that) and its circumstances."""
        if draft.verb is None:
            return
        if draft.speaker is None:
            head = (
                find_holder(parse, self._lexicon, draft.verb)
                if parse.pos[draft.verb] == "NOUN" and draft.form == "noun"
                else find_subject(parse, self._lexicon, draft.verb if shared is None else shared)
            )
            if head is not None and draft.kind != "seem":
                issued = parse.lemma[head] in self._lexicon.media and parse.child(head, "acl") is not None and head < draft.verb
                draft.speaker, draft.speaker_head = noun_phrase(parse, head, issued), head
        self._carry(parse, draft)

    def _carry(self, parse: Parse, draft: Draft) -> None:
        assert draft.verb is not None
        draft.medium = find_medium(parse, self._lexicon, draft.verb)
        draft.relayed_by = find_relay(parse, self._lexicon, draft.verb)


def _may_be_unspoken(parse: Parse, draft: Draft) -> bool:
    """Whether the words leave open who speaks: passives, seeming, hearsay and nouns; an active verb without a subject reports nobody."""
    if draft.verb is None or draft.kind == "seem" or parse.pos[draft.verb] != "VERB":
        return True
    return parse.tag[draft.verb] == "VBN" or parse.child(draft.verb, "auxpass", "nsubj") is not None


def _assemble(parse: Parse, quotes: list[Quote], drafts: list[Draft]) -> list[FoundStatement]:
    """Pieces cleaned, widened to whole quotations, freed of doubles, and marked where they nest."""
    covering = _quote_of(quotes)
    asides = [bare(parse, d.verb) for d in drafts if d.is_aside and d.verb is not None]
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
        piece = _widened(piece, covering, draft.form == "object")
    holes = [] if draft.is_aside else [a for a in asides if piece[0] < a[0] and a[1] <= piece[1]]
    return [clean for part in without(piece, holes) if (clean := tidy(parse, part)) is not None]


def _quote_of(quotes: list[Quote]) -> dict[int, Quote]:
    return {i: quote for quote in quotes if not quote.is_single for i in range(quote.first, quote.last)}


def _widened(piece: Range, covering: dict[int, Quote], is_open: bool) -> Range:
    """A content that cuts into a quotation takes in all of it, an object one that follows it."""
    first, last = piece
    if last <= first:
        return piece
    following = covering.get(last)
    if following is not None and following.first == last and is_open:
        last = following.last
    opening, closing = covering.get(first), covering.get(last - 1)
    if closing is not None and closing.first > first:
        last = max(last, closing.last)
    if opening is not None and (opening.last < last or opening is covering.get(last - 1)):
        first, last = min(first, opening.first), max(last, opening.last)
    return first, last


def _finish(parse: Parse, quotes: list[Quote], content: Range, draft: Draft, nested: bool) -> FoundStatement:
    first, last = content
    inside = [q for q in quotes if q.first < last and q.last > first]
    whole = any(q.first <= first and q.last >= last for q in inside)
    return FoundStatement(
        first, last, parse.span(first, last), draft.speaker, draft.speaker_head, draft.cue,
        "direct" if draft.form == "quote" or (whole and not nested) else "mixed" if inside else "indirect",
        draft.stance, draft.kind, draft.form, draft.medium, draft.relayed_by, draft.is_negated, nested,
    )  # fmt: skip
