"""Number expressions: figures, numbers in words, vague ones, ranges, and the words that bound them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import tables

Tokens = tuple[int, int]
_YEARS = range(1900, 2101)
_DIGITS = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number expression: token range and closed range of whole numbers (None is open)."""

    first: int
    last: int
    low: int
    high: int | None


class QuantityReader:
    """Reads the numbers of noun phrases."""

    def __init__(self, knowledge: Path | None = None) -> None:
        numbers = tables.entries("numbers", knowledge)
        self._units: dict[str, int] = numbers["units"]
        self._scales: dict[str, int] = numbers["scales"]
        self._vague = _vague_numbers(knowledge)
        self._bounds = {tuple(key.split()): value for key, value in numbers["bounds"].items()}
        self._longest = max(map(len, self._bounds))

    def is_vague(self, word: str) -> bool:
        """Whether the (lower case) word is a vague number by itself."""
        return word in self._vague

    def _value(self, p: Parse, i: int) -> float | None:
        word = p.lower[i]
        if word in self._units:
            return self._units[word]
        if word in self._scales:
            return self._scales[word]
        if "-" in word and all(part in self._units for part in word.split("-")):
            return sum(self._units[part] for part in word.split("-"))
        match = _DIGITS.fullmatch(word)
        if not match:
            return None
        return float(word.replace(",", "")) if word.count(".") <= 1 else None

    def _exact(self, p: Parse, first: int, last: int) -> int | None:
        """The number that tokens first..last spell, or None."""
        total, part, seen = 0.0, 0.0, False
        for i in range(first, last):
            if p.lower[i] in ("and", "-", "of", "a", "an"):
                continue
            value = self._value(p, i)
            if value is None:
                return None
            seen = True
            if p.lower[i] in self._scales:
                part = (part or 1) * value
                if value >= 1000:
                    total, part = total + part, 0.0
            else:
                part += value
        return int(total + part) if seen else None

    def of(self, p: Parse, head: int) -> Quantity | None:
        """The number before the noun (or that is the noun: "dozens of people"), with its bounds; None where there is none."""
        if head > 1 and (phrase := " ".join(p.lower[head - 2 : head + 1])) in self._vague:
            return Quantity(
                head - 2, head + 1, *self._vague[phrase]
            )  # "tens of thousands", whatever the parser makes of it
        numbers = [
            c
            for c in p.children[head]
            if (p.dep[c] in ("nummod", "quantmod") or (p.dep[c] == "compound" and p.lower[c] in self._scales))
            and c < head
            and not self._is_date(p, c, head)
        ]
        if p.pos[head] == "NUM":  # "over 100", whatever the parser makes of "over"
            numbers = [c for c in numbers if self._value(p, c) is not None] or [head]
        if numbers:
            number = numbers[-1]
            is_part = number > 1 and p.lower[number - 1] == "of" and p.pos[number - 2] == "NUM"  # "92 of 151 drones"
            return self.number(p, number - 2 if is_part else number)
        for c in p.children[head]:
            if p.dep[c] in ("amod", "det", "predet") and c < head and p.lower[c] in self._vague:
                return Quantity(c, c + 1, *self._vague[p.lower[c]])
        if p.lower[head] in self._vague and p.pos[head] in ("NOUN", "NUM", "PRON", "ADJ"):
            return None if p.lower[head - 1] == "as" else self._vague_noun(p, head)  # "and as many injured"
        if p.lemma[head] in self._scales:
            return self.number(p, head)
        return None

    def _is_date(self, p: Parse, number: int, head: int) -> bool:
        """Whether the number is no count: a sum of money, days or hours, a year; not what the labels take for one ("20 and 25 rebels")."""
        if p.label[number] not in ("DATE", "TIME", "MONEY"):
            return False
        value = self._value(p, number)
        is_year = value is None or value in _YEARS
        return p.label[number] == "MONEY" or is_year or p.label[head] in ("DATE", "TIME")

    def _vague_noun(self, p: Parse, head: int) -> Quantity:
        """ "dozens", "tens of thousands": the longest listed phrase from the noun on."""
        inner = next((n for prep, n in clauses.complements(p, head) if prep == "of"), None)
        phrase = f"{p.lower[head]} of {p.lower[inner]}" if inner is not None else ""
        low, high = self._vague.get(phrase) or self._vague[p.lower[head]]
        last = inner + 1 if inner is not None and phrase in self._vague else head + 1
        first = head - 1 if head > 0 and p.lower[head - 1] in ("a", "many") else head
        return Quantity(first, last, low, high)

    def number(self, p: Parse, number: int) -> Quantity | None:
        """The number that token `number` is a word of, with what bounds it before and the range that it may be an end of."""
        first = last = number
        while (
            first > 0
            and (
                self._value(p, first - 1) is not None
                or (p.lower[first - 1] == "-" and self._value(p, first - 2) is not None)
            )
            and p.head[first - 1] in (number, p.head[number])
        ):
            first -= 1
        last += 1
        if p.lower[number] in self._scales and first == number and number > 0 and p.lower[number - 1] in ("a", "an"):
            first -= 1
        for (low_at, high_at), start in self._ranges(p, first, last):
            low, high = self._exact(p, *low_at), self._exact(p, *high_at)
            if low is not None and high is not None and low < high:
                return Quantity(start, high_at[1], low, high)
        value = self._exact(p, first, last)
        if value is None:
            return None
        return self._bounded(p, first, last, value)

    def _ranges(self, p: Parse, first: int, last: int) -> Iterator[tuple[tuple[Tokens, Tokens], int]]:
        """The two ends of each range that the number in tokens first..last may be an end of, and where the range begins."""
        lower = p.lower
        if first > 0 and lower[first - 1] == "between" and last + 1 < len(p) and lower[last] == "and":
            yield ((first, last), (last + 1, last + 2)), first - 1
        if last + 1 < len(p) and lower[last] in ("to", "or", "-") and self._value(p, last + 1) is not None:
            yield ((first, last), (last + 1, last + 2)), first
        if first > 1 and lower[first - 1] in ("or", "to") and self._value(p, first - 2) is not None:
            yield ((first - 2, first - 1), (first, last)), first - 2
        if first > 2 and lower[first - 1] == "and" and lower[first - 3] == "between":
            yield ((first - 2, first - 1), (first, last)), first - 3

    def _bounded(self, p: Parse, first: int, last: int, value: int) -> Quantity:
        for size in range(self._longest, 0, -1):
            if first - size >= 0 and tuple(p.lower[first - size : first]) in self._bounds:
                low, high = self._bounds[tuple(p.lower[first - size : first])]
                return Quantity(first - size, last, _step(low, value), _step(high, value) if high is not None else None)
        return Quantity(first, last, value, value)


def _vague_numbers(knowledge: Path | None) -> dict[str, tuple[int, int | None]]:
    """Words -> low and high; rows without a low are no numbers in a report."""
    return {
        row["words"]: (int(row["low"]), int(row["high"]) if row["high"] else None)
        for row in tables.rows("vague_numbers", knowledge)
        if row["low"]
    }


def _step(rule: str | int | float, value: int) -> int:
    """A bound of numbers.yaml: N, N+1, N-1, 0.9N, or a plain number."""
    if not isinstance(rule, str):
        return int(rule)
    factor, _, shift = rule.partition("N")
    return max(0, round(float(factor or 1) * value) + int(shift or 0))
