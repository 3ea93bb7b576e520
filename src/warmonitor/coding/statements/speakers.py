"""Who speaks: the subject of a word of speech, and the extent of its noun phrase."""

from __future__ import annotations

from warmonitor.coding.parse import Parse

from .found import Range

_SUBJECTS = ("nsubj", "csubj", "expl")
_DASHES = frozenset({"-", "--", "–", "—"})
_EMPTY_SUBJECTS = frozenset({"it", "there"})
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "DET", "PART", "PUNCT", "ADP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"})


def noun_phrase(parse: Parse, head: int, is_whole: bool = False) -> Range:
    """The head with its modifiers, without appositions, relative clauses and parentheses (with them where `is_whole`)."""
    if is_whole:
        return parse.left[head], parse.right[head]
    last = parse.right[head]
    for child in parse.children[head]:
        if child > head and (
            parse.dep[child] in ("relcl", "acl", "appos", "advcl", "parataxis", "ccomp", "dep")
            or (parse.dep[child] == "punct" and parse.lower[child] not in ("-", "'", "%", '"', "''"))
        ):
            last = min(last, parse.left[child])
    first = parse.left[head]
    for child in parse.children[head]:
        if child < head and (parse.dep[child] in ("cc", "mark", "preconj") or (parse.dep[child] == "punct" and child == first)):
            first = max(first, child + 1)
    return first, max(last, head + 1)


def find_subject(parse: Parse, verb: int, media: frozenset[str] = frozenset()) -> int | None:
    """The head of whoever does what the verb says: its own subject, or the one it shares, follows or modifies; None if none.

    Of "issued a statement saying ..." that is the issuer: `media` are the nouns that only carry words.
    """
    if parse.tag[verb] == "VBN" and parse.dep[verb] in ("advcl", "acl") and parse.child(verb, "aux", "auxpass", "nsubj") is None:
        return _agent(parse, verb)
    word = verb
    for _ in range(6):
        own = _own_subject(parse, word)
        if own is not None:
            if word != verb and parse.lower[own] in _EMPTY_SUBJECTS and parse.dep[word] == "ROOT" and parse.child(word, "acomp") is not None:
                return None
            return None if parse.lower[own] in _EMPTY_SUBJECTS and parse.pos[own] == "PRON" and parse.dep[own] == "expl" else own
        agent = _agent(parse, word)
        if agent is not None:
            return agent
        if parse.child(word, "nsubjpass") is not None:
            return parse.child(word, "nsubjpass") if word != verb else None
        head, dep = parse.head[word], parse.dep[word]
        if head == word:
            return None
        if dep == "pcomp" and parse.lower[head] == "as":
            quoted = parse.child(parse.head[head], "nsubjpass", "dobj")
            if quoted is not None:
                return quoted
        if dep in ("acl", "relcl"):
            if parse.tag[word] == "VBG" and parse.lemma[head] in media:
                holder = find_holder(parse, head)
                return head if holder is None else holder
            return head if parse.pos[head] in _NOMINAL else find_holder(parse, head)
        if dep in ("xcomp", "ccomp"):
            raised = parse.child(head, "dobj", "dative")
            if raised is not None and dep == "xcomp" and raised < word and parse.lower[head] and parse.tag[word] == "VB":
                return raised
        if dep not in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep", "parataxis", "pobj", "dobj", "attr", "acomp"):
            return None
        word = head
    return None


def _own_subject(parse: Parse, verb: int) -> int | None:
    found = [c for c in parse.children[verb] if parse.dep[c] in _SUBJECTS]
    named = [c for c in found if parse.dep[c] == "nsubj"]
    if not found:
        return _before(parse, verb) if _is_finite(parse, verb) else None
    subject = named[-1] if named and parse.dep[found[0]] != "expl" else found[0]
    return _past_dateline(parse, subject, verb)


