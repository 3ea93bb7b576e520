"""What the record holds doesn't depend on the order in which reports came, nor on how many came at once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import msgspec
import pytest

from benchmark.order import cut, differences, forget_places, link, make_reports
from benchmark.stream import SEED
from warmonitor.records import CodedReport, Incident
from warmonitor.store import open_store

REPORTS = 16
SHUFFLES = 13


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    place = tmp_path_factory.mktemp("order") / "empty.db"
    open_store(f"sqlite:///{place}").close()
    return place.read_bytes()


def linked(place: Path, empty: bytes, records: list[CodedReport], sizes: list[int]) -> list[Incident]:
    place.write_bytes(empty)
    with open_store(f"sqlite:///{place}") as store:
        return link(store, records, sizes)


@cache
def reports_of(stream: int) -> list[CodedReport]:
    return make_reports(REPORTS, SEED + stream)


@pytest.mark.parametrize(
    ("stream", "are_known"),
    [(6, True), (7, True), (8, False)],  # of the last the gazetteer knows half the towns
)
def test_shuffled_reports_make_the_same_incidents_in_every_field(
    tmp_path: Path, empty: bytes, stream: int, are_known: bool
) -> None:
    records, dice = reports_of(stream), Random(stream)
    if not are_known:
        records = forget_places(records)
    wanted = linked(tmp_path / "record.db", empty, records, [len(records)])
    for turn in range(SHUFFLES):
        order = dice.sample(records, len(records))
        found = linked(tmp_path / f"{turn}.db", empty, order, cut(len(order), dice))
        assert differences(found, wanted) == []


def test_of_many_holders_of_a_sentence_the_first_published_are_looked_at(tmp_path: Path, empty: bytes) -> None:
    """More reports share a text than are looked at; the first of all may come last."""
    record = reports_of(0)[0]

    def reprint(number: int) -> CodedReport:
        report = msgspec.structs.replace(record.report, id=f"copy {number}", source=f"Paper {number}")
        day = f"2012-03-{number + 1:02}"
        published = msgspec.structs.replace(report.published, earliest=day, latest=day)
        claims = tuple(msgspec.structs.replace(one, id=f"{one.id}-{number}") for one in record.claims)
        incidents = tuple(
            msgspec.structs.replace(one, claims=tuple(f"{name}-{number}" for name in one.claims))
            for one in record.incidents
        )
        report = msgspec.structs.replace(report, published=published)
        return msgspec.structs.replace(record, report=report, claims=claims, incidents=incidents)

    copies = [reprint(number) for number in range(14)]
    wanted = linked(tmp_path / "record.db", empty, copies, [len(copies)])
    for order in (copies[::-1], copies[1:] + copies[:1], copies[7:] + copies[:7]):
        found = linked(tmp_path / "other.db", empty, order, [5, 5, 4])
        assert differences(found, wanted) == []
        with open_store(f"sqlite:///{tmp_path / 'other.db'}") as store:
            assert {row.copy_of for row in store.reports(limit=50).items if row.id != "copy 0"} == {"copy 0"}
