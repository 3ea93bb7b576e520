"""Graphic text is behind a switch on every page that shows it, until the reader asks for all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from desk.stored import Told, fill
from warmonitor.desk.app import create_app

TITLE = "Captives beheaded in Idlib"
PAGES = ("/", "/incidents", "/incidents/i-graphic", "/reports", "/reports/g-1")


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[TestClient]:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    told = Told("g-1", title=TITLE)
    fill(
        url,
        [
            ("i-graphic", [told]),
            ("i-other", [Told("g-2", title="Shelling in Hama", place="Hama", at=(36.75, 35.13), day="2018-09-07")]),
        ],
    )
    with TestClient(create_app(url)) as client:
        yield client


def bare(html: str) -> str:
    """A page without what is blurred for the eye, kept from listeners, or behind a switch."""
    html = re.sub(r'<details class="veil">.*?</details>', "", html, flags=re.DOTALL)
    return re.sub(r'<(bdi|span) class="veiled" aria-hidden="true">.*?</\1>', "", html, flags=re.DOTALL)


def choose(reader: TestClient, show: str, back: str = "/reports") -> str:
    page = reader.get("/graphic", params={"back": back}).text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    answer = reader.post("/graphic", data={**fields, "show": show}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


@pytest.mark.parametrize("path", PAGES)
def test_graphic_words_wait_for_the_reader(reader: TestClient, path: str) -> None:
    html = reader.get(path).text
    assert "beheaded" in html
    assert "beheaded" not in bare(html)
    if path not in ("/incidents/i-graphic", "/reports/g-1"):
        assert "Shelling in Hama" in bare(html)


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_who_asked_sees_them(reader: TestClient, path: str) -> None:
    assert choose(reader, "yes") == "/reports"
    html = reader.get(path).text
    assert "beheaded" in bare(html)
    assert 'class="veil"' not in html
    choose(reader, "no")
    assert "beheaded" not in bare(reader.get(path).text)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_way_back_stays_on_the_desk(reader: TestClient, back: str) -> None:
    assert choose(reader, "yes", back) == "/"
    assert f'href="{back}"' not in reader.get("/graphic", params={"back": back}).text


def test_the_choice_needs_the_pages_own_form(reader: TestClient) -> None:
    assert reader.post("/graphic", data={"show": "yes"}).status_code == 403


def test_programs_get_words_as_they_are(reader: TestClient) -> None:
    assert reader.get("/api/incidents/i-graphic").json()["title"] == TITLE


def test_the_map_names_the_place_instead(reader: TestClient) -> None:
    names = {
        one["name"] for one in reader.get("/map.json", params={"zoom": 9, "box": "30,30,40,40"}).json()["clusters"]
    }
    assert names == {"Idlib, Syria", "Shelling in Hama"}
