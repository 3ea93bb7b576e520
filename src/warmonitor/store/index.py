"""Incidents held in memory as arrays beside the store, which stays the truth: any filter is answered in milliseconds.

The index follows the history of changes: whatever was recorded since it was last asked is read again before it answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from threading import Lock
from typing import Any

import numpy as np
from sqlalchemy import Connection, func, select

from warmonitor.records import Incident, from_json
from warmonitor.store import reading_incidents
from warmonitor.store.choosing import can_choose, choose_rows, rows_with_keys
from warmonitor.store.columns import NAMES, Columns, no_columns, with_rows
from warmonitor.store.counting import Chosen
from warmonitor.store.rows import IncidentFilter, Page
from warmonitor.store.search import find_keys
from warmonitor.store.store import Store
from warmonitor.store.storing import in_portions
from warmonitor.store.tables import changes, incident_tags, incidents

_ALL = IncidentFilter()
_MOST_CHANGED = 20_000  # beyond it everything is read anew
_COLUMNS = [incidents.c[name] for name in NAMES]
_TAG_COLUMNS = [incident_tags.c[name] for name in ("incident_id", "kind", "value", "label")]


class Index:
    """The incidents of a store in memory. Safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._columns: Columns | None = None
        self._marker = 0

    def columns(self) -> Columns:
        """The incidents as they are now: the same value until one changes."""
        with self._store.reading() as connection:
            return self._follow(connection)

    def choose(self, wanted: IncidentFilter = _ALL) -> Chosen:
        """The incidents of a filter, as the store has them now; raises UsageError for a filter that makes no sense."""
        with self._store.reading() as connection:
            columns = self._follow(connection)
            if can_choose(wanted):
                reading_incidents.check(wanted)
                mask = choose_rows(columns, wanted, lambda words: find_keys(connection, words))
            else:  # what the columns don't hold, the store itself answers
                keys = connection.scalars(select(incidents.c.key).where(reading_incidents.chosen(connection, wanted)))
                mask = rows_with_keys(columns, np.fromiter(keys, np.int64))
            return Chosen(columns, mask)

    def page(self, chosen: Chosen, sort: str, *, limit: int, after: str | None = None) -> Page[Incident]:
        """A page of the incidents chosen; raises UsageError for a wrong order, length or cursor."""
        rows, cursor = chosen.page(sort, limit, after)
        keys = [int(key) for key in chosen.columns["key"][rows]]
        found = self.records(keys)
        return Page(tuple(found[key] for key in keys if key in found), cursor)

    def records(self, keys: list[int]) -> dict[int, Incident]:
        """Incidents by their keys."""
        with self._store.reading() as connection:
            query = select(incidents.c.key, incidents.c.record)
            return {
                row[0]: from_json(row[1], Incident)
                for some in in_portions(keys)
                for row in connection.execute(query.where(incidents.c.key.in_(some)))
            }

    def _follow(self, connection: Connection) -> Columns:
        """The columns as of this snapshot of the store."""
        with self._lock:
            newest = connection.scalar(select(func.max(changes.c.key))) or 0
            if self._columns is None or newest > self._marker:
                self._columns = self._read(connection)
                self._marker = newest
            return self._columns

    def _read(self, connection: Connection) -> Columns:
        held = self._columns
        if held is None:
            return _read_all(connection)
        query = select(changes.c.incident_id).where(changes.c.key > self._marker).distinct().limit(_MOST_CHANGED)
        ids = list(connection.scalars(query))
        if len(ids) >= _MOST_CHANGED:
            return _read_all(connection)
        try:
            return _read_again(connection, held, ids)
        except ValueError:  # a database that hands out keys in another order than that of their coming
            return _read_all(connection)


def _read_all(connection: Connection) -> Columns:
    rows = list(_plain(connection.execute(select(*_COLUMNS).order_by(incidents.c.key))))
    return with_rows(no_columns(), rows, _plain(connection.execute(select(*_TAG_COLUMNS))))


def _plain(found: Any) -> Iterable[Any]:
    """Rows as the database's driver gives them, which takes half as long as by SQLAlchemy."""
    rows: Iterable[Any] = found.cursor
    return rows


def _read_again(connection: Connection, held: Columns, ids: list[str]) -> Columns:
    """With the incidents of these ids as they are now, and with what changed of their neighbours without a word."""
    rows: list[Any] = []
    tags: list[Any] = []
    for some in in_portions(ids):
        rows += connection.execute(select(*_COLUMNS).where(incidents.c.id.in_(some)))
        tags += connection.execute(select(*_TAG_COLUMNS).where(incident_tags.c.incident_id.in_(some)))
    return _with_neighbours(connection, with_rows(held, sorted(rows, key=lambda row: int(row[0])), tags))


def _with_neighbours(connection: Connection, columns: Columns) -> Columns:
    """With `main_reports` as it is now: reports of one incident change it in others, which is no step of their history."""
    keys, held = columns["key"], columns["main_reports"]
    weighed = incidents.c.main_reports * (incidents.c.key % 1009 + 1)  # read from an index, without the rows
    if int(np.sum((held * (keys % 1009 + 1))[1:])) == (connection.scalar(select(func.sum(weighed))) or 0):
        return columns
    now = held.copy()
    for key, main_reports in connection.execute(select(incidents.c.key, incidents.c.main_reports)):
        now[np.searchsorted(keys, key)] = main_reports
    return replace(columns, values={**columns.values, "main_reports": now}, kept={})
