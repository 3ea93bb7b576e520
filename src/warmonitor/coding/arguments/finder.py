"""The door to arguments: those of one trigger."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from warmonitor.coding.arguments.beyond import Beyond
from warmonitor.coding.arguments.found import VERBS, Arguments
from warmonitor.coding.arguments.kinds import Kinds
from warmonitor.coding.arguments.nouns import NounArguments
from warmonitor.coding.arguments.phrases import NounPhrases
from warmonitor.coding.arguments.targets import TargetFinder
from warmonitor.coding.arguments.verbs import VerbArguments
from warmonitor.coding.arguments.weapons import WeaponFinder
from warmonitor.coding.parse import Parse
from warmonitor.coding.triggers import FoundTrigger


class ArgumentFinder:
    """Finds the arguments of triggers."""

    def __init__(self, persons: Collection[str], knowledge: Path | None = None) -> None:
        """`persons` are lemmas of nouns for persons, groups and bodies."""
        kinds = Kinds(persons, knowledge)
        phrases = NounPhrases(kinds, knowledge)
        self._verbs = VerbArguments(kinds, phrases, knowledge)
        self._nouns = NounArguments(phrases, knowledge)
        self._weapons = WeaponFinder(kinds, knowledge)
        self._targets = TargetFinder(kinds, knowledge)
        self._beyond = Beyond(kinds, knowledge)

    def find(self, p: Parse, trigger: FoundTrigger) -> Arguments:
        """The arguments of one trigger."""
        found = Arguments()
        i = trigger.token
        if p.pos[i] in VERBS or p.pos[i] == "ADJ" or p.tag[i].startswith("VB"):
            self._verbs.find(p, i, trigger.row, found)
        else:
            self._nouns.find(p, i, trigger.row, found)
        self._weapons.find(p, trigger, found)
        if trigger.row.type == "ASSAULT":
            if not found.recipients and trigger.row.frame != "clash":
                found.recipients = self._targets.find(p, i, trigger.row.word)
            found.add("recipients", self._targets.of_subject(p, i))
            found.recipients = self._targets.wholes(p, found.recipients)
        found.is_mutual = any(self._is_reciprocal(p, r) for r in found.recipients)
        found.recipients = [r for r in found.recipients if r not in found.actors or trigger.row.frame == "mutual"]
        return found

    def beyond(self, p: Parse, trigger: FoundTrigger, found: Arguments) -> list[int]:
        """Those that the rest of the trigger's clause speaks of, the likeliest recipients first."""
        top = trigger.token if found.carrier is None else found.carrier
        return self._beyond.find(p, top, trigger.token, trigger.row.type)

    def _is_reciprocal(self, p: Parse, n: int) -> bool:
        """ "Each other", "one another"."""
        return p.lower[n] in ("other", "another") and n > 0 and p.lower[n - 1] in ("each", "one")
