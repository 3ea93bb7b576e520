"""`warmonitor serve`: it prints its address, answers there, stops when asked, and says what to do where it can't start."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from warmonitor.cli.serve import _address, _listen
from warmonitor.errors import ServiceError, UsageError

COMMAND = [sys.executable, "-c", "from warmonitor.cli import main; main()", "serve"]


def run(*arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", os.environ.get("PYTHONPATH", "")])}
    return subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[2],
    )


def test_it_prints_its_address_answers_and_stops(store_url: str) -> None:
    with run("--port", "0", "--store", store_url) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found is not None  # it listens before it prints: who asks now is answered once it is up
        answer = httpx.get(f"{found[0]}healthz", timeout=60)
        assert answer.json()["status"] == "ok"
        assert httpx.get(f"{found[0]}healthz", headers={"host": "evil.example"}, timeout=60).status_code == 400
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def test_a_taken_port_is_an_error_that_says_what_to_do(store_url: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = run("--port", str(taken.getsockname()[1]), "--store", store_url)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 4
    assert "choose another with --port" in err
    assert "Traceback" not in err
    assert out == ""


def test_a_store_that_cant_be_opened(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"no database at all, certainly none of SQLite's" * 100)
    process = run("--port", "0", "--store", f"sqlite:///{wrong}")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert "Traceback" not in err


@pytest.mark.parametrize("host", ["no such host", "203.0.113.7", "host..name"])
def test_an_address_that_is_none_of_this_machine(host: str) -> None:
    with pytest.raises((UsageError, ServiceError)):
        _listen(host, 0).close()


@pytest.mark.parametrize(
    ("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("localhost", "localhost")]
)
def test_the_address_is_one_that_a_browser_can_open(host: str, shown: str) -> None:
    with _listen(host, 0) as listener:
        assert _address(host, listener) == f"http://{shown}:{listener.getsockname()[1]}/"
