"""Deciding about claims and incidents: each decision is kept, takes effect (or waits for a second person), and can be revoked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from warmonitor.errors import NotAllowedError, NotFoundError, UsageError
from warmonitor.records import Anchor, Claim, CodedReport, Decision, Incident, Review
from warmonitor.reviewing.anchors import anchor_claim
from warmonitor.reviewing.applying import decide_claims
from warmonitor.reviewing.fields import FIELDS, INCIDENT_FIELDS, check, decode
from warmonitor.reviewing.seconding import most_killed, why_second
from warmonitor.store import Connection, Store, linked, queueing, reading_incidents, reading_reports, reviews
from warmonitor.workflow.add import instant
from warmonitor.workflow.link import Linker
from warmonitor.workflow.reviewed import judge_pairs, keep_standings

_LONGEST_REASON = 2000
_TELLS_NOTHING_NEW = (
    "reviewed",
)  # all others can change what a report tells, to accept takes back in what was rejected


@dataclass(frozen=True)
class By:
    """Who decides and why; `has_accounts` where people sign in, `knowledge` a folder with a project's own tables."""

    reviewer: str
    reason: str = ""
    has_accounts: bool = False
    knowledge: Path | None = None


def decide_claim(
    store: Store, claim_id: str, decision: Decision, by: By, *, field: str | None = None, value: Any = None
) -> Review:
    """Accept, reject, correct (one field) or be unsure of a claim.

    Raises NotFoundError for a claim that isn't coded now, UsageError for a field or value that can't be.
    """
    if decision not in ("accept", "correct", "reject", "unsure"):
        raise UsageError(f"a claim can't be decided on by {decision!r}: accept, correct, reject or be unsure")
    with store.writing() as connection:
        claim, coded = find_coded_claim(connection, claim_id)
        before = reviews.reviews_of_claims(connection, [claim_id])
        current = decide_claims([claim], before)
        shown = current[claim_id].claim if claim_id in current else claim
        was = None
        if decision == "correct":
            value, was = _checked(claim, shown, field, value)
        killed = most_killed([*shown.event.counts, *(decode("counts", value) if field == "counts" else ())])
        review = Review(
            0, "claim", claim_id, decision, by.reviewer, by.reason, "", field, value, was,
            claims=(anchor_claim(coded.report.id, claim, coded.claims),),
            needs_second=why_second(decision, field, value, killed, has_accounts=by.has_accounts, extra=by.knowledge),
        )  # fmt: skip
        return _make(connection, review)


def _checked(claim: Claim, shown: Claim, field: str | None, value: Any) -> tuple[Any, Any]:
    """The value in its JSON form, and the machine's; raises UsageError."""
    if field not in FIELDS:
        raise UsageError(f"a claim has no field {field!r}: use one of {', '.join(FIELDS)}")
    decoded = decode(field, msgspec.to_builtins(value))
    check(shown, field, decoded)
    return msgspec.to_builtins(decoded), msgspec.to_builtins(FIELDS[field].read(claim))


def decide_incident(
    store: Store,
    incident_id: str,
    decision: Decision,
    by: By,
    *,
    claims: Sequence[str] = (),
    other: str | None = None,
    field: str | None = None,
    value: Any = None,
) -> Review:
    """Mark an incident as reviewed, reject it, correct its title or grade, split these claims off, or merge it with another.

    Raises NotFoundError, and UsageError where the decision can't be.
    """
    with store.writing() as connection:
        incident = reading_incidents.find_incident(connection, incident_id)
        own = _anchors(connection, incident.claims)
        others: tuple[Anchor, ...] = ()
        was = None
        killed = most_toll(incident)
        if decision == "split":
            own, others = _split(incident, own, claims)
        elif decision == "merge":
            joined = _other(connection, incident, other)
            others = _anchors(connection, joined.claims)
            killed = max(killed or 0, most_toll(joined) or 0)
        elif decision == "correct":
            if field not in INCIDENT_FIELDS:
                raise UsageError(f"an incident's {field!r} can't be corrected, but {' and '.join(INCIDENT_FIELDS)} can")
            value, was = _incident_value(field, value), getattr(incident, field)
        elif decision not in ("reviewed", "reject"):
            raise UsageError(f"an incident can't be decided on by {decision!r}")
        review = Review(
            0, "incident", incident.id, decision, by.reviewer, by.reason, "", field, value, was, claims=own, others=others,
            needs_second=why_second(decision, field, value, killed, has_accounts=by.has_accounts, extra=by.knowledge),
        )  # fmt: skip
        return _make(connection, review)


