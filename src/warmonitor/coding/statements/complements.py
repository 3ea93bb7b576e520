"""What a verb of speech takes other than a clause: infinitives, objects and what is said of them."""

from __future__ import annotations

from warmonitor.coding.parse import Parse

from .circumstances import carries
from .clauses import around
from .draft import Draft
from .found import Range
from .lexicon import Entry, Lexicon


def infinitive_pieces(parse: Parse, verb: int, entry: Entry, passive: bool) -> list[Range]:
    """The infinitive the verb takes, with whom it asks or, of a passive and of seeming, its subject; empty where there is none."""
    infinitive = _infinitive(parse, verb, entry, passive)
    if infinitive is None:
        return []
    pieces = around(parse, infinitive, verb)
    if passive or entry.kind == "seem":
        pieces = [*subject_range(parse, verb), *pieces]
    elif "o+inf" in entry.takes:
        pieces[-1] = _from_object(parse, verb, pieces[-1])
    first, last = pieces[-1]
    pieces[-1] = (first + 1 if parse.lower[first] == "for" else first, _until_finite(parse, infinitive, last))
    return pieces


def _infinitive(parse: Parse, verb: int, entry: Entry, passive: bool) -> int | None:
    """The infinitive (or, of seeming, the adjective) that the verb takes."""
    if not {"inf", "o+inf", "for", "on"} & entry.takes:
        return None
    for child in parse.children[verb]:
        if (
            child > verb
            and parse.dep[child] in ("xcomp", "ccomp", "advcl")
            and parse.tag[child] in ("VB", "VBN")
            and parse.child(child, "aux") is not None
        ):
            if (
                "for" in entry.takes
                and parse.lower[parse.left[child]] == "for"
                and parse.child(child, "nsubj", "nsubjpass") is not None
            ):
                return child
            if parse.tag[child] == "VBN" or (parse.dep[child] == "advcl" and "o+inf" not in entry.takes):
                continue
            if "inf" in entry.takes or passive or "o+inf" in entry.takes:
                return child
    return parse.child(verb, "oprd", "acomp") if entry.kind == "seem" else None


def _until_finite(parse: Parse, infinitive: int, last: int) -> int:
    """Where the infinitive ends: before a finite verb that the parse puts beside it, which can't be."""
    for child in parse.children[infinitive]:
        if child > infinitive and parse.dep[child] == "conj" and parse.tag[infinitive] == "VB":
            auxiliary = parse.child(child, "aux")
            if parse.tag[child] in ("VBD", "VBZ") or (
                auxiliary is not None and parse.tag[auxiliary] in ("VBZ", "VBD", "MD")
            ):
                cut = next(
                    (c for c in parse.children[infinitive] if infinitive < c < child and parse.dep[c] == "cc"), None
                )
                return last if cut is None else cut
    return last


def _from_object(parse: Parse, verb: int, piece: Range) -> Range:
    """The infinitive with the object before it, whom the verb asks."""
    objects = [c for c in parse.kids(verb, "dobj", "dative") if verb < c < piece[0]]
    return (parse.left[objects[0]], piece[1]) if objects else piece


def subject_head(parse: Parse, verb: int) -> int | None:
    """The head of the subject."""
    return parse.child(verb, "nsubjpass", "nsubj")


def subject_range(parse: Parse, verb: int) -> list[Range]:
    """The subject's words, as a piece of content; empty where there is none."""
    subject = subject_head(parse, verb)
    return [(parse.left[subject], parse.right[subject])] if subject is not None else []


def takes_object(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry, head: int | None) -> bool:
    """Whether the verb reports this object: any, a person, something said or planned, or one with a name to it."""
    if head is None:
        return False
    if "o=" in entry.takes:
        return parse.child(verb, "oprd") is not None
    if "o@" in entry.takes and parse.label[head] == "PERSON":
        return True
    return "o" in entry.takes or (
        "o!" in entry.takes and (parse.lemma[head] in lexicon.matters or parse.lemma[head] in lexicon.nouns)
    )


def object_before(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry) -> list[Range]:
    """An object before its verb: "which the government blames on rebels", "a claim rejected by rebels"; empty where there is none."""
    if parse.dep[verb] == "relcl":
        head = parse.child(verb, "dobj")
        if head is None or head > verb or parse.tag[head] not in ("WDT", "WP"):
            return []
        added = completing(parse, verb, entry)
        return (
            [(head, head + 1), *added] if added or takes_object(parse, lexicon, verb, entry, parse.head[verb]) else []
        )
    if parse.dep[verb] == "acl" and parse.tag[verb] == "VBN" and parse.child(verb, "agent") is not None:
        noun = parse.head[verb]
        if "o" in entry.takes and entry.kind in ("say", "judge") and noun < verb:
            return [(parse.left[noun], parse.left[verb])]
    return []


