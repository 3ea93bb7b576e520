"""Whom and what a verb concerns, and what says more of them."""

from __future__ import annotations

from warmonitor.coding.repairs.heads import FINITE, Heads
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import verb_classes, violent_verbs

_ON_FIRE = ("ablaze", "alight", "afire")


def mend_objects(p: Heads, base: int) -> None:
    """In "shot dead a teenager" the noun is the verb's object, whatever the parser makes of the adjective between."""
    takes_dead, harm, amounts = verb_classes()["TAKES_DEAD"], verb_classes()["HARM"], small_words("AMOUNT")
    takes_away = violent_verbs()
    for i in range(base, len(p.head)):
        dead = p.head[i]
        if p.lower[i] == "dead" and p.dep[i] == "amod" and i - 1 >= base and p.lemma[i - 1] in takes_dead:
            p.head[i], p.dep[i] = i - 1, "oprd"  # "shot dead 16 worshippers"
        elif p.dep[i] == "pobj" and p.lower[dead] == "to" and p.lower[dead - 1] == "up" and p.head[dead] == dead - 1:
            v = p.head[dead - 1]
            number = dead + 1 == i or (p.tag[dead + 1] == "CD" and p.head[dead + 1] == i)
            if v == dead - 2 and number and p.lemma[v] in takes_away:
                p.head[i], p.dep[i] = v, "dobj"  # "kidnapped up to 16 advisers"
                p.head[dead], p.head[dead - 1] = i, i
                p.dep[dead] = p.dep[dead - 1] = "quantmod"
        elif p.dep[i] == "advmod" and p.tag[i] == "NNP" and dead == i - 1 and p.tag[dead] in FINITE[:3]:
            if not any(p.head[k] == dead and p.dep[k] in ("dobj", "auxpass") for k in range(base, len(p.head))):
                p.dep[i] = "dobj"  # "shelled Kupiansk"
        elif p.lower[i] in _ON_FIRE and p.dep[i] in ("ccomp", "acomp") and p.lemma[dead] == "set" and dead < i:
            for k in range(dead + 1, i):
                if p.head[k] == i and p.dep[k] == "nsubj":  # "set the stalls ablaze"
                    p.head[k], p.dep[k], p.dep[i] = dead, "dobj", "oprd"
        elif (
            p.dep[i] == "nsubj"
            and dead > i + 1
            and p.lower[i + 1] == ","
            and (verb := _verb_before(p, base, i)) is not None
        ):
            p.head[i], p.dep[i] = verb, "dobj"  # "Russian forces captured Avdiivka, the military said"
        elif p.dep[i] == "pobj" and p.lower[dead] == "dead" and p.dep[dead] in ("acomp", "oprd"):
            p.head[i], p.dep[i] = p.head[dead], "dobj"
        elif p.dep[i] == "pobj" and p.lower[dead] in amounts and p.dep[dead] == "prep" and p.head[dead] == dead - 1:
            harmed = p.lemma[p.head[dead]] in harm and dead < i
            if harmed and (p.tag[i] == "CD" or any(p.head[k] == i and p.dep[k] == "nummod" for k in range(dead, i))):
                p.head[i], p.dep[i] = p.head[dead], "dobj"  # "killed between 30 and 40 people"
                p.head[dead], p.dep[dead] = i, "quantmod"


def _verb_before(p: Heads, base: int, i: int) -> int | None:
    """The verb that the subject of another's telling stands behind, where it has a subject and no object, and the telling another subject."""
    first = i
    while first > base and p.head[first - 1] == i and p.dep[first - 1] in ("det", "compound", "amod", "nummod", "poss"):
        first -= 1
    v, told = first - 1, p.head[i]
    if v < base or p.head[v] != told or p.dep[v] != "ccomp" or p.tag[v] not in FINITE:
        return None
    own = {p.dep[k] for k in range(base, told) if p.head[k] == v}
    others = any(p.head[k] == told and p.dep[k] == "nsubj" and k != i for k in range(i + 1, len(p.head)))
    return (
        v if others and "nsubj" in own and own.isdisjoint({"dobj", "ccomp", "xcomp", "acomp", "attr", "oprd"}) else None
    )


def mend_origins(p: Heads, base: int) -> None:
    """In "injuring three tourists from France" the tourists are from France."""
    harm = verb_classes()["HARM"]
    for i in range(base + 1, len(p.head)):
        v, n = p.head[i], i - 1
        if p.lower[i] == "from" and p.dep[i] == "prep" and p.lemma[v] in harm and p.dep[n] == "dobj" and p.head[n] == v:
            p.head[i] = n


def mend_names_given(p: Heads, base: int) -> None:
    """In "called the move by Kosovo a provocation" the provocation is what the move is called, not by whom it was made."""
    naming = verb_classes()["NAMING"]
    for i in range(base + 2, len(p.head)):
        prep = p.head[i]
        if p.dep[i] != "pobj" or not prep < i or p.dep[prep] != "prep" or p.dep[p.head[prep]] != "dobj":
            continue
        v = p.head[p.head[prep]]
        is_second = any(p.head[k] == prep and p.dep[k] == "pobj" for k in range(prep + 1, i))
        if is_second and p.lemma[v] in naming and p.lower[i - 1] != ",":
            p.head[i], p.dep[i] = v, "oprd"


def mend_harm(p: Heads, base: int) -> None:
    """In "..., killing 22 civilians including children, the monitor said" the civilians don't speak: the name beside them does."""
    harm = verb_classes()["HARM"]
    for n in range(base, len(p.head)):
        v = p.head[n]
        if p.dep[n] != "nsubj" or not n < v:
            continue
        first = n
        while first > base and (p.head[first - 1] == n or p.head[p.head[first - 1]] == n) and first - 1 != v:
            first -= 1
        g = first - 1
        while g > base and p.tag[g] == "RB":
            g -= 1  # "killing at least ..."
        if g < base or p.tag[g] != "VBG" or p.lemma[g] not in harm or p.dep[g] not in ("advcl", "acl", "conj"):
            continue
        speaker = next((i for i in range(v - 1, n, -1) if p.dep[i] == "appos" and _is_below(p, i, n)), None)
        if speaker is None:  # "... including two elders, police and residents said"
            speaker = next((i for i in range(v - 1, n, -1) if p.dep[i] == "conj" and _opens_after_comma(p, i, n)), None)
        if speaker is not None:
            p.head[n], p.dep[n] = g, "dobj"
            p.head[speaker], p.dep[speaker] = v, "nsubj"


def _opens_after_comma(p: Heads, i: int, n: int) -> bool:
    """Whether the phrase of token i, somewhere below n, begins right after a comma."""
    first = i
    while p.head[first - 1] == i and p.lower[first - 1] != ",":
        first -= 1
    return p.lower[first - 1] == "," and _is_below(p, i, n)


def _is_below(p: Heads, i: int, n: int) -> bool:
    for _ in range(6):
        if p.head[i] == n:
            return True
        i = p.head[i]
    return False
