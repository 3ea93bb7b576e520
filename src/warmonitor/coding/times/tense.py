"""The tense of the clause that a token range stands in."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.lexicon import Lexicon


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token of the range that is governed from outside it (the first such)."""
    return next((i for i in range(first, last) if not first <= parse.head[i] < last or parse.head[i] == i), first)


def verb_above(parse: Parse, i: int) -> int | None:
    """The nearest verb at or above a token, None where there is none."""
    for _ in range(40):
        if parse.pos[i] in ("VERB", "AUX"):
            return i
        if parse.head[i] == i:
            return None
        i = parse.head[i]
    return None


def tense_of(parse: Parse, lexicon: Lexicon, i: int, depth: int = 0) -> str:
    """ "past", "present", "future" or "" of the verb at or above a token."""
    verb = verb_above(parse, i)
    if verb is None or depth > 6:
        return ""
    tag = parse.tag[verb]
    aids = [child for child in parse.children[verb] if parse.dep[child] in ("aux", "auxpass") and child < verb]
    lows = {parse.lower[child] for child in aids}
    lemmas = {parse.lemma[child] for child in aids}
    if any(parse.tag[child] == "MD" for child in aids):
        return "past" if "have" in lemmas else "future" if lows & lexicon.sets["future_words"] else "present"
    if tag == "VBD" or any(parse.tag[child] == "VBD" for child in aids):
        return "past"
    if tag in ("VBZ", "VBP"):
        return "present"
    if "have" in lemmas:
        return "past"
    above = parse.head[verb]
    if parse.lower[verb] == "going" or (tag in ("VB", "VBN", "VBG") and "to" in lows):
        if above != verb and (
            {parse.lemma[above], parse.lower[above]} & lexicon.sets["future_governors"]
            or parse.lower[above] == "going"
            or (parse.lemma[above] == "be" and parse.dep[verb] == "xcomp")
        ):
            return "past" if any(parse.lower[child] == "had" for child in parse.children[above]) else "future"
        return tense_of(parse, lexicon, above, depth + 1) if above != verb else "future"
    if any(parse.tag[child] in ("VBZ", "VBP") for child in aids):
        return "present"
    if tag == "VBN" and not aids:
        return "past"
    if parse.dep[verb] in ("conj", "xcomp", "ccomp", "advcl", "pcomp") and above != verb:
        return tense_of(parse, lexicon, above, depth + 1)
    if tag == "VBN":
        return "past"
    return tense_of(parse, lexicon, above, depth + 1) if above != verb and tag == "VBG" else ""


def is_past_deed(parse: Parse, first: int, last: int) -> bool:
    """Whether the range says when something was done that a finite verb of the past tells: "were killed in April"; not "set for April"."""
    i = head_of(parse, first, last)
    if parse.dep[i] == "pobj":
        i = parse.head[i]
    verb = parse.head[i]
    if parse.dep[verb] == "pobj" and parse.lower[parse.head[verb]] == "since":
        return True  # "since the ceasefire in March"
    if parse.dep[i] not in ("prep", "npadvmod", "tmod") or parse.pos[verb] not in ("VERB", "AUX"):
        return False
    aids = [child for child in parse.children[verb] if parse.dep[child] in ("aux", "auxpass") and child < verb]
    if any(parse.tag[child] in ("MD", "TO") for child in aids) or not aids:
        return parse.tag[verb] == "VBD"
    return any(parse.tag[child] == "VBD" or parse.lemma[child] == "have" for child in aids)


def is_scheduled(parse: Parse, lexicon: Lexicon, i: int) -> bool:
    """Whether a word of arranging governs the token directly: "postponed until Tuesday", "payable Dec. 1"."""
    deferring = lexicon.sets["deferring"]
    for _ in range(4):
        above = parse.head[i]
        if above == i:
            return False
        arranged = bool({parse.lemma[above], parse.lower[above]} & lexicon.sets["scheduling"])
        deferred = parse.lemma[above] in deferring and parse.lower[i] in ("until", "till", "to", "through")
        if arranged or deferred:
            return not any(parse.lower[child] == "had" for child in parse.children[above])
        if parse.pos[above] in ("VERB", "AUX"):
            return False
        i = above
    return False


def _aids(parse: Parse, trigger: int) -> tuple[int | None, list[int]]:
    verb = verb_above(parse, trigger)
    return verb, [] if verb is None else [
        child for child in parse.children[verb] if parse.dep[child] in ("aux", "auxpass")
    ]


def is_perfect(parse: Parse, trigger: int) -> bool:
    """Told in the present perfect: "have been shelling"."""
    return any(
        parse.lemma[child] == "have" and parse.tag[child] in ("VBZ", "VBP") for child in _aids(parse, trigger)[1]
    )


def is_pluperfect(parse: Parse, trigger: int) -> bool:
    """Told in the past perfect: "had shelled"."""
    return any(parse.lemma[child] == "have" and parse.tag[child] == "VBD" for child in _aids(parse, trigger)[1])