def of_preposition(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry, preposition: int) -> Range | None:
    """What stands after a preposition that the verb takes, with an infinitive that belongs to it ("on X to stop")."""
    last = parse.right[preposition]
    head = parse.child(preposition, "pobj", "pcomp")
    if (
        parse.lower[preposition] not in entry.takes
        or head is None
        or (parse.lower[preposition], parse.lemma[head]) in lexicon.lookalikes
    ):
        return None
    if carries(parse, lexicon, preposition) or parse.label[head] in ("DATE", "TIME"):
        return None
    asked = next(
        (
            c
            for c in parse.children[verb]
            if parse.left[c] == last and parse.dep[c] in ("xcomp", "advcl") and parse.tag[c] == "VB"
        ),
        None,
    )
    return preposition + 1, last if asked is None else parse.right[asked]


def find_object(parse: Parse, lexicon: Lexicon, verb: int, entry: Entry) -> Range | None:
    """The object and what the verb says of it ("X of Y", "X as Y", "X Y")."""
    head = next((c for c in parse.children[verb] if c > verb and _is_object(parse, c)), None)
    if head is None:
        head = next((d for c in parse.kids(verb, "npadvmod") for d in parse.kids(c, "dobj")), None)
    if (
        head is None
        or (parse.lower[head].endswith(("self", "selves")) and "o+as" not in entry.takes)
        or (parse.dep[head] == "ccomp" and not {"o", "o="} & entry.takes)
    ):
        return None
    added = completing(parse, verb, entry)
    if parse.label[head] in ("DATE", "TIME"):
        return None
    if "o=" in entry.takes:
        return _called(parse, verb, head)
    if takes_object(parse, lexicon, verb, entry, head):
        pass
    elif not added or (
        "o!" in entry.takes
        and parse.label[head] != "PERSON"
        and not _is_gerund(parse, added[0][0])
        and not _is_figure(parse, added[0][0])
    ):
        return None
    first, last = parse.left[head], parse.right[head]
    for preposition in parse.kids(head, "prep"):
        if preposition > head and carries(parse, lexicon, preposition):
            last = min(last, parse.left[preposition])
    for a, b in added:
        if a >= last:
            last = b
    return first, last


def _is_object(parse: Parse, child: int) -> bool:
    """Whether the dependant is an object or a small clause ("called him weak"), not an infinitive."""
    dep = parse.dep[child]
    return dep in ("dobj", "attr", "oprd") or (
        dep in ("ccomp", "xcomp") and not any(parse.tag[c] == "TO" for c in parse.children[child])
    )


def _called(parse: Parse, verb: int, head: int) -> Range | None:
    """The object of a verb of naming with its name, which the parse may have put into one phrase; None without a name."""
    first, last = parse.left[head], parse.right[head]
    named = parse.dep[head] in ("oprd", "ccomp", "xcomp") or any(parse.dep[c] == "appos" for c in parse.children[head])
    for child in parse.children[verb]:
        if child > head and (
            parse.dep[child] in ("oprd", "xcomp", "ccomp", "acomp", "advmod")
            or (parse.dep[child] == "prep" and parse.lower[child] == "as")
        ):
            named = named or parse.dep[child] != "advmod"
            last = max(last, parse.right[child])
    quoted = any(parse.lower[i] in ('"', "''") for i in range(first, min(last + 1, len(parse))))
    return (first, last) if named or quoted else None


def completing(parse: Parse, verb: int, entry: Entry) -> list[Range]:
    """What else the verb takes besides its object."""
    found = []
    for child in parse.children[verb]:
        if child > verb and (
            (parse.dep[child] in ("prep", "advcl") and f"o+{parse.lower[child]}" in entry.takes)
            or (parse.dep[child] in ("oprd", "xcomp", "ccomp") and ("o" in entry.takes or "o=" in entry.takes))
        ):
            found.append((parse.left[child], parse.right[child]))
    return found


def _is_gerund(parse: Parse, preposition: int) -> bool:
    """Whether what somebody is judged for is something done: "for acting so"."""
    return parse.child(preposition, "pcomp") is not None


def _is_figure(parse: Parse, preposition: int) -> bool:
    """Whether something is put at a number: "the rebels put it at 40"."""
    head = parse.child(preposition, "pobj")
    return parse.lower[preposition] == "at" and head is not None and parse.label[head] == "CARDINAL"


def part_from_agent(parse: Parse, entry: Entry, draft: Draft) -> None:
    """Give the content what the parse hangs on the agent: "was accused by X of doing Y"."""
    agent = parse.child(draft.verb, "agent") if draft.verb is not None else None
    head = parse.child(agent, "pobj") if agent is not None else None
    for child in parse.children[head] if head is not None else ():
        if head is not None and child > head and f"o+{parse.lower[child]}" in entry.takes and _is_gerund(parse, child):
            draft.pieces.append((parse.left[child], parse.right[child]))
            draft.speaker, draft.speaker_head = (parse.left[head], parse.left[child]), head
            return
