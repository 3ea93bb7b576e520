"""Whether the order of arrival changes what is linked: shuffles of a made-up stream, each stored and linked from nothing.

    python -m benchmark.order [--shuffles 1000] [--reports 40]

Each shuffle comes in two runs of random sizes. Counts the shuffles that put the same claims together as the first order did,
and those whose incidents are the same in every field; exit status 1 where claims were put together otherwise. Corrections and retractions are left out: of two texts under one id the later is meant to count.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from itertools import islice

import msgspec

from benchmark.stream import CODER, stream
from warmonitor.records import CodedReport, Incident
from warmonitor.store import open_store
from warmonitor.workflow.add import Offered, add_reports


def link(records: Sequence[CodedReport], sizes: Sequence[int]) -> list[Incident]:
    """The incidents of these reports, added in this order in runs of these sizes, but for when they were recorded."""
    with open_store("sqlite://") as store:
        rest = list(records)
        for size in sizes:
            run, rest = rest[:size], rest[size:]
            made = {id(record.report): record for record in run}
            code = lambda reports, _fail, made=made: (made[id(report)] for report in reports)  # noqa: E731
            list(add_reports(store, [Offered(record.report) for record in run], code, CODER))
        found = [msgspec.structs.replace(one, changed_at="") for one in store.all_incidents()]
    return sorted(found, key=lambda one: one.id)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shuffles", type=int, default=1000)
    parser.add_argument("--reports", type=int, default=40)
    options = parser.parse_args()
    made = stream(happenings_a_day=8, towns=6, correction=0, retraction=0)
    records = list(islice(made, options.reports))
    wanted = link(records, [len(records)])
    dice, same, equal, start = random.Random(1), 0, 0, time.process_time()
    for number in range(options.shuffles):
        order = dice.sample(records, len(records))
        cut = dice.randint(1, len(order))
        found = link(order, [cut, len(order) - cut])
        equal += found == wanted
        if _groups(found) == _groups(wanted):
            same += 1
        else:
            print(f"shuffle {number} put claims together otherwise", flush=True)
    spent = time.process_time() - start
    print(
        f"{options.shuffles} shuffles of {len(records)} reports, {len(wanted)} incidents, {spent:.0f} s of processor time"
    )
    print(f"the same claims together: {same}; the same in every field: {equal}")
    return 0 if same == options.shuffles else 1


def _groups(incidents: Sequence[Incident]) -> set[frozenset[str]]:
    return {frozenset(one.claims) for one in incidents}


if __name__ == "__main__":
    sys.exit(main())
