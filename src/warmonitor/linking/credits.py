"""Credit lines: whose copy a report says that it prints."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from warmonitor.knowledge.publishers import find_publisher, fold, media
from warmonitor.knowledge.tables import rows
from warmonitor.records import Report

_LINES = 6  # at the beginning and at the end that are looked at
_EDGE = 1500  # characters there
_LONGEST = 100  # a credit line, and the words before a dateline's dash
_NAME = r"[^\W\d_][^()\[\]\n,;:]{1,50}?"
_PERSON = r"[^\W\d_][^()\[\]\n,;:]{1,50}"


class _Form(NamedTuple):
    pattern: re.Pattern[str]
    agencies_only: bool


def find_credit(report: Report) -> str | None:
    """The publisher whose copy a report says that it prints; None where it credits nobody but itself."""
    own = None if report.source is None else find_publisher(report.source)
    for name in _find_names(report.text):
        publisher = media()[fold(name)].publisher
        if publisher != own:
            return publisher
    return None


def _find_names(text: str) -> list[str]:
    """The names that credit lines at a text's beginning and end have."""
    head = [line for line in text[:_EDGE].split("\n") if line.strip()][:_LINES]
    foot = [line for line in text[-_EDGE:].split("\n") if line.strip()][-_LINES:]
    found = [name for line in head[:3] for name in _match("dateline", line[:_LONGEST])]
    for line in (*head, *foot):
        short = line.strip().strip("*_").rstrip(". ")
        if len(short) <= _LONGEST:
            found += _match("line", short)
    return found + [name for line in foot[-3:] for name in _match("close", line.strip()[-_LONGEST:])]


def _match(where: str, words: str) -> list[str]:
    found = []
    for form in _forms()[where]:
        if match := form.pattern.search(words):
            medium = media().get(fold(match[1]))
            if medium is not None and (medium.is_agency or not form.agencies_only):
                found.append(match[1])
    return found


@cache
def _forms() -> dict[str, list[_Form]]:
    """The patterns of credit lines by where they stand; the name that a line credits is their group."""
    found: dict[str, list[_Form]] = {"line": [], "dateline": [], "close": []}
    for row in rows("credits"):
        where = row["where"]
        pattern = re.escape(row["pattern"]).replace(r"\#", r"\d{4}").replace(r"\ ", r"\s+")
        pattern = pattern.replace(r"\*", rf"({_NAME})").replace(r"\+", _PERSON)
        pattern = {"line": rf"^{pattern}$", "dateline": pattern, "close": rf"{pattern}\W{{0,3}}$"}[where]
        flags = re.IGNORECASE if where == "line" else re.NOFLAG
        found[where].append(_Form(re.compile(pattern, flags), row["who"] == "agency"))
    return found
