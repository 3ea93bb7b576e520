"""Credit lines: whose copy a report says that it prints."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from warmonitor.knowledge.publishers import find_publisher, fold, media
from warmonitor.knowledge.tables import entries, rows
from warmonitor.records import Report

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
    limits = entries("linking")["credits"]
    lines, edge, longest, datelines = limits["lines"], limits["edge"], limits["longest"], limits["dateline_lines"]
    head = [line for line in text[:edge].split("\n") if line.strip()][:lines]
    foot = [line for line in text[-edge:].split("\n") if line.strip()][-lines:]
    found = [name for line in head[:datelines] for name in _match("dateline", line[:longest])]
    for line in (*head, *foot):
        short = line.strip().strip("*_").rstrip(". ")
        if len(short) <= longest:
            found += _match("line", short)
    return found + [name for line in foot[-datelines:] for name in _match("close", line.strip()[-longest:])]


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
