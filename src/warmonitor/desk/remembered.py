"""What all readers of a desk ask again and again, kept until an incident changes: facets, timelines, the map's places."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import Any, TypeVar

import msgspec

from warmonitor.desk import phrases
from warmonitor.desk.place_groups import group_points, shown_place
from warmonitor.store import DayCount, FacetValue, IncidentFilter, Store

T = TypeVar("T")
MOST_ANSWERS = 200
MOST_POINTS = 200_000
MOST_VALUES = 40


class Remembered:
    """Answers of a store by their filter; all are forgotten when its history of changes goes on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._marker: object = None
        self._answers: OrderedDict[object, Any] = OrderedDict()

    def facets(self, filters: IncidentFilter) -> dict[str, tuple[FacetValue, ...]]:
        """The values to choose from, with counts."""
        return self._ask("facets", filters, lambda: self._store.facets(filters, limit=MOST_VALUES))

    def timeline(self, filters: IncidentFilter) -> tuple[DayCount, ...]:
        """Incidents a day."""
        return self._ask("timeline", filters, lambda: self._store.timeline(filters))

    def places(self, filters: IncidentFilter) -> bytes:
        """Incidents by place, as JSON."""
        return self._ask("places", filters, lambda: msgspec.json.encode(group_points(self._store.map_points(filters, limit=MOST_POINTS), self._name)))

    def _name(self, incident_id: str) -> str | None:
        """The name of the place where an incident is shown."""
        place = shown_place(self._store.incident(incident_id))
        return phrases.place_name(place) if place else None

    def _ask(self, kind: str, filters: IncidentFilter, find: Callable[[], T]) -> T:
        marker = self._newest_change()
        key = (kind, replace(filters, sort="most told"))  # counts don't depend on the order
        with self._lock:
            if marker != self._marker:
                self._marker = marker
                self._answers.clear()
            if key in self._answers:
                self._answers.move_to_end(key)
                known: T = self._answers[key]
                return known
        found = find()
        with self._lock:
            if marker == self._marker:
                self._answers[key] = found
                while len(self._answers) > MOST_ANSWERS:
                    self._answers.popitem(last=False)
        return found

    def _newest_change(self) -> object:
        page = self._store.changes(limit=1)
        newest = page.items[0] if page.items else None
        return page.next, newest and (newest.at, newest.incident_id, newest.kind)
