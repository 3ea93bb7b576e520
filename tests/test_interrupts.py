"""An interrupt ends the program between two pieces of work, whatever a library does with it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from warmonitor import interrupts
from warmonitor.interrupts import check, one_by_one, sheltered


@pytest.fixture(autouse=True)
def heeded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Interrupts are heeded as in a command, and nobody has pressed yet."""
    monkeypatch.setattr(interrupts._Presses, "count", 0)
    before = signal.getsignal(signal.SIGINT)
    interrupts.heed()
    yield
    signal.signal(signal.SIGINT, before)


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_where_nothing_is_sheltered_it_is_raised_at_once() -> None:
    with pytest.raises(KeyboardInterrupt):
        press()


def test_work_that_is_sheltered_is_done_first() -> None:
    done = []
    with sheltered():
        with sheltered():
            press()
        done.append("within")
    done.append("after")
    with pytest.raises(KeyboardInterrupt):
        check()
    assert done == ["within", "after"]


def test_what_a_library_swallows_is_raised_again() -> None:
    check()
    with suppress(KeyboardInterrupt):
        press()
    with pytest.raises(KeyboardInterrupt):
        check()


def test_a_piece_of_work_that_is_done_is_taken_before_the_rest_is_left() -> None:
    def work() -> Iterator[int]:
        for number in range(5):
            if number == 2:
                press()
            yield number

    taken: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        for piece in one_by_one(work()):
            taken.append(piece)
    assert taken == [0, 1, 2]


def test_work_that_ends_by_itself_is_whole() -> None:
    assert list(one_by_one(iter("abc"))) == ["a", "b", "c"]


def test_other_threads_shelter_nothing() -> None:
    entered, leave = threading.Event(), threading.Event()

    def shelter() -> None:
        with sheltered():
            entered.set()
            leave.wait()
            check()  # raises nothing there

    thread = threading.Thread(target=shelter)
    thread.start()
    entered.wait()
    try:
        with pytest.raises(KeyboardInterrupt):
            press()
    finally:
        leave.set()
        thread.join()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (
            "interrupts._Presses.shelters = 1; press(); press(); sys.exit(7)",
            130,
        ),  # whoever presses twice leaves at once
        ("interrupts.finish(); press(); press(); sys.exit(7)", 7),
        ("interrupts._Presses.shelters = 1; press(); sys.exit(7)", 7),
    ],
)
def test_the_process_ends_without_a_word(body: str, status: int) -> None:
    start = "import signal, sys; from warmonitor import interrupts; interrupts.heed(); press = lambda: signal.raise_signal(signal.SIGINT); "
    done = subprocess.run([sys.executable, "-c", start + body], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (status, b"", b"")
