"""What the map is sent: clusters that say what they hold, areas of uncertainty, little however many incidents there are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.desk.assets import STATIC
from warmonitor.desk.map_places import MOST_CELLS, View, place_clusters
from warmonitor.store import Sites

DISPUTED = Path(__file__).parents[2] / "web" / "geography" / "disputed.tsv"
WORLD = (-180.0, -90.0, 180.0, 90.0)


def sites(*told: tuple[float, float, float | None, str]) -> Sites:
    """Sites of (longitude, latitude, radius, precision)."""
    x, y, radius, precision = zip(*told, strict=True)
    radii = np.array([np.nan if one is None else one for one in radius])
    return Sites(np.array(x, float), np.array(y, float), radii, tuple(precision), np.arange(len(told)))


def ask(client: TestClient, **query: Any) -> dict[str, Any]:
    answer = client.get("/map.json", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_world_in_clusters(client: TestClient) -> None:
    found = ask(client)
    assert found["total"] == 5
    assert sum(cluster["total"] for cluster in found["clusters"]) == 5
    assert all(sum(cluster["quads"]) == cluster["total"] for cluster in found["clusters"])
    assert max(found["clusters"], key=lambda one: one["total"])["places"] == 4


def test_a_closer_look_tells_them_apart(client: TestClient) -> None:
    found = ask(client, zoom=7, box="36,34,38,37")
    assert sum(cluster["total"] for cluster in found["clusters"]) == 4
    assert "Shelling in Idlib" in {cluster["name"] for cluster in found["clusters"]}
    assert {cluster["precision"] for cluster in found["clusters"]} == {"near", "admin1"}
    assert {area["precision"] for area in found["areas"]} >= {"admin1"}
    assert found["total"] == 5  # what lies outside of the view is counted, not sent


def test_a_filter_holds_for_the_map(client: TestClient) -> None:
    assert ask(client, country="SDN")["total"] == 1
    assert ask(client, area="36,35.5,37,35.5,37,36.1,36,36.1")["total"] == 1
    assert ask(client, country="SDN", text="nothing at all") == {
        "clusters": [],
        "areas": [],
        "total": 0,
        "bounds": None,
        "near": None,
    }


@pytest.mark.parametrize(
    "query", [{"zoom": -1}, {"zoom": "nan"}, {"zoom": 99}, {"box": "1,2,3"}, {"box": "10,0,0,1"}, {"area": "1,2"}]
)
def test_wrong_views_are_refused(client: TestClient, query: dict[str, Any]) -> None:
    answer = client.get("/map.json", params=query)
    assert answer.status_code == 422
    assert answer.json()["error"]


def test_a_view_over_the_date_line() -> None:
    spread = sites((179.0, 0.0, 5.0, "near"), (-179.0, 0.0, 5.0, "near"), (0.0, 0.0, 5.0, "near"))
    _, answer = place_clusters(spread, np.ones((3, 4), int), View(8, (178.0, -5.0, 182.0, 5.0)))
    assert {cluster.at[0] for cluster in answer.clusters} == {179.0, -179.0}


@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.none() | st.floats(0.1, 900), st.sampled_from(("near", "admin1", "country"))), min_size=1, max_size=60),
    st.floats(0, 24),
)  # fmt: skip
def test_every_incident_is_in_one_cluster(told: list[tuple[float, float, float | None, str]], zoom: float) -> None:
    quads = np.arange(4 * len(told)).reshape(-1, 4) % 3 + 1
    squares, answer = place_clusters(sites(*told), quads, View(zoom, WORLD))
    assert sum(cluster.total for cluster in answer.clusters) == answer.total == int(quads.sum())
    assert sorted(int(site) for square in squares for site in square.sites) == list(range(len(told)))
    for cluster in answer.clusters:
        west, south, east, north = cluster.bounds
        assert west <= cluster.at[0] <= east
        assert south <= cluster.at[1] <= north
        assert (cluster.precision is None) == (cluster.places > 1)


def test_the_answer_stays_small() -> None:
    dice = np.random.default_rng(3)
    number = 40_000
    scattered = Sites(
        dice.uniform(-180, 180, number),
        dice.uniform(-60, 70, number),
        np.full(number, 9.0),
        ("near",) * number,
        np.arange(number),
    )
    for zoom, most in ((1.2, 60_000), (5.0, 600_000), (12.0, 600_000)):
        _, answer = place_clusters(scattered, np.ones((number, 4), int), View(zoom, WORLD))
        assert len(answer.clusters) <= MOST_CELLS
        assert len(msgspec.json.encode(answer)) < most


def test_disputed_borders_are_drawn_apart_and_named() -> None:
    rows = [line.split("\t") for line in DISPUTED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    labels = {label for _, _, label in rows[1:]}
    shape = json.loads(next(STATIC.glob("detail-*.json")).read_text(encoding="utf-8"))
    assert {one["properties"]["name"] for one in shape["objects"]["disputes"]["geometries"]} == labels
    assert len(shape["objects"]["disputed"]["arcs"]) >= len(labels)
    lines, others = (
        {index if index >= 0 else ~index for part in shape["objects"][name]["arcs"] for index in part}
        for name in ("disputed", "borders")
    )
    assert not lines & others  # never drawn whole, too
