"""Clauses on which a verb of speech only comments: "..., he said, ...", "as he said, ...", "a step they believe could help"."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels

from .draft import without
from .found import Range
from .lexicon import Entry, Lexicon

_CLAUSES = labels("VERB")
_SUBSTANCE = labels("SUBSTANCE")
_OFFSETS = (",", '"', "''", "--", "–", "—", "-")


def commented(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry) -> list[Range]:
    """The clause on which the verb is a comment: "..., he said, ...", "as he said, ..."."""
    host = parse.head[verb]
    if "s" not in entry.takes or host == verb:
        return []
    dep, subject = parse.dep[verb], parse.child(verb, "nsubj")
    if (
        subject is None
        or parse.lower[subject] in ("i", "you", "we")
        or parse.child(verb, "xcomp", "ccomp", "dobj") is not None
    ):
        return []
    if dep == "relcl" and subject == parse.left[subject] == parse.left[verb]:
        return _split(parse, verb)
    if parse.pos[host] not in _CLAUSES:
        return []
    if dep == "advcl":
        mark = parse.child(verb, "mark")
        if mark is None or parse.lower[mark] != "as" or parse.child(verb, "dobj", "prep") is not None:
            return []
    elif dep == "conj":
        if subject < verb or parse.lower[verb - 1] != ",":
            return []
    elif (
        dep not in ("parataxis", "ccomp")
        or (subject < verb and parse.left[subject] > bare(parse, verb)[0] + 1)
        or parse.child(verb, "mark") is not None
        or not _is_set_off(parse, verb)
    ):
        return []
    holes = [bare(parse, verb), *_of_others(parse, lexicon, verb, host)]
    return [p for p in without((parse.left[host], parse.right[host]), holes) if _has_substance(parse, p)]


def _of_others(parse: Parse, lexicon: Lexicon, verb: int, host: int) -> list[Range]:
    """What somebody else says behind the comment: "..., the army said, but residents spoke of 40"."""
    for other in parse.kids(host, "conj"):
        entry = lexicon.verb(parse, other)
        if (
            other > verb > host
            and entry is not None
            and entry.kind == "say"
            and parse.child(other, "nsubj") is not None
        ):
            link = next((c for c in parse.kids(host, "cc") if verb < c < other), parse.left[other])
            return [(link, parse.right[host])]
    return []


def _split(parse: Parse, verb: int) -> list[Range]:
    """The clause that a comment splits between subject and verb: "a step they believe could help"."""
    noun = parse.head[verb]
    host, after = parse.head[noun], parse.right[verb]
    if (
        parse.dep[noun] != "nsubj"
        or parse.pos[noun] == "PRON"
        or host < after
        or after != parse.right[noun]
        or parse.lower[verb - 1] == ","
        or parse.pos[after] not in _CLAUSES
    ):
        return []
    return [(parse.left[noun], parse.left[verb]), (after, parse.right[host])]


def bare(parse: Parse, word: int) -> Range:
    """The word with all that depends on it, less the punctuation at both ends."""
    first, last = parse.left[word], parse.right[word]
    while first < word and parse.pos[first] == "PUNCT":
        first += 1
    while last - 1 > word and parse.pos[last - 1] == "PUNCT":
        last -= 1
    return first, last


def _has_substance(parse: Parse, piece: Range) -> bool:
    return any(parse.pos[i] in _SUBSTANCE for i in range(*piece)) and piece[1] - piece[0] > 1


def _is_set_off(parse: Parse, verb: int) -> bool:
    first, after = bare(parse, verb)
    before = first - 1
    return (
        before >= 0
        and parse.lower[before] in _OFFSETS
        and (after >= len(parse) or parse.lower[after] in (*_OFFSETS, ".", ";"))
    )
