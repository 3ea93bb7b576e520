"""Whole stories of several happenings (gold/stories/several.yaml): each is an incident of its own, with who did it, how many, where and when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.coding.coded import code
from warmonitor.records import CodedReport, ReportIncident

STORIES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "gold" / "stories" / "several.yaml").read_text(encoding="utf-8")
)
KINDS = {"killed": "killed", "injured": "injured", "taken": "abducted"}


def figures(incident: ReportIncident, of: str) -> list[int]:
    """The lowest figure of the whole, or of groups where no whole is told, and the highest of all; [] for none."""
    counts = [count for count in incident.counts if count.of == of]
    whole = [count for count in counts if count.who is None] or counts
    tops = [bound for count in counts for bound in (count.low, count.high) if bound is not None]
    return [min(count.low or 0 for count in whole), max(tops)] if counts else []


def is_told(incident: ReportIncident, told: dict[str, Any]) -> bool:
    """Whether the incident is the one told: its doers, figures and place are."""
    names = " ".join(actor.text for actor in incident.actors)
    return (
        bool(names) == bool(told["by"])
        and all(word in names for word in told["by"])
        and all(figures(incident, of) == told[kind] for kind, of in KINDS.items() if kind in told)
        and ("place" not in told or told["place"] in [place.text for place in incident.places])
    )


def find(record: CodedReport, told: dict[str, Any]) -> list[ReportIncident]:
    return [
        incident
        for incident in record.incidents
        if incident.type == "ASSAULT"
        and is_told(incident, told)
        and told.get("day", incident.time.earliest) == incident.time.earliest
        and told.get("main", incident.main) == incident.main
    ]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["story"])
def test_each_happening_is_an_incident(story: dict[str, Any]) -> None:
    record = code(story["text"], story["published"])
    missing = [told["why"] for told in story["incidents"] if len(find(record, told)) != 1]
    assert missing == []
