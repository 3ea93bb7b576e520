"""What all readers of a desk ask again and again, kept until an incident changes: facets, timelines, the map's places."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

import msgspec

from warmonitor.desk import phrases
from warmonitor.desk.place_groups import group_points, shown_place
from warmonitor.store import DayCount, FacetValue, IncidentFilter, Page, SourceRow, Store

T = TypeVar("T")
MOST_ANSWERS = 200
MOST_POINTS = 200_000
MOST_VALUES = 40
MOST_SOURCES = 200


class Remembered:
    """Answers of a store by their filter; all are forgotten when its history of changes goes on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._marker: object = None
        self._answers: OrderedDict[object, Future[Any]] = OrderedDict()
        self._counting = Lock()
        self._sources: Page[SourceRow] | None = None
        self._sources_until = 0.0

    def facets(self, filters: IncidentFilter) -> dict[str, tuple[FacetValue, ...]]:
        """The values to choose from, with counts."""
        return self._ask("facets", filters, lambda: self._store.facets(filters, limit=MOST_VALUES))

    def timeline(self, filters: IncidentFilter) -> tuple[DayCount, ...]:
        """Incidents a day."""
        return self._ask("timeline", filters, lambda: self._store.timeline(filters))

    def places(self, filters: IncidentFilter) -> bytes:
        """Incidents by place, as JSON."""
        return self._ask(
            "places",
            filters,
            lambda: msgspec.json.encode(group_points(self._store.map_points(filters, limit=MOST_POINTS), self._name)),
        )

    def sources(self) -> Page[SourceRow]:
        """The first page of sources with their numbers: at most twenty times as old as they take to count."""
        with self._counting:  # one counts, the others wait for it
            if self._sources is None or monotonic() > self._sources_until:
                begun = monotonic()
                self._sources = self._store.sources(limit=MOST_SOURCES)
                self._sources_until = monotonic() + 20 * (monotonic() - begun)
            return self._sources

    def _name(self, incident_id: str) -> str | None:
        """The name of the place where an incident is shown."""
        place = shown_place(self._store.incident(incident_id))
        return phrases.place_name(place) if place else None

    def _ask(self, kind: str, filters: IncidentFilter, find: Callable[[], T]) -> T:
        """The answer as it was found; readers who ask for the same at the same time wait for one search."""
        key = (kind, replace(filters, sort="most told"))  # counts don't depend on the order
        marker = self._newest_change()
        with self._lock:
            if marker != self._marker:
                self._marker = marker
                self._answers.clear()
            answer: Future[T] | None = self._answers.get(key)
            is_first = answer is None
            if answer is None:
                answer = self._answers[key] = Future()
            self._answers.move_to_end(key)
            while len(self._answers) > MOST_ANSWERS:
                self._answers.popitem(last=False)
        if is_first:
            self._find(key, answer, find)
        return answer.result()

    def _find(self, key: object, answer: Future[T], find: Callable[[], T]) -> None:
        try:
            answer.set_result(find())
        except BaseException as error:
            with self._lock:
                if self._answers.get(key) is answer:
                    del self._answers[key]
            answer.set_exception(error)

    def _newest_change(self) -> object:
        page = self._store.changes(limit=1)
        newest = page.items[0] if page.items else None
        return page.next, newest and (newest.at, newest.incident_id, newest.kind)
