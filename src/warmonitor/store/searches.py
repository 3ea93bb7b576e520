"""Saved searches: filters of incidents that somebody named, and what became new or changed in them since they were last looked at."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, case, delete, func, insert, select, update

from warmonitor.errors import NotFoundError, UsageError
from warmonitor.records import Incident, Record, from_json
from warmonitor.store.daily import Look
from warmonitor.store.desk_tables import searches
from warmonitor.store.paging import page_of
from warmonitor.store.reading_incidents import chosen
from warmonitor.store.rows import IncidentFilter, Page
from warmonitor.store.tables import changes, incident_versions, incidents

MOST_SEARCHES = 200  # of one owner
LONGEST_NAME = 120


class SavedSearch(Record, frozen=True):
    """A named filter; `query` holds its parameters as an address has them. What changed after `seen_change` is new to its owner."""

    id: str
    owner: str
    name: str
    query: dict[str, str]
    created_at: str
    seen_change: int
    seen_at: str

    @property
    def look(self) -> Look:
        """Up to where its owner has seen it."""
        return Look(self.seen_change, self.seen_at)


class SearchNews(NamedTuple):
    """How many incidents of a search there are, and how many of them are new or changed since a look."""

    total: int
    new: int
    changed: int


def put_search(
    connection: Connection, owner: str, name: str, query: Mapping[str, str], look: Look, now: str
) -> SavedSearch:
    """Keep a search; raises UsageError for a name that is empty, too long or in use, and for too many."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise UsageError(f"a search's name has 1 to {LONGEST_NAME} characters")
    names = set(connection.scalars(select(searches.c.name).where(searches.c.owner == owner)))
    if name in names:
        raise UsageError(f"there is a search named {name!r} already: choose another name, or delete that one")
    if len(names) >= MOST_SEARCHES:
        raise UsageError(f"there are {MOST_SEARCHES} searches already: delete some first")
    found = SavedSearch(secrets.token_urlsafe(12), owner, name, dict(query), now, look.change, look.at)
    values = msgspec.structs.asdict(found) | {"query": msgspec.json.encode(found.query)}
    connection.execute(insert(searches).values(**values))
    return found


def list_searches(connection: Connection, owner: str, limit: int = 200, after: str | None = None) -> Page[SavedSearch]:
    """A page of somebody's searches by name."""
    query = select(searches).where(searches.c.owner == owner)
    rows, cursor = page_of(
        connection, query, searches.c.name, searches.c.key, descending=False, limit=limit, after=after
    )
    return Page(tuple(_search(row) for row in rows), cursor)


def find_search(connection: Connection, search_id: str, owner: str) -> SavedSearch:
    """Somebody's search by its id or name; raises NotFoundError, for another's search as well."""
    own = searches.c.owner == owner
    row = connection.execute(select(searches).where(own, searches.c.id == search_id)).first()
    row = row or connection.execute(select(searches).where(own, searches.c.name == search_id)).first()
    if row is None:
        raise NotFoundError(f"you have no search {search_id!r}")
    return _search(row)


def _search(row: Any) -> SavedSearch:
    return SavedSearch(
        row.id, row.owner, row.name, msgspec.json.decode(row.query, type=dict[str, str]), row.created_at, row.seen_change, row.seen_at
    )  # fmt: skip


def see_search(connection: Connection, search: SavedSearch, look: Look) -> None:
    """Take all that a look has seen for seen; an older look changes nothing."""
    connection.execute(
        update(searches)
        .where(searches.c.id == search.id, searches.c.seen_change < look.change)
        .values(seen_change=look.change, seen_at=look.at)
    )


def delete_search(connection: Connection, search: SavedSearch) -> None:
    """Forget a search."""
    connection.execute(delete(searches).where(searches.c.id == search.id))


def count_news(connection: Connection, wanted: IncidentFilter, look: Look) -> SearchNews:
    """The numbers of a search since a look."""
    total = connection.scalar(select(func.count()).select_from(incidents).where(chosen(connection, wanted))) or 0
    if look.change >= (connection.scalar(select(func.max(changes.c.key))) or 0):
        return SearchNews(total, 0, 0)
    since = _changed_since(look)
    query = (
        select(func.count(), func.coalesce(func.sum(since.c.is_new), 0))
        .select_from(incidents)
        .join(since, since.c.incident_id == incidents.c.id)
        .where(chosen(connection, wanted))
    )
    changed, new = connection.execute(query).one()
    return SearchNews(total, int(new), int(changed) - int(new))


def list_changed(connection: Connection, wanted: IncidentFilter, most: int) -> tuple[Incident, ...]:
    """The incidents of a filter that changed last."""
    query = select(incidents.c.record).where(chosen(connection, wanted))
    rows = connection.scalars(query.order_by(incidents.c.changed_at.desc(), incidents.c.id).limit(most))
    return tuple(from_json(record, Incident) for record in rows)


def states_before(connection: Connection, incident_ids: Sequence[str]) -> dict[str, str]:
    """When each of these incidents had changed before it last did; those that never did are left out."""
    version = incident_versions.c
    query = (
        select(version.incident_id, version.known_from)
        .where(version.incident_id.in_(incident_ids), version.known_until.is_not(None))
        .order_by(version.key)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _changed_since(look: Look) -> Any:
    """The incidents that changed after a look, and whether they were made after it."""
    is_new = func.max(case((changes.c.kind.in_(("made", "split")), 1), else_=0))
    return (
        select(changes.c.incident_id, is_new.label("is_new"))
        .where(changes.c.key > look.change)
        .group_by(changes.c.incident_id)
        .subquery()
    )
