"""The queue of incidents that a person should look at, who looks at which, and what was said about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, func, insert, select, update

from warmonitor.errors import NotFoundError
from warmonitor.records import Incident, Record, from_json
from warmonitor.store.bulk import change_rows, find_rows, insert_rows
from warmonitor.store.desk_tables import assignments, comments, queue
from warmonitor.store.paging import page_of
from warmonitor.store.rows import Page
from warmonitor.store.storing import in_portions, inserted_key
from warmonitor.store.tables import incident_tags, incidents, sources


class Point(Record, frozen=True):
    """A reason to look at an incident: its name in the table of weights, what it adds, and the reason in words."""

    name: str
    points: float
    words: str


class Queued(NamedTuple):
    """An incident's place in the queue."""

    incident_id: str
    priority: float
    state: str
    reasons: tuple[Point, ...]


@dataclass(frozen=True)
class QueueFilter:
    """Which incidents of the queue: state "" is all; assignee "-" is nobody."""

    state: str = "open"
    type: str | None = None
    country: str | None = None
    source: str | None = None
    assignee: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class QueueRow:
    """An incident of the queue, why it is there, and who looks at it."""

    incident: Incident
    priority: float
    state: str
    reasons: tuple[Point, ...]
    assignee: str | None


class Comment(Record, frozen=True):
    """What somebody said about an incident."""

    id: int
    incident: str
    author: str
    text: str
    at: str


def put_queue(connection: Connection, rows: Sequence[Queued]) -> None:
    """Keep the places of incidents in the queue instead of their earlier ones; who looks at them stays."""
    query = "SELECT i.id, i.key, q.incident_key FROM incidents AS i LEFT JOIN queue AS q ON q.incident_key = i.key WHERE i.id IN (...)"
    held = find_rows(connection, query, {row.incident_id for row in rows})
    found = {name: (key, queued is not None) for name, key, queued in held}
    fresh: list[tuple[Any, ...]] = []
    known: list[tuple[Any, ...]] = []
    looked_at = _last_assignees(connection, [row.incident_id for row in rows if not found[row.incident_id][1]])
    for row in rows:
        key, is_there = found[row.incident_id]
        values = (-row.priority, row.state, msgspec.json.encode(row.reasons))
        if is_there:
            known.append((*values, key))
        else:
            fresh.append((key, *values, looked_at.get(row.incident_id)))
    change_rows(connection, queue, ("incident_key",), ("rank", "state", "reasons"), known)
    insert_rows(connection, queue, ("incident_key", "rank", "state", "reasons", "assignee"), fresh)


def _last_assignees(connection: Connection, incident_ids: Sequence[str]) -> dict[str, str | None]:
    """Who was last said to look at these incidents."""
    query = "SELECT key, incident_id, assignee FROM assignments WHERE incident_id IN (...)"
    return {
        name: assignee for _, name, assignee in sorted(find_rows(connection, query, incident_ids), key=itemgetter(0))
    }


def hand_over(connection: Connection, heirs: Mapping[str, str | None], now: str) -> None:
    """Whoever looks at an incident that became part of another looks at that one now, unless somebody else does."""
    for some in in_portions(sorted(name for name, heir in heirs.items() if heir is not None)):
        query = (
            select(incidents.c.id, queue.c.assignee)
            .join(queue, queue.c.incident_key == incidents.c.key)
            .where(incidents.c.id.in_(some), queue.c.assignee.is_not(None))
        )
        for name, assignee in connection.execute(query).all():
            heir = str(heirs[name])
            key = select(incidents.c.key).where(incidents.c.id == heir).scalar_subquery()
            free = update(queue).where(queue.c.incident_key == key, queue.c.assignee.is_(None))
            if connection.execute(free.values(assignee=assignee)).rowcount:
                row = {"incident_id": heir, "assignee": assignee, "assigned_by": assignee, "at": now}
                connection.execute(insert(assignments).values(**row))


def drop_from_queue(connection: Connection, incident_ids: Iterable[str]) -> None:
    """Incidents that are none any more leave the queue."""
    for some in in_portions(sorted(set(incident_ids))):
        keys = select(incidents.c.key).where(incidents.c.id.in_(some))
        connection.execute(delete(queue).where(queue.c.incident_key.in_(keys)))


def list_queue(connection: Connection, wanted: QueueFilter, limit: int, after: str | None) -> Page[QueueRow]:
    """A page of the queue, what most needs a person first."""
    query = (
        select(incidents.c.record, queue.c.rank, queue.c.state, queue.c.reasons, queue.c.assignee)
        .join(incidents, incidents.c.key == queue.c.incident_key)
        .where(_chosen(wanted))
    )
    rows, cursor = page_of(
        connection, query, queue.c.rank, queue.c.incident_key, descending=False, limit=limit, after=after
    )
    return Page(tuple(_row(row) for row in rows), cursor)


def find_queued(connection: Connection, incident_id: str) -> QueueRow:
    """An incident's place in the queue; raises NotFoundError."""
    query = (
        select(incidents.c.record, queue.c.rank, queue.c.state, queue.c.reasons, queue.c.assignee)
        .outerjoin(queue, queue.c.incident_key == incidents.c.key)
        .where(incidents.c.id == incident_id)
    )
    row = connection.execute(query).first()
    if row is None:
        raise NotFoundError(f"no incident has the id {incident_id!r}")
    return _row(row)


