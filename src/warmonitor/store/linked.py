"""Writing and reading what linking keeps: stories, blocks, pairs, tellings, and the counts of words."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Column, Connection, and_, bindparam, delete, func, insert, select, update

from warmonitor.records import CodedReport, from_json
from warmonitor.store.storing import in_portions, next_key
from warmonitor.store.tables import blocks, codings, pairs, reports, sources, tellings

NO_DAY = -1
LAST_DAY = 10_000_000
_NAMES_AT_ONCE = 100  # in one statement that asks for each by itself


class Context(NamedTuple):
    """What linking must know of a report beside its coding."""

    key: int
    report: str
    source: str | None
    publisher: str
    published: str | None
    added_at: str
    story: bytes
    story_id: str | None
    copy_of: int | None


class PlacedTelling(NamedTuple):
    """A telling and where it stands."""

    key: int
    id: str
    report_key: int
    position: int
    incident_id: str | None


def put_story(connection: Connection, report_key: int, story: bytes) -> None:
    """Keep what a report is about."""
    connection.execute(update(reports).where(reports.c.key == report_key).values(story=story))


def put_story_ids(connection: Connection, ids: Mapping[int, str | None]) -> None:
    """Keep which story each report tells."""
    if ids:
        statement = update(reports).where(reports.c.key == bindparam("at")).values(story_id=bindparam("to"))
        connection.execute(statement, [{"at": key, "to": story} for key, story in ids.items()])


def put_levels(connection: Connection, levels: Mapping[int, int]) -> None:
    """Keep at which level of likeness each report's piece was cut."""
    _put_levels(connection, reports.c.key, reports.c.story_level, levels)


