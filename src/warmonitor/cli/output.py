"""What commands write: records on standard output, errors and progress on standard error."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, NoReturn, Self

import msgspec

from warmonitor.errors import PublishError, ReadError

BROKEN_PIPE_STATUS = 141  # what a shell gives a program that a closed pipe ends


def write_line(line: str) -> None:
    """One record to standard output."""
    write_text(line + "\n")


def write_text(text: str) -> None:
    """Text to standard output, in UTF-8 wherever it goes, at once; ends the process where nobody reads it.

    Raises PublishError where it can't be written: a full disk, say.
    """
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        leave_quietly()
    except OSError as error:
        _drop_output()
        raise PublishError(f"standard output can't be written: {error.strerror}") from error


def say_error(fields: Mapping[str, Any]) -> None:
    """One line of JSON to standard error."""
    sys.stderr.write(msgspec.json.encode(fields).decode() + "\n")
    sys.stderr.flush()


def say_note(words: str) -> None:
    """Tell the user something that is no error, on standard error."""
    sys.stderr.write(f"Note: {words}\n")
    sys.stderr.flush()


def say_unread(error: ReadError) -> None:
    """The line that tells of a file or line that can't be read."""
    place = {"line": error.line, "path": None if error.path == "-" else error.path}
    say_error({"error": str(error), **{key: value for key, value in place.items() if value is not None}})


def leave_quietly() -> NoReturn:
    """End the process where nobody reads its output any more, as `head` does."""
    _drop_output()
    sys.exit(BROKEN_PIPE_STATUS)


def _drop_output() -> None:
    """Send what is still to be written nowhere, so that the end of the process doesn't stumble over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Progress:
    """A line on a terminal that counts, shown once a run has taken some seconds; nothing where there is no terminal."""

    def __init__(self, noun: str, after_seconds: float = 2.0) -> None:
        self._noun = noun
        self._after = after_seconds
        self._began = time.monotonic()
        self._shows = sys.stderr.isatty() and not sys.stdout.isatty()
        self._status: Any = None
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def advance(self) -> None:
        """Count one more."""
        self._count += 1
        seconds = time.monotonic() - self._began
        if not self._shows or seconds < self._after:
            return
        if self._status is None:
            from rich.console import Console

            self._status = Console(stderr=True).status("")
            self._status.start()
        self._status.update(f"{self._count:,} {self._noun}, {self._count / seconds:,.0f} a second")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()
