"""Decisions take effect, are undone without a trace, wait for a second person, and survive recoding."""

import shutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import (
    CODER,
    FakeCoder,
    fill,
    make_claim,
    make_coded,
    make_day,
    make_place,
    make_raid,
    make_report,
    what_is_known,
)
from warmonitor.errors import NotAllowedError, NotFoundError, UsageError
from warmonitor.reading import new_report
from warmonitor.records import Claim, CodedReport, CoderVersion, Incident, Review
from warmonitor.store import ClaimFilter, Store, open_store, queueing, reviews
from warmonitor.store.queueing import QueueFilter
from warmonitor.workflow import decide
from warmonitor.workflow.add import Offered, add_reports
from warmonitor.workflow.decide import By

ANN, BEN = By("ann", "as I read it"), By("ben", "I saw it, too")
TOGETHER = By("ann", "as I read it", has_accounts=True)


def make_double(id: str = "g") -> CodedReport:
    """A report whose two claims the coder took for one happening."""
    report = make_report(
        f"Air raids hit Goma on Sunday. Shelling struck Kharkiv, too, says {id}.",
        id=id,
        source="Times",
        published="2018-09-04",
    )
    one = make_claim(report, "Air raids", places=[make_place(report, "Goma")], time=make_day("2018-09-02"))
    two = make_claim(report, "Shelling", places=[make_place(report, "Kharkiv")], time=make_day("2018-09-02"))
    return make_coded(report, [one, two], groups=[[one, two]])


RAIDS = [
    make_raid("Wire", killed=5, id="a"),
    make_raid("Daily", killed=7, id="b", more="The bakery on the square burnt down, and the hospital received the wounded all night."),
    make_raid("Radio", killed=9, id="c", published="2018-09-06", more="Rescuers dug for two days in Al-Ziyara street."),
    make_raid("Post", place="Kharkiv", day="2022-05-01", id="d", actor=None),
    make_raid("Wire", place="Goma", day="2013-01-10", id="e", actor=None),
    make_raid("Agency", id="f", speaker="Kremlin", denied=True),
    make_double(),
]  # fmt: skip


def queue_of(store: Store) -> dict[str, str]:
    """The state of each incident in the queue."""
    with store.reading() as connection:
        return {row.incident.id: row.state for row in queueing.list_queue(connection, QueueFilter(""), 100, None).items}


def claim_of(report: CodedReport, number: int = 0) -> Claim:
    return report.claims[number]


def incident_with(store: Store, claim: Claim) -> Incident:
    return next(incident for incident in store.all_incidents() if claim.id in incident.claims)


def killed(incident: Incident) -> int | None:
    """The highest number of dead."""
    return next(toll.high for toll in incident.counts if toll.of == "killed")


def count_killed(number: int) -> list[dict[str, object]]:
    return [{"start": 0, "end": 0, "text": "", "of": "killed", "low": number, "high": number}]


def test_a_corrected_claim_counts_instead_of_the_coder_s(store: Store) -> None:
    claim = claim_of(RAIDS[2])
    assert killed(incident_with(store, claim)) == 9
    review = decide.decide_claim(store, claim.id, "correct", ANN, field="counts", value=count_killed(6))
    after = incident_with(store, claim)
    assert killed(after) == 7 and after.status == "reviewed"
    assert review.was[0]["low"] == 9 and review.value[0]["low"] == 6
    [row] = [row for row in store.claims(ClaimFilter(report="c"), limit=10).items if row.claim.id == claim.id]
    assert store.report("c").claims[0] == claim  # what the coder put is as it was
    assert row.standing == "corrected" and row.claim.event.counts[0].low == 6 and row.machine == claim


def test_a_rejected_claim_leaves_its_incident(store: Store) -> None:
    claim = claim_of(RAIDS[2])
    before = incident_with(store, claim)
    decide.decide_claim(store, claim.id, "reject", ANN)
    after = store.incident(before.id)
    assert claim.id not in after.claims and killed(after) == 7


