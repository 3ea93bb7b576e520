"""Words that stand for a toll told before, where somebody brings it to a figure: "the army spoke of 12 dead; the rebels put it at 40"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import tables
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.triggers import noun_classes, verb_classes

_BACK = reach("events", "told_toll_tokens")
_PRONOUNS = frozenset({"it", "that", "this"})
_MEASURES = frozenset({"MONEY", "PERCENT", "DATE", "TIME", "QUANTITY"})


class FigureFinder:
    """Finds words that stand for the toll of an event told before."""

    def __init__(self, knowledge: Path | None = None) -> None:
        rows = tables.rows("count_words", knowledge)
        self._counted = {row["word"]: row["of"] for row in rows if row["of"] in ("killed", "injured")}
        self._putting, self._tallies = verb_classes(knowledge)["PUTTING"], noun_classes(knowledge)["TOLL"]

    def find(self, p: Parse) -> Iterator[int]:
        """The tokens, in order, of words for a toll of killed that a verb puts at a number."""
        for v, lemma in enumerate(p.lemma):
            if lemma not in self._putting or p.pos[v] != "VERB":
                continue
            told = p.child(v, "nsubjpass") if clauses.is_passive(p, v) else p.child(v, "dobj")
            if told is None or not self._stands_for(p, told) or not self._is_put_at(p, v, told):
                continue
            if self._last_counted(p, min(v, told)) == "killed":
                yield told

    def _stands_for(self, p: Parse, n: int) -> bool:
        """Whether the word is a pronoun, or "the figure" of nothing that is named."""
        if p.lower[n] in _PRONOUNS:
            return True
        is_known = any(p.lower[c] in ("the", "this", "that") for c in p.kids(n, "det"))
        is_named = any(prep != "at" for prep, _ in clauses.complements(p, n))
        return p.lower[n] in self._tallies and is_known and not is_named

    def _is_put_at(self, p: Parse, v: int, told: int) -> bool:
        figures = [m for at in (v, told) for prep, m in clauses.complements(p, at) if prep == "at"]
        return any(
            p.label[k] not in _MEASURES
            for m in figures
            for k in (m, *p.kids(m, "nummod"))
            if p.pos[k] == "NUM" or p.label[k] == "CARDINAL"
        )

    def _last_counted(self, p: Parse, n: int) -> str | None:
        """What is counted last before the word, in its sentence or the one before."""
        number = p.sentence_of[n]
        first = max(p.sentences[max(number - 1, 0)][0], n - _BACK)
        words = (
            self._counted.get(p.lower[k]) or self._counted.get(p.lemma[k].lower()) for k in range(n - 1, first - 1, -1)
        )
        return next((of for of in words if of), None)
