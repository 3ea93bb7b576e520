"""JSON Lines: a report a line."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Protocol

import msgspec

from warmonitor.errors import ReadError
from warmonitor.reading.limits import MAX_BYTES, megabytes
from warmonitor.reading.raw import JSON, RawDocument

_SURROGATE = re.compile("[\ud800-\udfff]")


class LineSource(Protocol):
    """What lines are read from."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or its first `size` bytes."""


def read_lines(stream: LineSource, path: str) -> Iterator[RawDocument | ReadError]:
    """A document for each line that isn't blank, whatever it holds; only lines too long to hold are refused here."""
    number = 0
    start = True
    while chunk := stream.readline(MAX_BYTES + 1):
        number += 1
        if start:
            chunk = chunk.removeprefix(codecs.BOM_UTF8)
            start = False
        if len(chunk) > MAX_BYTES:
            while chunk and not chunk.endswith(b"\n"):
                chunk = stream.readline(MAX_BYTES)
            yield ReadError(f"the line is longer than {megabytes(MAX_BYTES)}", number, path)
        elif chunk.strip():
            yield RawDocument(chunk, JSON, path, line=number)


def widened(stream: BinaryIO, encoding: str) -> LineSource:
    """A UTF-16 stream as lines of UTF-8."""
    return _Recoded(io.TextIOWrapper(stream, encoding, "replace", newline="\n"))


class _Recoded:
    """Lines of a text reader, encoded in UTF-8."""

    def __init__(self, reader: io.TextIOWrapper) -> None:
        self._reader = reader

    def readline(self, size: int, /) -> bytes:
        return self._reader.readline(size).encode("utf-8", "replace")


def parse_line(content: bytes) -> dict[str, Any]:
    """The object of a line; raises ReadError for anything else. Half a surrogate pair becomes U+FFFD."""
    try:
        value = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        value = _with_halves(content, error)
    if not isinstance(value, dict):
        raise ReadError(f"a JSON object is wanted, this is {_article(value)}")
    return value


def _with_halves(content: bytes, error: Exception) -> Any:
    """The value of a line whose only fault is halves of surrogate pairs."""
    if rb"\u" not in content.lower() or isinstance(error, RecursionError):
        raise ReadError(f"broken JSON: {error}") from error
    try:
        return _mended(json.loads(content))
    except (ValueError, RecursionError):
        raise ReadError(f"broken JSON: {error}") from error


def whole(text: str) -> str:
    """A text with U+FFFD for each half of a surrogate pair."""
    return _SURROGATE.sub("\ufffd", text)


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {_mended(key): _mended(entry) for key, entry in value.items()}
    return [_mended(entry) for entry in value] if isinstance(value, list) else value


def _article(value: Any) -> str:
    return {list: "an array", str: "a string", bool: "a truth value"}.get(
        type(value), "null" if value is None else "a number"
    )
