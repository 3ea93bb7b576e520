"""Statements that a verb of speech governs: "said that ...", "urged X to ...", "..., X said", "X was accused of ..."."""

from __future__ import annotations

from collections.abc import Iterator

from warmonitor.coding.parse import Parse

from .clauses import around, find_clause, relative_pronoun
from .comments import commented
from .complements import (
    completing,
    find_object,
    infinitive_pieces,
    is_matter,
    part_from_agent,
    subject_head,
    subject_range,
)
from .draft import Draft
from .found import Form, Range
from .lexicon import Entry, Lexicon
from .releases import release

_CLAUSES = frozenset({"VERB", "AUX"})
_TAIL_REACH = 14
_NOBODY = frozenset({"no", "nobody", "none", "neither"})
_NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor"})


def find_predicated(parse: Parse, lexicon: Lexicon) -> Iterator[Draft]:
    """A draft for each verb of speech and what it takes as content."""
    known, forms = lexicon.heads, lexicon.forms
    for i, pos in enumerate(parse.pos):
        if (pos == "VERB" or (pos == "NOUN" and _is_mistagged(parse, i))) and (parse.lemma[i] in known or parse.lower[i] in forms):
            entry = lexicon.verb(parse, i)
            if entry is not None:
                found = list(_drafts(parse, lexicon, i, entry)) or trailing(parse, i, entry)
                for draft in found:
                    if draft.form == "clause":
                        release(parse, lexicon, draft)
                    yield draft


def _is_mistagged(parse: Parse, word: int) -> bool:
    """Whether what the parse calls a noun heads its sentence and a finite clause: "The audit files show that ..."."""
    return parse.dep[word] == "ROOT" and parse.child(word, "nsubj") is not None and parse.child(word, "ccomp") is not None


def cue_range(parse: Parse, verb: int) -> Range:
    """The verb with a particle right after it."""
    particle = parse.child(verb, "prt")
    return (verb, particle + 1) if particle == verb + 1 else (verb, verb + 1)


def is_negated(parse: Parse, word: int) -> bool:
    """Whether a word of speech is itself denied ("did not say")."""
    return any(
        parse.dep[c] == "neg" or parse.lower[c] in _NEGATIONS
        or (parse.dep[c] == "nsubj" and parse.lower[parse.left[c]] in _NOBODY)
        for c in parse.children[word]
    )  # fmt: skip


def _drafts(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry) -> Iterator[Draft]:
    """The first of the verb's frames that holds."""
    passive = parse.child(verb, "auxpass") is not None
    if is_quoting(parse, verb):
        return
    if parse.lemma[verb] in lexicon.naming and (passive or parse.dep[verb] == "acl") and parse.tag[verb] == "VBN" and parse.child(verb, "agent") is None:
        return
    told = parse.lemma[verb] in lexicon.addressing
    clause = find_clause(parse, lexicon, verb, entry)
    if clause is not None:
        yield _draft(parse, verb, entry, [*relative_pronoun(parse, verb), *around(parse, clause, verb)], "clause")
        return
    pieces = commented(parse, verb, entry)
    if pieces:
        aside = _draft(parse, verb, entry, pieces, "clause")
        aside.is_aside = True
        yield aside
        return
    pieces = infinitive_pieces(parse, verb, entry, passive)
    if pieces:
        yield _draft(parse, verb, entry, pieces, "infinitive")
        return
    if passive and not told:
        if entry.kind == "show" and parse.child(verb, "agent") is None:
            return
        subject = subject_range(parse, verb)
        if subject and ("o" in entry.takes or ("o=" in entry.takes and parse.child(verb, "oprd") is not None) or ("o!" in entry.takes and is_matter(parse, lexicon, verb, subject_head(parse, verb)))):
            draft = _draft(parse, verb, entry, [*subject, *completing(parse, verb, entry)], "object")
            part_from_agent(parse, entry, draft)
            yield draft
        return
    whole = find_object(parse, lexicon, verb, entry)
    if whole is not None:
        yield _draft(parse, verb, entry, [whole], "object")
        return
    for preposition in parse.kids(verb, "prep"):
        if parse.lower[preposition] in entry.takes and parse.right[preposition] > preposition + 1:
            last = parse.right[preposition]
            asked = next((c for c in parse.children[verb] if c >= last and parse.dep[c] in ("xcomp", "advcl") and parse.tag[c] == "VB" and parse.left[c] == last), None)
            yield _draft(parse, verb, entry, [(preposition + 1, last if asked is None else parse.right[asked])], "object", extra=preposition)
            return


def trailing(parse: Parse, verb: int, entry: Entry) -> list[Draft]:
    """The sentence that ends with ", NAME said ..." or ", said NAME", where the parse doesn't see it."""
    first, last = parse.sentences[parse.sentence_of[verb]]
    if entry.kind != "say" or "s" not in entry.takes or parse.tag[verb] not in ("VBD", "VBZ", "VBP") or last - verb > _TAIL_REACH:
        return []
    comma = next((i for i in range(verb - 1, max(first, verb - _TAIL_REACH), -1) if parse.lower[i] == "," or parse.pos[i] in _CLAUSES), first)
    if parse.lower[comma] != "," or comma - first < 3 or any(parse.pos[i] in ("ADP", "SCONJ") or parse.tag[i] in ("WP", "WDT", "CC") for i in range(comma + 1, min(comma + 2, verb))):
        return []
    if any(parse.pos[i] in _CLAUSES or parse.lower[i] == "that" for i in range(verb + 1, last)) or not any(parse.pos[i] in _CLAUSES for i in range(first, comma)):
        return []
    inverted = comma == verb - 1
    named = [i for i in (range(verb + 1, last) if inverted else range(comma + 1, verb)) if parse.pos[i] in ("PROPN", "NOUN", "PRON")]
    if not named:
        return []
    head = next((i for i in named if parse.dep[i] not in ("compound", "poss", "nmod")), named[-1])
    draft = _draft(parse, verb, entry, [(first, comma)], "clause")
    draft.is_aside = True
    end = verb
    while parse.pos[end - 1] in ("ADV", "AUX"):
        end -= 1
    draft.speaker, draft.speaker_head = ((comma + 1, end) if not inverted else (verb + 1, head + 1)), head
    return [draft]


def _draft(parse: Parse, verb: int, entry: Entry, pieces: list[Range], form: Form, extra: int | None = None) -> Draft:
    cue = cue_range(parse, verb)
    if extra is not None and extra == cue[1]:
        cue = (cue[0], extra + 1)
    return Draft(pieces, cue, entry.kind, entry.stance, form, verb=verb, is_negated=is_negated(parse, verb))


def is_quoting(parse: Parse, verb: int) -> bool:
    """Whether the verb only passes on another's saying: "quoted X as saying ..."."""
    as_ = next((c for c in parse.children[verb] if parse.lower[c] == "as" and parse.dep[c] == "prep"), None)
    return as_ is not None and parse.child(as_, "pcomp") is not None and parse.tag[parse.child(as_, "pcomp") or 0] == "VBG"
