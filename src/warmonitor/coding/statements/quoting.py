"""Quotations and who speaks them: the word of speech after, before or around, or the one who was speaking just before."""

from __future__ import annotations

from dataclasses import dataclass

from warmonitor.coding.parse import Parse

from .draft import Draft
from .lexicon import Entry, Lexicon
from .marks import Quote
from .predicates import cue_range, is_negated
from .speakers import find_subject, noun_phrase

_STOPS = frozenset({".", "?", "!", ";"})
_SEPARATORS = frozenset({",", ":", "--", "-", "–", "—", "that"})
_REACH = 40


@dataclass(slots=True)
class _Voice:
    """Somebody who has just been heard, and where that ended."""

    draft: Draft
    until: int


def attach_quotes(parse: Parse, lexicon: Lexicon, quotes: list[Quote], drafts: list[Draft]) -> list[Draft]:
    """The drafts with one more for each quotation that stands on its own; quotations within a content stay part of it."""
    said = sorted((d for d in drafts if d.speaker is not None and d.form in ("clause", "source", "infinitive") and d.pieces), key=lambda d: d.pieces[-1][1])
    made: list[Draft] = []
    used: dict[int, list[Quote]] = {}
    voice: _Voice | None = None
    position = 0
    for number, quote in enumerate(quotes):
        while position < len(said) and said[position].pieces[-1][1] <= quote.first:
            voice = _later(voice, _Voice(said[position], max(said[position].pieces[-1][1], (said[position].cue or (0, 0))[1])))
            position += 1
        before = quotes[number - 1].last if number else 0
        after = quotes[number + 1].first if number + 1 < len(quotes) else len(parse)
        draft = _attach(parse, lexicon, quote, before, after, voice)
        if draft is None:
            continue
        made.append(draft)
        if draft.verb is not None:
            used.setdefault(draft.verb, []).append(quote)
        if draft.speaker is not None:
            voice = _later(voice, _Voice(draft, max(quote.last, draft.cue[1] if draft.cue else 0)))
    for draft in drafts:
        if draft.verb in used:
            draft.pieces = [p for p in draft.pieces if not any(p[0] < q.last and p[1] > q.first for q in used[draft.verb])]
    return made + [d for d in drafts if d.pieces]


def _later(one: _Voice | None, other: _Voice) -> _Voice:
    return other if one is None or other.until >= one.until else one


def _attach(parse: Parse, lexicon: Lexicon, quote: Quote, before: int, after: int, voice: _Voice | None) -> Draft | None:
    fresh = _is_fresh(parse, quote)
    if not fresh and not _is_led(parse, lexicon, quote, before):
        return None
    if not _is_rounded(parse, quote) or _words(parse, quote) < (2 if fresh else 3):
        return None
    verb = None
    if not fresh:
        verb = _verb_before(parse, lexicon, quote, before)
    if verb is None:
        verb = _verb_after(parse, lexicon, quote, after)
    if verb is None and fresh:
        verb = _verb_of_colon(parse, lexicon, quote)
    if verb is not None:
        return _spoken(parse, lexicon, quote, verb)
    if not fresh:
        return None
    draft = Draft([(quote.first, quote.last)], None, "say", "asserts", "quote")
    if voice is not None and _goes_on(parse, quote, voice):
        draft.speaker, draft.speaker_head, draft.cue = voice.draft.speaker, voice.draft.speaker_head, voice.draft.cue
    return draft


def _spoken(parse: Parse, lexicon: Lexicon, quote: Quote, verb: int) -> Draft:
    entry = lexicon.verbs.get(parse.lemma[verb])
    draft = Draft([(quote.first, quote.last)], cue_range(parse, verb), entry.kind if entry else "say", entry.stance if entry else "asserts",
                  "quote", verb=verb, is_negated=is_negated(parse, verb))  # fmt: skip
    head = find_subject(parse, verb)
    if head is None or quote.first <= head < quote.last:
        head = _neighbour(parse, verb, quote)
    if head is not None:
        draft.speaker, draft.speaker_head = noun_phrase(parse, head), head
    return draft


def _neighbour(parse: Parse, verb: int, quote: Quote) -> int | None:
    """The nearest noun phrase outside the quotation, where the parse gives the verb no subject there."""
    for i in (*range(verb - 1, max(verb - 6, -1), -1), *range(verb + 1, min(verb + 8, len(parse)))):
        if not quote.first <= i < quote.last and parse.pos[i] in ("PROPN", "PRON", "NOUN") and parse.sentence_of[i] == parse.sentence_of[verb]:
            while parse.dep[i] in ("compound", "poss", "nmod") and not quote.first <= parse.head[i] < quote.last:
                i = parse.head[i]
            return i
    return None


def _is_fresh(parse: Parse, quote: Quote) -> bool:
    """Whether a sentence or paragraph begins with the quotation."""
    i = quote.first - 1
    if i < 0 or parse.paragraph_of[i] != parse.paragraph_of[quote.first]:
        return True
    return parse.lower[i] in (".", "?", "!", ".'", '."') or (parse.word[i][-1:] in '.?!"' and parse.word[i] not in ("Mr.", "Mrs."))


