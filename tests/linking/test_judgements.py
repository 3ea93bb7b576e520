"""People's decisions bind grouping: what they join is together, what they part is not, and the later decision stands."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.linking.clusters import NEVER, cluster, cluster_in_pieces
from warmonitor.linking.judgements import FREE, Constraints, Judgement, constrain

ITEMS = [{"a"}, {"b", "b2"}, {"c"}, {"d"}]


def same(left: str, right: str) -> Judgement:
    return Judgement(left, right, True)


def apart(left: str, right: str) -> Judgement:
    return Judgement(left, right, False)


@pytest.mark.parametrize(
    ("judgements", "wanted"),
    [
        ([], FREE),
        ([same("a", "b")], Constraints(((0, 1),))),
        ([apart("c", "a")], Constraints((), ((0, 2),))),
        ([same("a", "b"), same("b2", "c")], Constraints(((0, 1, 2),))),  # by way of a third
        ([same("a", "b"), apart("b2", "a")], Constraints((), ((0, 1),))),  # the later stands
        ([apart("a", "b"), same("a", "b")], Constraints(((0, 1),))),
        (
            [same("a", "b"), same("b", "c"), apart("a", "c")],
            Constraints(((1, 2),), ((0, 2),)),
        ),  # the earliest gives way
        ([apart("a", "c"), same("a", "b"), same("b", "c")], Constraints(((0, 1, 2),))),
        ([same("b", "b2"), apart("b", "b2"), same("a", "elsewhere")], FREE),  # of one item, or not here
    ],
)
def test_what_decisions_ask(judgements: list[Judgement], wanted: Constraints) -> None:
    assert constrain(ITEMS, judgements) == wanted


def test_what_was_joined_is_together_whatever_its_likeness() -> None:
    matrix = np.full((3, 3), -5.0)
    matrix[0, 2] = matrix[2, 0] = NEVER
    assert cluster(matrix, 0.0, Constraints(((0, 2),))) == [[0, 2], [1]]


def test_what_was_parted_is_not_joined_by_way_of_a_third() -> None:
    matrix = np.full((3, 3), 5.0)
    groups = cluster(matrix, 0.0, Constraints((), ((0, 2),)))
    assert all(not {0, 2} <= set(group) for group in groups)


def test_what_was_joined_is_not_cut_apart_in_large_sets() -> None:
    matrix = np.full((5, 5), -1.0)
    assert cluster_in_pieces(matrix, 0.0, [0.0, 1.0], 2, Constraints(((1, 4),))) == [[0], [1, 4], [2], [3]]


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=12),
    st.lists(st.floats(-5, 5), min_size=15, max_size=15),
)
def test_the_latest_decision_always_holds(made: list[tuple[int, int, bool]], values: list[float]) -> None:
    judgements = [Judgement(str(a), str(b), is_same) for a, b, is_same in made if a != b]
    matrix = np.zeros((6, 6))
    matrix[np.triu_indices(6, 1)] = values
    groups = cluster(matrix + matrix.T, 0.0, constrain([{str(i)} for i in range(6)], judgements))
    of = {i: n for n, group in enumerate(groups) for i in group}
    assert sorted(of) == list(range(6))
    if judgements:
        last = judgements[-1]
        assert (of[int(last.left_claim)] == of[int(last.right_claim)]) == last.same
