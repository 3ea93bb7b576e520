"""Sources to reports: text, HTML, JSON Lines, WARC and folders; furniture, languages and given dates."""

from warmonitor.reading.dates import parse_published
from warmonitor.reading.documents import find_documents
from warmonitor.reading.pauses import stdin_pauses
from warmonitor.reading.preparing import prepare
from warmonitor.reading.raw import RawDocument
from warmonitor.reading.reports import Given, new_report, read_document, read_or_refuse, read_path

__all__ = [
    "Given",
    "RawDocument",
    "find_documents",
    "new_report",
    "parse_published",
    "prepare",
    "read_document",
    "read_or_refuse",
    "read_path",
    "stdin_pauses",
]
