"""Statements that a verb of speech governs: "said that ...", "urged X to ...", "..., X said", "X was accused of ..."."""

from __future__ import annotations

from collections.abc import Iterator

from warmonitor.coding.parse import Parse

from .draft import Draft, without
from .found import Form, Range
from .lexicon import Entry, Lexicon

_CLAUSES = frozenset({"VERB", "AUX"})
_OBJECTS = frozenset({"dobj", "obj", "oprd", "attr", "dative"})
_ADDRESSED = frozenset({"tell", "inform", "assure", "reassure", "remind", "warn", "caution", "advise", "notify", "alert", "convince", "persuade", "brief", "apprise"})
_NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor"})


def find_predicated(parse: Parse, lexicon: Lexicon) -> Iterator[Draft]:
    """A draft for each verb of speech and what it takes as content."""
    lemma, pos, verbs = parse.lemma, parse.pos, lexicon.verbs
    for i in range(len(lemma)):
        if pos[i] != "VERB":
            continue
        entry = verbs.get(lemma[i])
        if entry is not None:
            yield from _drafts(parse, i, entry)


def cue_range(parse: Parse, verb: int) -> Range:
    """The verb with a particle right after it."""
    particle = parse.child(verb, "prt")
    return (verb, particle + 1) if particle == verb + 1 else (verb, verb + 1)


def is_negated(parse: Parse, word: int) -> bool:
    """Whether a word of speech is itself denied ("did not say")."""
    return any(parse.dep[c] == "neg" or parse.lower[c] in _NEGATIONS for c in parse.children[word])


def _drafts(parse: Parse, verb: int, entry: Entry) -> Iterator[Draft]:
    passive = parse.child(verb, "auxpass") is not None
    clause = _clause(parse, verb, entry)
    if clause is not None:
        yield _draft(parse, verb, entry, _around(parse, clause, verb), "clause")
        return
    if _is_aside(parse, verb, entry):
        host = parse.head[verb]
        yield _draft(parse, verb, entry, without((parse.left[host], parse.right[host]), [(parse.left[verb], parse.right[verb])]), "clause")
        return
    infinitive = _infinitive(parse, verb, entry, passive)
    if infinitive is not None:
        pieces = [(parse.left[infinitive], parse.right[infinitive])]
        if passive or entry.kind == "seem":
            pieces = [*_subject(parse, verb), *pieces]
        elif "o+to" in entry.takes:
            pieces = [_from_object(parse, verb, pieces[0])]
        yield _draft(parse, verb, entry, pieces, "infinitive")
        return
    if passive:
        subject = _subject(parse, verb)
        if subject and "o" in entry.takes:
            yield _draft(parse, verb, entry, [*subject, *_completing(parse, verb, entry)], "object")
        return
    if "o" in entry.takes:
        whole = _object(parse, verb, entry)
        if whole is not None:
            yield _draft(parse, verb, entry, [whole], "object")
            return
    for preposition in parse.kids(verb, "prep"):
        if parse.lower[preposition] in entry.takes and parse.right[preposition] > preposition + 1:
            yield _draft(parse, verb, entry, [(preposition + 1, parse.right[preposition])], "object", extra=preposition)
            return


def _draft(parse: Parse, verb: int, entry: Entry, pieces: list[Range], form: Form, extra: int | None = None) -> Draft:
    cue = cue_range(parse, verb)
    if extra is not None and extra == cue[1]:
        cue = (cue[0], extra + 1)
    return Draft(pieces, cue, entry.kind, entry.stance, form, verb=verb, is_negated=is_negated(parse, verb))


def _clause(parse: Parse, verb: int, entry: Entry) -> int | None:
    """The clause the verb takes."""
    if "s" not in entry.takes and "q" not in entry.takes and "ing" not in entry.takes:
        return None
    for child in parse.children[verb]:
        dep = parse.dep[child]
        if dep == "ccomp" and (parse.tag[child] != "VBG" or _is_finite(parse, child) or "ing" in entry.takes):
            return child
        if dep == "xcomp" and "ing" in entry.takes and parse.tag[child] == "VBG":
            return child
    return None


