"""Issued bulletins in the public view: written from the public copy; editors' words are redacted; drafts and what is withheld never get there."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk.canaries import CANARIES, make_store
from warmonitor.desk.app import create_app
from warmonitor.desk.public_copy import PublicCopy
from warmonitor.publishing.bulletin.editing import Edit
from warmonitor.settings import Settings
from warmonitor.store import Store, bulletins, open_store
from warmonitor.workflow import bulletin_desk as work
from warmonitor.workflow.public_view import PublicView

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the test client, about the library below it
    from fastapi.testclient import TestClient

BEFORE = "2024-03-02T09:00:00Z"
DAYS = {"since": "2018-09-01", "until": "2018-09-30"}
EDITS = (
    Edit("reword", "i-village:what", "Zorblat Quexley saw how Vilcanary was shelled, said Murmuradio Canary."),
    Edit("add", "i-village", "Zorblat Quexley has died since; call +44 20 7946 0123.", is_own=True),
    Edit("add", "i-village", "The figure is the lower one.", ("r-open-c1",)),
    Edit("drop", "i-village:grade"),
    Edit("drop item", "i-secret"),
    Edit("title", text="Vilcanary in September"),
)


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path_factory.mktemp('bulletins') / 'store.db'}"
    make_store(url)
    with open_store(url) as store:
        issued = work.begin_bulletin(store, DAYS | {"place": "Vilcanary"}, title=None, by="usercanary", now=BEFORE)
        for edit in EDITS:
            work.edit_bulletin(store, issued.id, edit, by="usercanary", now=BEFORE)
        work.issue_bulletin(store, issued.id, by="usercanary", now=BEFORE)
        week = work.begin_bulletin(store, DAYS, title="September", by="usercanary", now=BEFORE)
        work.edit_bulletin(store, week.id, EDITS[3], by="usercanary", now=BEFORE)
        work.edit_bulletin(store, week.id, EDITS[4], by="usercanary", now=BEFORE)
        work.edit_bulletin(store, week.id, EDITS[0], by="usercanary", now=BEFORE)
        work.edit_bulletin(store, week.id, EDITS[2], by="usercanary", now=BEFORE)
        work.issue_bulletin(store, week.id, by="usercanary", now=BEFORE)
        work.begin_bulletin(store, DAYS, title="Freshcanary draft", by="usercanary", now=BEFORE)
        late = work.begin_bulletin(store, DAYS, title="Freshcanary", by="usercanary", now=BEFORE)
        work.issue_bulletin(store, late.id, by="usercanary", now=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        yield store


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("public") / "public.db"


@pytest.fixture(scope="module")
def copy(private: Store, path: Path) -> Store:
    return PublicView(private, path, Settings(private.url)).store()


def issued_of(store: Store) -> dict[str, work.Opened]:
    with store.reading() as connection:
        names = [one.id for one in bulletins.list_issued(connection)]
    opened = [work.open_bulletin(store, name, with_drafts=False) for name in names]
    return {one.bulletin.title: one for one in opened}


def test_the_copy_holds_no_canary(copy: Store, path: Path) -> None:
    held = b"".join(one.read_bytes() for one in path.parent.iterdir()).lower()
    assert [canary for canary in CANARIES if canary.encode() in held] == []


def test_issued_bulletins_of_age_are_there_with_their_edits(copy: Store) -> None:
    shown = issued_of(copy)
    assert len(shown) == 2
    week = shown["September"].bulletin
    items = {item.incident: item for section in week.sections for item in section.items if item.incident}
    assert "i-village" in items and "i-secret" not in items
    sentences = {sentence.id: sentence for sentence in items["i-village"].sentences}
    assert "i-village:grade" not in sentences
    assert "withheld" in sentences["i-village:what"].text and sentences["i-village:what"].by == "an editor"
    (added,) = [sentence for name, sentence in sentences.items() if name.startswith("added:")]
    assert added.text == "The figure is the lower one."
    assert set(added.claims) <= {note.claim for note in week.notes}


def test_they_are_written_once_and_follow_what_is_withdrawn(private: Store, copy: Store, path: Path) -> None:
    before = {title: one.stored.issued for title, one in issued_of(copy).items()}
    assert {
        title: one.stored.issued
        for title, one in issued_of(PublicView(private, path, Settings(private.url)).store()).items()
    } == before


def test_visitors_read_them(private: Store, tmp_path: Path) -> None:
    app = create_app(private.url, public=PublicCopy(tmp_path / "public.db", Settings(private.url)))
    with TestClient(app, raise_server_exceptions=False) as visitor:
        listed = visitor.get("/bulletins")
        assert listed.status_code == 200 and "September" in listed.text and "draft" not in listed.text
        with app.state.desk.store.reading() as connection:
            names = [one.id for one in bulletins.list_issued(connection)]
        for name in names:
            for page in (
                f"/bulletins/{name}",
                f"/bulletins/{name}/print",
                f"/bulletins/{name}.md",
                f"/bulletins/{name}.html",
            ):
                answer = visitor.get(page)
                assert answer.status_code == 200
                assert [canary for canary in CANARIES if canary in answer.text.lower()] == []
        assert visitor.get(f"/bulletins/{names[0]}/edit").status_code in (401, 403, 404)
        assert visitor.get("/bulletins/new").status_code in (401, 403, 404)
