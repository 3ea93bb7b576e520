"""Versions, copies and differences: on a report's page and in the API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest
from fastapi.testclient import TestClient

from desk.stored import HOSTILE
from factories import CODER, FakeCoder, make_claim, make_coded, make_count, make_day, make_place, make_report
from warmonitor.desk.app import create_app
from warmonitor.desk.copies import ReadReport, _around
from warmonitor.records import CodedReport
from warmonitor.store import open_store
from warmonitor.workflow.add import Offered, add_reports

WIRE = (
    "Air raids hit Idlib on 4 September and killed 9 people. Rescuers dug through the night in three villages north of the town. "
    "The road to the hospital was cut by craters. A spokesman for the rescue service said that the crews would go on until noon."
)
URL = "https://daily.example/idlib"


def raid(
    text: str, killed: int, *, id: str, source: str, published: str = "2018-09-04", url: str | None = None
) -> CodedReport:
    report = make_report(text, id=id, source=source, published=published, url=url)
    counts = [make_count(report, f"{killed} people")]
    claim = make_claim(
        report, "raids", places=[make_place(report, "Idlib")], time=make_day("2018-09-04"), counts=counts
    )
    return make_coded(report, [claim])


def plain(text: str, *, id: str, source: str, url: str | None = None) -> CodedReport:
    return make_coded(make_report(text, id=id, source=source, published="2018-09-06", url=url), [])


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    own = " Our own reporter counted 40 coffins on the square and spoke with the imam. " + HOSTILE
    steps = [
        raid(WIRE, 9, id="wire", source="Sample Wire"),
        raid(WIRE + own, 9, id="copy", source="Sample Daily", published="2018-09-05"),
        raid(WIRE, 9, id="made1", source="Sample Gazette", published="2018-09-05", url=URL),
        raid(
            WIRE.replace("9 people", "12 people"),
            12,
            id="made2",
            source="Sample Gazette",
            published="2018-09-05",
            url=URL,
        ),
        plain(WIRE.split(". ", 1)[1], id="made3", source="Sample Gazette", url=URL),
    ]
    with open_store(url) as store:
        for record in steps:
            offered = Offered(record.report, has_made_id=record.report.url is not None)
            list(add_reports(store, [offered], FakeCoder([record]), CODER))
    with TestClient(create_app(url, hosts=None)) as opened:
        yield opened


def read(client: TestClient, name: str) -> ReadReport:
    return msgspec.json.decode(client.get(f"/api/reports/{name}").content, type=ReadReport)


def test_a_copy_names_its_family_and_what_is_its_own(client: TestClient) -> None:
    copy = read(client, "copy").copies
    assert (copy.first, copy.copies, copy.relation) == ("wire", "wire", "rewrite") and copy.share > 0.5
    assert copy.own[0].text.startswith("Our own reporter counted 40 coffins")
    assert copy.own_claims == () and {one.id for one in copy.members} == {"wire", "copy", "made3"}
    first = read(client, "wire").copies
    assert (first.first, first.relation, first.own_claims, first.size) == ("wire", None, (), 3)


def test_versions_at_one_address_and_what_became_of_claims(client: TestClient) -> None:
    report = read(client, "made1")  # an id that an earlier version had
    assert report.report.id == "made3" and [one.id for one in report.versions] == ["made1", "made2", "made3"]
    _, second, third = report.versions
    assert (len(second.changed), second.gained, second.lost) == (1, (), ())
    assert (third.changed, third.gained, len(third.lost)) == ((), (), 1)


def test_the_page_shows_versions_copies_and_differences(client: TestClient) -> None:
    page = client.get("/reports/made3").text
    assert "Versions (3)" in page and "Copies of one text (3)" in page and "What it changed" in page
    changed = client.get("/reports/made3?version=2&against=1").text
    assert "<del>9 </del><ins>12 </ins>" in changed and "numbers" in changed and "claim changed" in changed
    lost = client.get("/reports/made3?version=3&against=2").text
    assert "claim gone" in lost and "<del>Air raids hit Idlib on 4 September and killed 12 people. </del>" in lost
    beside = client.get("/reports/copy?beside=wire").text
    assert "words of others" in beside and "m-taken" in beside and "as in wire" in beside
    assert "m-taken" not in changed and "Copies of one text" not in changed  # of the current text alone
    assert "<ins>Our own reporter" in beside and "From <bdi>Sample Wire</bdi> to <bdi>Sample Daily</bdi>" in beside


@pytest.mark.parametrize("path", ["/reports/copy?beside=wire", "/reports/copy", "/reports/made3?version=2&against=1"])
def test_nothing_that_reports_say_is_markup(client: TestClient, path: str) -> None:
    assert "<script>alert" not in client.get(path).text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reports/copy?beside=nowhere", 404),
        ("/reports/wire?beside=" + quote("<b>"), 404),
        ("/reports/made3?version=2&against=9", 404),
        ("/reports/made3?version=9", 404),
        ("/reports/made3?version=2&against=2", 200),
        ("/reports/made2", 200),
    ],
)
def test_what_cannot_be_compared(client: TestClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_the_incident_of_a_version_that_no_longer_tells_it_rests_on_the_others(client: TestClient) -> None:
    (incident,) = client.get("/api/incidents").json()["items"]
    claims = {row["id"]: row["report"] for row in client.get("/api/claims").json()["items"]}
    assert sorted(claims[name] for name in incident["claims"]) == ["copy", "wire"]
    assert incident["counts"][0]["high"] == 9 and incident["voices"] == ["Sample Wire"]


def test_tags_of_copies_stand_apart_from_names(client: TestClient) -> None:
    page = client.get("/reports/copy").text
    assert re.search(r"Sample Wire</bdi></a>\s+<span class=\"tag strong\">first", page)


def test_what_is_alike_is_cut_between_words() -> None:
    words = " ".join(f"word{number}" for number in range(1, 200))
    head, tail = _around(words, is_first=False, is_last=False)
    shown = (*head.text.split(), *tail.text.split())
    assert all(word in words.split() for word in shown) and len(shown) < 60
    assert len(head.text) + tail.skipped + len(tail.text) == len(words)
    assert words.startswith(head.text) and words.endswith(tail.text)
    unspaced = "战" * 2000
    assert sum(len(one.text) + one.skipped for one in _around(unspaced, is_first=True, is_last=False)) == 2000
