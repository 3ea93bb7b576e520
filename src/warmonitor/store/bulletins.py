"""Bulletins: versions, editors' changes, and the queries that a bulletin is written from."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, case, func, insert, not_, select, update

from warmonitor.errors import NotFoundError, UsageError
from warmonitor.records import Claim, Published, from_json
from warmonitor.store.desk_tables import bulletin_edits, bulletins
from warmonitor.store.paging import page_of
from warmonitor.store.reading_incidents import chosen
from warmonitor.store.rows import ClaimRow, IncidentFilter, Page
from warmonitor.store.storing import in_portions, inserted_key
from warmonitor.store.tables import claims, incidents, reports, sources


class StoredBulletin(NamedTuple):
    """A version of a bulletin: its form as the machine wrote it (`record`, JSON) and as it was issued (None in a draft)."""

    key: int
    id: str
    version: int
    status: str
    title: str
    since: str
    until: str
    query: dict[str, str]
    record: bytes
    issued: bytes | None
    reason: str | None
    made_at: str
    made_by: str
    issued_at: str | None
    issued_by: str | None


class StoredEdit(NamedTuple):
    """A change that an editor made to a draft, as JSON."""

    key: int
    record: bytes
    by: str
    at: str


class Counted(NamedTuple):
    """An incident as the figures of a bulletin count it; `is_open` says that no highest figure is given."""

    grade: str
    country: str | None
    killed_low: int
    killed_high: int
    is_open: bool


class _Toll(msgspec.Struct):
    of: str
    low: int | None = None
    best: int | None = None
    high: int | None = None


class _Counts(msgspec.Struct):
    counts: tuple[_Toll, ...] = ()


def put_draft(
    connection: Connection,
    *,
    title: str,
    since: str,
    until: str,
    query: dict[str, str],
    record: bytes,
    by: str,
    now: str,
) -> StoredBulletin:
    """Keep a new bulletin as a draft."""
    return _put(connection, secrets.token_urlsafe(9), 1, title, since, until, query, record, None, by, now)


def put_version(
    connection: Connection, before: StoredBulletin, record: bytes, reason: str, by: str, now: str
) -> StoredBulletin:
    """A draft that will correct an issued bulletin; raises UsageError where that isn't its last version, or isn't issued."""
    last = find_bulletin(connection, before.id)
    if last.version != before.version or last.status != "issued":
        raise UsageError("only the last version of a bulletin is corrected, and only when it has been issued")
    if not reason.strip():
        raise UsageError("say what is corrected")
    return _put(
        connection, before.id, before.version + 1, before.title, before.since, before.until, before.query, record, reason.strip()[:500], by, now
    )  # fmt: skip


def _put(
    connection: Connection, id: str, version: int, title: str, since: str, until: str, query: dict[str, str], record: bytes, reason: str | None, by: str, now: str,
) -> StoredBulletin:  # fmt: skip
    values = {
        "id": id, "version": version, "status": "draft", "title": title, "since": since, "until": until, "query": msgspec.json.encode(query),
        "record": record, "issued": None, "reason": reason, "made_at": now, "made_by": by, "issued_at": None, "issued_by": None,
    }  # fmt: skip
    key = inserted_key(connection.execute(insert(bulletins).values(**values)))
    return _bulletin(connection.execute(select(bulletins).where(bulletins.c.key == key)).one())


def _bulletin(row: Any) -> StoredBulletin:
    return StoredBulletin(
        row.key, row.id, row.version, row.status, row.title, row.since, row.until, msgspec.json.decode(row.query, type=dict[str, str]), row.record,
        row.issued, row.reason, row.made_at, row.made_by, row.issued_at, row.issued_by,
    )  # fmt: skip


def find_bulletin(
    connection: Connection, bulletin_id: str, version: int | None = None, *, issued_only: bool = False
) -> StoredBulletin:
    """A bulletin, its last version or another; raises NotFoundError."""
    query = select(bulletins).where(bulletins.c.id == bulletin_id).order_by(bulletins.c.version.desc())
    if version is not None:
        query = query.where(bulletins.c.version == version)
    if issued_only:
        query = query.where(bulletins.c.status == "issued")
    row = connection.execute(query.limit(1)).first()
    if row is None:
        raise NotFoundError(
            f"no bulletin has the id {bulletin_id!r}" + (f" and a version {version}" if version else "")
        )
    return _bulletin(row)


def list_versions(connection: Connection, bulletin_id: str) -> tuple[StoredBulletin, ...]:
    """All versions of a bulletin, the last first."""
    query = select(bulletins).where(bulletins.c.id == bulletin_id).order_by(bulletins.c.version.desc())
    return tuple(map(_bulletin, connection.execute(query)))


def list_bulletins(
    connection: Connection, *, limit: int = 50, after: str | None = None, issued_only: bool = False
) -> Page[StoredBulletin]:
    """A page of bulletins, the last version of each, the last made first."""
    last = (
        select(bulletins.c.id, func.max(bulletins.c.version).label("version"))
        .where(bulletins.c.status == "issued" if issued_only else bulletins.c.version > 0)
        .group_by(bulletins.c.id)
        .subquery()
    )
    query = select(bulletins).join(last, and_(last.c.id == bulletins.c.id, last.c.version == bulletins.c.version))
    rows, cursor = page_of(
        connection, query, bulletins.c.key, bulletins.c.id, descending=True, limit=limit, after=after
    )
    return Page(tuple(map(_bulletin, rows)), cursor)


def find_before(connection: Connection, query: dict[str, str], until: str) -> StoredBulletin | None:
    """The last issued bulletin over the same filter that ended before a day."""
    wanted = {name: value for name, value in query.items() if name not in ("since", "until", "sort")}
    found = connection.execute(
        select(bulletins).where(bulletins.c.status == "issued", bulletins.c.until < until).order_by(bulletins.c.until.desc(), bulletins.c.key.desc()).limit(200)
    )  # fmt: skip
    for row in found:
        stored = _bulletin(row)
        if {name: value for name, value in stored.query.items() if name not in ("since", "until", "sort")} == wanted:
            return stored
    return None


def rewrite(connection: Connection, draft: StoredBulletin, record: bytes, now: str) -> None:
    """Put the machine's new words in place of those of a draft; raises UsageError for an issued bulletin."""
    _check_draft(connection, draft)
    connection.execute(update(bulletins).where(bulletins.c.key == draft.key).values(record=record, made_at=now))


