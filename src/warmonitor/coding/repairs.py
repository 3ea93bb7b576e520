"""Mending of parses where a table knows better than the parser."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol

from warmonitor.knowledge import tables


class Heads(Protocol):
    """What is mended of a parse."""

    head: list[int]
    dep: list[str]
    tag: list[str]
    lemma: list[str]


@cache
def _intransitives(extra: Path | None = None) -> frozenset[str]:
    return frozenset(row["verb"] for row in tables.rows("intransitives", extra))


def mend(p: Heads, base: int) -> None:
    """Mend the heads of the tokens from `base` on, before their children are linked.

    A verb that takes no object can't be a passive participle: in "raids ceased" read as "raids (that were) ceased" the verb
    becomes the clause's own and the noun its subject.
    """
    verbs = _intransitives()
    for v in range(base + 1, len(p.head)):
        n = p.head[v]
        if (
            p.dep[v] == "acl"
            and p.tag[v] == "VBN"
            and p.lemma[v] in verbs
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
