"""Leaving when the user presses Ctrl-C: between two pieces of work, never in the middle of one.

Python raises KeyboardInterrupt wherever the program happens to be, which may be deep in a library that swallows it or
breaks. So work that must be whole is `sheltered`: an interrupt that comes meanwhile is kept, and raised by the next
`check`. Where the program waits (for input, for another process) it is raised at once. One that was swallowed all the same
is raised again by the next `check`; whoever presses twice leaves at once.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

STATUS = 130  # what a shell gives a program that an interrupt ended
T = TypeVar("T")


class _Presses:
    """How often the user has pressed, and how many shelters the main thread is in."""

    count = 0
    shelters = 0


def heed() -> None:
    """From here on, interrupts are heeded as this module says; for the main thread of a command."""
    signal.signal(signal.SIGINT, _pressed)


def _pressed(number: int, frame: FrameType | None) -> None:
    _Presses.count += 1
    if _Presses.count > 1:
        os._exit(STATUS)
    if not _Presses.shelters:
        raise KeyboardInterrupt


def finish() -> None:
    """The work is done, or left, and the process about to end: from here on an interrupt comes too late."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def sheltered() -> Iterator[None]:
    """A piece of work that an interrupt doesn't break into; other threads than the main one get none anyway."""
    is_main = threading.current_thread() is threading.main_thread()
    _Presses.shelters += is_main
    try:
        yield
    finally:
        _Presses.shelters -= is_main


def check() -> None:
    """Raise KeyboardInterrupt where one has been kept."""
    if _Presses.count and threading.current_thread() is threading.main_thread():
        raise KeyboardInterrupt


def one_by_one(work: Iterator[T]) -> Iterator[T]:
    """What the work yields, each piece of it sheltered; an interrupt is raised once a piece was taken."""
    while True:
        check()
        with sheltered():
            try:
                piece = next(work)
            except StopIteration:
                return
        yield piece
