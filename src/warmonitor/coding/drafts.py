"""Triggers with their arguments and status, before they become claims."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments import Arguments
from warmonitor.coding.parse import Parse
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.knowledge.triggers import triggers
from warmonitor.records import Status

VERBS = ("VERB", "AUX", "ADJ")
# Friendly deeds: what somebody who agrees, offers or promises to do it is told to have agreed to is one happening, the agreement.
SOFT = frozenset({"AID", "COOPERATE", "CONSULT", "SUPPORT", "RETREAT", "CONCEDE", "AGREE"})


@dataclass(slots=True)
class Draft:
    """One happening as a sentence tells it; `also` holds the triggers that were joined to it; is_given: the sentence takes it for granted;
    `told` is the draft of the sentence that tells the deed, where this one only says whose it was."""

    trigger: FoundTrigger
    arguments: Arguments
    status: Status
    also: list[FoundTrigger] = field(default_factory=list)
    is_given: bool = False
    told: Draft | None = None

    @property
    def token(self) -> int:
        return self.trigger.token

    @property
    def type(self) -> str:
        return self.trigger.row.type


def refused(p: Parse, drafts: list[Draft], extra: Path | None = None) -> list[Draft]:
    """The drafts with what somebody says they will not do as a refusal, where the deed would be a friendly one.

    "Israel will not release the prisoners" is a rejection; the words that turn a verb stand in triggers.tsv as "refusal".
    """
    rows = triggers(extra)
    for draft in drafts:
        v = draft.token
        if draft.type not in SOFT or p.pos[v] not in ("VERB", "AUX"):
            continue
        is_ahead = any(p.dep[c] == "aux" and (p.lower[c], "refusal") in rows for c in p.children[v])
        negation = next((c for c in p.children[v] if p.dep[c] == "neg" and (p.lower[c], "refusal") in rows), None)
        if is_ahead and negation is not None:
            row = rows[p.lower[negation], "refusal"][
                0
            ]  # what its own words asked for is told in it still: "will not end the strike"
            row = replace(row, conditions=draft.trigger.row.conditions)
            draft.trigger = FoundTrigger(v, draft.trigger.first, draft.trigger.last, row)
            draft.status = Status()
    return drafts


def clause_top(p: Parse, draft: Draft) -> int:
    """The verb that the draft's clause hangs on, the trigger itself where it has none."""
    if p.pos[draft.token] in VERBS:
        return draft.token
    if draft.arguments.carrier is not None:
        return draft.arguments.carrier
    return clauses.clause_verb(p, draft.token) or draft.token
