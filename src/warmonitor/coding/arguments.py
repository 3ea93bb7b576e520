"""Who did it to whom: the heads of the noun phrases that a trigger's syntax gives as actors and recipients, and its weapons.

Rules by the trigger's frame: "" the subject (or "by") acts on the object; mutual: subject with "with" or "between";
clash: all sides act; suffer: the subject is the one harmed. Nouns take theirs from possessors, modifiers, prepositions
and the verb that lends them its subject (support_verbs.tsv).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.knowledge import triggers as tables

_VERBS = ("VERB", "AUX")
_LOCATIVE = frozenset({"in", "near", "into", "at", "along", "around", "toward", "towards", "outside"})


@dataclass(slots=True)
class Arguments:
    """Token indexes of the heads of noun phrases, in the order of the text; `carrier` is the verb that lends the noun its clause,
    `claimed` the verb by which the actors take the deed upon themselves."""

    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    weapons: list[tuple[int, int]] = field(default_factory=list)
    carrier: int | None = None
    claimed: int | None = None

    def add(self, side: str, tokens: list[int]) -> None:
        held = getattr(self, side)
        held += [t for t in tokens if t not in held]


class ArgumentFinder:
    """Finds the arguments of triggers."""

    def __init__(self, persons: Collection[str], knowledge: Path | None = None) -> None:
        """`persons` are lemmas of nouns for persons, groups and bodies."""
        self._persons = frozenset(persons)
        self._support = tables.support_verbs(knowledge)
        self._weapons = tables.weapons(knowledge)
        self._blame = tables.blame(knowledge)
        self._towards = tables.towards(knowledge)
        self._nouns = frozenset(word for word, pos in tables.triggers(knowledge) if pos == "noun")

    def find(self, p: Parse, trigger: FoundTrigger) -> Arguments:
        """The arguments of one trigger."""
        found = Arguments()
        i = trigger.token
        if p.pos[i] in _VERBS or p.pos[i] == "ADJ" or p.tag[i].startswith("VB"):
            self._of_verb(p, i, trigger.row, found)
        else:
            self._of_noun(p, i, trigger.row, found)
        self._find_weapons(p, trigger, found)
        found.recipients = [r for r in found.recipients if r not in found.actors or trigger.row.frame == "mutual"]
        return found

    # ---- verbs

    def _of_verb(self, p: Parse, v: int, row: tables.Trigger, found: Arguments) -> None:
        passive = clauses.is_passive(p, v)
        subject = clauses.subject(p, v if p.pos[v] != "ADJ" else p.head[v])
        subjects = clauses.nouns_with(p, subject) if subject is not None and p.pos[subject] not in _VERBS else []
        objects = clauses.objects(p, v)
        agent = clauses.agent(p, v) if passive else None
        agents = clauses.nouns_with(p, agent) if agent is not None else []
        if row.frame == "suffer":
            found.add(
                "recipients",
                [
                    t
                    for t in subjects
                    if p.lemma[t].lower() not in self._weapons and p.lemma[t].lower() not in self._nouns
                ],
            )
            self._by_cause(p, v, found)
            return
        doers, sufferers = (agents, subjects) if passive and row.frame != "self" else (subjects, objects)
        doers = self._event_subjects(p, doers, found)
        if row.frame == "clash":
            found.add("actors", doers + (sufferers if not passive else []))
            found.add("actors", self._after(p, v, ("with", "against", "between", "alongside")))
            if passive:
                found.add("actors", sufferers)
            return
        found.add("actors", doers)
        found.add("recipients", [t for t in sufferers if not self._is_own_object(p, t, row)])
        self._find_recipients(p, v, row, found, sufferers)

    def _is_own_object(self, p: Parse, n: int, row: tables.Trigger) -> bool:
        """Whether the noun is the thing that the row's own condition asks for ("imposed sanctions"), not somebody acted on."""
        lemmas = {p.lemma[m].lower() for m in (n, *clauses.measured(p, n))}
        return any(
            c.slot == "obj"
            and not c.is_negated
            and not (c.own.isdisjoint(lemmas) and ("WEAPON" not in c.lemmas or lemmas.isdisjoint(self._weapons)))
            for c in row.conditions
        )

    def _find_recipients(self, p: Parse, v: int, row: tables.Trigger, found: Arguments, things: list[int]) -> None:
        """Beside or instead of the objects: datives and "to", the type's prepositions on the verb or its object, whose the object is, content."""
        complements = [(prep, n) for prep, n in clauses.complements(p, v) if not self._is_time(p, n)]
        if row.type in ("ASSAULT", "PROTEST"):
            if not found.recipients:
                firm = next(
                    (
                        nouns
                        for prep in self._towards[row.type]
                        if prep not in _LOCATIVE and (nouns := [n for q, n in complements if q == prep])
                    ),
                    [],
                )
                found.add("recipients", [m for n in firm for m in clauses.nouns_with(p, n)])
            return
        given = [c for c in p.kids(v, "dative") if p.pos[c] in ("NOUN", "PROPN", "PRON")]
        if row.type in ("AID", "AGREE", "CONCEDE", "COOPERATE", "SUPPORT"):
            given += [n for prep, n in complements if prep == "to"] or [
                n for o in things for prep, n in clauses.complements(p, o) if prep == "to" and self._is_party(p, n)
            ]
        if found.recipients and not given and not all(self._is_thing(p, r) for r in found.recipients):
            return
        better = given or self._by_preposition(p, row.type, complements) or self._by_object(p, row.type, things)
        if not better:
            better = self._by_object(
                p, row.type, [n for prep, n in complements if prep in self._towards[row.type] and prep not in _LOCATIVE]
            )
        if not better and not found.recipients and row.type in ("ACCUSE", "REJECT", "SUPPORT", "REQUEST"):
            inner = [pair for o in things for pair in clauses.complements(p, o)]
            better = [
                n
                for prep, n in complements + inner
                if prep in ("into", "of", "over", "for", "to", "on", "about") and not self._is_time(p, n)
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

    def _by_preposition(self, p: Parse, type_: str, complements: list[tuple[str, int]]) -> list[int]:
        """Parties behind the type's prepositions, the first preposition that has some."""
        return next(
            (
                nouns
                for prep in self._towards[type_]
                if prep != "in" and (nouns := [n for q, n in complements if q == prep and self._is_party(p, n)])
            ),
            [],
        )

    def _by_object(self, p: Parse, type_: str, things: list[int]) -> list[int]:
        """Whose the object is, or to whom: "rejected a US proposal", "demanded the withdrawal of troops", "crimes committed by"."""
        for o in things:
            inner = [(prep, n) for prep, n in clauses.complements(p, o) if not self._is_time(p, n)]
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

    def _is_party(self, p: Parse, n: int) -> bool:
        return (
            p.label[n] in ("PERSON", "NORP", "ORG", "GPE")
            or p.pos[n] in ("PROPN", "PRON")
            or p.lemma[n].lower() in self._persons
        )

    def _of_content(self, p: Parse, v: int, row: tables.Trigger, found: Arguments) -> None:
        """Whom the content clause speaks of, where the verb names nobody ("demanded that Israel withdraw", "agreed to help Kosovo")."""
        for c in p.children[v]:
            if (
                p.dep[c] not in ("ccomp", "xcomp", "advcl")
                or p.pos[c] not in _VERBS
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
            persons = [o for o in things if not self._is_thing(p, o)]
            if persons:
                found.add("recipients", persons)
                return
            after = self._after(p, inner, self._towards[row.type]) or [
                n for o in things for _, n in clauses.complements(p, o) if not self._is_time(p, n)
            ]
            after = [n for n in after if not self._is_time(p, n)]
            if after:
                found.add("recipients", after[:3])
                return

    def _by_cause(self, p: Parse, v: int, found: Arguments) -> None:
        """ "died in an Israeli air strike", "fled from the rebels": who caused it, where an event or actor noun says so."""
        for prep, noun in clauses.complements(p, v):
            if prep in ("in", "during", "after", "from", "by", "of") and p.lemma[noun].lower() in self._nouns:
                inner = Arguments()
                self._own_of_noun(p, noun, "", "ASSAULT", inner)
                found.add("actors", inner.actors)
                return

    def _event_subjects(self, p: Parse, doers: list[int], found: Arguments) -> list[int]:
        """An event or weapon in the subject's place is not who did it: those who did stand in its own phrase."""
        kept = []
        for d in doers:
            lemma = p.lemma[d].lower()
            if lemma in self._nouns or lemma in self._weapons:
                inner = Arguments()
                self._own_of_noun(p, d, "", "ASSAULT", inner)
                found.add("actors", inner.actors)
            else:
                kept.append(d)
        return kept

    # ---- nouns

    def _of_noun(self, p: Parse, n: int, row: tables.Trigger, found: Arguments) -> None:
        self._own_of_noun(p, n, row.frame, row.type, found)
        if row.type in ("ASSAULT", "COERCE"):
            found.add("actors", [c for c in self._culprits(p, n, found) if c not in found.recipients])
        dep, head = p.dep[n], p.head[n]
        verb = head
        if dep == "conj":
            first = n
            while p.dep[first] == "conj" and p.pos[p.head[first]] in ("NOUN", "PROPN"):
                first = p.head[first]
            dep, head = p.dep[first], p.head[first]
            verb = head
        if dep == "pobj":
            verb = p.head[head]
            preposition = p.lower[head]
        else:
            preposition = ""
        if p.pos[verb] not in _VERBS:
            return
        parts = self._support.get(p.lemma[verb], frozenset())
        subject = clauses.subject(p, verb)
        subjects = clauses.nouns_with(p, subject) if subject is not None and p.pos[subject] not in _VERBS else []
        agent = clauses.agent(p, verb)
        side = "actors" if "do" in parts else "recipients"
        if dep in ("dobj", "attr", "oprd") and parts & {"do", "undergo"}:
            found.carrier = verb
            found.add(side, subjects if not clauses.is_passive(p, verb) else [])
            self._beside_carrier(p, verb, row, found)
        elif dep == "nsubjpass" and parts & {"do", "undergo"}:
            found.carrier = verb
            if agent is not None:
                found.add(side, clauses.nouns_with(p, agent))
            self._beside_carrier(p, verb, row, found)
        elif dep == "nsubj" and "occur" in parts:
            found.carrier = verb
            objects = clauses.objects(p, verb)
            if row.type == "ASSAULT" and objects and p.lemma[verb] not in ("take", "end", "begin", "continue", "last"):
                found.add("recipients", objects)
            self._beside_carrier(p, verb, row, found)
        elif preposition in ("under",) and p.lemma[verb] in ("come", "be"):
            found.carrier = verb
            found.add("recipients", subjects)
        elif (preposition == "on" and p.lemma[verb] in ("go", "be", "embark")) or (
            preposition in ("in", "into") and p.lemma[verb] in ("engage", "participate", "join", "take", "involve")
        ):  # "went on strike"
            found.carrier = verb
            found.add("actors", subjects)

    def _culprits(self, p: Parse, n: int, found: Arguments) -> list[int]:
        """Who is held to have done what the noun tells: who claims it, is blamed for it, accused of it (blame.tsv)."""
        dep, head = p.dep[n], p.head[n]
        through = "object" if dep in ("dobj", "nsubjpass") else ""
        if dep == "pobj":
            through, head = p.lower[head], p.head[head]
            if p.pos[head] in ("NOUN", "ADJ") and p.lemma[head] in ("responsibility", "responsible"):
                through = p.lemma[head]
                head = p.head[head]
        culprit = self._blame.get((p.lemma[head], through)) if through else None
        if (
            culprit is None
            or any(p.dep[c] == "neg" for c in p.children[head])
            or (p.pos[head] not in _VERBS and p.dep[head] != "acl")
        ):
            return []
        if culprit == "subject":
            subject = clauses.subject(p, head)
            if subject is None or clauses.is_passive(p, head):
                return []
            if through in ("responsibility", "to") or p.lemma[head] in ("claim", "admit", "acknowledge"):
                found.claimed = head
            return clauses.nouns_with(p, subject)
        if culprit == "object":
            if clauses.is_passive(p, head):
                subject = clauses.subject(p, head)
                return clauses.nouns_with(p, subject) if subject is not None else []
            return clauses.objects(p, head)
        return [
            m for prep, noun in clauses.complements(p, head) if prep == culprit for m in clauses.nouns_with(p, noun)
        ]

    def _beside_carrier(self, p: Parse, verb: int, row: tables.Trigger, found: Arguments) -> None:
        if not found.recipients or row.frame == "mutual":
            for prep, noun in clauses.complements(p, verb):
                if prep in self._towards[row.type] and prep not in _LOCATIVE and not self._is_time(p, noun):
                    side = "actors" if row.frame == "clash" else "recipients"
                    found.add(side, clauses.nouns_with(p, noun))
                    break

    def _own_of_noun(self, p: Parse, n: int, frame: str, type_: str, found: Arguments) -> None:
        """Arguments inside the noun's own phrase."""
        has_of = any(p.lower[c] == "of" for c in p.children[n])
        for c in p.children[n]:
            dep = p.dep[c]
            if frame == "patient" and not has_of and dep in ("poss", "compound") and self._names_party(p, c):
                found.add("recipients", clauses.nouns_with(p, c))
            elif (
                dep == "poss" or (dep in ("amod", "compound", "nmod") and c < n and self._names_party(p, c))
            ) and not self._is_time(p, c):
                found.add("actors", clauses.nouns_with(p, c) if dep == "poss" else [c])
        takes_objective = type_ in (
            "ASSAULT",
            "COERCE",
            "SANCTION",
            "RETREAT",
            "ACCUSE",
            "SUPPORT",
            "REJECT",
            "AID",
            "CONCEDE",
            "MOBILIZE",
        )
        for prep, noun in clauses.complements(p, n):
            if self._is_time(p, noun):
                continue
            nouns = clauses.nouns_with(p, noun)
            if prep == "by":
                found.add("actors", nouns)
            elif prep in ("between", "among"):
                found.add("actors", nouns)
                if frame == "mutual":
                    found.add("recipients", nouns)
            elif prep == "with" and frame in ("mutual", "clash"):
                found.add("actors" if frame == "clash" else "recipients", nouns)
            elif prep == "of" and frame != "mutual":
                is_own = frame == "clash" or not takes_objective
                found.add("actors" if is_own else "recipients", nouns)
            elif prep in ("against", "on", "upon", "at", "to") and prep in self._towards[type_]:
                found.add("actors" if frame == "clash" else "recipients", nouns)
            elif prep == "from" and type_ in ("REQUEST", "ACCUSE", "SUPPORT", "THREATEN", "AID", "REJECT"):
                found.add("actors", nouns)
        for c in p.children[n]:
            if p.dep[c] in ("acl", "relcl") and p.pos[c] == "VERB" and p.lemma[c] in self._support:
                agent = clauses.agent(p, c)
                if agent is not None:
                    found.add("actors", clauses.nouns_with(p, agent))
            elif p.dep[c] == "acl" and p.tag[c] == "VBG" and p.lemma[c] in ("target", "involve", "kill"):
                found.add("actors" if p.lemma[c] == "involve" else "recipients", clauses.objects(p, c))

    # ---- tests

    def _names_party(self, p: Parse, c: int) -> bool:
        if p.lemma[c].lower() in self._weapons:
            return False
        return (
            p.label[c] in ("NORP", "GPE", "ORG", "PERSON")
            or p.pos[c] == "PROPN"
            or p.lower[c]
            in (
                "rebel",
                "guerrilla",
                "insurgent",
                "militant",
                "army",
                "police",
                "government",
                "military",
                "regime",
                "terrorist",
                "opposition",
                "jihadist",
                "militia",
                "coalition",
            )
        )

    def _is_time(self, p: Parse, n: int) -> bool:
        return p.label[n] in ("DATE", "TIME", "PERCENT", "MONEY", "ORDINAL") and p.pos[n] != "PRON"

    def _is_thing(self, p: Parse, n: int) -> bool:
        """A noun that names no one: what was given or refused rather than who got it."""
        return (
            p.pos[n] == "NOUN"
            and p.label[n] not in ("PERSON", "NORP", "ORG", "GPE")
            and p.lemma[n].lower() not in self._persons
        )

    def _after(self, p: Parse, v: int, prepositions: tuple[str, ...]) -> list[int]:
        return [
            m
            for prep, n in clauses.complements(p, v)
            if prep in prepositions and not self._is_time(p, n)
            for m in clauses.nouns_with(p, n)
        ]

    def _find_weapons(self, p: Parse, trigger: FoundTrigger, found: Arguments) -> None:
        """Weapon words of the event's clause: below the trigger or the verb that carries it, or as that verb's subject."""
        if trigger.row.type not in ("ASSAULT", "COERCE", "MOBILIZE", "AID", "RETREAT", "THREATEN"):
            return
        top = found.carrier if found.carrier is not None else trigger.token
        if p.dep[top] in ("conj", "xcomp", "acl", "relcl") and p.pos[top] in _VERBS:
            subject = clauses.subject(p, top)
            reach = [(p.left[top], p.right[top])] + ([(p.left[subject], subject + 1)] if subject is not None else [])
        else:
            reach = [(p.left[top], p.right[top])]
        for first, last in reach:
            k = first
            while k < min(last, first + 80):
                size = self._weapon_at(p, k)
                if (size and not (k <= trigger.token < k + size)) or size > 1:
                    found.weapons.append((k, k + size))
                k += max(size, 1)

    def _weapon_at(self, p: Parse, k: int) -> int:
        """How many tokens from k on name a weapon (the longest name), 0 for none."""
        for size in (4, 3, 2, 1):
            if k + size <= len(p) and p.pos[k + size - 1] in ("NOUN", "PROPN"):
                last = k + size - 1
                head = p.head[last]
                if (
                    p.dep[last] in ("compound", "nmod")
                    and p.lemma[head].lower() not in self._nouns
                    and p.lemma[head].lower() not in self._weapons
                ):
                    continue  # "tank truck", "gun shop"
                words = [*p.lower[k:last], p.lemma[last].lower()]
                if " ".join(words).replace(" - ", "-") in self._weapons:
                    return size
        return 0