def retitle(connection: Connection, draft: StoredBulletin, title: str) -> None:
    """The title by which lists name a draft; raises UsageError for an issued bulletin."""
    _check_draft(connection, draft)
    connection.execute(update(bulletins).where(bulletins.c.key == draft.key).values(title=title))


def issue(connection: Connection, draft: StoredBulletin, record: bytes, title: str, by: str, now: str) -> None:
    """Make a draft an issued bulletin, which never changes; raises UsageError where it is one already."""
    _check_draft(connection, draft)
    values = {"status": "issued", "issued": record, "title": title, "issued_at": now, "issued_by": by}
    connection.execute(update(bulletins).where(bulletins.c.key == draft.key).values(**values))


def delete_draft(connection: Connection, draft: StoredBulletin) -> None:
    """Throw a draft away with its edits; raises UsageError for an issued bulletin."""
    _check_draft(connection, draft)
    connection.execute(bulletin_edits.delete().where(bulletin_edits.c.bulletin_key == draft.key))
    connection.execute(bulletins.delete().where(bulletins.c.key == draft.key))


def _check_draft(connection: Connection, draft: StoredBulletin) -> None:
    if connection.scalar(select(bulletins.c.status).where(bulletins.c.key == draft.key)) != "draft":
        raise UsageError("this bulletin was issued and doesn't change any more: correct it by a new version")


def put_edit(connection: Connection, draft: StoredBulletin, record: bytes, by: str, now: str) -> None:
    """Keep a change to a draft; raises UsageError for an issued bulletin."""
    _check_draft(connection, draft)
    connection.execute(insert(bulletin_edits).values(bulletin_key=draft.key, record=record, by=by, at=now))


def list_edits(connection: Connection, bulletin: StoredBulletin) -> tuple[StoredEdit, ...]:
    """The changes to a version of a bulletin, in order."""
    c = bulletin_edits.c
    query = select(c.key, c.record, c.by, c.at).where(c.bulletin_key == bulletin.key).order_by(c.key)
    return tuple(StoredEdit(*row) for row in connection.execute(query))


def copy_edits(connection: Connection, before: StoredBulletin, after: StoredBulletin) -> None:
    """The changes of a version once more for the next, so that its draft begins as that one ended."""
    for edit in list_edits(connection, before):
        connection.execute(
            insert(bulletin_edits).values(bulletin_key=after.key, record=edit.record, by=edit.by, at=edit.at)
        )


