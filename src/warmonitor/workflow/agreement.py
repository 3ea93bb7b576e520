"""How far reviewers agree, field by field, about claims that several of them decided on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from warmonitor.errors import NotFoundError
from warmonitor.records import Claim, Review
from warmonitor.reviewing.agreement import Metric, alpha
from warmonitor.reviewing.applying import decide_claims
from warmonitor.reviewing.fields import FIELDS
from warmonitor.store import Connection, Store, reviews
from warmonitor.workflow.decide import find_coded_claim

VERDICT = "verdict"
METRICS: dict[str, Metric] = {
    VERDICT: "nominal",
    **dict.fromkeys(FIELDS, "nominal"),
    "time": "interval",
    "killed": "interval",
}
_VERDICTS = {"accept": "a claim", "correct": "a claim", "reject": "no claim", "unsure": "unsure"}
Values = dict[str, dict[str, Hashable]]  # field -> reviewer -> value


@dataclass(frozen=True)
class FieldAgreement:
    """Agreement about a field: Krippendorff's alpha (None where nothing varies), over how many claims and values."""

    field: str
    metric: Metric
    alpha: float | None
    claims: int
    values: int
    reviewers: int


@dataclass(frozen=True)
class Agreement:
    """Agreement about each field that at least two people gave values of, and how many people decided at all."""

    fields: tuple[FieldAgreement, ...]
    reviewers: tuple[str, ...]
    claims: int


def measure_agreement(store: Store) -> Agreement:
    """The agreement of all who decided about claims. Of each person the last decision about a claim and field counts."""
    with store.reading() as connection:
        by_claim: dict[str, list[Review]] = defaultdict(list)
        for review in reviews.all_reviews(connection):
            if review.subject_kind == "claim" and review.state != "revoked" and review.claims[0].claim is not None:
                by_claim[review.claims[0].claim].append(review)
        several = {name: found for name, found in by_claim.items() if len({*_people(found)}) > 1}
        valued = [_values(connection, name, found) for name, found in several.items()]
    people = sorted({name for found in by_claim.values() for name in _people(found)})
    fields = (_measure(field, metric, valued) for field, metric in METRICS.items())
    return Agreement(tuple(one for one in fields if one is not None), tuple(people), len(several))


def _people(found: Iterable[Review]) -> Iterable[str]:
    for review in found:
        yield review.reviewer
        if review.seconded_by is not None:
            yield review.seconded_by


def _values(connection: Connection, claim_id: str, found: Sequence[Review]) -> Values:
    """What each person said of a claim: who accepts it vouches for all of its values as they stood."""
    try:
        machine, _ = find_coded_claim(connection, claim_id)
    except NotFoundError:
        return {}
    values: Values = defaultdict(dict)
    for number, review in enumerate(found):
        for person in filter(None, (review.reviewer, review.seconded_by)):
            values[VERDICT][person] = _VERDICTS[review.decision]
            if review.decision == "accept":
                decided = decide_claims([machine], found[:number]).get(claim_id)
                shown = decided.claim if decided else machine
                for field in METRICS:
                    _put(values, field, person, shown)
            elif review.decision == "correct" and review.field is not None:
                corrected = (
                    decide_claims([machine], [review])[claim_id].claim if review.state == "standing" else machine
                )
                for field in ("counts", "killed") if review.field == "counts" else (review.field,):
                    _put(values, field, person, corrected)
    return values


def _put(values: Values, field: str, person: str, claim: Claim) -> None:
    value = _plain(field, claim)
    if value is not None:
        values[field][person] = value


def _plain(field: str, claim: Claim) -> Hashable | None:
    """A field's value as it is compared: parties and places by id, days as numbers, None where there is nothing."""
    if field == VERDICT:
        return None
    if field == "killed":
        figures = [
            count.low if count.low is not None else count.high for count in claim.event.counts if count.of == "killed"
        ]
        return max((figure for figure in figures if figure is not None), default=None)
    if field == "time":
        earliest = claim.event.time.earliest
        return None if earliest is None else date.fromisoformat(earliest[:10]).toordinal()
    value = FIELDS[field].read(claim)
    if field == "counts":
        return tuple(sorted((one.of, one.who or "", one.low or -1, one.high or -1) for one in value))
    if isinstance(value, tuple):
        return tuple(
            sorted(str(getattr(one, "id", None) or getattr(one, "name", None) or one.text).lower() for one in value)
        )
    return str(value)


def _measure(field: str, metric: Metric, valued: Sequence[Values]) -> FieldAgreement | None:
    units = [list(values[field].values()) for values in valued if len(values.get(field, ())) > 1]
    if not units:
        return None
    people = {person for values in valued for person in values.get(field, ()) if len(values[field]) > 1}
    return FieldAgreement(field, metric, alpha(units, metric), len(units), sum(map(len, units)), len(people))
