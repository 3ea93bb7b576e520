"""Reports to coded reports, in order and with bounded memory; one that breaks the coder stops no others."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from warmonitor.errors import CodingError
from warmonitor.interrupts import one_by_one, sheltered
from warmonitor.reading import prepare
from warmonitor.records import CodedReport, Dropped, Prepared, Report

if TYPE_CHECKING:
    from warmonitor.coding.coder import ReportCoder
    from warmonitor.coding.gate import ConflictGate

GATED = "gate"  # why the gate had a paragraph left out
MAX_REPORTS = 32  # of a chunk, which is parsed together
MAX_CHARACTERS = 60_000  # of a chunk, unless a single report has more: some three seconds' work


def cut_chunks(reports: Iterable[Report], pauses: Callable[[], bool] = bool) -> Iterator[list[Report]]:
    """The reports in order, as lists; the first are short, so that the first records come soon.

    Where `pauses` says that the next report may be long in coming, those that have come don't wait for it.
    """
    chunk: list[Report] = []
    characters, limit = 0, 1
    for report in reports:
        if chunk and characters + len(report.text) > MAX_CHARACTERS:
            yield chunk
            chunk, characters, limit = [], 0, min(MAX_REPORTS, 4 * limit)
        chunk.append(report)
        characters += len(report.text)
        if len(chunk) >= limit or pauses():
            yield chunk
            chunk, characters, limit = [], 0, min(MAX_REPORTS, 4 * limit)
    if chunk:
        yield chunk


def code_chunk(
    coder: ReportCoder, reports: list[Report], gate: ConflictGate | None = None
) -> Iterator[CodedReport | CodingError]:
    """A record for each report of a chunk, in order, or the error that tells why there is none.

    A report that a gate holds back is not parsed: its record is empty and says so.
    """
    prepared = [_prepared(coder, report, gate) for report in reports]
    sound = [each for each in prepared if isinstance(each, Prepared)]
    records = _coded(coder, sound)
    for each in prepared:
        yield next(records) if isinstance(each, Prepared) else each


def _prepared(coder: ReportCoder, report: Report, gate: ConflictGate | None) -> Prepared | CodedReport | CodingError:
    try:
        prepared = prepare(report)
        if gate is None:
            return prepared
        chosen = gate.choose([prepared.report.text[start:end] for start, end in prepared.paragraphs])
        return leave_unread(prepared, frozenset(chosen)) if chosen else coder.hold_back(prepared)
    except Exception as error:  # the guard: whatever a report breaks, the run goes on
        return failure(report.id, error)


def leave_unread(prepared: Prepared, chosen: frozenset[int]) -> Prepared:
    """The report with these of its paragraphs alone to be parsed; the others are dropped, with the gate as the reason."""
    text = prepared.report.text
    left = [span for number, span in enumerate(prepared.paragraphs) if number not in chosen]
    if not left:
        return prepared
    unread = [Dropped(start, end, text[start:end], GATED) for start, end in left]
    return msgspec.structs.replace(
        prepared,
        dropped=tuple(sorted((*prepared.dropped, *unread), key=lambda span: span.start)),
        paragraphs=tuple(span for number, span in enumerate(prepared.paragraphs) if number in chosen),
    )


def _coded(coder: ReportCoder, prepared: list[Prepared]) -> Iterator[CodedReport | CodingError]:
    """Records of reports coded together; where that breaks, the report at fault is found by coding it alone."""
    done = 0
    while done < len(prepared):
        try:
            for record in one_by_one(coder.code_all(prepared[done:])):
                done += 1
                yield record
        except Exception:  # the guard
            yield _coded_alone(coder, prepared[done])
            done += 1


def _coded_alone(coder: ReportCoder, prepared: Prepared) -> CodedReport | CodingError:
    try:
        with sheltered():
            return coder.code(prepared)
    except Exception as error:  # the guard
        return failure(prepared.report.id, error)


def failure(report: str, error: Exception) -> CodingError:
    """What is told of a report that the coder broke on."""
    if isinstance(error, CodingError):
        return error
    said = f"{type(error).__name__}: {error}".rstrip(": ")
    return CodingError(f"the coder broke on this report ({said})", report, "".join(traceback.format_exception(error)))
