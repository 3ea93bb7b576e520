"""Whom a number is of: children, soldiers, members of a family."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import tables
from warmonitor.knowledge.triggers import noun_classes

_ARMED = frozenset({"MIL", "REB", "UAF", "PRM", "CRM"})


class GroupReader:
    """Tells the groups of nouns (count_groups.tsv), and which nouns are persons at all."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._groups = {row["word"]: row["who"] for row in tables.rows("count_groups", knowledge)}
        classes = noun_classes(knowledge)
        self._ungrouped, self._officers, self._police = classes["UNGROUPED"], classes["OFFICER"], classes["POLICE"]
        self._communities, self._assemblies = classes["COMMUNITY"], classes["ASSEMBLY"]
        self._forces = classes["STATE_ARMS"]
        people = (row["noun"] for row in tables.rows("nouns_actors", knowledge) if row["kind"] in ("person", "people"))
        self._armed = frozenset(
            name.lower()
            for row in tables.rows("actors", knowledge)
            if row["sector"] in _ARMED
            for name in (row["name"], *row["aliases"].split(";"))
        )
        self._bearing = frozenset(
            row["noun"] for row in tables.rows("nouns_actors", knowledge) if row["armed"] == "yes"
        )
        self._persons = self._ungrouped | self._groups.keys() | frozenset(people)

    def of_word(self, lemma: str) -> str | None:
        """The group that a noun names by itself."""
        return self._groups.get(lemma)

    def is_person(self, lemma: str) -> bool:
        """Whether the noun is of somebody."""
        return lemma in self._persons

    def of(self, p: Parse, head: int) -> str | None:
        """The group of those counted; officers are of the police where the sentence speaks of police."""
        lemma = p.lemma[head].lower()
        if lemma in self._ungrouped:
            return None
        if lemma in self._officers:
            if head > 0 and p.lower[head - 1] in self._forces:
                return self._groups.get("police" if p.lower[head - 1] in self._police else "soldier")
            first, last = p.sentences[p.sentence_of[head]]
            if any(lemma.lower() in self._police for lemma in p.lemma[first:last]):
                return self._groups.get("police")
        before = f"{p.lower[head - 1]} {lemma}" if head > 0 else ""
        group = self._groups.get(before) or self._groups.get(lemma)  # "aid workers"
        return self._members(p, head, group) if lemma == "member" else group

    def _members(self, p: Parse, head: int, group: str | None) -> str | None:
        """Of whom members are: of a family or a tribe civilians, of an army soldiers, of a body that no table has in arms nobody's."""
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
        if is_of_force:
            return self._groups.get("soldier")
        is_named = any(p.pos[k] == "PROPN" for k in told) and not words & self._bearing
        return None if is_named and not any(self._is_armed(p, k) for k in told) else group

    def _is_armed(self, p: Parse, n: int) -> bool:
        """Whether the words up to the noun name an armed group that is known, without an article and whatever is said of it."""
        first = n
        while first > 0 and p.head[first - 1] in (n, p.head[n]) and p.dep[first - 1] in ("compound", "amod", "nmod"):
            first -= 1
        return any(" ".join(p.lower[k : n + 1]) in self._armed for k in range(first, n + 1))
