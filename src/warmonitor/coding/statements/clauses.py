"""The clause that a verb of speech takes, wherever the parse hangs it."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words

from .draft import without
from .found import Range
from .lexicon import Entry, Lexicon

_CLAUSES = labels("VERB")
_PARTING = frozenset({",", '"', "''", "'", "-", "--", "–", "—", "?", "!", "..."})
_NEAR = reach("statements", "clause_tokens")


def find_clause(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry) -> int | None:
    """The clause the verb takes."""
    if not {"s", "q", "ing", "s!"} & entry.takes:
        return None
    fronted = None
    for child in parse.children[verb]:
        dep = parse.dep[child]
        if dep == "ccomp":
            if child < verb:
                fronted = child if entry.kind != "seem" and _is_fronted(parse, child, verb) else fronted
                continue
            if parse.tag[child] == "VBG" and not _is_finite(parse, child) and "ing" not in entry.takes:
                continue
            if "s!" in entry.takes and not _is_introduced(parse, child):
                continue
            return child
        if dep == "oprd" and _is_finite(parse, child) and child > verb:
            return child
        if (
            dep == "xcomp"
            and child > verb
            and (parse.tag[child] in ("VBD", "VBZ", "VBP") or ("ing" in entry.takes and _is_gerund(parse, child)))
        ):
            return child
    if not {"s", "s!"} & entry.takes:
        return None
    strayed = _strayed(parse, lexicon, verb)
    return fronted if strayed is None and fronted is not None and not _is_busy(parse, verb) else strayed


def _is_busy(parse: Parse, verb: int) -> bool:
    """Whether the verb has another content after it than what stands before."""
    return any(
        c > verb and parse.dep[c] in ("xcomp", "dobj", "oprd") and parse.lower[c] not in ("so", "it")
        for c in parse.children[verb]
    )


def _is_gerund(parse: Parse, word: int) -> bool:
    """Whether the clause is a gerund, simple or perfect: "striking", "having struck"."""
    return parse.tag[word] == "VBG" or any(
        parse.tag[c] == "VBG" and parse.dep[c] in ("aux", "auxpass") for c in parse.children[word]
    )


def _is_finite(parse: Parse, word: int) -> bool:
    return any(parse.dep[c] in ("aux", "auxpass", "nsubj", "nsubjpass") for c in parse.children[word])


def _is_introduced(parse: Parse, clause: int) -> bool:
    """Whether a conjunction or question word opens the clause."""
    return parse.lower[parse.left[clause]] in small_words("OPENER")


def _is_fronted(parse: Parse, clause: int, verb: int) -> bool:
    """Whether what stands before the verb is a whole clause of its own, set off from it."""
    after = parse.lower[min(parse.right[clause], verb)]
    if parse.tag[verb] == "VBG" or after not in _PARTING:
        return False
    if parse.pos[clause] not in _CLAUSES and not _is_finite(parse, clause):
        return parse.right[clause] - parse.left[clause] > 1 and after in (",", '"', "''")
    return parse.child(clause, "nsubj", "nsubjpass", "expl", "csubj") is not None or after in ('"', "''")


def _strayed(parse: Parse, lexicon: Lexicon, verb: int) -> int | None:
    """A that-clause that the parse hangs on a word within the verb's phrase: "predicted at the debate that ..."."""
    for i in range(verb + 2, min(parse.right[verb], verb + _NEAR)):
        if parse.pos[i] in _CLAUSES:
            return None
        if parse.lower[i] == "that" and (
            parse.dep[i] == "mark" or (parse.dep[i] == "dobj" and parse.dep[parse.head[i]] == "relcl")
        ):
            clause = parse.head[i]
            if parse.dep[i] == "dobj" and parse.dep[parse.head[clause]] != "pobj":
                return None
            between = [a for a in parse.ancestors(clause) if a > verb]
            return (
                clause
                if parse.left[clause] == i
                and not any(parse.pos[a] in _CLAUSES or parse.lemma[a] in lexicon.nouns for a in between)
                else None
            )
    return None


def around(parse: Parse, clause: int, verb: int) -> list[Range]:
    """The clause's words, cut where the verb's own words stand among them."""
    first, last = parse.left[clause], parse.right[clause]
    for child in parse.children[verb]:
        if child > clause > verb and parse.left[child] == last and parse.dep[child] == "ccomp":
            last = parse.right[child]  # the parse took "none of the methods used were" for two clauses
    if first < verb < last:
        holes = [(verb, verb + 1)] + [(parse.left[c], parse.right[c]) for c in parse.children[verb] if c != clause]
        return without((first, last), holes)
    return [(first, last)]


def relative_pronoun(parse: Parse, verb: int) -> list[Range]:
    """The relative pronoun that belongs to the content: "which they say left a vacuum"."""
    if parse.dep[verb] != "relcl":
        return []
    first = parse.left[verb]
    return (
        [(first, first + 1)]
        if (
            parse.tag[first] in ("WDT", "WP")
            and parse.head[first] == verb
            and parse.child(verb, "nsubj", "nsubjpass") != first
        )
        or _subjects(parse, verb) > 1
        else []
    )


def _subjects(parse: Parse, verb: int) -> int:
    return len(parse.kids(verb, "nsubj"))
