"""Queries over sequences of incidents and over aggregates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from warmonitor.errors import NotFoundError
from warmonitor.records import Aggregate, from_json
from warmonitor.store.paging import page_of
from warmonitor.store.rows import Page
from warmonitor.store.tables import aggregates, incidents, sequence_ids, sequence_steps, sequences


class SequenceRow(NamedTuple):
    """A sequence without its steps; `record` describes its lane."""

    key: int
    id: str
    lane: str
    record: bytes
    first: int
    last: int
    incidents: int
    name: str | None


class StepRow(NamedTuple):
    """A step of a sequence, or a turn beside it, with what is shown of its incident."""

    incident_id: str
    day: int
    is_turn: bool
    phase: str | None
    title: str
    type: str
    mode: str | None
    grade: str
    earliest: str | None
    latest: str | None
    killed_low: int | None
    killed_high: int | None


class SequenceFilter(NamedTuple):
    """Which sequences: with so many incidents (fewer where reports name it), of an incident, a country, days that they touch (ordinals)."""

    least: int = 2
    least_named: int = 2
    incident: str | None = None
    country: str | None = None
    since: int | None = None
    until: int | None = None


_COLUMNS = (
    sequences.c.key,
    sequences.c.id,
    sequences.c.lane,
    sequences.c.record,
    sequences.c.first,
    sequences.c.last,
    sequences.c.incidents,
    sequences.c.name,
)


def list_sequences(connection: Connection, wanted: SequenceFilter, limit: int, after: str | None) -> Page[SequenceRow]:
    """A page of sequences, the one that went on last first."""
    large = sequences.c.incidents >= wanted.least
    named = and_(sequences.c.name.is_not(None), sequences.c.incidents >= wanted.least_named)
    conditions: list[ColumnElement[bool]] = [or_(large, named)]
    if wanted.incident is not None:
        own = select(sequence_steps.c.sequence_key).where(sequence_steps.c.incident_id == wanted.incident)
        conditions.append(sequences.c.key.in_(own))
    if wanted.country is not None:
        conditions.append(sequences.c.country == wanted.country.upper())
    if wanted.since is not None:
        conditions.append(sequences.c.last >= wanted.since)
    if wanted.until is not None:
        conditions.append(sequences.c.first <= wanted.until)
    rows, cursor = page_of(
        connection, select(*_COLUMNS).where(*conditions), sequences.c.last, sequences.c.key, descending=True, limit=limit, after=after,
    )  # fmt: skip
    return Page(tuple(SequenceRow(*row[: len(_COLUMNS)]) for row in rows), cursor)


def find_sequence(connection: Connection, sequence_id: str) -> SequenceRow:
    """The sequence with this id, or the one that holds it now; raises NotFoundError."""
    query = select(*_COLUMNS)
    row = connection.execute(query.where(sequences.c.id == sequence_id)).first()
    if row is None:
        key = connection.scalar(select(sequence_ids.c.sequence_key).where(sequence_ids.c.id == sequence_id))
        row = None if key is None else connection.execute(query.where(sequences.c.key == key)).first()
    if row is None:
        raise NotFoundError(f"no sequence has the id {sequence_id!r}")
    return SequenceRow(*row)


def sum_killed(connection: Connection, key: int) -> tuple[int | None, int | None]:
    """The dead of a sequence's incidents by the lowest and by the highest figures; None where none tells any."""
    low, high = connection.execute(
        select(
            func.sum(incidents.c.killed_low), func.sum(func.coalesce(incidents.c.killed_high, incidents.c.killed_low))
        )
        .join(sequence_steps, sequence_steps.c.incident_id == incidents.c.id)
        .where(sequence_steps.c.sequence_key == key)
    ).one()
    return None if low is None else int(low), None if high is None else int(high)


def list_steps(connection: Connection, row: SequenceRow, limit: int) -> tuple[StepRow, ...]:
    """The last steps of a sequence in the order of their days."""
    return _steps(connection, sequence_steps.c.sequence_key == row.key, limit)


def list_turns(connection: Connection, row: SequenceRow, reach: int, limit: int) -> tuple[StepRow, ...]:
    """The incidents of a sequence that tell of a phase, and those beside it (within so many days after) that say that it ceased."""
    step = sequence_steps.c
    beside = and_(
        step.lane == row.lane, step.sequence_key.is_(None), step.day >= row.first, step.day <= row.last + reach
    )
    return _steps(connection, or_(and_(step.sequence_key == row.key, step.phase.is_not(None)), beside), limit)


def _steps(connection: Connection, condition: ColumnElement[bool], limit: int) -> tuple[StepRow, ...]:
    step, c = sequence_steps.c, incidents.c
    query = (
        select(
            step.incident_id, step.day, step.sequence_key.is_(None), step.phase, c.title, c.type, c.mode, c.grade, c.earliest, c.latest,
            c.killed_low, c.killed_high,
        )
        .join(incidents, c.id == step.incident_id)
        .where(condition)
        .order_by(step.day.desc(), step.incident_id)
        .limit(limit)
    )  # fmt: skip
    return tuple(StepRow(row[0], row[1], bool(row[2]), *row[3:]) for row in connection.execute(query))[::-1]


def list_days(connection: Connection, key: int) -> tuple[int, ...]:
    """The days (ordinals) on which a sequence has incidents."""
    query = select(sequence_steps.c.day).where(sequence_steps.c.sequence_key == key).distinct()
    return tuple(connection.execute(query.order_by(sequence_steps.c.day)).scalars())


def list_aggregates(
    connection: Connection, row: SequenceRow, lanes: Sequence[str], limit: int
) -> tuple[Aggregate, ...]:
    """What reports sum up of these lanes in a sequence's days."""
    c = aggregates.c
    query = (
        select(c.record)
        .where(
            c.lane.in_(lanes),
            or_(c.last.is_(None), c.last >= row.first),
            or_(c.first.is_(None), c.first <= row.last),
        )
        .order_by(c.last, c.key)
        .limit(limit)
    )
    return tuple(from_json(record, Aggregate) for record in connection.execute(query).scalars())


def page_aggregates(connection: Connection, limit: int, after: str | None) -> Page[Aggregate]:
    """A page of all that reports sum up, the last stored first."""
    rows, cursor = page_of(
        connection, select(aggregates.c.record), aggregates.c.key, aggregates.c.key, descending=True, limit=limit, after=after,
    )  # fmt: skip
    return Page(tuple(from_json(row.record, Aggregate) for row in rows), cursor)
