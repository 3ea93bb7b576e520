"""A report looked through for coding: its language, its furniture, and the stretches to parse."""

from __future__ import annotations

import msgspec

from warmonitor.reading.furniture import find_furniture
from warmonitor.reading.languages import detect_language
from warmonitor.reading.stretches import cut_long, find_stretches, without
from warmonitor.records import Dropped, Prepared, Report


def prepare(report: Report) -> Prepared:
    """Mark a report's furniture and lay out its paragraphs; a language that was given is kept, else it is detected."""
    stretches = without(find_stretches(report.text), [(span.start, span.end) for span in report.furniture], report.text)
    language = report.language or detect_language(report.text)
    marked = find_furniture(report.text, stretches, language)
    dropped = tuple(sorted((*_named(report, language), *marked), key=lambda span: span.start))
    story = without(stretches, [(span.start, span.end) for span in marked], report.text)
    if language != report.language or report.furniture:
        report = msgspec.structs.replace(report, language=language, furniture=())  # `dropped` tells of it from here on
    return Prepared(report, dropped, tuple(cut_long(report.text, story)))


def _named(report: Report, language: str | None) -> list[Dropped]:
    """The furniture that the page's structure shows, with the reason that its words give where they give one."""
    if not report.furniture:
        return []
    reasons = {span.start: span.reason for span in find_furniture(report.text, find_stretches(report.text), language)}
    return [msgspec.structs.replace(span, reason=reasons.get(span.start, span.reason)) for span in report.furniture]
