"""The arguments of verbs: subject, object and what stands for them, by the frame of the verb's row."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments.found import VERBS, Arguments
from warmonitor.coding.arguments.kinds import Kinds, after
from warmonitor.coding.arguments.phrases import NounPhrases
from warmonitor.coding.arguments.recipients import RecipientFinder
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import triggers as tables
from warmonitor.knowledge.small_words import small_words

_TOWNS = frozenset({"GPE", "LOC"})


class VerbArguments:
    """Finds who does and who suffers what a verb tells."""

    def __init__(self, kinds: Kinds, phrases: NounPhrases, knowledge: Path | None = None) -> None:
        self._kinds = kinds
        self._phrases = phrases
        self._recipients = RecipientFinder(kinds, knowledge)
        verbs = tables.verb_classes(knowledge)
        self._meeting, self._repelling = verbs["MEETING_ARMS"], verbs["REPELLING"]
        nouns = tables.noun_classes(knowledge)
        self._remains, self._premises = nouns["REMAINS"], nouns["PREMISES"]

    def find(self, p: Parse, v: int, row: tables.Trigger, found: Arguments) -> None:
        passive = clauses.is_passive(p, v)
        subject = clauses.subject(p, v if p.pos[v] != "ADJ" else p.head[v])
        subjects = clauses.nouns_with(p, subject) if subject is not None and p.pos[subject] not in VERBS else []
        if row.type == "ASSAULT" and subjects == [p.head[v]] and p.dep[v] == "relcl" and _is_where(p, p.head[v]):
            subjects = []  # "fired missiles at Kyiv, which injured ten"
        objects = self._listed(p, clauses.objects(p, v))
        agent = clauses.agent(p, v) if passive else None
        if passive and agent is None and (other := _next_passive(p, v)) is not None:
            agent = clauses.agent(p, other)  # "was shelled and then set on fire by soldiers"
        agents = clauses.nouns_with(p, agent) if agent is not None else []
        if row.frame == "suffer":
            found.add(
                "recipients",
                [
                    t
                    for t in subjects
                    if p.lemma[t].lower() not in self._kinds.weapons and p.lemma[t].lower() not in self._kinds.events
                ],
            )
            self._by_cause(p, v, found)
            if p.lemma[v] == "fall":
                found.add("actors", self._fallen_to(p, v))
            return
        if row.frame == "remains":  # whoever found the bodies killed nobody
            found.add("recipients", [m for t in (subjects if passive else objects) for m in self._whose_remains(p, t)])
            return
        doers, sufferers = (agents, subjects) if passive and row.frame != "self" else (subjects, objects)
        believed = [m for d in doers for m in clauses.believed(p, d)]
        doers = [*self._event_subjects(p, doers, found), *believed]
        if row.frame == "clash":
            found.add("actors", doers + (sufferers if not passive else []))
            found.add("actors", after(p, v, ("with", "against", "between", "alongside")))
            if passive:
                found.add("actors", sufferers)
            return
        found.add("actors", doers)
        found.add("recipients", [t for t in sufferers if not self._is_own_object(p, t, row)])
        if row.type == "ASSAULT" and row.word in self._meeting:
            found.add("recipients", [m for t in sufferers for m in self._owners_of_arms(p, t)])
        if row.word in self._repelling and any(p.lemma[t].lower() in self._kinds.events for t in sufferers):
            found.recipients = [m for t in sufferers for m in self._repelled(p, t)]
            return  # "repelled an attack on Babanusa": the town isn't whom they fought
        self._recipients.find(p, v, row, found, sufferers)

    def _fallen_to(self, p: Parse, v: int) -> list[int]:
        """Whose a place becomes that falls: "fell to the rebels", "fell into the hands of the Taliban"."""
        for prep, n in clauses.complements(p, v):
            if prep == "to":
                return [m for m in clauses.nouns_with(p, n) if self._kinds.is_party(p, m)]
            if prep in ("into", "under"):
                return [m for q, o in clauses.complements(p, n) if q == "of" for m in clauses.nouns_with(p, o)]
        return []

    def _listed(self, p: Parse, objects: list[int]) -> list[int]:
        """The objects with the rest of a list of things whose parse breaks off: "hit a school, a depot and a bank"."""
        found = list(objects)
        for o in objects:
            for c in p.kids(o, "appos") if p.tag[o] in ("NN", "NNP") and self._is_struck(p, o) else ():
                is_another = p.child(c, "det", "nummod", "poss") is not None and p.child(c, "conj") is not None
                if is_another and self._is_struck(p, c):
                    found += [m for m in clauses.nouns_with(p, c) if m not in found]
        return found

    def _is_struck(self, p: Parse, n: int) -> bool:
        return self._kinds.is_thing(p, n) or p.lemma[n].lower() in self._premises

    def _repelled(self, p: Parse, n: int) -> list[int]:
        """Whose the attack was that was repelled and what it was on, but for towns; the noun itself where it is none."""
        if p.lemma[n].lower() not in self._kinds.events:
            return [n]
        inner = Arguments()
        self._phrases.find(p, n, "", "ASSAULT", inner)
        return inner.actors + [r for r in inner.recipients if not self._is_town(p, r)]

    def _is_town(self, p: Parse, n: int) -> bool:
        return p.label[n] in _TOWNS or any(
            prep == "of" and p.label[o] in _TOWNS for prep, o in clauses.complements(p, n)
        )

    def _whose_remains(self, p: Parse, n: int) -> list[int]:
        """Whose bodies they are: "the bodies of 18 men and three women", "the woman's body"; those who were lost themselves."""
        if p.lemma[n].lower() not in self._remains:
            return clauses.nouns_with(p, n)
        owner = clauses.possessor(p, n)
        return [m for prep, o in clauses.complements(p, n) if prep == "of" for m in clauses.nouns_with(p, o)] or (
            [owner] if owner is not None and p.pos[owner] != "PRON" else []
        )

    def _owners_of_arms(self, p: Parse, n: int) -> list[int]:
        """Whose the drones or missiles are that were shot down: "Russian drones", "38 of 52 drones launched by Russia"."""
        for arms in (n, *clauses.measured(p, n)):
            if p.lemma[arms].lower() not in self._kinds.weapons:
                continue
            sent = [a for c in p.kids(arms, "acl") if (a := clauses.agent(p, c)) is not None]
            owner = clauses.possessor(p, arms)
            named = [
                c
                for c in p.children[arms]
                if p.dep[c] in ("amod", "compound", "nmod") and self._kinds.names_party(p, c)
            ]
            return sent or ([owner] if owner is not None else named[:1])
        return []

    def _is_own_object(self, p: Parse, n: int, row: tables.Trigger) -> bool:
        """Whether the noun is the thing that the row's own condition asks for ("imposed sanctions"), not somebody acted on."""
        lemmas = {p.lemma[m].lower() for m in (n, *clauses.measured(p, n))}
        return any(
            c.slot == "obj"
            and not c.is_negated
            and not (c.own.isdisjoint(lemmas) and ("WEAPON" not in c.lemmas or lemmas.isdisjoint(self._kinds.weapons)))
            for c in row.conditions
        )

    def _by_cause(self, p: Parse, v: int, found: Arguments) -> None:
        """ "died in an Israeli air strike", "fled from the rebels": who caused it, where an event or actor noun says so."""
        for prep, noun in clauses.complements(p, v):
            if prep in ("in", "during", "after", "from", "by", "of") and p.lemma[noun].lower() in self._kinds.events:
                inner = Arguments()
                self._phrases.find(p, noun, "", "ASSAULT", inner)
                found.add("actors", inner.actors)
                return
        if found.recipients:  # "came under fire from gunmen"
            found.add("actors", [n for n in after(p, v, ("from", "by")) if self._may_harm(p, n)])

    def _may_harm(self, p: Parse, n: int) -> bool:
        return p.label[n] not in ("GPE", "LOC", "FAC") and self._kinds.is_party(p, n)

    def _event_subjects(self, p: Parse, doers: list[int], found: Arguments) -> list[int]:
        """An event or weapon in the subject's place is not who did it: those who did stand in its own phrase."""
        kept = []
        for d in doers:
            lemma = p.lemma[d].lower()
            if self._kinds.is_bearer(p, d):
                kept.append(d)
            elif lemma in self._kinds.events or lemma in self._kinds.weapons:
                inner = Arguments()
                self._phrases.find(p, d, "", "ASSAULT", inner)
                found.add("actors", inner.actors)
            else:
                kept.append(d)
        return kept


def _next_passive(p: Parse, v: int) -> int | None:
    """The passive that shares the verb's subject, and so who did it."""
    return next((c for c in p.kids(v, "conj") if p.tag[c] == "VBN" and p.child(c, *clauses.SUBJECTS) is None), None)


def _is_where(p: Parse, n: int) -> bool:
    """Whether the noun says where something was done."""
    return (
        p.dep[n] == "pobj"
        and p.label[n] in ("GPE", "LOC", "FAC")
        and p.lower[p.head[n]] in small_words("LOCATIVE") | {"on"}
    )
