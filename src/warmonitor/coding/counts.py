"""Numbers told of an event: how many killed, injured, detained, struck ..., of whom, from low to high.

Numbers and vague words are read by numbers.yaml, what is counted by count_words.tsv, of whom by count_groups.tsv.
A singular noun counts one; a bare plural at least two, with an open end. "including" makes a part, not a sum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments import Arguments
from warmonitor.coding.parse import Parse
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.knowledge import tables
from warmonitor.knowledge.triggers import weapons
from warmonitor.records import Count

_DIGITS = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d+(?:\.\d+)?")
_LONGEST_LIST = 40  # tokens that a list of those harmed may span
_OF_PERSONS = frozenset({"killed", "injured", "detained", "abducted", "missing", "displaced"})
_ARMS = frozenset({"weapon", "arm", "ammunition", "vehicle", "equipment", "munition"})
_PERSONAL = frozenset({"he", "she", "him", "her", "himself", "herself"})
_NO_GROUP = frozenset({"people", "person", "other", "individual", "life", "victim", "casualty", "dead"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number expression: token range and closed range of whole numbers (None is open)."""

    first: int
    last: int
    low: int
    high: int | None


class CountFinder:
    """Finds the counts of an event."""

    def __init__(self, knowledge: Path | None = None) -> None:
        numbers = tables.entries("numbers", knowledge)
        self._units: dict[str, int] = numbers["units"]
        self._scales: dict[str, int] = numbers["scales"]
        self._vague: dict[str, list[int | None]] = numbers["vague"]
        self._bounds = {tuple(key.split()): value for key, value in numbers["bounds"].items()}
        self._longest = max(map(len, self._bounds))
        self._words = {
            (row["word"], row["pos"]): (row["side"], row["of"]) for row in tables.rows("count_words", knowledge)
        }
        self._weapons = frozenset(weapons(knowledge)) | _ARMS
        self._grounds = frozenset(row["word"] for row in tables.rows("place_heads", knowledge))
        self._groups = {row["word"]: row["who"] for row in tables.rows("count_groups", knowledge)}

    # ---- quantities

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
            if p.lower[i] in self._scales or p.lower[i] == "dozen":
                part = (part or 1) * value
                if value >= 1000:
                    total, part = total + part, 0.0
            else:
                part += value
        return int(total + part) if seen else None

    def quantity(self, p: Parse, head: int) -> Quantity | None:
        """The number before the noun (or that is the noun: "dozens of people"), with its bounds; None where there is none."""
        numbers = [
            c
            for c in p.children[head]
            if p.dep[c] in ("nummod", "quantmod") and c < head and p.label[c] not in ("DATE", "TIME", "MONEY")
        ]
        if p.pos[head] == "NUM" and not numbers:
            numbers = [head]
        if numbers:
            number = numbers[-1]
            is_part = number > 1 and p.lower[number - 1] == "of" and p.pos[number - 2] == "NUM"  # "92 of 151 drones"
            return self._number(p, number - 2 if is_part else number)
        for c in p.children[head]:
            if p.dep[c] in ("amod", "det", "predet") and c < head and p.lower[c] in self._vague:
                low, high = self._vague[p.lower[c]]
                return Quantity(c, c + 1, low or 1, high)
        if p.lower[head] in self._vague and p.pos[head] in ("NOUN", "NUM", "PRON", "ADJ"):
            return self._vague_noun(p, head)
        if p.lower[head] == "dozen" or p.lemma[head] in self._scales:
            return self._number(p, head)
        return None

    def _vague_noun(self, p: Parse, head: int) -> Quantity:
        """ "dozens", "tens of thousands": the longest listed phrase from the noun on."""
        inner = next((n for prep, n in clauses.complements(p, head) if prep == "of"), None)
        phrase = f"{p.lower[head]} of {p.lower[inner]}" if inner is not None else ""
        low, high = self._vague.get(phrase) or self._vague[p.lower[head]]
        last = inner + 1 if inner is not None and phrase in self._vague else head + 1
        first = head - 1 if head > 0 and p.lower[head - 1] in ("a", "many") else head
        return Quantity(first, last, low or 1, high)

    def _number(self, p: Parse, number: int) -> Quantity | None:
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
        if (
            p.lower[number] in ("dozen", "hundred", "thousand", "million")
            and first == number
            and number > 0
            and p.lower[number - 1] in ("a", "an")
        ):
            first -= 1
        if first > 0 and p.lower[first - 1] == "between" and last + 1 < len(p) and p.lower[last] == "and":
            low, high = self._exact(p, first, last), self._exact(p, last + 1, last + 2)
            if low is not None and high is not None and low < high:
                return Quantity(first - 1, last + 2, low, high)
        if (
            last + 1 < len(p)
            and p.lower[last] in ("to", "or", "-", "and")
            and self._value(p, last + 1) is not None
            and p.lower[last] != "and"
        ):
            low, high = self._exact(p, first, last), self._exact(p, last + 1, last + 2)
            if low is not None and high is not None and low < high:
                return Quantity(first, last + 2, low, high)
        if first > 1 and p.lower[first - 1] in ("or", "to") and self._value(p, first - 2) is not None:
            low, high = self._exact(p, first - 2, first - 1), self._exact(p, first, last)
            if low is not None and high is not None and low < high:
                return Quantity(first - 2, last, low, high)
        if first > 2 and p.lower[first - 1] == "and" and p.lower[first - 3] == "between":
            low, high = self._exact(p, first - 2, first - 1), self._exact(p, first, last)
            if low is not None and high is not None and low < high:
                return Quantity(first - 3, last, low, high)
        value = self._exact(p, first, last)
        if value is None:
            return None
        return self._bounded(p, first, last, value)

    def _bounded(self, p: Parse, first: int, last: int, value: int) -> Quantity:
        for size in range(self._longest, 0, -1):
            if first - size >= 0 and tuple(p.lower[first - size : first]) in self._bounds:
                low, high = self._bounds[tuple(p.lower[first - size : first])]
                return Quantity(first - size, last, _step(low, value), _step(high, value) if high is not None else None)
        return Quantity(first, last, value, value)

    # ---- counts

    def find(self, p: Parse, trigger: FoundTrigger, arguments: Arguments, *, is_alone: bool = False) -> list[Count]:
        """The counts that the trigger's own words and arguments tell; of the whole sentence where no other event shares it."""
        i = trigger.token
        found: list[Count] = []
        is_verb = p.pos[i] in ("VERB", "AUX") or p.tag[i].startswith("VB")
        side, of = self._words.get((trigger.row.word, "verb" if is_verb else "noun"), ("", ""))
        if trigger.row.mode == "abduct" and of in ("", "detained", "targets"):
            side, of = "patient", "abducted"
        if (
            is_verb
            and trigger.row.word
            in ("shoot", "gun", "stab", "beat", "bomb", "torture", "burn", "club", "hack", "stone", "hit", "strike")
            and self._is_deadly(p, i)
        ):
            side, of = "patient", "killed"
        if is_verb and trigger.row.mode == "aerial" and trigger.row.word in ("shoot", "down"):
            side, of = "patient", "targets"  # what is shot down
        if of == "weapons":  # whoever they are sent at is the recipient
            sent = [n for o in clauses.objects(p, i) for n in clauses.nouns_with(p, o)]
            self._of_nouns(p, list(dict.fromkeys(sent)), of, found)
        elif side == "patient":
            self._of_nouns(p, arguments.recipients, of, found)
        elif side == "agent":
            self._of_nouns(p, arguments.actors, of, found, numbered=True)
        elif side == "of":
            self._of_nouns(p, arguments.recipients, of, found)
        elif side == "own":  # "three deaths", "the death of three"
            quantity = self.quantity(p, i)
            if quantity is None and not arguments.recipients and p.tag[i] == "NNS":
                quantity = Quantity(i, i + 1, 2, None)
            if quantity:
                self._put(p, quantity, i, of, None, found)
            else:
                self._of_nouns(p, arguments.recipients, of, found)
        elif side == "self":
            quantity = self.quantity(p, i)
            if quantity:
                self._put(p, quantity, i, of, None, found)
            self._of_nouns(p, arguments.recipients, "targets", found, numbered=True)
        elif side == "toll":
            self._toll(p, i, of, found)
        if trigger.row.type == "ASSAULT":
            top = arguments.carrier if arguments.carrier is not None else i
            first, last = p.sentences[p.sentence_of[i]] if is_alone else (p.left[top], p.right[top])
            self._heads(p, first, min(last, first + 90), found)
        return found

    def _is_deadly(self, p: Parse, i: int) -> bool:
        return any(p.lower[k] in ("dead", "death") for k in range(i + 1, min(p.right[i], i + 12)))

    def _of_nouns(self, p: Parse, nouns: list[int], of: str, found: list[Count], *, numbered: bool = False) -> None:
        told: list[tuple[int, Quantity]] = []
        for n in nouns:
            if any(p.lower[c] == "no" for c in p.kids(n, "det")):
                continue  # "two militants and no civilians"
            if of in _OF_PERSONS and self._is_otherwise(p, n, of):
                continue
            head, quantity = n, self.quantity(p, n)
            inner = next((m for prep, m in clauses.complements(p, n) if prep == "of"), None)
            if (
                p.lower[n] in self._vague
                or p.lower[n] in ("dozen", "total", "half")
                or p.lemma[n] in ("number", "group", "hundred", "thousand", "score", "ten", "million", "total")
                or p.pos[n] == "NUM"
            ):
                head = inner if inner is not None else n
                if (
                    inner is not None
                    and p.lemma[n] in ("total", "group", "number")
                    and (own := self.quantity(p, inner))
                ):
                    quantity = own
            elif inner is not None and p.lemma[n] in ("life", "death", "body", "member"):
                own = self.quantity(p, inner)
                quantity, head = (own, inner) if own else (quantity, head)
            if (total := _of(p, n)) is not None and p.pos[total] == "NUM":
                quantity = self._number(p, total)  # "92 of 151 drones"
            if quantity is None and not numbered:
                quantity = self._bare(p, n, of)
            if quantity is not None:
                self._put(p, quantity, head, of, None, found)
                self._parts(p, n, of, found)
                since = told[-1][0] if told else n
                if not any(p.lower[k] in ("including", "among") for k in range(since, n)):
                    told.append((n, quantity))
        if of in _OF_PERSONS and len(told) > 1:
            self._sum(p, told, of, found)

    def _is_otherwise(self, p: Parse, n: int, of: str) -> bool:
        """Whether the noun counts something else: the 35 and the martyr of "five killed and 35 wounded", "10 injured and a martyr"."""
        after = p.lower[n + 1] if p.pos[n] == "NUM" and n + 1 < len(p) else ""
        for word, pos in (
            (p.lower[n], "head"),
            (p.lemma[n].lower(), "head"),
            (p.lemma[n].lower(), "noun"),
            (after, "head"),
        ):
            told = self._words.get((word, pos))
            if told is not None and told[1] in _OF_PERSONS and told[1] != of:
                return True
        return False

    def _sum(self, p: Parse, told: list[tuple[int, Quantity]], of: str, found: list[Count]) -> None:
        """ "six priests and two women": eight in all, in the place of the figures of those who are of no group."""
        first, last = min(q.first for _, q in told), max(max(n + 1, q.last) for n, q in told)
        names = [n for n, q in told[1:] if p.pos[n] == "PROPN" and q.high == 1]
        if last - first > _LONGEST_LIST or len(names) == len(told) - 1 == told[0][1].low:
            return  # "two men, Ali and Omar"
        starts = {p.start[q.first] for _, q in told}
        low, highs = sum(q.low or 0 for _, q in told), [q.high for _, q in told]
        found[:] = [c for c in found if c.of != of or c.who is not None or c.start not in starts]
        span = p.span(first, last)
        high = None if None in highs else sum(h for h in highs if h is not None)
        found.insert(0, Count(span.start, span.end, span.text, of, None, low, high))

    def _bare(self, p: Parse, n: int, of: str) -> Quantity | None:
        """A noun without a number: one where it is singular and names somebody or something, two or more where it is plural."""
        lower, tag = p.lower[n], p.tag[n]
        if of in _OF_PERSONS and p.lemma[n].lower() in self._grounds | self._weapons:
            return None  # "captured the town", "seized weapons"
        if of in ("targets", "weapons", "destroyed", "deployed", "strikes", "evacuated"):
            return None
        if p.pos[n] == "PRON":
            return Quantity(n, n + 1, 1, 1) if lower in _PERSONAL else None
        if tag in ("NNS", "NNPS") or lower in ("people", "police", "personnel", "troops"):
            return Quantity(n, n + 1, 2, None)
        if tag == "NNP" and p.label[n] in ("ORG", "GPE", "NORP", "FAC"):
            return None
        if tag in ("NN", "NNP") and (
            p.lemma[n].lower() in ("civilian", "person", "man", "woman", "child")
            or tag == "NNP"
            or p.child(n, "det", "poss", "nummod", "appos", "compound") is not None
        ):
            return Quantity(n, n + 1, 1, 1)
        return None

    def _parts(self, p: Parse, n: int, of: str, found: list[Count]) -> None:
        """ "including seven children", "among them two women": a part of the count before."""
        for k in range(n + 1, min(p.right[n] + 2, n + 30, len(p))):
            if p.lower[k] == "including" or (
                p.lower[k] == "among" and k + 1 < len(p) and p.lower[k + 1] in ("them", "whom")
            ):
                last = p.sentences[p.sentence_of[n]][1]
                for m in range(k + 1, min(k + 14, last)):
                    who = self._groups.get(p.lemma[m].lower())
                    if self._is_subject(p, m):
                        break  # "..., a rebel group and a resident said": no part of it
                    if who and p.pos[m] == "NOUN":
                        quantity = self.quantity(p, m) or self._bare(p, m, of)
                        if quantity:
                            self._put(p, quantity, m, of, who, found)
                    elif p.lower[m] in (";", "."):
                        break
                return

    def _is_subject(self, p: Parse, m: int) -> bool:
        """Whether the noun, or the one it is coordinated with, is the subject of another clause."""
        while p.dep[m] == "conj" and p.head[m] < m:
            m = p.head[m]
        return p.dep[m] in ("nsubj", "nsubjpass")

    def _toll(self, p: Parse, i: int, of: str, found: list[Count]) -> None:
        """ "the death toll rose to 20": the number that the toll's verb ends at."""
        verb = p.head[i]
        best = None
        for k in range(i + 1, min(p.right[verb], i + 25) if verb != i else min(len(p), i + 12)):
            if p.pos[k] == "NUM" and p.label[k] not in ("DATE", "TIME", "PERCENT"):
                quantity = self._number(p, k)
                if quantity and (best is None or p.lower[quantity.first - 1] in ("to", "at", "of", "is", "stands")):
                    best = (quantity, k)
        if best:
            self._put(p, best[0], best[1], of, None, found)

    def _heads(self, p: Parse, first: int, last: int, found: list[Count]) -> None:
        """Counted words of the clause: "leaving 12 dead and 30 wounded", "martyrs"."""
        for k in range(first, last):
            entry = self._words.get((p.lower[k], "head")) or self._words.get((p.lemma[k].lower(), "head"))
            if not entry or any(c.of == entry[1] for c in found):
                continue
            quantity = self.quantity(p, k)
            counted = k
            if quantity is None and k > 0 and (value := self._number(p, k - 1) if p.pos[k - 1] == "NUM" else None):
                quantity = value
            if (
                quantity is None
                and p.pos[k] in ("ADJ", "VERB")
                and p.dep[k] in ("acomp", "oprd", "ccomp", "xcomp", "amod", "acl")
            ):
                subject = p.child(k, "nsubj") or (p.child(p.head[k], "dobj") if p.dep[k] != "amod" else p.head[k])
                if subject is not None:
                    quantity, counted = self.quantity(p, subject), subject
            if quantity is None and p.tag[k] == "NNS" and p.lower[k] != p.lemma[k] and entry[1] != "casualties":
                quantity = Quantity(k, k + 1, 2, None)
            if quantity is not None and not any(c.start == p.start[quantity.first] for c in found):
                self._put(p, quantity, counted, entry[1], None, found)

    def _put(self, p: Parse, quantity: Quantity, head: int, of: str, who: str | None, found: list[Count]) -> None:
        lemma = p.lemma[head].lower()
        if of in _OF_PERSONS and lemma in self._grounds:
            of = "targets"  # "captured 12 villages"
        elif of in _OF_PERSONS and lemma in self._weapons:
            of = "weapons"  # "seized 40 rifles"
        if of == "targets" and (lemma in self._groups or lemma in _NO_GROUP):
            return
        group = who or (None if lemma in _NO_GROUP else self._groups.get(lemma))
        last = max(quantity.last, head + 1 if quantity.first <= head < quantity.last + 6 else quantity.last)
        span = p.span(quantity.first, last)
        count = Count(span.start, span.end, span.text, of, group, quantity.low, quantity.high)
        if not any(c.start == count.start and c.of == of for c in found):
            found.append(count)


def _of(p: Parse, n: int) -> int | None:
    """What the noun is a whole of: "92" in "92 of 151 drones"."""
    return p.head[p.head[n]] if p.dep[n] == "pobj" and p.lower[p.head[n]] == "of" else None


def _step(rule: str | int | float, value: int) -> int:
    """A bound of numbers.yaml: N, N+1, N-1, 0.9N, or a plain number."""
    if not isinstance(rule, str):
        return int(rule)
    factor, _, shift = rule.partition("N")
    return max(0, round(float(factor or 1) * value) + int(shift or 0))
