"""The desk tells what changed, what was known when, what belongs together, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desk.conftest import TestClient
from desk.stored import HOSTILE
from factories import fill, make_raid
from warmonitor.desk.app import create_app
from warmonitor.desk.causes import cause_parts
from warmonitor.desk.incident_view import told_once
from warmonitor.publishing.quotations import Quotation
from warmonitor.store import Store, open_store

ATOM = "{http://www.w3.org/2005/Atom}"
RAIDS = [
    make_raid("Daily", killed=7, id="later", published="2018-09-05", more="Rescuers dug all night in the ruins."),
    make_raid("Agency", id="denial", speaker="Kremlin", denied=True),
    make_raid("Wire", place="Kharkiv", day="2018-09-07", killed=2, id="two"),
    make_raid(
        "Wire", place="Kharkiv", day="2018-09-09", killed=1, id="three", more="It was the second raid in three days."
    ),
    make_raid("Wire", place="Kharkiv", day="2018-09-12", id="four", more="Trams stood still, schools were shut."),
]
EARLIER = make_raid("Wire", killed=5, id=f"early {HOSTILE}")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("history") / "s.db"
    with open_store(f"sqlite:///{path}") as opened:
        yield opened


@pytest.fixture(scope="module")
def old_id(store: Store) -> str:
    """The id of an incident that an earlier report gave another one."""
    fill(store, RAIDS)
    (old,) = [incident.id for incident in store.all_incidents() if incident.grade == "Contested"]
    fill(store, [EARLIER])
    return old


@pytest.fixture(scope="module")
def desk(store: Store, old_id: str) -> Iterator[TestClient]:
    with TestClient(create_app(store.url), raise_server_exceptions=False, follow_redirects=False) as opened:
        yield opened


def test_a_merged_id_leads_on(desk: TestClient, store: Store, old_id: str) -> None:
    new = store.incident(old_id).id
    page = desk.get(f"/incidents/{old_id}")
    assert (page.status_code, page.headers["location"]) == (307, f"/incidents/{new}?merged={old_id}")
    assert f"<code>{old_id}</code> was found" in desk.get(page.headers["location"]).text
    answer = desk.get(f"/api/incidents/{old_id}")
    assert (answer.status_code, answer.headers["location"]) == (307, f"/api/incidents/{new}")
    assert answer.json()["id"] == new  # for those who don't follow


def test_an_incident_as_it_was_known(desk: TestClient, store: Store, old_id: str) -> None:
    changed = store.incident(old_id).changed_at
    before = next(step.at for step in store.steps(limit=1000).items if step.incident_id == old_id)
    page = desk.get(f"/incidents/{old_id}", params={"as_known": before})
    assert page.status_code == 200 and "As it was known by" in page.text and EARLIER.report.id not in page.text
    assert desk.get(f"/incidents/{old_id}", params={"as_known": "2001-01-01"}).status_code == 404
    assert desk.get(f"/incidents/{old_id}", params={"as_known": "soon"}).status_code == 422
    past = desk.get("/api/incidents", params={"as_known": before, "limit": 200}).json()["items"]
    assert old_id in {one["id"] for one in past}
    now = desk.get("/api/incidents", params={"as_known": changed, "limit": 200}).json()["items"]
    assert old_id not in {one["id"] for one in now}
    assert desk.get("/api/incidents", params={"as_known": "2001-01-01"}).json() == {"items": [], "next": None}
    assert desk.get(f"/api/incidents/{old_id}", params={"as_known": before}).json()["id"] == old_id


def test_the_page_sets_versions_against_each_other(desk: TestClient, store: Store, old_id: str) -> None:
    page = desk.get(f"/incidents/{store.incident(old_id).id}").text
    assert "Told differently" in page and "Did it happen?" in page and "it did not" in page
    assert "Kremlin denies it" in page and "By the claim" in page
    assert "<script>alert(1)" not in page
    assert 'href="/reports/early%20' in page  # the cause leads to its report


def test_changes_are_read_on_from_a_number(desk: TestClient, old_id: str) -> None:
    first = desk.get("/api/changes", params={"limit": 3}).json()
    numbers = [step["number"] for step in first["items"]]
    assert numbers == sorted(numbers) and first["next"]
    rest = desk.get("/api/changes", params={"since": str(numbers[-1]), "limit": 200}).json()["items"]
    assert rest and all(step["number"] > numbers[-1] for step in rest)
    (merged,) = desk.get("/api/changes", params={"kind": "merged,retracted"}).json()["items"]
    assert merged["incident_id"] == old_id and merged["replaced_by"]
    assert desk.get("/api/changes", params={"since": "9999-01-01"}).json()["items"] == []
    for wrong in ({"kind": "burnt"}, {"since": "soon"}, {"since": "2018-13-01"}, {"until": "2018-09-01"}):
        assert desk.get("/api/changes", params=wrong).status_code == 422


def test_the_feed_is_well_formed_whatever_a_report_is_called(desk: TestClient) -> None:
    answer = desk.get("/changes.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.text)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) >= 5 and len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert any(HOSTILE in (entry.findtext(f"{ATOM}summary") or "") for entry in entries)


def test_citations(desk: TestClient, store: Store, old_id: str) -> None:
    new = store.incident(old_id).id
    bib = desk.get(f"/incidents/{new}/citation.bib")
    assert bib.text.startswith(f"@misc{{warmonitor-{new},") and f"/incidents/{new}}}" in bib.text
    ris = desk.get(f"/incidents/{old_id}/citation.ris").text
    assert ris.startswith("TY  - DATA\r\n") and ris.endswith("ER  - \r\n") and f"ID  - {new}" in ris
    assert desk.get(f"/incidents/{new}/citation.doc").status_code == 404


def test_sequences(desk: TestClient, store: Store) -> None:
    (sequence,) = desk.get("/api/sequences").json()["items"]
    assert (sequence["incidents"], sequence["first"], sequence["last"]) == (3, "2018-09-07", "2018-09-12")
    assert (sequence["killed_low"], sequence["killed_high"], sequence["country"]) == (3, 3, "UKR")
    assert sequence["title"] == desk.get(f"/api/sequences/{sequence['id']}").json()["title"]
    page = desk.get(f"/sequences/{sequence['id']}").text
    assert page.count("Air strikes in Kharkiv") == 3
    assert sequence["title"] in desk.get("/sequences").text
    part = next(incident.id for incident in store.all_incidents() if incident.places[0].name == "Kharkiv")
    assert "Part of" in desk.get(f"/incidents/{part}").text
    assert desk.get("/api/sequences", params={"incident": part}).json()["items"] == [sequence]
    assert desk.get("/api/sequences", params={"country": "SYR"}).json()["items"] == []
    assert desk.get("/api/sequences/none").status_code == desk.get("/sequences/none").status_code == 404


def test_a_sequence_that_began_earlier_leads_on(desk: TestClient, store: Store) -> None:
    (before,) = desk.get("/api/sequences").json()["items"]
    fill(store, [make_raid("Wire", place="Kharkiv", day="2018-09-05", id="one", more="A dam broke.")])
    (after,) = desk.get("/api/sequences").json()["items"]
    assert (after["first"], after["incidents"]) == ("2018-09-05", 4) and after["id"] != before["id"]
    assert desk.get(f"/sequences/{before['id']}").headers["location"] == f"/sequences/{after['id']}"
    assert desk.get(f"/api/sequences/{before['id']}").status_code == 307


@pytest.mark.parametrize(
    ("cause", "parts"),
    [
        ("report a-1", [("report ", None), ("a-1", "a-1")]),
        ("new version of report a, which is withdrawn", [("new version of report ", None), ("a", "a"), (", which is withdrawn", None)]),
        ("report a; report b and 2 more", [("report ", None), ("a", "a"), ("; report ", None), ("b", "b"), (" and 2 more", None)]),
        ("review 12", [("review 12", None)]),
        ("", []),
    ],
)  # fmt: skip
def test_causes(cause: str, parts: list[tuple[str, str | None]]) -> None:
    assert cause_parts(cause) == parts


def test_copies_of_a_sentence_are_quoted_once() -> None:
    said = {
        "c1": Quotation("", "the army  bombed it", ""),
        "c2": Quotation("", "the army bombed it", "."),
        "c3": Quotation("", "a mine", ""),
    }
    assert [claims for _, claims in told_once(["c1", "c2", "c3", "gone"], said)] == [["c1", "c2"], ["c3"]]
