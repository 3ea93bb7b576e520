"""Who speaks: the subject of a word of speech, and the extent of its noun phrase."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words

from .datelines import after_dateline
from .found import Range
from .lexicon import Lexicon

_STEPS = reach("statements", "speaker_steps")
_LINKS = labels("TO_SPEAKER")
_SUBJECTS = ("nsubj", "expl")
_OPENING = frozenset({'"', "''", "'", "[", "(", ":", ",", "-", "--", "–", "—"})
_NAMING = labels("IN_SPEAKER")
_NOMINAL = labels("SPEAKER")


def noun_phrase(parse: Parse, head: int, is_whole: bool = False) -> Range:
    """The head with its modifiers, without appositions, relative clauses and parentheses; with participles where `is_whole`."""
    if is_whole:
        comma = next((i for i in range(head + 1, parse.right[head]) if parse.lower[i] == ","), parse.right[head])
        return parse.left[head], comma
    last = parse.right[head]
    for child in parse.children[head]:
        if child > head and (
            parse.dep[child] in ("relcl", "acl", "appos", "advcl", "parataxis", "ccomp", "dep")
            or (parse.dep[child] == "punct" and parse.lower[child] not in ("-", "'", "%", '"', "''"))
        ):
            last = min(last, parse.left[child])
    if parse.dep[head] in _SUBJECTS and head < parse.head[head]:
        last = min(last, parse.head[head])  # what the parse hangs on the speaker from behind the verb
    first = parse.left[head]
    for child in parse.children[head]:
        if child < head and (
            parse.dep[child] in ("cc", "mark", "preconj") or (parse.dep[child] == "punct" and child == first)
        ):
            first = max(first, child + 1)
    start = after_dateline(parse, head)
    first = max(first, start) if start <= head else first
    while first < head and (parse.lower[first] in _OPENING or parse.word[first].isspace()):
        first += 1
    return first, max(last, head + 1)


def is_issued(parse: Parse, lexicon: Lexicon, head: int) -> bool:
    """Whether the noun is a medium with its issuer in a participle: "a statement released by the mission"."""
    return parse.lemma[head] in lexicon.media and parse.child(head, "acl") is not None


def find_subject(parse: Parse, lexicon: Lexicon, verb: int) -> int | None:
    """The head of whoever does what the verb says: its own subject, or the one it shares, follows or modifies; None if none.

    Of a passive that is its agent; of "issued a statement saying ..." the issuer.
    """
    if parse.child(verb, "auxpass") is not None or _is_participle(parse, verb):
        return _agent(parse, verb)
    word = verb
    for _ in range(_STEPS):
        own = _own_subject(parse, word)
        if own is not None:
            return None if _is_empty(parse, own, word, verb) else own
        if word != verb and parse.child(word, "nsubjpass") is not None:
            return parse.child(word, "nsubjpass")
        head, dep = parse.head[word], parse.dep[word]
        if head == word or dep not in _LINKS:
            return None
        if dep in ("acl", "relcl") and parse.tag[word] != "VB" and not _is_loose(parse, word, head):
            return _modified(parse, lexicon, word, head)
        if dep == "pcomp" and parse.lower[head] == "as":
            quoted = parse.child(parse.head[head], "nsubjpass", "dobj")
            if quoted is not None:
                return quoted
        if dep == "xcomp" and parse.tag[word] == "VB":
            entry = lexicon.verb(parse, head) if parse.pos[head] == "VERB" else None
            raised = parse.child(head, "dobj", "dative")
            if (
                raised is not None
                and raised < word
                and ((entry is not None and "o+inf" in entry.takes) or _is_somebody(parse, raised))
            ):
                return raised
        word = head
    return None


def _is_loose(parse: Parse, word: int, head: int) -> bool:
    """Whether a participle after a comma belongs to the clause rather than to the noun before it: "met the crowd, praising ..."."""
    first = parse.left[word]
    return (
        parse.tag[word] == "VBG"
        and parse.dep[head] in ("dobj", "pobj", "attr")
        and first > 0
        and parse.lower[first - 1] == ","
    )


def _is_somebody(parse: Parse, noun: int) -> bool:
    """Whether the object may act itself ("led many to wonder"), not a thing that is used to some end."""
    return parse.label[noun] in ("PERSON", "ORG", "NORP", "GPE") or parse.tag[noun] in ("PRP", "DT", "JJ", "NNPS")


def _is_participle(parse: Parse, verb: int) -> bool:
    """Whether the verb is a bare past participle: "asked about it, ..."."""
    return (
        parse.tag[verb] == "VBN" and parse.dep[verb] in ("advcl", "acl") and parse.child(verb, "aux", "nsubj") is None
    )


def _is_empty(parse: Parse, subject: int, word: int, verb: int) -> bool:
    """Whether the subject is the "it" or "there" that stands for nobody."""
    if parse.lower[subject] not in small_words("EMPTY") or parse.pos[subject] != "PRON":
        return False
    return parse.dep[subject] == "expl" or (word != verb and parse.child(word, "acomp") is not None)


def _modified(parse: Parse, lexicon: Lexicon, word: int, head: int) -> int | None:
    """The noun that a participle or relative clause modifies, or whose it is where it only carries words."""
    if parse.pos[head] not in _NOMINAL:
        return find_holder(parse, lexicon, head)
    if parse.tag[word] == "VBG" and parse.lemma[head] in lexicon.media:
        holder = find_holder(parse, lexicon, head)
        return head if holder is None else holder
    return head


def _own_subject(parse: Parse, verb: int) -> int | None:
    found = [c for c in parse.children[verb] if parse.dep[c] in _SUBJECTS]
    named = [c for c in found if parse.dep[c] == "nsubj"]
    if not found:
        return _before(parse, verb) if _is_finite(parse, verb) else _after_as(parse, verb)
    subject = named[-1] if named and parse.dep[found[0]] != "expl" else found[0]
    if subject > verb:
        return _not_object(parse, subject, verb)
    return _past_dateline(parse, subject, verb)


def _not_object(parse: Parse, subject: int, verb: int) -> int:
    """The name before the verb, where the parse took what follows it for the subject: "..., X told CNN"."""
    odd = parse.pos[parse.left[subject]] in ("ADP", "ADV", "SCONJ")
    if parse.pos[verb - 1] in ("PROPN", "PRON", "NOUN") or (
        verb > 1 and parse.lower[verb - 1] == "," and (odd or parse.lemma[verb] == "tell")
    ):
        before = _before(parse, verb)
        return subject if before is None else before
    return subject


def _is_finite(parse: Parse, verb: int) -> bool:
    """Whether the verb is one that must have a subject of its own, and no passive."""
    if (
        parse.dep[verb] in ("conj", "xcomp", "advcl", "acl", "pcomp")
        or parse.child(verb, "nsubjpass", "auxpass") is not None
    ):
        return False
    return parse.tag[verb] in ("VBD", "VBZ", "VBP") or parse.child(verb, "aux") is not None


def _before(parse: Parse, verb: int) -> int | None:
    """The noun phrase that ends right before the verb, where the parse missed that it is the subject."""
    i = verb - 1
    floor = parse.sentences[parse.sentence_of[verb]][0]
    while i >= floor and parse.pos[i] in ("AUX", "ADV", "PART"):
        i -= 1
    if i > floor and parse.lower[i] == ")":  # "the bishops' conference (SSCBC) said"
        i = next((j - 1 for j in range(i, floor, -1) if parse.lower[j] == "("), i)
    if i > floor and parse.lower[i] == ",":
        comma = next((j for j in range(i - 1, floor, -1) if parse.lower[j] == ","), None)
        i = i - 1 if comma is None else comma - 1
    if i < floor or not (parse.pos[i] in ("PROPN", "PRON", "NOUN") or (i > floor and parse.word[i].isupper())):
        return None
    found = opened = i
    while floor <= parse.head[i] < i and not (parse.dep[i] == "appos" and parse.dep[parse.head[i]] == "pobj"):
        i = parse.head[i]
        if parse.pos[i] in ("VERB", "AUX") and parse.dep[i] not in ("relcl", "acl", "pcomp", "advcl"):
            break
        if parse.pos[i] in ("PROPN", "PRON", "NOUN"):
            found = i
            if parse.dep[i] in ("conj", "appos") and parse.lower[parse.left[i] - 1] == ",":
                opened = i
    return opened if _opens_sentence(parse, found, floor) else found


def _opens_sentence(parse: Parse, noun: int, floor: int) -> bool:
    """Whether the noun stands in a phrase before the main clause: "in an interview with the radio, Ahmed Ibrahim said"."""
    opening = next((a for a in (noun, *parse.ancestors(noun)) if parse.dep[a] == "prep" and a == floor), None)
    return opening is not None and parse.pos[opening] == "ADP"


def _after_as(parse: Parse, verb: int) -> int | None:
    """The noun that the parse hung on the conjunction: "..., as a source claimed that"."""
    if parse.dep[verb] != "advcl" or parse.tag[verb] not in ("VBD", "VBZ", "VBP"):
        return None
    prep = next((c for c in parse.kids(verb, "prep") if c < verb and parse.lower[c] == "as"), None)
    return parse.child(prep, "pobj") if prep is not None else None


def _past_dateline(parse: Parse, subject: int, verb: int) -> int:
    """The first noun phrase after the dash, where the parse took the place of a dateline for the subject."""
    start = after_dateline(parse, subject)
    if subject >= start:
        return subject
    found = (
        i
        for i in range(start, verb)
        if parse.pos[i] in ("PROPN", "PRON", "NOUN") and parse.dep[i] not in ("compound", "poss", "nmod")
    )
    return next(found, subject)


def _agent(parse: Parse, verb: int) -> int | None:
    agent = parse.child(verb, "agent")
    return parse.child(agent, "pobj") if agent is not None else None


def find_holder(parse: Parse, lexicon: Lexicon, noun: int) -> int | None:
    """Whose claim, fear or plan it is: its possessor, the one it is by, from or of, or the subject of a light verb over it."""
    holder = parse.child(noun, "poss")
    if holder is not None:
        return holder
    for preposition in parse.kids(noun, "prep", "agent"):
        if parse.lower[preposition] in ("by", "from") and not _is_accused(parse, lexicon, noun, preposition):
            holder = parse.child(preposition, "pobj")
            if holder is not None:
                return holder
    for child in parse.children[noun]:
        if (
            child < noun
            and parse.dep[child] in ("compound", "amod", "nmod")
            and parse.label[child] in ("ORG", "PERSON", "NORP", "GPE")
        ):
            return child
    head, dep = parse.head[noun], parse.dep[noun]
    if dep == "ROOT":  # a verb that the parse took for a noun: "The candidate plans to ..."
        return next((c for c in parse.children[noun] if c == noun - 1 and parse.dep[c] in ("compound", "nmod")), None)
    if dep == "dobj" and parse.pos[head] == "VERB":
        return None if _is_of_others(parse, lexicon, noun, head) else find_subject(parse, lexicon, head)
    if (
        dep == "pobj"
        and parse.dep[head] == "prep"
        and parse.pos[parse.head[head]] == "VERB"
        and parse.lower[head] in ("with", "in", "on", "about")
        and not _is_of_others(parse, lexicon, noun, parse.head[head])
    ):
        return find_subject(parse, lexicon, parse.head[head])
    return None


def _is_accused(parse: Parse, lexicon: Lexicon, noun: int, preposition: int) -> bool:
    """Whether "by" names whom the noun accuses: "allegations of rape by soldiers", but "allegations by the group of rape"."""
    entry = lexicon.nouns.get(parse.lemma[noun])
    is_accusing = entry is not None and entry.stance == "accuses"
    return is_accusing and any(parse.lower[c] == "of" and c < preposition for c in parse.kids(noun, "prep"))


def _is_of_others(parse: Parse, lexicon: Lexicon, noun: int, verb: int) -> bool:
    """Whether the verb's subject only meets with what others say: "the army faces accusations of", "is probing reports that"."""
    entry = lexicon.nouns.get(parse.lemma[noun])
    return entry is not None and entry.kind in ("say", "judge") and parse.lemma[verb] in lexicon.hearing


def name_before_colon(parse: Parse, colon: int) -> tuple[Range, int] | None:
    """The noun phrase that fills its line up to a colon ("Kasich: ..."): its range and head; None where it isn't somebody's name."""
    first = parse.paragraphs[parse.paragraph_of[colon - 1]][0]
    if not 0 < colon - first <= 8 or any(parse.pos[i] not in _NAMING for i in range(first, colon)):
        return None
    heads = [i for i in range(first, colon) if not first <= parse.head[i] < colon or parse.head[i] == i]
    head = heads[0] if len(heads) == 1 else colon - 1
    if parse.pos[head] != "PROPN" and parse.label[head] not in ("PERSON", "ORG", "GPE", "NORP"):
        return None
    return (first, colon), head
