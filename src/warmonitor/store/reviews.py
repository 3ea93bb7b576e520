"""Writing and reading people's decisions. None is ever deleted: one that is revoked has an end, and by whom and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from warmonitor.errors import NotFoundError
from warmonitor.records import Anchor, Claim, Review, ReviewState, from_json
from warmonitor.store.desk_tables import review_claims, reviewed_claims
from warmonitor.store.paging import page_of
from warmonitor.store.rows import Page
from warmonitor.store.storing import columns_of, in_portions, next_key
from warmonitor.store.tables import claims, reports, reviews


class HeldAnchor(NamedTuple):
    """An anchor in the store: its row, the decision that it belongs to, and the claim that has its words now."""

    key: int
    review_id: int
    anchor: Anchor


def put_review(connection: Connection, review: Review) -> Review:
    """Store a decision; it with its id."""
    key = next_key(connection, reviews)
    connection.execute(
        insert(reviews).values(
            key=key, subject_kind=review.subject_kind, subject_id=review.subject_id, decision=review.decision,
            value=msgspec.json.encode(review.value), was=msgspec.json.encode(review.was), field=review.field,
            reviewer=review.reviewer, reason=review.reason, made_at=review.made_at, state=review.state, needs_second=review.needs_second,
        )
    )  # fmt: skip
    rows = [
        {"review_key": key, "role": role, "position": n, "anchor": anchor.to_json().encode(), "held_by": anchor.report, "claim_id": anchor.claim}
        for role, anchors in (("own", review.claims), ("other", review.others))
        for n, anchor in enumerate(anchors)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(review_claims), rows)
    return msgspec.structs.replace(review, id=key)


def put_state(connection: Connection, review_id: int, state: ReviewState, **by: str | None) -> None:
    """Change how a decision stands; `by` are seconded_by, seconded_at, revoked_by, revoked_at, revoked_reason."""
    connection.execute(update(reviews).where(reviews.c.key == review_id).values(state=state, **by))


def has_reviews(connection: Connection) -> bool:
    """Whether anybody has decided anything."""
    return connection.scalar(select(reviews.c.key).limit(1)) is not None


def stamp(connection: Connection) -> tuple[str | None, ...]:
    """Something that changes with every decision, confirmation and revocation."""
    latest = func.max(reviews.c.made_at), func.max(reviews.c.seconded_at), func.max(reviews.c.revoked_at)
    return tuple(connection.execute(select(*latest)).one())


def last_made_at(connection: Connection) -> str:
    """When the last decision was made; "" where there is none."""
    return connection.scalar(select(func.max(reviews.c.made_at))) or ""


def find_review(connection: Connection, review_id: int) -> Review:
    """The decision with this id; raises NotFoundError."""
    found = _read(connection, reviews.c.key == review_id)
    if not found:
        raise NotFoundError(f"no decision has the number {review_id}")
    return found[0]


def reviews_of_reports(connection: Connection, report_ids: Iterable[str]) -> list[Review]:
    """All decisions, revoked ones too, about claims whose words these reports hold."""
    return _about(connection, "held_by", report_ids)


def reviews_of_claims(connection: Connection, claim_ids: Iterable[str]) -> list[Review]:
    """All decisions, revoked ones too, that these claims have a part in."""
    return _about(connection, "claim_id", claim_ids)


def _about(connection: Connection, column: str, values: Iterable[str]) -> list[Review]:
    keys: set[int] = set()
    for some in in_portions(sorted(set(values))):
        query = select(review_claims.c.review_key).where(review_claims.c[column].in_(some))
        keys |= set(connection.execute(query).scalars())
    return [review for some in in_portions(sorted(keys)) for review in _read(connection, reviews.c.key.in_(some))]


def list_reviews(
    connection: Connection,
    *,
    state: str | None = None,
    reviewer: str | None = None,
    orphaned: bool = False,
    limit: int = 50,
    after: str | None = None,
) -> Page[Review]:
    """A page of decisions, the last first; `orphaned` are those that stand and whose first claim is no longer coded."""
    conditions: list[ColumnElement[bool]] = []
    if state is not None:
        conditions.append(reviews.c.state == state)
    if reviewer is not None:
        conditions.append(reviews.c.reviewer == reviewer)
    if orphaned:
        lost = select(review_claims.c.review_key).where(
            review_claims.c.claim_id.is_(None), review_claims.c.position == 0, review_claims.c.role == "own"
        )
        conditions += [reviews.c.state != "revoked", reviews.c.key.in_(lost)]
    rows, cursor = page_of(
        connection, select(reviews.c.key).where(and_(True, *conditions)), reviews.c.key, reviews.c.key,
        descending=True, limit=limit, after=after,
    )  # fmt: skip
    found = {review.id: review for review in _read(connection, reviews.c.key.in_([row.key for row in rows]))}
    return Page(tuple(found[row.key] for row in rows), cursor)


def all_reviews(connection: Connection) -> list[Review]:
    """Every decision, in the order in which they were made."""
    return _read(connection, reviews.c.key.is_not(None))


def _read(connection: Connection, condition: ColumnElement[bool]) -> list[Review]:
    rows = list(connection.execute(select(reviews).where(condition).order_by(reviews.c.key)))
    anchors: dict[tuple[int, str], list[Anchor]] = {}
    for some in in_portions([row.key for row in rows]):
        query = select(review_claims).where(review_claims.c.review_key.in_(some))
        for row in connection.execute(query.order_by(review_claims.c.position)):
            anchors.setdefault((row.review_key, row.role), []).append(_anchor(row))
    return [
        Review(
            id=row.key, subject_kind=row.subject_kind, subject_id=row.subject_id, decision=row.decision, reviewer=row.reviewer,
            reason=row.reason, made_at=row.made_at, field=row.field, value=_value(row.value), was=_value(row.was),
            claims=tuple(anchors.get((row.key, "own"), ())), others=tuple(anchors.get((row.key, "other"), ())), state=row.state,
            needs_second=row.needs_second, seconded_by=row.seconded_by, seconded_at=row.seconded_at,
            revoked_by=row.revoked_by, revoked_at=row.revoked_at, revoked_reason=row.revoked_reason,
        )
        for row in rows
    ]  # fmt: skip


def _value(stored: bytes | None) -> Any:
    return None if stored is None else msgspec.json.decode(stored)


def _anchor(row: Any) -> Anchor:
    anchor: Anchor = from_json(row.anchor, Anchor)
    return msgspec.structs.replace(anchor, claim=row.claim_id, report=row.held_by)


def list_anchors(connection: Connection, report_id: str) -> list[HeldAnchor]:
    """The anchors whose words a report holds; each with the id that its claim had when it was decided on."""
    query = select(review_claims).where(review_claims.c.held_by == report_id).order_by(review_claims.c.key)
    found = []
    for row in connection.execute(query):
        made: Anchor = from_json(row.anchor, Anchor)
        found.append(
            HeldAnchor(row.key, row.review_key, msgspec.structs.replace(made, claim=row.claim_id or made.claim))
        )
    return found


def move_anchors(connection: Connection, found: Mapping[int, str | None], held_by: str) -> None:
    """Keep which claim, of which report, has each anchor's words now."""
    for key, claim in found.items():
        connection.execute(
            update(review_claims).where(review_claims.c.key == key).values(claim_id=claim, held_by=held_by)
        )


