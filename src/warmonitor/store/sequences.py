"""Writing sequences of incidents and aggregates.

A sequence grows with its incidents: a batch of steps costs a few statements, whatever the size of the record. Two sequences that
an incident brings together become one, which keeps the rows of the larger; one that loses what held it together falls apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from warmonitor.records import Aggregate
from warmonitor.store.bulk import insert_rows
from warmonitor.store.storing import in_portions, next_key
from warmonitor.store.tables import aggregates, sequence_ids, sequence_steps, sequences


class Rules(NamedTuple):
    """What linking says of lanes: the id of a sequence by its lane and first day, and the longest gap of a lane in days."""

    name: Callable[[str, int], str]
    gap: Callable[[str], int]


class NewStep(NamedTuple):
    """An incident's place in its lane (by name); `record` describes the lane. A turn alone belongs to no sequence."""

    lane: str
    record: bytes
    country: str | None
    day: int
    is_turn: bool
    phase: str | None
    name: str | None


class NewAggregate(NamedTuple):
    """An aggregate, the lane that it may sum up, and its first and last day."""

    aggregate: Aggregate
    lane: str | None
    first: int | None
    last: int | None


def put_steps(connection: Connection, steps: Mapping[str, NewStep | None], rules: Rules) -> None:
    """Keep where these incidents stand (None: in no lane) instead of where they stood."""
    before = _stored(connection, steps)
    gone = {name: row for name, row in before.items() if not _is_same(row, steps[name])}
    fresh = {name: step for name, step in steps.items() if step is not None and (name not in before or name in gone)}
    if gone:
        _take_away(connection, gone, rules)
    if fresh:
        _fill_in(connection, fresh, rules)


