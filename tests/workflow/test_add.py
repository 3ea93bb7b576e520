"""Adding reports: new, known, changed, refused; whole or not at all; in any order."""

import importlib
import sqlite3
from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import CODER, FakeCoder, fill, make_raid, make_report, what_is_known
from warmonitor import interrupts
from warmonitor.errors import ReadError, StoreError
from warmonitor.records import CoderVersion
from warmonitor.store import ClaimFilter, Store, open_store
from warmonitor.workflow import add
from warmonitor.workflow.add import Offered, add_reports

RAIDS = [
    make_raid("Wire", killed=5, id="a"),
    make_raid(
        "Daily",
        killed=7,
        id="b",
        more="The bakery on the square burnt down, and the hospital received the wounded all night.",
    ),
    make_raid("Radio", killed=9, id="c", published="2018-09-06", more="Rescuers dug for two days in Al-Ziyara street."),
    make_raid("Post", place="Kharkiv", day="2022-05-01", id="d", actor=None),
    make_raid("Wire", place="Goma", day="2013-01-10", id="e", actor=None),
    make_raid("Agency", id="f", speaker="Kremlin", denied=True),
]


@pytest.fixture
def store(any_store_url: str) -> Iterable[Store]:
    with open_store(any_store_url) as opened:
        yield opened


def test_adding_twice_changes_nothing(store: Store) -> None:
    assert fill(store, RAIDS) == ["new"] * 6
    before = list(store.all_incidents()), store.size(), store.changes(limit=1000)
    assert fill(store, RAIDS) == ["known"] * 6
    assert (list(store.all_incidents()), store.size(), store.changes(limit=1000)) == before


def test_a_report_twice_in_one_run_is_known_the_second_time(store: Store) -> None:
    assert fill(store, [RAIDS[0], RAIDS[0]]) == ["new", "known"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(RAIDS))), runs=st.integers(1, 3))
def test_order_of_arrival_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], runs: int
) -> None:
    folder = tmp_path_factory.mktemp("order")
    with open_store(f"sqlite:///{folder / 'one.db'}") as one, open_store(f"sqlite:///{folder / 'two.db'}") as two:
        fill(one, RAIDS)
        records = [RAIDS[i] for i in order]
        for start in range(runs):
            fill(two, records[start::runs])
        assert what_is_known(two) == what_is_known(one)


def test_a_raid_of_three_reports_is_one_incident_and_its_denial_belongs_to_it(store: Store) -> None:
    fill(store, RAIDS)
    incidents = {incident.places[0].name: incident for incident in store.all_incidents()}
    assert len(incidents) == 3
    idlib = incidents["Idlib"]
    assert set(idlib.reports) == {"a", "b", "c", "f"}
    assert (idlib.counts[0].low, idlib.counts[0].high) == (5, 9)
    assert idlib.independent_voices == 3 and idlib.grade == "Contested"


def test_a_denial_alone_makes_no_incident(store: Store) -> None:
    fill(store, [RAIDS[5]])
    assert store.size().claims == 1 and store.size().incidents == 0


def test_a_changed_report_is_a_new_version(store: Store) -> None:
    fill(store, RAIDS[:2])
    later = make_raid(
        "Daily", killed=12, id="b", more="The toll rose on Wednesday, the paper wrote in a new version of its story."
    )
    assert fill(store, [later]) == ["changed"]
    assert [one.version for one in store.report_versions("b")] == [1, 2]
    assert store.report("b") == later and store.report("b", version=1) == RAIDS[1]
    (incident,) = store.all_incidents()
    assert (incident.counts[0].low, incident.counts[0].high) == (5, 12)
    assert len(store.claims().items) == 2  # the first version's claims are no longer current


def test_other_text_at_an_address_is_a_new_version(store: Store) -> None:
    first, second = (make_raid("Daily", killed=n, id=f"made{n}") for n in (3, 4))
    first, second = (
        msgspec.structs.replace(each, report=msgspec.structs.replace(each.report, url="https://example.org/x"))
        for each in (first, second)
    )
    for record, outcome in ((first, "new"), (second, "changed")):
        (added,) = add_reports(store, [Offered(record.report, has_made_id=True)], FakeCoder([record]), CODER)
        assert added.outcome == outcome
    assert store.size().reports == 1
    assert store.incident(next(store.all_incidents()).id).counts[0].high == 4


