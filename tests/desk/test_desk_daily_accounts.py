"""Daily work at a desk with accounts: looks and searches are each user's own, drafts are for editors, what is issued for all."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from desk.signing import fill_with_accounts, quick_hashing, signed_in
from desk.stored import NOW
from warmonitor.desk.app import create_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the test client, about the library below it
    from fastapi.testclient import TestClient

DAYS = {"since": "2018-09-01", "until": "2018-09-30"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with quick_hashing():
        yield create_app(fill_with_accounts(tmp_path_factory.mktemp("accounts") / "store.db"))


@pytest.fixture
def people(app: Any) -> Iterator[dict[str, tuple[TestClient, str]]]:
    """Three users, each with the token of their forms."""
    found = {}
    for name in ("ria", "rob", "eve"):
        client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
        found[name] = (client, signed_in(client, name))
    yield found
    for client, _ in found.values():
        client.close()


def test_a_look_is_the_user_s_own_wherever_they_sign_in(people: dict[str, tuple[TestClient, str]], app: Any) -> None:
    ria, token = people["ria"]
    look = re.search(r'name="look" value="([^"]*)"', ria.get(f"/today?since={NOW[:10]}").text)
    assert look is not None
    assert ria.post("/today/seen", data={"csrf": token, "look": look[1]}).status_code == 303
    assert "warmonitor_look" not in ria.cookies
    again = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
    signed_in(again, "ria")
    assert "your last look" in again.get("/today").text
    assert "your last look" not in people["rob"][0].get("/today").text


def test_a_search_is_its_owner_s(people: dict[str, tuple[TestClient, str]]) -> None:
    ria, token = people["ria"]
    made = ria.post("/searches", data={"csrf": token, "name": "Raids", "type": "ASSAULT"})
    assert made.status_code == 303
    path = made.headers["location"]
    rob, other = people["rob"]
    for page in (path, f"{path}.atom", f"{path}.cap"):
        assert ria.get(page).status_code == 200
        assert rob.get(page).status_code == 404
    assert rob.post(f"{path}/delete", data={"csrf": other}).status_code == 404
    assert rob.get("/api/searches").json()["items"] == []
    assert [one["name"] for one in ria.get("/api/searches").json()["items"]] == ["Raids"]


def test_drafts_are_for_editors_and_what_is_issued_for_all(people: dict[str, tuple[TestClient, str]]) -> None:
    (eve, token), (rob, other) = people["eve"], people["rob"]
    assert rob.get("/bulletins/new").status_code == 403
    assert rob.post("/bulletins", data={"csrf": other, **DAYS}).status_code == 403
    made = eve.post("/bulletins", data={"csrf": token, **DAYS, "title": "September"})
    edit = made.headers["location"]
    base = edit.removesuffix("/edit")
    for page in (base, f"{base}/print", f"{base}.pdf", edit):
        assert rob.get(page).status_code in (403, 404)
    assert "September" not in rob.get("/bulletins").text
    for action in ("edit", "rewrite", "issue", "delete"):
        assert rob.post(f"{base}/{action}", data={"csrf": other, "kind": "drop", "target": "x"}).status_code == 403
    assert eve.post(f"{base}/issue", data={"csrf": token}).status_code == 303
    assert "September" in rob.get("/bulletins").text
    assert rob.get(base).status_code == 200 and "Correct it" not in rob.get(base).text
    assert eve.post(f"{base}/correct", data={"csrf": token, "reason": "a figure"}).status_code == 303
    assert rob.get(f"{base}?version=2").status_code == 404  # the next version is a draft
    assert "version 1" in rob.get(base).text
