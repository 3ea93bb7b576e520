"""Web archives (WARC): the pages and texts among their records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from warmonitor.errors import ReadError
from warmonitor.reading.limits import MAX_BYTES, megabytes
from warmonitor.reading.raw import HTML, TEXT, RawDocument

_KINDS = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": TEXT}


def read_archive(stream: BinaryIO, path: str) -> Iterator[RawDocument | ReadError]:
    """The pages and texts of a WARC file (plain, gzip, zstd or lz4): answers of status 200, resources, conversions."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    count = 0
    try:
        for record in ArchiveIterator(stream, record_types=kinds, auto_decode="all", strict_mode=False):
            count += 1
            found = _read_record(record, path)
            if found is not None:
                yield found
    except Exception as error:  # the reader raises plain Exceptions of many kinds on broken archives
        yield ReadError(f"the archive is broken after record {count}: {error or type(error).__name__}", path=path)
        return
    if not count:
        yield ReadError("no records of pages in this archive", path=path)


def _read_record(record: Any, path: str) -> RawDocument | ReadError | None:
    """The document of a record, or None where it holds no page or text."""
    url = record.headers.get("WARC-Target-URI")
    if record.is_http:
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        media_type, charset = record.http_content_type, record.http_charset
    else:
        media_type, charset = record.headers.get("Content-Type") or "", None
    kind = _KINDS.get((media_type or "").partition(";")[0].strip().lower())
    if kind is None:
        return None
    content = record.reader.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        return ReadError(f"{url}: the page is larger than {megabytes(MAX_BYTES)}", path=path)
    if not content.strip():
        return ReadError(f"{url}: the page is empty", path=path)
    return RawDocument(content, kind, path, url.strip("<>") if url else None, None, charset)
