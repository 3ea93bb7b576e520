"""The counts of nouns: of those harmed, taken, struck, with their parts and their sum."""

from __future__ import annotations

from pathlib import Path

import msgspec

from warmonitor.coding import clauses
from warmonitor.coding.counts.quantities import Quantity, QuantityReader
from warmonitor.coding.counts.tolls import TollReader
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import tables
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import noun_classes, triggers, weapons
from warmonitor.records import Count

_LONGEST_LIST = reach("events", "list_tokens")
OF_PERSONS = frozenset({"killed", "injured", "detained", "abducted", "missing", "displaced"})
_TAKEN = frozenset({"abducted", "detained"})
_OF_VERBS = ("nsubj", "nsubjpass", "dobj")
_WHERE = ("in", "on", "at", "near")
_NEVER_BARE = frozenset({"targets", "weapons", "destroyed", "deployed", "strikes", "evacuated"})


class NounCounter:
    """Counts the nouns that an event harms, takes, strikes or sends."""

    def __init__(self, quantities: QuantityReader, tolls: TollReader, knowledge: Path | None = None) -> None:
        self._quantities, self._tolls = quantities, tolls
        self._heads = {row["word"]: row["of"] for row in tables.rows("count_words", knowledge) if row["pos"] == "head"}
        self._nouns = {row["word"]: row["of"] for row in tables.rows("count_words", knowledge) if row["pos"] == "noun"}
        self._groups = {row["word"]: row["who"] for row in tables.rows("count_groups", knowledge)}
        classes = noun_classes(knowledge)
        self._weapons = frozenset(weapons(knowledge)) | classes["ARMS"]
        self._things = classes["VEHICLE"] | classes["PREMISES"]
        self._grounds = frozenset(row["word"] for row in tables.rows("place_heads", knowledge))
        self._things = self._grounds | self._weapons | classes["PREMISES"] | classes["SEAT"] | classes["VEHICLE"]
        self._ungrouped, self._tally, self._sum = classes["UNGROUPED"], classes["TALLY"], classes["SUM"]
        self._events = frozenset(word for word, pos in triggers(knowledge) if pos == "noun")
        self._officials = classes["OFFICIAL"]
        self._officers, self._police = classes["OFFICER"], classes["POLICE"]
        self._lives, self._one, self._many = classes["LIVES"], classes["ONE_PERSON"], classes["MANY"]
        self._persons = (
            self._ungrouped
            | self._groups.keys()
            | {row["noun"] for row in tables.rows("nouns_actors", knowledge) if row["kind"] in ("person", "people")}
        )
        self._communities, self._assemblies, self._forces = (
            classes["COMMUNITY"],
            classes["ASSEMBLY"],
            classes["STATE_ARMS"],
        )
        self._lengths, self._collectives = classes["LENGTH"], classes["COLLECTIVE"]

    def is_weapon(self, p: Parse, n: int) -> bool:
        """Whether the noun names arms."""
        return p.lemma[n].lower() in self._weapons

    def count(self, p: Parse, nouns: list[int], of: str, found: list[Count], *, numbered: bool = False) -> None:
        """Add the counts of the nouns to those found; `numbered` leaves out nouns without a number."""
        told: list[tuple[int, Quantity]] = []
        for n in nouns:
            if told and told[-1][1].first <= n < told[-1][1].last:
                continue  # the other end of a range: "between 20 and 25"
            if any(p.lower[c] == "no" for c in p.kids(n, "det")) or (told and self._is_of_them(p, n)):
                continue  # "two militants and no civilians", "15 soldiers, four of them seriously"
            if of in OF_PERSONS and (self._is_otherwise(p, n, of) or p.lemma[n].lower() in self._lengths):
                continue
            quantity, head = self._quantity(p, n)
            if quantity is not None and self._is_instead(p, quantity.first):
                continue
            if quantity is None and told and of in OF_PERSONS and self._shares_number(p, told[-1][0], n):
                self._widen(p, told[-1][1], n, of, found)
                continue
            if quantity is None and not numbered and not (told and of in OF_PERSONS and self._is_where(p, n)):
                quantity = None if self._quantities.is_share(p, n) else self._bare(p, n, of)
            if quantity is not None:
                counted = self.put(p, quantity, head, of, None, found)
                self._parts(p, n, of, found)
                if counted != of:
                    continue
                since = told[-1][0] if told else n
                if not any(p.lower[k] in ("including", "among") for k in range(since, n)):
                    told.append((n, quantity))
        if of in OF_PERSONS and len(told) > 1:
            self._add_up(p, told, of, found)

    def _is_where(self, p: Parse, n: int) -> bool:
        """Whether the noun says where it was rather than whom it struck: the street of "the murder of Ali on a street"."""
        return p.dep[n] == "pobj" and p.lower[p.head[n]] in _WHERE

    def _is_of_them(self, p: Parse, n: int) -> bool:
        return p.pos[n] == "NUM" and p.lower[n + 1 : n + 3] in (["of", "them"], ["of", "whom"])

    def _shares_number(self, p: Parse, before: int, n: int) -> bool:
        """Whether a bare plural stands under the number of the plural before it: "35 soldiers and drivers", "107 passengers and crew"."""
        number = self._quantities.of(p, before)
        return (
            p.dep[n] == "conj"
            and p.head[n] == before
            and (p.tag[n] == "NNS" or p.lemma[n] in self._collectives)
            and p.tag[before] in ("NNS", "NNPS")
            and number is not None
            and number.last <= before
            and not any(p.dep[c] in ("det", "nummod", "poss") for c in p.children[n])
            and all(p.lower[k] in ("and", "or", ",") or p.head[k] == n for k in range(before + 1, n))
        )

    def _widen(self, p: Parse, quantity: Quantity, n: int, of: str, found: list[Count]) -> None:
        """Let the count of the number reach to noun n, and be of a group only where that is of it, too."""
        for k, count in enumerate(found):
            if count.of == of and count.start == p.start[quantity.first]:
                span = p.span(quantity.first, n + 1)
                who = count.who if self._groups.get(p.lemma[n].lower()) == count.who else None
                found[k] = Count(span.start, span.end, span.text, of, who, count.low, count.high, count.part)

    def _quantity(self, p: Parse, n: int) -> tuple[Quantity | None, int]:
        """The number told of the noun, and the noun that is counted: the people of "dozens of people"."""
        head, quantity = n, self._quantities.of(p, self._themselves(p, n))
        lemma = p.lemma[n]
        inner = next((m for prep, m in clauses.complements(p, n) if prep == "of"), None)
        if self._quantities.is_share(p, n):
            return (None if inner is None else self._quantities.share(p, n, inner)), n if inner is None else inner
        if self._quantities.is_vague(p.lower[n]) or lemma in self._tally or p.pos[n] == "NUM":
            head = inner if inner is not None else n
            if inner is not None and lemma in self._sum and (own := self._quantities.of(p, inner)):
                quantity = own
        elif inner is not None and quantity is None and lemma in self._collectives:
            quantity = self._quantities.of(p, inner)  # "a family of five"
        elif inner is not None and lemma in self._lives and quantity is None:
            own = self._quantities.of(p, inner)
            quantity, head = (own, inner) if own else (quantity, head)
        if (total := _of(p, n)) is not None:
            if p.pos[total] == "NUM":
                quantity = self._quantities.number(p, total)  # "92 of 151 drones"
            elif quantity is None and self._quantities.is_vague(p.lower[total]):
                quantity = self._quantities.of(p, total)  # "hundreds of peasants who were killed"
        return self._told_number(p, n if total is None else total) or quantity, head

    def _themselves(self, p: Parse, n: int) -> int:
        """Who they are that do it to themselves: the bombers of "two bombers killed themselves"."""
        doers = clauses.subject(p, p.head[n]) if p.lower[n] == "themselves" else None
        return n if doers is None else doers

    def quantity(self, p: Parse, n: int) -> Quantity | None:
        """The number told of the noun."""
        return self._quantity(p, n)[0]

    def _told_number(self, p: Parse, total: int) -> Quantity | None:
        """The number that "the number" is said to be: "the number of people killed was seven", "rose to seven"."""
        if p.lower[total] not in self._tolls.tallies or p.dep[total] not in _OF_VERBS or p.child(total, "det") is None:
            return None
        told = self._tolls.figure(p, total)
        return told[0] if told else None

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
        low, highs = sum(q.low for _, q in told if not self._is_perhaps(p, q)), [q.high for _, q in told]
        alone = {p.start[told[0][1].first]} if told[0][1].high == 1 else set()  # the one whom the sum begins with
        found[:] = [c for c in found if c.of != of or not (c.start in alone or (c.who is None and c.start in starts))]
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
        groups = {self._groups.get(p.lemma[m].lower()) for m, _ in rest}
        is_sum = len(rest) > 1 and whole.low == whole.high == sum(q.low for _, q in rest)
        return (
            is_sum
            and groups <= {None, self._groups.get(p.lemma[n].lower())}
            and p.lower[min(n + 1, len(p) - 1)] in (",", ":")
        )

    def _is_beside(self, p: Parse, n: int, name: int) -> bool:
        """Whether the name is joined to somebody else: "a driver and Ali", but not "the comedian, blogger and activist Ali"."""
        return p.dep[name] == "conj" and p.head[name] == n and any(p.lower[c] in ("a", "an") for c in p.kids(n, "det"))

    def _bare(self, p: Parse, n: int, of: str) -> Quantity | None:
        """A noun without a number: one where it is singular and names somebody or something, two or more where it is plural."""
        lower, tag = p.lower[n], p.tag[n]
        if of in OF_PERSONS and p.lemma[n].lower() in self._things:
            return None  # "captured the town", "seized weapons"
        if of in _NEVER_BARE or (of in OF_PERSONS and self._is_event(p.lemma[n].lower())):
            return None  # "the murder of five students and the threats against others"
        if p.pos[n] == "PRON":
            return Quantity(n, n + 1, 1, 1) if lower in small_words("ONE_PERSON") else None
        if tag == "NNPS" and p.label[n] == "PERSON":
            return Quantity(n, n + 1, 1, 1)  # "Mr. Meneses was wounded"
        if tag in ("NNS", "NNPS") or lower in self._many or (of in OF_PERSONS and p.lemma[n] in self._collectives):
            return Quantity(n, n + 1, 2, None)
        is_one = any(p.lower[c] in ("a", "an") for c in p.kids(n, "det"))
        if tag == "NNP" and p.label[n] in ("ORG", "GPE", "NORP", "FAC") and not is_one and not self._is_somebody(p, n):
            return None
        if tag in ("NN", "NNP") and (
            p.lemma[n].lower() in self._one
            or (p.lemma[n].lower() in self._officials and p.dep[n] != "conj")  # not "an activist and political leader"
            or tag == "NNP"
            or p.child(n, "det", "poss", "nummod", "appos", "compound") is not None
        ):
            return Quantity(n, n + 1, 1, 1)
        return None

    def _is_somebody(self, p: Parse, n: int) -> bool:
        """Whether the words show that a name is a person's, whatever its label: "Tabatabai, chief of staff", "Ahmed and Omar"."""
        told = (p.lemma[c].lower() for c in (n, *p.kids(n, "appos")))
        if any(lemma in self._officials or lemma in self._groups for lemma in told):
            return True
        beside = [*clauses.conjuncts(p, n)[1:], *([p.head[n]] if p.dep[n] == "conj" else [])]
        is_town = p.label[n] == "GPE" and not (n + 1 < len(p) and p.lower[n + 1] == "and")
        return not is_town and any(p.label[c] == "PERSON" and p.tag[c] == "NNP" for c in beside)

    def _is_event(self, lemma: str) -> bool:
        return lemma in self._events and lemma not in self._groups and lemma not in self._heads

    def _parts(self, p: Parse, n: int, of: str, found: list[Count]) -> None:
        """ "including seven children", "among them two women": a part of the count before."""
        for k in range(n + 1, min(p.right[n] + 2, n + 30, len(p))):
            if p.lower[k] == "of" and p.lower[k + 1 : k + 2] in (["them"], ["whom"]) and p.pos[k - 1] == "NUM":
                self._part_of_them(p, k, of, found)
            if p.lower[k] == "including" or (
                p.lower[k] == "among" and k + 1 < len(p) and p.lower[k + 1] in ("them", "whom")
            ):
                last = p.sentences[p.sentence_of[n]][1]
                for m in range(k + 1, min(k + 14, last)):
                    who = self._groups.get(p.lemma[m].lower())
                    if self._is_subject(p, m):
                        break  # "..., a rebel group and a resident said": no part of it
                    if who and p.pos[m] == "NOUN":
                        quantity = self._quantities.of(p, m) or self._bare(p, m, of)
                        if quantity:
                            self.put(p, quantity, m, of, who, found)
                            as_parts(found, of, {p.start[quantity.first]})
                    elif p.lower[m] in (";", "."):
                        break
                return

    def _part_of_them(self, p: Parse, k: int, of: str, found: list[Count]) -> None:
        """ "six of them children", "nine of whom were women": the number before "of", of the group told right behind."""
        quantity = self._quantities.number(p, k - 1)
        group = next((m for m in range(k + 2, min(k + 5, len(p))) if p.lemma[m].lower() in self._groups), None)
        if quantity is not None and group is not None and not self._is_subject(p, group):
            self.put(p, quantity, group, of, self._groups[p.lemma[group].lower()], found)
            as_parts(found, of, {p.start[quantity.first]})

    def _is_subject(self, p: Parse, m: int) -> bool:
        """Whether the noun, or the one it is coordinated with, is the subject of another clause."""
        while p.dep[m] == "conj" and p.head[m] < m:
            m = p.head[m]
        return p.dep[m] in ("nsubj", "nsubjpass")

    def put(self, p: Parse, quantity: Quantity, head: int, of: str, who: str | None, found: list[Count]) -> str:
        """Add the count of the noun `head` to those found, of what and of whom its word allows; what it is of."""
        lemma = p.lemma[head].lower()
        if of in OF_PERSONS and lemma in self._grounds:
            of = "targets"  # "captured 12 villages"
        elif of in OF_PERSONS and lemma in self._weapons:
            of = "weapons"  # "seized 40 rifles"
        elif of in _TAKEN and lemma in self._things:
            of = "targets"  # "seized 12 trucks"
        if of == "targets" and (lemma in self._persons or p.pos[head] == "NUM"):
            return of
        group = who or (None if lemma in self._ungrouped else self._group(p, head, lemma))
        last = max(quantity.last, head + 1 if quantity.first <= head < quantity.last + 6 else quantity.last)
        span = p.span(quantity.first, last)
        count = Count(span.start, span.end, span.text, of, group, quantity.low, quantity.high)
        if not any(c.start == count.start and c.of == of for c in found):
            found.append(count)
        return of

    def _group(self, p: Parse, head: int, lemma: str) -> str | None:
        """The group of those counted; officers are of the police where the sentence speaks of police."""
        if lemma in self._officers:
            first, last = p.sentences[p.sentence_of[head]]
            if any(lemma.lower() in self._police for lemma in p.lemma[first:last]):
                return self._groups.get("police")
        group = self._groups.get(lemma)
        return self._members(p, head, group) if lemma == "member" else group

    def _members(self, p: Parse, head: int, group: str | None) -> str | None:
        """Of whom members are: of a family or a tribe civilians, of an army soldiers, of a parliament nobody in arms."""
        of = next((n for prep, n in clauses.complements(p, head) if prep == "of"), None)
        told = [of] if of is not None else []
        told += p.kids(head, "compound", "nmod", "amod")
        words = {p.lemma[k].lower() for k in told}
        if words & self._communities:
            return self._groups.get("civilian")
        if words & self._police:
            return self._groups.get("police")
        if words & self._assemblies:
            return None
        is_of_force = any(p.pos[k] == "NOUN" and p.lemma[k].lower() in self._forces for k in told)
        return self._groups.get("soldier") if is_of_force else group


def as_parts(found: list[Count], of: str, starts: set[int]) -> None:
    """Mark the counts that begin there as parts of a larger one."""
    for k, count in enumerate(found):
        if count.of == of and count.start in starts:
            found[k] = msgspec.structs.replace(count, part=True)


def _of(p: Parse, n: int) -> int | None:
    """What the noun is a whole of: "92" in "92 of 151 drones"."""
    return p.head[p.head[n]] if p.dep[n] == "pobj" and p.lower[p.head[n]] == "of" else None
