"""The line from texts to records: in order, guarded, in one process or several."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

import warmonitor
from warmonitor.errors import CodingError, KnowledgeError, ReadError, UsageError
from warmonitor.records import CodedReport, CoderVersion, Mentions, Prepared, Report
from warmonitor.settings import Settings
from warmonitor.workflow.coder import Coder, code_reports
from warmonitor.workflow.stream import MAX_CHARACTERS, MAX_REPORTS, code_chunk, cut_chunks

SETTINGS = Settings(store="")
TEXT = "Army shells kill five in the town of Saraqib\n\nJane Roe  AFP\n\nArmy shells killed five people in Saraqib on Monday, the mayor said."


class BrittleCoder:
    """Stands in for the real one: breaks on texts that say so, alone or together with others."""

    def __init__(self) -> None:
        self.calls = 0

    def code(self, prepared: Prepared) -> CodedReport:
        if "broken" in prepared.report.text:
            raise IndexError("list index out of range")
        return CodedReport(prepared.report, prepared.dropped, Mentions(), (), (), CoderVersion("brittle", "1"))

    def hold_back(self, prepared: Prepared) -> CodedReport:
        return CodedReport(prepared.report, (), Mentions(), (), (), CoderVersion("brittle", "1"), gated=True)

    def code_all(self, reports: Iterable[Prepared]) -> Iterator[CodedReport]:
        self.calls += 1
        prepared = list(reports)
        if any("parse" in each.report.text for each in prepared):
            raise ValueError("a batch that breaks as a whole")
        yield from map(self.code, prepared)


def reports(*texts: str) -> list[Report]:
    return [Report(str(number), text, language="en") for number, text in enumerate(texts)]


def outcome(found: Iterable[CodedReport | CodingError]) -> list[str]:
    return [f"!{each.report}" if isinstance(each, CodingError) else each.report.id for each in found]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["a", "b", "c"], ["0", "1", "2"]),
        (["a", "broken", "c"], ["0", "!1", "2"]),
        (["broken", "b", "broken"], ["!0", "1", "!2"]),
        (["a", "parse", "c"], ["0", "1", "2"]),
        (["parse broken", "b"], ["!0", "1"]),
        ([], []),
    ],
)
def test_a_broken_report_stops_no_other(texts: list[str], expected: list[str]) -> None:
    coder: Any = BrittleCoder()
    assert outcome(code_chunk(coder, reports(*texts))) == expected


class NarrowGate:
    """Stands in for the real one: lets through what speaks of shells."""

    def choose(self, paragraphs: Sequence[str]) -> tuple[int, ...]:
        if any("trap" in text for text in paragraphs):
            raise ValueError("a gate that breaks")
        return tuple(number for number, text in enumerate(paragraphs) if "shells" in text)


def test_what_the_gate_holds_back_is_told_in_its_place_and_not_parsed() -> None:
    coder: Any = BrittleCoder()
    gate: Any = NarrowGate()
    found = list(
        code_chunk(coder, reports("shells one", "a fair", "broken", "shells broken", "trap", "shells two"), gate)
    )
    assert outcome(found) == ["0", "1", "2", "!3", "!4", "5"]
    assert [each.gated for each in found if isinstance(each, CodedReport)] == [False, True, True, False]


def test_what_the_gate_leaves_out_of_a_report_is_dropped_with_its_reason() -> None:
    coder: Any = BrittleCoder()
    gate: Any = NarrowGate()
    text = "shells one\n\na fair\n\nshells two"
    (found,) = code_chunk(coder, reports(text), gate)
    assert isinstance(found, CodedReport) and not found.gated
    assert [(one.text, one.reason) for one in found.dropped] == [("a fair", "gate")]


def test_a_failure_tells_what_broke_and_where() -> None:
    coder: Any = BrittleCoder()
    (found,) = code_chunk(coder, reports("broken"))
    assert isinstance(found, CodingError) and "IndexError: list index out of range" in str(found)
    assert found.trace is not None and "in code" in found.trace
    again = pickle.loads(pickle.dumps(found))
    assert (str(again), again.report, again.trace) == (str(found), found.report, found.trace)


def test_chunks_hold_all_reports_in_order_within_bounds() -> None:
    given = reports(*(["x" * 5000] * 40 + ["y" * 100_000] + ["z"] * 100))
    chunks = list(cut_chunks(given))
    assert [report for chunk in chunks for report in chunk] == given
    assert [len(chunk) for chunk in chunks[:3]] == [1, 4, 12]
    assert all(len(chunk) == 1 or sum(len(report.text) for report in chunk) <= MAX_CHARACTERS for chunk in chunks)
    assert max(map(len, chunks)) <= MAX_REPORTS


def test_chunks_take_no_more_reports_than_they_need() -> None:
    taken = []
    chunks = cut_chunks(taken.append(report.id) or report for report in reports(*"abcdefgh"))  # type: ignore[func-returns-value]
    next(chunks)
    assert taken == ["0"]


def test_reports_that_came_do_not_wait_for_the_next() -> None:
    pauses = iter((False, True, False, False, False, True, False))  # asked where a chunk could take more
    chunks = cut_chunks(reports(*"abcdefgh"), lambda: next(pauses))
    assert [len(chunk) for chunk in chunks] == [1, 2, 4, 1]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return warmonitor.Coder(SETTINGS)


def test_a_text_is_coded(coder: Coder) -> None:
    record = coder.code(
        TEXT, published="2018-09-05", source="Sample Wire", id="a", title="t", url="https://wire.example/5"
    )
    report = record.report
    assert (report.id, report.text, report.source, report.title, report.url, report.language) == (
        "a",
        TEXT,
        "Sample Wire",
        "t",
        "https://wire.example/5",
        "en",
    )
    assert (report.published.earliest, report.published.basis) == ("2018-09-05", "given")
    assert [span.reason for span in record.dropped] == ["caption"]
    assert any(claim.event.type == "ASSAULT" for claim in record.claims)
    assert record.coder.name and record.coder.version


def test_a_stream_gives_the_same_records_in_the_same_order(coder: Coder) -> None:
    given = reports(TEXT, "", "Talks began in Geneva.", "شنّ الطيران غارة 😀", TEXT.upper())
    alone = [coder.code(report.text, id=report.id, language="en") for report in given]
    assert list(coder.stream(iter(given))) == alone
    assert list(coder.stream(iter(given), jobs=2)) == alone


@pytest.mark.parametrize(
    ("text", "published", "error"), [("x", "soon", UsageError), ("x" * 1_000_001, None, ReadError)]
)
def test_what_is_refused(coder: Coder, text: str, published: str | None, error: type[Exception]) -> None:
    with pytest.raises(error):
        coder.code(text, published=published)


def test_jobs_are_counted_from_one(coder: Coder) -> None:
    with pytest.raises(UsageError):
        coder.stream([], jobs=0)


def test_failures_are_heard_in_their_place(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coder, "_coder", BrittleCoder())
    heard: list[CodingError] = []
    assert [record.report.id for record in coder.stream(reports("a", "broken", "c"), on_failure=heard.append)] == [
        "0",
        "2",
    ]
    assert [error.report for error in heard] == ["1"]


def test_a_killed_process_is_an_error_and_no_wait() -> None:
    records = code_reports((report for _ in range(1000) for report in reports(TEXT)), SETTINGS, jobs=2)
    next(records)
    for process in multiprocessing.active_children():
        process.kill()
    with pytest.raises(CodingError, match="killed"):
        list(records)
    assert multiprocessing.active_children() == []


def test_a_pipeline_that_is_missing_is_told_by_processes_too() -> None:
    with pytest.raises(KnowledgeError, match="no_such_pipeline"):
        list(code_reports(reports("x"), Settings(store="", pipeline="no_such_pipeline"), jobs=2))
