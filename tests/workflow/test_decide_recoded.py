"""Decisions survive new versions of the coder and of reports."""

import msgspec

from factories import CODER, FakeCoder, fill, make_claim, make_coded, make_day, make_place, make_raid
from warmonitor.reading import new_report
from warmonitor.records import CoderVersion
from warmonitor.store import Store, queueing, reviews
from warmonitor.workflow import decide
from warmonitor.workflow.add import Offered, add_reports
from workflow.decided import ANN, RAIDS, claim_of, count_killed, incident_with, killed, queue_of, recode, recoded


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
