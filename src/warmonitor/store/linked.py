"""Writing and reading what linking keeps: stories, blocks, pairs, tellings, and the counts of words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select

from warmonitor.records import Claim, CodedReport, from_json
from warmonitor.store.bulk import change_rows, drop_rows, find_rows, insert_rows, put_rows
from warmonitor.store.packing import pack, unpack
from warmonitor.store.storing import next_key
from warmonitor.store.tables import blocks, pairs, reports, tellings

NO_DAY = -1


class Context(NamedTuple):
    """What linking must know of a report beside its coding."""

    key: int
    report: str
    source: str | None
    publisher: str
    published: str | None
    added_at: str
    story_id: str | None
    copy_of: int | None


class PlacedTelling(NamedTuple):
    """A telling and where it stands."""

    key: int
    id: str
    report_key: int
    position: int
    incident_id: str | None


def put_stories(connection: Connection, stories: Mapping[int, tuple[bytes, bytes]]) -> None:
    """Keep what reports are about, and as what they are compared."""
    rows = [(pack(story), brief, key) for key, (story, brief) in stories.items()]
    change_rows(connection, reports, ("key",), ("story", "brief"), rows)


def list_briefs(connection: Connection, report_keys: Iterable[int]) -> list[tuple[int, bytes]]:
    """As what these reports are compared, by report key; not those of the first schema's stores."""
    query = "SELECT key, brief FROM reports WHERE brief IS NOT NULL AND key IN (...)"
    return [(key, bytes(brief)) for key, brief in find_rows(connection, query, report_keys)]


def list_stories(connection: Connection, report_keys: Iterable[int]) -> list[tuple[int, bytes]]:
    """What these reports are about, by report key."""
    query = "SELECT key, story FROM reports WHERE story IS NOT NULL AND key IN (...)"
    return [(key, unpack(story)) for key, story in find_rows(connection, query, report_keys)]


def put_story_ids(connection: Connection, ids: Mapping[int, str | None]) -> None:
    """Keep which story each report tells."""
    change_rows(connection, reports, ("key",), ("story_id",), [(story, key) for key, story in ids.items()])


def put_levels(connection: Connection, levels: Mapping[int, int]) -> None:
    """Keep at which level of likeness each report's piece was cut."""
    change_rows(connection, reports, ("key",), ("story_level",), [(level, key) for key, level in levels.items()])


