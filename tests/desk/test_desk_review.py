"""Review on the desk, without scripts: the queue, forms, what they refuse, and where they lead back to."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from desk.reviewable import CLAIMS, fill_for_review, token_of
from warmonitor.desk.app import create_app
from warmonitor.store import Store, open_store, reviews


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "store.db"
    fill_for_review(path)
    return path


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{shutil.copy(filled, tmp_path)}") as opened:
        yield opened


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store.url), follow_redirects=False) as opened:
        yield opened


def send(client: TestClient, address: str, **fields: object) -> Response:
    return client.post(address, data={"csrf": token_of(client), **fields})


def all_of(store: Store) -> list[str]:
    with store.reading() as connection:
        return [f"{one.decision} {one.state} {one.reviewer}" for one in reviews.all_reviews(connection)]


def raid_of(store: Store) -> str:
    return next(one.id for one in store.all_incidents() if CLAIMS[0] in one.claims)


def test_the_queue_shows_reasons_and_is_filtered(client: TestClient) -> None:
    page = client.get("/review").text
    assert page.index("Air strikes in Idlib") < page.index("Air strikes in Kharkiv")  # more dead first
    assert "up to 30 killed" in page and "one voice alone" in page
    assert "Kharkiv" not in client.get("/review?source=Radio").text.split('id="view"')[1]
    for nothing in ("state=reviewed", "type=CONSULT", "country=FRA", "assignee=ben", "text=Lyon"):
        assert "Nothing waits here" in client.get(f"/review?{nothing}").text


def test_a_form_decides_and_leads_back(client: TestClient, store: Store) -> None:
    answer = send(
        client, f"/review/claims/{CLAIMS[0]}/decide", decision="accept", reason=["as the report says", "really"]
    )
    assert (answer.status_code, answer.headers["location"]) == (303, f"/review/claims/{CLAIMS[0]}?done=1")
    page = client.get(answer.headers["location"]).text
    assert "Decision 1: you accepted the claim" in page and "as the report says; really" in page
    assert all_of(store) == ["accept standing local"]
    undone = send(client, "/review/decisions/1/revoke", next=f"/review/incidents/{raid_of(store)}#claim-x")
    assert undone.headers["location"] == f"/review/incidents/{raid_of(store)}#claim-x"
    assert all_of(store) == ["accept revoked local"]


def test_one_field_is_corrected(client: TestClient, store: Store) -> None:
    answer = send(
        client,
        f"/review/claims/{CLAIMS[0]}/decide",
        decision="correct",
        field="counts",
        value="6 killed",
        reason="misread",
    )
    assert answer.status_code == 303
    page = client.get(f"/review/claims/{CLAIMS[0]}").text
    assert "<del><bdi>5 killed</bdi></del>" in page and "corrected how many: 5 killed → 6 killed" in page
    assert "6 killed" in client.get(f"/review/incidents/{raid_of(store)}").text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("counts", "plenty", "is no number"),  # not readable
        ("time", "2018-09-06..2018-09-04", "after the last"),  # the wrong way round
        ("mode", "visit", "has no mode"),  # of another type
        ("actors", "Somebody [NOBODY]", "nobody with the id"),
        ("colour", "red", "no field"),
    ],
)
def test_what_can_t_be_is_said_beside_the_field(
    client: TestClient, store: Store, field: str, value: str, said: str
) -> None:
    answer = send(client, f"/review/claims/{CLAIMS[0]}/decide", decision="correct", field=field, value=value)
    assert answer.status_code == 422 and said in answer.text
    assert all_of(store) == []


def test_a_name_of_several_places_is_asked_back(client: TestClient, store: Store) -> None:
    asked = send(client, f"/review/claims/{CLAIMS[3]}/decide", decision="correct", field="places", value="Springfield")
    assert asked.status_code == 422 and "Which one?" in asked.text
    identity = asked.text.split('name="choice" value="')[1].split('"')[0]
    answer = send(
        client,
        f"/review/claims/{CLAIMS[3]}/decide",
        decision="correct",
        field="places",
        value="Springfield",
        choice=identity,
    )
    assert answer.status_code == 303
    assert any("Springfield" in one.title for one in store.all_incidents())


def test_split_merge_and_the_whole(client: TestClient, store: Store) -> None:
    raid = raid_of(store)
    other = next(one.id for one in store.all_incidents() if one.id != raid)
    address = f"/review/incidents/{raid}/decide"
    assert send(client, address, decision="split", claim=[CLAIMS[2]]).status_code == 303
    assert sum(1 for _ in store.all_incidents()) == 3
    assert send(client, address, decision="merge", other=f"http://desk/incidents/{other}").status_code == 303
    assert sum(1 for _ in store.all_incidents()) == 2
    assert send(client, address, decision="correct", field="title", value="The raid").status_code == 303
    assert send(client, address, decision="reviewed").status_code == 303
    assert {one.title for one in store.all_incidents()} >= {"The raid"}
    assert send(client, address, decision="merge", other="nothing").status_code == 404
    assert send(client, address, decision="split").status_code == 400  # none is chosen
    assert send(client, address, decision="dance").status_code == 400
    log = client.get("/review/decisions").text
    assert "split 1 claim off" in log and "merged it with another incident" in log


def test_who_looks_at_it_and_what_was_said(client: TestClient, store: Store) -> None:
    address = f"/review/incidents/{raid_of(store)}"
    send(client, f"{address}/assign", to="me")
    send(client, f"{address}/comment", text="<b>Look</b> at the second report.")
    page = client.get(address).text
    assert 'value="local"' in page and "&lt;b&gt;Look&lt;/b&gt; at the second report." in page
    assert "for <bdi>local</bdi>" in client.get("/review?assignee=local").text
    assert "Nothing waits" not in client.get("/review?assignee=-").text
    assert send(client, f"{address}/comment", text=" ").status_code == 400
    (form,) = re.findall(r'action="(/review/comments/\d+/withdraw)"', page)
    answer = send(client, form, next=address)
    assert (answer.status_code, answer.headers["location"]) == (303, address)
    assert "at the second report." not in client.get(address).text
    assert send(client, form).status_code == 404


def test_a_reviewer_has_a_name(client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARMONITOR_REVIEWER", "ann")
    send(client, f"/review/claims/{CLAIMS[0]}/decide", decision="unsure")
    assert all_of(store) == ["unsure standing ann"]


def test_nothing_is_decided_without_the_form_s_token_or_from_another_site(client: TestClient, store: Store) -> None:
    address = f"/review/claims/{CLAIMS[0]}/decide"
    assert client.post(address, data={"decision": "accept"}).status_code == 403
    fields = {"decision": "accept", "csrf": token_of(client)}
    assert client.post(address, data=fields, headers={"origin": "https://evil.example"}).status_code == 403
    assert all_of(store) == []


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/incidents", "javascript:alert(1)"])
def test_only_pages_of_review_are_gone_back_to(client: TestClient, wanted: str) -> None:
    answer = send(client, f"/review/claims/{CLAIMS[0]}/decide", decision="unsure", next=wanted)
    assert answer.headers["location"].startswith("/review/claims/")


def test_lookups(client: TestClient) -> None:
    assert "[RUSMIL]" in client.get("/review/lookup?field=actors&words=UKRMIL; RUSMIL").text
    assert "[geonames:" in client.get("/review/lookup?field=places&words=Kharkiv").text
    assert "option" not in client.get("/review/lookup?words=").text


def test_agreement_is_shown(client: TestClient) -> None:
    assert "Nobody has decided" in client.get("/review/agreement").text


def test_what_isn_t_there(client: TestClient) -> None:
    for address in ("/review/claims/nothing", "/review/incidents/nothing", "/review?done=1&state=" + "x" * 50):
        assert client.get(address).status_code in (404, 422)
    assert send(client, "/review/decisions/99/revoke").status_code == 404


def test_the_queue_is_quick(client: TestClient) -> None:
    client.get("/review")
    begun = time.process_time()
    client.get("/review")
    assert time.process_time() - begun < 0.5
