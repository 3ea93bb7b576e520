"""How many claims a second of processor time are stored and linked while a record grows.

    python -m benchmark.growth [--claims 100000] [--every 20000] [--store FILE] [--profile FILE]

Takes the made-up stream of stream.py, whose making isn't counted, through the same line as `warmonitor add`, without
coding. Prints a row each so many claims: what the record holds, claims and reports a second of processor time since the
row before, the size of the store and of the process, and how many milliseconds a fixed piece of work took meanwhile: where
that is more than in other rows, something else kept the machine busy. The store is made anew, and left where --store names it.
"""

from __future__ import annotations

import argparse
import cProfile
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmark.stream import CODER, stream
from warmonitor.errors import CodingError
from warmonitor.records import CodedReport, Report
from warmonitor.store import Store, open_store
from warmonitor.workflow.add import AT_ONCE, Offered, add_reports

HEAD = ("claims", "reports", "incidents", "claims/s", "reports/s", "store MB", "memory MB", "seconds", "pace ms")
_PACES = 5  # times a row that the fixed piece of work is done


class Source:
    """The stream as reports to be offered and as their coder, and the processor time that making it takes."""

    def __init__(self, records: Iterator[CodedReport]) -> None:
        self._records = records
        self._ahead: deque[CodedReport] = deque()  # made, and not offered yet
        self._made: deque[CodedReport] = deque()
        self._offered: deque[int] = deque()
        self.seconds = 0.0
        self.claims = 0

    def offer(self, claims: int) -> Iterator[Offered]:
        """Reports until they hold so many claims; as many as are stored at once are made together, so that making them ends no batch."""
        while self.claims < claims:
            if not self._ahead:
                start = time.process_time()
                self._ahead.extend(islice(self._records, AT_ONCE))
                self.seconds += time.process_time() - start
            record = self._ahead.popleft()
            self.claims += len(record.claims)
            self._offered.append(len(record.claims))
            self._made.append(record)
            yield Offered(record.report)

    def next_claims(self) -> int:
        """The claims of the first report that was offered and not asked for yet."""
        return self._offered.popleft()

    def code(self, reports: Iterable[Report], _fail: Callable[[CodingError], None]) -> Iterator[CodedReport]:
        """The records of these reports; those of reports that nobody asked for are left out."""
        for report in reports:
            while (record := self._made.popleft()).report is not report:
                pass
            yield record


class Counted(NamedTuple):
    """Claims and reports that are stored, and the processor time that it took so far."""

    claims: int
    reports: int
    seconds: float


class Pace:
    """How quick the machine is: the processor time of a fixed piece of work, done now and then, which counts for nothing else."""

    def __init__(self, every: int) -> None:
        self._every = every
        self._next = 0
        self._taken: list[float] = []
        self.seconds = 0.0

    def take(self, claims: int) -> None:
        """Do the piece of work if it is time to."""
        if claims >= self._next:
            start = time.process_time()
            found = {str(number * 7_919 % 300_007): number for number in range(300_000)}  # more than caches hold
            sum(found[word] for word in sorted(found))
            self._taken.append(time.process_time() - start)
            self.seconds += self._taken[-1]
            self._next = claims + self._every

    def tell(self) -> int:
        """Milliseconds that it took on average since this was asked last."""
        taken, self._taken = self._taken, []
        return round(1000 * sum(taken) / max(1, len(taken)))


def grow(store: Store, source: Source, claims: int, every: int) -> Iterator[tuple[int, ...]]:
    """Rows of figures, one each so many claims."""
    pace = Pace(max(1, every // _PACES))

    def spent() -> float:
        return time.process_time() - source.seconds - pace.seconds

    before = Counted(0, 0, spent())
    stored, reports = 0, 0
    for added in add_reports(store, source.offer(claims), source.code, CODER):
        assert added.outcome != "refused", added
        stored, reports = stored + source.next_claims(), reports + 1
        pace.take(stored)
        if stored >= before.claims + every:
            counted = Counted(stored, reports, spent())
            yield (*_row(store, before, counted), pace.tell())
            before = counted._replace(seconds=spent())
    if stored > before.claims:
        yield (*_row(store, before, Counted(stored, reports, spent())), pace.tell())


def _row(store: Store, before: Counted, now: Counted) -> tuple[int, ...]:
    status = Path("/proc/self/status").read_text()
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) // 1024
    size = sum(path.stat().st_size for path in Path(store.url.removeprefix("sqlite:///")).parent.glob("*.db*")) // 10**6
    seconds = now.seconds - before.seconds
    rates = round((now.claims - before.claims) / seconds), round((now.reports - before.reports) / seconds)
    return now.claims, now.reports, store.count(), *rates, size, memory, round(seconds)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=20_000)
    parser.add_argument("--store", type=Path, help="a file that isn't there yet, in a folder of its own")
    parser.add_argument("--profile", type=Path, help="write a profile here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = (options.store or Path(folder) / "grown.db").absolute()
        if path.exists():
            print(f"{path} is there already", file=sys.stderr)
            return 2
        profile = cProfile.Profile()
        with open_store(f"sqlite:///{path}") as store:
            print(*HEAD, sep="\t", flush=True)
            if options.profile:
                profile.enable()
            for row in grow(store, Source(stream()), options.claims, options.every):
                print(*row, sep="\t", flush=True)
            if options.profile:
                profile.disable()
                profile.dump_stats(options.profile)
    return 0


if __name__ == "__main__":
    sys.exit(main())
