"""How what a noun of speech tells is denied: "dismissed as false reports that", "the claim is a lie", "no truth to the claims"."""

from __future__ import annotations

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.coding.status.cues import CueBook
from warmonitor.coding.status.state import VERBS
from warmonitor.knowledge import cues as tables
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import verb_classes

Denial = tuple[tables.Cue, int]


def find_denial(p: Parse, noun: int, cues: CueBook) -> Denial | None:
    """The cue that denies what the noun holds, and its token; None where nobody denies it.

    A claim that somebody is named for stands on their word, whatever others make of it ("denied the army's claim that").
    """
    if p.child(noun, "poss") is not None:
        return None
    return (
        _by_verb(p, noun, cues)
        or _by_naming(p, noun, cues)
        or _by_judgement(p, noun, cues)
        or _by_want_of(p, noun, cues)
    )


def _by_naming(p: Parse, noun: int, cues: CueBook) -> Denial | None:
    """ "Called the reports of raids lies", "described the allegations as baseless": the last word of the verb's clause.

    The parse hangs that word on the verb, on the noun, or on the last of the words between.
    """
    verb = p.head[noun]
    if p.dep[noun] != "dobj" or p.lemma[verb] not in verb_classes()["NAMING"] or p.child(verb, "neg") is not None:
        return None
    last = p.right[noun]
    words = [
        k
        for k in p.children[verb]
        if k >= last and (p.dep[k] in ("oprd", "attr", "acomp", "xcomp", "ccomp") or p.lower[k - 1] == "as")
    ]
    words += [n for prep, n in clauses.complements(p, verb) if prep == "as"]
    words += [n for at in p.kids(verb, "prep") if p.lower[at] == "as" for n in p.children[at]]
    if words or last - 1 > noun:
        words.append(last - 1)
    for word in words:
        cue = cues.find(p, word, "adj", "pred") or cues.find(p, word, "noun", "pred")
        if cue is not None and cue.polarity == "negative":
            return cue, word
    return None


def _by_verb(p: Parse, noun: int, cues: CueBook) -> Denial | None:
    """ "Denied claims that", "dismissed as false reports that": the verb that the noun is the object of."""
    at, verb = noun, p.head[noun]
    if p.dep[noun] == "pobj" and p.lower[verb] == "as" and p.child(p.head[verb], "dobj") is None:
        at, verb = verb, p.head[verb]
    elif p.dep[noun] not in ("dobj", "nsubjpass"):
        return None
    if p.pos[verb] not in VERBS or p.child(verb, "neg") is not None or (at != noun and p.dep[at] != "prep"):
        return None
    cue = cues.find(p, verb, "verb", "content")
    return None if cue is None else (cue, verb)


def _by_judgement(p: Parse, noun: int, cues: CueBook) -> Denial | None:
    """ "The claim is a lie", "called the reports false": what is said of the noun that is a subject."""
    verb = p.head[noun]
    if p.dep[noun] != "nsubj" or any(p.lower[c] in small_words("SOME") for c in p.children[noun]):
        return None  # "some of the reports were false" leaves others
    if p.pos[verb] == "ADJ":
        judges = [verb]
    elif p.lemma[verb] in verb_classes()["PROVING"] and p.child(verb, "neg") is None:
        found = [verb, *p.kids(verb, "xcomp")]  # "turned out to be false"
        judges = [k for v in found for k in p.kids(v, "acomp", "attr", "oprd")]
    else:
        return None
    for word in judges:
        cue = cues.find(p, word, "adj" if p.pos[word] == "ADJ" else "noun", "pred")
        if cue is not None and cue.polarity == "negative":
            return cue, word
    return None


def _by_want_of(p: Parse, noun: int, cues: CueBook) -> Denial | None:
    """ "There is no truth to claims that", "no evidence to support claims that": the noun that there is none of."""
    prep = p.head[noun]
    if p.dep[noun] == "dobj" and p.tag[prep] == "VB" and p.lemma[prep] in verb_classes()["BACKING"]:
        evidence = p.head[prep] if p.dep[prep] in ("acl", "relcl") else prep - 2
        if evidence >= 0 and p.lower[evidence + 1] == "to" and any(p.lower[c] == "no" for c in p.kids(evidence, "det")):
            return cues.form("none to say so"), evidence
        return None
    if p.dep[noun] != "pobj" or p.pos[p.head[prep]] != "NOUN":
        return None
    lacking = p.head[prep]
    if not any(p.lower[c] == "no" for c in p.kids(lacking, "det")):
        return None
    cue = cues.find(p, lacking, "noun", "lacking")
    return None if cue is None else (cue, lacking)
