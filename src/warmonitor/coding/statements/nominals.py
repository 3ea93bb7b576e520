"""Statements that a noun or adjective of speech governs: "X's claim that ...", "fears of ...", "was confident that ..."."""

from __future__ import annotations

from collections.abc import Iterator

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.small_words import small_words

from .draft import Draft
from .lexicon import Entry, Lexicon


def find_nominal(parse: Parse, lexicon: Lexicon) -> Iterator[Draft]:
    """A draft for each noun or adjective of speech with a content."""
    nouns, adjectives = lexicon.nouns, lexicon.adjectives
    for i, (lemma, pos) in enumerate(zip(parse.lemma, parse.pos, strict=True)):
        if i and (parse.lower[i - 1], lemma) in lexicon.lookalikes:
            continue
        if pos == "NOUN" and lemma in nouns:
            yield from _draft(parse, i, nouns[lemma])
        elif pos == "ADJ" and lemma in adjectives:
            yield from _draft(parse, i, adjectives[lemma])


def _draft(parse: Parse, word: int, entry: Entry) -> Iterator[Draft]:
    for child in parse.children[word]:
        if child < word:
            continue
        dep = parse.dep[child]
        if (dep in ("acl", "ccomp") and "s" in entry.takes and _has_that(parse, child)) or (
            dep in ("acl", "xcomp") and "inf" in entry.takes and parse.tag[child] == "VB"
        ):
            first = parse.left[child]
        elif dep == "prep" and parse.lower[child] in entry.takes and parse.right[child] > child + 1:
            first = child + 1
        else:
            continue
        told = (entry.kind != "judge" or entry.stance == "accuses") and parse.lower[child] not in small_words("GRANTED")
        yield Draft([(first, parse.right[child])], (word, word + 1), entry.kind, entry.stance, "noun", verb=word,
                    is_told=told)  # fmt: skip
        return


def _has_that(parse: Parse, clause: int) -> bool:
    """Whether the noun holds the clause: "claims that the army shelled it", "allegations the army shelled it"."""
    mark = parse.child(clause, "mark")
    if mark is None:
        return parse.dep[clause] == "acl" and parse.child(clause, "nsubj", "nsubjpass") is not None
    return parse.lower[mark] in ("that", "whether", "if")
