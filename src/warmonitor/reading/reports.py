"""Documents to reports, and paths to the reports below them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from warmonitor.errors import ReadError, UsageError
from warmonitor.reading.dates import parse_published, with_evidence
from warmonitor.reading.decoding import declared_charset, decode
from warmonitor.reading.documents import find_documents
from warmonitor.reading.languages import detect_language
from warmonitor.reading.limits import MAX_CHARACTERS
from warmonitor.reading.lines import parse_line, whole
from warmonitor.reading.pages import read_page
from warmonitor.reading.raw import HTML, JSON, RawDocument
from warmonitor.records import Dropped, Published, Report


@dataclass(frozen=True)
class Given:
    """What the caller says of reports that don't say it themselves."""

    published: Published | None = None
    source: str | None = None


def read_path(path: str | Path, given: Given = Given(), stdin: BinaryIO | None = None) -> Iterator[Report | ReadError]:
    """The reports of a file, folder, archive or "-", in order, and a ReadError for each that can't be read."""
    for document in find_documents(path, stdin):
        yield document if isinstance(document, ReadError) else read_or_refuse(document, given)


def read_or_refuse(document: RawDocument, given: Given = Given()) -> Report | ReadError:
    """The report of a document, or why there is none."""
    try:
        return read_document(document, given)
    except ReadError as error:
        return ReadError(str(error), document.line, document.path)


def read_document(document: RawDocument, given: Given = Given()) -> Report:
    """The report of a document; raises ReadError.

    A report without an id of its own gets one made of its source, address and text: the same page has the same id
    wherever and whenever it is read, whatever its file is called.
    """
    if document.media_type == JSON:
        return _from_line(parse_line(document.content), given)
    if document.media_type == HTML:
        return _from_page(document, given)
    text = decode(document.content, document.charset)
    if not text.strip():
        raise ReadError("the file is empty")
    return new_report(text, source=given.source, url=document.url, published=given.published)


def new_report(
    text: str,
    *,
    id: str | None = None,
    source: str | None = None,
    url: str | None = None,
    title: str | None = None,
    language: str | None = None,
    published: Published | None = None,
    furniture: tuple[Dropped, ...] = (),
) -> Report:
    """A report of a text; raises ReadError where it is too long to code.

    Half a surrogate pair, which no encoding can hold, becomes U+FFFD; offsets stay.
    """
    if len(text) > MAX_CHARACTERS:
        raise ReadError(
            f"the text has {len(text):,} characters, more than the {MAX_CHARACTERS:,} of one report; split it up"
        )
    text = whole(text)
    if id is None:
        key = "\0".join((source or "", url or "", text))
        id = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
    return Report(id, text, source, url, title, language, published or Published(), furniture)


def _from_page(document: RawDocument, given: Given) -> Report:
    """The report of an HTML page; what the caller gives wins over what the page says."""
    page = read_page(decode(document.content, document.charset or declared_charset(document.content)), document.url)
    published = given.published
    if published is None and page.published is not None:
        published = with_evidence(parse_published(page.published), page.text, "the page's date, given in its metadata")
    language = detect_language(page.story) or page.language
    return new_report(
        page.text,
        source=given.source or page.source,
        url=page.url,
        title=page.title,
        language=language,
        published=published,
        furniture=page.furniture,
    )


def _from_line(value: dict[str, Any], given: Given) -> Report:
    """The report of a line of JSON; what the line says wins over what the caller gives."""
    text = value.get("text")
    if not isinstance(text, str):
        raise ReadError('"text" is missing' if text is None else '"text" is no string')
    published = given.published
    if (stated := _string(value, "published")) is not None:
        try:
            published = parse_published(stated)
        except UsageError as error:
            raise ReadError(f'"published": {error}') from error
    return new_report(
        text,
        id=_id(value.get("id")),
        source=_string(value, "source") or given.source,
        url=_string(value, "url"),
        title=_string(value, "title"),
        language=_string(value, "language"),
        published=published,
    )


def _id(value: Any) -> str | None:
    """An id as it stands in a record: numbers become their digits, "" and null are none."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ReadError('"id" is neither a string nor a number')
    return str(value)


def _string(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key)
    if found is None or found == "":
        return None
    if not isinstance(found, str):
        raise ReadError(f'"{key}" is no string')
    return found
