"""What carried the words and who passed them on: "in a statement", "on Twitter", "told Reuters"."""

from __future__ import annotations

from warmonitor.coding.parse import Parse

from .draft import Draft
from .found import Range
from .lexicon import Lexicon
from .speakers import noun_phrase


def find_medium(parse: Parse, lexicon: Lexicon, verb: int) -> Range | None:
    """The prepositional phrase of a verb or noun of speech that names a medium, without its preposition."""
    places = [verb, *parse.kids(verb, "dobj", "agent", "nsubjpass")]
    for preposition in (p for place in places for p in parse.kids(place, "prep", "agent")):
        if carries(parse, lexicon, preposition):
            head = parse.child(preposition, "pobj")
            return noun_phrase(parse, head) if head is not None else None
    return None


def carries(parse: Parse, lexicon: Lexicon, preposition: int) -> bool:
    """Whether the preposition's phrase names a medium."""
    head = parse.child(preposition, "pobj") if parse.lower[preposition] in lexicon.carried else None
    return head is not None and _is_medium(parse, lexicon, head)


def _is_medium(parse: Parse, lexicon: Lexicon, head: int) -> bool:
    lower = parse.lower
    if lower[head] in lexicon.media or parse.lemma[head] in lexicon.media:
        return True
    return head > 0 and f"{lower[head - 1]} {lower[head]}" in lexicon.media


def find_relay(parse: Parse, lexicon: Lexicon, verb: int) -> Range | None:
    """The press to which the words were told, or whoever quotes them."""
    lemma = parse.lemma[verb]
    head: int | None = parse.head[verb]
    if head is not None and parse.dep[verb] == "pcomp" and parse.lower[head] == "as":
        return _quoting(parse, parse.head[head])
    head = _carrier(parse, lexicon, verb)
    if head is not None:
        first, last = noun_phrase(parse, head)
        name = parse.child(head, "appos")
        return first, (last if name is None or parse.lower[last] == "," else name + 1)  # "the agency Xinhua"
    if lemma in lexicon.told:
        head = parse.child(verb, "dobj", "dative")
    elif lemma in lexicon.told_to:
        for preposition in parse.kids(verb, "prep", "dative"):
            if parse.lower[preposition] == "to":
                head = parse.child(preposition, "pobj")
    if head is not None and (
        parse.lemma[head] in lexicon.press or parse.lower[head] in lexicon.press or parse.label[head] == "ORG"
    ):
        return noun_phrase(parse, head)
    return None


def _carrier(parse: Parse, lexicon: Lexicon, verb: int) -> int | None:
    """Who is told to have carried what it was said in: "in a statement published by Al Jazeera", "in comments carried on state TV"."""
    for preposition in (c for c in parse.kids(verb, "prep") if carries(parse, lexicon, c)):
        medium = parse.child(preposition, "pobj")
        passed = [] if medium is None else [c for c in parse.kids(medium, "acl") if parse.lemma[c] in lexicon.carrying]
        for agent in (a for c in passed for a in parse.kids(c, "agent", "prep")):
            if parse.lower[agent] in ("by", "on"):
                return parse.child(agent, "pobj")
    return None


def _quoting(parse: Parse, verb: int) -> Range | None:
    """Who quotes another: the subject of "quoted X as saying", the agent of "X was quoted by Y as saying"."""
    agent = parse.child(verb, "agent")
    head = parse.child(agent, "pobj") if agent is not None else parse.child(verb, "nsubj")
    return noun_phrase(parse, head) if head is not None else None


def note_citations(parse: Parse, lexicon: Lexicon, drafts: list[Draft]) -> list[Draft]:
    """The drafts without those of "citing SOURCE", which is noted in what the citing speaker says in that sentence."""
    kept, cited = [], {}
    for draft in drafts:
        source = _cited(parse, lexicon, draft)
        if source is None or draft.verb is None:
            kept.append(draft)
        else:
            cited[parse.sentence_of[draft.verb]] = (draft, source)
    for draft in kept:
        if draft.verb is None or draft.kind != "say" or draft.form not in ("clause", "quote"):
            continue
        citing, source = cited.get(parse.sentence_of[draft.verb], (None, None))
        if citing is not None and draft.speaker is not None and citing.speaker_head in range(*draft.speaker):
            draft.cites = source
    return kept


def _cited(parse: Parse, lexicon: Lexicon, draft: Draft) -> Range | None:
    """Who is cited, where the draft's verb is one of citing and its object somebody who speaks."""
    if draft.verb is None or parse.lemma[draft.verb] not in lexicon.citing or draft.form != "object":
        return None
    head = parse.child(draft.verb, "dobj")
    if head is None or not (parse.lemma[head] in lexicon.sources_cited or parse.label[head] in ("PERSON", "ORG")):
        return None
    return noun_phrase(parse, head)
