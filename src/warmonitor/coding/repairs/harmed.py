"""Which number the killed stand with, and which the wounded: "nine were killed and up to four children were wounded"."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warmonitor.coding.repairs.heads import NAMES_AND_NOUNS, Heads
from warmonitor.knowledge import tables
from warmonitor.knowledge.triggers import verb_classes

_COUNTED = (*NAMES_AND_NOUNS, "CD")
_OF_NUMBERS = ("dobj", "attr", "pobj", "nsubj")


@cache
def _harm_nouns(extra: Path | None = None) -> frozenset[str]:
    """Nouns whose "of" says who was harmed: "the death of", "the wounding of"."""
    rows = tables.rows("count_words", extra)
    return frozenset(row["word"] for row in rows if row["pos"] == "noun" and row["side"] in ("of", "own"))


def mend_joined_harm(p: Heads, base: int) -> None:
    """In "the death of one man and the wounding of 15 others" the wounding stands beside the death, not beside the man."""
    for i in range(base + 4, len(p.head)):
        n = p.head[i]
        if p.dep[i] != "conj" or not n < i or p.dep[n] != "pobj" or p.lower[p.head[n]] != "of":
            continue
        first = p.head[p.head[n]]
        if p.lemma[i].lower() not in _harm_nouns() or p.lemma[first].lower() not in _harm_nouns():
            continue
        if p.lower[i + 1 : i + 2] != ["of"] or not p.tag[first].startswith("NN"):
            continue
        p.head[i] = first
        for k in range(n + 1, i):
            if p.head[k] == n and p.dep[k] == "cc":
                p.head[k] = first


def mend_own_subjects(p: Heads, base: int) -> None:
    """In "one man was killed and up to four civilians were injured" the civilians are the second verb's, and no verb themselves."""
    for w in range(base + 4, len(p.head)):
        v = p.head[w]
        if p.dep[w] != "conj" or p.tag[w] != "VBN" or not v < w or p.tag[v] != "VBN":
            continue
        own = [k for k in range(v + 1, w) if p.head[k] == w]
        if not any(p.dep[k] == "auxpass" for k in own) or any(p.dep[k] in ("nsubj", "nsubjpass") for k in own):
            continue
        n = next((k for k in range(v + 1, w) if p.head[k] == v and p.dep[k] == "conj"), None)
        if n is None:
            continue
        if p.lower[n] == "between":
            harmed = next((k for k in range(n + 1, w) if p.head[k] == n and p.dep[k] == "pobj"), None)
            if harmed is not None:
                p.head[harmed], p.dep[harmed] = w, "nsubjpass"
                p.head[n], p.dep[n] = harmed, "quantmod"
        elif p.tag[n] in _COUNTED:
            p.head[n], p.dep[n] = w, "nsubjpass"


def mend_harmed_numbers(p: Heads, base: int) -> None:
    """In "took 15 wounded to hospital" fifteen were wounded, and in "five killed and 35 injured" 35, not five."""
    harm = verb_classes()["HARM"]
    for v in range(base + 2, len(p.head)):
        i, n = v - 1, p.head[v]
        if p.tag[i] != "CD" or p.tag[v] != "VBN" or p.lemma[v] not in harm or not n < i:
            continue
        is_joined = p.dep[v] == "acl" and p.dep[i] == "conj" and p.head[i] == n
        is_joined = is_joined and any(p.head[k] == n and p.dep[k] == "acl" for k in range(n + 1, i))
        is_loose = p.dep[v] == "advcl" and p.dep[i] in _OF_NUMBERS and n in (p.head[i], p.head[p.head[i]])
        if (is_joined or is_loose) and p.head[i] != v:
            p.head[v], p.dep[v] = i, "acl"
