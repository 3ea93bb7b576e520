"""Constraints on a report's day of publication, and what they leave of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.days import Days
from warmonitor.records import Evidence

FIRST = date(1900, 1, 1)
LAST = date(2099, 12, 31)
HINT = 1


@dataclass(frozen=True)
class Constraint:
    """Days in which the report can have been published (one or more stretches), why, and how certain (0 to 9)."""

    spans: tuple[Days, ...]
    evidence: Evidence
    weight: int


def solve(domain: list[Days], constraints: list[Constraint]) -> tuple[list[Days], list[Constraint]]:
    """The domain narrowed by each constraint in order of weight, and those that narrowed it; contradictions are left out."""
    used = []
    for constraint in sorted(constraints, key=lambda c: -c.weight):
        narrowed = both(domain, constraint.spans)
        if narrowed and narrowed != domain:
            domain = narrowed
            used.append(constraint)
    return domain, used


def both(one: list[Days], other: tuple[Days, ...]) -> list[Days]:
    found = [(max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) <= min(b, d)]
    return sorted(set(found))


def evidence_of(parse: Parse, first: int, last: int, why: str) -> Evidence:
    span = parse.span(first, last)
    return Evidence(span.start, span.end, span.text, why)
