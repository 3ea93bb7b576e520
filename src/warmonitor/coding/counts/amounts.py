"""How many a noun is of: by its number, by a toll, by itself."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.counts.groups import GroupReader
from warmonitor.coding.counts.quantities import Quantity, QuantityReader
from warmonitor.coding.counts.tolls import TollReader
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import tables
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import noun_classes, triggers

OF_PERSONS = frozenset({"killed", "injured", "detained", "abducted", "missing", "displaced"})
_OF_VERBS = ("nsubj", "nsubjpass", "dobj")
_NEVER_BARE = frozenset({"targets", "weapons", "destroyed", "deployed", "strikes", "evacuated", "seized"})


class AmountReader:
    """Reads how many a noun is of; `things` are nouns that nobody is counted by."""

    def __init__(
        self,
        quantities: QuantityReader,
        tolls: TollReader,
        groups: GroupReader,
        things: frozenset[str],
        knowledge: Path | None = None,
    ) -> None:
        self._quantities, self._tolls, self._groups, self._things = quantities, tolls, groups, things
        classes = noun_classes(knowledge)
        heads = {row["word"] for row in tables.rows("count_words", knowledge) if row["pos"] == "head"}
        self._events = frozenset(word for word, pos in triggers(knowledge) if pos == "noun") - heads
        self._tally, self._sum, self._lives = classes["TALLY"], classes["SUM"], classes["LIVES"]
        self._one, self._many, self._collectives = classes["ONE_PERSON"], classes["MANY"], classes["COLLECTIVE"]
        self._officials, self._hurts = classes["OFFICIAL"], classes["HURT"]

    def told(self, p: Parse, n: int) -> tuple[Quantity | None, int]:
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
        total = _of(p, n) if quantity is None or not clauses.is_told_of_several(p, n) else None
        if total is not None:  # but "12 of the 25 people killed" are 12 of whom something else is told
            if p.pos[total] == "NUM":
                quantity = self._quantities.number(p, total)  # "92 of 151 drones"
            elif quantity is None and self._quantities.is_vague(p.lower[total]):
                quantity = self._quantities.of(p, total)  # "hundreds of peasants who were killed"
        return self._told_number(p, n if total is None else total) or quantity, head

    def bare(self, p: Parse, n: int, of: str) -> Quantity | None:
        """A noun without a number: one where it is singular and names somebody or something, two or more where it is plural."""
        lower, tag = p.lower[n], p.tag[n]
        if self._quantities.is_share(p, n) or _is_asked(p, n):
            return None
        if of in OF_PERSONS and (p.lemma[n].lower() in self._things or p.lemma[n].lower() in self._hurts):
            return None  # "captured the town", "seized weapons", "sustained injuries"
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
        if any(lemma in self._officials or self._groups.of_word(lemma) for lemma in told):
            return True
        beside = [*clauses.conjuncts(p, n)[1:], *([p.head[n]] if p.dep[n] == "conj" else [])]
        is_town = p.label[n] == "GPE" and not (n + 1 < len(p) and p.lower[n + 1] == "and")
        return not is_town and any(p.label[c] == "PERSON" and p.tag[c] == "NNP" for c in beside)

    def _is_event(self, lemma: str) -> bool:
        return lemma in self._events and self._groups.of_word(lemma) is None

    def _themselves(self, p: Parse, n: int) -> int:
        """Who they are that do it to themselves: the bombers of "two bombers killed themselves"."""
        doers = clauses.subject(p, p.head[n]) if p.lower[n] == "themselves" else None
        return n if doers is None else doers

    def _told_number(self, p: Parse, total: int) -> Quantity | None:
        """The number that "the number" is said to be: "the number of people killed was seven", "rose to seven"."""
        if p.lower[total] not in self._tolls.tallies or p.dep[total] not in _OF_VERBS or p.child(total, "det") is None:
            return None
        told = self._tolls.figure(p, total)
        return told[0] if told else None


def _of(p: Parse, n: int) -> int | None:
    """What the noun is a whole of: "92" in "92 of 151 drones"."""
    return p.head[p.head[n]] if p.dep[n] == "pobj" and p.lower[p.head[n]] == "of" else None


def _is_asked(p: Parse, n: int) -> bool:
    """Whether it is asked how many they are: "it was not clear how many people died", "how many of its soldiers"."""
    whole = _of(p, n)
    return any(k > 0 and "how" in p.lower[k - 1 : k + 1] for k in (p.left[n], *([] if whole is None else [whole])))