def test_an_incident_whose_only_claim_is_rejected_is_retracted(store: Store) -> None:
    claim = claim_of(RAIDS[3])
    before = incident_with(store, claim)
    decide.decide_claim(store, claim.id, "reject", ANN)
    assert store.incident(before.id).status == "retracted"
    assert before.id not in queue_of(store)


def test_history_names_the_review(store: Store) -> None:
    claim = claim_of(RAIDS[2])
    review = decide.decide_claim(store, claim.id, "correct", ANN, field="counts", value=count_killed(90))
    [change] = store.changes(incident_with(store, claim).id, limit=1).items
    assert change.cause == f"review {review.id}" and change.changed["killed"][1].endswith("90")


def test_to_accept_makes_sure(store: Store) -> None:
    claim = claim_of(RAIDS[3])
    decide.decide_claim(store, claim.id, "accept", ANN)
    after = incident_with(store, claim)
    assert after.status == "reviewed" and after.confidence > 0.9
    assert queue_of(store)[after.id] == "reviewed"


def test_to_be_unsure_changes_nothing_but_the_queue(store: Store) -> None:
    before = what_is_known(store)
    claim = claim_of(RAIDS[3])
    decide.decide_claim(store, claim.id, "unsure", ANN)
    assert what_is_known(store) == before
    assert queue_of(store)[incident_with(store, claim).id] == "unsure"


def test_split_and_merge(store: Store) -> None:
    raid, other = incident_with(store, claim_of(RAIDS[0])), incident_with(store, claim_of(RAIDS[3]))
    decide.decide_incident(store, raid.id, "split", ANN, claims=[claim_of(RAIDS[2]).id])
    assert incident_with(store, claim_of(RAIDS[2])).id != incident_with(store, claim_of(RAIDS[0])).id
    assert incident_with(store, claim_of(RAIDS[1])).id == incident_with(store, claim_of(RAIDS[0])).id
    decide.decide_incident(store, incident_with(store, claim_of(RAIDS[0])).id, "merge", ANN, other=other.id)
    assert incident_with(store, claim_of(RAIDS[3])).id == incident_with(store, claim_of(RAIDS[0])).id
    assert store.incident(other.id).id == incident_with(store, claim_of(RAIDS[0])).id  # the old id leads on
    assert incident_with(store, claim_of(RAIDS[2])).id != incident_with(store, claim_of(RAIDS[0])).id


def test_claims_of_one_report_that_the_coder_took_for_one_happening_can_be_split(store: Store) -> None:
    one, two = RAIDS[6].claims
    incident = incident_with(store, one)
    assert two.id in incident.claims
    review = decide.decide_incident(store, incident.id, "split", ANN, claims=[two.id])
    assert incident_with(store, one).id != incident_with(store, two).id
    decide.revoke(store, review.id, ANN)
    assert incident_with(store, one).claims == incident.claims


def test_a_merge_keeps_what_the_incidents_held(store: Store) -> None:
    raid, other = incident_with(store, claim_of(RAIDS[0])), incident_with(store, claim_of(RAIDS[4]))
    decide.decide_incident(store, raid.id, "merge", ANN, other=other.id)
    merged = incident_with(store, claim_of(RAIDS[0]))
    assert set(merged.claims) == {*raid.claims, *other.claims}


