"""Whatever is decided and undone, in whatever order, leaves the record as it would be."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories import what_is_known
from warmonitor.errors import UsageError
from warmonitor.records import Review
from warmonitor.store import Store, open_store, reviews
from warmonitor.workflow import decide
from workflow.decided import ANN, RAIDS, count_killed, recode, recoded

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
