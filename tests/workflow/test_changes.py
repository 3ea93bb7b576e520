"""The record of changes: what was known when, what made it change, what became of ids."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

import msgspec
import pytest

from factories import (
    fill,
    make_claim,
    make_coded,
    make_count,
    make_day,
    make_place,
    make_raid,
    make_report,
)
from warmonitor.errors import NotFoundError, UsageError
from warmonitor.records import CodedReport, EventTime, Incident
from warmonitor.store import ChangeRow, IncidentFilter, Store, open_store
from warmonitor.store.reading_changes import ChangeFilter
from warmonitor.workflow import add, decide

EARLY = make_raid("Wire", killed=5, id="early")
LATER = make_raid("Daily", killed=7, id="later", published="2018-09-05", more="Rescuers dug all night in the ruins.")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterable[Store]:
    """A store in whose clock every transaction is an hour after the one before."""
    hours = count()
    monkeypatch.setattr(add, "instant", lambda: f"2018-09-10T{next(hours):02}:00:00.000Z")
    with open_store("sqlite://") as opened:
        yield opened


def put(store: Store, *records: CodedReport) -> None:
    fill(store, records)


def changed(record: CodedReport, text: str, *, title: str | None = None, claims: bool = True) -> CodedReport:
    """Another version of a report, with or without what it told."""
    report = msgspec.structs.replace(record.report, text=f"{record.report.text}{text}", title=title)
    kept = record if claims else msgspec.structs.replace(record, claims=(), incidents=())
    return msgspec.structs.replace(kept, report=report)


def only(store: Store) -> Incident:
    (found,) = store.all_incidents()
    return found


def steps(store: Store, **wanted: object) -> list[ChangeRow]:
    return list(store.steps(ChangeFilter(**wanted), limit=1000).items)  # type: ignore[arg-type]


def test_each_step_names_its_report(store: Store) -> None:
    put(store, EARLY)
    put(store, LATER)
    made, then = [step for step in steps(store) if step.cause != "words counted anew"]
    assert (made.kind, made.cause) == ("made", "report early")
    assert (then.kind, then.cause) == ("changed", "report later")
    assert then.changed["grade"] == ["Weak", "Fair"] and then.changed["killed"] == ["5–5", "5–7"]
    assert made.number < then.number


def test_what_was_known_on_a_day(store: Store) -> None:
    put(store, EARLY)
    first = only(store)
    put(store, LATER)
    put(store, make_raid("Post", place="Kharkiv", day="2022-05-01", id="other", actor=None))
    assert list(store.all_as_known("2018-09-09T23:59:59.999Z")) == []
    (then,) = store.all_as_known(first.changed_at)
    assert (then.grade, then.reports) == ("Weak", ("early",))
    now = store.incidents_as_known("2018-12-31T00:00:00Z")
    assert {incident.id: incident for incident in now.items} == {
        incident.id: incident for incident in store.all_incidents()
    }
    assert [row.report_id for row in store.claims_as_known(then.id, first.changed_at)] == ["early"]
    assert len(store.claims_as_known(then.id, "2018-12-31T00:00:00Z")) == 2


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (IncidentFilter(), 2),
        (IncidentFilter(type="assault", country="UKR"), 1),
        (IncidentFilter(grade="fair"), 1),
        (IncidentFilter(min_voices=2), 1),
        (IncidentFilter(source="Daily"), 1),
        (IncidentFilter(actor="RUSMIL"), 1),
        (IncidentFilter(text="idlib strikes"), 1),
        (IncidentFilter(bbox=(35.0, 30.0, 40.0, 40.0)), 1),
        (IncidentFilter(since="2022-01-01"), 1),
        (IncidentFilter(until="2017-01-01"), 0),
        (IncidentFilter(status="retracted"), 0),
    ],
)
def test_the_past_can_be_filtered(store: Store, wanted: IncidentFilter, number: int) -> None:
    put(store, EARLY, LATER, make_raid("Post", place="Kharkiv", day="2022-05-01", id="other", actor=None))
    assert len(list(store.all_as_known("2018-12-31T00:00:00Z", wanted))) == number


def test_the_past_comes_in_pages(store: Store) -> None:
    places = ("Idlib", "Kharkiv", "Goma")
    put(
        store,
        *(
            make_raid("Post", place=place, day=f"20{n + 10}-05-01", id=place, actor=None)
            for n, place in enumerate(places)
        ),
    )
    for sort in ("most told", "newest", "oldest", "last changed", "deadliest"):
        wanted = IncidentFilter(sort=sort)  # type: ignore[arg-type]
        found: list[str] = []
        after = None
        while True:
            page = store.incidents_as_known("2030-01-01T00:00:00Z", wanted, limit=1, after=after)
            found += [incident.id for incident in page.items]
            if page.next is None:
                break
            after = page.next
        assert sorted(found) == sorted(incident.id for incident in store.all_incidents())


def test_a_version_that_lost_its_claim_ends_the_incident(store: Store) -> None:
    put(store, EARLY)
    known = only(store)
    put(store, changed(EARLY, " The raid could not be confirmed.", claims=False))
    assert list(store.all_incidents()) == []
    ended = steps(store)[-1]
    assert (ended.kind, ended.cause, ended.replaced_by) == ("retracted", "new version of report early", None)
    assert list(store.all_as_known("2018-12-31T00:00:00Z")) == []
    assert [incident.id for incident in store.all_as_known(known.changed_at)] == [known.id]
    put(store, changed(EARLY, " It was confirmed."))
    assert steps(store)[-1].kind == "restored" and only(store).id == known.id


def test_a_withdrawn_report_retracts_what_it_alone_told(store: Store) -> None:
    put(store, EARLY)
    name = only(store).id
    put(store, changed(EARLY, "", title="RETRACTION: raid on Idlib"))
    assert list(store.all_incidents()) == [] and list(store.all_as_known("2019-01-01")) == []
    assert [one.id for one in store.all_as_known("2019-01-01", IncidentFilter(status="retracted"))] == [name]
    incident = store.incident(name)  # kept, with its claims
    assert len(store.claims_as_known(name, "2019-01-01")) == 1
    assert (incident.status, incident.counts, incident.grade_reasons) == (
        "retracted",
        (),
        ("Wire withdrew its report",),
    )
    step = steps(store)[-1]
    assert (step.kind, step.cause) == ("retracted", "new version of report early, which is withdrawn")
    put(store, LATER)
    incident = only(store)
    assert (incident.status, incident.voices, incident.counts[0].low) == ("provisional", ("Daily",), 7)
    assert steps(store)[-1].kind == "restored"


def test_a_denial_changes_the_grade(store: Store) -> None:
    put(store, EARLY, LATER)
    put(store, make_raid("Agency", id="denial", speaker="Kremlin", denied=True))
    incident = only(store)
    assert (incident.grade, incident.counts[0].high) == ("Contested", 7)
    assert steps(store)[-1].changed["grade"] == ["Fair", "Contested"]


def test_merged_ids_lead_on_and_come_back_when_they_are_parted(store: Store) -> None:
    """A late report that is the earliest of all gives its incident another id; without it the former one is back."""
    put(store, LATER)
    old = only(store).id
    put(store, EARLY)
    new = only(store).id
    assert new != old and store.incident(old).id == new
    merged = next(step for step in steps(store) if step.kind == "merged")
    assert (merged.incident_id, merged.replaced_by, merged.cause) == (old, new, "report early")
    first = make_raid("Radio", id="first", published="2018-09-03", day="2018-09-04")
    put(store, first)
    newest = only(store).id
    assert newest not in (old, new) and store.incident(old).id == store.incident(new).id == newest  # a chain
    put(store, changed(first, " Nothing was seen.", claims=False))
    assert only(store).id == new and store.incident(old).id == new  # the one before lives again
    assert [step.kind for step in steps(store, incident=new)][-1] == "restored"


def test_steps_are_read_on_from_where_one_was(store: Store) -> None:
    put(store, EARLY)
    last = steps(store)[-1].number
    put(store, LATER)
    assert [step.number > last for step in steps(store, after_number=last)] == [True]
    assert steps(store, after_number=steps(store)[-1].number) == []
    assert [step.kind for step in steps(store, kinds=("made",))] == ["made"]
    assert len(steps(store, since="2018-09-10")) == 2 and steps(store, since="2018-09-11") == []
    with pytest.raises(UsageError, match="kinds"):
        steps(store, kinds=("burnt",))
    with pytest.raises(NotFoundError):
        store.incident_as_known(only(store).id, "2017-01-01T00:00:00Z")


def test_a_sum_of_several_days_feeds_no_toll(store: Store) -> None:
    report = make_report(
        "An air raid hit Idlib on 2018-09-04 and killed 9 people. More than 400 people have been killed in Idlib in five days.",
        id="sum", source="Wire", published="2018-09-05",
    )  # fmt: skip
    shared = {"places": [make_place(report, "Idlib")]}
    raid = make_claim(report, "raid", counts=[make_count(report, "9 people")], time=make_day("2018-09-04"), **shared)  # type: ignore[arg-type]
    total = make_claim(report, "killed in", counts=[make_count(report, "400 people", low=401, high=None)], **shared)  # type: ignore[arg-type]
    put(store, make_coded(report, [raid, total], groups=[[raid, total]]))
    (toll,) = only(store).counts
    assert (toll.low, toll.high, only(store).claims) == (9, 9, (raid.id,))


def test_a_person_s_split_is_a_step_and_undoing_it_another(store: Store) -> None:
    """What a review parts has an id of its own that names where it came from; put together again, it leads back."""
    put(store, EARLY, LATER)
    whole = only(store)
    by = decide.By("Ann", "another bakery")
    review = decide.decide_incident(store, whole.id, "split", by, claims=[LATER.claims[0].id])
    split = next(step for step in steps(store) if step.kind == "split")
    assert split.changed["split_from"] == [None, whole.id] and "review" in split.cause
    assert {incident.id for incident in store.all_incidents()} == {whole.id, split.incident_id}
    decide.revoke(store, review.id, by)
    merged = steps(store)[-1]
    assert (merged.kind, merged.incident_id, merged.replaced_by) == ("merged", split.incident_id, whole.id)
    assert only(store).id == whole.id and store.incident(split.incident_id).id == whole.id


def test_a_step_says_which_end_of_its_days_is_open(store: Store) -> None:
    report = make_report("Air raids hit Idlib, it is told.", source="Wire", published="2018-09-04")
    claim = make_claim(report, "Air raids", places=[make_place(report, "Idlib")], time=EventTime(latest="2018-09-04"))
    fill(store, [make_coded(report, [claim])])
    assert steps(store)[0].changed["when"] == [None, "until 2018-09-04"]