def _is_finite(parse: Parse, word: int) -> bool:
    return any(parse.dep[c] in ("aux", "auxpass", "nsubj", "nsubjpass") for c in parse.children[word])


def _around(parse: Parse, clause: int, verb: int) -> list[Range]:
    """The clause's words, cut where the verb's own words stand among them."""
    first, last = parse.left[clause], parse.right[clause]
    if first < verb < last:
        holes = [(verb, verb + 1)] + [(parse.left[c], parse.right[c]) for c in parse.children[verb] if c != clause]
        return without((first, last), holes)
    return [(first, last)]


def _is_aside(parse: Parse, verb: int, entry: Entry) -> bool:
    """Whether the verb stands in another clause as a comment on it: "..., he said, ...", "as he said, ..."."""
    if "s" not in entry.takes or parse.head[verb] == verb or parse.pos[parse.head[verb]] not in _CLAUSES:
        return False
    dep = parse.dep[verb]
    if dep == "parataxis":
        return parse.child(verb, "nsubj") is not None
    if dep == "ccomp":
        return parse.child(verb, "nsubj") is not None and parse.child(verb, "mark") is None and _is_set_off(parse, verb)
    if dep == "advcl":
        mark = parse.child(verb, "mark")
        return mark is not None and parse.lower[mark] == "as" and parse.child(verb, "dobj", "prep") is None
    return False


def _is_set_off(parse: Parse, verb: int) -> bool:
    before, after = parse.left[verb] - 1, parse.right[verb]
    return before >= 0 and parse.lower[before] in (",", '"', "''", "--", "–", "—", "-") and (after >= len(parse) or parse.lower[after] in (",", ".", "--", "–", "—", "-", ";"))


def _infinitive(parse: Parse, verb: int, entry: Entry, passive: bool) -> int | None:
    if not {"to", "o+to", "for", "on"} & entry.takes:
        return None
    for child in parse.children[verb]:
        if child > verb and parse.dep[child] in ("xcomp", "ccomp", "advcl") and parse.tag[child] == "VB" and parse.child(child, "aux") is not None:
            if parse.dep[child] == "advcl" and "o+to" not in entry.takes:
                continue
            if "to" in entry.takes or passive or "o+to" in entry.takes:
                return child
    if entry.kind == "seem":
        return parse.child(verb, "oprd", "acomp")
    return None


def _from_object(parse: Parse, verb: int, piece: Range) -> Range:
    """The infinitive with the object before it, whom the verb asks."""
    objects = [c for c in parse.kids(verb, "dobj", "dative") if verb < c < piece[0]]
    return (parse.left[objects[0]], piece[1]) if objects else piece


def _subject(parse: Parse, verb: int) -> list[Range]:
    subject = parse.child(verb, "nsubjpass", "nsubj")
    return [(parse.left[subject], parse.right[subject])] if subject is not None else []


def _object(parse: Parse, verb: int, entry: Entry) -> Range | None:
    """The object and what the verb says of it ("X of Y", "X as Y", "X Y")."""
    head = parse.child(verb, "dobj", "attr", "oprd", "ccomp", "xcomp")
    if head is None or head < verb:
        return None
    first, last = parse.left[head], parse.right[head]
    for a, b in _completing(parse, verb, entry):
        if a >= last:
            last = b
    return first, last


def _completing(parse: Parse, verb: int, entry: Entry) -> list[Range]:
    found = []
    for child in parse.children[verb]:
        if child > verb and (
            (parse.dep[child] in ("prep", "advcl") and f"o+{parse.lower[child]}" in entry.takes)
            or parse.dep[child] in ("oprd", "xcomp", "ccomp")
        ):
            found.append((parse.left[child], parse.right[child]))
    return found