def list_levels(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """The levels at which these reports' pieces were cut."""
    return _list_levels(connection, reports.c.key, reports.c.story_level, keys)


def put_telling_levels(connection: Connection, levels: Mapping[int, int]) -> None:
    """Keep at which level of evidence each telling's piece was cut."""
    _put_levels(connection, tellings.c.key, tellings.c.level, levels)


def list_telling_levels(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """The levels at which these tellings' pieces were cut."""
    return _list_levels(connection, tellings.c.key, tellings.c.level, keys)


def _put_levels(connection: Connection, key: Column[int], column: Column[int], levels: Mapping[int, int]) -> None:
    if levels:
        statement = update(column.table).where(key == bindparam("at")).values({column.name: bindparam("to")})
        connection.execute(statement, [{"at": at, "to": level} for at, level in levels.items()])


def _list_levels(connection: Connection, key: Column[int], column: Column[int], keys: Iterable[int]) -> dict[int, int]:
    """Only those that aren't 0."""
    found: dict[int, int] = {}
    for some in in_portions(sorted(set(keys))):
        query = select(key, column).where(key.in_(some), column > 0)
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def list_contexts(connection: Connection, keys: Iterable[int]) -> list[Context]:
    """The contexts of these reports, in the order of keys."""
    found = []
    for some in in_portions(sorted(set(keys))):
        query = (
            select(
                reports.c.key, reports.c.id, sources.c.name, sources.c.publisher, reports.c.published_latest, reports.c.published_earliest,
                reports.c.added_at, reports.c.story, reports.c.story_id, reports.c.copy_of,
            )
            .outerjoin(sources, sources.c.key == reports.c.source_key)
            .where(reports.c.key.in_(some))
            .order_by(reports.c.key)
        )  # fmt: skip
        for row in connection.execute(query):
            published = row.published_latest or row.published_earliest
            found.append(
                Context(
                    row.key,
                    row.id,
                    row.name,
                    row.publisher or row.name or row.id,
                    published,
                    row.added_at,
                    row.story,
                    row.story_id,
                    row.copy_of,
                )
            )
    return found


def list_codings(connection: Connection, keys: Iterable[int]) -> list[tuple[int, CodedReport]]:
    """The current codings of these reports, by report key."""
    found = []
    for some in in_portions(sorted(set(keys))):
        query = select(codings.c.report_key, codings.c.record).where(
            codings.c.report_key.in_(some), codings.c.is_current
        )
        found += [(row[0], from_json(row[1], CodedReport)) for row in connection.execute(query)]
    return found


def list_report_keys(connection: Connection) -> list[int]:
    """All current reports that have been coded."""
    return list(
        connection.execute(select(reports.c.key).where(reports.c.is_current, reports.c.story.is_not(None))).scalars()
    )


def list_story_reports(connection: Connection, story_ids: Iterable[str]) -> list[tuple[int, str]]:
    """(report key, story id) of all current reports that tell these stories."""
    query = select(reports.c.key, reports.c.story_id).where(
        reports.c.story_id.in_(sorted(set(story_ids))), reports.c.is_current
    )
    return [(row[0], row[1]) for row in connection.execute(query)]


def put_blocks(connection: Connection, kind: str, key: int, names: Iterable[str], days: tuple[int, int] | None) -> None:
    """Keep the names under which a report or telling is found, by the first of its days."""
    day = NO_DAY if days is None else days[0]
    rows = [{"kind": kind, "block": name, "day": day, "key": key} for name in sorted(set(names))]
    if rows:
        connection.execute(insert(blocks), rows)


def find_by_blocks(
    connection: Connection,
    kind: str,
    names: Iterable[str],
    days: tuple[int, int] | None,
    *,
    needed: int,
    most: int,
    too_common: int,
) -> list[int]:
    """Keys that share at least so many of these names within these days (undated ones always do), those that share most first.

    A name that more keys have within these days than `too_common` finds none.
    """
    found: dict[str, list[int]] = {}
    for some in in_portions(sorted(set(names)), _NAMES_AT_ONCE):
        for name, key in _hold_within(connection, kind, some, days, too_common + 1):
            found.setdefault(name, []).append(key)
    counted = Counter(key for keys in found.values() if len(keys) <= too_common for key in keys)
    shared = [(-count, key) for key, count in counted.items() if count >= needed]
    return [key for _, key in heapq.nsmallest(most, shared)]


def _hold_within(
    connection: Connection, kind: str, names: Sequence[str], days: tuple[int, int] | None, most: int
) -> Iterable[tuple[str, int]]:
    """(name, key) of those kept under each of these names within these days, and undated: of each name at most so many.

    One statement for all names, made by hand: it is asked for every report that comes in.
    """
    ranges = [(NO_DAY, LAST_DAY)] if days is None else [days, (NO_DAY, NO_DAY)]
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    one = (
        f"SELECT * FROM (SELECT block, key FROM blocks WHERE kind = {mark} AND block = {mark} "
        f"AND day BETWEEN {mark} AND {mark} LIMIT {mark}) AS held"
    )
    values = tuple(value for name in names for first, last in ranges for value in (kind, name, first, last, most))
    statement = " UNION ALL ".join([one] * (len(names) * len(ranges)))
    if not names:
        return []
    held = connection.exec_driver_sql(statement, values)
    return held.cursor.fetchall() if held.cursor is not None else []


def find_holders(connection: Connection, kind: str, names: Iterable[str]) -> dict[str, list[int]]:
    """The keys kept under each of these names."""
    found: dict[str, list[int]] = {}
    for some in in_portions(sorted(names)):
        query = select(blocks.c.block, blocks.c.key).where(blocks.c.kind == kind, blocks.c.block.in_(some))
        for row in connection.execute(query):
            found.setdefault(row[0], []).append(row[1])
    return found


def put_pairs(connection: Connection, kind: str, scores: dict[tuple[int, int], float]) -> None:
    """Keep pairs and how alike they are, instead of what was kept of them."""
    if not scores:
        return
    both = [(kind, x, y, score) for (a, b), score in scores.items() for x, y in ((a, b), (b, a))]
    drop_pairs(connection, kind, scores)
    connection.execute(insert(pairs), [dict(zip(("kind", "key", "other", "score"), row, strict=True)) for row in both])


def drop_pairs(connection: Connection, kind: str, gone: Iterable[tuple[int, int]]) -> None:
    """Forget pairs."""
    both = [{"x": x, "y": y} for a, b in gone for x, y in ((a, b), (b, a))]
    if both:
        connection.execute(
            delete(pairs).where(
                and_(pairs.c.kind == kind, pairs.c.key == bindparam("x"), pairs.c.other == bindparam("y"))
            ),
            both,
        )


def list_pairs(connection: Connection, kind: str, keys: Iterable[int]) -> dict[int, dict[int, float]]:
    """What each of these is paired with, and how alike the two are."""
    found: dict[int, dict[int, float]] = {key: {} for key in keys}
    for some in in_portions(sorted(found)):
        query = select(pairs.c.key, pairs.c.other, pairs.c.score).where(pairs.c.kind == kind, pairs.c.key.in_(some))
        for row in connection.execute(query):
            found[row[0]][row[1]] = row[2]
    return found


def put_tellings(connection: Connection, report_key: int, names: Sequence[str]) -> list[int]:
    """Store the tellings of a report in order; their keys."""
    key = next_key(connection, tellings)
    keys = list(range(key, key + len(names)))
    if names:
        rows = [
            {"key": key, "id": name, "report_key": report_key, "position": n}
            for n, (key, name) in enumerate(zip(keys, names, strict=True))
        ]
        connection.execute(insert(tellings), rows)
    return keys


def list_tellings(connection: Connection, report_keys: Iterable[int]) -> list[PlacedTelling]:
    """The tellings of these reports."""
    return _placed(connection, "report_key", report_keys)


def find_tellings(connection: Connection, keys: Iterable[int]) -> list[PlacedTelling]:
    """These tellings."""
    return _placed(connection, "key", keys)


def _placed(connection: Connection, column: str, keys: Iterable[int]) -> list[PlacedTelling]:
    found = []
    for some in in_portions(sorted(set(keys))):
        query = select(
            tellings.c.key, tellings.c.id, tellings.c.report_key, tellings.c.position, tellings.c.incident_id
        )
        found += [
            PlacedTelling(*row)
            for row in connection.execute(query.where(tellings.c[column].in_(some)).order_by(tellings.c.key))
        ]
    return found


def put_incident_ids(connection: Connection, ids: dict[int, str | None]) -> None:
    """Keep which incident each telling belongs to."""
    if ids:
        statement = update(tellings).where(tellings.c.key == bindparam("at")).values(incident_id=bindparam("to"))
        connection.execute(statement, [{"at": key, "to": incident} for key, incident in ids.items()])


def list_incident_tellings(connection: Connection, incident_ids: Iterable[str]) -> list[PlacedTelling]:
    """The tellings of these incidents."""
    query = select(tellings.c.key, tellings.c.id, tellings.c.report_key, tellings.c.position, tellings.c.incident_id)
    return [
        PlacedTelling(*row)
        for row in connection.execute(query.where(tellings.c.incident_id.in_(sorted(set(incident_ids)))))
    ]


def count_tellings(connection: Connection, incident_ids: Iterable[str | None]) -> dict[str | None, int]:
    """How many tellings each of these incidents has."""
    found: dict[str | None, int] = {}
    for some in in_portions(sorted(name for name in set(incident_ids) if name is not None)):
        query = select(tellings.c.incident_id, func.count()).where(tellings.c.incident_id.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query.group_by(tellings.c.incident_id))}
    return found


def forget_report(connection: Connection, report_key: int) -> list[str]:
    """Take a report out of linking: its blocks, pairs and tellings; the incidents that it told of."""
    connection.execute(delete(blocks).where(blocks.c.kind == "story", blocks.c.key == report_key))
    for kind in ("story", "copy"):
        around = list_pairs(connection, kind, [report_key])
        drop_pairs(connection, kind, [(key, other) for key, others in around.items() for other in others])
    return forget_tellings(connection, report_key)


def forget_tellings(connection: Connection, report_key: int) -> list[str]:
    """Take what a report tells out of linking; the incidents that it told of."""
    own = list_tellings(connection, [report_key])
    for key in (telling.key for telling in own):
        connection.execute(delete(blocks).where(blocks.c.kind == "telling", blocks.c.key == key))
    around = list_pairs(connection, "telling", [telling.key for telling in own])
    drop_pairs(connection, "telling", [(key, other) for key, others in around.items() for other in others])
    connection.execute(delete(tellings).where(tellings.c.report_key == report_key))
    return sorted({telling.incident_id for telling in own if telling.incident_id is not None})
