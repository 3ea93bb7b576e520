"""Whom an act is done to where its verb has no object that says so."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments.found import VERBS, Arguments
from warmonitor.coding.arguments.kinds import Kinds, after, is_time
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import triggers as tables
from warmonitor.knowledge.small_words import small_words

SENT = "WEAPON"  # the row of towards.tsv for what weapons are sent at


class RecipientFinder:
    """Finds recipients beside or instead of a verb's objects."""

    def __init__(self, kinds: Kinds, knowledge: Path | None = None) -> None:
        self._kinds = kinds
        self._towards = tables.towards(knowledge)
        self._ramming = tables.verb_classes(knowledge)["RAMMING"]
        self._vehicles = tables.noun_classes(knowledge)["VEHICLE"]

    def find(self, p: Parse, v: int, row: tables.Trigger, found: Arguments, things: list[int]) -> None:
        """Beside or instead of the objects: datives and "to", the type's prepositions on the verb or its object, whose the object is, content."""
        complements = [(prep, n) for prep, n in clauses.complements(p, v) if not is_time(p, n)]
        if row.type in ("ASSAULT", "PROTEST"):
            if self._is_projected(p, v):
                found.recipients = [
                    m for n in self._targets(p, v) for m in clauses.nouns_with(p, n)
                ] or found.recipients
            if not found.recipients:
                asked = frozenset(w for c in row.conditions if c.slot == "prep" and not c.is_negated for w in c.lemmas)
                firm = next(
                    (
                        nouns
                        for prep in self._towards[row.type]
                        if (prep not in small_words("LOCATIVE") or prep in asked)
                        and (nouns := [n for q, n in complements if q == prep and not is_time(p, n)])
                    ),
                    [],
                )
                found.add("recipients", [m for n in firm for m in clauses.nouns_with(p, n)])
            return
        given = [c for c in p.kids(v, "dative") if p.pos[c] in ("NOUN", "PROPN", "PRON")]
        if row.type in ("AID", "AGREE", "CONCEDE", "COOPERATE", "SUPPORT"):
            given += [n for prep, n in complements if prep == "to"] or [
                n
                for o in things
                for prep, n in clauses.complements(p, o)
                if prep == "to" and self._kinds.is_party(p, n)
            ]
        if found.recipients and not given and not all(self._kinds.is_thing(p, r) for r in found.recipients):
            return
        better = given or self._by_preposition(p, row.type, complements) or self._by_object(p, row.type, things)
        if not better:
            better = self._by_object(
                p,
                row.type,
                [
                    n
                    for prep, n in complements
                    if prep in self._towards[row.type] and prep not in small_words("LOCATIVE")
                ],
            )
        if not better and not found.recipients and row.type in ("ACCUSE", "REJECT", "SUPPORT", "REQUEST"):
            inner = [pair for o in things for pair in clauses.complements(p, o)]
            better = [
                n
                for prep, n in complements + inner
                if prep in ("into", "of", "over", "for", "to", "on", "about") and not is_time(p, n)
            ][:1]
        nouns = [m for n in better for m in clauses.nouns_with(p, n)]
        if nouns:
            kept = found.recipients if row.type in ("ACCUSE", "REJECT", "SUPPORT") and not given else []
            found.recipients = nouns + [r for r in kept if r not in nouns]
        elif not found.recipients:
            self._of_content(p, v, row, found)
            if not found.recipients:
                located = [
                    n for prep, n in complements if prep in ("in", "across", "throughout") and p.label[n] == "GPE"
                ]
                found.add(
                    "recipients",
                    located if row.type in ("COERCE", "CONCEDE", "SANCTION", "RETREAT", "AID", "MOBILIZE") else [],
                )

    def _is_projected(self, p: Parse, v: int) -> bool:
        """Whether the verb's objects are weapons that are sent somewhere: "launched missiles at a tanker", "rammed a car into a post"."""
        things = clauses.objects(p, v)
        if p.lemma[v] in self._ramming:
            return bool(things) and all(p.lemma[o].lower() in self._vehicles for o in things)
        return bool(things) and all(self._is_weapon(p, o) for o in things)

    def _is_weapon(self, p: Parse, n: int) -> bool:
        lemma = p.lemma[n].lower()
        return lemma in self._kinds.weapons or (n > 0 and f"{p.lower[n - 1]} {lemma}" in self._kinds.weapons)

    def _targets(self, p: Parse, v: int) -> list[int]:
        """What weapons are sent at, on or into, behind the verb or the weapon."""
        places = [v, *clauses.objects(p, v)]
        found = [pair for at in places for pair in clauses.complements(p, at)]
        return [n for prep, n in found if prep in self._towards[SENT] and not is_time(p, n)][:1]

    def _by_preposition(self, p: Parse, type_: str, complements: list[tuple[str, int]]) -> list[int]:
        """Parties behind the type's prepositions, the first preposition that has some."""
        return next(
            (
                nouns
                for prep in self._towards[type_]
                if prep != "in" and (nouns := [n for q, n in complements if q == prep and self._kinds.is_party(p, n)])
            ),
            [],
        )

    def _by_object(self, p: Parse, type_: str, things: list[int]) -> list[int]:
        """Whose the object is, or to whom: "rejected a US proposal", "demanded the withdrawal of troops", "crimes committed by"."""
        for o in things:
            inner = [(prep, n) for prep, n in clauses.complements(p, o) if not is_time(p, n)]
            found = self._by_preposition(p, type_, inner)
            if not found:
                found = [a for c in p.children[o] if p.dep[c] == "acl" and (a := clauses.agent(p, c)) is not None]
            if not found and (owner := clauses.possessor(p, o)) is not None and p.pos[owner] != "PRON":
                found = [owner]
            if not found:
                found = [
                    c
                    for c in p.children[o]
                    if p.dep[c] in ("amod", "compound", "nmod") and p.label[c] in ("NORP", "GPE", "ORG", "PERSON")
                ][:1]
            if not found:
                found = [n for prep, n in inner if prep == "in" and p.label[n] == "GPE"] or [
                    m for prep, n in inner if prep in ("of", "on", "to", "for") for m in self._by_object(p, type_, [n])
                ]
            if found:
                return found
        return []

    def _of_content(self, p: Parse, v: int, row: tables.Trigger, found: Arguments) -> None:
        """Whom the content clause speaks of, where the verb names nobody ("demanded that Israel withdraw", "agreed to help Kosovo")."""
        for c in p.children[v]:
            if (
                p.dep[c] not in ("ccomp", "xcomp", "advcl")
                or p.pos[c] not in VERBS
                or (p.dep[c] == "advcl" and row.type not in ("REQUEST", "REJECT", "AGREE", "THREATEN"))
            ):
                continue
            inner = c
            while (deeper := p.child(inner, "xcomp")) is not None and not clauses.objects(p, inner):
                inner = deeper
            subject = p.child(c, "nsubj", "nsubjpass")
            if (
                subject is not None
                and p.pos[subject] != "PRON"
                and row.type in ("REQUEST", "ACCUSE", "THREATEN", "SUPPORT", "REJECT")
            ):
                found.add("recipients", clauses.nouns_with(p, subject))
                return
            things = clauses.objects(p, inner)
            persons = [o for o in things if not self._kinds.is_thing(p, o)]
            if persons:
                found.add("recipients", persons)
                return
            if row.type == "THREATEN" and (owners := self._by_object(p, row.type, things)):
                found.add("recipients", owners)
                return
            behind = after(p, inner, self._towards[row.type]) or [
                n for o in things for _, n in clauses.complements(p, o) if not is_time(p, n)
            ]
            behind = [n for n in behind if not is_time(p, n)]
            if behind:
                found.add("recipients", behind[:3])
                return
