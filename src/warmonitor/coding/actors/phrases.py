"""Noun phrases of a parse: where the words that name a party begin and end."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.coding.statements.datelines import after_dateline
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words

_LEFT = frozenset(
    {
        "compound",
        "amod",
        "nummod",
        "nmod",
        "poss",
        "quantmod",
        "advmod",
        "npadvmod",
        "predet",
        "appos",
        "prep",
        "punct",
        "intj",
        "dep",
    }
)
_INNER = labels("INNER")
_BEFORE_HEAD = labels("BEFORE_HEAD")
_OPENING = reach("actors", "dateline_tokens")


def head_of(parse: Parse, i: int) -> int:
    """The head of the name or phrase that token i is an inner part of ("Bashar" of "Bashar al-Assad"); i itself for a head."""
    for _ in range(8):
        if parse.dep[i] not in _INNER or parse.head[i] < i:
            return i
        i = parse.head[i]
    return i


def first_of(parse: Parse, i: int) -> int:
    """The first token of the phrase headed by i, its leading determiner left out."""
    first = i
    limit = parse.sentences[parse.sentence_of[i]][0]
    for child in reversed(parse.children[i]):
        if child > i:
            continue
        if (parse.dep[child] not in _LEFT and parse.dep[child] not in ("det", "poss")) or parse.right[
            child
        ] < first - 1:
            break
        first = max(parse.left[child], limit)
    dashes, skipped = small_words("DASH"), small_words("LEFT_OUT")
    for k in range(i - 1, first - 1, -1):
        if parse.word[k] in dashes and parse.start[k] > parse.end[k - 1]:
            first = k + 1  # a dateline or an aside before the phrase
            break
        if parse.word[k] == ")" and "(" not in parse.word[first:k]:
            first = k + 1
            break
    while first < i and parse.lower[first] in skipped:
        first += 1
    if parse.lower[first] in ("fewer", "less") and first > limit and parse.lower[first - 1] in ("no", "not"):
        first -= 1  # "no fewer than 30 villagers"
    return first


def past_dateline(parse: Parse, subject: int) -> int:
    """The head of the first phrase after a dateline ("JERUSALEM -- An Israeli court"), where its place was taken for the subject; else the subject."""
    start = after_dateline(parse, subject)
    if start <= subject:
        return subject
    for i in range(start, min(start + _OPENING, len(parse))):
        if parse.pos[i] in ("NOUN", "PROPN", "PRON"):
            for _ in range(_OPENING):
                if parse.dep[i] not in _BEFORE_HEAD or parse.head[i] < i:
                    return i
                i = parse.head[i]
    return subject


def complement(parse: Parse, i: int, *words: str, reach: int = 5) -> int | None:
    """The noun that an "of" (or other named preposition) right of i brings ("leaders of Iran"), or None."""
    for child in parse.children[i]:
        if i < child <= i + reach and parse.dep[child] == "prep" and parse.lower[child] in words:
            for noun in parse.children[child]:
                if parse.dep[noun] == "pobj":
                    return noun
    return None


def conjuncts(parse: Parse, i: int) -> list[int]:
    """Token i and those joined to it by "and", commas or "or", in order."""
    found = [i]
    for token in found:  # grows while it is walked
        found += [c for c in parse.children[token] if parse.dep[c] == "conj" and c > token]
        if len(found) > 12:
            break
    return found
