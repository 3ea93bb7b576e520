"""Floors only rise, and what docs/accuracy.md says is not below them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from benchmark import accuracy

BETTER = {("times", "value F1"): "higher", ("times", "error"): "lower", ("times", "of another"): ""}
FLOORS = {"times-x": {"digest": "d1", "floors": {"value F1": 0.7, "error": 0.5}}}


@pytest.mark.parametrize(
    ("values", "digest", "faults"),
    [
        ({"value F1": 0.7, "error": 0.5}, "d1", 0),  # at the floor
        ({"value F1": 0.75, "error": 0.4}, "d1", 0),  # better both ways
        ({"value F1": 0.6999, "error": 0.5}, "d1", 1),  # a higher-is-better figure fell
        ({"value F1": 0.7, "error": 0.51}, "d1", 1),  # a lower-is-better figure rose
        ({"value F1": 0.9}, "d1", 1),  # one was not measured
        ({"value F1": 0.9, "error": 0.1}, "d2", 1),  # measured on other files
    ],
)
def test_faults(values: dict[str, float], digest: str, faults: int) -> None:
    assert len(accuracy.faults_of({"times-x": values}, FLOORS, {"times-x": digest}, BETTER)) == faults


@pytest.mark.parametrize(
    ("values", "lower", "floors"),
    [
        ({"value F1": 0.7568, "error": 0.4321}, False, {"value F1": 0.756, "error": 0.433}),  # both rise, safe side
        ({"value F1": 0.6, "error": 0.6}, False, {"value F1": 0.7, "error": 0.5}),  # neither falls by itself
        ({"value F1": 0.6, "error": 0.6}, True, {"value F1": 0.6, "error": 0.6}),  # both do when asked to
        ({"value F1": 0.7, "error": 0.5, "of another": 1.0}, False, {"value F1": 0.7, "error": 0.5}),  # no way is up
    ],
)
def test_floors_only_rise(values: dict[str, float], lower: bool, floors: dict[str, float]) -> None:
    new = accuracy.raised({"times-x": values}, FLOORS, {"times-x": "d1"}, BETTER, lower)
    assert new["times-x"]["floors"] == floors


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("date/r", 0.5),
        ("date/right : aligned/right", 0.75),  # 6 of 8 pairs
        ("date/right : none/right", None),  # the scorer has no such number
        ("date/right : empty/right", None),  # no share of nothing
        ("none/right : aligned/right", None),
    ],
)
def test_values_of_paths(path: str, value: float | None) -> None:
    scores = {"date": {"r": 0.5, "right": 6}, "aligned": {"right": 8}, "empty": {"right": 0}}
    assert accuracy.value_at(scores, path) == value


def test_shares_of_aligned_templates_are_figures() -> None:
    """12 aligned of 20 that the keys have: nine dates and eleven countries of the pairs; five of the eight that count the killed."""
    slots = {
        "aligned": {"right": 12, "gold": 20, "r": 0.6},
        "date": {"right": 9, "gold": 19, "r": 0.4737},
        "country": {"right": 11, "gold": 20, "r": 0.55},
        "killed range": {"right": 5, "gold": 8, "r": 0.625},
    }
    found = accuracy.measured({"templates-x": {"scores": {"templates": slots}}}, accuracy.read_figures())
    assert found["templates-x"] == {
        "date right, of aligned templates": 0.75,
        "country right, of aligned templates": 0.9167,
        "killed, range right, of the keys that count them": 0.625,
    }


def test_sets_that_were_not_run_keep_their_floors() -> None:
    new = accuracy.raised({}, FLOORS, {}, BETTER, False)
    assert new == FLOORS


def documented() -> dict[str, dict[str, float]]:
    """{set: {figure: value}} as docs/accuracy.md has them."""
    found: dict[str, dict[str, float]] = {}
    for part in accuracy.PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        name, body = part.split("\n", 1)
        rows: list[tuple[str, str]] = re.findall(r"^\| (.+) \| (\d+\.\d+) \|$", body, re.MULTILINE)
        found[name] = {figure: float(value) for figure, value in rows}
    return found


def test_the_page_agrees_with_the_floors() -> None:
    floors: dict[str, Any] = json.loads(accuracy.FLOORS.read_text(encoding="utf-8"))
    page = documented()
    better = {(figure.task, figure.name): figure.better for figure in accuracy.read_figures()}
    assert set(floors) == set(page)
    worse = [
        (name, figure)
        for name, floor in floors.items()
        for figure, bound in floor["floors"].items()
        if accuracy.is_worse(page[name][figure], bound, better[accuracy.task_of(name), figure])
    ]
    assert worse == []
