"""Reports as they came, and as they are made ready to be coded."""

from __future__ import annotations

from typing import Literal

from warmonitor.records.base import Record, Span

Basis = Literal["given", "inferred", "unknown"]


class Evidence(Span, frozen=True):
    """Characters of a report and what they show."""

    why: str


class Published(Record, frozen=True):
    """When a report was published: a closed interval of days, and how that is known."""

    earliest: str | None = None
    latest: str | None = None
    basis: Basis = "unknown"
    evidence: tuple[Evidence, ...] = ()


class Dropped(Span, frozen=True):
    """Furniture: characters that are no part of the story, and why they are thought so."""

    reason: str


class Report(Record, frozen=True):
    """One document of a source, kept exactly as it came; `furniture` is what a page's own structure sets apart from its story."""

    id: str
    text: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    published: Published = Published()
    furniture: tuple[Dropped, ...] = ()


class Prepared(Record, frozen=True):
    """A report that reading has looked through: its furniture, and the stretches (start, end) to be parsed one by one.

    `paragraphs` leave out what is dropped, follow each other in order, don't overlap and hold at most 20,000 characters.
    """

    report: Report
    dropped: tuple[Dropped, ...] = ()
    paragraphs: tuple[tuple[int, int], ...] = ()
