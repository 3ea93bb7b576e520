"""The public copy of a record that was added to in earnest: incidents as due reports tell them, what rests on them, sums, sequences, copies."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from factories import fill, make_coded, make_report
from warmonitor.records import Incident
from warmonitor.settings import Settings
from warmonitor.store import Store, open_store
from warmonitor.store.reading_sequences import page_aggregates
from warmonitor.workflow.campaigns import list_campaigns, read_campaign
from warmonitor.workflow.public_view import PublicView
from workflow.disclosed import CANARIES, HIDDEN, NOW, RECORDS, WITNESSES, fill_linked, make_this_raid

LATER = NOW + timedelta(hours=98)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Store, PublicView]:
    store = open_store(fill_linked(tmp_path))
    (tmp_path / "copy").mkdir()
    return store, PublicView(store, tmp_path / "copy" / "public.db", Settings(store.url))


def raid_of(copy: Store) -> Incident:
    return max(copy.incidents().items, key=lambda one: one.independent_voices)


def canaries_in(copy: Store) -> list[str]:
    """What stands in the file though nobody may know of it."""
    path = Path(copy.url.removeprefix("sqlite:///"))
    held = b"".join(one.read_bytes() for one in path.parent.iterdir()).lower()
    return [one for one in CANARIES if one.encode() in held]


def test_no_canary_gets_into_the_copy(made: tuple[Store, PublicView]) -> None:
    assert canaries_in(made[1].store()) == []


def test_an_incident_is_told_by_those_alone_whose_reports_are_due(made: tuple[Store, PublicView]) -> None:
    store, view = made
    assert len(raid_of(store).counts[0].history) == 4  # what is fresh counts in the record itself
    raid = raid_of(view.store())
    assert (raid.counts[0].low, raid.counts[0].high) == (5, 30)
    assert sorted(raid.voices) == ["Sample Daily", "a person", "undisclosed source"]
    assert raid.independent_voices == 3
    assert "Fresh Times" not in raid.to_json()
    assert all(figure.low != 70 for toll in raid.counts for figure in (toll, *toll.history))
    assert {place.country for place in raid.places} == {"SYR"}
    later = raid_of(view.store(LATER))
    assert {place.country for place in later.places} == {"SYR", "UKR"} and len(later.reports) > len(raid.reports)
    assert later.counts[0].high == 70 and "Fresh Times" in later.voices


def test_what_supports_each_value_is_told_as_coarsely_as_the_value(made: tuple[Store, PublicView]) -> None:
    raid = raid_of(made[1].store())
    told = {(one.field, one.value): one for one in raid.support}
    place = told["place", "Idlib"]
    assert (place.id, place.independent_voices) == ("geonames:169387", 3)
    assert sorted(place.voices) == ["Sample Daily", "a person", "undisclosed source"]
    assert set(place.claims) <= set(raid.claims) and len(place.claims) == 2  # none of the source that isn't named
    assert ("actor", "Russian armed forces") in told and ("time", "2018-09-04") in told and ("type", "ASSAULT") in told


def test_rival_versions_name_nobody_who_may_not_be_named(made: tuple[Store, PublicView]) -> None:
    raid = raid_of(made[1].store())
    by_question = {one.question: one for one in raid.rivals}
    happened = {one.value: one.voices for one in by_question["happened"].versions}
    assert happened["it did not"] == ("a person",)
    assert {one.value for one in by_question["toll"].versions} == {"5", "9", "30"}
    assert {claim for one in raid.rivals for version in one.versions for claim in version.claims} <= set(raid.claims)


def test_a_figure_s_day_is_not_told_where_it_would_tell_of_an_undisclosed_source(
    made: tuple[Store, PublicView],
) -> None:
    (toll,) = raid_of(made[1].store()).counts
    assert {(one.voice, one.low, one.published, bool(one.claim)) for one in toll.history} == {
        ("a person", 5, "2018-09-04", True), ("Sample Daily", 9, "2018-09-04", True), ("undisclosed source", 30, None, False),
    }  # fmt: skip


def test_sequences_are_made_of_public_incidents(made: tuple[Store, PublicView]) -> None:
    store, view = made
    copy = view.store()
    (sequence,) = list_campaigns(copy).items
    assert (sequence.title, sequence.incidents, sequence.first, sequence.last) == (
        "Attacks by Russia in Idlib",
        3,
        "2018-09-04",
        "2018-09-12",
    )
    assert (sequence.killed_low, sequence.killed_high) == (5, 30)
    steps = read_campaign(copy, sequence.id).steps
    assert {one.incident_id for one in steps} == {one.id for one in copy.incidents().items}
    with store.writing() as connection:  # an incident that is taken back leaves it
        gone = next(one for one in store.incidents().items if one.time.earliest == "2018-09-08")
        record = msgspec.structs.replace(gone, status="retracted").to_json().encode()
        connection.exec_driver_sql(
            "UPDATE incidents SET record = ?, status = 'retracted' WHERE id = ?", (record, gone.id)
        )
        connection.exec_driver_sql(
            "INSERT INTO changes (incident_id, at, kind, cause, changed) VALUES (?, '2024-03-02', 'retracted', 'test', '{}')",
            (gone.id,),
        )
    assert [one.incidents for one in list_campaigns(view.store()).items] == []


def test_what_reports_sum_up_is_told_without_names(made: tuple[Store, PublicView]) -> None:
    _, view = made

    def sums(copy: Store) -> list[tuple[str, int | None]]:
        with copy.reading() as connection:
            return [(one.text, one.counts[0].low) for one in page_aggregates(connection, 20, None).items]

    copy = view.store()
    ((text, number),) = sums(copy)
    assert number == 312 and text.startswith(
        "312 people were killed in raids on [place withheld] since January, [name withheld] said"
    )
    assert sums(view.store()) == sums(copy)  # nothing is added twice
    assert sorted(number or 0 for _, number in sums(view.store(LATER))) == [312, 530]
    assert read_campaign(copy, list_campaigns(copy).items[0].id).campaign.aggregates != ()


def test_a_sum_that_a_report_no_longer_tells_is_withdrawn(made: tuple[Store, PublicView]) -> None:
    store, view = made
    view.store()
    taken_back = "The monitor took its figures back."
    fill(store, [make_coded(make_report(taken_back, id="r-sum", source="Sample Wire", published="2018-09-10"))])
    copy = view.store()
    with copy.reading() as connection:
        assert page_aggregates(connection, 20, None).items == ()
    assert all("312 people" not in row.claim.text for row in copy.claims().items)
    assert all("312 people" not in copy.report(row.id).report.text for row in copy.reports().items)


def test_copies_name_one_another_where_both_are_public(made: tuple[Store, PublicView]) -> None:
    store, view = made
    first = RECORDS[1].report
    for name, source in (("r-print", "Sample Herald"), ("r-murmur-print", HIDDEN)):
        copied = msgspec.structs.replace(
            first,
            id=name,
            source=source,
            published=msgspec.structs.replace(first.published, earliest="2018-09-06", latest="2018-09-06"),
        )
        fill(store, [msgspec.structs.replace(RECORDS[1], report=copied)])
    copy = view.store()
    (printed,) = [row for row in copy.reports().items if row.source == "Sample Herald"]
    family = copy.family(printed.id)
    known = store.family("r-print").own
    assert family.own is not None and known is not None and known.relation is not None
    assert (family.own.relation, family.own.share, family.own.taken) == (known.relation, known.share, ())
    assert [one.source for one in family.members] == ["Sample Daily", "Sample Herald"]
    assert canaries_in(copy) == []


def test_a_report_that_was_changed_says_so(made: tuple[Store, PublicView]) -> None:
    store, view = made
    view.store()
    changed = make_this_raid("Sample Daily", killed=11, id="r-daily", more=WITNESSES[1])
    fill(store, [changed])
    copy = view.store()
    (row,) = [row for row in copy.reports().items if "killed 11 people" in copy.report(row.id).report.text]
    assert row.version == 2
    assert [one.version for one in copy.report_versions(row.id)] == [2]
    assert all("killed 9 people" not in one.claim.text for one in copy.claims().items)


def test_bringing_it_up_to_date_again_changes_nothing(made: tuple[Store, PublicView]) -> None:
    view = made[1]
    copy = view.store()
    before = [one.to_json() for one in (*copy.incidents().items, *copy.changes().items, *list_campaigns(copy).items)]
    again = view.store()
    assert [
        one.to_json() for one in (*again.incidents().items, *again.changes().items, *list_campaigns(again).items)
    ] == before
