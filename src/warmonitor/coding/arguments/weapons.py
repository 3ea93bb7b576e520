"""The weapons of an event's clause."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments.found import VERBS, Arguments
from warmonitor.coding.arguments.kinds import Kinds
from warmonitor.coding.parse import Parse
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import noun_classes, verb_classes


class WeaponFinder:
    """Finds weapon words (weapons.tsv)."""

    def __init__(self, kinds: Kinds, knowledge: Path | None = None) -> None:
        self._kinds = kinds
        self._minerals = noun_classes(knowledge)["MINERAL"]
        self._taking = verb_classes()["TAKING"]
        words = [name.split()[-1] for name in kinds.weapons]
        self._lasts = frozenset(words) | frozenset(word.rsplit("-", 1)[-1] for word in words)

    def find(self, p: Parse, trigger: FoundTrigger, found: Arguments) -> None:
        """Weapon words of the event's clause: below the trigger or the verb that carries it, or as that verb's subject."""
        if trigger.row.type not in ("ASSAULT", "COERCE", "MOBILIZE", "AID", "RETREAT", "THREATEN"):
            return
        top = found.carrier if found.carrier is not None else trigger.token
        if p.dep[top] in ("conj", "xcomp", "acl", "relcl") and p.pos[top] in VERBS:
            subject = clauses.subject(p, top)
            reach = [(p.left[top], p.right[top])] + ([(p.left[subject], subject + 1)] if subject is not None else [])
        else:
            reach = [(p.left[top], p.right[top])]
        for first, last in reach:
            k = first
            while k < min(last, first + 80):
                size = self._weapon_at(p, k)
                is_used = size and not self._is_taken(p, k + size - 1)
                if is_used and (size > 1 or not (k <= trigger.token < k + size)):
                    found.weapons.append((k, k + size))
                k += max(size, 1)

    def _is_taken(self, p: Parse, n: int) -> bool:
        """Whether arms were found or seized, and so not used: "killed five rebels and seized rifles"."""
        while p.dep[n] == "conj" and p.head[n] < n and p.pos[p.head[n]] in ("NOUN", "PROPN"):
            n = p.head[n]
        return p.dep[n] in ("dobj", "nsubjpass") and p.lemma[p.head[n]] in self._taking

    def _is_site(self, p: Parse, n: int) -> bool:
        """Whether a mine is one that people work in: "at the mine", "the mine's guards"."""
        if p.lemma[n].lower() != "mine":
            return False
        return p.dep[n] == "poss" or (p.dep[n] == "pobj" and p.lower[p.head[n]] in small_words("LOCATIVE"))

    def _weapon_at(self, p: Parse, k: int) -> int:
        """How many tokens from k on name a weapon (the longest name), 0 for none."""
        end = len(p)
        for size in (4, 3, 2, 1):
            last = k + size - 1
            if last < end and p.pos[last] in ("NOUN", "PROPN") and p.lemma[last].lower() in self._lasts:
                head = p.head[last]
                if (
                    p.dep[last] in ("compound", "nmod")
                    and p.lemma[head].lower() not in self._kinds.events
                    and p.lemma[head].lower() not in self._kinds.weapons
                ):
                    continue  # "tank truck", "gun shop"
                if any(p.lower[c] in self._minerals for c in p.kids(last, "compound")) or self._is_site(p, last):
                    continue  # "a gold mine", "workers at the mine"
                words = [*p.lower[k:last], p.lemma[last].lower()]
                if " ".join(words).replace(" - ", "-") in self._kinds.weapons:
                    return size
        return 0
