"""`warmonitor users`, `audit`, `sources`: accounts, the audit log, undisclosed sources; and what `serve` refuses."""

from __future__ import annotations

import json
import sqlite3
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from typer.testing import CliRunner

from desk.stored import STORED, fill
from warmonitor.cli.serve import _make_desk
from warmonitor.cli.verbs import build_app
from warmonitor.errors import WarmonitorError
from warmonitor.settings import Settings
from warmonitor.workflow import accounts as work

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the test client, about the library below it
    from fastapi.testclient import TestClient

Run = Callable[..., str]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture
def run(url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr(work, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))

    def call(*words: str, input: str = "") -> str:
        done = CliRunner().invoke(build_app(), [*words, "--store", url], input=input)
        if isinstance(done.exception, WarmonitorError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return done.stdout

    return call


def test_a_name_that_cannot_be_is_refused_before_a_password_is_asked_for(run: Run) -> None:
    assert "no accounts" in run("users", "list")
    with pytest.raises(WarmonitorError, match="letters, digits"):
        run("users", "add", "Ada/1", "--role", "admin")


def test_accounts_are_opened_shown_and_closed(run: Run) -> None:
    run("users", "add", "Ada", "--role", "admin", input="correct horse battery\n")
    run("users", "add", "bob", input="correct horse battery\n")
    run("users", "role", "bob", "editor")
    run("users", "password", "bob", input="another long phrase\n")
    run("users", "disable", "bob")
    shown = run("users", "list")
    assert ["ada", "admin"] in [line.split()[:2] for line in shown.splitlines()]
    assert [len(line.split()) for line in shown.splitlines() if line.split()[:1] == ["bob"]] == [4]
    run("users", "disable", "bob", "--undo")
    deeds = [json.loads(line)["deed"] for line in run("audit", "export").splitlines()]
    assert deeds == [
        "opened account",
        "opened account",
        "gave role",
        "gave password",
        "closed account",
        "reopened account",
    ]


@pytest.mark.parametrize(
    ("words", "given", "reason"),
    [
        (("users", "add", "ada", "--role", "admin"), "short\n", "12 to 200"),
        (("users", "add", "ada", "--role", "admin"), "", "standard input"),  # never from the command line
        (("users", "add", "ada", "--role", "admin"), "aaaaaaaaaaaaaaaa\n", "guessed"),
        (("users", "add", "ada", "--role", "queen"), "correct horse battery\n", "no role"),
        (("users", "add", "ada"), "correct horse battery\n", "first account"),  # nobody could run the others
        (("users", "add", "a b", "--role", "admin"), "correct horse battery\n", "name is"),
        (("users", "disable", "nobody"), "", "nobody has"),
        (("sources", "undisclose", "No Such Paper"), "", "no source"),
        (("sources", "disclose", "No Such Paper"), "", "isn't undisclosed"),
    ],
)
def test_what_is_refused(run: Run, words: tuple[str, ...], given: str, reason: str) -> None:
    with pytest.raises(WarmonitorError, match=reason):
        run(*words, input=given)


def test_sources_are_undisclosed_and_named_again(run: Run, url: str) -> None:
    fill(url, STORED[:1])
    run("sources", "undisclose", "Sample Daily")
    run("sources", "undisclose", "Sample Daily")
    assert [line.split()[-1] for line in run("sources", "list").splitlines() if "Daily" in line] == ["undisclosed"]
    run("sources", "disclose", "Sample Daily")
    assert "undisclosed" not in run("sources", "list")


def test_the_log_tells_of_exports_and_of_tampering(run: Run, url: str, tmp_path: Path) -> None:
    fill(url, STORED[:1])
    for _ in range(3):
        run("export", "csv", "--output", str(tmp_path / "out.csv"), "--country", "SYR")
    head = run("audit", "verify").split()[0]
    run("audit", "verify", "--head", head)
    row = json.loads(run("audit", "export").splitlines()[0])
    assert (row["deed"], row["subject"], row["origin"]) == ("exported", "csv", "command line")
    assert "country SYR" in row["details"]
    with sqlite3.connect(tmp_path / "store.db") as connection:
        connection.execute("UPDATE audit SET user = 'somebody else' WHERE number = 2")
    connection.close()
    with pytest.raises(WarmonitorError, match="row 2 was changed"):
        run("audit", "verify")


def test_other_machines_are_served_only_where_there_are_accounts(run: Run, url: str) -> None:
    with pytest.raises(WarmonitorError, match="no accounts"):
        _make_desk(Settings(url), url, "0.0.0.0")
    run("users", "add", "ada", "--role", "admin", input="correct horse battery\n")
    assert _make_desk(Settings(url), url, "0.0.0.0") is not None


def test_a_desk_behind_a_proxy_answers_to_its_names_alone(run: Run, url: str) -> None:
    with pytest.raises(WarmonitorError, match="no accounts"):
        _make_desk(Settings(url), url, "127.0.0.1", names=["desk.example"])
    run("users", "add", "ada", "--role", "admin", input="correct horse battery\n")
    with TestClient(
        _make_desk(Settings(url), url, "127.0.0.1", names=["desk.example"]), base_url="http://desk.example"
    ) as client:
        assert client.get("/sign-in").status_code == 200
        assert client.get("/sign-in", headers={"host": "127.0.0.1:8765"}).status_code == 200
        assert client.get("/sign-in", headers={"host": "evil.example"}).status_code == 400


def test_the_public_view_needs_no_accounts(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warmonitor.cli.serve.default_public_copy", lambda _store: tmp_path / "public.db")
    with TestClient(_make_desk(Settings(url), url, "0.0.0.0", public=True)) as client:
        assert "Public view" in client.get("/").text
        assert client.get("/users").status_code == 404


def test_a_user_without_a_name_is_put_down_by_number(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 54321")

    monkeypatch.setattr("getpass.getuser", nobody)
    run("users", "add", "ada", "--role", "admin", input="correct horse battery\n")
    (row,) = map(json.loads, run("audit", "export").splitlines())
    assert row["user"].startswith("user ")
