"""Who and what stands beside whom: lists of nations, of things struck."""

from __future__ import annotations

from warmonitor.coding.repairs.heads import NAMES_AND_NOUNS, Heads


def mend_lists_of_nations(p: Heads, base: int) -> None:
    """In "US, UK strike positions" both strike; in "US, British jets" the jets are of both."""
    for i in range(base, len(p.head) - 3):
        j, v = i + 2, p.head[i]
        is_loose = p.tag[i] == "NNP" and p.dep[i] in ("npadvmod", "dep", "nmod") and v > j and p.lower[i + 1] == ","
        if not is_loose or i != base:
            continue
        if p.dep[j] == "nsubj" and p.head[j] == v and p.tag[j] == "NNP":
            p.dep[i], p.head[j], p.dep[j] = "nsubj", i, "conj"
        elif p.dep[j] == "amod" and p.dep[p.head[j]] == "nsubj" and p.head[p.head[j]] == v:
            p.head[i], p.dep[i], p.head[j], p.dep[j] = p.head[j], "nmod", i, "conj"


def mend_listed_nouns(p: Heads, base: int) -> None:
    """In "strikes hit a depot in Homs and a station in Hama" the station goes with the depot, not with the verb."""
    things: dict[int, int] = {}
    passive = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("auxpass", "nsubjpass")}
    leaning = {p.head[i] for i in range(base, len(p.head)) if p.dep[i] in ("nsubj", "nsubjpass", "cop", "aux", "dobj")}
    for i in range(base, len(p.head)):
        v = p.head[i]
        if p.dep[i] == "dobj" and v < i:
            things[v] = i
        elif p.dep[i] == "conj" and p.tag[i] in NAMES_AND_NOUNS and v < things.get(v, -1) < i and i not in leaning:
            p.head[i] = things[v]
        elif p.dep[i] == "conj" and p.tag[i] in ("NN", "NNS") and p.tag[v] == "NNP" and p.dep[v] == "pobj":
            above = p.head[p.head[v]]  # of "hit a depot in Tyre and a bridge": a bridge is no town
            is_thing = any(p.head[k] == i and p.dep[k] in ("det", "nummod") for k in range(v, i))
            if is_thing and p.lower[p.head[v]] in ("in", "at", "near") and above < things.get(above, -1) < v:
                p.head[i] = things[above]
        elif (
            p.dep[i] == "npadvmod"
            and p.tag[i] == "CD"
            and v < i
            and v not in things
            and v not in passive
            and p.lower[i + 1 : i + 2] == ["of"]
            and p.head[i + 1] == i
        ):
            p.dep[i] = "dobj"  # "shot down 9 of 14 drones"
            things[v] = i
