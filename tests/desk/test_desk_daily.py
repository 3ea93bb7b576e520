"""The day's page and saved searches: what is new since a look, who fell silent, what rose, a feed each."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from desk.stored import HOSTILE, NOW, Told, fill
from warmonitor import clock
from warmonitor.cli.verbs import build_app
from warmonitor.desk.app import create_app
from warmonitor.desk.today import _headings, facts_of, turn_in_words
from warmonitor.errors import UsageError
from warmonitor.watching import News, Turn
from warmonitor.workflow.searches import fix_days

TODAY = datetime.now(UTC).date()
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays the day on which the tests began, though midnight come."""
    monkeypatch.setattr(clock, "now", lambda: datetime.combine(TODAY, time(12), UTC))


def back(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def history() -> list[tuple[str, list[Told]]]:
    """Two sources daily; one stops a week ago; today a new source tells of six shootings."""
    told = []
    for ago in range(40, -1, -1):
        sources = ["Sample Wire"] if ago < 8 else ["Sample Wire", "Sample Herald"]
        told += [
            (f"i-{ago}-{source}", [Told(f"r-{ago}-{source}", day=back(ago), source=source, place="Hama")])
            for source in sources
        ]
    return told + [
        (f"i-new-{n}", [Told(f"r-new-{n}", day=back(0), source="New Feed", place="Goma", country="COD", mode="firearms")]) for n in range(6)
    ]  # fmt: skip


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def send(new_client: TestClient, page: str, action: str, **fields: str) -> str:
    """The page that a form leads to; its token is taken from the page that holds it."""
    token = hidden(new_client.get(page).text, "csrf")
    answer = new_client.post(action, data={"csrf": token, **fields})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_what_changed_since_a_day_is_told_with_its_kind(new_client: TestClient) -> None:
    page = new_client.get(f"/today?since={NOW[:10]}").text
    assert "<strong>6</strong> new incidents" in page
    assert "<strong>8</strong> reports of 4 sources" in page
    assert "<script>alert" not in page


def test_new_incidents_come_with_their_facts_the_deadliest_first() -> None:
    def made(name: str, **turns: str) -> News:
        told = tuple(Turn(field, None, value) for field, value in turns.items())
        return News(name, name, None, NOW, ("made",), told, is_new=True)

    few, many = (
        made("few", killed="2–2", grade="Weak"),
        made("many", killed="5–", injured="7–9", when="2018-09-04", reports="3"),
    )
    assert [one.incident_id for one in _headings([few, many])[0].news] == ["many", "few"]
    assert facts_of(many) == ["4 September 2018", "at least 5 killed", "7–9 injured"]
    assert facts_of(few) == ["2 killed", "Weak"]


def test_the_killed_are_told_first_whatever_else_is_counted() -> None:
    told = {"abducted (children)": "3–3", "injured": "1400–", "killed (women)": "2–2", "killed": "1001–"}
    turns = tuple(Turn(field, None, value) for field, value in told.items())
    news = News("i", "i", None, NOW, ("made",), turns, is_new=True)
    assert facts_of(news) == [
        "at least 1,001 killed", "2 killed (women)", "at least 1,400 injured", "3 abducted (children)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("recorded", "words"),
    [
        ("2018-09-04", "4 September 2018"),
        ("2018-09-04–2018-10-19", "4 September 2018 – 19 October 2018"),
        ("until 2024-05-12", "until 12 May 2024"),  # no happening of that day
        ("since 2018-09-04", "since 4 September 2018"),
    ],
)
def test_days_of_a_step_are_told_as_on_its_incident_s_page(recorded: str, words: str) -> None:
    news = News("i", "i", None, NOW, ("made",), (Turn("when", None, recorded),), is_new=True)
    assert facts_of(news) == [words]
    assert turn_in_words(Turn("when", None, recorded)) == f"when: not told → {words}"


def test_a_look_ends_what_is_new_until_something_changes(new_client: TestClient, new_store: str) -> None:
    look = hidden(new_client.get("/today").text, "look")
    page = send(new_client, "/today", "/today/seen", look=look)
    assert "your last look" in page and "Nothing changed since then" in page
    fill(new_store, [("i-later", [Told("r-later", place="Kharkiv")])])
    page = new_client.get("/today").text
    assert "<strong>1</strong> new incidents" in page and "Shelling in Kharkiv" in page


@pytest.mark.parametrize(
    "look", ["", "x", "1", "1.2024", "9" * 40 + ".2024-03-01T09:00:00Z", "1.2024-03-01T09:00:00Z; x"]
)
def test_a_cookie_that_is_no_look_is_none(new_client: TestClient, look: str) -> None:
    assert new_client.get("/today", headers={"Cookie": f"warmonitor_look={look}"}).status_code == 200


def test_silence_spikes_and_coverage_stand_on_the_page(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    fill(url, history())
    with TestClient(create_app(url)) as new_client:
        page = new_client.get("/today").text
    assert "Sample Herald</bdi></a>: no report for 8 days" in page
    assert "Sample Wire</bdi></a>: no report" not in page
    assert "6 of them are told only by sources that weren&#39;t there before" in page.replace("weren't", "weren&#39;t")
    assert "no reports</span>" in page and "Democratic Republic of the Congo" in page


def test_an_old_record_says_that_nothing_came_since(new_client: TestClient) -> None:
    assert "Nothing published later than 3 October 2018" in new_client.get("/today").text


def test_a_search_counts_what_is_new_in_it(new_client: TestClient, new_store: str) -> None:
    page = send(new_client, "/searches?type=ASSAULT", "/searches", name="Raids", type="ASSAULT", limit="7")
    assert "0 new, 0 changed" in page
    fill(
        new_store,
        [("i-later", [Told("r-later", place="Kharkiv")]), ("i-talks", [Told("r-talks", type="CONSULT", mode=None)])],
    )
    listed = new_client.get("/api/searches").json()["items"]
    assert [(one["name"], one["query"], one["new"], one["changed"]) for one in listed] == [
        ("Raids", {"type": "ASSAULT"}, 1, 0)
    ]
    path = f"/searches/{listed[0]['id']}"
    change = hidden(new_client.get(path).text, "change")
    send(new_client, path, f"{path}/seen", change=change)
    assert new_client.get("/api/searches").json()["items"][0]["new"] == 0
    assert "No search saved" in send(new_client, path, f"{path}/delete")


def test_a_search_is_kept_once_by_its_name_and_only_by_its_owner(new_client: TestClient) -> None:
    send(new_client, "/searches?type=ASSAULT", "/searches", name="Raids", type="ASSAULT")
    token = hidden(new_client.get("/searches?type=AID").text, "csrf")
    for name in ("Raids", "", " ", "x" * 200):
        assert new_client.post("/searches", data={"csrf": token, "name": name, "type": "AID"}).status_code == 400
    assert new_client.post("/searches", data={"name": "Aid", "type": "AID"}).status_code == 403
    assert new_client.get("/searches/nothere").status_code == 404


def test_a_feed_is_sound_xml_whatever_reports_say(new_client: TestClient) -> None:
    send(new_client, "/searches?sort=newest", "/searches", name=HOSTILE[:100], sort="newest")
    (listed,) = new_client.get("/api/searches").json()["items"]
    answer = new_client.get(listed["feed"])
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert len(feed.findall(f"{ATOM}entry")) == 6
    assert HOSTILE in [title.text for title in feed.iter(f"{ATOM}title")]
    assert all(one.text and one.text.endswith("Z") for one in feed.iter(f"{ATOM}updated"))


def test_a_search_can_be_followed_as_alerts(new_client: TestClient) -> None:
    send(new_client, "/searches?type=ASSAULT", "/searches", name="Raids", type="ASSAULT")
    (listed,) = new_client.get("/api/searches").json()["items"]
    answer = new_client.get(listed["feed"].replace(".atom", ".cap"))
    feed = ElementTree.fromstring(answer.content)
    assert len(feed.findall(".//{urn:oasis:names:tc:emergency:cap:1.2}alert")) == 4


def test_the_command_prints_searches_and_marks_them(new_client: TestClient, new_store: str) -> None:
    send(new_client, "/searches?type=ASSAULT", "/searches", name="Raids", type="ASSAULT")
    fill(new_store, [("i-later", [Told("r-later", place="Kharkiv")])])
    printed = CliRunner().invoke(build_app(), ["searches", "--store", new_store, "--seen"]).output
    assert re.search(r"Raids +1 +0 +5", printed)
    assert re.search(r"Raids +0 +0 +5", CliRunner().invoke(build_app(), ["searches", "--store", new_store]).output)
    assert "no saved" in CliRunner().invoke(build_app(), ["searches", "--store", new_store, "--owner", "nobody"]).output


def test_days_that_are_none_are_refused(new_client: TestClient) -> None:
    assert new_client.get("/today?on=2024-02-30").status_code == 422
    assert new_client.get(f"/today?on={date.max.isoformat()}").status_code in (200, 400, 422)
    assert new_client.get("/today?on=0001-01-02").status_code in (200, 400, 422)


def test_days_of_a_search_may_move_along(new_client: TestClient, new_store: str) -> None:
    fill(
        new_store,
        [
            ("i-now", [Told("r-now", day=back(0))]),
            ("i-week", [Told("r-week", day=back(6))]),
            ("i-past", [Told("r-past", day=back(7))]),
        ],
    )
    page = new_client.get("/searches?since=2018-09-01&type=ASSAULT").text
    assert "the last 7 days" in page and "as chosen" in page
    token = hidden(page, "csrf")
    fields = {
        "csrf": token,
        "name": "Week",
        "type": "ASSAULT",
        "since": "2018-09-01",
        "until": "2018-10-01",
        "last_days": "7",
    }
    made = new_client.post("/searches", data=fields)
    assert "the last 7 days" in made.text and "2 incidents" in made.text
    (listed,) = new_client.get("/api/searches").json()["items"]
    assert listed["query"] == {"type": "ASSAULT", "last_days": "7"} and listed["total"] == 2
    assert f"since={back(6)}" in listed["incidents"] and "last_days" not in listed["incidents"]
    assert re.search(r"Week +\d+ +\d+ +2", CliRunner().invoke(build_app(), ["searches", "--store", new_store]).output)
    for wrong in ("0", "99999", "x"):
        assert (
            new_client.post("/searches", data={"csrf": token, "name": "Wrong", "last_days": wrong}).status_code == 422
        )


def test_moving_days_end_today() -> None:
    assert fix_days({"last_days": "1", "country": "SYR"}, TODAY) == {"since": back(0), "country": "SYR"}
    assert fix_days({"last_days": "7"}, TODAY) == {"since": back(6)}
    assert fix_days({"since": "2018-09-01"}, TODAY) == {"since": "2018-09-01"}
    with pytest.raises(UsageError, match="save it anew"):
        fix_days({"last_days": "many"}, TODAY)
