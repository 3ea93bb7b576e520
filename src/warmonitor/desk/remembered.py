"""What all readers of a desk ask again and again, kept until an incident changes: facets, timelines, the map's places."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from threading import Lock
from time import monotonic
from typing import Any, TypeVar

import msgspec

from warmonitor.desk import phrases
from warmonitor.desk.map_places import MOST_NAMES, MapAnswer, Square, View, place_clusters
from warmonitor.desk.place_groups import shown_place
from warmonitor.errors import WarmonitorError
from warmonitor.knowledge.graphic import is_graphic
from warmonitor.records import Incident
from warmonitor.store import (
    Chosen,
    Columns,
    DayCount,
    FacetValue,
    IncidentFilter,
    Index,
    Page,
    SourceRow,
    Store,
    count_by_site,
    one_at,
    sites_of,
)

T = TypeVar("T")
MOST_ANSWERS = 200
MOST_VALUES = 40
MOST_SOURCES = 200


class Remembered:
    """Answers of a store's index by their filter; all are forgotten when the incidents change."""

    def __init__(self, store: Store, index: Index | None = None) -> None:
        self._store = store
        self._index = index or Index(store)
        self._lock = Lock()
        self._columns: Columns | None = None
        self._answers: OrderedDict[object, Future[Any]] = OrderedDict()
        self._counting = Lock()
        self._sources: Page[SourceRow] | None = None
        self._sources_until = 0.0

    def chosen(self, filters: IncidentFilter) -> Chosen:
        """The incidents of a filter."""
        wanted = _unordered(filters)
        return self._ask(("chosen", wanted), lambda: self._index.choose(wanted))

    def page(self, filters: IncidentFilter, *, limit: int, after: str | None = None) -> Page[Incident]:
        """A page of the incidents of a filter, in its order."""
        return self._index.page(self.chosen(filters), filters.sort, limit=limit, after=after)

    def facets(self, filters: IncidentFilter) -> dict[str, tuple[FacetValue, ...]]:
        """The values to choose from, with counts."""
        return self._ask(("facets", _unordered(filters)), lambda: self.chosen(filters).facets(MOST_VALUES))

    def timeline(self, filters: IncidentFilter) -> tuple[DayCount, ...]:
        """Incidents a day."""
        return self._ask(("timeline", _unordered(filters)), lambda: self.chosen(filters).timeline())

    def places(self, filters: IncidentFilter, view: View) -> bytes:
        """What the map shows of the incidents of a filter, as JSON."""
        key = ("places", _unordered(filters), view)
        return self._ask(key, lambda: msgspec.json.encode(self._place(self.chosen(filters), view)))

    def recall(self, key: object, find: Callable[[], T]) -> T:
        """Any other answer of the store, kept as long."""
        return self._ask(key, find)

    def sources(self) -> Page[SourceRow]:
        """The first page of sources with their numbers: at most twenty times as old as they take to count."""
        with self._counting:  # one counts, the others wait for it
            if self._sources is None or monotonic() > self._sources_until:
                begun = monotonic()
                self._sources = self._store.sources(limit=MOST_SOURCES)
                self._sources_until = monotonic() + 20 * (monotonic() - begun)
            return self._sources

    def warm(self) -> None:
        """Read the incidents, so that the first reader needn't wait; a store that fails now fails for the reader, too."""
        with suppress(WarmonitorError):
            self._index.columns()

    def forget(self) -> None:
        """Answer everything anew."""
        with self._lock:
            self._answers.clear()

    def _place(self, chosen: Chosen, view: View) -> MapAnswer:
        sites = sites_of(chosen.columns)
        squares, answer = place_clusters(sites, count_by_site(chosen, sites), view)
        names = self._names(chosen, squares)
        clusters = tuple(
            msgspec.structs.replace(cluster, name=names.get(int(square.sites[0]))) if cluster.places == 1 else cluster
            for square, cluster in zip(squares, answer.clusters, strict=True)
        )
        return msgspec.structs.replace(answer, clusters=clusters)

    def _names(self, chosen: Chosen, squares: list[Square]) -> dict[int, str | None]:
        """By site: the name of the place of the fullest squares of one site, or the title of the only incident there."""
        alone = {int(square.sites[0]): square.total for square in squares if len(square.sites) == 1}
        wanted = dict(list(alone.items())[:MOST_NAMES])
        rows = one_at(chosen, sites_of(chosen.columns), wanted)
        keys = {site: int(chosen.columns["key"][row]) for site, row in rows.items()}
        found = self._index.records(list(keys.values()))
        return {site: _name(found[key], wanted[site]) for site, key in keys.items() if key in found}

    def _ask(self, key: object, find: Callable[[], T]) -> T:
        """The answer as it was found; readers who ask for the same at the same time wait for one search."""
        columns = self._index.columns()
        with self._lock:
            if columns is not self._columns:
                self._columns = columns
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


def _unordered(filters: IncidentFilter) -> IncidentFilter:
    """The filter as far as what it chooses depends on it."""
    return replace(filters, sort="most told")


def _name(incident: Incident, total: int) -> str | None:
    if total == 1 and not is_graphic(incident.title):  # a marker's words can't be blurred
        return incident.title
    place = shown_place(incident)
    return phrases.place_name(place) if place else None
