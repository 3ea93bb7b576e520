"""The samples are what their note says, and nothing in them can pass for news."""

from __future__ import annotations

import json
import re
from pathlib import Path

import warmonitor

SAMPLES = Path(warmonitor.__file__).parent / "samples"
REPORTS = SAMPLES / "reports"
NOTE = (SAMPLES / "NOTE.md").read_text(encoding="utf-8")
OUTLETS = {"Sample Wire", "Sample Daily", "Sample Gazette", "Sample Ministry"}


def rows() -> list[dict[str, str]]:
    """The samples that are lines of JSON Lines files."""
    return [json.loads(line) for path in sorted(REPORTS.glob("*.jsonl")) for line in path.open(encoding="utf-8")]


def test_every_sample_stands_in_the_note() -> None:
    names = [row["id"].removeprefix("sample-") for row in rows()]
    names += [path.name for path in REPORTS.iterdir() if path.suffix != ".jsonl"]
    assert [name for name in names if f"`{name}`" not in NOTE] == []


def test_the_note_names_no_sample_that_is_gone() -> None:
    named = set(re.findall(r"`([a-z0-9-]+(?:\.html|\.txt)?)`", NOTE.split("|---|", 1)[1]))
    there = {row["id"].removeprefix("sample-") for row in rows()} | {path.name for path in REPORTS.iterdir()}
    assert named <= there


def test_outlets_are_called_what_they_are() -> None:
    assert {row["source"] for row in rows()} <= OUTLETS
    pages = [path.read_text(encoding="utf-8") for path in REPORTS.glob("*.html")]
    assert all(any(f'og:site_name" content="{outlet}"' in page for outlet in OUTLETS) for page in pages)


def test_ids_are_unique_and_dates_given() -> None:
    ids = [row["id"] for row in rows()]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\d", row["published"]) for row in rows())
