"""Which word is the clause's own verb: not the participle that only says more of its subject."""

from __future__ import annotations

from warmonitor.coding.repairs.forms import attacks, harmed_verbs, intransitives
from warmonitor.coding.repairs.heads import DEEPEST, FINITE, NAMES_AND_NOUNS, SUBJECTS, Heads
from warmonitor.knowledge.triggers import saying_verbs, verb_classes

_RELATIVE = frozenset({"which", "who", "whom", "whose", "where", "when"})


def mend_shots(p: Heads, base: int) -> None:
    """In "In Kirkuk, a sniper shot dead a policeman" the shot is the verb."""
    end = len(p.head)
    for s in range(base + 1, end - 2):
        doer, dead = s - 1, s + 1
        is_dead = p.lower[dead] == "dead"
        if (
            p.lower[s] != "shot"
            or p.tag[s] != "NN"
            or p.head[doer] != s
            or p.dep[doer] != "compound"
            or not (is_dead or (p.lower[dead] == "and" and p.tag[s + 2] == "VBD"))
        ):
            continue
        noun = p.head[dead] if is_dead and p.dep[dead] == "amod" and p.head[dead] == p.head[s] else None
        above = dead if p.head[s] == dead else s if noun is None else noun  # what stands in the verb's place
        place = _clause_place(p, s, above)
        for i in range(base, end):
            if p.head[i] == s and i < s:
                p.head[i] = doer
            elif is_dead and p.head[i] == dead:
                p.head[i] = s
                p.dep[i] = "dobj" if p.dep[i] == "pobj" else p.dep[i]
        p.tag[s], p.pos[s], p.lemma[s] = "VBD", "VERB", "shoot"
        p.head[s], p.dep[s] = place
        p.head[doer], p.dep[doer] = s, "nsubj"
        if is_dead:
            p.head[dead], p.dep[dead] = s, "oprd"
        if noun is not None:
            p.head[noun], p.dep[noun] = s, "dobj"


def _clause_place(p: Heads, v: int, at: int) -> tuple[int, str]:
    """The head and label of a clause with verb v that stands where token `at` does; what was the root may come to hang on v."""
    if p.head[at] == at:
        return v, "ROOT"
    if p.dep[at] in ("ccomp", "advcl", "relcl", "conj") and at != v:
        return p.head[at], p.dep[at]
    root = p.head[at]
    for _ in range(DEEPEST):
        root = p.head[root]
    if p.pos[root] == "VERB":
        return root, "ccomp"
    p.head[root], p.dep[root] = v, "prep" if p.pos[root] == "ADP" else "dep"
    return v, "ROOT"


def mend_participles(p: Heads, base: int) -> None:
    """A verb that takes no object can't be a passive participle: in "raids ceased" read as "raids (that were) ceased" the verb
    becomes the clause's own and the noun its subject. So it does in "gunmen swept into the village".
    """
    verbs, rushing = intransitives(), verb_classes()["RUSHING"]
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        if (
            p.dep[v] == "acl"
            and p.tag[v] == "VBN"
            and (p.lemma[v] in verbs or (p.lemma[v] in rushing and p.lower[v + 1 : v + 2] in (["into"], ["through"])))
            and n < v
            and p.dep[n] in ("nsubj", "nsubjpass", "ROOT")
        ):
            above = p.head[n]
            p.tag[v] = "VBD"
            if above == n:
                p.head[v], p.dep[v] = v, "ROOT"
            elif above > v:  # the noun was taken for the subject of a later verb: two clauses side by side
                outer = p.head[above]
                p.head[v], p.dep[v] = (outer, p.dep[above]) if outer != above else (v, "ROOT")
                p.head[above], p.dep[above] = v, "conj"
            else:
                p.head[v], p.dep[v] = above, "ccomp"
            p.head[n], p.dep[n] = v, "nsubj"


def mend_reduced_clauses(p: Heads, base: int) -> None:
    """In "a boy shot on Saturday has been identified" the boy shot nobody: a second verb without "and" and without a subject is his."""
    doers = {p.head[i]: i for i in range(base, len(p.head)) if p.dep[i] in SUBJECTS}
    has_object = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] == "dobj"}
    for w in range(base + 2, len(p.head)):
        v = p.head[w]
        if p.dep[w] != "conj" or not v < w or w in doers or v in has_object or p.tag[v] not in ("VBD", "VBN"):
            continue
        s = doers.get(v)
        aux = next((k for k in range(v + 1, w) if p.head[k] == w and p.dep[k] in ("aux", "auxpass")), None)
        is_finite = p.tag[w] in FINITE or (aux is not None and p.tag[aux] in FINITE)
        is_joined = any(p.lower[k] in (",", ";", "-", "--", "–", "—") or p.dep[k] == "cc" for k in range(v + 1, w))
        if (
            s is None
            or p.dep[s] != "nsubj"
            or not s < v
            or not is_finite
            or is_joined
            or p.lemma[v] not in harmed_verbs()
        ):
            continue
        if any(p.head[k] == v and p.dep[k] in ("aux", "auxpass") for k in range(s, v)):
            continue
        is_passive = any(p.head[k] == w and p.dep[k] == "auxpass" for k in range(v, w))
        p.head[w], p.dep[w] = (w if p.head[v] == v else p.head[v]), p.dep[v]
        p.head[s], p.dep[s] = w, "nsubjpass" if is_passive else "nsubj"
        p.head[v], p.dep[v], p.tag[v] = s, "acl", "VBN"


