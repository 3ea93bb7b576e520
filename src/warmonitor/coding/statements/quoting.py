"""Quotations and who speaks them: the word of speech after, before or around, or the one who was speaking just before."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from warmonitor.coding.parse import Parse

from .draft import Draft
from .lexicon import Entry, Lexicon
from .marks import Quote
from .predicates import cue_range, is_negated
from .speakers import find_subject, name_before_colon, noun_phrase

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
    said = sorted((d for d in drafts if _is_heard(d, quotes)), key=lambda d: d.pieces[-1][1])
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
        draft = _attach(parse, lexicon, quotes, quote, before, after, voice)
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


def _is_heard(draft: Draft, quotes: list[Quote]) -> bool:
    """Whether the draft reports speech (in no quotation) after which its speaker may go on in a quotation."""
    if draft.speaker is None or not draft.pieces or draft.cue is None or draft.form in ("noun", "adverb") or draft.kind not in ("say", "judge", "ask", "think", "want"):
        return False
    return _inside(quotes, draft.cue[0]) is None


def _inside(quotes: list[Quote], token: int) -> Quote | None:
    at = bisect_right(quotes, token, key=lambda q: q.first) - 1
    return quotes[at] if at >= 0 and token < quotes[at].last else None


def _later(one: _Voice | None, other: _Voice) -> _Voice:
    return other if one is None or other.until >= one.until else one


def _attach(parse: Parse, lexicon: Lexicon, quotes: list[Quote], quote: Quote, before: int, after: int, voice: _Voice | None) -> Draft | None:
    fresh = _is_fresh(parse, quote)
    if not fresh and not _is_led(parse, lexicon, quote, before):
        return None
    if not _is_rounded(parse, quote):
        return None
    verb = None
    if not fresh:
        verb = _verb_before(parse, lexicon, quote, before)
    if verb is None:
        verb = _verb_after(parse, lexicon, quote, after)
    if verb is None and fresh:
        verb = _verb_of_colon(parse, lexicon, quote)
    words = _words(parse, quote)
    if verb is not None and (words > 2 or (verb > quote.first and words) or parse.lower[quote.first - 1] in (",", ":")):
        return _spoken(parse, lexicon, quotes, quote, verb)
    if verb is None and (fresh or parse.lower[quote.first - 1] == ":"):
        draft = _after_name(parse, quote)
        if draft is not None:
            return draft
    if not fresh or words < 2:
        return None
    draft = Draft([(quote.first, quote.last)], None, "say", "asserts", "quote")
    if voice is not None and _goes_on(parse, quote, voice):
        draft.speaker, draft.speaker_head, draft.cue = voice.draft.speaker, voice.draft.speaker_head, voice.draft.cue
        _name_relative(parse, draft)
    return draft


def _name_relative(parse: Parse, draft: Draft) -> None:
    """A relative pronoun speaks for its own clause only; in the next sentence it is the word it stands for."""
    head = draft.speaker_head
    if head is not None and parse.tag[head] in ("WP", "WDT"):
        clause = next((a for a in parse.ancestors(head) if parse.dep[a] == "relcl"), None)
        if clause is not None:
            draft.speaker_head = parse.head[clause]
            draft.speaker = noun_phrase(parse, parse.head[clause])


def _after_name(parse: Parse, quote: Quote) -> Draft | None:
    """A quotation after "NAME:"."""
    colon = quote.first - 1
    if colon < 1 or parse.lower[colon] != ":":
        return None
    named = name_before_colon(parse, colon)
    if named is None:
        return None
    return Draft([(quote.first, quote.last)], (colon, colon + 1), "say", "asserts", "quote", speaker=named[0], speaker_head=named[1])


def _spoken(parse: Parse, lexicon: Lexicon, quotes: list[Quote], quote: Quote, verb: int) -> Draft:
    entry = lexicon.verb(parse, verb)
    draft = Draft([(quote.first, quote.last)], cue_range(parse, verb), entry.kind if entry else "say", entry.stance if entry else "asserts",
                  "quote", verb=verb, is_negated=is_negated(parse, verb))  # fmt: skip
    head = find_subject(parse, lexicon, verb)
    if head is None or _inside(quotes, head) is not None:
        head = _neighbour(parse, quotes, verb)
    if head is not None:
        draft.speaker, draft.speaker_head = noun_phrase(parse, head), head
    return draft


def _neighbour(parse: Parse, quotes: list[Quote], verb: int) -> int | None:
    """The nearest noun phrase outside quotations, where the parse gives the verb no subject there."""
    for i in (*range(verb - 1, max(verb - 6, -1), -1), *range(verb + 1, min(verb + 8, len(parse)))):
        if parse.pos[i] in ("PROPN", "PRON", "NOUN") and parse.sentence_of[i] == parse.sentence_of[verb] and _inside(quotes, i) is None:
            while parse.dep[i] in ("compound", "poss", "nmod") and _inside(quotes, parse.head[i]) is None:
                i = parse.head[i]
            return i
    return None


def _is_fresh(parse: Parse, quote: Quote) -> bool:
    """Whether a sentence or paragraph begins with the quotation."""
    i = quote.first - 1
    if i < 0 or parse.paragraph_of[i] != parse.paragraph_of[quote.first]:
        return True
    if parse.lower[i] in ('"', "''", "'", ")") and i > 0:
        i -= 1
    return parse.lower[i] in (".", "?", "!", "...", "…") or (parse.sentence_of[i] != parse.sentence_of[quote.first] and parse.lower[i] not in _SEPARATORS)


def _is_led(parse: Parse, lexicon: Lexicon, quote: Quote, before: int) -> bool:
    """Whether the quotation follows a separator or the very word of speech."""
    i = quote.first - 1
    if parse.lower[i] in _SEPARATORS:
        return parse.lower[i] != "that"
    if i >= before and _quotes(parse, lexicon, i) and _words(parse, quote) > 4:
        return True
    return i >= before and parse.pos[i] not in ("ADP", "DET") and any(_quotes(parse, lexicon, j) for j in range(max(before, i - 3), i + 1)) and _starts_upper(parse, quote)


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
    entry = lexicon.verb(parse, i)
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
        if _quotes(parse, lexicon, j) and (colon or not _is_filled(parse, j, quote.first)):
            return j
    return _finite_before(parse, i, before) if colon else None


def _is_filled(parse: Parse, verb: int, last: int) -> bool:
    """Whether another content stands between the word of speech and this token."""
    return any(parse.dep[c] in ("ccomp", "xcomp") and verb < c < last for c in parse.children[verb])


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

