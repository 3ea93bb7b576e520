"""What all records have in common."""

from __future__ import annotations

from typing import Any

import msgspec


class Record(msgspec.Struct, frozen=True, gc=False):
    """Base of all records. None can hold itself, so that nobody looks through them for rings of dead things."""

    def to_json(self) -> str:
        """The record as one line of JSON."""
        return msgspec.json.encode(self).decode()


class Span(Record, frozen=True):
    """Characters of a report."""

    start: int
    end: int
    text: str


def from_json(line: str | bytes, kind: type[Any]) -> Any:
    """A record of `kind` from its JSON; raises msgspec.ValidationError where the form is another."""
    return msgspec.json.decode(line, type=kind)
