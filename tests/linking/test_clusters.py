"""Groups depend on the set alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.linking.clusters import NEVER, cluster, cluster_in_pieces, components


def symmetric(values: list[float], size: int) -> np.ndarray:
    matrix = np.zeros((size, size))
    matrix[np.triu_indices(size, 1)] = values[: size * (size - 1) // 2]
    return matrix + matrix.T


def test_joins_by_mean_not_by_one_link() -> None:
    chain = symmetric([0.9, 0.0, 0.9], 3)  # 0-1 and 1-2 are alike, 0-2 are not
    assert cluster(chain, 0.5) == [[0, 1], [2]]
    assert cluster(chain, 0.4) == [[0, 1, 2]]


def test_never_keeps_two_apart() -> None:
    matrix = symmetric([NEVER, 0.9, 0.9], 3)
    groups = cluster(matrix, 0.1)
    assert all(not {0, 1} <= set(group) for group in groups)


def test_large_sets_are_cut_first() -> None:
    matrix = symmetric([0.9, 0.3, 0.0, 0.3, 0.0, 0.9], 4)
    assert cluster_in_pieces(matrix, 0.2, [0.2, 0.5], 3) == [[0, 1], [2, 3]]


def test_components_are_sorted() -> None:
    assert components([3, 1, 2], {1: [3], 3: [1]}) == [[1, 3], [2]]


@given(st.integers(2, 8), st.lists(st.integers(0, 20), min_size=28, max_size=28), st.randoms())
def test_order_of_arrival_changes_nothing(size: int, values: list[int], random: object) -> None:
    """Callers sort items by id; whatever the order of arrival was, rows are the same, and so are groups."""
    matrix = symmetric([value / 20 for value in values], size)
    names = [f"n{i}" for i in range(size)]
    arrival = names[:]
    random.shuffle(arrival)  # type: ignore[attr-defined]
    place = {name: i for i, name in enumerate(names)}
    rows = [place[name] for name in sorted(arrival)]
    assert cluster(matrix[np.ix_(rows, rows)], 0.4) == cluster(matrix, 0.4)


@given(st.integers(2, 7), st.lists(st.floats(0, 1), min_size=21, max_size=21))
def test_every_item_is_in_one_group(size: int, values: list[float]) -> None:
    groups = cluster(symmetric(values, size), 0.5)
    assert sorted(i for group in groups for i in group) == list(range(size))
