"""Words of speech that are told not to have been spoken: "did not say that", "refused to confirm", "neither confirmed nor denied"."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels

from .lexicon import Lexicon

_CLAUSES = labels("VERB")


def is_unsaid(parse: Parse, lexicon: Lexicon, verb: int) -> bool:
    """Whether nobody is told to have said what the verb would report, so that it stays open."""
    return lexicon.verb_of(parse, verb) in lexicon.open and _is_withheld(parse, lexicon, verb)


def _is_withheld(parse: Parse, lexicon: Lexicon, verb: int) -> bool:
    if _is_negated(parse, lexicon, verb):
        return True
    head, dep = parse.head[verb], parse.dep[verb]
    if dep == "conj" and parse.pos[head] in _CLAUSES and parse.child(verb, "nsubj") is None:
        joined = any(parse.dep[c] == "cc" and parse.lower[c] in ("or", "nor") for c in parse.children[head])
        return joined and _is_withheld(parse, lexicon, head)
    if dep in ("xcomp", "ccomp") and parse.child(verb, "nsubj") is None:
        return parse.lemma[head] in lexicon.withholding or _is_negated(parse, lexicon, head)
    return False


def _is_negated(parse: Parse, lexicon: Lexicon, verb: int) -> bool:
    """Whether a negation stands by the verb, or nobody is its subject."""
    for c in parse.children[verb]:
        if parse.dep[c] == "neg" or (
            parse.lower[c] in lexicon.negations and parse.dep[c] in ("advmod", "preconj", "cc")
        ):
            if parse.lower[c] != "nor":
                return True
        elif parse.dep[c] == "nsubj" and parse.lower[parse.left[c]] in lexicon.nobody:
            return True
    return False
