"""Happenings that a participle before a noun takes for granted: "the besieged town", "two kidnapped aid workers"."""

from __future__ import annotations

from warmonitor.coding import clauses
from warmonitor.coding.arguments import Arguments
from warmonitor.coding.drafts import Draft
from warmonitor.coding.parse import Parse
from warmonitor.coding.triggers import TriggerFinder
from warmonitor.records import Status


def find_participles(p: Parse, triggers: TriggerFinder) -> list[Draft]:
    """A draft for each such participle beside a certain or a counted noun: done to the noun, and no news."""
    found = []
    for i, dep in enumerate(p.dep):
        if dep != "amod" or p.tag[i] not in ("VBN", "VBD", "JJ"):
            continue
        noun = p.head[i]
        while p.dep[noun] == "compound" and p.head[noun] > noun:  # "the kidnapped aid workers"
            noun = p.head[noun]
        trigger = triggers.before_noun(p, i, noun) if _is_certain(p, noun) else None
        if trigger is not None:
            recipients = clauses.nouns_with(p, noun)
            found.append(Draft(trigger, Arguments(recipients=recipients), Status(), is_given=True))
    return found


def _is_certain(p: Parse, noun: int) -> bool:
    """Whether the noun names some certain ones: "the", "their", "two"."""
    return any(
        (p.dep[c] == "det" and p.lower[c] in ("the", "this", "that", "these", "those"))
        or p.dep[c] in ("poss", "nummod")
        for c in p.children[noun]
    )