def _incident_value(field: str, value: Any) -> str:
    text = " ".join(str(value or "").split())
    if field == "grade" and text not in ("Confirmed", "Fair", "Weak", "Contested", "Discounted"):
        raise UsageError(f"{text!r} is no grade: Confirmed, Fair, Weak, Contested or Discounted")
    if not 0 < len(text) <= 200:
        raise UsageError("a title has 1 to 200 characters")
    return text


def _split(
    incident: Incident, own: tuple[Anchor, ...], claims: Sequence[str]
) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]]:
    missing = [name for name in claims if name not in incident.claims]
    if missing:
        raise UsageError(f"the incident {incident.id} has no claim {missing[0]!r}")
    leaving = tuple(anchor for anchor in own if anchor.claim in claims)
    staying = tuple(anchor for anchor in own if anchor.claim not in claims)
    if not leaving or not staying:
        raise UsageError("to split an incident choose some of its claims, not none and not all")
    return leaving, staying


def _other(connection: Connection, incident: Incident, other: str | None) -> Incident:
    if not other:
        raise UsageError("say which incident it is the same happening as")
    found = reading_incidents.find_incident(connection, other)
    if found.id == incident.id:
        raise UsageError(f"{other!r} is this incident already")
    return found


def most_toll(incident: Incident) -> int | None:
    """The highest figure of killed of an incident."""
    figures = [
        n for toll in incident.counts if toll.of == "killed" for n in (toll.low, toll.best, toll.high) if n is not None
    ]
    return max(figures, default=None)


def find_coded_claim(connection: Connection, claim_id: str) -> tuple[Claim, CodedReport]:
    """A claim as the coder put it, and the report that holds it; raises NotFoundError."""
    for report_id in reviews.claim_reports(connection, claim_id):
        coded = reading_reports.find_report(connection, report_id, None)
        for claim in coded.claims:
            if claim.id == claim_id:
                return claim, coded
    raise NotFoundError(f"no claim has the id {claim_id!r}: it may have been coded anew")


def _anchors(connection: Connection, claim_ids: Iterable[str]) -> tuple[Anchor, ...]:
    """The anchors of claims, in their order; each report is read once."""
    coded: dict[str, CodedReport] = {}
    found = []
    for claim_id in claim_ids:
        for report_id in reviews.claim_reports(connection, claim_id):
            if report_id not in coded:
                coded[report_id] = reading_reports.find_report(connection, report_id, None)
            claims = coded[report_id].claims
            found += [anchor_claim(report_id, claim, claims) for claim in claims if claim.id == claim_id]
    return tuple(found)


def _make(connection: Connection, review: Review) -> Review:
    """Keep a decision, and let it take effect unless it needs a second person."""
    if not review.reviewer.strip():
        raise UsageError("say who decides")
    if len(review.reason) > _LONGEST_REASON:
        raise UsageError(f"a reason has at most {_LONGEST_REASON} characters")
    review = msgspec.structs.replace(
        review,
        made_at=_next_instant(connection),
        reason=review.reason.strip(),
        state="waiting" if review.needs_second else "standing",
    )
    review = reviews.put_review(connection, review)
    _take_effect(connection, review)
    return review


