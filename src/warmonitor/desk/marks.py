"""A report's text cut into stretches that carry the same marks, so that a page can show every layer over one text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from warmonitor.records import CodedReport

PART = 60_000  # characters of a text on one page


@dataclass(frozen=True)
class Mark:
    """Characters that a layer marks, and the record that they belong to (None where none is shown beside)."""

    start: int
    end: int
    layer: str
    record: str | None = None
    hint: str | None = None


@dataclass(frozen=True)
class Stretch:
    """Characters with the same marks all along."""

    text: str
    layers: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    hint: str | None = None
    anchor: str | None = None


def find_marks(coded: CodedReport) -> list[Mark]:
    """Every mark of a coded report."""
    marks = [Mark(one.start, one.end, "dropped", hint=f"left out: {one.reason}") for one in coded.dropped]
    for number, statement in enumerate(coded.mentions.statements):
        record = f"statement-{number}"
        marks.append(Mark(statement.start, statement.end, "statement", record))
        if statement.speaker is not None:
            marks.append(Mark(statement.speaker.start, statement.speaker.end, "speaker", record, "who says it"))
    for claim in coded.claims:
        marks.append(Mark(claim.start, claim.end, "claim", claim.id))
        marks.append(Mark(claim.event.trigger.start, claim.event.trigger.end, "trigger", claim.id))
    marks += [Mark(one.start, one.end, "refused", hint=f"no claim: {one.reason}") for one in coded.refused]
    marks += [
        Mark(place.start, place.end, "place", hint=place.name and f"place: {place.name}")
        for place in coded.mentions.places
    ]
    marks += [
        Mark(time.start, time.end, "time", hint=_days(time.earliest, time.latest)) for time in coded.mentions.times
    ]
    return [mark for mark in marks if 0 <= mark.start < mark.end <= len(coded.report.text)]


def _days(earliest: str | None, latest: str | None) -> str | None:
    return f"time: {earliest or '…'} – {latest or '…'}" if earliest != latest else earliest and f"time: {earliest}"


def cut_text(text: str, marks: list[Mark], start: int, end: int) -> Iterator[Stretch]:
    """The stretches of text[start:end], which joined give it back. A claim's anchor is on the first stretch of its trigger."""
    inside = [mark for mark in marks if mark.end > start and mark.start < end]
    borders = sorted(
        {start, end, *(max(start, mark.start) for mark in inside), *(min(end, mark.end) for mark in inside)}
    )
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in inside:
        opening.setdefault(max(start, mark.start), []).append(mark)
        closing.setdefault(min(end, mark.end), []).append(mark)
    current: dict[int, Mark] = {}
    anchored: set[str] = set()
    for begin, stop in pairwise(borders):
        for mark in closing.get(begin, []):
            current.pop(id(mark), None)
        for mark in opening.get(begin, []):
            current[id(mark)] = mark
        yield _stretch(text[begin:stop], list(current.values()), anchored)


def _stretch(text: str, marks: list[Mark], anchored: set[str]) -> Stretch:
    layers = tuple(dict.fromkeys(mark.layer for mark in marks))
    records = tuple(dict.fromkeys(mark.record for mark in reversed(marks) if mark.record is not None))
    hints = [mark.hint for mark in marks if mark.hint]
    anchor = next((mark.record for mark in marks if mark.layer == "trigger" and mark.record not in anchored), None)
    if anchor is not None:
        anchored.add(anchor)
    return Stretch(text, layers, records, "; ".join(dict.fromkeys(hints)) or None, anchor)


def parts_of(text: str) -> list[tuple[int, int]]:
    """The pages of a long text, ended at a line or a space where there is one near."""
    parts = []
    start = 0
    while len(text) - start > PART:
        near = text.rfind("\n", start + PART // 2, start + PART)
        if near < 0:
            near = text.rfind(" ", start + PART // 2, start + PART)
        end = near + 1 if near >= 0 else start + PART
        parts.append((start, end))
        start = end
    return [*parts, (start, len(text))]
