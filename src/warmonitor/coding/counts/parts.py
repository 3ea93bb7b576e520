"""Parts of those counted: "including seven children", "two of them women", "12 of the 25 were women", "among the dead were two boys"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from warmonitor.coding import clauses
from warmonitor.coding.counts.amounts import AmountReader
from warmonitor.coding.counts.groups import GroupReader
from warmonitor.coding.counts.quantities import Quantity, QuantityReader
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.triggers import verb_classes

_FARTHEST = reach("events", "part_tokens")
_LONGEST_LIST = reach("events", "part_list_tokens")
_VERBS = ("VERB", "AUX")
_THEM = (["them"], ["whom"])
_NAMED_BEHIND = 4  # tokens behind "of them" in which the group of the part is told


class Part(NamedTuple):
    """How many, the token of the noun that is counted, and its group."""

    quantity: Quantity
    head: int
    who: str


class PartReader:
    """Reads which of those counted are told apart."""

    def __init__(
        self, quantities: QuantityReader, groups: GroupReader, amounts: AmountReader, knowledge: Path | None = None
    ) -> None:
        self._quantities, self._groups, self._amounts = quantities, groups, amounts
        self._holding = verb_classes(knowledge)["HOLDING"]

    def find(self, p: Parse, n: int, of: str) -> list[Part]:
        """The parts of noun n that its sentence tells, in order."""
        return [*self._behind(p, n, of), *self._said_of(p, n, of)]

    def _behind(self, p: Parse, n: int, of: str) -> Iterator[Part]:
        """What stands behind the noun or its clause: "killed eight people, including ...", "eight were killed, two of them ..."."""
        first, last = p.sentences[p.sentence_of[n]]
        own = p.right[n]
        for k in range(max(n + 1, first), min(last, n + _FARTHEST)):
            is_of_them = p.lower[k + 1 : k + 2] in _THEM
            if p.lower[k] == "of" and is_of_them:
                if (part := self._of_them(p, k)) is not None:
                    yield part
            elif p.lower[k] == "including" or (p.lower[k] == "among" and is_of_them):
                yield from self._listed(p, k, last, of)
                return
            elif k >= own and self._is_of_others(p, k):
                return

    def _is_of_others(self, p: Parse, k: int) -> bool:
        """Whether others are told of from here on: another number, or another clause."""
        if p.dep[k] == "cc" and p.pos[p.head[k]] in _VERBS:
            return True
        is_part = p.lower[k + 1 : k + 2] == ["of"] and p.lower[k + 2 : k + 3] in _THEM
        return p.pos[k] == "NUM" and p.label[k] not in ("DATE", "TIME") and not is_part

    def _listed(self, p: Parse, k: int, last: int, of: str) -> Iterator[Part]:
        """The groups listed behind "including"."""
        for m in range(k + 1, min(k + _LONGEST_LIST, last)):
            if self._is_subject(p, m) or p.lower[m] in (";", "."):
                return  # "..., a rebel group and a resident said": no part of it
            who = self._group(p, m)
            if who is not None and p.pos[m] == "NOUN":
                quantity = self._quantities.of(p, m) or self._amounts.bare(p, m, of)
                if quantity is not None:
                    yield Part(quantity, m, who)

    def _of_them(self, p: Parse, k: int) -> Part | None:
        """ "six of them children", "of whom nine were women": the number by "of them", of the group told right behind."""
        quantity, last = self._amount_at(p, k - 1), min(k + 2 + _NAMED_BEHIND, len(p))
        if quantity is None and p.lower[k + 1] == "whom" and k + 2 < len(p):
            quantity = self._amount_at(p, k + 2)
        group = next((m for m in range(k + 2, last) if self._group(p, m)), None)
        if quantity is None or group is None or (self._is_subject(p, group) and p.head[k - 1] != group):
            return None
        return Part(quantity, group, self._group(p, group) or "")

    def _said_of(self, p: Parse, n: int, of: str) -> Iterator[Part]:
        """What a verb says of the noun: "seven children were among the eight", "of the 25, 12 were women", "the 25 included 12 women"."""
        prep = p.head[n]
        if p.dep[n] in ("nsubj", "nsubjpass") and p.lemma[p.head[n]] in self._holding:
            for m in clauses.objects(p, p.head[n]):
                yield from self._counted(p, m, of)
        elif p.dep[n] == "pobj" and p.lower[prep] in ("of", "among"):
            whole = p.head[prep]
            verb = whole if p.pos[whole] in _VERBS else p.head[whole]
            if p.lemma[verb] != "be":
                return
            told = [m for c in p.kids(verb, "nsubj", "attr") for m in clauses.nouns_with(p, c)]
            groups = [m for m in told if self._group(p, m)]
            counted = whole if p.pos[whole] not in _VERBS else next((m for m in told if p.pos[m] == "NUM"), None)
            quantity = self._amount_at(p, counted) if counted is not None and counted in told else None
            if quantity is not None and len(groups) == 1:
                yield Part(quantity, groups[0], self._group(p, groups[0]) or "")
            elif p.pos[whole] in _VERBS:
                for m in groups:
                    yield from self._counted(p, m, of)

    def _counted(self, p: Parse, m: int, of: str) -> Iterator[Part]:
        who, quantity = self._group(p, m), self._quantities.of(p, m) or self._amounts.bare(p, m, of)
        if who is not None and quantity is not None:
            yield Part(quantity, m, who)

    def _amount_at(self, p: Parse, k: int) -> Quantity | None:
        """The number that the token is, in figures or vague."""
        if p.pos[k] == "NUM":
            return self._quantities.number(p, k)
        return self._quantities.of(p, k) if self._quantities.is_vague(p.lower[k]) else None

    def _group(self, p: Parse, m: int) -> str | None:
        return self._groups.of(p, m) if self._groups.of_word(p.lemma[m].lower()) else None

    def _is_subject(self, p: Parse, m: int) -> bool:
        """Whether the noun, or the one it is coordinated with, is the subject of another clause."""
        while p.dep[m] == "conj" and p.head[m] < m:
            m = p.head[m]
        return p.dep[m] in ("nsubj", "nsubjpass") and p.lemma[p.head[m]] != "be"