def _next_instant(connection: Connection) -> str:
    """Now, and later than any decision before, whatever the clock says."""
    now, last = instant(), reviews.last_made_at(connection)
    if now > last:
        return now
    later = datetime.fromisoformat(last.replace("Z", "+00:00")) + timedelta(milliseconds=1)
    return later.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def second(store: Store, review_id: int, by: By) -> Review:
    """Confirm a decision that waits for a second person; raises UsageError where it doesn't wait, or for whoever made it."""
    with store.writing() as connection:
        review = reviews.find_review(connection, review_id)
        if review.state != "waiting":
            raise UsageError(f"decision {review_id} doesn't wait for anybody: it is {review.state}")
        if review.reviewer.casefold() == by.reviewer.casefold():
            raise UsageError("somebody else must confirm this: you made the decision yourself")
        reviews.put_state(connection, review_id, "standing", seconded_by=by.reviewer, seconded_at=instant())
        return _changed(connection, review_id)


def revoke(store: Store, review_id: int, by: By) -> Review:
    """End a decision; what it changed is again as it would be without it. Raises UsageError where it was ended before."""
    with store.writing() as connection:
        review = reviews.find_review(connection, review_id)
        if review.state == "revoked":
            raise UsageError(f"decision {review_id} was revoked before")
        reviews.put_state(
            connection, review_id, "revoked", revoked_by=by.reviewer, revoked_at=instant(), revoked_reason=by.reason.strip()
        )  # fmt: skip
        return _changed(connection, review_id)


def _changed(connection: Connection, review_id: int) -> Review:
    review = reviews.find_review(connection, review_id)
    _take_effect(connection, review)
    return review


def _take_effect(connection: Connection, review: Review) -> None:
    """Bring pairs, standings, links and incidents up to the decisions that stand, where this one changes them."""
    judge_pairs(connection, review)
    held = {anchor.report for anchor in (*review.claims, *review.others)}
    keys = reviews.report_keys(connection, held)
    decisions = reviews.reviews_of_reports(connection, held)
    if review.decision not in ("split", "merge", "reviewed"):
        for _, coded in linked.list_codings(connection, keys.values()):
            keep_standings(connection, coded, [one for one in decisions if _holds(one, coded.report.id)])
    retold = [keys[report] for report in _retold(review) if report in keys]
    linker = Linker(connection)
    linker.retell(connection, retold, also=keys.values(), cause=f"review {review.id}", now=instant())


def _retold(review: Review) -> set[str]:
    """The reports that may tell of other happenings because of a decision: splits and merges change those with claims on both sides."""
    if review.state == "waiting" or review.decision in _TELLS_NOTHING_NEW or review.field in INCIDENT_FIELDS:
        return set()
    held = Counter(anchor.report for anchor in (*review.claims, *review.others))
    least = 2 if review.decision in ("split", "merge") else 1
    return {report for report, number in held.items() if number >= least}


def _holds(review: Review, report: str) -> bool:
    return any(anchor.report == report for anchor in (*review.claims, *review.others))


def assign(store: Store, incident_id: str, assignee: str | None, by: By) -> None:
    """Say who looks at an incident; None lets it go. Raises NotFoundError."""
    with store.writing() as connection:
        incident = reading_incidents.find_incident(connection, incident_id)
        name = (assignee or "").strip()[:200] or None
        queueing.assign(connection, incident.id, name, by.reviewer, instant())


def comment(store: Store, incident_id: str, text: str, by: By) -> int:
    """Keep what somebody says about an incident; its number. Raises NotFoundError, UsageError where nothing is said."""
    said = text.strip()
    if not 0 < len(said) <= 5000:
        raise UsageError("a comment has 1 to 5,000 characters")
    with store.writing() as connection:
        incident = reading_incidents.find_incident(connection, incident_id)
        return queueing.add_comment(connection, incident.id, by.reviewer, said, instant())


def withdraw_comment(store: Store, comment_id: int, by: By) -> None:
    """Take one's own comment from sight; the store keeps it. Raises NotFoundError, NotAllowedError for somebody else's."""
    with store.writing() as connection:
        if queueing.find_comment(connection, comment_id).author != by.reviewer:
            raise NotAllowedError("a comment is withdrawn by whoever wrote it")
        queueing.withdraw_comment(connection, comment_id, by.reviewer, instant())
