"""Coded reports as people's decisions leave them: what linking goes by. The coder's own record stays as it is beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from warmonitor.coding.incidents import unite
from warmonitor.linking.tellings import is_asserted
from warmonitor.records import Claim, CodedReport, ReportIncident, Review
from warmonitor.reviewing.anchors import find_claim
from warmonitor.reviewing.applying import Decided, decide_claims, in_order
from warmonitor.reviewing.pairs import pairs_of
from warmonitor.store import Connection, judged, reviews
from warmonitor.store.reviews import Reviewed


def correct_codings(
    connection: Connection, codings: Sequence[tuple[int, CodedReport]]
) -> list[tuple[int, CodedReport]]:
    """Codings, by the keys of their reports, as the decisions that stand leave them."""
    if not codings or not reviews.has_reviews(connection):
        return list(codings)
    by_report: dict[str, list[Review]] = defaultdict(list)
    for review in reviews.reviews_of_reports(connection, [coded.report.id for _, coded in codings]):
        for report in {anchor.report for anchor in (*review.claims, *review.others)}:
            by_report[report].append(review)
    return [(key, correct_coding(coded, by_report.get(coded.report.id, ()))) for key, coded in codings]


def correct_coding(coded: CodedReport, decisions: Iterable[Review]) -> CodedReport:
    """A coding with claims corrected and rejected ones left out, and its incidents as these make them.

    The coder's incidents stay together but for claims that were split off, or whose type was corrected to another; a claim whose
    status was corrected so that it is asserted makes an incident of its own.
    """
    standing = in_order(decisions)
    if not standing:
        return coded
    decided = decide_claims(coded.claims, standing)
    claims = tuple(
        decided[claim.id].claim if claim.id in decided else claim
        for claim in coded.claims
        if claim.id not in decided or decided[claim.id].standing != "rejected"
    )
    by_id = {claim.id: claim for claim in claims}
    units: list[ReportIncident] = []
    for unit in coded.incidents:
        units += _cut_unit(unit, by_id, decided, standing)
    used = {name for unit in coded.incidents for name in unit.claims}
    units += [unite([by_id[name]], False) for name in by_id if name not in used and _was_made_actual(decided.get(name))]
    return msgspec.structs.replace(coded, claims=claims, incidents=tuple(units))


def _cut_unit(
    unit: ReportIncident, claims: dict[str, Claim], decided: dict[str, Decided], standing: Sequence[Review]
) -> list[ReportIncident]:
    """What is left of an incident of a report: itself where no decision touches it, else its parts, the largest first."""
    labels = _label(unit.claims, standing)
    touched = [decided[name] for name in unit.claims if name in decided]
    is_changed = any(one.fields or one.standing == "rejected" for one in touched)
    if not is_changed and len(set(labels.values())) < 2:
        return [unit]
    parts: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    is_retyped = any("type" in one.fields for one in touched)
    for name in unit.claims:
        if name in claims:
            parts[labels[name], claims[name].event.type if is_retyped else ""].append(claims[name])
    ordered = sorted(parts.values(), key=lambda members: -len(members))
    found = [unite(members, unit.main and n == 0) for n, members in enumerate(ordered)]
    if [one.claims for one in found] == [unit.claims]:
        return [msgspec.structs.replace(found[0], id=unit.id)]
    return found


def _label(names: Sequence[str], standing: Sequence[Review]) -> dict[str, str]:
    """Claims that belong together have one label: splits give those that leave a new one, merges give all the first one's."""
    labels = dict.fromkeys(names, "")
    for review in standing:
        own = [one.claim for one in review.claims if one.claim in labels]
        others = [one.claim for one in review.others if one.claim in labels]
        if review.decision == "split" and own and others:
            labels |= {name: f"{labels[name]}/{review.id}" for name in own if name is not None}
        elif review.decision == "merge" and (both := [name for name in (*own, *others) if name is not None]):
            labels |= dict.fromkeys(both, labels[both[0]])
    return labels


def _was_made_actual(decided: Decided | None) -> bool:
    """Whether a claim that the coder put into no incident is asserted now because somebody corrected its status."""
    return (
        decided is not None
        and bool(decided.fields.keys() & {"modality", "polarity", "stance"})
        and is_asserted(decided.claim)
    )


def settle_report(connection: Connection, coded: CodedReport, before: str | None = None) -> set[str]:
    """Find the claims that decisions are about in a coding that is new; the other reports that its decisions touch.

    `before` is the id under which an earlier text of the report was kept, where that was another.
    """
    if not reviews.has_reviews(connection):
        return set()
    report, text = coded.report.id, coded.report.text
    held = [one for name in dict.fromkeys((before or report, report)) for one in reviews.list_anchors(connection, name)]
    if not held:
        return set()
    found = {one.key: find_claim(one.anchor, text, coded.claims) for one in held}
    reviews.move_anchors(connection, {key: claim.id if claim else None for key, claim in found.items()}, report)
    decisions = reviews.reviews_of_reports(connection, [report])
    for review in decisions:
        judge_pairs(connection, review)
    keep_standings(connection, coded, decisions)
    return {anchor.report for review in decisions for anchor in (*review.claims, *review.others)} - {report}


def judge_pairs(connection: Connection, review: Review) -> None:
    """Keep for grouping what a decision says about pairs of claims, by the ids that these have now."""
    judged.drop_judgement(connection, review.id)
    if review.state == "standing":
        for claim, other, same in pairs_of(review):
            judged.put_judgement(connection, review.id, claim, other, same=same)


def keep_standings(connection: Connection, coded: CodedReport, decisions: Iterable[Review]) -> None:
    """Keep how a report's claims stand, beside their own records."""
    decided = decide_claims(coded.claims, decisions)
    reviews.put_standings(
        connection,
        coded.report.id,
        {
            name: Reviewed(one.standing, tuple(one.fields), one.claim)
            for name, one in decided.items()
            if one.standing is not None
        },
    )
