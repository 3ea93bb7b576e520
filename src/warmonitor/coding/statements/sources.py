"""Statements that neither a verb nor a noun carries: "according to X", "allegedly", "X: we will win", "... - monitor"."""

from __future__ import annotations

from collections.abc import Iterator

from warmonitor.coding.parse import Parse

from .draft import Draft, without
from .found import Range
from .lexicon import Lexicon
from .speakers import is_issued, name_before_colon, noun_phrase
from .trailing import find_headlines

_CLAUSES = frozenset({"VERB", "AUX"})
_NEAR = 25


def find_sourced(parse: Parse, lexicon: Lexicon) -> Iterator[Draft]:
    """A draft for each source phrase and each hearsay adverb."""
    openers = {phrase[0]: phrase for phrase in lexicon.sources if phrase[0] not in ("in",)}
    inner = {phrase for phrase in lexicon.sources if phrase[0] == "in"}
    for i, word in enumerate(parse.lower):
        phrase = openers.get(word)
        if phrase is None and word == "in":
            phrase = next((p for p in inner if tuple(parse.lower[i : i + len(p)]) == p), None)
        if phrase is not None and tuple(parse.lower[i : i + len(phrase)]) == phrase:
            yield from _source(parse, lexicon, i, len(phrase))
        elif word in lexicon.adverbs and parse.dep[i] == "advmod":
            yield from _hearsay(parse, lexicon, i)
        elif word == ":":
            yield from _after_name(parse, i)
    for line, mark in find_headlines(parse):
        yield Draft(line.pieces, (mark, mark + 1), "say", "asserts", "source", speaker=line.speaker, speaker_head=line.head)


def _source(parse: Parse, lexicon: Lexicon, first: int, length: int) -> Iterator[Draft]:
    last_word = first + length - 1
    head = parse.child(last_word, "pobj")
    if head is None or parse.lemma[head] in lexicon.measures:
        return
    phrase = (first, max(parse.right[first], parse.right[head]))
    yield Draft(_clause_of(parse, first, phrase), (first, first + length), "say", "asserts", "source",
                speaker=noun_phrase(parse, head, is_issued(parse, lexicon, head)), speaker_head=head)  # fmt: skip


def _clause_of(parse: Parse, word: int, phrase: Range) -> list[Range]:
    """The clause that a phrase comments on: the nearest one about it, a main clause where the phrase stands at its edge."""
    sentence = parse.sentences[parse.sentence_of[word]]
    host = next((a for a in parse.ancestors(word) if parse.pos[a] in _CLAUSES), None)
    if host is None or phrase[0] == sentence[0]:
        return without(sentence, [phrase])
    while parse.head[host] != host and parse.dep[host] not in ("ROOT", "conj", "ccomp", "parataxis"):
        host = parse.head[host]
    whole = (parse.left[host], parse.right[host])
    if phrase[1] <= whole[0] or phrase[0] >= whole[1]:
        return [whole]
    return [(whole[0], phrase[0])] if host < phrase[0] else without(whole, [phrase])


def _hearsay(parse: Parse, lexicon: Lexicon, adverb: int) -> Iterator[Draft]:
    host = parse.head[adverb]
    if parse.pos[host] not in _CLAUSES:
        return
    whole = (parse.left[host], parse.right[host])
    yield Draft(without(whole, [(adverb, adverb + 1)]), (adverb, adverb + 1), "say", lexicon.adverbs[parse.lower[adverb]], "adverb")


def _after_name(parse: Parse, colon: int) -> Iterator[Draft]:
    """What follows "NAME:" at the head of a line: a headline or a transcript."""
    if colon == 0 or parse.paragraph_of[colon] != parse.paragraph_of[colon - 1]:
        return
    last = parse.paragraphs[parse.paragraph_of[colon]][1]
    if not any(parse.pos[i] in _CLAUSES for i in range(colon + 1, min(last, colon + _NEAR))):
        return
    named = name_before_colon(parse, colon)
    if named is not None:
        yield Draft([(colon + 1, last)], (colon, colon + 1), "say", "asserts", "source", speaker=named[0], speaker_head=named[1])