def list_levels(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """The levels at which these reports' pieces were cut, but for those that are 0."""
    query = "SELECT key, story_level FROM reports WHERE key IN (...) AND story_level > 0"
    return dict(find_rows(connection, query, set(keys)))


def put_telling_levels(connection: Connection, levels: Mapping[int, int]) -> None:
    """Keep at which level of evidence each telling's piece was cut."""
    change_rows(connection, tellings, ("key",), ("level",), [(level, key) for key, level in levels.items()])


def list_telling_levels(connection: Connection, keys: Iterable[int]) -> dict[int, int]:
    """The levels at which these tellings' pieces were cut, but for those that are 0."""
    return dict(find_rows(connection, "SELECT key, level FROM tellings WHERE key IN (...) AND level > 0", set(keys)))


_CONTEXTS = (
    "SELECT r.key, r.id, s.name, s.publisher, r.published_latest, r.published_earliest, r.added_at, r.story_id, r.copy_of "
    "FROM reports AS r LEFT JOIN sources AS s ON s.key = r.source_key WHERE r.key IN (...)"
)


def list_contexts(connection: Connection, keys: Iterable[int]) -> list[Context]:
    """The contexts of these reports, in the order of keys."""
    return sorted(
        Context(key, report, name, publisher or name or report, latest or earliest, added_at, story_id, copy_of)
        for key, report, name, publisher, latest, earliest, added_at, story_id, copy_of in find_rows(
            connection, _CONTEXTS, set(keys)
        )
    )


class Place(NamedTuple):
    """A report's id, and the story that it tells."""

    report: str
    story_id: str | None


def list_places(connection: Connection, keys: Iterable[int]) -> dict[int, Place]:
    """The ids and stories of these reports."""
    rows = find_rows(connection, "SELECT key, id, story_id FROM reports WHERE key IN (...)", set(keys))
    return {key: Place(report, story_id) for key, report, story_id in rows}


def list_codings(connection: Connection, keys: Iterable[int]) -> list[tuple[int, CodedReport]]:
    """The current codings of these reports, by report key."""
    query = "SELECT report_key, record FROM codings WHERE report_key IN (...) AND is_current"
    return [(key, from_json(unpack(record), CodedReport)) for key, record in find_rows(connection, query, set(keys))]


class _Named(msgspec.Struct, gc=False):
    id: str


class ClaimsOf(msgspec.Struct, frozen=True, gc=False):
    """A coded report without its words: its id and its claims."""

    report: _Named
    claims: tuple[Claim, ...]


def list_claims(connection: Connection, keys: Iterable[int]) -> list[tuple[int, ClaimsOf]]:
    """The claims of the current codings of these reports, by report key."""
    query = "SELECT report_key, record FROM codings WHERE report_key IN (...) AND is_current"
    return [(key, from_json(unpack(record), ClaimsOf)) for key, record in find_rows(connection, query, set(keys))]


def list_report_keys(connection: Connection) -> list[int]:
    """All current reports that have been coded."""
    return list(
        connection.execute(select(reports.c.key).where(reports.c.is_current, reports.c.story.is_not(None))).scalars()
    )


def list_story_reports(connection: Connection, story_ids: Iterable[str]) -> list[tuple[int, str]]:
    """(report key, story id) of all current reports that tell these stories."""
    query = "SELECT key, story_id FROM reports WHERE story_id IN (...) AND is_current"
    return find_rows(connection, query, set(story_ids))


def put_blocks(connection: Connection, kind: str, held: Iterable[tuple[int, Iterable[str], int]]) -> None:
    """Keep the names under which each report or telling (by key) is found, by its first day or NO_DAY."""
    rows = [(kind, name, day, key) for key, names, day in held for name in sorted(set(names))]
    insert_rows(connection, blocks, ("kind", "block", "day", "key"), rows)


def find_holders(connection: Connection, kind: str, names: Iterable[str]) -> dict[str, list[int]]:
    """The keys kept under each of these names."""
    found: dict[str, list[int]] = {}
    query = f"SELECT block, key FROM blocks WHERE kind = '{kind}' AND block IN (...)"
    for name, key in find_rows(connection, query, set(names)):
        found.setdefault(name, []).append(key)
    return found


def put_pairs(connection: Connection, kind: str, scores: Mapping[tuple[int, int], float]) -> None:
    """Keep pairs and how alike they are, instead of what was kept of them."""
    rows = [(kind, x, y, score) for (a, b), score in scores.items() for x, y in ((a, b), (b, a))]
    put_rows(connection, pairs, ("kind", "key", "other"), ("score",), rows)


def drop_pairs(connection: Connection, kind: str, gone: Iterable[tuple[int, int]]) -> None:
    """Forget pairs."""
    rows = [(kind, x, y) for a, b in gone for x, y in ((a, b), (b, a))]
    drop_rows(connection, pairs, ("kind", "key", "other"), rows)


def list_pairs(
    connection: Connection, kind: str, keys: Iterable[int], least: float | None = None
) -> dict[int, dict[int, float]]:
    """What each of these is paired with, and how alike the two are: at least so much, where that is given."""
    found: dict[int, dict[int, float]] = {key: {} for key in keys}
    query = f"SELECT key, other, score FROM pairs WHERE kind = '{kind}' AND key IN (...)"
    if least is None:
        rows = find_rows(connection, query, found)
    else:
        rows = find_rows(connection, query + " AND score >= ?", found, least)
    for key, other, score in rows:
        found[key][other] = score
    return found


def put_tellings(connection: Connection, told: Sequence[tuple[int, Sequence[str]]]) -> list[list[int]]:
    """Store the tellings of reports (key, names in order); the keys of each report's."""
    key, rows, found = next_key(connection, tellings), [], []
    for report_key, names in told:
        found.append(list(range(key, key + len(names))))
        rows += [(key + n, name, report_key, n) for n, name in enumerate(names)]
        key += len(names)
    insert_rows(connection, tellings, ("key", "id", "report_key", "position"), rows)
    return found


_PLACED = "SELECT key, id, report_key, position, incident_id FROM tellings WHERE {} IN (...)"


def list_tellings(connection: Connection, report_keys: Iterable[int]) -> list[PlacedTelling]:
    """The tellings of these reports."""
    return _placed(connection, "report_key", report_keys)


def find_tellings(connection: Connection, keys: Iterable[int]) -> list[PlacedTelling]:
    """These tellings."""
    return _placed(connection, "key", keys)


def list_incident_tellings(connection: Connection, incident_ids: Iterable[str]) -> list[PlacedTelling]:
    """The tellings of these incidents."""
    return _placed(connection, "incident_id", incident_ids)


def _placed(connection: Connection, column: str, values: Iterable[int] | Iterable[str]) -> list[PlacedTelling]:
    rows = find_rows(connection, _PLACED.format(column), set(values))
    return sorted(map(PlacedTelling._make, rows))


def put_incident_ids(connection: Connection, ids: Mapping[int, str | None]) -> None:
    """Keep which incident each telling belongs to."""
    change_rows(connection, tellings, ("key",), ("incident_id",), [(name, key) for key, name in ids.items()])


def count_tellings(connection: Connection, incident_ids: Iterable[str | None]) -> dict[str | None, int]:
    """How many tellings each of these incidents has."""
    query = "SELECT incident_id, count(*) FROM tellings WHERE incident_id IN (...) GROUP BY incident_id"
    return dict(find_rows(connection, query, {name for name in incident_ids if name is not None}))


def forget_report(connection: Connection, report_key: int) -> list[str]:
    """Take a report out of linking: its blocks, pairs and tellings; the incidents that it told of."""
    connection.execute(delete(blocks).where(blocks.c.kind == "story", blocks.c.key == report_key))
    around = list_pairs(connection, "story", [report_key])
    drop_pairs(connection, "story", [(key, other) for key, others in around.items() for other in others])
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
