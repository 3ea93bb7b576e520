"""What those are called who did something: "the attackers belonged to the ELN", "the gunmen, believed to be rebels"."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import verb_classes

_DEEPEST = 4


class NamingFinder:
    """Finds the nouns that say who certain people were."""

    def __init__(self, knowledge: Path | None = None) -> None:
        verbs = verb_classes(knowledge)
        self._identifying, self._belonging = verbs["IDENTIFYING"], verbs["BELONGING"]
        self._supposing = verbs["SUPPOSING"]
        self._doubting = frozenset({"alleged", "suspected", "presumed", "apparent"})

    def find(self, p: Parse, n: int) -> tuple[list[int], bool]:
        """The heads of what the people of noun n are called, and whether that is only supposed."""
        top = self._whole(p, n)
        places = [p.head[top]] if p.dep[top] in ("nsubj", "nsubjpass") else []
        for verb in (*p.kids(n, "relcl", "acl"), *places):
            if p.child(verb, "neg") is not None:
                continue
            named = self._below(p, verb, 0)
            if named:
                return named, p.lemma[verb] in self._supposing
        beside = [c for c in p.kids(n, "appos") if c > n]
        return beside, any(p.lower[c] in self._doubting for b in beside for c in p.children[b])

    def _whole(self, p: Parse, n: int) -> int:
        """The "two" of "two of the attackers"."""
        above = p.head[n]
        return p.head[above] if p.dep[n] == "pobj" and p.lower[above] == "of" and p.pos[p.head[above]] == "NUM" else n

    def _below(self, p: Parse, verb: int, depth: int) -> list[int]:
        """The nouns by which a verb and what it governs name its subject."""
        lemma = p.lemma[verb]
        if depth == _DEEPEST or p.child(verb, "neg") is not None:
            return []
        if lemma == "be" and (named := p.child(verb, "attr")) is not None:
            return [named]
        wanted = ("to", "from") if lemma in self._belonging else ("as",) if lemma in self._identifying else ()
        for prep, noun in clauses.complements(p, verb):
            if prep in wanted and self._is_of_subject(p, verb):
                return [noun]
        if lemma in self._identifying | self._supposing:
            for c in p.kids(verb, "xcomp", "ccomp"):
                subject = p.child(c, "nsubj")
                if (subject is None or p.lower[subject] in small_words("THEY")) and (
                    named_below := self._below(p, c, depth + 1)
                ):
                    return named_below
        return []

    def _is_of_subject(self, p: Parse, verb: int) -> bool:
        """Whether what the verb says is said of its subject: "identified themselves as", "were identified as"; not "identified the victims as"."""
        things = clauses.objects(p, verb) if not clauses.is_passive(p, verb) else []
        return all(p.lower[t].endswith(("self", "selves")) for t in things)
