"""What people decide, and the words by which a decision finds its claim again."""

from __future__ import annotations

from typing import Any, Literal

from warmonitor.records.base import Record, Span

Decision = Literal["accept", "correct", "reject", "unsure", "reviewed", "split", "merge"]
ReviewState = Literal["standing", "waiting", "revoked"]


class Anchor(Span, frozen=True):
    """The words by which a decision finds its claim again, however the report is coded: a claim's trigger in its report.

    `type` is what the coder called it then, `sentence` the claim's words; `is_only` says whether no other claim had these
    trigger words. `claim` is the claim that has them now, None where the coder finds none there any more.
    """

    report: str
    type: str
    sentence: str
    sentence_start: int
    is_only: bool = True
    claim: str | None = None


class Review(Record, frozen=True):
    """A person's decision: about a claim, or about an incident by its claims. It is never deleted; revoking ends its effect.

    `field`, `value` and `was` (what the machine had) are there where one field is corrected. `others` are the claims that
    stay where some are split off, or those of the other incident where two are merged. A decision that needs a second person
    waits, without effect, until somebody else confirms it.
    """

    id: int
    subject_kind: Literal["claim", "incident"]
    subject_id: str
    decision: Decision
    reviewer: str
    reason: str
    made_at: str
    field: str | None = None
    value: Any = None
    was: Any = None
    claims: tuple[Anchor, ...] = ()
    others: tuple[Anchor, ...] = ()
    state: ReviewState = "standing"
    needs_second: str | None = None
    seconded_by: str | None = None
    seconded_at: str | None = None
    revoked_by: str | None = None
    revoked_at: str | None = None
    revoked_reason: str | None = None
