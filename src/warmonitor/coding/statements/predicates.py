"""Statements that a verb of speech governs: "said that ...", "urged X to ...", "..., X said", "X was accused of ..."."""

from __future__ import annotations

from collections.abc import Iterator

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels

from .clauses import around, find_clause, relative_pronoun
from .comments import commented
from .complements import (
    completing,
    find_object,
    infinitive_pieces,
    object_before,
    of_preposition,
    part_from_agent,
    subject_head,
    subject_range,
    takes_object,
)
from .draft import Draft
from .found import Form, Range
from .lexicon import Entry, Lexicon
from .releases import release
from .trailing import find_trailing

_CLAUSES = labels("VERB")


def find_predicated(parse: Parse, lexicon: Lexicon) -> Iterator[Draft]:
    """A draft for each verb of speech and what it takes as content."""
    known, forms = lexicon.heads, lexicon.forms
    for i, pos in enumerate(parse.pos):
        if (pos == "VERB" or (pos == "NOUN" and _is_mistagged(parse, i))) and (
            parse.lemma[i] in known or parse.lower[i] in forms
        ):
            entry = lexicon.verb(parse, i)
            if entry is not None:
                found = list(_drafts(parse, lexicon, i, entry)) or _at_the_end(parse, i, entry)
                for draft in found:
                    if draft.form == "clause":
                        release(parse, lexicon, draft)
                    yield draft


def _is_mistagged(parse: Parse, word: int) -> bool:
    """Whether what the parse calls a noun heads its sentence and a finite clause: "The audit files show that ..."."""
    return (
        parse.dep[word] == "ROOT" and parse.child(word, "nsubj") is not None and parse.child(word, "ccomp") is not None
    )


def cue_range(parse: Parse, verb: int) -> Range:
    """The verb with a particle right after it."""
    particle = parse.child(verb, "prt")
    return (verb, particle + 1) if particle == verb + 1 else (verb, verb + 1)


def _drafts(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry) -> Iterator[Draft]:
    """The first of the verb's frames that holds."""
    passive = parse.child(verb, "auxpass") is not None
    if is_quoting(parse, verb) or _is_name_only(parse, lexicon, verb, passive):
        return
    clause = find_clause(parse, lexicon, verb, entry)
    if clause is not None:
        yield _draft(parse, verb, entry, [*relative_pronoun(parse, verb), *around(parse, clause, verb)], "clause")
        return
    pieces = commented(parse, lexicon, verb, entry)
    if pieces:
        aside = _draft(parse, verb, entry, pieces, "clause")
        aside.is_aside = True
        yield aside
        return
    pieces = infinitive_pieces(parse, verb, entry, passive)
    if pieces:
        yield _draft(parse, verb, entry, pieces, "infinitive")
    elif passive:
        yield from _of_passive(parse, lexicon, verb, entry)
    else:
        yield from _of_object(parse, lexicon, verb, entry)


def _is_name_only(parse: Parse, lexicon: Lexicon, verb: int, passive: bool) -> bool:
    """Whether the verb just gives a name: "a group called X"."""
    if parse.lemma[verb] not in lexicon.naming or parse.tag[verb] != "VBN":
        return False
    return (passive or parse.dep[verb] == "acl") and parse.child(verb, "agent") is None


def _of_passive(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry) -> Iterator[Draft]:
    """The subject of a passive, and what is said of it; not of whom one speaks to, nor what is merely shown."""
    if parse.lemma[verb] in lexicon.addressing or (entry.kind == "show" and parse.child(verb, "agent") is None):
        return
    subject = subject_range(parse, verb)
    if subject and takes_object(parse, lexicon, verb, entry, subject_head(parse, verb)):
        draft = _draft(parse, verb, entry, [*subject, *completing(parse, verb, entry)], "object")
        part_from_agent(parse, entry, draft)
        yield draft


def _of_object(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry) -> Iterator[Draft]:
    """What an active verb or a participle takes besides clauses: its object, or a preposition's."""
    whole = find_object(parse, lexicon, verb, entry)
    if whole is not None:
        yield _draft(parse, verb, entry, [whole], "object")
        return
    pieces = object_before(parse, lexicon, verb, entry)
    if pieces:
        yield _draft(parse, verb, entry, pieces, "object")
        return
    for preposition in parse.kids(verb, "prep"):
        extent = of_preposition(parse, lexicon, verb, entry, preposition)
        if extent is not None:
            yield _draft(parse, verb, entry, [extent], "object", extra=preposition)
            return


def _draft(parse: Parse, verb: int, entry: Entry, pieces: list[Range], form: Form, extra: int | None = None) -> Draft:
    cue = cue_range(parse, verb)
    if extra is not None and extra == cue[1]:
        cue = (cue[0], extra + 1)
    told = (
        form != "object"
        or entry.stance == "accuses"
        or (entry.kind in ("say", "show") and bool({"s", "s!", "o+at"} & entry.takes))  # "put the toll at 17"
    )
    return Draft(pieces, cue, entry.kind, entry.stance, form, verb=verb, is_told=told)


def _at_the_end(parse: Parse, verb: int, entry: Entry) -> list[Draft]:
    found = find_trailing(parse, verb, entry)
    if found is None:
        return []
    draft = _draft(parse, verb, entry, found.pieces, "clause")
    draft.is_aside = True
    draft.speaker, draft.speaker_head = found.speaker, found.head
    return [draft]


def is_quoting(parse: Parse, verb: int) -> bool:
    """Whether the verb only passes on another's saying: "quoted X as saying ..."."""
    as_ = next((c for c in parse.kids(verb, "prep") if c > verb and parse.lower[c] == "as"), None)
    return (
        as_ is not None and parse.child(as_, "pcomp") is not None and parse.tag[parse.child(as_, "pcomp") or 0] == "VBG"
    )
