"""Demands that no verb of asking tells: "X said that Y must ..." is a request by X to Y."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.actors import Parties
from warmonitor.coding.arguments import Arguments
from warmonitor.coding.drafts import Draft
from warmonitor.coding.parse import Parse
from warmonitor.coding.statements import FoundStatement
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.knowledge import triggers as tables
from warmonitor.records import Status

_OWN = frozenset({"i", "we", "it", "this", "that", "there", "he", "she", "they", "you", "everyone", "one", "people", "what", "which"})


class DemandFinder:
    """Finds the modals of duty (rows of pos "modal" in triggers.tsv) in what somebody says of somebody else."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._rows = {word: rows[0] for (word, pos), rows in tables.triggers(knowledge).items() if pos == "modal"}

    def find(self, p: Parse, parties: Parties, statements: list[FoundStatement]) -> list[Draft]:
        """A draft for each demand whose speaker and addressee are both known parties of different names."""
        found = []
        for statement in statements:
            if statement.speaker_head is None or statement.kind != "say" or statement.form not in ("clause", "quote", "source"):
                continue
            for modal in range(statement.first, statement.last):
                row = self._rows.get(p.lower[modal])
                if row is None or p.dep[modal] != "aux":
                    continue
                verb = p.head[modal]
                if p.head[verb] != verb and statement.first <= p.head[verb] < statement.last and p.dep[verb] not in ("conj", "ccomp"):
                    continue
                subject = clauses.subject(p, verb)
                if subject is None or p.lower[subject] in _OWN or any(p.dep[c] == "neg" for c in p.children[verb]):
                    continue
                asked = [party for noun in clauses.nouns_with(p, subject) for party in parties.at(noun)]
                asking = parties.at(statement.speaker_head)
                if any(a.country or a.id for a in asked) and any(a.country or a.id or a.sector for a in asking) and {a.id or a.text for a in asked} != {a.id or a.text for a in asking}:
                    trigger = FoundTrigger(modal, modal, modal + 1, row)
                    found.append(Draft(trigger, Arguments([statement.speaker_head], clauses.nouns_with(p, subject)), Status()))
        return found
