"""What tolls come to: "the death toll rose from 12 to 29", "bringing the number of killed to 19"."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from warmonitor.coding.counts.quantities import Quantity, QuantityReader
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import tables
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import noun_classes, verb_classes

_LONGEST = reach("events", "toll_tokens")
_OWN_CLAUSES = ("nsubj", "nsubjpass", "mark")


class ToldToll(NamedTuple):
    """A toll that the words bring to a figure: what is counted, the figure, and the token of its number."""

    of: str
    quantity: Quantity
    number: int


class TollReader:
    """Reads the figure of a toll: the one that its verb ends at."""

    def __init__(self, quantities: QuantityReader, knowledge: Path | None = None) -> None:
        self._quantities = quantities
        rows = tables.rows("count_words", knowledge)
        self._heads = {row["word"]: row["of"] for row in rows if row["pos"] == "head"}
        self._verbs = {
            row["word"]: row["of"] for row in rows if row["pos"] == "verb" and row["of"] in ("killed", "injured")
        }
        self._tolls = {row["word"]: row["of"] for row in rows if row["side"] == "toll"}
        self.tallies, self._raising = noun_classes(knowledge)["TOLL"], verb_classes(knowledge)["RAISING"]
        self._most: int = tables.entries("report_incidents", knowledge)["most_in_one"]

    def figure(self, p: Parse, i: int) -> tuple[Quantity, int] | None:
        """The figure of toll noun i, and the token of its number: after its verb, where it "rose to", "stands at", "is" or is "put at"."""
        verb = p.head[i] if p.pos[p.head[i]] in ("VERB", "AUX") else i
        end = min(p.right[verb], i + _LONGEST) if verb != i else min(len(p), i + _LONGEST // 2)
        best = None
        for k in range(i + 1, end):
            if p.pos[k] != "NUM" or p.label[k] in ("TIME", "PERCENT") or not self._is_of(p, k, i, verb):
                continue
            quantity = self._quantities.number(p, k)
            if quantity is None or k < quantity.first or self._is_day(p, quantity):
                continue
            if p.lower[min(quantity.last, len(p) - 1)] in small_words("MORE"):
                continue  # "a toll of at least two more"
            before = p.lower[quantity.first - 1]
            if before == "from":
                if quantity.high is None or quantity.low == quantity.high:
                    continue  # "down from 45"
                quantity = Quantity(k, quantity.last, quantity.high, quantity.high)  # "from 12 to 29"
                return quantity, k
            if before in small_words("TOLL_AT"):
                return quantity, k
            best = best or (quantity, k)
        return best

    def brought(self, p: Parse, first: int, last: int, told_of: str | None = None) -> ToldToll | None:
        """The toll of what the clause tells that it brings to a figure: "killed two more, bringing the number of dead to 19".

        "The total" by itself is of those `told_of` before.
        """
        for v in range(first, last):
            if p.lemma[v] not in self._raising or p.tag[v] != "VBG":
                continue
            for noun in p.kids(v, "dobj"):
                of = self.counted(p, noun) or (told_of if self._is_plain(p, noun) else None)
                told = self.figure(p, noun) if of else None
                if of and told and told[0].low <= self._most and not self._is_of_a_war(p, v):
                    return ToldToll(of, *told)
        return None

    def counted(self, p: Parse, noun: int) -> str | None:
        """What a toll noun counts: the killed of "toll" and "the number of dead", the injured of "the number of wounded"."""
        lemma = p.lemma[noun].lower()
        if lemma in self._tolls:
            return self._tolls[lemma]
        if lemma not in self.tallies:
            return None
        for k in range(noun + 1, min(p.right[noun], noun + _LONGEST // 2)):
            of = self._heads.get(p.lower[k]) or self._heads.get(p.lemma[k].lower())
            if of is None and p.tag[k] == "VBN":
                of = self._verbs.get(p.lemma[k])
            if of:
                return of
        return None

    def _is_plain(self, p: Parse, noun: int) -> bool:
        """Whether the noun is a total of nothing that is named: "the total", "the overall number"."""
        is_of = any(p.lower[c] == "of" for c in p.children[noun])
        return p.lemma[noun].lower() in self.tallies and not is_of and p.child(noun, "compound") is None

    def _is_of(self, p: Parse, k: int, noun: int, verb: int) -> bool:
        """Whether number k is said of the toll: by its verb, not by one with a subject of its own ("while rebels put it at 40")."""
        number = below = k
        while p.head[k] != k:
            below, k = k, p.head[k]
            if k == noun:
                return below == number or p.lower[below] in small_words("TOLL_AT")
            if k == verb:
                return True
            if p.pos[k] in ("VERB", "AUX") and p.child(k, *_OWN_CLAUSES) is not None:
                return False
        return False

    def _is_day(self, p: Parse, quantity: Quantity) -> bool:
        """Whether a number labelled a date is one: not a rise ("from 12 to 29", "from 86 to 84"), nor a number by itself ("is 17")."""
        if p.label[quantity.last - 1] != "DATE":
            return False
        first, lower = quantity.first, p.lower
        is_rise = lower[first - 1] == "from" and quantity.low != quantity.high
        is_rise = is_rise or (first > 2 and lower[first - 1] == "to" and lower[first - 3] == "from")
        around = (p.label[k] for k in (quantity.first - 1, quantity.last) if 0 <= k < len(p))
        return not is_rise and "DATE" in around

    def _is_of_a_war(self, p: Parse, v: int) -> bool:
        """Whether the toll sums up a war or a long time: "since October", "so far this year"."""
        words = p.lower[v : min(p.right[v], v + _LONGEST)]
        return not small_words("OF_A_WAR").isdisjoint(words)
