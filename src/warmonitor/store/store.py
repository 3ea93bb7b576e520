"""The store: everything that reads or writes the database goes through here, and only records come out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from types import TracebackType

from sqlalchemy import Connection, Engine

from warmonitor.records import CodedReport, Incident
from warmonitor.store import reading_changes, reading_families, reading_incidents, reading_reports
from warmonitor.store.opening import open_engine, telling_why
from warmonitor.store.reading_changes import ChangeFilter
from warmonitor.store.rows import (
    ChangeRow,
    ClaimFilter,
    ClaimRow,
    DayCount,
    FacetValue,
    Family,
    IncidentFilter,
    LinkRow,
    Page,
    ReportFilter,
    ReportRow,
    SourceRow,
    StoredSize,
    VersionRow,
)

_ALL_INCIDENTS = IncidentFilter()
_ALL_CLAIMS = ClaimFilter()
_ALL_REPORTS = ReportFilter()
_ALL_CHANGES = ChangeFilter()


def open_store(url: str) -> Store:
    """The store at a database URL, made or migrated where needed; raises StoreError, or NewerStoreError and changes nothing."""
    return Store(open_engine(url), url)


class Store:
    """An open store. Safe to share between threads; every method is one transaction and raises StoreError where the database fails."""

    def __init__(self, engine: Engine, url: str) -> None:
        self._engine = engine
        self.url = url

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot of the store, for the functions of storing, linked and recording that only read."""
        with telling_why(self.url), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction for the functions of storing, linked and recording: all of it is kept, or nothing."""
        with telling_why(self.url), self._engine.connect() as plain:
            connection = plain.execution_options(writes=True)
            with connection.begin():
                yield connection

    def incidents(
        self, filters: IncidentFilter = _ALL_INCIDENTS, *, limit: int = 50, after: str | None = None
    ) -> Page[Incident]:
        """A page of incidents; raises UsageError for a wrong filter or cursor."""
        with self.reading() as connection:
            return reading_incidents.list_incidents(connection, filters, limit, after)

    def all_incidents(
        self, filters: IncidentFilter = _ALL_INCIDENTS, *, limit: int | None = None
    ) -> Iterator[Incident]:
        """Every incident of a filter (or the first `limit`), in its order, from one snapshot of the store."""
        with self.reading() as connection:
            yield from islice(reading_incidents.stream_incidents(connection, filters), limit)

    def count(self, filters: IncidentFilter = _ALL_INCIDENTS) -> int:
        """How many incidents a filter has."""
        with self.reading() as connection:
            return reading_incidents.count_incidents(connection, filters)

    def incident(self, incident_id: str) -> Incident:
        """The incident with this id, or the one that it was merged into; raises NotFoundError."""
        with self.reading() as connection:
            return reading_incidents.find_incident(connection, incident_id)

    def incident_as_known(self, incident_id: str, at: str) -> Incident:
        """The incident as it stood at an instant (UTC, ISO); raises NotFoundError."""
        with self.reading() as connection:
            return reading_changes.incident_as_known(connection, incident_id, at)

    def incidents_as_known(
        self, at: str, filters: IncidentFilter = _ALL_INCIDENTS, *, limit: int = 50, after: str | None = None
    ) -> Page[Incident]:
        """A page of the incidents that were known at an instant, as they stood then; raises UsageError likewise."""
        with self.reading() as connection:
            return reading_changes.list_as_known(connection, filters, at, limit, after)

    def all_as_known(
        self, at: str, filters: IncidentFilter = _ALL_INCIDENTS, *, limit: int | None = None
    ) -> Iterator[Incident]:
        """Every incident of a filter (or the first `limit`) as it was known at an instant."""
        with self.reading() as connection:
            yield from islice(reading_changes.stream_as_known(connection, filters, at), limit)

    def claims_as_known(self, incident_id: str, at: str, *, limit: int = 300) -> tuple[ClaimRow, ...]:
        """The claims that were linked to an incident at an instant."""
        with self.reading() as connection:
            return reading_changes.claims_as_known(connection, incident_id, at, limit)

    def steps(
        self, filters: ChangeFilter = _ALL_CHANGES, *, limit: int = 50, after: str | None = None
    ) -> Page[ChangeRow]:
        """A page of history in the order in which it was recorded, for those who read on from where they were."""
        with self.reading() as connection:
            return reading_changes.list_steps(connection, filters, limit, after)

    def links(self, incident_id: str) -> tuple[LinkRow, ...]:
        """Why each claim of an incident belongs to it."""
        with self.reading() as connection:
            return reading_incidents.list_links(connection, incident_id)

    def changes(self, incident_id: str | None = None, *, limit: int = 50, after: str | None = None) -> Page[ChangeRow]:
        """A page of history, of one incident or of all, the latest first."""
        with self.reading() as connection:
            return reading_changes.list_changes(connection, incident_id, limit, after)

    def timeline(self, filters: IncidentFilter = _ALL_INCIDENTS) -> tuple[DayCount, ...]:
        """Incidents a day, oldest first."""
        with self.reading() as connection:
            return reading_incidents.count_by_day(connection, filters)

    def facets(self, filters: IncidentFilter = _ALL_INCIDENTS, *, limit: int = 50) -> dict[str, tuple[FacetValue, ...]]:
        """For type, mode, grade, status, country, actor, place and source: the values that these incidents have, with counts."""
        with self.reading() as connection:
            return reading_incidents.count_facets(connection, filters, limit)

    def claims(
        self, filters: ClaimFilter = _ALL_CLAIMS, *, limit: int = 50, after: str | None = None
    ) -> Page[ClaimRow]:
        """A page of claims with the report and source of each."""
        with self.reading() as connection:
            return reading_reports.list_claims(connection, filters, limit, after)

    def reports(
        self, filters: ReportFilter = _ALL_REPORTS, *, limit: int = 50, after: str | None = None
    ) -> Page[ReportRow]:
        """A page of reports without their texts, the last published first."""
        with self.reading() as connection:
            return reading_reports.list_reports(connection, filters, limit, after)

    def report(self, report_id: str, *, version: int | None = None) -> CodedReport:
        """The coded report with this id as it is now, or one version of it; raises NotFoundError."""
        with self.reading() as connection:
            return reading_reports.find_report(connection, report_id, version)

    def report_versions(self, report_id: str) -> tuple[VersionRow, ...]:
        """Each version of a report, the first first; none where no report has or had this id."""
        with self.reading() as connection:
            return reading_families.list_versions(connection, report_id)

    def family(self, report_id: str) -> Family:
        """What a report has of earlier ones, and all copies of the first of them."""
        with self.reading() as connection:
            return reading_families.find_family(connection, report_id)

    def report_bytes(self, report_id: str) -> bytes:
        """A report exactly as it came; raises NotFoundError."""
        with self.reading() as connection:
            return reading_reports.find_raw(connection, report_id)

    def sources(self, *, limit: int = 200, after: str | None = None) -> Page[SourceRow]:
        """A page of sources by name."""
        with self.reading() as connection:
            return reading_reports.list_sources(connection, limit, after)

    def size(self) -> StoredSize:
        """How much the store holds."""
        with self.reading() as connection:
            return reading_reports.measure(connection)