def mend_harming_events(p: Heads, base: int) -> None:
    """In "The attack killed over 40" nobody killed the attack."""
    nouns, harm = attacks()[1], verb_classes()["HARM"]
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        is_participle = p.dep[v] == "acl" and p.tag[v] == "VBN" and p.lemma[v] in harm and v == n + 1
        if is_participle and p.head[n] == n and p.lemma[n] in nouns:
            p.tag[v], p.head[v], p.dep[v] = "VBD", v, "ROOT"
            p.head[n], p.dep[n] = v, "nsubj"


def mend_sent_weapons(p: Heads, base: int) -> None:
    """In "Rockets fired from Gaza hit Ashkelon" the rockets hit: "fired" only says more of them."""
    sent = attacks()[2]
    for v in range(base + 1, len(p.head)):
        f = p.head[v]
        if (
            p.dep[v] not in ("advcl", "ccomp")
            or p.tag[v] not in FINITE[:3]
            or not f < v
            or p.tag[f] != "VBN"
            or p.head[f] != f
        ):
            continue
        own = [i for i in range(base, v) if p.head[i] == f]
        noun = next((i for i in own if p.dep[i] == "nsubj"), None)
        is_led = any(p.head[i] == v and p.dep[i] in (*SUBJECTS, "mark", "advmod") for i in range(f, v))
        if noun is None or p.lemma[noun].lower() not in sent or is_led or any(p.dep[i].startswith("aux") for i in own):
            continue
        p.head[v], p.dep[v] = v, "ROOT"
        p.head[noun], p.dep[noun] = v, "nsubj"
        p.head[f], p.dep[f] = noun, "acl"
        for i in range(v + 1, len(p.head)):
            if p.head[i] == f:
                p.head[i] = v


def mend_main_verbs(p: Heads, base: int) -> None:
    """In "The Union, which has a mission there, called on both sides" the past tense is the sentence's verb, no participle."""
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        if p.dep[v] != "acl" or p.tag[v] != "VBD" or not n < v:
            continue
        root = n
        for _ in range(DEEPEST):
            root = p.head[root]
        own = [i for i in range(base, len(p.head)) if p.head[i] == v]
        if p.head[root] != root or p.tag[root] not in NAMES_AND_NOUNS or any(p.dep[i] in SUBJECTS for i in own):
            continue
        if any(p.dep[i] in ("agent", "auxpass") for i in own) or (n == root and v == n + 1):
            continue  # "ministers involved in talks"
        p.head[v], p.dep[v] = v, "ROOT"
        p.head[root], p.dep[root] = v, "nsubj"


def mend_beliefs(p: Heads, base: int) -> None:
    """In "jets believed to be Russian bombed a market" the jets bombed: "believed" only says more of them."""
    beliefs = verb_classes()["BELIEF"]
    for v in range(base + 1, len(p.head)):
        b = p.head[v]
        if p.dep[v] not in ("ccomp", "conj") or p.tag[v] not in FINITE or not b < v or p.lemma[b] not in beliefs:
            continue
        own = [i for i in range(base, v) if p.head[i] == b]
        noun = next((i for i in own if p.dep[i] == "nsubj" and i < b), None)
        if p.dep[v] == "conj" and any(p.dep[i] == "cc" for i in own):
            continue  # "was believed to be ill and died"
        infinitive = any(p.dep[i] == "xcomp" and b < i < v and p.tag[i] == "VB" for i in own)
        if noun is None or not infinitive or any(p.head[i] == v and p.dep[i] == "nsubj" for i in range(b, v)):
            continue
        p.head[v], p.dep[v] = (v, "ROOT") if p.head[b] == b else (p.head[b], p.dep[b])
        p.head[noun] = v
        p.head[b], p.dep[b], p.tag[b] = noun, "acl", "VBN"
        for i in range(base, len(p.head)):
            if i > v and p.head[i] == b:
                p.head[i] = v


def mend_told_clauses(p: Heads, base: int) -> None:
    """In "the group said in a statement it had captured the airport" that is what was said: nothing of it is the statement's."""
    saying = saying_verbs()
    for v in range(base + 3, len(p.head)):
        noun = p.head[v]
        if p.dep[v] != "relcl" or p.tag[v] not in (*FINITE, "VBN") or not noun < v or p.dep[noun] != "pobj":
            continue
        told = p.head[p.head[noun]]
        own = [(p.dep[k], p.lower[k]) for k in range(noun + 1, len(p.head)) if p.head[k] == v]
        is_whole = any(dep in SUBJECTS for dep, _ in own) and any(
            dep in ("dobj", "ccomp", "attr", "auxpass") for dep, _ in own
        )
        opening = p.lower[noun + 1 : noun + 3]  # "a system in which", "clashes that left nine dead"
        is_relative = not _RELATIVE.isdisjoint((*opening, *(word for _, word in own)))
        is_relative = is_relative or any(dep in SUBJECTS and word == "that" for dep, word in own)
        if not is_whole or is_relative or p.lemma[told] not in saying or told > noun:
            continue
        if any(p.head[k] == told and p.dep[k] in ("ccomp", "dobj", "dative") for k in range(base, len(p.head))):
            continue
        p.head[v], p.dep[v] = told, "ccomp"
