"""One parser for the tests of the finders."""

from __future__ import annotations

from functools import cache

from warmonitor.coding.parse import Parse, Parser
from warmonitor.records import Prepared, Report


@cache
def parser() -> Parser:
    return Parser()


def parse(text: str) -> Parse:
    """The parse of a text whose lines are its paragraphs."""
    bounds, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            bounds.append((at, at + len(line)))
        at += len(line) + 1
    return parser().parse(Prepared(Report("r", text), (), tuple(bounds)))
