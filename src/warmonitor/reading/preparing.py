"""A report looked through for coding: its language, its furniture, and the stretches to parse."""

from __future__ import annotations

import msgspec

from warmonitor.reading.furniture import find_furniture
from warmonitor.reading.languages import detect_language
from warmonitor.reading.stretches import cut_long, find_stretches, without
from warmonitor.records import Prepared, Report


def prepare(report: Report) -> Prepared:
    """Mark a report's furniture and lay out its paragraphs; a language that was given is kept, else it is detected."""
    stretches = find_stretches(report.text)
    language = report.language or detect_language(report.text)
    dropped = find_furniture(report.text, stretches, language)
    story = without(stretches, [(span.start, span.end) for span in dropped], report.text)
    if language != report.language:
        report = msgspec.structs.replace(report, language=language)
    return Prepared(report, dropped, tuple(cut_long(report.text, story)))
