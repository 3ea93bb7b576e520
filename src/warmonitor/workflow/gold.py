"""Gold from the store: the reports that people decided about, with what they vouch for and what they rejected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from warmonitor.errors import CodingError
from warmonitor.records import CodedReport, Review
from warmonitor.reviewing.applying import decide_claims, in_order
from warmonitor.reviewing.gold import GoldClaim, GoldReport, Tally, Vouched, make_gold, score
from warmonitor.store import Store, linked, reviews
from warmonitor.workflow.add import Code


def list_gold(store: Store) -> Iterator[GoldReport]:
    """A line for each report with a claim that was accepted, corrected or rejected, in the order of their ids."""
    with store.reading() as connection:
        by_report: dict[str, list[Review]] = defaultdict(list)
        for review in reviews.all_reviews(connection):
            for report in {anchor.report for anchor in review.claims}:
                by_report[report].append(review)
        keys = reviews.report_keys(connection, by_report)
        for report in sorted(keys):
            for _, coded in linked.list_codings(connection, [keys[report]]):
                line = _line(coded, by_report[report])
                if line is not None:
                    yield line


def _line(coded: CodedReport, about: Sequence[Review]) -> GoldReport | None:
    decided = decide_claims(coded.claims, about)
    claims: list[GoldClaim] = []
    rejected: list[GoldClaim] = []
    for claim in coded.claims:
        how = decided.get(claim.id)
        if how is None or how.standing not in ("accepted", "corrected", "rejected"):
            continue
        own = [one for one in in_order(about) if any(anchor.claim == claim.id for anchor in one.claims)]
        own = [one for one in own if one.decision in ("accept", "correct", "reject")]
        vouched = Vouched(
            tuple(dict.fromkeys(name for one in own for name in (one.reviewer, one.seconded_by) if name)),
            own[-1].made_at, tuple(dict.fromkeys(one.reason for one in own if one.reason)), how.standing, tuple(how.fields),
        )  # fmt: skip
        (rejected if how.standing == "rejected" else claims).append(GoldClaim(how.claim, vouched))
    return make_gold(coded.report, claims, rejected) if claims or rejected else None


def score_gold(lines: Iterable[GoldReport], code: Code) -> Tally:
    """How the coder at hand does by gold; reports that it breaks on count as coded without a claim."""
    gold = list(lines)
    tally = Tally()
    coded = {record.report.id: record for record in code((line.report for line in gold), _pass_over)}
    for line in gold:
        record = coded.get(line.report.id)
        tally = score(line, record.claims if record else (), tally)
    return tally


def _pass_over(_error: CodingError) -> None:
    """The report has no claims then."""