class Reviewed(NamedTuple):
    """A claim that decisions are about: how it stands, the fields that were corrected, its record where they were."""

    standing: str
    fields: Sequence[str]
    claim: Claim


def put_standings(connection: Connection, report_id: str, standings: Mapping[str, Reviewed]) -> None:
    """Keep how the claims of a report stand instead of what was kept: for lists, pages and search. Their own records stay."""
    query = (
        select(claims.c.key, claims.c.id, claims.c.record)
        .join(reports, reports.c.key == claims.c.report_key)
        .where(reports.c.id == report_id, claims.c.is_current, reports.c.is_current)
    )
    rows = list(connection.execute(query))
    was: set[int] = set()
    for some in in_portions([row.key for row in rows]):
        kept = select(reviewed_claims.c.claim_key).where(reviewed_claims.c.claim_key.in_(some))
        was |= set(connection.execute(kept).scalars())
        connection.execute(delete(reviewed_claims).where(reviewed_claims.c.claim_key.in_(some)))
    for row in rows:
        if row.key in was or row.id in standings:
            shown = standings[row.id].claim if row.id in standings else from_json(row.record, Claim)
            columns = {name: value for name, value in columns_of(shown).items() if name not in ("id", "text")}
            connection.execute(update(claims).where(claims.c.key == row.key).values(**columns))
    added = [
        {
            "claim_key": row.key, "standing": found.standing, "fields": " ".join(found.fields),
            "record": found.claim.to_json().encode(),
        }
        for row in rows
        if (found := standings.get(row.id)) is not None
    ]  # fmt: skip
    if added:
        connection.execute(insert(reviewed_claims), added)


def report_keys(connection: Connection, report_ids: Iterable[str]) -> dict[str, int]:
    """The rows of the current versions of these reports, by their ids."""
    found: dict[str, int] = {}
    for some in in_portions(sorted(set(report_ids))):
        query = select(reports.c.id, reports.c.key).where(reports.c.id.in_(some), reports.c.is_current)
        found |= {row.id: row.key for row in connection.execute(query)}
    return found


def report_of(connection: Connection, report_key: int) -> str | None:
    """The id of the report in this row."""
    return connection.scalar(select(reports.c.id).where(reports.c.key == report_key))


def claim_reports(connection: Connection, claim_id: str) -> list[str]:
    """The reports that hold a claim of this id now."""
    query = (
        select(reports.c.id)
        .join(claims, claims.c.report_key == reports.c.key)
        .where(claims.c.id == claim_id, claims.c.is_current, reports.c.is_current)
        .order_by(reports.c.id)
    )
    return list(connection.execute(query).scalars())


def standings_of(connection: Connection, claim_ids: Iterable[str]) -> dict[str, str]:
    """How those of these claims stand that decisions are about."""
    found: dict[str, str] = {}
    for some in in_portions(sorted(set(claim_ids))):
        query = (
            select(claims.c.id, reviewed_claims.c.standing)
            .join(reviewed_claims, reviewed_claims.c.claim_key == claims.c.key)
            .where(claims.c.id.in_(some), claims.c.is_current)
        )
        found |= {row.id: row.standing for row in connection.execute(query)}
    return found


def coded_types(connection: Connection, claim_ids: Iterable[str]) -> dict[str, str]:
    """The types that the coder gives these claims, whatever they were corrected to."""
    found: dict[str, str] = {}
    for some in in_portions(sorted(set(claim_ids))):
        query = select(claims.c.id, claims.c.record).where(claims.c.id.in_(some), claims.c.is_current)
        found |= {row.id: from_json(row.record, Claim).event.type for row in connection.execute(query)}
    return found
