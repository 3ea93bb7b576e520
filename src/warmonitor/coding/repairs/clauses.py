"""Which clause another belongs to, or an adjunct between two."""

from __future__ import annotations

from warmonitor.coding.repairs.heads import FINITE, Heads
from warmonitor.knowledge.triggers import saying_verbs


def mend_adjuncts(p: Heads, base: int) -> None:
    """In "rebels shelled the town, on Monday, residents said" what stands before the speaker belongs to what is told."""
    saying = saying_verbs()
    told: dict[int, int] = {}
    speaker: dict[int, int] = {}
    for i in range(base, len(p.head)):
        above = p.head[i]
        if p.dep[i] == "ccomp" and i < above:
            told.setdefault(above, i)
        elif p.dep[i] == "nsubj" and i < above and p.lemma[above] in saying:
            speaker[above] = i
    for i in range(base, len(p.head)):
        above = p.head[i]
        if p.dep[i] not in ("prep", "npadvmod") or not told.get(above, i) < i < speaker.get(above, -1) <= above:
            continue
        if ":" not in p.lower[told[above] : i]:  # what follows a colon begins anew
            p.head[i] = told[above]


def mend_coordination(p: Heads, base: int, has_subject: set[int]) -> None:
    """In "denied carrying out the raid and blamed rebels" the second finite verb goes with the first, not with the "-ing" between."""
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        if p.dep[v] != "conj" or p.tag[v] not in FINITE or p.tag[n] not in ("VBG", "VB") or v in has_subject:
            continue
        above = p.head[n]
        if p.dep[n] == "xcomp" and p.tag[above] in FINITE and above < n < v and n not in has_subject:
            p.head[v] = above


def mend_semicolons(p: Heads, base: int, has_subject: set[int]) -> None:
    """What stands after a semicolon with a subject of its own is a clause beside the one before, not what is said in it."""
    marks = [i for i in range(base, len(p.lower)) if p.lower[i] == ";"]
    if not marks:
        return
    for v in range(base, len(p.head)):
        above = p.head[v]
        if p.dep[v] == "ccomp" and p.tag[v] in FINITE and v in has_subject and any(above < s < v for s in marks):
            p.dep[v] = "conj"
