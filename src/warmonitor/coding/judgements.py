"""What speakers ask or disapprove of without a verb that says so.

"X said that Y must leave" is a request by X to Y; "X said that Y does not respect the truce" is disapproval of Y by X.
Both sides have to be known parties, of different countries or names.
"""

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
from warmonitor.records import Party, Status

_FORMS = frozenset({"clause", "quote", "source"})


class JudgementFinder:
    """Finds the words of duty and reproach (rows of pos "modal" and "reproach" in triggers.tsv) in what somebody says of another."""

    def __init__(self, knowledge: Path | None = None) -> None:
        rows = {(word, pos): found[0] for (word, pos), found in tables.triggers(knowledge).items()}
        self._duties = {word: row for (word, pos), row in rows.items() if pos == "modal"}
        self._reproaches = {word: row for (word, pos), row in rows.items() if pos == "reproach"}

    def find(self, p: Parse, parties: Parties, statements: list[FoundStatement]) -> list[Draft]:
        """A draft for each demand and reproach, in no order."""
        found: dict[int, Draft] = {}
        for statement in statements:
            if statement.speaker_head is None or statement.kind != "say" or statement.form not in _FORMS:
                continue
            for token in range(statement.first, statement.last):
                row = self._row(p, token)
                if row is None or token in found:
                    continue
                subject = clauses.subject(p, p.head[token])
                if (
                    subject is None
                    or p.pos[subject] not in ("NOUN", "PROPN")
                    or not statement.first <= subject < statement.last
                ):
                    continue
                others = [party for noun in clauses.nouns_with(p, subject) for party in parties.at(noun)]
                if _are_apart(parties.at(statement.speaker_head), others):
                    trigger = FoundTrigger(token, token, token + 1, row)
                    found[token] = Draft(
                        trigger, Arguments([statement.speaker_head], clauses.nouns_with(p, subject)), Status()
                    )
        return list(found.values())

    def _row(self, p: Parse, token: int) -> tables.Trigger | None:
        """The row of a modal of duty that is not negated, or of the negation of a verb in the present ("does not want")."""
        verb = p.head[token]
        if p.dep[token] == "aux" and not any(p.dep[c] == "neg" for c in p.children[verb]):
            return self._duties.get(p.lower[token])
        if p.dep[token] == "neg" and any(p.lower[c] in ("do", "does") and p.dep[c] == "aux" for c in p.children[verb]):
            return self._reproaches.get(p.lower[token])
        return None


def _are_apart(speakers: tuple[Party, ...], others: tuple[Party, ...] | list[Party]) -> bool:
    """Whether known speakers speak of known others that are not their own side."""
    if not any(s.country or s.id or s.sector for s in speakers) or not any(o.country or o.id for o in others):
        return False
    ours = {s.country or s.id for s in speakers}
    sectors = {s.sector for s in speakers}
    return all(
        (o.country or o.id) not in ours or not (None in (*sectors, o.sector) or o.sector in sectors) for o in others
    )
