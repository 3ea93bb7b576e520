"""Decisions and the queue in the store, on every engine."""

from factories import fill, make_raid
from warmonitor.store import ClaimFilter, open_store, queueing, review_lists, reviews
from warmonitor.store.queueing import QueueFilter
from warmonitor.workflow import decide
from warmonitor.workflow.decide import By
from warmonitor.workflow.queueing import rank_missing
from warmonitor.workflow.subjects import read_claim, read_incident

RAIDS = [
    make_raid("Wire", killed=5, id="a"),
    make_raid("Daily", killed=30, id="b", more="The bakery on the square burnt down, and the hospital was full."),
    make_raid("Post", place="Kharkiv", day="2022-05-01", id="c", actor=None),
]
ONE, TWO, THREE = (record.claims[0].id for record in RAIDS)
ANN = By("ann", "I read it")


def test_decisions_on_every_engine(any_store_url: str) -> None:
    with open_store(any_store_url) as store:
        fill(store, RAIDS)
        before = {incident.id for incident in store.all_incidents()}
        raid, other = (next(one for one in store.all_incidents() if name in one.claims) for name in (ONE, THREE))
        made = [
            decide.decide_claim(store, ONE, "correct", ANN, field="type", value="COERCE"),
            decide.decide_claim(store, TWO, "reject", ANN),
            decide.decide_incident(store, other.id, "correct", ANN, field="title", value="By hand"),
            decide.decide_incident(store, raid.id, "merge", By("ann", has_accounts=True), other=other.id),
        ]
        assert [review.id for review in made] == [1, 2, 3, 4] and made[3].state == "waiting"
        assert made == sorted(made, key=lambda review: review.made_at)
        rows = {row.claim.id: row for row in store.claims(ClaimFilter(), limit=10).items}
        assert (rows[ONE].standing, rows[ONE].corrected, rows[TWO].standing) == ("corrected", ("type",), "rejected")
        assert [row.claim.id for row in store.claims(ClaimFilter(type="COERCE"), limit=10).items] == [ONE]
        assert {view.machine.id: view.standing for view in read_incident(store, raid.id).claims}[TWO] == "rejected"
        assert read_claim(store, ONE).fields[0].machine == "ASSAULT"
        with store.reading() as connection:
            assert [one.id for one in reviews.list_reviews(connection, state="waiting").items] == [4]
            assert [one.id for one in reviews.list_reviews(connection, reviewer="ann", limit=2).items] == [4, 3]
            assert reviews.find_review(connection, 1) == made[0]
            assert review_lists.rejected_of(connection, raid.id) == [TWO]
        for review in made:
            decide.revoke(store, review.id, ANN)
        assert {incident.id for incident in store.all_incidents()} == before
        assert all(row.standing is None for row in store.claims(ClaimFilter(), limit=10).items)
        assert store.claims(ClaimFilter(type="COERCE"), limit=10).items == ()


def test_the_queue_on_every_engine(any_store_url: str) -> None:
    with open_store(any_store_url) as store:
        fill(store, RAIDS)
        raid = next(one for one in store.all_incidents() if ONE in one.claims)
        decide.assign(store, raid.id, "ben", ANN)
        number = decide.comment(store, raid.id, "Look at the second report.", ANN)

        def titles(wanted: QueueFilter) -> list[str]:
            with store.reading() as connection:
                return [row.incident.title for row in queueing.list_queue(connection, wanted, 10, None).items]

        assert titles(QueueFilter()) == ["Air strikes in Idlib", "Air strikes in Kharkiv"]
        for wanted in (
            QueueFilter(assignee="ben"),
            QueueFilter(source="daily"),
            QueueFilter(country="SYR", type="ASSAULT"),
            QueueFilter(text="idlib"),
        ):
            assert titles(wanted) == ["Air strikes in Idlib"]
        assert titles(QueueFilter(assignee="-")) == ["Air strikes in Kharkiv"]
        assert titles(QueueFilter(state="reviewed")) == []
        with store.writing() as connection:
            first = queueing.list_queue(connection, QueueFilter(), 1, None)
            assert (
                queueing.list_queue(connection, QueueFilter(), 1, first.next).items[0].incident.title
                == "Air strikes in Kharkiv"
            )
            assert queueing.list_assignees(connection) == ["ben"] and queueing.count_queue(connection) == {"open": 2}
            [said] = queueing.list_comments(connection, raid.id)
            assert (said.id, said.author, said.text) == (number, "ann", "Look at the second report.")
            queueing.withdraw_comment(connection, number, "ann", "2026-01-01")
            assert queueing.list_comments(connection, raid.id) == ()
            queueing.drop_from_queue(connection, [raid.id])
        assert rank_missing(store) == 1 and rank_missing(store) == 0
        assert titles(QueueFilter()) == ["Air strikes in Idlib", "Air strikes in Kharkiv"]
