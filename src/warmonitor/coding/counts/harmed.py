"""The counts of nouns: of those harmed, taken, struck, with their parts and their sum."""

from __future__ import annotations

from pathlib import Path

import msgspec

from warmonitor.coding.counts.amounts import OF_PERSONS, AmountReader
from warmonitor.coding.counts.groups import GroupReader
from warmonitor.coding.counts.parts import PartReader
from warmonitor.coding.counts.quantities import Quantity, QuantityReader
from warmonitor.coding.counts.tolls import TollReader
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import tables
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import noun_classes, weapons
from warmonitor.records import Count

_LONGEST_LIST = reach("events", "list_tokens")
_TAKEN = frozenset({"abducted", "detained"})
_WHERE = ("in", "on", "at", "near")


class NounCounter:
    """Counts the nouns that an event harms, takes, strikes or sends."""

    def __init__(self, quantities: QuantityReader, tolls: TollReader, knowledge: Path | None = None) -> None:
        rows = tables.rows("count_words", knowledge)
        self._heads = {row["word"]: row["of"] for row in rows if row["pos"] == "head"}
        self._nouns = {row["word"]: row["of"] for row in rows if row["pos"] == "noun"}
        classes = noun_classes(knowledge)
        self._weapons = frozenset(weapons(knowledge)) | classes["ARMS"]
        self._grounds = frozenset(row["word"] for row in tables.rows("place_heads", knowledge))
        self._things = self._grounds | self._weapons | classes["PREMISES"] | classes["SEAT"] | classes["VEHICLE"]
        self._things |= classes["BODY_PART"]
        self._lengths, self._collectives = classes["LENGTH"], classes["COLLECTIVE"]
        self._quantities, self._groups = quantities, GroupReader(knowledge)
        self._amounts = AmountReader(quantities, tolls, self._groups, self._things, knowledge)
        self._told_apart = PartReader(quantities, self._groups, self._amounts, knowledge)

    def is_weapon(self, p: Parse, n: int) -> bool:
        """Whether the noun names arms."""
        return p.lemma[n].lower() in self._weapons

    def quantity(self, p: Parse, n: int) -> Quantity | None:
        """The number told of the noun."""
        return self._amounts.told(p, n)[0]

    def count(self, p: Parse, nouns: list[int], of: str, found: list[Count], *, numbered: bool = False) -> None:
        """Add the counts of the nouns to those found; `numbered` leaves out nouns without a number."""
        told: list[tuple[int, Quantity]] = []
        sharing: list[int] = []  # those under the number told last
        for n in nouns:
            if told and told[-1][1].first <= n < told[-1][1].last:
                continue  # the other end of a range: "between 20 and 25"
            if any(p.lower[c] == "no" for c in p.kids(n, "det")) or (told and self._is_of_them(p, n)):
                continue  # "two militants and no civilians", "15 soldiers, four of them seriously"
            if of in OF_PERSONS and (self._is_otherwise(p, n, of) or p.lemma[n].lower() in self._lengths):
                continue
            quantity, head = self._amounts.told(p, n)
            if quantity is not None and self._is_instead(p, quantity.first):
                continue
            if quantity is None and told and of in OF_PERSONS and self._shares_number(p, sharing, n):
                self._widen(p, told[-1][1], n, of, found)
                sharing.append(n)
                continue
            if quantity is None and not numbered and not (told and of in OF_PERSONS and self._is_where(p, n)):
                quantity = self._amounts.bare(p, n, of)
            if quantity is not None:
                counted = self.put(p, quantity, head, of, None, found)
                self._parts(p, n, of, found)
                if counted != of:
                    continue
                since = told[-1][0] if told else n
                if told and any(p.lower[k] in ("including", "among") for k in range(since, n)):
                    as_parts(found, of, {p.start[quantity.first]})
                else:
                    told.append((n, quantity))
                    sharing = [n]
        if of in OF_PERSONS and len(told) > 1:
            self._add_up(p, told, of, found)

    def _is_where(self, p: Parse, n: int) -> bool:
        """Whether the noun says where it was rather than whom it struck: the street of "the murder of Ali on a street"."""
        return p.dep[n] == "pobj" and p.lower[p.head[n]] in _WHERE

    def _is_of_them(self, p: Parse, n: int) -> bool:
        return p.pos[n] == "NUM" and p.lower[n + 1 : n + 3] in (["of", "them"], ["of", "whom"])

    def _shares_number(self, p: Parse, sharing: list[int], n: int) -> bool:
        """Whether a bare plural stands under the number of those before it: "35 soldiers and drivers", "125 staff, patients and guests"."""
        first, before = sharing[0], sharing[-1]
        number = self._quantities.of(p, first)
        return (
            p.dep[n] == "conj"
            and p.head[n] in (first, before)
            and (p.tag[n] == "NNS" or p.lemma[n] in self._collectives)
            and number is not None
            and (p.tag[first] in ("NNS", "NNPS") or number.low > 1)
            and number.last <= first
            and not any(p.dep[c] in ("det", "nummod", "poss") for c in p.children[n])
            and all(p.lower[k] in ("and", "or", ",") or p.head[k] == n for k in range(before + 1, n))
        )

    def _widen(self, p: Parse, quantity: Quantity, n: int, of: str, found: list[Count]) -> None:
        """Let the count of the number reach to noun n, and be of a group only where that is of it, too."""
        for k, count in enumerate(found):
            if count.of == of and count.start == p.start[quantity.first]:
                span = p.span(quantity.first, n + 1)
                who = count.who if self._groups.of_word(p.lemma[n].lower()) == count.who else None
                found[k] = Count(span.start, span.end, span.text, of, who, count.low, count.high, count.part)

    def _is_instead(self, p: Parse, first: int) -> bool:
        """Whether the words before a number say that it is not that: "23 villagers, and not 40", "five instead of nine"."""
        before = p.lower[max(first - 2, 0) : first]
        return bool(before) and not small_words("NOT_SO_MANY").isdisjoint((before[-1], " ".join(before)))

    def _is_otherwise(self, p: Parse, n: int, of: str) -> bool:
        """Whether the noun counts something else: the 35 and the martyr of "five killed and 35 wounded", "10 injured and a martyr"."""
        at = n + 3 if p.lower[n + 1 : n + 3] in (["who", "are"], ["who", "were"]) else n + 1
        after = p.lower[at] if p.pos[n] == "NUM" and at < len(p) else ""
        lemma = p.lemma[n].lower()
        told = (self._heads.get(p.lower[n]), self._heads.get(lemma), self._nouns.get(lemma), self._heads.get(after))
        return any(other in OF_PERSONS and other != of for other in told)

    def _add_up(self, p: Parse, told: list[tuple[int, Quantity]], of: str, found: list[Count]) -> None:
        """ "six priests and two women": eight in all, in the place of the figures of those who are of no group."""
        first, last = min(q.first for _, q in told), max(max(n + 1, q.last) for n, q in told)
        names = [n for n, q in told[1:] if p.pos[n] == "PROPN" and q.high == 1]
        is_named = (
            p.pos[told[0][0]] != "PROPN"
            and len(names) == len(told) - 1 == told[0][1].low
            and not self._is_beside(p, told[0][0], names[0])
        )
        if self._is_told_again(p, told):
            again = {p.start[q.first] for _, q in told[1:]}
            found[:] = [c for c in found if c.of != of or c.who is not None or c.start not in again]
            as_parts(found, of, again)
            return
        if last - first > _LONGEST_LIST or is_named:
            return  # "two men, Ali and Omar", but not "a driver and Ali"
        starts = {p.start[q.first] for _, q in told}
        _join_groups(p, found, of, starts)
        low, highs = sum(q.low for _, q in told if not self._is_perhaps(p, q)), [q.high for _, q in told]
        alone = {p.start[told[0][1].first]} if told[0][1].high == 1 else set()  # the one whom the sum begins with
        found[:] = [
            c
            for c in found
            if c.of != of or not ((c.start in alone and c.high == 1) or (c.who is None and c.start in starts))
        ]
        as_parts(found, of, starts)
        span = p.span(first, last)
        high = None if None in highs else sum(h for h in highs if h is not None)
        found.insert(0, Count(span.start, span.end, span.text, of, None, low, high))

    def _is_perhaps(self, p: Parse, quantity: Quantity) -> bool:
        """Whether the words leave open that there were any: "and possibly a child"."""
        return not small_words("PERHAPS").isdisjoint(p.lower[max(quantity.first - 2, 0) : quantity.first])

    def _is_told_again(self, p: Parse, told: list[tuple[int, Quantity]]) -> bool:
        """Whether the rest says who the first are: "three reporters, two Salvadorans and a Dutchman"."""
        (n, whole), rest = told[0], told[1:]
        groups = {self._groups.of_word(p.lemma[m].lower()) for m, _ in rest}
        is_sum = len(rest) > 1 and whole.low == whole.high == sum(q.low for _, q in rest)
        return (
            is_sum
            and groups <= {None, self._groups.of_word(p.lemma[n].lower())}
            and p.lower[min(n + 1, len(p) - 1)] in (",", ":")
        )

    def _is_beside(self, p: Parse, n: int, name: int) -> bool:
        """Whether the name is joined to somebody else: "a driver and Ali", but not "the comedian, blogger and activist Ali"."""
        return p.dep[name] == "conj" and p.head[name] == n and any(p.lower[c] in ("a", "an") for c in p.kids(n, "det"))

    def _parts(self, p: Parse, n: int, of: str, found: list[Count]) -> None:
        """ "including seven children", "among them two women": a part of the count before."""
        told = {c.start for c in found if c.of == of}
        for part in self._told_apart.find(p, n, of):
            if p.start[part.quantity.first] in told:
                continue  # "one of those killed was a soldier"
            self.put(p, part.quantity, part.head, of, part.who, found)
            as_parts(found, of, {p.start[part.quantity.first]})

    def put(self, p: Parse, quantity: Quantity, head: int, of: str, who: str | None, found: list[Count]) -> str:
        """Add the count of the noun `head` to those found, of what and of whom its word allows; what it is of."""
        lemma = p.lemma[head].lower()
        if of == "seized":  # "seized 40 rifles, 700 rounds and two rebels"
            of = "weapons" if lemma in self._weapons else "abducted" if self._groups.is_person(lemma) else "targets"
        elif of in OF_PERSONS and lemma in self._grounds:
            of = "targets"  # "captured 12 villages"
        elif of in OF_PERSONS and lemma in self._weapons:
            of = "weapons"  # "seized 40 rifles"
        elif of in _TAKEN and lemma in self._things:
            of = "targets"  # "seized 12 trucks"
        if of == "targets" and (self._groups.is_person(lemma) or p.pos[head] == "NUM"):
            return of
        group = who or self._groups.of(p, head)
        last = max(quantity.last, head + 1 if quantity.first <= head < quantity.last + 6 else quantity.last)
        span = p.span(quantity.first, last)
        count = Count(span.start, span.end, span.text, of, group, quantity.low, quantity.high)
        if not any(c.start == count.start and c.of == of for c in found):
            found.append(count)
        return of


def as_parts(found: list[Count], of: str, starts: set[int]) -> None:
    """Mark the counts that begin there as parts of a larger one."""
    for k, count in enumerate(found):
        if count.of == of and count.start in starts:
            found[k] = msgspec.structs.replace(count, part=True)


def _join_groups(p: Parse, found: list[Count], of: str, starts: set[int]) -> None:
    """Make one number of those of a list who are of one group: "a nurse and a paramedic" are two medics."""
    alike: dict[str, list[Count]] = {}
    for count in found:
        if count.of == of and count.who is not None and count.start in starts:
            alike.setdefault(count.who, []).append(count)
    for who, counts in alike.items():
        if len(counts) > 1 and all(count.low == count.high for count in counts):
            number = sum(count.low or 0 for count in counts)
            start, end = counts[0].start, counts[-1].end
            whole = Count(start, end, p.text[start:end], of, who, number, number, part=True)
            found[:] = [whole if c is counts[0] else c for c in found if c is counts[0] or c not in counts]
