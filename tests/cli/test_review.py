"""`review` and `gold` as a user calls them."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from factories import FakeCoder, fill, make_raid
from warmonitor.cli import gold
from warmonitor.cli.verbs import build_app
from warmonitor.errors import NotFoundError, UsageError
from warmonitor.store import open_store

RAIDS = [make_raid("Wire", killed=5, id="a"), make_raid("Post", place="Kharkiv", day="2022-05-01", id="b", actor=None)]
ONE, TWO = (record.claims[0].id for record in RAIDS)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with open_store(url) as store:
        fill(store, RAIDS)
    monkeypatch.setenv("WARMONITOR_STORE", url)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(gold, "code_reports", lambda reports, settings, jobs, refuse: FakeCoder(RAIDS)(reports, refuse))

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(build_app(), arguments)

    return call


def incident_of(run: Any, title: str) -> str:
    lines = [
        json.loads(line) for line in run("review", "list", "--format", "jsonl", "--state", "all").stdout.splitlines()
    ]
    return next(line["incident"]["id"] for line in lines if title in line["incident"]["title"])


def test_the_queue_and_its_reasons(run: Any) -> None:
    table = run("review", "list").stdout
    assert "Air strikes in Idlib" in table and "up to 5 killed" in table
    assert "Idlib" not in run("review", "list", "--country", "ukr").stdout
    line = json.loads(run("review", "list", "--limit", "1", "--format", "jsonl").stdout)
    assert line["priority"] == pytest.approx(sum(reason["points"] for reason in line["reasons"]))


def test_decisions_and_their_undoing(run: Any) -> None:
    told = run("review", "correct", ONE, "counts", "6-8 killed", "--reviewer", "ann", "--reason", "misread").stdout
    assert told == "decision 1: ann corrected how many: 5 killed → 6-8 killed\n"
    shown = run("review", "show", ONE).stdout
    assert "counts      6-8 killed   (the coder: 5 killed)" in shown and "(misread)" in shown
    assert run("review", "undo", "1").stdout.startswith("decision 1: ann corrected")
    assert "revoked" in run("review", "list", "--decisions").stdout
    for verb in ("accept", "unsure", "reject"):
        assert run("review", verb, ONE).exit_code == 0
    idlib, kharkiv = incident_of(run, "Kharkiv"), TWO
    assert "marked" in run("review", "accept", idlib).stdout or "went through" in run("review", "show", idlib).stdout
    assert kharkiv in run("review", "show", idlib).stdout


def test_merge_and_split(run: Any) -> None:
    idlib, kharkiv = incident_of(run, "Idlib"), incident_of(run, "Kharkiv")
    assert "merged" in run("review", "merge", idlib, kharkiv).stdout
    assert "split 1 claim off" in run("review", "split", incident_of(run, "Idlib"), TWO).stdout
    assert incident_of(run, "Kharkiv") == kharkiv


def test_what_can_t_be(run: Any) -> None:
    assert isinstance(run("review", "correct", ONE, "counts", "plenty").exception, UsageError)
    for verb in ("accept", "show", "reject"):
        assert str(run("review", verb, "nothing").exception) == "no claim and no incident has the id 'nothing'"
    assert isinstance(run("review", "unsure", "nothing").exception, NotFoundError)
    assert isinstance(run("review", "confirm", "1").exception, NotFoundError)
    assert run("review", "list", "--format", "xml").exit_code == 2


def test_gold(run: Any, tmp_path: Path) -> None:
    run("review", "correct", ONE, "counts", "6 killed", "--reviewer", "ann")
    run("review", "accept", ONE, "--reviewer", "ben")
    run("review", "reject", TWO, "--reviewer", "ben")
    assert run("gold", "export", "--output", "gold.jsonl").exit_code == 0
    assert run("gold", "export", "--output", "-").stdout == (tmp_path / "gold.jsonl").read_text()
    lines = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text().splitlines()]
    assert [(line["report"]["id"], len(line["claims"]), len(line["rejected"])) for line in lines] == [
        ("a", 1, 0),
        ("b", 0, 1),
    ]
    again = run("gold", "import", "gold.jsonl")
    assert (again.exit_code, again.stdout) == (0, "2 known\n")
    empty = run("gold", "import", "gold.jsonl", "--store", f"sqlite:///{tmp_path / 'empty.db'}")
    assert (empty.exit_code, empty.stdout) == (1, "2 refused\n") and "add it first" in empty.stderr
    assert run("gold", "import", "nothing.jsonl").exit_code == 1
    scored = run("gold", "score", "gold.jsonl").stdout
    assert "claims vouched for that are found    1 of 1 (100%)" in scored
    assert "rejected claims that are coded again 1 of 1 (100%)" in scored
    assert "counts       as people left it            0 of 1 (0%)" in scored
    assert run("gold", "agreement").stdout.startswith("1 claims decided on by several of 2 people")
    (tmp_path / "broken.jsonl").write_text("{}\n")
    assert run("gold", "score", "broken.jsonl").exit_code == 1


def test_a_state_that_there_is_not_is_refused_and_an_empty_queue_says_so(run: Any) -> None:
    done = run("review", "list", "--state", "finished")
    assert isinstance(done.exception, UsageError) and "use one of open, waiting" in str(done.exception)
    assert run("review", "list", "--state", "waiting").stdout == "nothing waits here\n"
