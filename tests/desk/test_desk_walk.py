"""Every page that the desk has, those too that nobody named here: whole, escaped, without a broken link; every call without a 5xx."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

import warmonitor.desk
from desk.markup import Page
from desk.stored import HOSTILE, STORED, fill
from desk.walking import Walk, routes
from warmonitor.desk import app
from warmonitor.desk.app import create_app
from warmonitor.desk.openapi import OPERATIONS
from warmonitor.publishing import FORMATS

VALUES = (
    "", "0", "-1", "99999999999999999999", "1e309", "nan", "\x00", "ä" * 300, "2018-09-04", "2018-02-30", "i-idlib", "r-1", "r-1-c1", "yes", "killed",
    HOSTILE, "' OR 1=1 --", "../../etc/passwd", "%", "{{7*7}}", "1,2,3,4,5,6", "36,35,37,35,36,36", "[]", '{"a":1}', "ASSAULT", "\U0001f600", "a" * 5000,
)  # fmt: skip
IDS = (
    "i-idlib",
    "r-1",
    "r-1-c1",
    "1",
    "0",
    "-1",
    "999999999999999999999",
    "nothing",
    "%00",
    quote(HOSTILE, safe=""),
    "..%2F..",
    "a" * 500,
)
NAMES = ("text", "type", "since", "until", "bbox", "area", "limit", "after", "sort", "zoom", "box", "part", "version", "view", "q", "country", "as_known", "status", "min_voices")  # fmt: skip
CALLS = 8  # of each route


def test_every_page_is_whole(walked: Walk) -> None:
    assert len(walked.pages) > 20
    faults = []
    for address, html in walked.pages.items():
        page = Page(html)
        found = [*page.faults, *page.inline, *page.unlabelled]
        found += [one for one in page.loaded if not one.startswith("/") or one.startswith("//")]
        found += [f"id {one} twice" for one in page.ids if page.ids.count(one) > 1]
        found += [f"#{one} is nowhere" for one in page.targets if one not in page.ids]
        faults += [f"{address}: {one}" for one in found]
    assert "\n".join(faults) == ""


def test_no_page_holds_what_a_report_says_as_it_is(walked: Walk) -> None:
    for address, html in walked.pages.items():
        assert "<script>alert" not in html, address
        assert "<img src=x" not in html, address
        assert not re.search(r"""(href|src|action)=["']?\s*(javascript|data|vbscript):""", html, re.IGNORECASE), address
        assert "49" not in re.findall(r"`&amp;(\S{2})", html), address  # {{7*7}}, were it worked out


def test_no_link_leads_nowhere(walked: Walk) -> None:
    assert "\n".join(f"{page} links to {link}: {status}" for page, link, status in walked.broken) == ""


def test_every_call_of_the_api_is_described() -> None:
    described = {re.sub(r"\{\w+(:\w+)?\}", "{}", operation.path) for operation in OPERATIONS}
    there = {
        re.sub(r"\{\w+(:\w+)?\}", "{}", route.path)
        for route in routes()
        if route.path.startswith("/api/") and "GET" in route.methods
    }
    assert there - described <= {"/api/openapi.json"}


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk over a store of its own, which calls may change."""
    path: Path = tmp_path_factory.mktemp("spoilt") / "store.db"
    fill(f"sqlite:///{path}", STORED)
    app = create_app(f"sqlite:///{path}")
    app.state.doors.rates._bounds = dict.fromkeys(app.state.doors.rates._bounds, (100_000, 1))  # nothing is turned away
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def _address(route: APIRoute, dice: random.Random) -> str:
    return re.sub(r"\{[^}]*\}", lambda _: dice.choice(IDS), route.path)


def _fields_of(html: str) -> set[str]:
    return set(re.findall(r'<(?:input|select|textarea|button)[^>]*\sname="([^"]+)"', html))


@pytest.mark.parametrize(
    "route", [one for one in routes() if "GET" in one.methods and "explain" not in one.path], ids=lambda one: one.path
)
def test_no_call_breaks_the_desk(client: TestClient, route: APIRoute) -> None:
    dice = random.Random(route.path)
    for _ in range(CALLS):
        query = {name: dice.choice(VALUES) for name in dice.sample(NAMES, 4)}
        answer = client.get(_address(route, dice), params=query, follow_redirects=False)
        assert answer.status_code < 500, (str(answer.url), answer.text[:300])


@pytest.mark.parametrize("route", [one for one in routes() if "POST" in one.methods], ids=lambda one: one.path)
def test_no_form_breaks_the_desk(spoilt: TestClient, walked: Walk, route: APIRoute) -> None:
    dice = random.Random(route.path)
    names = sorted(set().union(*(_fields_of(html) for html in walked.pages.values())) - {"csrf"})
    for _ in range(CALLS):
        token = re.search(r'name="(csrf\w*)" value="(\w+)"', spoilt.get("/graphic").text)
        assert token is not None
        fields: dict[str, Any] = {name: dice.choice(VALUES) for name in dice.sample(names, min(len(names), 12))}
        fields[token[1]] = token[2]
        answer = spoilt.post(_address(route, dice), data=fields, follow_redirects=False)
        assert answer.status_code < 500, (str(answer.url), fields, answer.text[:300])


def test_what_reports_say_stays_words_in_feeds_and_files(spoilt: TestClient) -> None:
    token = re.search(r'name="(csrf\w*)" value="(\w+)"', spoilt.get("/graphic").text)
    assert token is not None
    fields = {token[1]: token[2], "name": HOSTILE, "type": "ASSAULT"}
    kept = spoilt.post("/searches", data=fields, follow_redirects=False).headers["location"]
    files = {
        path: spoilt.get(path) for path in (f"{kept}.atom", *(f"/incidents.{name}?text=alert" for name in FORMATS))
    }
    for path, answer in files.items():
        assert answer.status_code == 200, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not answer.headers["content-type"].startswith("text/html"), path
        if "xml" in answer.headers["content-type"]:
            tags = {element.tag.rpartition("}")[2].lower() for element in ElementTree.fromstring(answer.content).iter()}
            assert not tags & {"script", "img", "iframe"}, path


def test_no_room_of_the_desk_is_forgotten() -> None:
    """Every module that has routes is among those that the application takes in."""
    found = {
        name
        for _, name, _ in pkgutil.iter_modules(warmonitor.desk.__path__)
        if hasattr(importlib.import_module(f"warmonitor.desk.{name}"), "router")
    }
    assert found == set(app.ROOMS)
