"""Sequences of incidents as records: what the store keeps of them, put into words by linking's rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec

from warmonitor.knowledge.tables import entries
from warmonitor.linking.aggregates import find_aggregates
from warmonitor.linking.sequences import (
    Lane,
    find_step,
    gap_of,
    lane_of_aggregate,
    name_sequence,
    write_sequence_title,
)
from warmonitor.records import Campaign, Claim, CodedReport, EventTime, Incident, Turn
from warmonitor.store import Connection, Page, Store, reading_sequences, sequences
from warmonitor.store.reading_sequences import SequenceFilter, SequenceRow, StepRow
from warmonitor.store.sequences import NewAggregate, NewStep, Rules

RULES = Rules(name_sequence, lambda lane: gap_of(lane.partition("|")[0]))
_STEPS = 500


class Told(NamedTuple):
    """A sequence with its steps."""

    campaign: Campaign
    steps: tuple[StepRow, ...]


def record_steps(connection: Connection, told: Mapping[str, tuple[Incident, Sequence[Claim]] | None]) -> None:
    """Keep where incidents (each with its claims) stand in sequences; None for those that are no more."""
    steps = {name: None if one is None else _new_step(*one) for name, one in told.items()}
    sequences.put_steps(connection, steps, RULES)


def _new_step(incident: Incident, claims: Sequence[Claim]) -> NewStep | None:
    step = find_step(incident, claims)
    if step is None:
        return None
    lane = step.lane
    return NewStep(lane.key, msgspec.json.encode(lane), lane.country, step.day, step.is_turn, step.phase, step.name)


def record_aggregates(connection: Connection, made: Iterable[tuple[int, CodedReport]]) -> None:
    """Keep what reports (by key) sum up."""
    found = []
    for key, coded in made:
        for aggregate in find_aggregates(coded):
            lane = lane_of_aggregate(aggregate)
            first, last = _days_of(aggregate.time, coded)
            found.append((key, NewAggregate(aggregate, None if lane is None else lane.key, first, last)))
    sequences.put_aggregates(connection, found)


def _days_of(time: EventTime, coded: CodedReport) -> tuple[int | None, int | None]:
    """First and last day of what is summed up; it ends by the day of the report."""
    published = coded.report.published.latest or coded.report.published.earliest
    last = time.latest or published
    return _ordinal(time.earliest), _ordinal(last)


def _ordinal(day: str | None) -> int | None:
    try:
        return None if day is None else date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def list_campaigns(
    store: Store,
    *,
    incident: str | None = None,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> Page[Campaign]:
    """A page of the sequences that are large enough to be shown, the one that went on last first, without turns and aggregates."""
    table = entries("sequences")
    wanted = SequenceFilter(table["least"], table["least_named"], incident, country, _ordinal(since), _ordinal(until))
    with store.reading() as connection:
        page = reading_sequences.list_sequences(connection, wanted, limit, after)
        items = tuple(_describe(row, *reading_sequences.sum_killed(connection, row.key)) for row in page.items)
    return Page(items, page.next)


def read_campaign(store: Store, sequence_id: str) -> Told:
    """A sequence with its turns, aggregates and last steps; raises NotFoundError."""
    table = entries("sequences")
    with store.reading() as connection:
        row = reading_sequences.find_sequence(connection, sequence_id)
        lane = msgspec.json.decode(row.record, type=Lane)
        told = reading_sequences.list_turns(connection, row, gap_of(lane.kind), table["most_turns"])
        days = reading_sequences.list_days(connection, row.key)
        found = _describe(row, *reading_sequences.sum_killed(connection, row.key))
        summed = reading_sequences.list_aggregates(
            connection, row, [row.lane, lane.of_any_side], table["most_aggregates"]
        )
        steps = reading_sequences.list_steps(connection, row, _STEPS)
    turns = [_turn(kind, step) for step in told if (kind := _TURNS.get(step.phase or "")) is not None]
    turns += _quiet(days, table["quiet_days"])
    turns.sort(key=lambda turn: (turn.earliest or turn.latest or "", turn.kind))
    return Told(msgspec.structs.replace(found, turns=tuple(turns[-table["most_turns"] :]), aggregates=summed), steps)


_TURNS: dict[str, Literal["start", "stop", "resume"]] = {"start": "start", "stop": "stop", "resume": "resume"}


def _turn(kind: Literal["start", "stop", "resume"], step: StepRow) -> Turn:
    day = date.fromordinal(step.day).isoformat()
    return Turn(kind, step.earliest or day, step.latest or day, step.incident_id)


def _quiet(days: Sequence[int], least: int) -> list[Turn]:
    """Runs of days without an incident within a sequence."""
    return [
        Turn("quiet", date.fromordinal(a + 1).isoformat(), date.fromordinal(b - 1).isoformat())
        for a, b in pairwise(days)
        if b - a > least
    ]


def _describe(row: SequenceRow, killed_low: int | None, killed_high: int | None) -> Campaign:
    lane = msgspec.json.decode(row.record, type=Lane)
    return Campaign(
        id=row.id,
        title=write_sequence_title(lane, row.name),
        kind=lane.kind,
        actor=lane.actor,
        actor_name=lane.actor_name,
        theatre=lane.theatre,
        theatre_name=lane.theatre_name,
        country=lane.country,
        first=date.fromordinal(row.first).isoformat(),
        last=date.fromordinal(row.last).isoformat(),
        incidents=row.incidents,
        name=row.name,
        killed_low=killed_low,
        killed_high=killed_high,
    )
