"""What reports come to doesn't depend on how many of them are one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.order import coder_of
from benchmark.stream import CODER, stream
from warmonitor.records import CodedReport, Incident
from warmonitor.store import Store, open_store
from warmonitor.workflow import add
from warmonitor.workflow.add import Offered, add_reports

REPORTS = 70
RATES = {"happenings_a_day": 8, "towns": 6, "correction": 0.2, "retraction": 0.05, "late": 0.3}


def add_in_batches(store: Store, records: Sequence[CodedReport], at_once: int) -> list[Incident]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(add, "AT_ONCE", at_once)
        list(add_reports(store, [Offered(one.report) for one in records], coder_of(records), CODER))
    found = [msgspec.structs.replace(one, changed_at="") for one in store.all_incidents()]
    return sorted(found, key=lambda one: one.id)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10**6), at_once=st.sampled_from([1, 2, 3, 5, 9, 20, 33]))
def test_reports_come_to_the_same_one_by_one_and_together(seed: int, at_once: int) -> None:
    records = list(islice(stream(seed, **RATES), REPORTS))
    with open_store("sqlite://") as one_by_one, open_store("sqlite://") as together:
        assert add_in_batches(one_by_one, records, at_once) == add_in_batches(together, records, REPORTS)


def test_a_batch_is_one_moment_of_the_record(any_store_url: str) -> None:
    records = list(islice(stream(**RATES), REPORTS))
    with open_store(any_store_url) as store:
        known = add_in_batches(store, records, 10)
        moments = sorted({step.at for step in store.steps(limit=1000).items})
        assert 1 < len(moments) <= REPORTS // 10
        assert len(list(store.all_as_known(moments[0]))) < len(known)
        last = [msgspec.structs.replace(one, changed_at="") for one in store.all_as_known(moments[-1])]
        assert sorted(last, key=lambda one: one.id) == known


def test_what_was_stored_stays_when_a_later_batch_breaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add, "AT_ONCE", 20)
    records = list(islice(stream(**RATES), 50))

    def offered() -> Iterator[Offered]:
        for number, one in enumerate(records):
            if number == 45:
                raise KeyboardInterrupt
            yield Offered(one.report)

    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        with pytest.raises(KeyboardInterrupt):
            list(add_reports(store, offered(), coder_of(records), CODER))
        stored = store.size().reports
        assert stored >= 20
        again = list(add_reports(store, [Offered(one.report) for one in records], coder_of(records), CODER))
        assert len(again) == 50 and {one.outcome for one in again} <= {"new", "known", "changed"}
