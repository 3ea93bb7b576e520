"""Reports coded by several processes: same records, same order.

Each process has a pipe to this one and works on one chunk at a time, so nothing piles up. A process that dies, or whose
parent does, is noticed by the end of the pipe: no side waits for ever.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from warmonitor.errors import CodingError, WarmonitorError
from warmonitor.knowledge import tables
from warmonitor.records import CodedReport, Report
from warmonitor.settings import Settings
from warmonitor.workflow.stream import code_chunk, cut_chunks, failure

Answer = list[CodedReport | CodingError]
_AHEAD = 3  # chunks a process may be ahead of the one that is waited for


def code_in_processes(
    reports: Iterable[Report], jobs: int, settings: Settings, gate: bool = False, pauses: Callable[[], bool] = bool
) -> Iterator[CodedReport | CodingError]:
    """Records in the order of the reports; raises CodingError where a process is killed or can't start.

    While `pauses` says that the next report may be long in coming, what is at work is waited for instead.
    """
    crew = _Crew(jobs, settings, gate)
    try:
        yield from crew.code(cut_chunks(reports, pauses), pauses)
    finally:
        crew.dismiss()


class _Crew:
    """The processes at work, each at the other end of a pipe."""

    def __init__(self, jobs: int, settings: Settings, gate: bool) -> None:
        context = get_context("spawn")  # no copies of this process's threads and locks
        resource_tracker.ensure_running()  # before, for starting it lets interrupts in
        self._processes: list[BaseProcess] = []
        self._idle: list[Connection] = []
        self._busy: dict[Connection, int] = {}
        self._limit = jobs * _AHEAD
        for _ in range(jobs):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, settings, gate), daemon=True)
            with _held_interrupts():
                process.start()
            theirs.close()
            self._processes.append(process)
            self._idle.append(ours)

    def code(self, chunks: Iterator[list[Report]], pauses: Callable[[], bool]) -> Iterator[CodedReport | CodingError]:
        """The records of the chunks, in order."""
        answers: dict[int, Answer] = {}
        sent = told = 0
        more = True
        while more or self._busy or answers:
            while more and self._idle and sent - told < self._limit and not (sent > told and pauses()):
                chunk = next(chunks, None)
                if chunk is None:
                    more = False
                else:
                    self._send(sent, chunk)
                    sent += 1
            if told in answers:
                yield from answers.pop(told)
                told += 1
            elif self._busy:
                self._take(answers)

    def _send(self, number: int, chunk: list[Report]) -> None:
        connection = self._idle.pop()
        with suppress(OSError):  # it has died: its answer will be the end of the pipe
            connection.send(chunk)
        self._busy[connection] = number

    def _take(self, answers: dict[int, Answer]) -> None:
        """Wait for answers and put them where they belong."""
        for ready in wait(list(self._busy)):
            assert isinstance(ready, Connection)
            try:
                answer = ready.recv()
            except (EOFError, OSError) as error:
                raise CodingError(
                    "a coding process was killed, for want of memory perhaps; run with fewer --jobs"
                ) from error
            if isinstance(answer, WarmonitorError):
                raise answer
            answers[self._busy.pop(ready)] = answer
            self._idle.append(ready)

    def dismiss(self) -> None:
        """Stop the processes, whatever they are at."""
        for connection in (*self._idle, *self._busy):
            connection.close()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join()


@contextmanager
def _held_interrupts() -> Iterator[None]:
    """Interrupts wait meanwhile, and a process that is started never gets any: they are this one's to handle."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(connection: Connection, settings: Settings, gate: bool) -> None:
    """Code chunks until the pipe ends."""
    try:
        from warmonitor.coding.lean_import import import_spacy

        import_spacy()
        from warmonitor.coding.coder import ReportCoder
        from warmonitor.coding.gate import ConflictGate

        tables.add_own(settings.knowledge)
        coder = ReportCoder(settings.pipeline, settings.knowledge, settings.gazetteer)
        keeper = ConflictGate(settings.knowledge) if gate else None
        while True:
            connection.send(list(code_chunk(coder, connection.recv(), keeper)))
    except WarmonitorError as error:
        _tell(connection, error)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:  # told to the parent, which ends the run with it
        _tell(connection, failure("", error))


def _tell(connection: Connection, error: WarmonitorError) -> None:
    """Answer the next chunk, whatever it is, with an error."""
    try:
        connection.recv()
        connection.send(error)
    except (EOFError, OSError):
        return
