"""Groups of things that are alike enough on average, whatever the order in which they are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from warmonitor.linking.judgements import FREE, Constraints

Matrix = npt.NDArray[np.float64]
NEVER = -np.inf


def cluster(likeness: Matrix, threshold: float, constraints: Constraints = FREE) -> list[list[int]]:
    """Average linkage: join the two groups that are most alike while their mean likeness reaches the threshold.

    Row and column i of the matrix belong to the i-th item. Ties go to the groups whose first items come first: callers put
    items in an order of their own (of ids), and the result depends on the set alone. NEVER keeps two items apart for good,
    as do constraints; items that these put together are joined before any others, whatever their likeness, and count as one
    from then on, as like another as the one of them that is most like it.
    """
    sums = likeness.copy()
    for a, b in constraints.apart:
        sums[a, b] = sums[b, a] = NEVER
    np.fill_diagonal(sums, NEVER)
    sizes = np.ones(len(sums))
    groups: dict[int, list[int]] = {i: [i] for i in range(len(sums))}

    def join(kept: int, gone: int) -> None:
        sums[kept] += sums[gone]
        sums[:, kept] = sums[kept]
        sums[kept, kept] = NEVER
        sums[gone] = sums[:, gone] = NEVER
        sizes[kept] += sizes[gone]
        groups[kept] += groups.pop(gone)

    for first, *others in constraints.together:
        for other in others:
            either = np.minimum(sums[first], sums[other]) == NEVER
            both = np.where(either, NEVER, np.maximum(sums[first], sums[other]))
            sums[other] = sums[:, other] = NEVER
            sums[first] = sums[:, first] = both
            sums[first, first] = sums[first, other] = sums[other, first] = NEVER
            groups[first] += groups.pop(other)
    while len(groups) > 1:
        means = np.round(sums / np.outer(sizes, sizes), 9)
        kept, gone = sorted(map(int, divmod(int(means.argmax()), len(sums))))
        if not means[kept, gone] >= threshold:
            break
        join(kept, gone)
    return [sorted(group) for group in groups.values()]


def components(items: Iterable[int], neighbours: Mapping[int, Iterable[int]]) -> list[list[int]]:
    """Items that hang together, each group sorted, groups in the order of their first members."""
    seen: set[int] = set()
    found = []
    for start in sorted(items):
        if start in seen:
            continue
        seen.add(start)
        waiting, group = [start], []
        while waiting:
            item = waiting.pop()
            group.append(item)
            for other in neighbours.get(item, ()):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        found.append(sorted(group))
    return found


def cluster_in_pieces(
    likeness: Matrix, threshold: float, levels: Sequence[float], most: int, constraints: Constraints = FREE
) -> list[list[int]]:
    """`cluster`, after a set of more than `most` items was cut into components at the first level, those too large at the next..."""
    found = []
    for piece in _cut(np.arange(len(likeness)), likeness, levels, most, constraints):
        rows = np.array(piece)
        groups = cluster(likeness[np.ix_(rows, rows)], threshold, _within(piece, constraints))
        found += [[piece[i] for i in group] for group in groups]
    return found


def _within(piece: Sequence[int], constraints: Constraints) -> Constraints:
    """The constraints that concern a piece, by the places of its items. What belongs together was not cut apart."""
    if constraints == FREE:
        return FREE
    place = {item: i for i, item in enumerate(piece)}
    return Constraints(
        tuple(tuple(place[item] for item in group) for group in constraints.together if group[0] in place),
        tuple((place[a], place[b]) for a, b in constraints.apart if a in place and b in place),
    )


def _cut(
    items: npt.NDArray[np.int64], likeness: Matrix, levels: Sequence[float], most: int, constraints: Constraints
) -> list[list[int]]:
    if len(items) <= most or not levels:
        return [sorted(int(item) for item in items)]
    near = likeness[np.ix_(items, items)] >= levels[0]
    place = {int(item): i for i, item in enumerate(items)}
    for first, *others in constraints.together:
        for other in others:
            if first in place:
                near[place[first], place[other]] = near[place[other], place[first]] = True
    neighbours = {i: np.flatnonzero(near[i]).tolist() for i in range(len(items))}
    return [
        piece
        for group in components(range(len(items)), neighbours)
        for piece in _cut(items[np.array(group)], likeness, levels[1:], most, constraints)
    ]