def test_title_and_grade_are_set_by_hand(store: Store) -> None:
    raid = incident_with(store, claim_of(RAIDS[0]))
    decide.decide_incident(store, raid.id, "correct", ANN, field="title", value="The raid on Idlib")
    decide.decide_incident(store, raid.id, "correct", ANN, field="grade", value="Fair")
    after = store.incident(raid.id)
    assert (after.title, after.grade, after.status) == ("The raid on Idlib", "Fair", "reviewed")
    assert after.grade_reasons[0] == "set by a reviewer"


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("type", "WAR", "no type"),  # not of the list
        ("mode", "visit", "no mode"),  # of another type
        ("time", {"earliest": "2018-09-05", "latest": "2018-09-04"}, "after the last"),  # the wrong way round
        ("counts", [{"start": 0, "end": 0, "text": "", "of": "killed", "low": 9, "high": 5}], "from low to high"),
        ("counts", "many", "counts"),  # another form
        ("colour", "red", "no field"),
    ],
)
def test_what_can_t_be_is_refused(store: Store, field: str, value: object, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        decide.decide_claim(store, claim_of(RAIDS[0]).id, "correct", ANN, field=field, value=value)
    with store.reading() as connection:
        assert not reviews.has_reviews(connection)


def test_what_isn_t_there_can_t_be_decided_on(store: Store) -> None:
    with pytest.raises(NotFoundError):
        decide.decide_claim(store, "nothing", "accept", ANN)
    with pytest.raises(UsageError, match="not none and not all"):
        decide.decide_incident(store, incident_with(store, claim_of(RAIDS[0])).id, "split", ANN, claims=[])


def test_two_people(store: Store) -> None:
    raid, other = incident_with(store, claim_of(RAIDS[0])), incident_with(store, claim_of(RAIDS[3]))
    before = what_is_known(store)
    review = decide.decide_incident(store, raid.id, "merge", TOGETHER, other=other.id)
    assert review.state == "waiting" and what_is_known(store) == before  # no effect yet
    assert queue_of(store)[raid.id] == "waiting"
    with pytest.raises(UsageError, match="somebody else"):
        decide.second(store, review.id, By("Ann"))
    confirmed = decide.second(store, review.id, BEN)
    assert (confirmed.state, confirmed.seconded_by) == ("standing", "ben")
    assert incident_with(store, claim_of(RAIDS[3])).id == incident_with(store, claim_of(RAIDS[0])).id
    with pytest.raises(UsageError, match="doesn't wait"):
        decide.second(store, review.id, By("cleo"))


@pytest.mark.parametrize(
    ("number", "state"),
    [(9, "standing"), (10, "waiting")],  # from ten on
)
def test_many_dead_need_two_people(store: Store, number: int, state: str) -> None:
    claim = claim_of(RAIDS[0])
    review = decide.decide_claim(store, claim.id, "correct", TOGETHER, field="counts", value=count_killed(number))
    assert review.state == state


def test_a_decision_that_waits_can_be_refused(store: Store) -> None:
    raid, other = incident_with(store, claim_of(RAIDS[0])), incident_with(store, claim_of(RAIDS[3]))
    before = what_is_known(store)
    review = decide.decide_incident(store, raid.id, "merge", TOGETHER, other=other.id)
    refused = decide.revoke(store, review.id, BEN)
    assert (refused.state, refused.revoked_by, refused.revoked_reason) == ("revoked", "ben", "I saw it, too")
    assert what_is_known(store) == before and queue_of(store)[raid.id] == "open"
    with pytest.raises(UsageError, match="revoked before"):
        decide.revoke(store, review.id, BEN)


def test_a_comment_is_withdrawn_by_whoever_wrote_it(store: Store) -> None:
    raid = incident_with(store, claim_of(RAIDS[0]))
    number = decide.comment(store, raid.id, "The second report is a copy.", ANN)
    with pytest.raises(NotAllowedError):
        decide.withdraw_comment(store, number, BEN)
    decide.withdraw_comment(store, number, ANN)
    with store.reading() as connection:
        assert queueing.list_comments(connection, raid.id) == ()
    with pytest.raises(NotFoundError):
        decide.withdraw_comment(store, number, ANN)  # not twice


def test_assignments_and_comments_stay_with_the_incident(store: Store) -> None:
    raid, other = incident_with(store, claim_of(RAIDS[0])), incident_with(store, claim_of(RAIDS[3]))
    decide.comment(store, other.id, "Look at the second report.", ANN)
    decide.assign(store, raid.id, "ben", ANN)
    decide.decide_incident(store, raid.id, "merge", ANN, other=other.id)
    merged = incident_with(store, claim_of(RAIDS[0]))
    with store.reading() as connection:
        assert [one.text for one in queueing.list_comments(connection, merged.id)] == ["Look at the second report."]
        assert queueing.find_queued(connection, raid.id).assignee == "ben"


# Recoding


def recoded(record: CodedReport, claims: list[Claim] | None = None) -> CodedReport:
    """The report as another version of the coder has it: its claims have other ids."""
    made = {
        claim.id: msgspec.structs.replace(claim, id=f"{claim.id}-anew")
        for claim in (record.claims if claims is None else claims)
    }
    groups = [[made[name] for name in unit.claims] for unit in record.incidents] if claims is None else None
    return make_coded(record.report, list(made.values()), groups=groups, coder=CoderVersion("test", "2"))


def recode(store: Store, *records: CodedReport) -> None:
    assert set(fill(store, list(records), CoderVersion("test", "2"))) == {"recoded"}


def test_a_rejected_claim_that_is_coded_again_stays_rejected(store: Store) -> None:
    claim = claim_of(RAIDS[2])
    decide.decide_claim(store, claim.id, "reject", ANN)
    recode(store, recoded(RAIDS[2]))
    assert all(f"{claim.id}-anew" not in incident.claims for incident in store.all_incidents())
    assert killed(incident_with(store, claim_of(RAIDS[0]))) == 7


def test_a_correction_survives_recoding_and_can_be_undone_after_it(store: Store) -> None:
    claim = claim_of(RAIDS[2])
    review = decide.decide_claim(store, claim.id, "correct", ANN, field="counts", value=count_killed(6))
    recode(store, recoded(RAIDS[2]))
    assert killed(incident_with(store, claim_of(RAIDS[0]))) == 7
    decide.revoke(store, review.id, ANN)
    assert killed(incident_with(store, claim_of(RAIDS[0]))) == 9


def test_a_split_survives_recoding(store: Store) -> None:
    raid = incident_with(store, claim_of(RAIDS[0]))
    decide.decide_incident(store, raid.id, "split", ANN, claims=[claim_of(RAIDS[2]).id])
    recode(store, *map(recoded, RAIDS[:3]))
    apart = next(one for one in store.all_incidents() if f"{claim_of(RAIDS[2]).id}-anew" in one.claims)
    assert apart.claims == (f"{claim_of(RAIDS[2]).id}-anew",)


def test_a_decision_whose_words_are_no_longer_coded_stays_and_is_shown(store: Store) -> None:
    claim = claim_of(RAIDS[2])
    review = decide.decide_claim(store, claim.id, "correct", ANN, field="counts", value=count_killed(6))
    recode(store, recoded(RAIDS[2], []))
    with store.reading() as connection:
        [orphan] = reviews.list_reviews(connection, orphaned=True).items
    assert orphan.id == review.id and orphan.claims[0].claim is None
    fill(store, [recoded(RAIDS[2])], CoderVersion("test", "3"))  # coded again by a third version
    assert killed(incident_with(store, claim_of(RAIDS[0]))) == 7
    with store.reading() as connection:
        assert reviews.list_reviews(connection, orphaned=True).items == ()


def test_a_claim_coded_otherwise_comes_back_into_the_queue(store: Store) -> None:
    claim = claim_of(RAIDS[3])
    decide.decide_claim(store, claim.id, "accept", ANN)
    event = msgspec.structs.replace(claim.event, type="PROTEST", mode=None)
    recode(store, recoded(RAIDS[3], [msgspec.structs.replace(claim, event=event)]))
    again = next(one for one in store.all_incidents() if f"{claim.id}-anew" in one.claims)
    with store.reading() as connection:
        row = queueing.find_queued(connection, again.id)
    assert row.state == "open" and "coded_otherwise" in {reason.name for reason in row.reasons}


def test_a_new_text_of_the_report_keeps_its_decisions(store: Store) -> None:
    claim = claim_of(RAIDS[2])
    decide.decide_claim(store, claim.id, "reject", ANN)
    text = f"Corrected at noon. {RAIDS[2].report.text}"
    report = msgspec.structs.replace(RAIDS[2].report, text=text)
    shifted = make_claim(
        report, "air raids", places=[make_place(report, "Idlib")], time=make_day("2018-09-04"), id="moved"
    )
    assert fill(store, [make_coded(report, [shifted])]) == ["changed"]
    assert all("moved" not in incident.claims for incident in store.all_incidents())


def test_decisions_follow_a_page_whose_report_has_no_id_of_its_own(store: Store) -> None:
    address = "https://wire.example/raid"
    first = new_report("Air raids hit Idlib on 2018-09-04, the wire says.", source="Wire", url=address)
    then = new_report(f"Updated. {first.text}", source="Wire", url=address)
    assert first.id != then.id
    for report in (first, then):
        claim = make_claim(report, "Air raids", places=[make_place(report, "Idlib")], time=make_day("2018-09-04"))
        record = make_coded(report, [claim])
        offered = [Offered(report, has_made_id=True)]
        [added] = add_reports(store, offered, FakeCoder([record]), CODER)
        assert added.outcome == ("new" if report is first else "changed")
        if report is first:
            decide.decide_claim(store, claim.id, "reject", ANN)
        assert all(claim.id not in incident.claims for incident in store.all_incidents())


def test_new_claims_bring_a_reviewed_incident_back(store: Store) -> None:
    raid = incident_with(store, claim_of(RAIDS[0]))
    decide.decide_incident(store, raid.id, "reviewed", ANN)
    assert queue_of(store)[raid.id] == "reviewed"
    fill(store, [make_raid("Courier", killed=30, id="h", published="2018-09-05")])
    again = incident_with(store, claim_of(RAIDS[0]))
    assert queue_of(store)[again.id] == "open" and again.status == "reviewed"


# Properties

CLAIMS = [claim.id for record in RAIDS for claim in record.claims]
STEPS = st.one_of(
    st.tuples(st.just("accept"), st.sampled_from(CLAIMS)),
    st.tuples(st.just("reject"), st.sampled_from(CLAIMS)),
    st.tuples(st.just("counts"), st.sampled_from(CLAIMS), st.integers(1, 60)),
    st.tuples(st.just("type"), st.sampled_from(CLAIMS)),
    st.tuples(st.just("polarity"), st.sampled_from(CLAIMS)),
    st.tuples(st.just("day"), st.sampled_from(CLAIMS)),
    st.tuples(st.just("split"), st.sampled_from(CLAIMS)),
    st.tuples(st.just("merge"), st.sampled_from(CLAIMS), st.sampled_from(CLAIMS)),
    st.tuples(st.just("title"), st.sampled_from(CLAIMS)),
)


def take(store: Store, step: tuple[object, ...]) -> Review | None:
    """Take a step where it can be taken."""
    what, claim = step[0], str(step[1])
    holders = {name: incident for incident in store.all_incidents() for name in incident.claims}
    try:
        match what:
            case "accept" | "reject":
                return decide.decide_claim(store, claim, what, ANN)
            case "counts":
                return decide.decide_claim(
                    store, claim, "correct", ANN, field="counts", value=count_killed(int(str(step[2])))
                )
            case "type":
                return decide.decide_claim(store, claim, "correct", ANN, field="type", value="PROTEST")
            case "polarity":
                return decide.decide_claim(store, claim, "correct", ANN, field="polarity", value="negative")
            case "day":
                value = {"earliest": "2020-01-01", "latest": "2020-01-01", "precision": "day", "basis": "stated"}
                return decide.decide_claim(store, claim, "correct", ANN, field="time", value=value)
            case "split":
                return decide.decide_incident(store, holders[claim].id, "split", ANN, claims=[claim])
            case "merge":
                return decide.decide_incident(store, holders[claim].id, "merge", ANN, other=holders[str(step[2])].id)
            case _:
                return decide.decide_incident(store, holders[claim].id, "correct", ANN, field="title", value="By hand")
    except (UsageError, KeyError):
        return None


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=5), order=st.randoms(use_true_random=False))
def test_revoking_everything_restores_the_record(store: Store, steps: list[tuple[object, ...]], order: object) -> None:
    before = what_is_known(store)
    made = [review for step in steps if (review := take(store, step)) is not None]
    order.shuffle(made)  # type: ignore[attr-defined]
    for review in made:
        decide.revoke(store, review.id, ANN)
    assert what_is_known(store) == before


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=2, max_size=4), undone=st.integers(0, 3))
def test_a_decision_revoked_is_as_if_never_made(
    store: Store, filled: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[object, ...]], undone: int
) -> None:
    """The record after some decisions, one of them undone, is that of a store in which only the others were made."""
    with open_store(f"sqlite:///{shutil.copy(filled, tmp_path_factory.mktemp('twin'))}") as twin:
        made = [
            (step, review)
            for step in steps
            if step[0] not in ("split", "merge", "title") and (review := take(store, step)) is not None
        ]
        for index, (step, review) in enumerate(made):
            if index == undone:
                decide.revoke(store, review.id, ANN)
            else:
                assert take(twin, step) is not None
        assert what_is_known(store) == what_is_known(twin)
    with store.reading() as connection:
        left = [review for review in reviews.all_reviews(connection) if review.state == "standing"]
    for review in left:
        decide.revoke(store, review.id, ANN)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=1, max_size=3))
