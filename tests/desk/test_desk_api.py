"""The API: the contract's records, lists in pages, wrong calls refused in words."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient

from desk.stored import STORED
from warmonitor.desk.listed import ListedClaim, ListedReport
from warmonitor.records import CodedReport, Incident

LISTS = ("/api/incidents", "/api/claims", "/api/reports", "/api/sources")


def items(client: TestClient, path: str, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {"items", "next"}
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


@pytest.mark.parametrize(
    ("path", "kind"), [("/api/incidents", Incident), ("/api/claims", ListedClaim), ("/api/reports", ListedReport)]
)
def test_lists_hold_the_contracts_records(client: TestClient, path: str, kind: type[Any]) -> None:
    found = items(client, path)
    assert found
    assert msgspec.json.decode(msgspec.json.encode(msgspec.convert(found, list[kind]))) == found  # type: ignore[valid-type]


def test_one_incident_and_one_report(client: TestClient) -> None:
    incident = msgspec.json.decode(client.get("/api/incidents/i-idlib").content, type=Incident)
    assert incident.reports == ("r-1", "r-2", "r-3")
    for report_id in incident.reports:
        report = msgspec.json.decode(client.get(f"/api/reports/{report_id}").content, type=CodedReport)
        assert all(report.report.text[claim.start : claim.end] == claim.text for claim in report.claims)


def test_an_id_may_hold_any_characters(client: TestClient) -> None:
    found = [one["id"] for one in items(client, "/api/reports") if one["id"].startswith("r/8")]
    assert (
        client.get(
            f"/api/reports/{msgspec.json.decode(client.get('/api/incidents/i-hostile').content)['reports'][0]}".replace(
                " ", "%20"
            )
            .replace("?", "%3F")
            .replace("#", "%23")
        ).status_code
        == 200
    )
    assert found == ["r/8 ?#<b>"]


@pytest.mark.parametrize("path", LISTS)
def test_pages_of_a_list_join_to_the_whole(client: TestClient, path: str) -> None:
    whole = items(client, path)
    joined: list[dict[str, Any]] = []
    following: str | None = f"{path}?limit=2"
    while following:
        page = client.get(following).json()
        assert len(page["items"]) <= 2
        joined += page["items"]
        following = page["next"]
    assert joined == whole


def test_the_next_page_keeps_the_filter(client: TestClient) -> None:
    following = client.get("/api/incidents", params={"country": "SYR", "limit": 1}).json()["next"]
    assert "country=SYR" in following
    assert client.get(following).json()["items"][0]["places"][0]["country"] == "SYR"


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"type": "assault"}, {"i-idlib", "i-hama", "i-nowhere", "i-hostile"}),  # case of a type is free
        ({"country": "SDN"}, {"i-country"}),
        ({"since": "2018-10-01", "until": "2018-10-02"}, {"i-country", "i-nowhere"}),
        ({"bbox": "36.6,35.8,36.7,36.0"}, {"i-idlib"}),
        ({"area": "36.5,35.8,36.8,35.8,36.6,36.1"}, {"i-idlib"}),
        ({"area": "36.6,35,37,35,37.7,36.4,37.4,36.4"}, {"i-hama", "i-province"}),
        ({"place": "hama"}, {"i-hama"}),
        ({"grade": "Fair"}, {"i-idlib"}),
        ({"min_voices": 2}, {"i-idlib"}),
        ({"source": "Sample Daily"}, {"i-idlib"}),
        ({"text": "shelled Hama"}, {"i-hama"}),
        ({"text": ""}, {incident for incident, _ in STORED}),  # an empty field of a form restricts nothing
    ],
)
def test_filters(client: TestClient, query: dict[str, Any], wanted: set[str]) -> None:
    assert {one["id"] for one in items(client, "/api/incidents", **query)} == wanted


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/incidents/none", 404),
        ("/api/reports/none", 404),
        ("/api/nothing", 404),
        ("/api/incidents?limit=0", 422),
        ("/api/incidents?limit=100000", 422),
        ("/api/incidents?limit=many", 422),
        ("/api/incidents?type=WAR", 422),
        ("/api/incidents?grade=Good", 422),
        ("/api/incidents?sort=random", 422),
        ("/api/incidents?since=yesterday", 422),
        ("/api/incidents?since=2018-02-30", 422),
        ("/api/incidents?since=2019-01-01&until=2018-01-01", 422),
        ("/api/incidents?bbox=1,2,3", 422),
        ("/api/incidents?bbox=nan,0,1,1", 422),
        ("/api/incidents?bbox=0,9,1,1", 422),
        ("/api/incidents?colour=red", 422),  # a parameter that is none
        ("/api/incidents?text=" + "x" * 500, 422),
        ("/api/incidents?after=nonsense", 400),
        ("/api/incidents?after=WzFlOTksIDFd", 400),  # a number where an id belongs
        ("/api/incidents?after=WzE" + "w" * 60, 400),
        ("/api/claims?after=!", 422),
        ("/api/incidents?text=%00%22%27*%28", 200),  # nothing that searches can break on
        ("/api/incidents?text=%22", 200),
        ("/api/incidents?text=AND%20OR%20NEAR(", 200),
    ],
)
def test_wrong_calls_are_refused_in_words(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    if status >= 400:
        assert answer.json()["error"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("colour=red", "colour: there is no such parameter here"),
        ("limit=0", "limit: it should be greater than or equal to 1"),
        ("since=yesterday", "since: 'yesterday' is no date: write it as 2018-09-05"),
        ("as_known=soon", "as_known: 'soon' isn't written as it should be: /api tells how"),
        ("country=Atlantis", "country: 'Atlantis' is no country: write its ISO 3166-1 code, as SYR"),
    ],
)
def test_a_refusal_says_what_to_write(client: TestClient, asked: str, told: str) -> None:
    assert client.get(f"/api/incidents?{asked}").json()["error"] == told


@pytest.mark.parametrize("path", ["/api/incidents", "/api/sequences"])
def test_a_country_is_known_by_its_codes_and_its_name(client: TestClient, path: str) -> None:
    wanted = client.get(path, params={"country": "SYR"}).json()["items"]
    assert all(client.get(path, params={"country": one}).json()["items"] == wanted for one in ("Syria", "SY", "syr"))


def test_numbers_beyond_the_database(client: TestClient) -> None:
    import base64

    cursor = base64.urlsafe_b64encode(b"[1, 99999999999999999999999999]").decode().rstrip("=")
    for path in LISTS:
        assert client.get(path, params={"after": cursor}).status_code < 500


def test_other_methods_are_refused(client: TestClient) -> None:
    assert client.post("/api/incidents").status_code == 405
    assert client.delete("/api/incidents/i-idlib").status_code == 405


def test_health(client: TestClient) -> None:
    health = client.get("/healthz").json()
    assert health["status"] == "ok"
    assert health["incidents"] == len(STORED)


def test_the_description_names_every_record_and_route(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) >= {
        "/api/incidents", "/api/incidents/{id}", "/api/claims", "/api/reports", "/api/reports/{id}", "/api/sources", "/healthz",
        "/api/changes", "/api/sequences", "/api/sequences/{id}", "/api/aggregates",
    }  # fmt: skip
    schemas = document["components"]["schemas"]
    assert {"Incident", "ReadReport", "ListedClaim", "ListedReport", "SourceRow"} <= set(schemas)
    assert "grade_reasons" in schemas["Incident"]["properties"]
    limit = next(one for one in document["paths"]["/api/incidents"]["get"]["parameters"] if one["name"] == "limit")
    assert limit["schema"] == {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}


def test_the_map_groups_incidents_by_place(client: TestClient) -> None:
    answer = client.get("/map.json", params={"zoom": 7, "box": "30,30,40,40"}).json()
    assert answer["total"] == 5  # one of six has no place
    idlib = next(place for place in answer["clusters"] if place["name"] == "Shelling in Idlib")
    assert (idlib["at"], idlib["precision"], idlib["quads"], idlib["total"]) == (
        [36.63, 35.93],
        "near",
        [0, 0, 0, 1],
        1,
    )
