"""Who stands where in a clause: subjects, objects and prepositional complements, over control, relatives and coordination.

All functions take a Parse and token indexes and give token indexes; they never look outside the sentence.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warmonitor.coding.parse import Parse
from warmonitor.knowledge import tables
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import noun_classes, suffering_verbs, verb_classes, violent_verbs

FINITE = ("VBD", "VBZ", "VBP")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_NEAR = reach("events", "shared_object_tokens")


@cache
def object_control(extra: Path | None = None) -> dict[str, bool]:
    """Verb -> whether it is strong, for the verbs of object_control.tsv."""
    return {row["verb"]: row["strong"] == "yes" for row in tables.rows("object_control", extra)}


@cache
def _harmful(extra: Path | None = None) -> frozenset[str]:
    """Verbs that can't do without an object: without one their subject is the one harmed."""
    return frozenset(row["verb"] for row in tables.rows("transitives", extra))


def is_passive(p: Parse, v: int) -> bool:
    """Whether the verb is a passive: an auxiliary, a passive subject, an agent, or a bare participle.

    Bare participles are passives beside a noun, in headlines, where they share the auxiliary of the verb before
    ("one was killed and two wounded"), and where the verb can't do without an object ("five people killed in Homs").
    """
    for c in p.children[v]:
        if p.dep[c] in ("auxpass", "nsubjpass", "agent"):
            return True
    if p.tag[v] not in ("VBN", "VBD") or any(p.dep[c] in ("aux", "dobj") for c in p.children[v]):
        return False
    if p.dep[v] == "conj" and p.tag[v] == "VBN" and p.tag[p.head[v]] == "VBN" and is_passive(p, p.head[v]):
        return True
    if p.lemma[v] in _harmful():
        if _shares_object(p, v):
            return False  # "killed and injured dozens of people"
        return p.dep[v] != "relcl" or any(
            p.dep[c] == "nsubj" and p.lower[c] in small_words("RELATIVE") for c in p.children[v]
        )
    if p.tag[v] == "VBD":
        return False
    return p.dep[v] in ("acl", "advcl", "amod") or (p.head[v] == v and _is_headline(p, v))


def _shares_object(p: Parse, v: int) -> bool:
    """Whether a verb right behind that is joined to this one has the object of both."""
    return any(
        p.pos[c] == "VERB" and c - v <= _NEAR and p.child(c, "dobj") is not None and p.child(c, *SUBJECTS) is None
        for c in p.kids(v, "conj")
    )


def _is_headline(p: Parse, i: int) -> bool:
    """A sentence without final stop and auxiliaries: participles there are passives ("Three killed in Kabul")."""
    first, last = p.sentences[p.sentence_of[i]]
    return p.lower[last - 1] not in (".", "!", "?", '"', "'") and last - first < 25


def conjuncts(p: Parse, i: int) -> list[int]:
    """The token and those coordinated with it, in order ("A, B and C": from A all three)."""
    found, at = [i], i
    while True:
        following = [
            c
            for c in p.children[at]
            if p.dep[c] == "conj" and p.pos[c] in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "VERB", "AUX")
        ]
        if not following:
            return found
        found += following
        at = following[-1]


