"""Which clause another belongs to, or an adjunct between two."""

from __future__ import annotations

from warmonitor.coding.repairs.heads import FINITE, Heads
from warmonitor.knowledge.triggers import saying_verbs, verb_classes


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


def mend_seen_coordination(p: Heads, base: int) -> None:
    """In "residents report them coming in after dark, shooting and looting" those who come shoot, not who reports it."""
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        if p.dep[v] != "conj" or p.tag[v] != "VBG" or p.tag[n] not in FINITE or not n < v:
            continue
        own = [k for k in range(base, len(p.head)) if p.head[k] == v and p.dep[k] in ("aux", "nsubj")]
        seen = next((k for k in range(n + 1, v) if p.head[k] == n and p.dep[k] == "ccomp" and p.tag[k] == "VBG"), None)
        if not own and seen is not None and any(p.head[k] == seen and p.dep[k] == "nsubj" for k in range(n, seen)):
            p.head[v] = seen


def mend_said_between(p: Heads, base: int) -> None:
    """In "the army killed ten rebels, the ministry said, and captured three" the army captured them, not the ministry."""
    saying, quotes = saying_verbs(), ('"', "''")
    for w in range(base + 5, len(p.head)):
        v = p.head[w]
        if p.dep[w] != "conj" or p.tag[w] not in ("VBD", "VBN") or not v < w or p.lemma[v] not in saying:
            continue
        if p.lemma[w] in saying:
            continue
        link = next((k for k in range(w - 1, v, -1) if p.head[k] == v and p.dep[k] == "cc"), None)
        if link is None or p.lower[link - 1] != "," or p.lower[link] not in ("and", "but"):
            continue
        told = next((k for k in range(base, v) if p.head[k] == v and p.dep[k] == "ccomp"), None)
        if told is None and p.dep[v] == "parataxis" and base <= p.head[v] < v:
            told = p.head[v]
        own = [k for k in range(base, len(p.head)) if p.head[k] == w]
        if told is None or any(p.dep[k] in ("nsubj", "nsubjpass", "expl", "ccomp", "xcomp") for k in own):
            continue
        speaker = next((k for k in range(told, link) if p.head[k] == v and p.dep[k] == "nsubj"), None)
        if speaker is not None and not any(p.lower[k] in quotes for k in range(told, min(v, speaker))):
            p.head[w] = told
            for k in range(link, len(p.head)):  # and the marks behind, which part no more
                if p.head[k] == v:
                    p.head[k] = told


def mend_citations(p: Heads, base: int) -> None:
    """In "the radio reported, citing medics, that two were killed" the radio cites them, and that is no part of what it reported."""
    citing = verb_classes()["CITING"]
    for i in range(base + 1, len(p.head)):
        w = p.head[i]
        v = p.head[w]
        if p.tag[i] != "VBG" or p.lemma[i] not in citing or p.dep[i] != "advcl" or p.dep[w] != "ccomp":
            continue
        if v < i < w and any(p.head[k] == w and p.dep[k] == "mark" and p.lower[k] == "that" for k in range(i, w)):
            p.head[i] = v
            for k in range(v + 1, i):
                if p.head[k] == w:
                    p.head[k] = v


def mend_semicolons(p: Heads, base: int, has_subject: set[int]) -> None:
    """What stands after a semicolon with a subject of its own is a clause beside the one before, not what is said in it."""
    marks = [i for i in range(base, len(p.lower)) if p.lower[i] == ";"]
    if not marks:
        return
    for v in range(base, len(p.head)):
        above = p.head[v]
        if p.dep[v] == "ccomp" and p.tag[v] in FINITE and v in has_subject and any(above < s < v for s in marks):
            p.dep[v] = "conj"
