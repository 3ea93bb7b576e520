"""The line from a text to its record, for use from Python."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from warmonitor.errors import CodingError, UsageError
from warmonitor.interrupts import check, sheltered
from warmonitor.knowledge.tables import add_own
from warmonitor.reading import new_report, parse_published, prepare
from warmonitor.records import CodedReport, Reason, Report
from warmonitor.settings import Settings, read_settings
from warmonitor.workflow.pool import code_in_processes
from warmonitor.workflow.stream import code_chunk, cut_chunks

if TYPE_CHECKING:
    from warmonitor.coding.gate import ConflictGate

log = logging.getLogger(__name__)


def log_failure(error: CodingError) -> None:
    """Tell the log of a report that could not be coded, with the trace."""
    log.error("report %s: %s\n%s", error.report, error, error.trace)


class Coder:
    """Codes reports; loads tables and pipeline once, on construction, and keeps nothing of a report."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Settings come from the environment by default; raises KnowledgeError where tables or pipeline are missing."""
        if settings is None:
            settings = read_settings()
            add_own(settings.knowledge)
        self._settings = settings
        with sheltered():
            from warmonitor.coding.lean_import import import_spacy

            import_spacy()
            from warmonitor.coding.coder import ReportCoder  # here, for it takes a second to import

            self._coder = ReportCoder(self._settings.pipeline, self._settings.knowledge, self._settings.gazetteer)
        check()

    def code(
        self,
        text: str,
        published: str | None = None,
        source: str | None = None,
        *,
        id: str | None = None,
        title: str | None = None,
        url: str | None = None,
        language: str | None = None,
    ) -> CodedReport:
        """The record of a text; `published` is an ISO date, datetime, month or interval.

        Raises UsageError for a date that is none, ReadError for a text too long, CodingError where the coder breaks.
        """
        given = parse_published(published) if published else None
        report = new_report(text, id=id, source=source, url=url, title=title, language=language, published=given)
        record = next(code_chunk(self._coder, [report]))
        if isinstance(record, CodingError):
            raise record
        return record

    def explain(self, report: Report) -> tuple[CodedReport, tuple[Reason, ...]]:
        """The record of a report, and for each value of its claims why it is so; reasons without a claim tell what was refused."""
        return self._coder.explain(prepare(report))

    def stream(
        self,
        reports: Iterable[Report],
        jobs: int = 1,
        on_failure: Callable[[CodingError], None] = log_failure,
        *,
        gate: bool = False,
        pauses: Callable[[], bool] = bool,
    ) -> Iterator[CodedReport]:
        """Records in the order of the reports, with bounded memory; `jobs` is the number of processes.

        A report that the coder breaks on has no record: `on_failure` is called with the error, in its place. With `gate`,
        reports that hardly tell of conflict are not parsed: their records are empty, and `gated` is true. Reports are coded
        together; where `pauses` says that the next may be long in coming, those that have come are coded without it.
        """
        if jobs < 1:
            raise UsageError("the number of jobs must be 1 or more")
        if jobs > 1:
            records = code_in_processes(reports, jobs, self._settings, gate, pauses)
        else:
            keeper = _open_gate(self._settings) if gate else None
            records = (
                record for chunk in cut_chunks(reports, pauses) for record in code_chunk(self._coder, chunk, keeper)
            )
        return _heard(records, on_failure)


def code_reports(
    reports: Iterable[Report],
    settings: Settings,
    jobs: int = 1,
    on_failure: Callable[[CodingError], None] = log_failure,
    *,
    gate: bool = False,
    pauses: Callable[[], bool] = bool,
) -> Iterator[CodedReport]:
    """As `Coder(settings).stream(…)`, but where several processes code, this one loads no tables."""
    if jobs > 1:
        return _heard(code_in_processes(reports, jobs, settings, gate, pauses), on_failure)
    return Coder(settings).stream(reports, jobs, on_failure, gate=gate, pauses=pauses)


def _open_gate(settings: Settings) -> ConflictGate:
    from warmonitor.coding.gate import ConflictGate  # here, with the rest of the coder

    return ConflictGate(settings.knowledge)


def _heard(
    records: Iterator[CodedReport | CodingError], on_failure: Callable[[CodingError], None]
) -> Iterator[CodedReport]:
    """The records alone; failures go where they are heard."""
    for record in records:
        if isinstance(record, CodingError):
            on_failure(record)
        else:
            yield record