def nouns_with(p: Parse, i: int) -> list[int]:
    """The noun and the nouns coordinated with it."""
    return [c for c in conjuncts(p, i) if p.pos[c] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")]


def antecedent(p: Parse, v: int) -> int | None:
    """The noun that a relative or participle clause headed by v describes."""
    at = v
    while p.dep[at] == "conj" and p.pos[p.head[at]] in ("VERB", "AUX"):
        at = p.head[at]
    if p.dep[at] in ("relcl", "acl") and p.head[at] != at:
        return _whole_of_part(p, p.head[at], p.left[at])
    return None


def _whole_of_part(p: Parse, n: int, start: int) -> int:
    """The noun, or the whole of which it is a part where a comma parts it from its clause: "66 civilians, including 10 children, who were killed"."""
    above = p.head[n]
    if p.dep[n] != "pobj" or p.lower[above] != "including" or p.lower[start - 1 : start] != [","]:
        return n
    return p.head[above] if p.pos[p.head[above]] in ("NOUN", "PROPN", "NUM") else n


def _own_subject(p: Parse, v: int) -> int | None:
    for c in p.children[v]:
        if p.dep[c] in ("nsubj", "nsubjpass", "csubj"):
            if p.lower[c] in small_words("RELATIVE") and p.dep[c] != "csubj":
                noun = antecedent(p, v)
                return noun if noun is not None else c
            return _done_by(p, c)
    if p.lemma[p.head[v]] == "be" and (done := p.child(p.head[v], "csubj")) is not None and p.lemma[done] == "do":
        return _own_subject(p, done)  # "what the army did was shell the town"
    return None


def _done_by(p: Parse, n: int) -> int:
    """The subject itself, or who does what it stands for: "the only thing the army is doing is shelling the town"."""
    does = p.child(n, "relcl")
    if does is None or p.lemma[does] != "do" or p.lemma[n] not in ("thing", "all", "what"):
        return n
    doer = p.child(does, "nsubj")
    return n if doer is None or p.lower[doer] in small_words("RELATIVE") else doer


def subject(p: Parse, v: int, depth: int = 0) -> int | None:
    """The (surface) subject of a verb: its own, or the one that it is understood to have; None where there is none."""
    own = _own_subject(p, v)
    if own is not None or depth > 6 or any(p.dep[c] == "expl" for c in p.children[v]):
        return own
    dep, head = p.dep[v], p.head[v]
    if head == v:
        return None
    if dep == "conj" and p.pos[head] in ("VERB", "AUX"):
        return subject(p, head, depth + 1)
    if dep in ("xcomp", "ccomp", "advcl", "pcomp") and p.pos[head] in ("VERB", "AUX", "ADJ", "ADP", "SCONJ"):
        governor = head
        if dep == "ccomp" and p.tag[v] in FINITE and head > v:
            return None  # "youths lynched two men, a leader said": its subject was parsed away
        if p.pos[head] in ("ADP", "SCONJ"):
            governor = p.head[head]
            if p.lower[head] in ("during", "amid", "in", "by") and _harms_its_subject(p, governor):
                return None  # "three peacekeepers were killed during fighting for Goma", "by shelling"
            if p.pos[governor] in ("NOUN", "PROPN"):
                of = [n for prep, n in complements(p, governor) if prep == "of"] if p.lower[head] == "for" else []
                return of[0] if of else possessor(p, governor)  # "the arrest of two officers for killing"
        is_judged = p.lower[head] in ("for", "of") and p.lemma[governor] in verb_classes()["JUDGING"]
        if is_judged or (
            (dep in ("xcomp", "ccomp") or p.dep[head] == "prep") and p.lemma[governor] in object_control()
        ):
            controlled = objects(p, governor)
            if controlled and p.lower[head] not in ("by", "after", "before", "while", "without"):
                return controlled[0]
            if is_passive(p, governor):
                return subject(p, governor, depth + 1)
        if p.pos[governor] in ("NOUN", "PROPN"):
            return None
        if dep == "advcl" and (accused := _accused_of_more(p, v, governor)) is not None:
            return accused
        if p.pos[governor] == "ADJ" and p.dep[governor] in ("acomp", "oprd"):  # "the rebels are unlikely to attack"
            return (
                None
                if p.lemma[governor].lower() in noun_classes()["TOUGH"]
                else subject(p, p.head[governor], depth + 1)
            )
        if dep == "xcomp" and p.tag[v] == "VBG" and p.lemma[governor] in verb_classes()["PERCEIVING"]:
            return subject(p, governor, depth + 1) if is_passive(p, governor) else None  # "residents heard shelling"
        if is_passive(p, governor) and p.dep[head] == "prep" and p.lower[head] == "by":
            return agent(p, governor)
        return subject(p, governor, depth + 1)
    if dep == "acl":
        if p.tag[v] == "VBG" and p.lemma[head].lower() in noun_classes()["STATEMENT"]:
            author = noun_holder(p, head, depth + 1)  # "issued a report accusing the army": who issued it
            return author if author is not None else head
        if p.tag[v] in ("VBG", "VBN"):
            return head
        if control_verb(p, head) is not None:
            return head
        return noun_holder(p, head, depth + 1)  # "a plan to attack": who has the plan
    if dep == "relcl" and p.tag[v] == "VB" and control_verb(p, head) is not None:
        return head  # "forced 3,000 families to flee"
    return None


def _accused_of_more(p: Parse, v: int, governor: int) -> int | None:
    """Whom a list of deeds is laid to of which the parse cut off the rest: "accused the army of killings, razing villages and using air strikes"."""
    if p.tag[v] != "VBG" or p.lemma[v] not in violent_verbs() or p.lemma[governor] not in verb_classes()["JUDGING"]:
        return None
    if not any(
        prep == "of" and noun < v for o in (governor, *objects(p, governor)) for prep, noun in complements(p, o)
    ):
        return None
    if is_passive(p, governor):
        return subject(p, governor)
    return next(iter(objects(p, governor)), None)


def _harms_its_subject(p: Parse, v: int) -> bool:
    """Whether the verb's subject is who was harmed: a passive of harm, or a verb like "die"."""
    is_harm = p.lemma[v] in verb_classes()["HARM"] and is_passive(p, v)
    return p.pos[v] == "VERB" and (is_harm or p.lemma[v] in suffering_verbs())


def control_verb(p: Parse, n: int) -> int | None:
    """The verb whose object the noun is, where an infinitive beside the noun is that verb's own ("warned its allies not to attack").

    The parser hangs such infinitives on the noun now and then.
    """
    while p.dep[n] == "conj" and p.pos[p.head[n]] in ("NOUN", "PROPN"):
        n = p.head[n]
    verb = p.head[n]
    if p.dep[n] in ("dobj", "dative", "nsubjpass") and p.pos[verb] == "VERB" and object_control().get(p.lemma[verb]):
        return verb
    return None


def possessor(p: Parse, n: int) -> int | None:
    """The noun that has this one ("the army's", "their")."""
    return p.child(n, "poss")


def noun_holder(p: Parse, n: int, depth: int = 0) -> int | None:
    """Who has the plan, threat or decision that the noun names: its possessor, else the subject of its verb."""
    owner = possessor(p, n)
    if owner is not None:
        return owner
    if p.dep[n] in ("dobj", "attr") and p.pos[p.head[n]] in ("VERB", "AUX"):
        return subject(p, p.head[n], depth + 1)
    return next((c for c in p.children[n] if p.dep[c] in ("amod", "compound") and p.word[c][:1].isupper()), None)


def objects(p: Parse, v: int) -> list[int]:
    """The direct objects of an active verb (with coordinated ones); the relative clause's noun where "that" is the object."""
    found: list[int] = []
    for c in p.children[v]:
        if p.dep[c] in ("dobj", "obj"):
            if p.lower[c] in small_words("RELATIVE") and p.pos[c] in ("PRON", "DET", "SCONJ"):
                noun = antecedent(p, v)
                if noun is not None:
                    found.append(noun)
                continue
            found += nouns_with(p, c)
    if found or is_passive(p, v):
        return found
    if p.lemma[v] in object_control():  # "allowed the marchers to pass"
        for c in p.kids(v, "ccomp"):
            if p.tag[c] == "VB" and any(p.tag[k] == "TO" for k in p.kids(c, "aux")):
                led = p.child(c, "nsubj", "nsubjpass")
                if led is not None and v < led < c:
                    return nouns_with(p, led)
    by_preposition = any(
        p.lower[n] in small_words("RELATIVE") for _, n in complements(p, v)
    )  # "the deal under which they leave"
    is_of_noun = (
        p.dep[v] == "relcl"
        and not by_preposition
        and not any(p.lower[c] in small_words("RELATIVE_ADVERB") for c in p.kids(v, "advmod"))
    )
    if is_of_noun and any(p.dep[c] == "nsubj" and p.lower[c] not in small_words("RELATIVE") for c in p.children[v]):
        return [p.head[v]]  # "the town the rebels seized"
    for c in p.children[v]:  # "shelled and captured the town"
        if (
            p.dep[c] == "conj"
            and p.pos[c] == "VERB"
            and c - v <= _NEAR
            and not any(p.dep[k] in SUBJECTS for k in p.children[c])
            and not any(v < noun < c for _, noun in complements(p, v))  # "shooting at protesters and beating women"
        ):
            return objects(p, c)
    return found


def whole(p: Parse, n: int) -> int:
    """The noun whose place in the clause this one shares: the first of those coordinated, the measure that counts it ("a series of attacks")."""
    for _ in range(6):
        above = p.head[n]
        if p.dep[n] == "conj" and p.pos[above] in ("NOUN", "PROPN"):
            n = above
        elif p.dep[n] == "pobj" and p.dep[above] == "prep" and _measures(p, p.head[above], p.lower[above]):
            n = p.head[above]
        else:
            return n
    return n


def _measures(p: Parse, n: int, preposition: str) -> bool:
    """Whether the noun and its preposition only say how much there is of what follows: "a series of", "an uptick in"."""
    lemma, classes = p.lemma[n].lower(), noun_classes()
    return (preposition == "of" and lemma in classes["MEASURE"]) or (preposition == "in" and lemma in classes["TREND"])


def measured(p: Parse, n: int) -> list[int]:
    """What a word of measure counts: the food of "20 tons of food", the attacks of "an uptick in attacks"; none for other nouns."""
    is_number = p.pos[n] == "NUM"
    return [
        m
        for c in p.children[n]
        if (is_number and p.lower[c] == "of") or _measures(p, n, p.lower[c])
        for o in p.kids(c, "pobj")
        for m in nouns_with(p, o)
    ]


def agent(p: Parse, v: int) -> int | None:
    """The noun after "by" of a passive."""
    for c in p.children[v]:
        if p.dep[c] == "agent" or (p.dep[c] == "prep" and p.lower[c] == "by"):
            return p.child(c, "pobj")
    return None


def is_definite(p: Parse, n: int) -> bool:
    """Whether the noun names a certain thing: "the raid", "their raid"."""
    determiner = p.child(n, "det", "poss")
    return determiner is not None and (
        p.dep[determiner] == "poss" or p.lower[determiner] in ("the", "this", "that", "these", "those")
    )


def complements(p: Parse, i: int) -> list[tuple[str, int]]:
    """(preposition, noun) pairs that hang on the token, by way of particles and stacked prepositions too."""
    found: list[tuple[str, int]] = []
    for c in p.children[i]:
        if p.dep[c] in ("prep", "agent", "dative") and p.pos[c] != "NOUN" and p.pos[c] != "PROPN":
            noun = p.child(c, "pobj")
            if noun is not None:
                found.append((p.lower[c], noun))
            for inner in p.children[c]:
                if p.dep[inner] == "prep" and p.pos[c] not in (
                    "VERB",
                    "ADJ",
                ):  # "out of", "on behalf of", not "according to"
                    noun = p.child(inner, "pobj")
                    if noun is not None:
                        found.append((p.lower[inner], noun))
        elif p.dep[c] in ("prt", "advmod"):
            for inner in p.children[c]:
                if p.dep[inner] == "prep":
                    noun = p.child(inner, "pobj")
                    if noun is not None:
                        found.append((p.lower[inner], noun))
    return found


def is_told_of_several(p: Parse, n: int) -> bool:
    """Whether a clause beside the noun is of all that it names: "one of the 25 who were killed", but not "one of the two who was freed"."""
    clause = p.child(n, "acl", "relcl")
    if clause is None:
        return False
    finite = [clause, *p.kids(clause, "aux", "auxpass")]
    return not any(p.tag[k] == "VBZ" or p.lower[k] == "was" for k in finite)


def clause_verb(p: Parse, i: int) -> int | None:
    """The nearest verb at or above the token."""
    while p.pos[i] not in ("VERB", "AUX"):
        if p.head[i] == i:
            return None
        i = p.head[i]
    return i


def believed(p: Parse, n: int) -> list[int]:
    """Whom those that the noun names are believed to be, or to belong to: "jets believed to be Russian", "gunmen suspected of being rebels"."""
    found = []
    for c in p.children[n]:
        if p.dep[c] != "acl" or p.lemma[c] not in verb_classes()["BELIEF"]:
            continue
        inner = p.child(c, "xcomp")
        if inner is None:
            of = p.child(c, "prep")
            inner = None if of is None else p.child(of, "pcomp")
        if inner is None:
            continue
        for m in p.children[inner]:
            if p.dep[m] in ("attr", "acomp", "dobj", "oprd"):
                whose = [k for prep, k in complements(p, m) if prep == "of"]
                found += whose or [m]
            elif p.dep[m] == "prep" and p.lower[m] == "to":
                found += p.kids(m, "pobj")
    return found


def clause_start(p: Parse, i: int) -> int:
    """Where the part of the sentence begins that token i stands in: behind the last semicolon before it, else at the sentence's start."""
    first = p.sentences[p.sentence_of[i]][0]
    return next((k + 1 for k in range(i - 1, first - 1, -1) if p.word[k] == ";"), first)
