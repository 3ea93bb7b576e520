"""Verbs that the parser takes for nouns: of headlines, and of sentences as short."""

from __future__ import annotations

from warmonitor.coding.repairs.forms import attacks, inflected, plain_verbs
from warmonitor.coding.repairs.heads import FINITE, NAMES_AND_NOUNS, Heads
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.triggers import noun_classes

_LONGEST_RUBRIC = reach("events", "rubric_tokens")
_LONGEST_HEADLINE = reach("events", "headline_tokens")


def mend_headlines(p: Heads, base: int) -> None:
    """In "Army shells village in Kachin State" the shells are the verb: a plural seldom stands before another noun.

    In "UN envoy to hold talks in Muscat" the envoy will hold them.
    """
    forms = attacks()[0] | plain_verbs()
    mend_announcements(p, base)
    _part_from_rubric(p, base)
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        if p.lower[v] not in forms or p.dep[v] != "compound" or p.tag[v] not in ("NNS", "VBZ") or n < v:
            continue
        if p.head[n] != n:
            continue
        start = next((i + 1 for i in range(v - 1, base, -1) if p.lower[i] == ":"), base)
        before = [i for i in range(start, v) if p.head[i] in (n, v) and p.tag[i] in NAMES_AND_NOUNS]
        if not before or before[-1] != v - 1 or any(p.tag[i] in FINITE and i != v for i in range(base, len(p.head))):
            continue
        p.head[v], p.dep[v], p.tag[v], p.pos[v], p.lemma[v] = v, "ROOT", "VBZ", "VERB", forms[p.lower[v]]
        p.head[n], p.dep[n] = v, "dobj"
        p.head[v - 1], p.dep[v - 1] = v, "nsubj"
        for i in before[:-1]:
            p.head[i] = v - 1


def _part_from_rubric(p: Heads, base: int) -> None:
    """In "Nigeria unrest: Attack on village" what follows the rubric is the headline, no other word for it."""
    colon = next((i for i in range(base + 1, min(base + _LONGEST_RUBRIC, len(p.head) - 1)) if p.lower[i] == ":"), None)
    if colon is None or any(p.tag[i] in FINITE and p.dep[i] != "compound" for i in range(base, len(p.head))):
        return
    for n in range(colon + 1, len(p.head)):
        if p.dep[n] == "appos" and base <= p.head[n] < colon and p.head[p.head[n]] == p.head[n]:
            p.head[n], p.dep[n] = n, "ROOT"
            return


def mend_announcements(p: Heads, base: int) -> None:
    if len(p.head) > base + _LONGEST_HEADLINE or p.lower[-1] == "." or any(tag in FINITE for tag in p.tag[base:]):
        return
    classes = noun_classes()
    who = classes["OFFICIAL"] | classes["TROOPS"] | classes["POLICE"]
    for v in range(base + 2, len(p.head)):
        n = p.head[v]
        if p.dep[v] not in ("relcl", "acl") or p.tag[v] != "VB" or n != v - 2 or p.lower[v - 1] != "to":
            continue
        if p.head[n] == n and (p.tag[n] in ("NNP", "NNPS") or p.lemma[n].lower() in who):
            p.head[v], p.dep[v], p.head[n], p.dep[n] = v, "ROOT", v, "nsubj"
            return


def mend_noun_verbs(p: Heads, base: int) -> None:
    """In "Protesters storm parliament" and "Beijing sanctions Lockheed" the noun that has an object is the verb."""
    forms = inflected()
    for v in range(base + 1, len(p.head)):
        if p.head[v] != v or p.tag[v] not in ("NN", "NNS") or p.lower[v] not in forms or p.head[v - 1] != v:
            continue
        has_object = any(p.head[i] == v and p.dep[i] == "dobj" for i in range(v + 1, len(p.head)))
        if has_object and p.tag[v - 1] in NAMES_AND_NOUNS and p.dep[v - 1] in ("nsubj", "compound", "nmod"):
            p.tag[v], p.pos[v], p.lemma[v] = "VBZ", "VERB", forms[p.lower[v]]
            p.dep[v - 1] = "nsubj"
            for i in range(base, v - 1):
                if p.head[i] == v:
                    p.head[i] = v - 1


def mend_led_nouns(p: Heads, base: int) -> None:
    """In "ECOWAS deployed peacekeepers" what has a subject of its own is the verb, the noun behind it its object."""
    for s in range(base, len(p.head) - 1):
        v = p.head[s]
        n = p.head[v]
        is_led = p.dep[s] == "nsubj" and s < v < n and p.head[n] == n and p.tag[n] in NAMES_AND_NOUNS
        if is_led and p.dep[v] in ("amod", "compound") and p.tag[v] in ("VBD", "VBN", "VBZ", "VBP"):
            p.head[v], p.dep[v], p.pos[v] = v, "ROOT", "VERB"
            p.head[n], p.dep[n] = v, "dobj"
            if p.tag[v] == "VBN":
                p.tag[v] = "VBD"
