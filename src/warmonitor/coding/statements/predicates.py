"""Statements that a verb of speech governs: "said that ...", "urged X to ...", "..., X said", "X was accused of ..."."""

from __future__ import annotations

from collections.abc import Iterator

from warmonitor.coding.parse import Parse

from .draft import Draft, without
from .found import Form, Range
from .lexicon import Entry, Lexicon

_CLAUSES = frozenset({"VERB", "AUX"})
_SUBSTANCE = frozenset({"VERB", "AUX", "NOUN", "PROPN", "PRON", "ADJ"})
_OPENERS = frozenset({"that", "how", "what", "whether", "why", "who", "where", "when", "which", "if"})
_TAIL_REACH = 14
_NEAR = 14
_SCAN = 200
_OFFSETS = (",", '"', "''", "--", "–", "—", "-")
_NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor"})


def find_predicated(parse: Parse, lexicon: Lexicon) -> Iterator[Draft]:
    """A draft for each verb of speech and what it takes as content."""
    known, forms = lexicon.heads, lexicon.forms
    for i, pos in enumerate(parse.pos):
        if (pos == "VERB" or (pos == "NOUN" and _is_mistagged(parse, i))) and (parse.lemma[i] in known or parse.lower[i] in forms):
            entry = lexicon.verb(parse, i)
            if entry is not None:
                found = list(_drafts(parse, lexicon, i, entry)) or _trailing(parse, i, entry)
                for draft in found:
                    if draft.form == "clause":
                        _release(parse, lexicon, draft)
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
    return any(parse.dep[c] == "neg" or parse.lower[c] in _NEGATIONS for c in parse.children[word])


def _drafts(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry) -> Iterator[Draft]:
    """The first of the verb's frames that holds."""
    passive = parse.child(verb, "auxpass") is not None
    if _is_quoting(parse, verb):
        return
    if parse.lemma[verb] in lexicon.naming and (passive or parse.dep[verb] == "acl") and parse.tag[verb] == "VBN" and parse.child(verb, "agent") is None:
        return
    told = parse.lemma[verb] in lexicon.addressing
    clause = _clause(parse, lexicon, verb, entry)
    if clause is not None:
        yield _draft(parse, verb, entry, [*_relative(parse, verb), *_around(parse, clause, verb)], "clause")
        return
    pieces = _commented(parse, verb, entry)
    if pieces:
        aside = _draft(parse, verb, entry, pieces, "clause")
        aside.is_aside = True
        yield aside
        return
    infinitive = _infinitive(parse, verb, entry, passive)
    if infinitive is not None:
        pieces = _around(parse, infinitive, verb)
        if passive or entry.kind == "seem":
            pieces = [*_subject(parse, verb), *pieces]
        elif "o+inf" in entry.takes:
            pieces[-1] = _from_object(parse, verb, pieces[-1])
        first, last = pieces[-1]
        pieces[-1] = (first + 1 if parse.lower[first] == "for" else first, _until_finite(parse, infinitive, last))
        yield _draft(parse, verb, entry, pieces, "infinitive")
        return
    if passive and not told:
        if entry.kind == "show" and parse.child(verb, "agent") is None:
            return
        subject = _subject(parse, verb)
        if subject and ("o" in entry.takes or ("o!" in entry.takes and _is_matter(parse, lexicon, verb, _subject_head(parse, verb)))):
            draft = _draft(parse, verb, entry, [*subject, *_completing(parse, verb, entry)], "object")
            _part_from_agent(parse, entry, draft)
            yield draft
        return
    whole = _object(parse, lexicon, verb, entry)
    if whole is not None:
        yield _draft(parse, verb, entry, [whole], "object")
        return
    for preposition in parse.kids(verb, "prep"):
        if parse.lower[preposition] in entry.takes and parse.right[preposition] > preposition + 1:
            last = parse.right[preposition]
            asked = next((c for c in parse.children[verb] if c >= last and parse.dep[c] in ("xcomp", "advcl") and parse.tag[c] == "VB" and parse.left[c] == last), None)
            yield _draft(parse, verb, entry, [(preposition + 1, last if asked is None else parse.right[asked])], "object", extra=preposition)
            return


def _trailing(parse: Parse, verb: int, entry: Entry) -> list[Draft]:
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


