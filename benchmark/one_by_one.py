"""What a report costs that comes alone, in a record of any size.

    python -m benchmark.one_by_one --store FILE [--reports 40]

Goes on with the stream of a store that growth.py left, one run for each report, as `warmonitor add` of a single file does but for
coding: opened anew, nothing in memory. Prints the milliseconds of processor time of a run: the
median, the mean and the longest, and the median of runs that add nothing, which is what opening costs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from statistics import mean, median

from benchmark.stream import CODER, stream
from warmonitor.errors import CodingError
from warmonitor.records import CodedReport, Report
from warmonitor.store import open_store
from warmonitor.store.storing import next_key
from warmonitor.store.tables import reports
from warmonitor.workflow.add import Offered, add_reports


def add_alone(url: str, record: CodedReport | None) -> tuple[float, bool]:
    """Milliseconds of processor time that a run takes which adds this report, and whether it adds any."""

    def code(reports: Iterable[Report], _fail: Callable[[CodingError], None]) -> Iterator[CodedReport]:
        for _ in reports:
            assert record is not None
            yield record

    start = time.process_time()
    with open_store(url) as store:
        offered = [] if record is None else [Offered(record.report)]
        outcomes = [added.outcome for added in add_reports(store, offered, code, CODER)]
    taken = 1000 * (time.process_time() - start)
    return taken, outcomes in (["new"], ["changed"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=40)
    options = parser.parse_args()
    if not options.store.exists():
        print(f"{options.store} is not there", file=sys.stderr)
        return 2
    url = f"sqlite:///{options.store.absolute()}"
    with open_store(url) as store:
        incidents = store.count()
        with store.reading() as connection:
            held = next_key(connection, reports) - 1
    records = islice(stream(), held, None)  # the first may be known: the stream has some twice
    while not add_alone(url, next(records))[1]:  # what a process does once
        pass
    empty = median(add_alone(url, None)[0] for _ in range(5))
    runs = (add_alone(url, record) for record in records)
    taken = list(islice((spent for spent, is_added in runs if is_added), options.reports))
    print("incidents", "reports", "median ms", "mean ms", "longest ms", "opening ms", sep="\t")
    print(incidents, len(taken), *map(round, (median(taken), mean(taken), max(taken), empty)), sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
