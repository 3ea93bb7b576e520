"""The pages: they render, escape what reports say, and ask for nothing outside."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from desk.markup import Page
from desk.stored import HOSTILE, Told, fill
from warmonitor.desk.app import create_app
from warmonitor.desk.assets import STATIC
from warmonitor.desk.incident_view import OWN_VOICE, role_in_words
from warmonitor.desk.security import content_policy, origin_of
from warmonitor.errors import HTTP_STATUS, WarmonitorError

HOSTILE_REPORT = "/reports/" + quote("r/8 ?#<b>", safe="")
PAGES = (
    "/", "/?type=ASSAULT&since=2018-09-01&until=2018-09-30&view=5.0/35.0/37.0", "/?text=nothingatall", "/incidents",
    "/incidents?sort=deadliest&limit=2", "/incidents/i-idlib", "/incidents/i-province", "/incidents/i-country", "/incidents/i-nowhere",
    "/incidents/i-hostile", "/reports", "/reports?source=Sample+Wire", "/reports/r-1", "/reports/r-1?hide=claims,places&part=1", HOSTILE_REPORT,
    "/sources", "/about", "/api",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_renders_whole_and_asks_for_nothing_outside(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[:500]
    assert answer.headers["content-type"].startswith("text/html")
    page = Page(answer.text)
    assert page.faults == []
    assert page.inline == []
    assert page.unlabelled == []
    assert all(address.startswith("/") and not address.startswith("//") for address in page.loaded), page.loaded
    assert len(page.ids) == len(set(page.ids)), "an id twice"
    assert set(page.targets) <= set(page.ids), "a link to nowhere on the page"


@pytest.mark.parametrize("path", PAGES)
def test_what_reports_say_is_escaped(client: TestClient, path: str) -> None:
    html = client.get(path).text
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'href="javascript:' not in html


def test_a_hostile_report_is_shown_as_it_came(client: TestClient) -> None:
    html = client.get(HOSTILE_REPORT).text
    shown = re.search(r"data-text[^>]*>(.*?)</div>", html, re.DOTALL)
    assert shown is not None
    texts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = texts.append  # type: ignore[method-assign]
    parser.feed(shown[1])
    stored = client.get("/api" + HOSTILE_REPORT).json()["report"]["text"]
    assert HOSTILE in stored
    assert "".join(texts).strip() == stored.strip()


def test_headers_of_every_answer(client: TestClient) -> None:
    for path in ("/", "/api/incidents", "/incidents/none", "/static/none.js", "/healthz", "/nothing"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"


def test_only_the_tiles_origin_joins_the_policy() -> None:
    policy = content_policy("https://tiles.example:8443/style.json?key=1")
    assert "connect-src 'self' https://tiles.example:8443;" in policy
    assert "img-src 'self' data: blob: https://tiles.example:8443;" in policy
    assert origin_of("javascript:alert(1)") is None
    assert "'self';" in content_policy(None)


def test_a_tile_style_reaches_the_page(store_url: str) -> None:
    with TestClient(create_app(store_url, tiles="https://tiles.example/style.json")) as tiled:
        answer = tiled.get("/")
    assert 'data-tiles="https://tiles.example/style.json"' in answer.text
    assert "https://tiles.example" in answer.headers["content-security-policy"]


def test_foreign_host_names_are_refused(store_url: str) -> None:
    app = create_app(store_url, hosts=("127.0.0.1", "localhost", "::1"))
    with TestClient(app, base_url="http://127.0.0.1:8765") as near:
        assert near.get("/healthz").status_code == 200
        assert near.get("/healthz", headers={"host": "[::1]:8765"}).status_code == 200
        assert near.get("/healthz", headers={"host": "evil.example"}).status_code == 400
        assert near.get("/healthz", headers={"host": "[::"}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/incidents/none",
        "/reports/none",
        "/reports/r-1?part=9",
        "/reports/r-1?version=9",
        "/nothing",
        "/static/../app.py",
        "/static/assets.json.gz",
    ],
)
def test_what_there_is_not(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/?since=tomorrow", "/incidents?limit=-1", "/?view=<script>", "/reports?after=%21", "/reports/r-1?part=0"]
)
def test_wrong_queries_get_a_page_that_says_so(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (400, 422)
    assert "That can" in answer.text
    assert "<script>alert" not in answer.text


def test_a_page_takes_parameters_of_others(client: TestClient) -> None:
    assert client.get("/?utm_source=letter").status_code == 200


def test_an_incident_shows_claims_by_voice_with_links_into_reports(client: TestClient) -> None:
    html = client.get("/incidents/i-idlib").text
    for voice in ("the war monitor", "Sample Daily", "a ministry&#39;s spokesman"):
        assert voice in html
    assert "/reports/r-1#words-r-1-c1" in html
    assert "did not happen" in html
    assert "5–8" in html


def test_a_claims_link_lands_in_the_text(client: TestClient) -> None:
    assert 'id="words-r-1-c1"' in client.get("/reports/r-1").text


def test_the_list_goes_on_where_it_ended(client: TestClient) -> None:
    first = client.get("/incidents?limit=2").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    second = client.get(following[1].replace("&amp;", "&")).text
    titles = [re.findall(r'<th scope="row"><a href="([^"]+)"', html) for html in (first, second)]
    assert len(titles[0]) == len(titles[1]) == 2
    assert not set(titles[0]) & set(titles[1])


def test_assets_are_kept_and_zipped(client: TestClient) -> None:
    html = client.get("/").text
    for address in set(re.findall(r'"(/static/[^"]+)"', html)):
        answer = client.get(address)
        assert answer.status_code == 200
        if "-" in address:
            assert "immutable" in answer.headers["cache-control"]
            assert answer.headers.get("content-encoding") == "gzip"
        assert client.get(address, headers={"accept-encoding": "identity"}).headers.get("content-encoding") is None


def test_no_asset_names_an_outside_address() -> None:
    """What looks like an address in the code is the name of a format, a remark or a link that a person may follow."""
    known = (
        "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg", "https://github.com/mapbox/mapbox-gl-js/issues/",
        "https://github.com/maplibre/maplibre-gl-js/blob/", "https://maplibre.invalid/", "https://maplibre.org/", "https://wiki.openstreetmap.org/wiki/",
    )  # fmt: skip
    for path in STATIC.glob("*.js"):
        found = set(re.findall(r"https?://[^\s\"'`)\\]+", path.read_text(encoding="utf-8")))
        assert {address for address in found if not address.startswith(known)} == set(), path.name
    for path in STATIC.glob("*.css"):
        assert "://" not in path.read_text(encoding="utf-8")
        assert "@import" not in path.read_text(encoding="utf-8")


def test_the_first_page_is_small(client: TestClient) -> None:
    html = client.get("/")
    total = len(html.content)
    names = set(re.findall(r"/static/([\w.-]+)", html.text))
    total += sum((STATIC / f"{name}.gz").stat().st_size for name in names if (STATIC / f"{name}.gz").exists())
    assert total < 1_500_000


def test_exceptions_have_statuses() -> None:
    assert HTTP_STATUS[WarmonitorError] == 500


def test_a_broken_desk_tells_nothing_of_itself(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(store_url)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the machine")

    monkeypatch.setattr(type(app.state.desk.store), "size", fail)
    with TestClient(app, raise_server_exceptions=False) as broken:
        for path in ("/about", "/healthz"):
            answer = broken.get(path)
            assert answer.status_code == 500
            assert "secret" not in answer.text
            assert "content-security-policy" in answer.headers


def test_what_is_remembered_is_forgotten_when_an_incident_changes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    fill(url, [("one", [Told("r-1")])])
    with TestClient(create_app(url)) as open_desk:
        assert ">1 incident<" in open_desk.get("/").text
        assert open_desk.get("/map.json").json()["total"] == 1
        fill(url, [("two", [Told("r-2", place="Hama", at=(36.75, 35.13))])])
        assert ">2 incidents<" in open_desk.get("/").text
        assert open_desk.get("/map.json").json()["total"] == 2


@pytest.mark.parametrize(("name", "lines"), [("csv", 3), ("jsonl", 2), ("geojson", 4)])
def test_a_filters_incidents_as_a_file(client: TestClient, name: str, lines: int) -> None:
    answer = client.get(f"/incidents.{name}?source=Sample+Wire&type=ASSAULT&until=2018-09-30&limit=1")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]
    assert len(answer.text.strip().splitlines()) == lines
    assert client.get("/incidents.exe").status_code == 404


@pytest.mark.parametrize(
    ("quoting", "words"),
    [
        ({"Sample Wire", "Sample Daily"}, "quoted by Sample Daily, Sample Wire"),
        ({OWN_VOICE}, OWN_VOICE),
        ({OWN_VOICE, "Sample Wire"}, f"{OWN_VOICE}; quoted by Sample Wire"),
    ],
)
def test_who_quotes_a_voice_is_said_once(quoting: set[str], words: str) -> None:
    assert role_in_words(quoting) == words


def test_a_report_is_taken_along_as_it_came_and_never_shown_as_a_page(client: TestClient) -> None:
    shown = client.get("/reports/r%2F8%20%3F%23%3Cb%3E").text
    (address,) = re.findall(r'href="(/original/[^"]+)"', shown)
    answer = client.get(address)
    assert (
        answer.content.decode() == client.get(address.replace("/original", "/api/reports", 1)).json()["report"]["text"]
    )
    assert answer.headers["content-type"] == "application/octet-stream"
    assert (
        answer.headers["content-disposition"].startswith("attachment; ")
        and "<" not in answer.headers["content-disposition"]
    )
    assert client.get("/original/nothing").status_code == 404


def test_why_a_record_is_as_it_is(client: TestClient) -> None:
    for path in ("/explain/r-1", "/explain" + HOSTILE_REPORT.removeprefix("/reports")):
        answer = client.get(path)
        page = Page(answer.text)
        assert answer.status_code == 200 and (page.faults, page.inline, page.unlabelled) == ([], [], [])
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text
        assert "What happened</th>" in answer.text and "triggers.tsv: " in answer.text  # a reader's word, and the row
    assert client.get("/explain/nosuch").status_code == 404