def _release(parse: Parse, lexicon: Lexicon, draft: Draft) -> None:
    """Cut from a reported clause a participle by which its speaker goes on: "said he would run, adding that ..."."""
    for number, (first, last) in enumerate(draft.pieces):
        for i in range(first + 1, min(last, first + _SCAN)):
            if parse.dep[i] == "mark" and parse.lower[i] == "while" and parse.lower[i - 1] == "," and parse.left[parse.head[i]] == i:
                draft.pieces[number] = (first, i)
                break
            if parse.dep[i] == "conj" and _is_resumed(parse, lexicon, draft, i):
                cut = next((c for c in range(i - 1, max(first, i - 6), -1) if parse.dep[c] == "cc"), None)
                if cut is not None:
                    draft.pieces[number] = (first, cut)
                    if parse.child(i, "nsubj") is None:
                        draft.released.append(i)
                    break
            if parse.tag[i] == "VBG" and parse.dep[i] == "advcl" and first <= parse.head[i] < i:
                start = parse.left[i]
                entry = lexicon.verb(parse, i)
                if entry is not None and start > first and parse.lower[start - 1] in _OFFSETS and entry.kind in ("say", "judge", "ask"):
                    draft.pieces[number] = (first, start - 1 if parse.lower[start - 1] not in ('"', "''") else start)
                    draft.released.append(i)
                    break


def _is_resumed(parse: Parse, lexicon: Lexicon, draft: Draft, word: int) -> bool:
    """Whether a verb that the parse puts beside the reported one goes on from the reporting verb: "said A but said B"."""
    if draft.verb is None or parse.child(word, "nsubjpass", "mark") is not None:
        return False
    subject = parse.child(word, "nsubj")
    if subject is not None:
        if parse.pos[subject] != "PROPN" or parse.tag[word] not in ("VBD", "VBZ", "VBP"):
            return False
    elif parse.tag[word] != parse.tag[draft.verb] or parse.child(word, "aux") is not None:
        return False
    entry = lexicon.verb(parse, word)
    return entry is not None and entry.kind in ("say", "ask") and "s" in entry.takes and parse.child(word, "ccomp", "xcomp") is not None


def _draft(parse: Parse, verb: int, entry: Entry, pieces: list[Range], form: Form, extra: int | None = None) -> Draft:
    cue = cue_range(parse, verb)
    if extra is not None and extra == cue[1]:
        cue = (cue[0], extra + 1)
    return Draft(pieces, cue, entry.kind, entry.stance, form, verb=verb, is_negated=is_negated(parse, verb))


def _is_quoting(parse: Parse, verb: int) -> bool:
    """Whether the verb only passes on another's saying: "quoted X as saying ..."."""
    as_ = next((c for c in parse.children[verb] if parse.lower[c] == "as" and parse.dep[c] == "prep"), None)
    return as_ is not None and parse.child(as_, "pcomp") is not None and parse.tag[parse.child(as_, "pcomp") or 0] == "VBG"


def _clause(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry) -> int | None:
    """The clause the verb takes."""
    if not {"s", "q", "ing", "s!"} & entry.takes:
        return None
    fronted = None
    for child in parse.children[verb]:
        dep = parse.dep[child]
        if dep == "ccomp":
            if child < verb:
                fronted = child if _is_fronted(parse, child, verb) else fronted
                continue
            if parse.tag[child] == "VBG" and not _is_finite(parse, child) and "ing" not in entry.takes:
                continue
            if "s!" in entry.takes and not _is_introduced(parse, child):
                continue
            return child
        if dep == "oprd" and _is_finite(parse, child) and child > verb:
            return child
        if dep == "xcomp" and child > verb and (parse.tag[child] in ("VBD", "VBZ", "VBP") or ("ing" in entry.takes and parse.tag[child] == "VBG")):
            return child
    if not {"s", "s!"} & entry.takes:
        return None
    strayed = _strayed(parse, lexicon, verb)
    return fronted if strayed is None and fronted is not None and not _is_busy(parse, verb) else strayed


def _is_busy(parse: Parse, verb: int) -> bool:
    """Whether the verb has another content after it than what stands before."""
    return any(c > verb and parse.dep[c] in ("xcomp", "dobj", "oprd") and parse.lower[c] not in ("so", "it") for c in parse.children[verb])


def _relative(parse: Parse, verb: int) -> list[Range]:
    """The relative pronoun that belongs to the content: "which they say left a vacuum"."""
    if parse.dep[verb] != "relcl":
        return []
    first = parse.left[verb]
    return [(first, first + 1)] if (parse.tag[first] in ("WDT", "WP") and parse.head[first] == verb and parse.child(verb, "nsubj", "nsubjpass") != first) or _subjects(parse, verb) > 1 else []


