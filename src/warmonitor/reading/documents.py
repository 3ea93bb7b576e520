"""Finding documents: files, folders, archives and streams, cut into pieces that hold one report each.

Everything streams: no more than one document is held at a time.
"""

from __future__ import annotations

import codecs
import gzip
import io
import mimetypes
import os
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from warmonitor.errors import ReadError
from warmonitor.reading.archives import read_archive
from warmonitor.reading.limits import MAX_BYTES, megabytes
from warmonitor.reading.lines import read_lines, widened
from warmonitor.reading.raw import HTML, JSON, TEXT, RawDocument

_SUFFIXES = {
    ".jsonl": "lines", ".ndjson": "lines", ".json": "json", ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".shtml": HTML, ".warc": "archive",
    ".txt": TEXT, ".text": TEXT, ".md": TEXT,
}  # fmt: skip
_PASSED_OVER = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript")
_PAGE = re.compile(
    rb"\s*+(?:<\?xml[^>]{0,200}>\s*+)?+(?><!--.{0,4000}?-->\s*+)*+"
    rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1|main|section|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 64 * 2**10
_GZIP = b"\x1f\x8b"
_WIDE = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def find_documents(path: str | Path, stdin: BinaryIO | None = None) -> Iterator[RawDocument | ReadError]:
    """The documents of a file, a folder (files in order of name, depth first) or standard input ("-").

    In a folder, hidden files and those whose names say image, sound, film, font, style or script are passed over.
    """
    if str(path) == "-":
        if stdin is None and sys.stdin is None:
            yield ReadError("standard input is closed", path="-")
        else:
            yield from _guarded(stdin if stdin is not None else sys.stdin.buffer, "-")
        return
    path = Path(path)
    if path.is_dir():
        count = 0
        for file in _files(path):
            count += 1
            yield from _open(file)
        if not count:
            yield ReadError("no files to read in this folder", path=str(path))
    else:
        yield from _open(path)


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, links to folders not followed."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            kind = mimetypes.guess_type(name)[0] or ""
            if not name.startswith(".") and not kind.startswith(_PASSED_OVER):
                yield Path(root) / name


def _open(path: Path) -> Iterator[RawDocument | ReadError]:
    try:
        if not path.is_file():
            yield ReadError("no such file" if not path.exists() else "neither a file nor a folder", path=str(path))
            return
        with path.open("rb", buffering=_HEAD) as stream:
            yield from _guarded(stream, str(path))
    except OSError as error:
        yield ReadError(f"can't be read: {error.strerror or error}", path=str(path))


def _guarded(stream: BinaryIO, path: str) -> Iterator[RawDocument | ReadError]:
    """The documents of a stream; a stream that breaks off ends with a ReadError."""
    try:
        yield from _split(_buffered(stream), path)
    except (OSError, EOFError, zlib.error) as error:
        yield ReadError(f"can't be read to its end: {getattr(error, 'strerror', None) or error}", path=path)


def _buffered(stream: BinaryIO | gzip.GzipFile) -> io.BufferedReader:
    """A stream that can be looked into."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream), _HEAD)


def _split(stream: io.BufferedReader, path: str) -> Iterator[RawDocument | ReadError]:
    """The documents of a stream, by its name and its first bytes."""
    head = _peek(stream)
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    if head.startswith(b"WARC/") or ".warc" in suffixes[-2:]:
        yield from read_archive(stream, path)
    elif head.startswith(_GZIP):
        if _inflated_start(head).startswith(b"WARC/"):
            yield from read_archive(stream, path)  # it goes from member to member by itself
        else:
            yield from _split_plain(
                _buffered(gzip.GzipFile(fileobj=stream)), path, suffixes[:-1] if suffixes[-1:] == [".gz"] else suffixes
            )
    else:
        yield from _split_plain(stream, path, suffixes)


def _inflated_start(head: bytes) -> bytes:
    """The first bytes that a gzip stream holds."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 16)
    except zlib.error:
        return b""


def _peek(stream: io.BufferedReader) -> bytes:
    """The first bytes of a stream that is at its beginning: what one read gives, which may be few of a slow pipe."""
    return stream.peek(_HEAD)[:_HEAD]


def _split_plain(stream: io.BufferedReader, path: str, suffixes: list[str]) -> Iterator[RawDocument | ReadError]:
    head = _peek(stream)
    if not head:
        yield ReadError("the file is empty", path=path)
        return
    kind = _kind(head, suffixes[-1] if suffixes else "")
    wide = next((encoding for mark, encoding in _WIDE if head.startswith(mark)), None)
    if kind == "lines":
        if wide is not None:
            stream.read(2)
        yield from read_lines(widened(stream, wide) if wide else stream, path)
        return
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        yield ReadError(
            f"the file is larger than {megabytes(MAX_BYTES)}; split it into reports, one a file or one a line of JSON",
            path=path,
        )
    elif kind == "json":
        yield from _split_json(content, path)
    else:
        yield RawDocument(content, kind, path)


def _kind(head: bytes, suffix: str) -> str:
    """What a stream holds: "lines" and "json" (which may be lines, too), HTML or text."""
    plain = (
        head.removeprefix(codecs.BOM_UTF8)
        .replace(b"\x00", b"")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
        .lstrip()
    )
    named = _SUFFIXES.get(suffix)
    if named == "json":
        return "lines" if _is_whole_object(plain) else "json"
    if named not in (HTML, "lines") and _PAGE.match(plain):
        return HTML
    return named or ("lines" if plain.startswith(b"{") else TEXT)


def _is_whole_object(plain: bytes) -> bool:
    """Whether the first line is an object by itself, as in JSON Lines, or longer than what was looked at."""
    line, ended, _ = plain.partition(b"\n")
    if not ended:
        return plain.startswith(b"{") and len(plain) > _HEAD // 2
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _split_json(content: bytes, path: str) -> Iterator[RawDocument | ReadError]:
    """A .json file: one object, an array of them, or lines after all."""
    try:
        value = msgspec.json.decode(content.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        yield from read_lines(io.BytesIO(content), path)
        return
    if isinstance(value, list):
        yield from (
            RawDocument(msgspec.json.encode(entry), JSON, path, line=number) for number, entry in enumerate(value, 1)
        )
    else:
        yield RawDocument(content.removeprefix(codecs.BOM_UTF8), JSON, path)