def _is_finite(parse: Parse, verb: int) -> bool:
    """Whether the verb is one that must have a subject of its own, and no passive."""
    if parse.dep[verb] in ("conj", "xcomp", "advcl", "acl", "pcomp") or parse.child(verb, "nsubjpass", "auxpass") is not None:
        return False
    return parse.tag[verb] in ("VBD", "VBZ", "VBP") or parse.child(verb, "aux") is not None


def _before(parse: Parse, verb: int) -> int | None:
    """The noun phrase that ends right before the verb, where the parse missed that it is the subject."""
    i = verb - 1
    floor = parse.sentences[parse.sentence_of[verb]][0]
    while i >= floor and (parse.pos[i] in ("AUX", "ADV", "PART") or parse.lower[i] in (",", "also")):
        i -= 1
    if i < floor or parse.pos[i] not in ("PROPN", "PRON", "NOUN"):
        return None
    found = i
    while floor <= parse.head[i] < i:
        i = parse.head[i]
        if parse.pos[i] in ("VERB", "AUX") and parse.dep[i] not in ("relcl", "acl"):
            break
        if parse.pos[i] in ("PROPN", "PRON", "NOUN"):
            found = i
    return found


def _past_dateline(parse: Parse, subject: int, verb: int) -> int:
    """The first noun phrase after the dash, where the parse took the place of a dateline ("GENEVA (AP) - ...") for the subject."""
    first = parse.paragraphs[parse.paragraph_of[subject]][0]
    if subject - first > 6 or parse.pos[subject] != "PROPN":
        return subject
    for dash in range(subject + 1, min(first + 12, verb)):
        if parse.lower[dash] in _DASHES and all(parse.pos[i] in ("PROPN", "PUNCT", "NUM", "NOUN") for i in range(first, dash)):
            for i in range(dash + 1, verb):
                if parse.pos[i] in ("PROPN", "PRON", "NOUN") and parse.dep[i] not in ("compound", "poss", "nmod"):
                    return i
    return subject


def _agent(parse: Parse, verb: int) -> int | None:
    agent = parse.child(verb, "agent")
    return parse.child(agent, "pobj") if agent is not None else None


def find_holder(parse: Parse, noun: int) -> int | None:
    """Whose claim, fear or plan it is: its possessor, the one it is by, from or of, or the subject of a light verb over it."""
    holder = parse.child(noun, "poss")
    if holder is not None:
        return holder
    for preposition in parse.kids(noun, "prep", "agent"):
        if parse.lower[preposition] in ("by", "from"):
            holder = parse.child(preposition, "pobj")
            if holder is not None:
                return holder
    for child in parse.children[noun]:
        if child < noun and parse.dep[child] in ("compound", "amod", "nmod") and parse.label[child] in ("ORG", "PERSON", "NORP", "GPE"):
            return child
    head, dep = parse.head[noun], parse.dep[noun]
    if dep == "dobj" and parse.pos[head] == "VERB":
        return find_subject(parse, head)
    if dep == "pobj" and parse.dep[head] == "prep" and parse.pos[parse.head[head]] == "VERB" and parse.lower[head] in ("with", "in", "on", "about"):
        return find_subject(parse, parse.head[head])
    return None


def name_before_colon(parse: Parse, colon: int) -> tuple[Range, int] | None:
    """The noun phrase that fills its line up to a colon ("Kasich: ..."): its range and head; None where it isn't somebody's name."""
    first = parse.paragraphs[parse.paragraph_of[colon - 1]][0]
    if not 0 < colon - first <= 8 or any(parse.pos[i] not in _NAMING for i in range(first, colon)):
        return None
    heads = [i for i in range(first, colon) if not first <= parse.head[i] < colon or parse.head[i] == i]
    head = heads[0] if len(heads) == 1 else colon - 1
    if parse.pos[head] != "PROPN" and parse.label[head] not in ("PERSON", "ORG", "GPE", "NORP"):
        return None
    if parse.label[head] != "PERSON" and parse.text[parse.start[first] : parse.end[colon - 1]].isupper():
        return None
    return (first, colon), head
