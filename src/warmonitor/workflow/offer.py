"""Paths and addresses to the reports that are offered to the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warmonitor.errors import ReadError
from warmonitor.reading import Given, RawDocument, find_documents, new_report, read_or_refuse
from warmonitor.records import Report
from warmonitor.workflow.add import Offered
from warmonitor.workflow.fetch import fetch, is_address


def offer_all(paths: Iterable[str], given: Given) -> Iterator[Offered]:
    """The reports of files, folders, archives, "-" and addresses, one at a time, with the bytes they were read from."""
    for path in paths:
        documents = [_fetched(path)] if is_address(path) else find_documents(path)
        for document in documents:
            yield _offer(document, given)


def _fetched(address: str) -> RawDocument | ReadError:
    try:
        return fetch(address)
    except ReadError as error:
        return error


def _offer(document: RawDocument | ReadError, given: Given) -> Offered:
    if isinstance(document, ReadError):
        return Offered(document, None, document.path, document.line)
    report = read_or_refuse(document, given)
    origin = document.path or document.url
    if isinstance(report, ReadError):
        return Offered(report, None, origin, document.line)
    return Offered(report, _distinct(document.content, report), origin, document.line, has_made_id(report))


def _distinct(content: bytes, report: Report) -> bytes | None:
    """The bytes of a document, unless they are just its text."""
    return None if content == report.text.encode("utf-8", "surrogatepass") else content


def has_made_id(report: Report) -> bool:
    """Whether a report at an address came without an id of its own."""
    return report.url is not None and new_report(report.text, source=report.source, url=report.url).id == report.id
