"""Words before a number that the parser takes for something else: "no fewer than", "between" at a sentence's start."""

from __future__ import annotations

from warmonitor.coding.repairs.heads import SUBJECTS, Heads


def mend_least_numbers(p: Heads, base: int) -> None:
    """In "No fewer than 15 farmers were killed" farmers were: "no" is a word of the number."""
    for i in range(base, len(p.head) - 3):
        if p.lower[i] != "no" or p.lower[i + 1] not in ("fewer", "less", "more") or p.lower[i + 2] != "than":
            continue
        number = next((k for k in range(i + 3, min(i + 6, len(p.head))) if p.tag[k] == "CD"), None)
        if number is not None and p.dep[i] in ("det", "advmod", "neg"):
            p.head[i], p.dep[i] = number, "quantmod"


def mend_ranged_subjects(p: Heads, base: int) -> None:
    """In "Between three and six civilians were killed" the civilians are the subject."""
    for i in range(base, len(p.head) - 4):
        v = p.head[i]
        if p.lower[i] != "between" or p.tag[i + 1] != "CD" or p.dep[i] not in ("prep", "mark") or not i < v:
            continue
        n = next((k for k in range(i + 2, v) if p.head[k] == i and p.dep[k] == "pobj"), None)
        own = {p.dep[k] for k in range(base, len(p.head)) if p.head[k] == v}
        if n is not None and n != i + 1 and own.isdisjoint(SUBJECTS):
            p.head[n], p.dep[n] = v, "nsubjpass" if "auxpass" in own else "nsubj"
            p.head[i], p.dep[i] = i + 1, "quantmod"
