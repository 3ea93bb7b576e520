"""`warmonitor code` as a user meets it: output, error lines, exit statuses."""

from __future__ import annotations

import json
import os
import select
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from warmonitor import __version__
from warmonitor.cli.verbs import build_app

SOURCE = Path(__file__).parents[2] / "src"
GOOD = [{"id": n, "text": f"Shells killed {n} people in the town of Saraqib on Monday."} for n in (2, 3, 4, 5)]
COMMAND = [sys.executable, "-m", "warmonitor"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SOURCE)}


def run(*arguments: str, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *arguments], input=text, capture_output=True, env=ENVIRONMENT, timeout=120, check=False
    )


def lines(output: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.decode().splitlines()]


def test_a_broken_line_gives_an_error_line_and_the_run_goes_on(tmp_path: Path) -> None:
    rows = [json.dumps(row) for row in GOOD]
    rows.insert(2, '{"id": 9, "text": "Shells')
    file = tmp_path / "reports.jsonl"
    file.write_text("\n".join(rows))
    done = run("code", str(file), "--published", "2018-09-05", "--source", "Sample Wire")
    records = lines(done.stdout)
    assert [record["report"]["id"] for record in records] == ["2", "3", "4", "5"]  # type: ignore[index]
    assert records[0]["report"]["published"] == {
        "earliest": "2018-09-05",
        "latest": "2018-09-05",
        "basis": "given",
        "evidence": [],
    }  # type: ignore[index]
    assert [(error["line"], error["path"]) for error in lines(done.stderr)] == [(3, str(file))]
    assert done.returncode == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_gate_holds_back_what_is_about_other_matters(jobs: str) -> None:
    bakery = {"id": "bakery", "text": "The bakery in Geneva opened on Monday, its owner said.", "language": "en"}
    rows = [GOOD[0], bakery, GOOD[1]]
    text = "".join(json.dumps(row) + "\n" for row in rows).encode()
    found, whole = (
        lines(run("code", "-", "--gate", "--jobs", jobs, text=text).stdout),
        lines(run("code", "-", text=text).stdout),
    )
    assert [record["gated"] for record in found] == [False, True, False]
    assert [found[0], found[2]] == [whole[0], whole[2]]
    assert not any(record["gated"] for record in whole) and whole[1]["mentions"]["places"]  # type: ignore[index]
    held = found[1]
    assert held["report"]["text"] == bakery["text"] and held["coder"] == whole[1]["coder"]  # type: ignore[index]
    assert held["mentions"] == {"places": [], "times": [], "statements": []}
    assert held["claims"] == held["incidents"] == []


def test_standard_input_and_files_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Shells fell on the town of Saraqib.")
    (tmp_path / "a.html").write_text("<html><body><p>Talks began in Geneva on Monday.</p></body></html>")
    done = run("code", "-", str(tmp_path), text="".join(json.dumps(row) + "\n" for row in GOOD[:1]).encode())
    assert [record["report"]["text"] for record in lines(done.stdout)] == [
        GOOD[0]["text"],
        "Talks began in Geneva on Monday.",
        "Shells fell on the town of Saraqib.",
    ]  # type: ignore[index]
    assert (done.returncode, done.stderr) == (0, b"")


def test_files_that_hold_no_report_are_told(tmp_path: Path) -> None:
    for name, content in [("empty.txt", b""), ("noise.txt", bytes(range(256)) * 9)]:
        (tmp_path / name).write_bytes(content)
    done = run("code", str(tmp_path))
    assert [error["path"] for error in lines(done.stderr)] == [str(tmp_path / "empty.txt"), str(tmp_path / "noise.txt")]
    assert (done.returncode, done.stdout) == (1, b"")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["code"], "Missing argument"),
        (["code", "no-such-file"], "no such file"),
        (["code", "https://wire.example/raid"], "`add` fetches addresses"),
        (["add", "ftp://wire.example/raid"], "http:// or https://"),
        (["incidents", "--format", "xml"], "use one of table, csv"),
        (["code", "-", "--published", "soon"], "is no date"),
        (["code", "-", "--jobs", "0"], "--jobs"),
        (["code", "-", "--no-such-option"], "No such option"),
        (["no-such-command"], "No such command"),
    ],
)
def test_wrong_calls_exit_with_2(arguments: list[str], message: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2 and message in done.stderr.decode() and done.stdout == b""


def test_a_closed_pipe_is_left_quietly(tmp_path: Path) -> None:
    file = tmp_path / "reports.jsonl"
    file.write_text("".join(json.dumps(GOOD[0]) + "\n" for _ in range(300)))
    process = subprocess.Popen(
        [*COMMAND, "code", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b"" and process.wait(60) == 141


@pytest.mark.parametrize(
    ("redirection", "status", "said"),
    [
        ("- <&-", 1, "standard input is closed"),
        ("FILE > /dev/full", 3, "can't be written"),
        ("FILE >&-", 0, ""),  # nobody wants the records
        ("FILE 2>&-", 0, ""),
    ],
)
def test_closed_or_full_streams_are_told_plainly(tmp_path: Path, redirection: str, status: int, said: str) -> None:
    (tmp_path / "report.txt").write_text("Shells fell on the town of Saraqib.")
    line = f"{shlex.join([*COMMAND, 'code'])} {redirection.replace('FILE', str(tmp_path / 'report.txt'))}"
    done = subprocess.run(["sh", "-c", line], capture_output=True, env=ENVIRONMENT, check=False)
    assert done.returncode == status and said in done.stderr.decode() and b"Traceback" not in done.stderr


def test_an_interrupt_is_left_quietly(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "code", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    )
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    process.stdin.write((json.dumps(GOOD[0]) + "\n").encode() * 3)
    process.stdin.flush()
    process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130 and process.stderr.read() == b""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_report_of_an_open_pipe_is_given_out_before_the_next_comes(jobs: str) -> None:
    process = subprocess.Popen(
        [*COMMAND, "code", "--jobs", jobs, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT
    )
    assert process.stdin is not None and process.stdout is not None
    for number in range(4):
        process.stdin.write((json.dumps(GOOD[0] | {"id": str(number)}) + "\n").encode())
        process.stdin.flush()
        assert select.select([process.stdout], [], [], 60)[0], "nothing came while the pipe stayed open"
        assert json.loads(process.stdout.readline())["report"]["id"] == str(number)
    process.stdin.close()
    assert process.wait(60) == 0


def test_help_is_quick_and_teaches() -> None:
    loaded = "import sys; from warmonitor.cli.verbs import build_app; build_app(); print([m for m in ('spacy', 'trafilatura', 'py3langid') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", loaded], capture_output=True, env=ENVIRONMENT, check=True).stdout
        == b"[]\n"
    )
    shown = CliRunner().invoke(build_app(), ["code", "--help"], prog_name="warmonitor").output
    assert "Examples" in shown and "warmonitor code story.html" in shown and "Exit status" in shown


def test_version() -> None:
    assert CliRunner().invoke(build_app(), ["--version"]).output == f"warmonitor {__version__}\n"