def _subjects(parse: Parse, verb: int) -> int:
    return len(parse.kids(verb, "nsubj"))


def _is_finite(parse: Parse, word: int) -> bool:
    return any(parse.dep[c] in ("aux", "auxpass", "nsubj", "nsubjpass") for c in parse.children[word])


def _is_introduced(parse: Parse, clause: int) -> bool:
    """Whether a conjunction or question word opens the clause."""
    return parse.lower[parse.left[clause]] in _OPENERS


def _is_fronted(parse: Parse, clause: int, verb: int) -> bool:
    """Whether what stands before the verb is a whole clause of its own, set off from it."""
    if parse.pos[clause] not in _CLAUSES and not _is_finite(parse, clause):
        return parse.right[clause] - parse.left[clause] > 1 and parse.lower[parse.right[clause]] in (",", '"', "''")
    return parse.tag[clause] != "VBG" or _is_finite(parse, clause)


def _strayed(parse: Parse, lexicon: Lexicon, verb: int) -> int | None:
    """A that-clause that the parse hangs on a word within the verb's phrase: "predicted at the debate that ..."."""
    for i in range(verb + 2, min(parse.right[verb], verb + _NEAR)):
        if parse.pos[i] in _CLAUSES:
            return None
        if parse.lower[i] == "that" and (parse.dep[i] == "mark" or (parse.dep[i] == "dobj" and parse.dep[parse.head[i]] == "relcl")):
            clause = parse.head[i]
            if parse.dep[i] == "dobj" and parse.dep[parse.head[clause]] != "pobj":
                return None
            between = [a for a in parse.ancestors(clause) if a > verb]
            return clause if parse.left[clause] == i and not any(parse.pos[a] in _CLAUSES or parse.lemma[a] in lexicon.nouns for a in between) else None
    return None


def _around(parse: Parse, clause: int, verb: int) -> list[Range]:
    """The clause's words, cut where the verb's own words stand among them."""
    first, last = parse.left[clause], parse.right[clause]
    if first < verb < last:
        holes = [(verb, verb + 1)] + [(parse.left[c], parse.right[c]) for c in parse.children[verb] if c != clause]
        return without((first, last), holes)
    return [(first, last)]


def _commented(parse: Parse, verb: int, entry: Entry) -> list[Range]:
    """The clause on which the verb is a comment: "..., he said, ...", "as he said, ..."."""
    host = parse.head[verb]
    if "s" not in entry.takes or host == verb:
        return []
    dep, subject = parse.dep[verb], parse.child(verb, "nsubj")
    if subject is None or parse.lower[subject] in ("i", "you", "we") or parse.child(verb, "xcomp", "ccomp", "dobj") is not None:
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
    elif dep not in ("parataxis", "ccomp") or parse.child(verb, "mark") is not None or not _is_set_off(parse, verb):
        return []
    return [p for p in without((parse.left[host], parse.right[host]), [bare(parse, verb)]) if _has_substance(parse, p)]


def _split(parse: Parse, verb: int) -> list[Range]:
    """The clause that a comment splits between subject and verb: "a step they believe could help"."""
    noun = parse.head[verb]
    host, after = parse.head[noun], parse.right[verb]
    if parse.dep[noun] != "nsubj" or host < after or after != parse.right[noun] or parse.lower[verb - 1] == "," or parse.pos[after] not in _CLAUSES:
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
    return before >= 0 and parse.lower[before] in _OFFSETS and (after >= len(parse) or parse.lower[after] in (*_OFFSETS, ".", ";"))


def _infinitive(parse: Parse, verb: int, entry: Entry, passive: bool) -> int | None:
    """The infinitive (or, of seeming, the adjective) that the verb takes."""
    if not {"inf", "o+inf", "for", "on"} & entry.takes:
        return None
    for child in parse.children[verb]:
        if child > verb and parse.dep[child] in ("xcomp", "ccomp", "advcl") and parse.tag[child] in ("VB", "VBN") and parse.child(child, "aux") is not None:
            if "for" in entry.takes and parse.lower[parse.left[child]] == "for" and parse.child(child, "nsubj", "nsubjpass") is not None:
                return child
            if parse.tag[child] == "VBN" or (parse.dep[child] == "advcl" and "o+inf" not in entry.takes):
                continue
            if "inf" in entry.takes or passive or "o+inf" in entry.takes:
                return child
    if entry.kind == "seem":
        return parse.child(verb, "oprd", "acomp")
    return None


