"""Statements that neither a verb nor a noun carries: "according to X", "allegedly", "X: we will win", "... - monitor"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach

from .draft import Draft, without
from .found import Range
from .lexicon import Lexicon
from .speakers import is_issued, name_before_colon, noun_phrase
from .trailing import find_headlines

_CLAUSES = labels("VERB")
_NEAR = reach("statements", "source_tokens")
_NAME = reach("statements", "source_name_tokens")
_SHORT = reach("statements", "source_words")
_CAPITALS = reach("statements", "source_capitals")
_MARKS = frozenset({'"', "''", "``", "'", "-", "*", "•", "–", "—"})


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
    yield from _after_names(parse, lexicon)
    yield from _set_off(parse, lexicon)
    for line, mark in find_headlines(parse):
        yield Draft(
            line.pieces, (mark, mark + 1), "say", "asserts", "source", speaker=line.speaker, speaker_head=line.head
        )


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
    if parse.pos[host] not in _CLAUSES or _quotes(parse, lexicon, host):
        return
    whole = (parse.left[host], parse.right[host])
    yield Draft(
        without(whole, [(adverb, adverb + 1)]),
        (adverb, adverb + 1),
        "say",
        lexicon.adverbs[parse.lower[adverb]],
        "adverb",
    )


def _after_names(parse: Parse, lexicon: Lexicon) -> Iterator[Draft]:
    """What follows "NAME:" at the head of lines: a headline's sentence, or all of the line where several are a transcript."""
    lines = [line for first, last in parse.paragraphs for line in _named_line(parse, lexicon, first, last)]
    for (name, head), colon, last in lines:
        is_transcript = len(lines) > 1
        if not is_transcript and _is_dateline(parse, name, colon, last):
            continue
        end = last if is_transcript else min(last, parse.sentences[parse.sentence_of[min(colon + 1, last - 1)]][1])
        yield Draft([(colon + 1, end)], (colon, colon + 1), "say", "asserts", "source", speaker=name, speaker_head=head)


def _is_dateline(parse: Parse, name: Range, colon: int, last: int) -> bool:
    """Whether a place opens a report's first sentence: "KHARTOUM: Shells hit ...", "Muscat: The festival closed on Saturday."."""
    if parse.text[parse.start[name[0]] : parse.end[colon - 1]].isupper():
        return True
    return parse.label[colon - 1] == "GPE" and parse.lower[last - 1] == "."


def _named_line(parse: Parse, lexicon: Lexicon, first: int, last: int) -> Iterator[tuple[tuple[Range, int], int, int]]:
    colon = next((i for i in range(first + 1, min(first + _NAME, last)) if parse.lower[i] == ":"), None)
    if colon is None or not any(parse.pos[i] in _CLAUSES for i in range(colon + 1, min(last, colon + _NEAR))):
        return
    if parse.lower[colon - 1] in lexicon.labels:
        return
    named = name_before_colon(parse, colon)
    if named is None and _is_capital(parse, first, colon):
        named = (first, colon), colon - 1
    if named is not None:
        yield named, colon, last


def _is_capital(parse: Parse, first: int, colon: int) -> bool:
    """Whether a name may stand there that the parse takes for a common noun: capitals throughout, or the one word that opens a report."""
    if parse.pos[first] == "DET" or any(parse.pos[i] not in ("NOUN", "PROPN", "ADJ") for i in range(first, colon)):
        return False
    written = parse.text[parse.start[first] : parse.end[colon - 1]]
    return colon - first <= _CAPITALS and (written.isupper() or (first == 0 and colon == 1 and written.istitle()))


def _set_off(parse: Parse, lexicon: Lexicon) -> Iterator[Draft]:
    """A paragraph without marks after one that ends with "X wrote:"."""
    for (first, last), (start, end) in pairwise(parse.paragraphs):
        if last - first < 2 or parse.lower[last - 1] != ":" or end - start < _SHORT or parse.lower[start] in _MARKS:
            continue
        floor = max(parse.sentences[parse.sentence_of[last - 1]][0], last - _NEAR)
        verb = next(
            (i for i in range(last - 1, floor - 1, -1) if parse.pos[i] == "VERB" and _quotes(parse, lexicon, i)), None
        )
        if verb is not None and parse.child(verb, "dobj", "ccomp", "xcomp") is None:
            yield Draft([(start, end)], (verb, verb + 1), "say", "asserts", "quote", verb=verb)


def _quotes(parse: Parse, lexicon: Lexicon, verb: int) -> bool:
    entry = lexicon.verb(parse, verb)
    return entry is not None and entry.kind == "say" and "q" in entry.takes
