"""Decisions that were exported as gold, taken over into a store that has the same reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

import msgspec

from warmonitor.errors import NotFoundError, UsageError
from warmonitor.records import Claim, Decision, Review
from warmonitor.reviewing.anchors import anchor_claim, find_claim
from warmonitor.reviewing.applying import decide_claims
from warmonitor.reviewing.fields import FIELDS
from warmonitor.reviewing.gold import GoldClaim, GoldReport, Vouched
from warmonitor.store import Store, reviews
from warmonitor.workflow import decide
from warmonitor.workflow.decide import By


class TakenOver(NamedTuple):
    """What became of one decision; `why` says so where it was refused."""

    outcome: Literal["new", "waiting", "known", "refused"]
    report: str
    why: str | None = None


class _Wanted(NamedTuple):
    """A decision about a claim that is to be taken over."""

    decision: Decision
    field: str | None = None
    value: Any = None


def import_gold(store: Store, lines: Iterable[GoldReport], by: By) -> Iterator[TakenOver]:
    """Take the decisions of gold over, in the names of those who made them; of `by` all but the name and the reason counts.

    A decision finds its claim by its words. One that is there already is known; one against what people decided here is refused, as is
    one about a report that the store doesn't have.
    """
    for line in lines:
        everything = (*line.claims, *line.rejected)
        try:
            coded = store.report(line.report.id)
        except NotFoundError:
            why = "the store doesn't have this report: add it first"
            yield from (TakenOver("refused", line.report.id, why) for _ in everything)
            continue
        for one in everything:
            anchor = anchor_claim(coded.report.id, one.claim, [each.claim for each in everything])
            here = find_claim(anchor, coded.report.text, coded.claims)
            if here is None:
                words = one.claim.event.trigger.text
                yield TakenOver("refused", line.report.id, f"no claim is coded at {words!r}")
                continue
            for wanted in _wanted(one):
                yield _take_over(store, here, wanted, _names(one.review, by), line.report.id)


def _wanted(one: GoldClaim) -> Sequence[_Wanted]:
    """The decisions that a line of gold holds about a claim: a verdict, or a correction for each field."""
    if one.review.decision == "rejected":
        return [_Wanted("reject")]
    corrected = [name for name in FIELDS if name in one.review.fields]
    values = [(name, _as_kept(FIELDS[name].read(one.claim))) for name in corrected]
    return [_Wanted("correct", *pair) for pair in values] or [_Wanted("accept")]


def _as_kept(value: Any) -> Any:
    """A field's value as a decision keeps it."""
    return msgspec.json.decode(msgspec.json.encode(value))


def _names(vouched: Vouched, by: By) -> list[By]:
    """Those who decided, the first with the reasons of all."""
    names = vouched.by or (by.reviewer,)
    return [replace(by, reviewer=name, reason="; ".join(vouched.why) if name == names[0] else "") for name in names]


def _take_over(store: Store, here: Claim, wanted: _Wanted, people: Sequence[By], report: str) -> TakenOver:
    with store.reading() as connection:
        before = [one for one in reviews.reviews_of_claims(connection, [here.id]) if one.state != "revoked"]
    if any((one.decision, one.field, one.value) == wanted for one in before):
        return TakenOver("known", report)
    if otherwise := _decided_otherwise(here, wanted, before):
        return TakenOver("refused", report, f"{here.event.trigger.text!r}: {otherwise}")
    try:
        made = decide.decide_claim(store, here.id, wanted.decision, people[0], field=wanted.field, value=wanted.value)
        if made.state == "waiting" and len(people) > 1:
            made = decide.second(store, made.id, people[1])
    except UsageError as error:
        return TakenOver("refused", report, str(error))
    return TakenOver("waiting" if made.state == "waiting" else "new", report)


def _decided_otherwise(here: Claim, wanted: _Wanted, before: Sequence[Review]) -> str | None:
    """What people decided here that this would overrule; None where there is nothing."""
    decided = decide_claims([here], before).get(here.id)
    if decided is None or decided.standing in (None, "unsure"):
        return None
    if (decided.standing == "rejected") != (wanted.decision == "reject"):
        return f"the claim is {decided.standing} here"
    if wanted.field is not None and wanted.field in decided.fields:
        return f"{FIELDS[wanted.field].label} was corrected otherwise here"
    return None
