"""`add`, `incidents` and `export` as a user calls them, with a coder that needs no pipeline."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner, Result

from factories import CODER, make_raid
from warmonitor.cli import records
from warmonitor.cli.verbs import build_app
from warmonitor.errors import UsageError
from warmonitor.records import CodedReport, Report
from warmonitor.workflow import fetch

RAIDS = [
    make_raid("Wire", killed=5, id="a"),
    make_raid(
        "Daily", killed=7, id="b", more="The bakery on the square burnt down, and the hospital received the wounded."
    ),
    make_raid("Post", place="Kharkiv", day="2022-05-01", id="c", actor=None),
]


def line_of(record: CodedReport) -> str:
    report = record.report
    return json.dumps(
        {"id": report.id, "text": report.text, "source": report.source, "published": report.published.earliest}
    )


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    known = {record.report.text: record for record in RAIDS}

    def code(reports: Iterable[Report], _settings: object, _jobs: int, _refuse: object) -> Iterator[CodedReport]:
        for report in reports:
            yield msgspec.structs.replace(known[report.text], report=report)

    monkeypatch.setattr(records, "code_reports", code)
    monkeypatch.setattr(records, "current_version", lambda settings: CODER)
    monkeypatch.setenv("WARMONITOR_STORE", f"sqlite:///{tmp_path / 'data' / 'store.db'}")
    (tmp_path / "reports.jsonl").write_text("".join(line_of(record) + "\n" for record in RAIDS))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, input: str | None = None) -> Result:
        return CliRunner().invoke(build_app(), arguments, input=input)

    return call


def test_add_tells_what_became_of_each(run: Any) -> None:
    first = run("add", "reports.jsonl")
    assert first.exit_code == 0
    lines = first.stdout.splitlines()
    assert [line.split()[:2] for line in lines[:3]] == [["new", "a"], ["new", "b"], ["new", "c"]]
    assert lines[3] == "3 new; the record holds 3 reports and 2 incidents"
    second = run("add", "reports.jsonl", "--quiet")
    assert second.exit_code == 0 and second.stdout == "3 known; the record holds 3 reports and 2 incidents\n"


def test_what_is_refused_is_told_on_standard_error(run: Any, tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text(f"{line_of(RAIDS[0])}\n{{no json\n{line_of(RAIDS[1])}\n")
    done = run("add", "broken.jsonl")
    assert done.exit_code == 1
    assert json.loads(done.stderr)["line"] == 2
    assert "2 new, 1 refused" in done.stdout


def test_wrong_calls(run: Any) -> None:
    for arguments in (
        ("add", "missing.jsonl"),
        ("incidents", "--since", "yesterday"),
        ("incidents", "--since", "2020-01-02", "--until", "2020-01-01"),
        ("incidents", "--bbox", "1,2,3"),
        ("incidents", "--area", "1,2,3,4"),
        ("incidents", "--grade", "Good"),
        ("incidents", "--sort", "luck"),
        ("incidents", "--type", "nonsense"),
        ("incidents", "--mode", "nonsense"),
        ("incidents", "--type", "CONSULT", "--mode", "aerial"),
        ("incidents", "--country", "Atlantis"),
        ("incidents", "--format", "pdf"),
        ("export", "pdf", "--output", "x"),
    ):
        assert isinstance(run(*arguments).exception, UsageError), arguments


def test_incidents_in_all_formats(run: Any) -> None:
    run("add", "reports.jsonl")
    lines = run("incidents", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["places"][0]["name"] for line in lines] == ["Idlib", "Kharkiv"]
    assert set(json.loads(lines[0])["reports"]) == {"a", "b"}
    assert len(run("incidents", "--format", "jsonl", "--limit", "1").stdout.splitlines()) == 1
    for country in ("UKR", "ukr", "Ukraine", "ukraine"):
        assert run("incidents", "--format", "csv", "--country", country).stdout.count("\n") == 2
    assert len(json.loads(run("incidents", "--format", "geojson", "--min-voices", "2").stdout)["features"]) == 1
    table = run("incidents", "--text", "warplanes idlib").stdout
    assert "Air strikes in Idlib" in table and "5–7" in table and "1 incident" in table


def test_an_empty_record(run: Any) -> None:
    assert run("incidents", "--format", "jsonl").stdout == ""
    assert run("incidents").stdout == "0 incidents\n"


@pytest.mark.parametrize("call", [["incidents"], ["changes"], ["searches"], ["export", "csv", "--output", "-"]])
def test_a_store_that_is_not_there_is_told(run: Any, tmp_path: Path, call: list[str]) -> None:
    url = f"sqlite:///{tmp_path / 'slip.db'}"
    first, second = run(*call, "--store", url), run(*call, "--store", url)
    assert (first.exit_code, second.exit_code, "Note" in second.stderr) == (0, 0, False)
    assert first.stderr.startswith(f"Note: there was no store {url}, so an empty one was made")


def test_what_changes_are_asked_since_is_told(run: Any) -> None:
    with pytest.raises(
        UsageError, match=r"--since 'yore' is no step's number and no date: write it as 1234, 2018-09-05 or "
    ):
        CliRunner().invoke(build_app(), ["changes", "--since", "yore"], catch_exceptions=False)


def test_export_writes_a_file(run: Any, tmp_path: Path) -> None:
    run("add", "reports.jsonl")
    done = run("export", "csv", "--output", "out.csv", "--place", "Idlib")
    assert done.exit_code == 0 and "1 incident written to out.csv" in done.stderr
    assert (tmp_path / "out.csv").read_text().count("\n") == 2
    piped = run("export", "csv", "--output", "-", "--place", "Idlib")
    assert piped.stdout_bytes == (tmp_path / "out.csv").read_bytes() and not (tmp_path / "-").exists()


def test_an_area_is_a_filter(run: Any) -> None:
    run("add", "reports.jsonl")
    assert (
        run("incidents", "--area", "36,35.5,37.2,35.5,36.6,36.4").stdout
        != run("incidents", "--area", "0,0,1,0,1,1").stdout
        == "0 incidents\n"
    )


def test_reports_from_standard_input(run: Any) -> None:
    assert "1 new" in run("add", "-", input=line_of(RAIDS[0]) + "\n").stdout


def test_an_address_is_fetched_when_it_is_named(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    raid = RAIDS[0].report.text

    class Answer:
        headers = type(
            "H", (), {"get_content_type": lambda _: "text/plain", "get_content_charset": lambda _: "utf-8"}
        )()

        def __init__(self) -> None:
            self._left = [raid.encode()]

        def read(self, _size: int) -> bytes:
            return self._left.pop() if self._left else b""

        def __enter__(self) -> "Answer":
            return self

        def __exit__(self, *_: object) -> None:
            pass

    asked = []

    def open_(request: Any, timeout: float) -> Answer:
        asked.append((request.full_url, timeout))
        return Answer()

    monkeypatch.setattr(fetch.urllib.request, "build_opener", lambda *_: type("O", (), {"open": staticmethod(open_)}))
    done = run("add", "https://example.org/täter?q=ü", "--source", "Wire")
    assert asked == [("https://example.org/t%C3%A4ter?q=%C3%BC", fetch.TIMEOUT_S)]
    assert "1 new" in done.stdout


def test_an_address_that_cannot_be_had_is_refused(run: Any) -> None:
    done = run("add", "http://127.0.0.1:9/nothing")
    assert done.exit_code == 1 and json.loads(done.stderr)["error"] == "can't be fetched: Connection refused"


def test_control_characters_of_reports_never_reach_the_terminal(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    raid = make_raid("Wire", killed=5, id="a")
    monkeypatch.setattr(
        records, "code_reports", lambda reports, *_: (msgspec.structs.replace(raid, report=one) for one in reports)
    )
    report = json.dumps({"id": "a", "text": raid.report.text, "source": "Wire\x1b[2J"})
    assert "1 new" in run("add", "-", input=report + "\n").stdout
    assert "Wire [2J" in run("sources", "list").stdout
