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
_DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}|\d+(?:\.\d+)?")  # "12,000", "1,20,000"; a point is a point
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+")  # "1.200 people", which nobody counts in thousandths
_HUNDRED = 100


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
        units: dict[str, int] = numbers["units"]
        self._units = units | {
            a + b: tens + unit for a, tens in units.items() for b, unit in units.items() if tens >= 20 and 0 < unit < 10
        }  # "thirtythree"
        self._scales: dict[str, int] = numbers["scales"]
        self._shares: dict[str, tuple[str, str]] = numbers["shares"]
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
        if _POINTS.fullmatch(word) and (word.count(".") > 1 or not self._is_scale(p, i + 1)):
            return float(word.replace(".", ""))
        return float(word.replace(",", "")) if _DIGITS.fullmatch(word) else None

    def _is_scale(self, p: Parse, i: int) -> bool:
        return 0 <= i < len(p) and p.lower[i] in self._scales

    def _spelled(self, p: Parse, first: int, last: int) -> float | None:
        """The number that tokens first..last spell, or None."""
        total, part, seen = 0.0, 0.0, False
        for i in range(first, last):
            if p.lower[i] in ("and", "-", "of", "a", "an"):
                continue
            value = self._value(p, i)
            if value is None:
                return None
            if p.lower[i] in self._scales:
                part = (part or 1) * value
                if value >= 1000:
                    total, part = total + part, 0.0
            elif i > first and _is_rest(p, i):
                part = part * 1000 + value
            else:
                part += value
            seen = True
        return total + part if seen else None

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
        if not numbers:
            numbers = [c for c in self._before_names(p, head) if not self._is_date(p, c, head)]
        if p.pos[head] == "NUM":  # "over 100", whatever the parser makes of "over"
            numbers = [c for c in numbers if self._value(p, c) is not None] or [head]
        if numbers:
            number = numbers[-1]
            is_part = number > 1 and p.lower[number - 1] == "of" and p.pos[number - 2] == "NUM"  # "92 of 151 drones"
            is_part = is_part and not clauses.is_told_of_several(p, head)  # of those "launched" 151 are told
            return self.number(p, number - 2 if is_part else number)
        for c in p.children[head]:
            if p.dep[c] in ("amod", "det", "predet") and c < head and p.lower[c] in self._vague:
                if c > 0 and p.lower[c - 1] == "how":  # asked, not told: "how many soldiers died"
                    return None
                return Quantity(c, c + 1, *self._vague[p.lower[c]])
        if p.lower[head] in self._vague and p.pos[head] in ("NOUN", "NUM", "PRON", "ADJ"):
            before = p.lower[head - 1] if head else ""  # "and as many injured"; asked, not told: "how many died"
            return None if before in ("as", "how") else self._vague_noun(p, head)
        if p.lemma[head] in self._scales:
            return self.number(p, head)
        return None

    def _before_names(self, p: Parse, head: int) -> list[int]:
        """The number that the parser hangs on a name before the noun: "fifteen Ugandan soldiers", "thirtythree Soviet seamen"."""
        first = head
        while (
            first > 0
            and p.head[first - 1] in range(first, head + 1)
            and p.dep[first - 1] in ("compound", "nummod", "amod")
        ):
            first -= 1
        is_one = first + 1 < head and p.pos[first + 1] == "PROPN" and p.lower[first] not in self._scales
        return [first] if is_one and self._value(p, first) is not None else []

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

    def is_share(self, p: Parse, n: int) -> bool:
        """Whether the noun is a share of what follows "of": half, two thirds, 40 percent."""
        return p.lemma[n].lower() in self._shares and (p.lower[n + 1 : n + 2] == ["of"] or p.label[n] == "PERCENT")

    def share(self, p: Parse, word: int, whole: int) -> Quantity | None:
        """How many "half of the 40 hostages" are; None where the whole isn't counted one by one."""
        of = self.of(p, whole)
        if of is None or of.low != of.high:
            return None
        low, high = self._shares[p.lemma[word].lower()]
        number = next((c for c in p.kids(word, "nummod") if self._value(p, c) is not None), None)
        times = 1.0 if number is None else self._value(p, number) or 1.0
        first = word if number is None else number
        return Quantity(first, of.last, round(times * _part(low, of.low)), round(times * _part(high, of.low)))

    def number(self, p: Parse, number: int) -> Quantity | None:
        """The number that token `number` is a word of, with what bounds it before and the range that it may be an end of."""
        first, last = self._words_of(p, number)
        if (vague := self._vague_scale(p, first, last)) is not None:
            return vague
        if p.lower[number] in self._scales and first == number and number > 0 and p.lower[number - 1] in ("a", "an"):
            first -= 1
        for low_at, high_at, start in self._ranges(p, first, last):
            low, high = self._spelled(p, *low_at), self._spelled(p, *high_at)
            if low is not None and high is not None:
                scale = self._scales.get(p.lower[high_at[1] - 1], 1)
                if high_at[1] - high_at[0] > 1 and low * scale < high:
                    low *= scale  # "two to three thousand"
                if low < high:
                    return Quantity(start, high_at[1], int(low), int(high))
        value = self._spelled(p, first, last)
        return None if value is None else self._bounded(p, first, last, int(value))

    def _words_of(self, p: Parse, number: int) -> Tokens:
        """The words of the number that token `number` is one of: "two dozen", "a hundred and seven", "1 500"."""
        first, last = number, number + 1
        while (
            first > 0
            and (
                self._value(p, first - 1) is not None
                or (p.lower[first - 1] == "-" and self._is_hyphened(p, first))
                or (p.lower[first - 1] == "and" and self._is_hundreds(p, first - 2, first))
            )
            and p.head[first - 1] in (number, p.head[number])
        ):
            first -= 1
        while last < len(p) and (
            self._is_scale(p, last)
            or (p.lower[last] == "and" and self._is_hundreds(p, last - 1, last + 1) and p.head[last + 1] == last - 1)
            or (p.lower[last - 1] in self._units and self._is_scale(p, last - 2) and last - 1 > number)
        ):
            last += 2 if p.lower[last] == "and" else 1
        return first, last

    def _is_hyphened(self, p: Parse, unit: int) -> bool:
        """Whether the hyphen before a unit is one within a number in words: "twenty-two", but not "15-20"."""
        tens = self._units.get(p.lower[unit - 2], 0) if unit > 1 else 0
        return tens >= 20 and 0 < self._units.get(p.lower[unit], 0) < 10

    def _is_hundreds(self, p: Parse, scale: int, rest: int) -> bool:
        """Whether "and" stands within a number in words: between hundreds or thousands and units ("a hundred and seven")."""
        return (
            rest < len(p)
            and scale >= 0
            and self._scales.get(p.lower[scale], 0) >= _HUNDRED
            and all(part in self._units for part in p.lower[rest].split("-"))
        )

    def _vague_scale(self, p: Parse, first: int, last: int) -> Quantity | None:
        """What a vague word makes of the scale behind it: "several hundred", "a few dozen", "half a million"."""
        scale = self._scales.get(p.lower[first])
        if scale is None or last != first + 1 or first == 0:
            return None
        if first > 1 and p.lower[first - 2] == "half" and p.lower[first - 1] in ("a", "an"):
            return self._bounded(p, first - 2, last, scale // 2)
        size = 2 if first > 1 and " ".join(p.lower[first - 2 : first]) in self._vague else 1
        low, high = self._vague.get(" ".join(p.lower[first - size : first]), (0, None))
        if not low or p.lower[first - 1] in ("some", "others"):
            return None
        return Quantity(first - size, last, low * scale, None if high is None else high * scale)

    def _ranges(self, p: Parse, first: int, last: int) -> Iterator[tuple[Tokens, Tokens, int]]:
        """The two ends of each range that the number in tokens first..last may be an end of, and where the range begins."""
        lower = p.lower
        if last + 1 < len(p) and self._value(p, last + 1) is not None:
            other = self._words_of(p, last + 1)
            if first > 0 and lower[first - 1] == "between" and lower[last] == "and":
                yield (first, last), other, first - 1
            if lower[last] in ("to", "or", "-", "\u2013"):
                yield (first, last), other, first
        if first > 1 and self._value(p, first - 2) is not None:
            other = self._words_of(p, first - 2)
            if other[1] == first - 1 and lower[first - 1] in ("to", "or", "-", "\u2013"):
                yield other, (first, last), other[0]
            if other[1] == first - 1 and lower[first - 1] == "and" and other[0] and lower[other[0] - 1] == "between":
                yield other, (first, last), other[0] - 1

    def _bounded(self, p: Parse, first: int, last: int, value: int) -> Quantity:
        for size in range(self._longest, 0, -1):
            if first - size >= 0 and tuple(p.lower[first - size : first]) in self._bounds:
                low, high = self._bounds[tuple(p.lower[first - size : first])]
                return Quantity(first - size, last, _step(low, value), _step(high, value) if high is not None else None)
        return Quantity(first, last, value, value)


def _is_rest(p: Parse, i: int) -> bool:
    """Whether three digits go on a number before a space: the 500 of "1 500"."""
    before = p.lower[i - 1]
    return len(p.lower[i]) == 3 and p.lower[i].isdigit() and len(before) <= 3 and before.isdigit()


def _vague_numbers(knowledge: Path | None) -> dict[str, tuple[int, int | None]]:
    """Words -> low and high; rows without a low are no numbers in a report."""
    return {
        row["words"]: (int(row["low"]), int(row["high"]) if row["high"] else None)
        for row in tables.rows("vague_numbers", knowledge)
        if row["low"]
    }


def _step(rule: str | int | float, value: int) -> int:
    """A bound of numbers.yaml: N, N+1, N-1, 0.9N, or a plain number."""
    return max(0, round(_part(rule, value)))


def _part(rule: str | int | float, value: int) -> float:
    if not isinstance(rule, str):
        return int(rule)
    factor, _, shift = rule.partition("N")
    return round(float(factor or 1) * value + int(shift or 0), 6)
