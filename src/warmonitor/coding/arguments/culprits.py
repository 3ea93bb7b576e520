"""Who is held to have done what a noun tells: who claims it, is blamed for it, accused of it (blame.tsv), or called its author."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments.found import VERBS, Arguments
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import triggers as tables
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.tables import rows


class CulpritFinder:
    """Finds who claims a deed, is blamed for it or accused of it."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._blame = tables.blame(knowledge)
        self._nobody = small_words("NOBODY", knowledge)
        classes = tables.noun_classes(knowledge)
        self._culprits, self._involvement = classes["CULPRIT"], classes["INVOLVEMENT"]
        self._works, self._hallmarks = classes["HANDIWORK"], classes["HALLMARK"]
        self._links = classes["RESPONSIBILITY"]  # "claimed responsibility for", "held responsible for"
        self._accusations = frozenset(
            row["noun"] for row in rows("speech_nouns", knowledge) if row["stance"] == "accuses"
        )
        verbs = tables.verb_classes(knowledge)
        self._facing = verbs["FACING"]
        self._denials, self._avowals = verbs["DENIAL"], verbs["AVOWAL"]

    def find(self, p: Parse, n: int, found: Arguments) -> list[int]:
        """Those held to have done what noun n tells; `found.claimed` is set where they say so themselves."""
        held = (
            self._by_place(p, n, found)
            or self._by_relative(p, n, found)
            or self._by_work(p, n)
            or self._by_hallmark(p, n, found)
        )
        return [c for c in held if not self._is_nobody(p, c)]

    def _is_nobody(self, p: Parse, n: int) -> bool:
        return p.lower[n] in self._nobody or any(p.lower[c] in self._nobody for c in p.children[n] if c < n)

    def _by_place(self, p: Parse, n: int, found: Arguments) -> list[int]:
        """By what governs the noun: "claimed the attack", "blamed X for the attack", "suspects in the attack"."""
        top = clauses.whole(p, n)
        dep, head = p.dep[top], p.head[top]
        if dep in ("dobj", "nsubjpass"):
            return self._judged(p, head, "object", found)
        if dep != "pobj":
            return []
        through, head = p.lower[head], p.head[head]
        lemma = p.lemma[head].lower()
        if p.pos[head] == "NOUN" and lemma in self._culprits:
            return self._named_as(p, head)
        if through == "of" and p.pos[head] == "NOUN" and lemma in self._accusations:
            return self._accused(p, head, n, found)
        if p.pos[head] in ("NOUN", "ADJ") and (link := self._linked(p, head)) is not None:
            held = [c for c in self._judged(p, link, lemma, found, head) if p.lemma[c].lower() not in self._culprits]
            if held or lemma not in self._involvement:
                return held
        if through in ("in", "for") and lemma in self._involvement:
            return self._involved(p, head) if p.lemma[p.head[head]] not in self._denials else []
        if through == "in" and p.pos[head] in VERBS:  # "arrested two suspects in the attack"
            suspects = clauses.objects(p, head)
            if suspects and p.lemma[suspects[0]].lower() in self._culprits:
                return suspects
        if through in ("for", "of") and p.pos[head] in (
            "NOUN",
            "PROPN",
        ):  # "blamed the regime and its army for the attack"
            head = self._verb_above(p, head)
        return self._judged(p, head, through, found)

    def _by_work(self, p: Parse, n: int) -> list[int]:
        """ "The killing was the work of a death squad"."""
        verb = p.head[clauses.whole(p, n)]
        if p.dep[clauses.whole(p, n)] != "nsubj" or p.lemma[verb] != "be" or p.child(verb, "neg") is not None:
            return []
        works = [k for k in p.kids(verb, "attr") if p.lemma[k].lower() in self._works]
        return [
            m for k in works for prep, o in clauses.complements(p, k) if prep == "of" for m in clauses.nouns_with(p, o)
        ]

    def _by_hallmark(self, p: Parse, n: int, found: Arguments) -> list[int]:
        """ "The bombing bore the hallmarks of al-Shabab": nobody says more than that it looks like theirs."""
        verb = p.head[clauses.whole(p, n)]
        if p.dep[clauses.whole(p, n)] != "nsubj" or p.pos[verb] not in VERBS or p.child(verb, "neg") is not None:
            return []
        marks = [k for k in p.kids(verb, "dobj") if p.lemma[k].lower() in self._hallmarks]
        held = [
            m for k in marks for prep, o in clauses.complements(p, k) if prep == "of" for m in clauses.nouns_with(p, o)
        ]
        found.is_suspected = found.is_suspected or bool(held)
        return held

    def _linked(self, p: Parse, n: int) -> int | None:
        """The verb that blames somebody by the noun or adjective: "claimed responsibility", "arrested in connection with"; None for none."""
        verb = p.head[p.head[n]] if p.dep[n] == "pobj" or _is_behind(p, n) else p.head[n]
        is_link = (
            p.lemma[n].lower() in self._links if p.dep[n] != "pobj" else (p.lemma[verb], p.lemma[n]) in self._blame
        )
        return verb if is_link and p.pos[verb] in VERBS else None

    def _accused(self, p: Parse, accusation: int, n: int, found: Arguments) -> list[int]:
        """Whom words of accusation name: "allegations of rape against the officer", "faces accusations of the murder"."""
        for holder in (accusation, n):
            for prep, noun in clauses.complements(p, holder):
                if prep == "against" or (prep == "by" and holder == accusation and noun > n):
                    accused = clauses.nouns_with(p, noun)
                    found.recipients = [r for r in found.recipients if r not in accused]
                    return accused
        verb = p.head[accusation]
        is_denied = p.lemma[verb] in self._denials and bool(found.recipients)  # the bare word is no more than rejected
        is_faced = p.dep[accusation] == "dobj" and (is_denied or p.lemma[verb] in self._facing)
        subject = clauses.subject(p, verb) if is_faced and not clauses.is_passive(p, verb) else None
        return clauses.nouns_with(p, subject) if subject is not None else []

    def _verb_above(self, p: Parse, n: int) -> int:
        """The verb whose object a coordinated or appositive noun belongs to; the noun itself where there is none."""
        at = n
        for _ in range(4):
            if p.dep[at] == "dobj":
                return p.head[at]
            if p.dep[at] == "pobj" and p.lower[p.head[at]] == "of":
                at = p.head[p.head[at]]
            elif p.dep[at] in ("conj", "appos"):
                at = p.head[at]
            else:
                break
        return n

    def _by_relative(self, p: Parse, n: int, found: Arguments) -> list[int]:
        """ "an attack for which the rebels claimed responsibility"."""
        for first in p.kids(n, "relcl"):
            for verb in clauses.conjuncts(p, first):
                if any(p.lower[c] in ("which", "that") for c in p.kids(verb, "dobj", "nsubjpass")) and (
                    held := self._judged(p, verb, "object", found)
                ):
                    return held  # "an attack which the army has blamed on rebels"
                for place in (verb, *p.kids(verb, "dobj", "oprd", "acomp", "ccomp")):
                    for prep, noun in clauses.complements(p, place):
                        if p.lower[noun] != "which":
                            continue
                        link = next((c for c in p.children[verb] if p.lemma[c] in self._links), None)
                        through = prep if link is None else p.lemma[link]
                        if held := self._judged(p, verb, through, found, link):
                            return held
        return []

    def _judged(self, p: Parse, verb: int, through: str, found: Arguments, link: int | None = None) -> list[int]:
        """Whom the verb holds to have done what stands behind `through`, and behind `link` where that is no preposition."""
        row = self._blame.get((p.lemma[verb], through))
        if (
            row is None
            or any(p.dep[c] == "neg" for c in p.children[verb])
            or (p.pos[verb] not in VERBS and p.dep[verb] != "acl")
        ):
            return []
        passive, culprit = clauses.is_passive(p, verb), row.culprit
        if row.way == "accuses":
            found.accused = verb
        found.is_suspected = row.way in ("accuses", "suspects")
        if culprit == "subject":
            subject = clauses.subject(p, verb)
            if passive:  # "the attack was claimed by the MRTA"
                agent = clauses.agent(p, verb) if through == "object" else None
                if agent is not None and p.lemma[verb] in self._avowals:
                    found.claimed = verb
                return clauses.nouns_with(p, agent) if agent is not None else []
            if subject is None:
                return []
            if through in ("responsibility", "credit", "to") or p.lemma[verb] in self._avowals:
                found.claimed = verb
            return clauses.nouns_with(p, subject)
        if culprit == "object":
            if passive:
                subject = clauses.subject(p, verb)
                return clauses.nouns_with(p, subject) if subject is not None else []
            own = p.child(link, "nsubj") if link is not None else None  # "holds the army responsible"
            return clauses.objects(p, verb) or (clauses.nouns_with(p, own) if own is not None else [])
        return [
            m for prep, noun in clauses.complements(p, verb) if prep == culprit for m in clauses.nouns_with(p, noun)
        ]

    def _involved(self, p: Parse, n: int) -> list[int]:
        """Whose part in it the noun tells: "the army's responsibility for the murder", "participation by the CIA in"."""
        owner = clauses.possessor(p, n)
        if owner is not None and p.pos[owner] == "PRON":
            return []
        if owner is not None:
            return clauses.nouns_with(p, owner)
        return [m for prep, o in clauses.complements(p, n) if prep in ("by", "of") for m in clauses.nouns_with(p, o)]

    def _named_as(self, p: Parse, n: int) -> list[int]:
        """Who is called the culprit ("X is the author of the attack", "X, mastermind of"); the suspects themselves where none is."""
        if p.dep[n] == "attr" and (subject := clauses.subject(p, p.head[n])) is not None:
            return clauses.nouns_with(p, subject)
        if p.dep[n] == "appos":
            return [p.head[n]]
        named = next((c for c in p.children[n] if p.dep[c] == "appos" and p.pos[c] == "PROPN"), None)
        if named is not None:
            return [named]
        return clauses.nouns_with(p, n) if p.lemma[n].lower() == "suspect" else []


def _is_behind(p: Parse, n: int) -> bool:
    """Whether an adjective is hung on the object before it that it is said of: "held the army responsible"."""
    return p.dep[n] == "amod" and p.head[n] < n and p.dep[p.head[n]] == "dobj"
