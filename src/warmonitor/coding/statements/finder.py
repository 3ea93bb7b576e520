"""The statements of a report: clauses, phrases and quotations put together."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding.parse import Parse

from .assembling import assemble
from .circumstances import find_medium, find_relay, note_citations
from .draft import Draft
from .found import FoundStatement
from .lexicon import Lexicon, load_lexicon
from .marks import find_quotes
from .nominals import find_nominal
from .predicates import find_predicated
from .quoting import attach_quotes
from .sources import find_sourced
from .speakers import find_holder, find_subject, is_issued, noun_phrase
from .unsaid import is_unsaid


class StatementFinder:
    """Finds every attributed stretch of a report."""

    def __init__(self, extra: Path | None = None) -> None:
        """`extra` is a project's own folder of tables."""
        self._lexicon: Lexicon = load_lexicon(extra)

    def find(self, parse: Parse) -> list[FoundStatement]:
        """The statements in order of their first token, longer ones first."""
        quotes = find_quotes(parse)
        drafts = [
            *find_predicated(parse, self._lexicon),
            *find_nominal(parse, self._lexicon),
            *find_sourced(parse, self._lexicon),
        ]
        shared = {i: draft.verb for draft in drafts for i in draft.released}
        for draft in drafts:
            self._complete(parse, draft, shared.get(draft.verb) if draft.verb is not None else None)
        drafts = [d for d in drafts if d.speaker is not None or _may_be_unspoken(parse, d)]
        drafts = attach_quotes(parse, self._lexicon, quotes, drafts)
        for draft in drafts:
            if draft.form == "quote" and draft.verb is not None:
                self._carry(parse, draft)
        return assemble(parse, quotes, note_citations(parse, self._lexicon, drafts))

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
                is_whole = head < draft.verb and is_issued(parse, self._lexicon, head)
                draft.speaker, draft.speaker_head = noun_phrase(parse, head, is_whole), head
        self._carry(parse, draft)
        draft.is_unsaid = parse.pos[draft.verb] == "VERB" and is_unsaid(parse, self._lexicon, draft.verb)

    def _carry(self, parse: Parse, draft: Draft) -> None:
        assert draft.verb is not None
        draft.medium = find_medium(parse, self._lexicon, draft.verb)
        draft.relayed_by = draft.relayed_by or find_relay(parse, self._lexicon, draft.verb)


def _may_be_unspoken(parse: Parse, draft: Draft) -> bool:
    """Whether the words leave open who speaks: passives, seeming, hearsay and nouns; an active verb without a subject reports nobody."""
    if draft.verb is None or draft.kind == "seem" or parse.pos[draft.verb] != "VERB":
        return True
    return parse.tag[draft.verb] == "VBN" or parse.child(draft.verb, "auxpass", "nsubj") is not None
