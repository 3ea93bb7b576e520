"""Whose copy a report says that it prints."""

from __future__ import annotations

import time

import pytest

from factories import make_report
from warmonitor.knowledge.publishers import find_publisher
from warmonitor.linking.credits import find_credit


@pytest.mark.parametrize(
    ("text", "source", "credit"),
    [
        ("BEIRUT (Reuters) - Warplanes hit Idlib, a monitor said.", "Daily", "Reuters"),  # dateline
        ("KYIV, April 8 (AFP) — Missiles hit a station.", None, "Agence France-Presse"),
        ("BEIRUT (Reuters) - Warplanes hit Idlib.", "reuters.com", None),  # its own
        ("Missiles hit.\n\nThe toll rose.\n\n— AFP", "Daily", "Agence France-Presse"),  # sign-off
        ("Missiles hit.\nThe toll rose to 4. (AP)", "Daily", "Associated Press"),
        ("By Reuters Staff\n\nMissiles hit.", "Gazette", "Reuters"),  # byline
        ("By Anna Roe, Reuters\n\nMissiles hit.", "Gazette", "Reuters"),
        ("By Anna Roe for AFP\n\nMissiles hit.", "Gazette", "Agence France-Presse"),
        ("By Anna Roe, Valley Bureau\n\nMissiles hit.", "Gazette", None),  # the house's own
        ("Missiles hit.\n(With inputs from PTI)", "Gazette", "Press Trust of India"),
        ("Missiles hit.\nCopyright 2013 The Associated Press. All rights reserved.", "Gazette", "Associated Press"),
        ("Raids hit.\nThis article was originally published by The Guardian.", "Gazette", "Guardian News & Media"),
        ("Raids hit.\nSource: Al Jazeera", "Gazette", "Al Jazeera"),
        ("Additional reporting by Jane Doe in Kyiv", "Gazette", None),
        ("The army (SPA) moved.\nPhoto: AFP", "Gazette", None),  # a picture's
        ("The AP photo shows a bridge. It was taken by Reuters.", "Gazette", None),
        (
            "AFP reported that raids hit Idlib. The army denied it.",
            "Gazette",
            None,
        ),  # says so of one claim, by attribution
        ("", None, None),
    ],
)
def test_credits(text: str, source: str | None, credit: str | None) -> None:
    assert find_credit(make_report(text, source=source)) == credit


@pytest.mark.parametrize(
    ("source", "publisher"),
    [
        ("The Sunday Times", "Times Newspapers"),
        ("www.bbc.co.uk", "British Broadcasting Corporation"),
        ("https://www.reuters.com/", "Reuters"),
        ("Sputnik", "Rossiya Segodnya"),
        ("Harbour Post", "Harbour Post"),  # nobody knows it
    ],
)
def test_publishers(source: str, publisher: str) -> None:
    assert find_publisher(source) == publisher


def test_long_lines_are_bounded_work() -> None:
    began = time.process_time()
    for text in ("(" * 200_000, "by " * 60_000, "- a " * 50_000, "\n".join(["with inputs from a"] * 20_000)):
        find_credit(make_report(text))
    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("name", "publisher"),
    [
        ("BBC Somali", "British Broadcasting Corporation"),  # an edition
        ("BBC World Service", "British Broadcasting Corporation"),
        ("Hill Courier Somali", "Hill Courier Somali"),  # of a house that no table knows
        ("Somali", "Somali"),
        ("", ""),
    ],
)
def test_editions_are_their_house(name: str, publisher: str) -> None:
    assert find_publisher(name) == publisher
