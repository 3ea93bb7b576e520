"""Families of copies as reports come, change and go, in any order."""

from __future__ import annotations

from pathlib import Path
from random import Random

import msgspec

from factories import fill, make_claim, make_coded, make_count, make_day, make_place, make_report
from warmonitor.records import CodedReport, CoderVersion
from warmonitor.store import Store, open_store

WIRE = (
    "Air raids hit Idlib on 4 September and killed 9 people. Rescuers dug through the night in three villages north of the town. "
    "The road to the hospital was cut by craters. A spokesman for the rescue service said that the crews would go on until noon. "
    "Shops stayed shut, and the bakery on the square gave its bread away."
)
OTHER = (
    "The ferry to the islands runs again after two weeks, with a new timetable that leaves out the stop at the old pier. Islanders "
    "had asked for an evening boat since the spring. The harbour office wants to look at the numbers once more in autumn."
)


def report(text: str, id: str, published: str = "2018-09-04", source: str = "") -> CodedReport:
    made = make_report(text, id=id, source=source or f"Source {id}", published=published)
    if "raids" not in text:
        return make_coded(made, [])
    counts = [make_count(made, "9 people")] if "9 people" in text else []
    claim = make_claim(made, "raids", places=[make_place(made, "Idlib")], time=make_day("2018-09-04"), counts=counts)
    return make_coded(made, [claim])


REPORTS = [
    report(WIRE, "a"),
    report("(Daily) " + WIRE, "b", "2018-09-05"),
    report(WIRE[: WIRE.index("A spokesman")], "c", "2018-09-06"),
    report(WIRE + " " + OTHER, "d", "2018-09-06"),
    report(OTHER, "e", "2018-09-01"),
    report(OTHER + " " + WIRE[WIRE.index("Rescuers") : WIRE.index("The road")], "f", "2018-09-07"),
    report(WIRE.replace("night", "evening").replace("three", "four"), "g", "2018-09-05"),
    report(
        WIRE[WIRE.index("Rescuers") :] + " Air raids on Idlib had been feared since August, people in the town said.",
        "h",
        "2018-09-05",
    ),
]


def families(store: Store) -> dict[str, tuple[object, ...]]:
    """Each report's first, relation, parent and what is whose."""
    found = {}
    for row in store.reports(limit=50).items:
        family = store.family(row.id)
        assert family.own is not None and row.copy_of == (None if family.first == row.id else family.first)
        found[row.id] = (family.first, family.own.relation, family.own.copies, family.own.taken)
    return found


def test_families(store: Store) -> None:
    fill(store, REPORTS)
    found = {name: row[:3] for name, row in families(store).items()}
    assert found == {
        "a": ("a", None, None),
        "b": ("a", "reprint", "a"),
        "c": ("a", "cut", "a"),
        "d": ("a", "merged", "a"),
        "e": ("e", None, None),
        "f": ("e", "merged", "e"),
        "g": ("a", "reprint", "a"),
        "h": ("a", "rewrite", "a"),
    }
    (incident,) = store.all_incidents()
    assert set(incident.voices) == {"Source a", "Source h"}  # what h says of August is its own


def test_order_of_arrival_changes_no_family(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'empty.db'}").close()
    chance, expected = Random(7), None
    for turn in range(6):
        records = REPORTS[:] if not turn else chance.sample(REPORTS, len(REPORTS))
        place = tmp_path / f"{turn}.db"
        place.write_bytes((tmp_path / "empty.db").read_bytes())
        with open_store(f"sqlite:///{place}") as store:
            step = chance.choice([1, 3, 8])
            for start in range(0, len(records), step):
                fill(store, records[start : start + step])
            found = families(store), {(one.id, one.voices) for one in store.all_incidents()}
        expected = expected or found
        assert found == expected


def test_when_the_first_report_changes_its_copies_are_each_other_s(store: Store) -> None:
    fill(store, REPORTS[:3])
    fill(store, [report(OTHER, "a")])
    found = {name: row[:3] for name, row in families(store).items()}
    assert found == {"a": ("a", None, None), "b": ("b", None, None), "c": ("b", "cut", "b")}
    (incident,) = store.all_incidents()
    assert incident.voices == ("Source b",) and set(incident.reports) == {"b", "c"}
    fill(store, [REPORTS[0]])
    assert {name: row[0] for name, row in families(store).items()} == {"a": "a", "b": "a", "c": "a"}


def test_coding_again_changes_no_family(store: Store) -> None:
    fill(store, REPORTS)
    before = families(store)
    newer = CoderVersion("test", "2")
    again = [msgspec.structs.replace(one, coder=newer) for one in REPORTS]
    assert set(fill(store, again, newer)) == {"recoded"} and families(store) == before


def test_a_store_without_prints_gets_them(store: Store) -> None:
    fill(store, REPORTS[:2])
    with store.writing() as connection:
        for table in ("families", "marks", "prints"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("UPDATE reports SET copy_of = NULL")
    fill(store, [REPORTS[2]])
    assert {name: row[:2] for name, row in families(store).items()} == {
        "a": ("a", None),
        "b": ("a", "reprint"),
        "c": ("a", "cut"),
    }


def test_a_report_that_takes_its_claim_back_ends_it(store: Store) -> None:
    fill(store, [REPORTS[0]])
    (incident,) = store.all_incidents()
    fill(
        store,
        [report("An earlier version of this page told of attacks on Idlib. That was wrong, the editors say.", "a")],
    )
    assert incident.id not in {one.id for one in store.all_incidents()}
    assert store.incident(incident.id).status == "retracted"
    assert store.claims().items == () and [one.version for one in store.report_versions("a")] == [1, 2]
    assert store.report("a", version=1).claims == REPORTS[0].claims