def _is_led(parse: Parse, lexicon: Lexicon, quote: Quote, before: int) -> bool:
    """Whether the quotation follows a separator or the very word of speech."""
    i = quote.first - 1
    if parse.lower[i] in _SEPARATORS:
        return parse.lower[i] != "that"
    return i >= before and any(_quotes(parse, lexicon, j) for j in range(max(before, i - 3), i + 1)) and _starts_upper(parse, quote)


def _starts_upper(parse: Parse, quote: Quote) -> bool:
    return next((w[0].isupper() for w in parse.word[quote.first : quote.last] if w[:1].isalpha()), False)


def _is_rounded(parse: Parse, quote: Quote) -> bool:
    """Whether punctuation or the end of the paragraph closes the quotation."""
    if not quote.is_closed:
        return True
    inner = parse.text[quote.start : quote.end].rstrip("\"“”'’»` ")
    if inner[-1:] in (",", ".", "?", "!", "-", "—", "–", "…", ":", ";"):
        return True
    rest = parse.text[quote.end : quote.end + 1]
    return rest in ("", ",", ".", "\n", "?", "!", ";", "—", "–")


def _words(parse: Parse, quote: Quote) -> int:
    return sum(1 for w in parse.word[quote.first : quote.last] if w[:1].isalnum())


def _quotes(parse: Parse, lexicon: Lexicon, i: int) -> Entry | None:
    if parse.pos[i] != "VERB":
        return None
    entry = lexicon.verbs.get(parse.lemma[i])
    return entry if entry is not None and "q" in entry.takes else None


def _verb_after(parse: Parse, lexicon: Lexicon, quote: Quote, after: int) -> int | None:
    """The word of speech in what follows the quotation in its sentence."""
    paragraph = parse.paragraphs[parse.paragraph_of[quote.last - 1]]
    limit = min(after, paragraph[1], quote.last + _REACH)
    ends = parse.text[quote.start : quote.end].rstrip("\"“”'’»` ")[-1:]
    if quote.last >= limit or (ends == "." and not _begins_clause(parse, lexicon, quote.last, limit)):
        return None
    for i in range(quote.last, limit):
        if parse.lower[i] in _STOPS:
            return None
        if _quotes(parse, lexicon, i) and parse.dep[i] not in ("relcl", "acl", "amod") and parse.tag[i] not in ("VB", "VBN"):
            return i
    return None


def _begins_clause(parse: Parse, lexicon: Lexicon, first: int, limit: int) -> bool:
    return any(_quotes(parse, lexicon, i) for i in range(first, min(first + 3, limit)))


def _verb_before(parse: Parse, lexicon: Lexicon, quote: Quote, before: int) -> int | None:
    """The word of speech in what leads to the quotation, with no other content between."""
    i = quote.first - 1
    colon = parse.lower[i] == ":"
    for j in range(i, max(before, quote.first - _REACH) - 1, -1):
        if parse.lower[j] in _STOPS:
            return None
        if _quotes(parse, lexicon, j) and not any(
            parse.dep[c] in ("ccomp", "xcomp") and j < c < quote.first for c in parse.children[j]
        ):
            return j
    return _finite_before(parse, i, before) if colon else None


def _verb_of_colon(parse: Parse, lexicon: Lexicon, quote: Quote) -> int | None:
    """The word of speech at the end of the paragraph before, where that ends with a colon."""
    i = quote.first - 1
    if i < 0 or parse.lower[i] != ":":
        return None
    floor = parse.sentences[parse.sentence_of[i]][0]
    for j in range(i, max(floor, i - _REACH) - 1, -1):
        if _quotes(parse, lexicon, j):
            return j
    return _finite_before(parse, i, floor)


def _finite_before(parse: Parse, last: int, floor: int) -> int | None:
    for j in range(last, max(floor, last - _REACH) - 1, -1):
        if parse.lower[j] in _STOPS:
            return None
        if parse.pos[j] in ("VERB", "AUX") and parse.child(j, "nsubj") is not None and parse.dep[j] != "relcl":
            return j
    return None


def _goes_on(parse: Parse, quote: Quote, voice: _Voice) -> bool:
    """Whether whoever spoke last is still speaking: the same paragraph, nothing but the end of a sentence between; or a paragraph of pure quotation after theirs."""
    here, there = parse.paragraph_of[quote.first], parse.paragraph_of[max(voice.until - 1, 0)]
    if here == there:
        return _sentence_ends(parse, voice.until, quote.first) <= 1
    first, last = parse.paragraphs[here]
    return here == there + 1 and quote.first == first and quote.last >= last - 1 and _sentence_ends(parse, voice.until, parse.paragraphs[there][1]) <= 1


def _sentence_ends(parse: Parse, first: int, last: int) -> int:
    return sum(1 for i in range(first, last) if parse.lower[i] in _STOPS)