def test_decisions_before_and_after_recoding_come_to_the_same(
    filled: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[object, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("recoded")
    anew = [(step[0], *(f"{part}-anew" if isinstance(part, str) else part for part in step[1:])) for step in steps]
    with (
        open_store(f"sqlite:///{shutil.copy(filled, folder / 'one.db')}") as one,
        open_store(f"sqlite:///{shutil.copy(filled, folder / 'two.db')}") as two,
    ):
        made = [review for step in steps if (review := take(one, step)) is not None]
        recode(one, *map(recoded, RAIDS))
        recode(two, *map(recoded, RAIDS))
        plain = what_is_known(two)
        for step in anew:
            take(two, step)
        assert what_is_known(one) == what_is_known(two)
        for review in made:
            decide.revoke(one, review.id, ANN)
        assert what_is_known(one) == plain


def test_to_accept_takes_back_in_what_was_rejected(store: Store) -> None:
    before = what_is_known(store)
    claim = claim_of(RAIDS[3])
    rejected = decide.decide_claim(store, claim.id, "reject", ANN)
    accepted = decide.decide_claim(store, claim.id, "accept", BEN)
    assert incident_with(store, claim).status == "reviewed"
    decide.revoke(store, accepted.id, ANN)
    assert all(claim.id not in incident.claims for incident in store.all_incidents())
    decide.revoke(store, rejected.id, ANN)
    assert what_is_known(store) == before


def test_incidents_lead_on_when_their_reports_are_coded_anew(store: Store) -> None:
    raid = incident_with(store, claim_of(RAIDS[0]))
    decide.comment(store, raid.id, "Look at the second report.", ANN)
    decide.assign(store, raid.id, "ben", ANN)
    recode(store, *map(recoded, RAIDS))
    after = store.incident(raid.id)
    assert after.id != raid.id and f"{claim_of(RAIDS[0]).id}-anew" in after.claims and after.status != "retracted"
    with store.reading() as connection:
        assert [one.text for one in queueing.list_comments(connection, after.id)] == ["Look at the second report."]
        assert queueing.find_queued(connection, after.id).assignee == "ben"