def _row(row: Any) -> QueueRow:
    reasons = msgspec.json.decode(row.reasons, type=tuple[Point, ...]) if row.reasons is not None else ()
    return QueueRow(from_json(row.record, Incident), -(row.rank or 0.0), row.state or "open", reasons, row.assignee)


def _chosen(wanted: QueueFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [incidents.c.is_current]
    if wanted.state:
        conditions.append(queue.c.state == wanted.state)
    if wanted.type is not None:
        conditions.append(incidents.c.type == wanted.type)
    if wanted.country is not None:
        conditions.append(incidents.c.country == wanted.country)
    if wanted.source is not None:
        names = select(sources.c.name).where(func.lower(sources.c.name) == wanted.source.lower())
        tag = incident_tags.c
        tagged = select(tag.incident_id).where(tag.kind == "source", tag.value.in_(names))
        conditions.append(incidents.c.id.in_(tagged))
    if wanted.assignee is not None:
        conditions.append(queue.c.assignee.is_(None) if wanted.assignee == "-" else queue.c.assignee == wanted.assignee)
    if wanted.text:
        conditions.append(incidents.c.title.icontains(wanted.text, autoescape=True))
    return and_(*conditions)


def count_queue(connection: Connection) -> dict[str, int]:
    """How many incidents there are in each state."""
    query = select(queue.c.state, func.count()).group_by(queue.c.state).order_by(queue.c.state)
    return {row[0]: row[1] for row in connection.execute(query)}


def list_assignees(connection: Connection) -> list[str]:
    """Everybody who looks at something."""
    query = select(queue.c.assignee).where(queue.c.assignee.is_not(None)).distinct().order_by(queue.c.assignee)
    return list(connection.execute(query).scalars())


def list_unranked(connection: Connection, most: int) -> list[str]:
    """Current incidents that have no place in the queue yet, as those of an older store."""
    query = (
        select(incidents.c.id)
        .outerjoin(queue, queue.c.incident_key == incidents.c.key)
        .where(incidents.c.is_current, queue.c.incident_key.is_(None))
        .limit(most)
    )
    return list(connection.execute(query).scalars())


def read_tags(connection: Connection, incident_id: str) -> frozenset[tuple[str, str, str]]:
    """What an incident is tagged with: (kind, value, label)."""
    query = select(incident_tags.c.kind, incident_tags.c.value, incident_tags.c.label)
    return frozenset(tuple(row) for row in connection.execute(query.where(incident_tags.c.incident_id == incident_id)))


def assign(connection: Connection, incident_id: str, assignee: str | None, by: str, now: str) -> None:
    """Say who looks at an incident; None lets it go. Raises NotFoundError."""
    key = connection.scalar(select(incidents.c.key).where(incidents.c.id == incident_id))
    if key is None:
        raise NotFoundError(f"no incident has the id {incident_id!r}")
    connection.execute(insert(assignments).values(incident_id=incident_id, assignee=assignee, assigned_by=by, at=now))
    connection.execute(update(queue).where(queue.c.incident_key == key).values(assignee=assignee))


def add_comment(connection: Connection, incident_id: str, author: str, text: str, now: str) -> int:
    """Keep what somebody said about an incident; its number."""
    added = connection.execute(insert(comments).values(incident_id=incident_id, author=author, text=text, at=now))
    return inserted_key(added)


def find_comment(connection: Connection, comment_id: int) -> Comment:
    """A comment that stands; raises NotFoundError."""
    row = connection.execute(
        select(comments).where(comments.c.key == comment_id, comments.c.withdrawn_at.is_(None))
    ).first()
    if row is None:
        raise NotFoundError(f"no comment has the number {comment_id}")
    return Comment(row.key, row.incident_id, row.author, row.text, row.at)


def withdraw_comment(connection: Connection, comment_id: int, by: str, now: str) -> None:
    """Take a comment from sight; the store keeps it."""
    connection.execute(update(comments).where(comments.c.key == comment_id).values(withdrawn_at=now, withdrawn_by=by))


def list_comments(connection: Connection, incident_id: str) -> tuple[Comment, ...]:
    """What was said about an incident and about those that became part of it, the first first."""
    query = (
        select(comments)
        .where(comments.c.incident_id.in_(_with_parts(connection, incident_id)), comments.c.withdrawn_at.is_(None))
        .order_by(comments.c.key)
    )
    return tuple(Comment(row.key, row.incident_id, row.author, row.text, row.at) for row in connection.execute(query))


def _with_parts(connection: Connection, incident_id: str) -> list[str]:
    """An incident and all that became part of it, at first or second hand."""
    found, fresh = {incident_id}, [incident_id]
    while fresh and len(found) < _MOST_PARTS:
        parts = connection.execute(select(incidents.c.id).where(incidents.c.replaced_by.in_(fresh))).scalars()
        fresh = [name for name in parts if name not in found]
        found |= set(fresh)
    return sorted(found)


def is_new(connection: Connection, kind: str, value: str) -> bool:
    """Whether fewer than two incidents have a tag. Tags that more had once are remembered as known as long as the store is open."""
    known = _KNOWN.setdefault(connection.engine, set())
    if (kind, value) in known:
        return False
    query = "SELECT incident_id FROM incident_tags WHERE value IN (...) AND kind = ? LIMIT 2"
    if len(find_rows(connection, query, [value], kind)) < 2:
        return True
    if len(known) < _MOST_KNOWN:
        known.add((kind, value))
    return False


_KNOWN: WeakKeyDictionary[Engine, set[tuple[str, str]]] = WeakKeyDictionary()
_MOST_KNOWN = 500_000
_MOST_PARTS = 400