def states_of(connection: Connection, incident_ids: Sequence[str]) -> dict[str, str]:
    """When each of these incidents last changed; those that are no more are left out."""
    found: dict[str, str] = {}
    for some in in_portions(incident_ids):
        query = select(incidents.c.id, incidents.c.changed_at).where(incidents.c.id.in_(some), incidents.c.is_current)
        found |= {row[0]: row[1] for row in connection.execute(query)}
    return found


def list_counted(connection: Connection, wanted: IncidentFilter) -> tuple[Counted, ...]:
    """The incidents of a filter that are dated within its days, as figures count them."""
    query = select(incidents.c.grade, incidents.c.country, incidents.c.killed_low, incidents.c.record).where(
        chosen(connection, wanted), _is_within(wanted)
    )
    return tuple(_counted(row) for row in connection.execute(query))


def _counted(row: Any) -> Counted:
    if row.killed_low is None and b'"killed"' not in row.record:
        return Counted(row.grade, row.country, 0, 0, False)
    tolls = [toll for toll in msgspec.json.decode(row.record, type=_Counts).counts if toll.of == "killed"]
    lows = [toll.low or 0 for toll in tolls]
    highs = [next((one for one in (toll.high, toll.best, toll.low) if one is not None), 0) for toll in tolls]
    return Counted(
        row.grade, row.country, max(lows, default=0), max(highs, default=0), any(toll.high is None for toll in tolls)
    )


def _is_within(wanted: IncidentFilter) -> ColumnElement[bool]:
    first, last = wanted.since or "0000-01-01", wanted.until or "9999-12-31"
    return and_(incidents.c.earliest >= first, incidents.c.latest <= last)


def count_undated(connection: Connection, wanted: IncidentFilter) -> int:
    """The incidents of a filter that may have begun before its days or ended after them."""
    is_within = func.coalesce(_is_within(wanted), False)
    query = select(func.count()).select_from(incidents).where(chosen(connection, wanted), not_(is_within))
    return connection.scalar(query) or 0


def list_planned(connection: Connection, first: str, last: str, most: int) -> tuple[ClaimRow, ...]:
    """Claims of plans in reports of these days."""
    query = (
        select(reports.c.id, sources.c.name, claims.c.record, reports.c.published, reports.c.title)
        .join(claims, claims.c.report_key == reports.c.key)
        .outerjoin(sources, sources.c.key == reports.c.source_key)
        .where(
            reports.c.is_current, reports.c.published_earliest.between(first, last), reports.c.copy_of.is_(None),
            claims.c.is_current, claims.c.modality == "planned", claims.c.polarity == "positive",
        )
        .order_by(claims.c.key)
        .limit(most)
    )  # fmt: skip
    return tuple(
        ClaimRow(row[0], row[1], from_json(row[2], Claim), from_json(row[3], Published), row[4])
        for row in connection.execute(query)
    )


def texts_of(connection: Connection, report_ids: Sequence[str], longest: int) -> dict[str, tuple[str | None, str]]:
    """The address and the text of each of these reports; "" for a text that is longer."""
    text = case((func.length(reports.c.text) <= longest, reports.c.text), else_="")
    found: dict[str, tuple[str | None, str]] = {}
    for some in in_portions(report_ids):
        query = select(reports.c.id, reports.c.url, text).where(reports.c.id.in_(some), reports.c.is_current)
        found |= {row[0]: (row[1], row[2]) for row in connection.execute(query)}
    return found


def list_issued(connection: Connection) -> tuple[StoredBulletin, ...]:
    """The last issued version of each bulletin, the earliest days first."""
    query = select(bulletins).where(bulletins.c.status == "issued").order_by(bulletins.c.until, bulletins.c.key)
    last: dict[str, StoredBulletin] = {}
    for row in connection.execute(query):
        stored = _bulletin(row)
        if stored.id not in last or last[stored.id].version < stored.version:
            last[stored.id] = stored
    return tuple(last.values())


def put_copy(connection: Connection, stored: StoredBulletin) -> None:
    """Keep an issued bulletin as it is given, in place of all versions of it that are there."""
    remove_copy(connection, stored.id)
    values = stored._asdict() | {"query": msgspec.json.encode(stored.query)}
    del values["key"]
    connection.execute(insert(bulletins).values(**values))


def remove_copy(connection: Connection, bulletin_id: str) -> None:
    """Forget a bulletin that was copied here."""
    connection.execute(bulletins.delete().where(bulletins.c.id == bulletin_id))
