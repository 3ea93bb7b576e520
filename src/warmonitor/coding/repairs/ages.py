"""People told by their age alone: "police shot a 15-year-old"."""

from __future__ import annotations

from warmonitor.coding.repairs.heads import Heads

_PARTS = ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "attr", "dep", "ROOT")
_UNITS = ("year", "month", "week", "day")
_GROWN = 18  # years, as monitors of harm to children count


def mend_ages(p: Heads, base: int) -> None:
    """An age that stands for somebody is a child or a person, not an adjective of nobody."""
    for i in range(base + 4, len(p.head)):
        if p.lower[i] not in ("old", "olds") or p.lower[i - 1] != "-" or p.dep[i] not in _PARTS:
            continue
        unit, number = p.lower[i - 2], p.lower[i - 4]
        if p.lower[i - 3] != "-" or unit not in _UNITS or not number.isdigit():
            continue
        is_child = unit != "year" or int(number) < _GROWN
        p.pos[i], p.tag[i] = "NOUN", "NNS" if p.lower[i] == "olds" else "NN"
        p.lemma[i] = "child" if is_child else "person"
        for k in range(i - 4, i + 1):
            p.label[k] = ""
        if p.dep[i - 2] == "npadvmod":
            p.dep[i - 2] = "nmod"
        for k in range(base, i - 4):
            if p.head[k] == i and p.tag[k] == "CD":
                p.label[k] = ""