def _until_finite(parse: Parse, infinitive: int, last: int) -> int:
    """Where the infinitive ends: before a finite verb that the parse puts beside it, which can't be."""
    for child in parse.children[infinitive]:
        if child > infinitive and parse.dep[child] == "conj" and parse.tag[infinitive] == "VB":
            auxiliary = parse.child(child, "aux")
            if parse.tag[child] in ("VBD", "VBZ") or (auxiliary is not None and parse.tag[auxiliary] in ("VBZ", "VBD", "MD")):
                cut = next((c for c in parse.children[infinitive] if infinitive < c < child and parse.dep[c] == "cc"), None)
                return last if cut is None else cut
    return last


def _from_object(parse: Parse, verb: int, piece: Range) -> Range:
    """The infinitive with the object before it, whom the verb asks."""
    objects = [c for c in parse.kids(verb, "dobj", "dative") if verb < c < piece[0]]
    return (parse.left[objects[0]], piece[1]) if objects else piece


def _subject_head(parse: Parse, verb: int) -> int | None:
    return parse.child(verb, "nsubjpass", "nsubj")


def _subject(parse: Parse, verb: int) -> list[Range]:
    subject = _subject_head(parse, verb)
    return [(parse.left[subject], parse.right[subject])] if subject is not None else []


def _is_matter(parse: Parse, lexicon: Lexicon, verb: int, head: int | None) -> bool:
    """Whether the object is itself something said, planned or thought."""
    return head is not None and (parse.lemma[head] in lexicon.matters or parse.lemma[head] in lexicon.nouns)


def _is_object(parse: Parse, child: int) -> bool:
    """Whether the dependant is an object or a small clause ("called him weak"), not an infinitive."""
    dep = parse.dep[child]
    return dep in ("dobj", "attr", "oprd") or (dep in ("ccomp", "xcomp") and parse.child(child, "aux") is None)


def _part_from_agent(parse: Parse, entry: Entry, draft: Draft) -> None:
    """Give the content what the parse hangs on the agent: "was accused by X of doing Y"."""
    agent = parse.child(draft.verb, "agent") if draft.verb is not None else None
    head = parse.child(agent, "pobj") if agent is not None else None
    for child in parse.children[head] if head is not None else ():
        if head is not None and child > head and f"o+{parse.lower[child]}" in entry.takes and _is_gerund(parse, child):
            draft.pieces.append((parse.left[child], parse.right[child]))
            draft.speaker, draft.speaker_head = (parse.left[head], parse.left[child]), head
            return


def _object(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry) -> Range | None:
    """The object and what the verb says of it ("X of Y", "X as Y", "X Y")."""
    head = next((c for c in parse.children[verb] if c > verb and _is_object(parse, c)), None)
    if head is None:
        head = next((d for c in parse.kids(verb, "npadvmod") for d in parse.kids(c, "dobj")), None)
    if head is None or (parse.lower[head].endswith(("self", "selves")) and "o+as" not in entry.takes) or ("ccomp" in parse.dep[head] and "o" not in entry.takes):
        return None
    completing = _completing(parse, verb, entry)
    if "o" in entry.takes or ("o!" in entry.takes and _is_matter(parse, lexicon, verb, head)):
        pass
    elif not completing or ("o!" in entry.takes and parse.label[head] != "PERSON" and not _is_gerund(parse, completing[0][0])):
        return None
    first, last = parse.left[head], parse.right[head]
    for a, b in completing:
        if a >= last:
            last = b
    return first, last


def _is_gerund(parse: Parse, preposition: int) -> bool:
    """Whether what somebody is judged for is something done: "for acting so"."""
    return parse.child(preposition, "pcomp") is not None


def _completing(parse: Parse, verb: int, entry: Entry) -> list[Range]:
    """What else the verb takes besides its object."""
    found = []
    for child in parse.children[verb]:
        if child > verb and (
            (parse.dep[child] in ("prep", "advcl") and f"o+{parse.lower[child]}" in entry.takes)
            or (parse.dep[child] in ("oprd", "xcomp", "ccomp") and "o" in entry.takes)
        ):
            found.append((parse.left[child], parse.right[child]))
    return found
