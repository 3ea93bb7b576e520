"""Whether the order of arrival changes anything: shuffles of made-up streams, each stored and linked from nothing.

    python -m benchmark.order [--shuffles 1000] [--streams 10] [--reports 40] [--dense 20] [--dense-reports 200]

Dense streams are of a single town, where each report shares words with most others; of every second other stream the
gazetteer knows only half the towns. Each shuffle comes in one to six runs of random sizes. Counts the shuffles whose incidents are the same in every field, ids too, as
those of the order of the stream; what differs is named. Exit status 1 where something does. Left out is only when an incident
was recorded. Corrections and retractions aren't made: of two texts under one id the later is meant to count.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from msgspec.structs import replace

from benchmark.stream import CODER, SEED, stream
from warmonitor.records import CodedReport, EventPlace, Incident
from warmonitor.store import Store, open_store
from warmonitor.workflow.add import Code, Offered, add_reports

MOST_RUNS = 6


def make_reports(number: int, seed: int = SEED, towns: int = 6) -> list[CodedReport]:
    """Reports of a few towns on a few days, many of which tell of one happening or copy each other."""
    made = stream(seed, happenings_a_day=8, towns=towns, copy=0.3, correction=0, retraction=0)
    return list(islice(made, number))


def forget_places(records: Sequence[CodedReport]) -> list[CodedReport]:
    """These reports where the gazetteer knows every second town by no name: what is left of it are the words of each report."""

    def forget(place: EventPlace) -> EventPlace:
        if place.id is None or int(place.id.rpartition(":")[2]) % 2:
            return place
        return EventPlace(place.start, place.end, place.text, relation=place.relation)

    def strip(record: CodedReport) -> CodedReport:
        claims = [
            replace(one, event=replace(one.event, places=tuple(map(forget, one.event.places)))) for one in record.claims
        ]
        units = [replace(one, places=tuple(map(forget, one.places))) for one in record.incidents]
        return replace(record, claims=tuple(claims), incidents=tuple(units))

    return [strip(record) for record in records]


def coder_of(records: Sequence[CodedReport]) -> Code:
    """What gives these records for their reports."""
    made = {id(record.report): record for record in records}
    return lambda reports, _fail: (made[id(report)] for report in reports)


def link(store: Store, records: Sequence[CodedReport], sizes: Sequence[int]) -> list[Incident]:
    """The incidents of these reports, added in this order in runs of these sizes, but for when they were recorded."""
    rest = list(records)
    for size in sizes:
        run, rest = rest[:size], rest[size:]
        list(add_reports(store, [Offered(record.report) for record in run], coder_of(run), CODER))
    found = [replace(one, changed_at="") for one in store.all_incidents()]
    return sorted(found, key=lambda one: one.id)


def cut(number: int, dice: random.Random) -> list[int]:
    """Sizes of one to six runs of so many reports."""
    borders = sorted(dice.randint(0, number) for _ in range(dice.randint(1, MOST_RUNS) - 1))
    return [end - start for start, end in zip([0, *borders], [*borders, number], strict=True)]


def differences(found: Sequence[Incident], wanted: Sequence[Incident]) -> list[str]:
    """What is not the same: "together" where claims were put together otherwise, and names of fields."""
    ours, theirs = ({frozenset(one.claims): one for one in incidents} for incidents in (found, wanted))
    names = {
        name
        for claims in ours.keys() & theirs.keys()
        for name in Incident.__struct_fields__
        if getattr(ours[claims], name) != getattr(theirs[claims], name)
    }
    return sorted(names | ({"together"} if ours.keys() != theirs.keys() else set()))


def shuffle(name: str, records: Sequence[CodedReport], shuffles: int, dice: random.Random) -> Counter[str]:
    """Link so many shuffles of a stream; what differs, and "same" for each in which nothing does."""
    with open_store("sqlite://") as store:
        wanted = link(store, records, [len(records)])
    counted, start = Counter[str](), time.process_time()
    for _ in range(shuffles):
        order = dice.sample(records, len(records))
        with open_store("sqlite://") as store:
            found = differences(link(store, order, cut(len(order), dice)), wanted)
        counted.update(found or ["same"])
    spent = time.process_time() - start
    print(f"{name}: {len(wanted)} incidents, {counted['same']} of {shuffles} the same, {spent:.0f} s", flush=True)
    return counted


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shuffles", type=int, default=1000)
    parser.add_argument("--streams", type=int, default=10)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--dense", type=int, default=20, help="shuffles of streams of a single town")
    parser.add_argument("--dense-reports", type=int, default=200)
    options = parser.parse_args()
    dice, counted = random.Random(1), Counter[str]()
    each = options.shuffles // options.streams
    for number in range(options.streams if each else 0):
        records = make_reports(options.reports, SEED + number)
        counted += shuffle(f"stream {number}", forget_places(records) if number % 2 else records, each, dice)
    if options.dense:
        counted += shuffle("one town", make_reports(options.dense_reports, towns=1), options.dense, dice)
    made = each * options.streams + options.dense
    equal = counted.pop("same", 0)
    print(f"{made} shuffles, the same in every field: {equal}; what differs: {dict(counted)}")
    return 0 if equal == made else 1


if __name__ == "__main__":
    sys.exit(main())
