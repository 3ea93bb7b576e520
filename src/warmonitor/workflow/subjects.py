"""What is laid before a reviewer: an incident with its claims, or one claim in its report, with what was decided so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warmonitor.errors import NotFoundError
from warmonitor.records import Claim, CodedReport, Incident, Review
from warmonitor.reviewing.applying import decide_claims
from warmonitor.reviewing.fields import FIELDS, decode
from warmonitor.reviewing.values import write
from warmonitor.store import Connection, Store, queueing, reading_incidents, reading_reports, review_lists, reviews
from warmonitor.store.queueing import Comment, QueueRow
from warmonitor.workflow.decide import find_coded_claim

CLAIMS_SHOWN = 60


@dataclass(frozen=True)
class FieldView:
    """A field of a claim: what the coder put and what counts now, as they are typed; `is_corrected` where a person did."""

    name: str
    label: str
    machine: str
    value: str
    is_corrected: bool


@dataclass(frozen=True)
class ClaimView:
    """A claim as the coder put it (`machine`) and as it counts (`claim`), how it stands, and the report that holds it."""

    machine: Claim
    claim: Claim
    standing: str | None
    fields: tuple[FieldView, ...]
    coded: CodedReport
    reviews: tuple[Review, ...]
    incident_id: str | None = None


@dataclass(frozen=True)
class IncidentSubject:
    """An incident for review: claims in the order of its record, rejected ones after them, decisions the last first."""

    place: QueueRow
    claims: tuple[ClaimView, ...]
    more_claims: int
    reviews: tuple[Review, ...]
    comments: tuple[Comment, ...]
    near: tuple[Incident, ...]

    @property
    def incident(self) -> Incident:
        """The record."""
        return self.place.incident


def read_incident(store: Store, incident_id: str) -> IncidentSubject:
    """An incident, or the one that it was merged into, for review; raises NotFoundError."""
    with store.reading() as connection:
        found = reading_incidents.find_incident(connection, incident_id)
        rejected = review_lists.rejected_of(connection, found.id)
        names = [*found.claims, *(name for name in rejected if name not in found.claims)]
        about = reviews.reviews_of_claims(connection, names)
        views = _view_claims(connection, names[:CLAIMS_SHOWN], about, found.id)
        return IncidentSubject(
            queueing.find_queued(connection, found.id), views, max(0, len(names) - CLAIMS_SHOWN),
            tuple(sorted(about, key=lambda review: -review.id)), queueing.list_comments(connection, found.id),
            review_lists.list_near(connection, found),
        )  # fmt: skip


def read_claim(store: Store, claim_id: str) -> ClaimView:
    """A claim for review; raises NotFoundError."""
    with store.reading() as connection:
        find_coded_claim(connection, claim_id)
        about = reviews.reviews_of_claims(connection, [claim_id])
        [view] = _view_claims(connection, [claim_id], about, review_lists.incident_of(connection, claim_id))
        return view


def _view_claims(
    connection: Connection, names: Sequence[str], about: Sequence[Review], incident_id: str | None
) -> tuple[ClaimView, ...]:
    coded: dict[str, CodedReport] = {}
    views = []
    for name in names:
        for report in reviews.claim_reports(connection, name)[:1]:
            if report not in coded:
                coded[report] = reading_reports.find_report(connection, report, None)
            machine = next((claim for claim in coded[report].claims if claim.id == name), None)
            if machine is not None:
                views.append(_view(machine, coded[report], about, incident_id))
    return tuple(views)


def _view(machine: Claim, coded: CodedReport, about: Sequence[Review], incident_id: str | None) -> ClaimView:
    own = tuple(review for review in about if any(anchor.claim == machine.id for anchor in review.claims))
    decided = decide_claims([machine], own).get(machine.id)
    claim = decided.claim if decided else machine
    corrected = decided.fields if decided else {}
    fields = tuple(
        FieldView(
            name, field.label, write(name, field.read(machine)), write(name, field.read(claim)), name in corrected
        )
        for name, field in FIELDS.items()
    )
    ordered = tuple(sorted(own, key=lambda review: -review.id))
    return ClaimView(machine, claim, decided.standing if decided else None, fields, coded, ordered, incident_id)


def tell(review: Review) -> str:
    """A decision in words: "corrected who did it from A to B"."""
    if review.decision == "correct" and review.field is not None:
        label = FIELDS[review.field].label if review.field in FIELDS else review.field
        return f"corrected {label}: {_said(review, review.was)} → {_said(review, review.value)}"
    what = "claim" if review.subject_kind == "claim" else "incident"
    return {
        "accept": f"accepted the {what}", "reject": f"rejected the {what}", "unsure": f"was unsure of the {what}", "reviewed": "went through the incident",
        "split": f"split {_claims(len(review.claims))} off", "merge": "merged it with another incident",
    }.get(review.decision, review.decision)  # fmt: skip


def _claims(number: int) -> str:
    return f"{number} claim{'' if number == 1 else 's'}"


def _said(review: Review, value: object) -> str:
    if review.field in FIELDS:
        return write(review.field, decode(review.field, value)) or "nothing"
    return str(value)


def find_by_words(store: Store, words: str) -> Incident:
    """The incident of an id or an address that ends with it; raises NotFoundError."""
    name = words.strip().rstrip("/").rsplit("/", 1)[-1]
    if not name:
        raise NotFoundError("name an incident by its id or address")
    return store.incident(name)