def _stored(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for some in in_portions(sorted(ids)):
        query = select(sequence_steps).where(sequence_steps.c.incident_id.in_(some))
        found |= {row.incident_id: row for row in connection.execute(query)}
    return found


def _is_same(row: Any, step: NewStep | None) -> bool:
    if step is None:
        return False
    stored = (row.lane, row.day, row.sequence_key is None, row.phase, row.name)
    return bool(stored == (step.lane, step.day, step.is_turn, step.phase, step.name))


def _take_away(connection: Connection, gone: Mapping[str, Any], rules: Rules) -> None:
    """Take steps away; sequences that were held together by them fall apart."""
    for some in in_portions(sorted(gone)):
        connection.execute(delete(sequence_steps).where(sequence_steps.c.incident_id.in_(some)))
    days: dict[int, set[int]] = {}
    for row in gone.values():
        if row.sequence_key is not None:
            days.setdefault(row.sequence_key, set()).add(row.day)
    for key in sorted(days):
        _close_up(connection, key, days[key], rules)


def _close_up(connection: Connection, key: int, left: Iterable[int], rules: Rules) -> None:
    """Mend a sequence that lost steps on these days: what follows too long a gap becomes one of its own."""
    row = connection.execute(select(sequences).where(sequences.c.key == key)).one()
    gap, step = rules.gap(row.lane), sequence_steps.c
    cuts = set()
    for day in left:
        before = connection.scalar(select(func.max(step.day)).where(step.sequence_key == key, step.day <= day))
        after = connection.scalar(select(func.min(step.day)).where(step.sequence_key == key, step.day >= day))
        if before is not None and after is not None and after - before > gap:
            cuts.add(after)
    parts = [key]
    for start in sorted(cuts, reverse=True):
        part = next_key(connection, sequences)
        values = {"key": part, "id": rules.name(row.lane, start), "lane": row.lane, "first": start, "last": start}
        connection.execute(insert(sequences).values(record=row.record, country=row.country, incidents=0, **values))
        moved = and_(step.sequence_key == key, step.day >= start)
        connection.execute(update(sequence_steps).where(moved).values(sequence_key=part))
        parts.append(part)
    for part in parts:
        _measure(connection, part, row.lane, rules)


def _measure(connection: Connection, key: int, lane: str, rules: Rules) -> None:
    """Count a sequence anew; one without incidents is gone."""
    step = sequence_steps.c
    first, last, number = connection.execute(
        select(func.min(step.day), func.max(step.day), func.count()).where(step.sequence_key == key)
    ).one()
    if not number:
        connection.execute(delete(sequences).where(sequences.c.key == key))
        connection.execute(delete(sequence_ids).where(sequence_ids.c.sequence_key == key))
        return
    values = {"id": rules.name(lane, first), "first": first, "last": last, "incidents": number}
    connection.execute(update(sequences).where(sequences.c.key == key).values(**values))
    _point_ids(connection, {str(values["id"]): key})
    _find_name(connection, key)


def _find_name(connection: Connection, key: int) -> None:
    """The name that most incidents of a sequence give it."""
    step = sequence_steps.c
    query = select(step.name).where(step.sequence_key == key, step.name.is_not(None)).group_by(step.name)
    name = connection.scalar(query.order_by(func.count().desc(), step.name).limit(1))
    connection.execute(update(sequences).where(sequences.c.key == key).values(name=name))


def _point_ids(connection: Connection, keys: Mapping[str, int]) -> None:
    """Let these ids lead to these sequences from now on."""
    for some in in_portions(sorted(keys)):
        connection.execute(delete(sequence_ids).where(sequence_ids.c.id.in_(some)))
    if keys:
        connection.execute(insert(sequence_ids), [{"id": name, "sequence_key": key} for name, key in keys.items()])


@dataclass
class _Part:
    """A sequence while steps are filled in: `keys` are its rows in the store, `steps` its new incidents."""

    first: int
    last: int
    incidents: int
    keys: dict[int, int] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    is_named: bool = False


def _fill_in(connection: Connection, fresh: Mapping[str, NewStep], rules: Rules) -> None:
    """Put new steps into their lanes, where they join the sequences within reach."""
    moving = {name: step for name, step in fresh.items() if not step.is_turn}
    parts = _near(connection, moving, rules)
    for name, step in sorted(moving.items(), key=lambda item: item[1].day):
        parts[step.lane] = _join(parts.get(step.lane, []), name, step, rules.gap(step.lane))
    key, places = next_key(connection, sequences), dict[str, int]()
    ids: dict[str, int] = {}
    lanes = {step.lane: step for step in moving.values()}
    made, changed, named = [], [], []
    for lane, found in parts.items():
        for part in found:
            if not part.steps:
                continue
            own = min(part.keys, key=lambda one: (-part.keys[one], one), default=None)
            values = {
                "id": rules.name(lane, part.first),
                "first": part.first,
                "last": part.last,
                "incidents": part.incidents,
            }
            if own is None:
                own, key = key, key + 1
                step = lanes[lane]
                made.append(
                    {"key": own, "lane": lane, "record": step.record, "country": step.country, "name": None, **values}
                )
            else:
                _merge(connection, [other for other in part.keys if other != own], own)
                changed.append({"at": own, **{f"to_{name}": value for name, value in values.items()}})
            ids[str(values["id"])] = own
            named += [own] if part.is_named or len(part.keys) > 1 else []
            places |= dict.fromkeys(part.steps, own)
    if made:
        connection.execute(insert(sequences), made)
    if changed:
        values = {name: bindparam(f"to_{name}") for name in ("id", "first", "last", "incidents")}
        connection.execute(update(sequences).where(sequences.c.key == bindparam("at")).values(**values), changed)
    _point_ids(connection, ids)
    rows = [
        {"incident_id": name, "lane": step.lane, "day": step.day, "sequence_key": places.get(name), "phase": step.phase, "name": step.name}
        for name, step in fresh.items()
    ]  # fmt: skip
    connection.execute(insert(sequence_steps), rows)
    for one in named:
        _find_name(connection, one)


def _near(connection: Connection, moving: Mapping[str, NewStep], rules: Rules) -> dict[str, list[_Part]]:
    """The sequences of these steps' lanes that are near enough to be joined."""
    found: dict[str, list[_Part]] = {}
    if not moving:
        return found
    gap = max(rules.gap(step.lane) for step in moving.values())
    first, last = min(step.day for step in moving.values()), max(step.day for step in moving.values())
    columns = (sequences.c.key, sequences.c.lane, sequences.c.first, sequences.c.last, sequences.c.incidents)
    for some in in_portions(sorted({step.lane for step in moving.values()})):
        query = select(*columns).where(
            sequences.c.lane.in_(some), sequences.c.last >= first - gap, sequences.c.first <= last + gap
        )
        for row in connection.execute(query):
            found.setdefault(row.lane, []).append(_Part(row.first, row.last, row.incidents, {row.key: row.incidents}))
    return found


def _join(parts: list[_Part], name: str, step: NewStep, gap: int) -> list[_Part]:
    """The sequences of a lane after a step came to it."""
    near = [part for part in parts if part.first - gap <= step.day <= part.last + gap]
    joined = _Part(step.day, step.day, 1, {}, [name], step.name is not None)
    for part in near:
        joined.first, joined.last = min(joined.first, part.first), max(joined.last, part.last)
        joined.incidents += part.incidents
        joined.keys |= part.keys
        joined.steps += part.steps
        joined.is_named |= part.is_named
    return [part for part in parts if part not in near] + [joined]


def _merge(connection: Connection, others: Iterable[int], kept: int) -> None:
    """Give a sequence the steps of others."""
    for other in others:
        steps = update(sequence_steps).where(sequence_steps.c.sequence_key == other)
        connection.execute(steps.values(sequence_key=kept))
        connection.execute(delete(sequences).where(sequences.c.key == other))
        connection.execute(update(sequence_ids).where(sequence_ids.c.sequence_key == other).values(sequence_key=kept))


def put_aggregates(connection: Connection, found: Iterable[tuple[int, NewAggregate]]) -> None:
    """Keep what reports (by key) sum up."""
    rows = [(key, one.lane, one.first, one.last, one.aggregate.to_json().encode()) for key, one in found]
    insert_rows(connection, aggregates, ("report_key", "lane", "first", "last", "record"), rows)


def drop_aggregates(connection: Connection, report_key: int) -> None:
    """Forget what a report sums up."""
    connection.execute(delete(aggregates).where(aggregates.c.report_key == report_key))
