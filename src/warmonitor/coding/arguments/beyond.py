"""Who is spoken of beyond an act's own complements: "threatened a strike unless Israel withdrew", "protested over Turkey's raids"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments.found import VERBS
from warmonitor.coding.arguments.kinds import Kinds, is_time
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import triggers as tables
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words

_MOST = reach("events", "beyond_tokens")
_DEEPEST = 12
# What these say in a clause with its own subject is no one's deed or due: "acknowledged that voters were angry".
_TELLING = frozenset({"CONCEDE", "SUPPORT", "AGREE"})
_ASIDE = frozenset({"punct", "aux", "auxpass", "neg", "cc", "det", "npadvmod", "parataxis", "relcl", "predet", "expl"})
_ATTRIBUTES = frozenset({"amod", "compound", "nmod", "poss"})
_NATIONS = frozenset({"NORP", "GPE"})


class Beyond:
    """Finds those that the rest of an act's clause speaks of."""

    def __init__(self, kinds: Kinds, knowledge: Path | None = None) -> None:
        self._kinds = kinds
        self._aside = small_words("CIRCUMSTANCE", knowledge)
        self._where = small_words("LOCATIVE", knowledge)
        self._summoning = tables.verb_classes(knowledge)["SUMMONING"]

    def find(self, p: Parse, top: int, trigger: int, type_: str) -> list[int]:
        """The parties behind the trigger in the clause of `top`, in the order of the text, those that only say where at the end."""
        skip = {c for c in p.kids(top, "ccomp") if type_ in _TELLING and p.child(c, *clauses.SUBJECTS) is not None}
        found = list(self._below(p, top, trigger, skip, is_where=False))
        inner = [n for n, is_where in found if not is_where] + [n for n, is_where in found if is_where]
        return [*self._summoned(p, top), *dict.fromkeys(inner)]

    def _summoned(self, p: Parse, v: int) -> list[int]:
        """ "Summoned the ambassador to complain"."""
        above = p.head[v]
        if p.dep[v] not in ("xcomp", "advcl") or p.lemma[above] not in self._summoning:
            return []
        return clauses.objects(p, above)

    def _below(
        self, p: Parse, i: int, trigger: int, skip: set[int], *, is_where: bool, depth: int = 0
    ) -> Iterator[tuple[int, bool]]:
        for c in p.children[i] if depth < _DEEPEST else ():
            if c in skip or p.right[c] <= trigger or c > trigger + _MOST or p.dep[c] in _ASIDE or self._is_aside(p, c):
                continue
            if p.dep[c] == "conj" and p.pos[c] in VERBS and p.child(c, *clauses.SUBJECTS) is not None:
                continue
            here = is_where
            if p.dep[c] == "prep":
                here = here or p.lower[c] in self._where
            elif p.pos[c] in VERBS:
                here = False
            if c > trigger and self._is_party(p, c):
                yield c, here
                if p.pos[c] != "NOUN":
                    continue
            yield from self._below(p, c, trigger, skip, is_where=here, depth=depth + 1)

    def _is_aside(self, p: Parse, c: int) -> bool:
        """Whether the words tell what goes on beside the act: "... as fighting raged", "after talks with Iran"."""
        if p.dep[c] == "prep":
            return p.lower[c] in self._aside
        return p.dep[c] == "advcl" and any(
            p.lower[k] in self._aside for k in p.children[c] if k < c and p.dep[k] in ("mark", "advmod")
        )

    def _is_party(self, p: Parse, n: int) -> bool:
        if p.pos[n] not in ("NOUN", "PROPN", "ADJ") or is_time(p, n) or p.dep[n] == "nummod":
            return False
        if p.dep[n] in _ATTRIBUTES - {"poss"}:
            return p.label[n] in _NATIONS or (p.pos[n] == "PROPN")
        return p.pos[n] != "ADJ" and self._kinds.is_party(p, n)
