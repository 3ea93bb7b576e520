"""A document before it is read: its bytes, and what is known of them from outside."""

from __future__ import annotations

from dataclasses import dataclass

TEXT = "text/plain"
HTML = "text/html"
JSON = "application/json"


@dataclass(frozen=True)
class RawDocument:
    """The bytes of one report as they came: a text file, an HTML page, or a line of JSON Lines.

    `path` is the file (or "-") it came from, `line` its line there; `url` and `charset` are what an archive says.
    """

    content: bytes
    media_type: str
    path: str | None = None
    url: str | None = None
    line: int | None = None
    charset: str | None = None
