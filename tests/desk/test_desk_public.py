"""The public view shows none of what it withholds: a store full of canaries, and every route that there is walked over it.

Each canary is a word that stands nowhere else: names of private people, places that are too fine, coordinates, sources that
aren't disclosed, what was reported an hour ago, what people at the desk wrote.
"""

from __future__ import annotations

import re
import sqlite3
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from desk.canaries import CANARIES, OPEN, RECENT, change_incident, make_store
from desk.routes import all_routes
from desk.stored import coded
from warmonitor.cli.verbs import build_app
from warmonitor.desk.app import create_app
from warmonitor.desk.public_copy import PublicCopy, take_over
from warmonitor.knowledge.permissions import SAFE_METHODS, permission_of
from warmonitor.settings import Settings
from warmonitor.store import Store, disclosure, open_store
from warmonitor.workflow.public_view import PublicView
from workflow.disclosed import CANARIES as LINKED
from workflow.disclosed import fill_linked

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the test client, about the library below it
    from fastapi.testclient import TestClient


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = f"sqlite:///{tmp_path_factory.mktemp('public') / 'store.db'}"
    make_store(made)
    return made


@pytest.fixture(scope="module")
def app(url: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return create_app(url, public=PublicCopy(tmp_path_factory.mktemp("copy") / "public.db", Settings(url)))


@pytest.fixture(scope="module")
def visitor(app: Any) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as opened:
        app.state.doors.rates._bounds = dict.fromkeys(app.state.doors.rates._bounds, (100000, 1))
        yield opened


@pytest.fixture(scope="module")
def copy(app: Any) -> Store:
    store: Store = app.state.desk.store
    return store


def found_in(answer: Any) -> list[str]:
    """The canaries in an answer, its headers included."""
    said = f"{answer.text}\n{answer.headers}".lower()
    return [canary for canary in CANARIES if canary in said]


def test_the_store_holds_every_canary(url: str) -> None:
    path = Path(url.removeprefix("sqlite:///"))
    held = b"".join(one.read_bytes() for one in path.parent.iterdir()).lower()
    assert [canary for canary in CANARIES if canary.encode() not in held] == []


def test_the_copy_holds_none(copy: Store) -> None:
    path = Path(copy.url.removeprefix("sqlite:///"))
    held = b"".join(one.read_bytes() for one in path.parent.iterdir()).lower()
    assert [canary for canary in CANARIES if canary.encode() in held] == []


def test_what_is_shown_is_shown(copy: Store) -> None:
    by_id = {incident.id: incident for incident in copy.incidents().items}
    assert sorted(by_id) == ["i-plain", "i-secret", "i-village"]
    village = by_id["i-village"]
    assert [(place.name, place.precision, place.country) for place in village.places] == [("Syria", "country", "SYR")]
    assert village.title == "Shelling in Syria"
    assert village.voices == ("Sample Wire", "undisclosed source", "a person")
    assert village.independent_voices == 2
    assert [party.name for party in village.actors] == ["government forces"] or village.actors[
        0
    ].text == "government forces"
    assert len(village.reports) == 1 and len(village.claims) == 1
    assert by_id["i-secret"].reports == () and by_id["i-secret"].voices == ("undisclosed source",)
    (claim,) = [row.claim for row in copy.claims().items if row.incident_id == "i-village"]
    assert (
        claim.text
        == "On 2018-09-04 government forces shelled [place withheld], killing 5 civilians, shopkeeper [name withheld] said."
    )
    assert claim.attribution is not None
    assert [party.name for party in claim.attribution.speakers] == ["a person"]
    assert [row.name for row in copy.sources().items] == ["Sample Wire"]
    (report,) = [row for row in copy.reports().items if row.id in village.reports]
    assert copy.report(report.id).report.text == claim.text
    assert (report.url, report.title) == (None, None)


def addresses(app: Any, copy: Store) -> list[str]:
    """Every route, filled with what is there, with what is only in the record, and with nonsense; with and without queries."""
    values = {
        "incident_id": [row.id for row in copy.incidents().items] + ["nothing"],
        "report_id": [row.id for row in copy.reports().items] + ["nothing"],
        "format_name": ["csv", "jsonl", "geojson", "atom", "pdf", "docx", "nothing"],
        "name": ["x", "licenses.txt"],
    }
    queries = [
        "",
        "?text=shelled",
        "?text=civilians",
        "?limit=200",
        "?country=SYR",
        "?sort=newest",
        "?bbox=36,35,37,36",
        "?zoom=18&bbox=36,35,37,36",
    ]
    found = []
    for path in sorted({route.path for route in all_routes(app) if "GET" in route.methods}):
        filled = [path]
        for name in re.findall(r"\{(\w+)", path):
            filled = [
                re.sub(rf"\{{{name}(:\w+)?\}}", value, one)
                for one in filled
                for value in values.get(name, ["1", "nothing"])
            ]
        found += [one + query for one in filled for query in queries]
    return found


def test_no_route_shows_a_canary(app: Any, visitor: TestClient, copy: Store) -> None:
    asked = addresses(app, copy)
    answers = {address: visitor.get(address) for address in asked}
    assert {address: found for address, answer in answers.items() if (found := found_in(answer))} == {}
    assert [address for address, answer in answers.items() if answer.status_code >= 500] == []
    shown = {address.split("?")[0] for address, answer in answers.items() if answer.status_code == 200}
    assert {
        "/",
        "/incidents/i-village",
        "/incidents.csv",
        "/incidents.geojson",
        "/api/incidents",
        "/api/claims",
        "/api/reports",
        "/map.json",
        "/api/openapi.json",
    } <= shown
    assert "Shelling in Syria" in answers["/incidents/i-village"].text
    assert "Public view" in answers["/"].text


def test_what_pages_link_to_shows_no_canary(visitor: TestClient) -> None:
    seen, waiting = set[str](), ["/", "/incidents/i-village", "/incidents/i-secret"]
    while waiting and len(seen) < 300:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = visitor.get(address)
        assert (address, found_in(answer)) == (address, [])
        assert answer.status_code < 400, address  # nothing is linked that isn't there
        if "text/html" in answer.headers["content-type"]:
            waiting += [
                link.replace("&amp;", "&").split("#")[0]
                for link in re.findall(r'(?:href|src|action|data-\w+)="(/[^"/][^"]*|/)"', answer.text)
            ]
    assert len(seen) > 10


def test_only_what_is_marked_public_answers(app: Any, visitor: TestClient) -> None:
    for route in all_routes(app):
        for method in route.methods:
            if not permission_of(method, route.path).is_public:
                answer = visitor.request(method, re.sub(r"\{.*?\}", "1", route.path))
                assert answer.status_code == 404, (method, route.path)


def test_nothing_can_be_changed(app: Any, visitor: TestClient, copy: Store) -> None:
    """What may be sent (whether graphic text is blurred) changes the sender's cookies alone, and no other site can send it."""
    changes = [
        (method, route.path) for route in all_routes(app) for method in route.methods if method not in SAFE_METHODS
    ]
    assert changes
    before = everything_in(copy)
    for method, path in changes:
        filled = re.sub(r"\{.*?\}", "1", path)
        is_public = permission_of(method, path).is_public
        assert visitor.request(method, filled, data={"csrf": ""}).status_code in ((303,) if is_public else (404,))
        assert visitor.request(method, filled, headers={"origin": "https://evil.example"}).status_code in (403, 404)
    assert everything_in(copy) == before
    visitor.cookies.clear()


def everything_in(store: Store) -> list[str]:
    """All rows of all tables."""
    with sqlite3.connect(store.url.removeprefix("sqlite:///")) as connection:
        rows = list(connection.iterdump())
    connection.close()
    return rows


@pytest.mark.parametrize(
    "query",
    [
        "text=Quexley", "text=zorblat*", "text=Vilcanary", "text=Murmuradio", "text=Titlecanary", "text=Paragraphcanary", "text=Freshcanary",
        "actor=Zorblat Quexley", "place=Vilcanary", "place=test:Vilcanary", "source=Murmuradio Canary", "source=Murmurpress",
        "bbox=36.6,35.1,36.7,35.2", f"since={RECENT}",
    ],
)  # fmt: skip
def test_searching_for_what_is_withheld_finds_nothing(visitor: TestClient, query: str) -> None:
    assert visitor.get(f"/api/incidents?{query}").json()["items"] == []
    assert len(visitor.get(f"/incidents.jsonl?{query}").text) == 0
    if query.startswith(("text", "source")):
        assert visitor.get(f"/api/claims?{query}").json()["items"] == []
        assert visitor.get(f"/api/reports?{query}").json()["items"] == []
    assert visitor.get("/api/claims?speaker=Zorblat Quexley").json()["items"] == []


@pytest.mark.parametrize("kind", ["incidents", "reports"])
def test_what_is_withheld_and_what_is_not_there_look_alike(visitor: TestClient, kind: str) -> None:
    for hidden in ("i-fresh", "i-retracted", "r-open", "r-secret-1"):
        answer, unknown = visitor.get(f"/api/{kind}/{hidden}"), visitor.get(f"/api/{kind}/nothing")
        assert (answer.status_code, answer.text.replace(hidden, "…")) == (404, unknown.text.replace("nothing", "…"))


def test_an_export_is_the_same_view(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warmonitor.cli.records.default_public_copy", lambda _store: tmp_path / "public.db")
    for form in ("csv", "jsonl", "geojson"):
        file = tmp_path / f"out.{form}"
        done = CliRunner().invoke(build_app(), ["export", form, "--public", "--output", str(file), "--store", url])
        assert done.exit_code == 0, done.output
        held = file.read_text(encoding="utf-8").lower()
        assert "shelling in syria" in held
        assert [canary for canary in CANARIES if canary in held] == []


# ---- what changes with time


@pytest.fixture
def moving(tmp_path: Path) -> tuple[Store, PublicView]:
    url = f"sqlite:///{tmp_path}/store.db"
    make_store(url)
    store = open_store(url)
    return store, PublicView(store, tmp_path / "public.db", Settings(url))


def ids(view: PublicView, now: datetime | None = None) -> list[str]:
    return sorted(incident.id for incident in view.store(now).incidents().items)


def test_what_is_fresh_is_shown_when_it_is_due(moving: tuple[Store, PublicView]) -> None:
    _, view = moving
    assert "i-fresh" not in ids(view)
    now = datetime.now(UTC)
    assert "i-fresh" not in ids(view, now + timedelta(hours=70))  # a day that is given may have been its last hour
    assert "i-fresh" in ids(view, now + timedelta(hours=98))


def test_what_is_taken_back_is_withdrawn(moving: tuple[Store, PublicView]) -> None:
    store, view = moving
    assert "i-plain" in ids(view)
    with store.writing() as connection:
        change_incident(connection, "i-plain", status="retracted")
    assert "i-plain" not in ids(view)
    copy = view.store()
    assert copy.incident("i-plain").title == "Withdrawn"
    assert copy.claims().items and all(row.incident_id != "i-plain" for row in copy.claims().items)
    assert all("Free Syrian Army" not in row.to_json() for row in copy.changes().items)


def test_a_source_that_is_undisclosed_later_is_gone_from_the_copy(moving: tuple[Store, PublicView]) -> None:
    store, view = moving
    before = view.store()
    assert [row.name for row in before.sources().items] == ["Sample Wire"]
    with store.writing() as connection:
        disclosure.undisclose(connection, "Sample Wire", "test", "2024-03-01T09:00:00Z")
    after = view.store()
    assert after is not before
    assert list(after.sources().items) == []
    assert {voice for incident in after.incidents().items for voice in incident.voices} == {
        "undisclosed source",
        "a person",
    }
    assert b"Sample Wire" not in Path(after.url.removeprefix("sqlite:///")).read_bytes()


def test_nothing_is_remembered_of_the_copy_before(url: str, tmp_path: Path) -> None:
    app = create_app(url, public=PublicCopy(tmp_path / "public.db", Settings(url)))
    with TestClient(app) as client:
        assert client.get("/api/incidents").json()["items"]
        empty = open_store(f"sqlite:///{tmp_path}/empty.db")
        take_over(app, empty)
        assert client.get("/api/incidents").json()["items"] == []
        assert "Shelling" not in client.get("/").text
        assert client.get("/healthz").json()["incidents"] == 0


def test_bringing_it_up_to_date_again_changes_nothing(moving: tuple[Store, PublicView]) -> None:
    _, view = moving
    copy = view.store()
    before = [row.to_json() for row in copy.changes().items], [row.to_json() for row in copy.reports().items]
    again = view.store()
    assert again is copy
    assert (
        [row.to_json() for row in again.changes().items],
        [row.to_json() for row in again.reports().items],
    ) == before


def test_the_copy_before_stands_until_the_new_one_is_whole(
    moving: tuple[Store, PublicView], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, view = moving
    before = view.store()
    with store.writing() as connection:
        disclosure.undisclose(connection, "Sample Wire", "test", "2024-03-01T09:00:00Z")

    def fail(*_: object) -> None:
        raise RuntimeError("the machine stopped")

    with monkeypatch.context() as broken:
        broken.setattr("warmonitor.workflow.public_view.publishable.put_marks", fail)
        with pytest.raises(RuntimeError):
            view.store()
    assert len(before.incidents().items) == 3
    assert sorted(path.suffix for path in Path(before.url.removeprefix("sqlite:///")).parent.glob("*.part*")) == []
    assert list(view.store().sources().items) == []


def test_a_copy_that_was_cut_short_is_made_whole(moving: tuple[Store, PublicView], tmp_path: Path) -> None:
    store, view = moving
    view.store().close()
    with sqlite3.connect(tmp_path / "public.db") as connection:
        connection.execute("DELETE FROM keys")
    connection.close()
    assert ids(PublicView(store, tmp_path / "public.db", Settings(store.url))) == ["i-plain", "i-secret", "i-village"]
    (tmp_path / "public.db").write_bytes(b"no database")
    assert ids(PublicView(store, tmp_path / "public.db", Settings(store.url))) == ["i-plain", "i-secret", "i-village"]


def test_public_reports_quote_themselves(copy: Store) -> None:
    for row in copy.reports().items:
        record = copy.report(row.id)
        for claim in record.claims:
            event = claim.event
            for span in (claim, event.trigger, *event.actors, *event.places, *event.counts):
                assert record.report.text[span.start : span.end] == span.text
    assert coded(OPEN).report.text not in {copy.report(row.id).report.text for row in copy.reports().items}


# ---- a record that was linked in earnest: sequences, sums, support, rival versions


@pytest.fixture(scope="module")
def linked_visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("linked")
    (folder / "copy").mkdir()
    with TestClient(
        create_app(fill_linked(folder), public=PublicCopy(folder / "copy" / "public.db", Settings(""))),
        raise_server_exceptions=False,
    ) as opened:
        yield opened


def test_sequences_sums_and_what_supports_an_incident_are_shown_without_a_canary(linked_visitor: TestClient) -> None:
    api = {
        path: linked_visitor.get(f"/api/{path}").json()["items"]
        for path in ("incidents", "sequences", "aggregates", "reports")
    }
    (sequence,) = api["sequences"]
    raid = max(api["incidents"], key=lambda one: one["independent_voices"])
    pages = [
        "/sequences", f"/sequences/{sequence['id']}", f"/api/sequences/{sequence['id']}", "/api/aggregates", "/incidents.jsonl",
        *(f"/incidents/{one['id']}" for one in api["incidents"]), *(f"/reports/{one['id']}" for one in api["reports"]),
        *(f"/api/reports/{one['id']}" for one in api["reports"]), "/changes.atom", "/api/changes", "/reports", "/incidents",
    ]  # fmt: skip
    told = {page: linked_visitor.get(page) for page in pages}
    assert {page: answer.status_code for page, answer in told.items() if answer.status_code != 200} == {}
    said = {page: f"{answer.text}\n{answer.headers}".lower() for page, answer in told.items()}
    assert {page: found for page, words in said.items() if (found := [one for one in LINKED if one in words])} == {}
    page = told[f"/incidents/{raid['id']}"].text
    for words in (
        "Told differently",
        "Did it happen?",
        "3 voices",
        "Part of",
        "Attacks by Russia in Idlib",
        "undisclosed source",
    ):
        assert words in page, words
    assert "312 people were killed" in told["/sequences"].text and "[name withheld]" in told["/sequences"].text
    assert raid["support"] and raid["rivals"] and raid["counts"][0]["history"]
