"""Decisions take effect, are undone without a trace, and wait for a second person."""

import pytest

from factories import what_is_known
from warmonitor.errors import NotAllowedError, NotFoundError, UsageError
from warmonitor.store import ClaimFilter, Store, queueing, reviews
from warmonitor.workflow import decide
from warmonitor.workflow.decide import By
from workflow.decided import ANN, BEN, RAIDS, TOGETHER, claim_of, count_killed, incident_with, killed, queue_of


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