def test_the_incident_of_a_report_that_no_longer_tells_it_is_retracted(store: Store) -> None:
    fill(store, RAIDS[:1])
    (incident,) = store.all_incidents()
    fill(store, [make_raid("Wire", id="a", place="Kharkiv", day="2022-05-01", actor=None)])
    (now,) = store.all_incidents()
    assert now.places[0].name == "Kharkiv"
    assert store.incident(incident.id).status == "retracted" or store.incident(incident.id) == now


def test_coding_again_keeps_what_came_before(store: Store) -> None:
    fill(store, RAIDS[:1])
    newer = CoderVersion("test", "2")
    better = msgspec.structs.replace(make_raid("Wire", killed=6, id="a"), report=RAIDS[0].report, coder=newer)
    assert fill(store, [better], newer) == ["recoded"]
    assert store.report("a").coder == newer and store.report_versions("a")[-1].version == 1
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT coder_version, is_current FROM codings ORDER BY key").all() == [
            ("1", 0),
            ("2", 1),
        ]


def test_what_cannot_be_read_coded_or_told_apart_is_refused(store: Store) -> None:
    fill(store, RAIDS[:1])
    offered = [
        Offered(ReadError("no JSON", 3), origin="x.jsonl", line=3),
        Offered(RAIDS[1].report),
        Offered(make_report("This text breaks the coder.", id="broken")),
        Offered(make_raid("Other paper", id="a").report),
        Offered(RAIDS[3].report),
    ]
    added = list(add_reports(store, offered, FakeCoder(RAIDS), CODER))
    assert [each.outcome for each in added] == ["refused", "new", "refused", "refused", "new"]
    assert [bool(each.why) for each in added] == [True, False, True, True, False]
    assert added[0].line == 3 and "Wire" in added[3].why
    assert store.size().reports == 3


def test_a_run_that_breaks_off_leaves_whole_reports_and_can_go_on(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(add, "AT_ONCE", 2)
    records = RAIDS[:5]

    def breaking(reports: object, refuse: object) -> object:
        for number, record in enumerate(FakeCoder(records)(reports, refuse)):  # type: ignore[arg-type]
            if number == 3:
                raise KeyboardInterrupt
            yield record

    with pytest.raises(KeyboardInterrupt):
        list(add_reports(store, [Offered(record.report) for record in records], breaking, CODER))  # type: ignore[arg-type]
    assert store.size().reports == 2 and store.size().claims == 2
    assert fill(store, records) == ["known", "known", "new", "new", "new"]


@pytest.mark.parametrize("room", ["link_copies.judge", "link_stories.cluster", "record_incidents.build_incident"])
def test_an_interrupt_while_storing_leaves_nothing_half_stored(
    room: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store, RAIDS[:1])
    before = store.size()

    def press(*_: object, **__: object) -> None:
        monkeypatch.setattr(interrupts._Presses, "count", 1)

    module, _, name = room.partition(".")
    owner = importlib.import_module(f"warmonitor.workflow.{module}")
    work = getattr(owner, name)
    monkeypatch.setattr(owner, name, lambda *given, **more: (press(), work(*given, **more))[1])
    with pytest.raises(KeyboardInterrupt):
        fill(store, RAIDS)
    assert store.size() == before
    monkeypatch.undo()
    assert "new" in fill(store, RAIDS)


def test_a_failure_while_storing_leaves_nothing_half_stored(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    fill(store, RAIDS[:1])
    monkeypatch.setattr(
        "warmonitor.workflow.link.record_groups",
        lambda *_, **__: (_ for _ in ()).throw(OSError(28, "No space left on device")),
    )
    with pytest.raises(StoreError, match="No space"):
        fill(store, RAIDS[1:])
    monkeypatch.undo()
    assert store.size().reports == 1 and len(store.claims(ClaimFilter()).items) == 1
    assert fill(store, RAIDS) == ["known", *["new"] * 5]


def test_a_wire_and_its_reprints_are_one_voice(store: Store) -> None:
    story = (
        "Rescuers in the town counted the dead through the night, and the road to the hospital in Harem was cut by craters. "
        * 3
    )
    wire = make_raid("Wire", id="w", killed=5, more=story)
    reprints = [make_raid(name, id=name, killed=5, published="2018-09-05", more=story) for name in ("Daily", "Post")]
    own = make_raid(
        "Radio",
        id="r",
        killed=6,
        published="2018-09-05",
        more="Our reporter saw four wrecked houses near the old market.",
    )
    fill(store, [wire, *reprints, own])
    (incident,) = store.all_incidents()
    assert incident.voices == ("Wire", "Radio") and incident.independent_voices == 2
    assert {row.id: row.copy_of for row in store.reports().items} == {"w": None, "Daily": "w", "Post": "w", "r": None}
