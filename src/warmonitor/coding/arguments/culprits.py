"""Who is held to have done what a noun tells, by the verb above it (blame.tsv)."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments.found import VERBS, Arguments
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import triggers as tables


class CulpritFinder:
    """Finds who claims a deed, is blamed for it or accused of it."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._blame = tables.blame(knowledge)
        self._culprits = tables.noun_classes(knowledge)["CULPRIT"]

    def find(self, p: Parse, n: int, found: Arguments) -> list[int]:
        """Who is held to have done what the noun tells: who claims it, is blamed for it, accused of it (blame.tsv)."""
        top = clauses.whole(p, n)
        dep, head = p.dep[top], p.head[top]
        through = "object" if dep in ("dobj", "nsubjpass") else ""
        if dep == "pobj":
            through, head = p.lower[head], p.head[head]
            if p.lemma[head].lower() in self._culprits and p.pos[head] == "NOUN":
                return self._named_as(p, head)
            if p.pos[head] in ("NOUN", "ADJ") and p.lemma[head] in ("responsibility", "responsible"):
                through = p.lemma[head]
                head = p.head[head]
        if through == "in" and p.pos[head] in VERBS:  # "arrested two suspects in the attack"
            suspects = clauses.objects(p, head)
            if suspects and p.lemma[suspects[0]].lower() in self._culprits:
                return suspects
        culprit = self._blame.get((p.lemma[head], through)) if through else None
        if (
            culprit is None
            or any(p.dep[c] == "neg" for c in p.children[head])
            or (p.pos[head] not in VERBS and p.dep[head] != "acl")
        ):
            return []
        if culprit == "subject":
            subject = clauses.subject(p, head)
            if subject is None or clauses.is_passive(p, head):
                return []
            if through in ("responsibility", "to") or p.lemma[head] in ("claim", "admit", "acknowledge"):
                found.claimed = head
            return clauses.nouns_with(p, subject)
        if culprit == "object":
            if clauses.is_passive(p, head):
                subject = clauses.subject(p, head)
                return clauses.nouns_with(p, subject) if subject is not None else []
            return clauses.objects(p, head)
        return [
            m for prep, noun in clauses.complements(p, head) if prep == culprit for m in clauses.nouns_with(p, noun)
        ]

    def _named_as(self, p: Parse, n: int) -> list[int]:
        """Who is called the culprit ("X is the author of the attack", "X, mastermind of"); the suspects themselves where none is."""
        if p.dep[n] == "attr" and (subject := clauses.subject(p, p.head[n])) is not None:
            return clauses.nouns_with(p, subject)
        if p.dep[n] == "appos":
            return [p.head[n]]
        named = next((c for c in p.children[n] if p.dep[c] == "appos" and p.pos[c] == "PROPN"), None)
        if named is not None:
            return [named]
        return clauses.nouns_with(p, n) if p.lemma[n].lower() == "suspect" else []
