"""Groups of things that are alike enough on average, whatever the order in which they are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

Cluster = tuple[str, ...]


def cluster(items: Iterable[str], likeness: Callable[[str, str], float], threshold: float) -> list[Cluster]:
    """Average linkage: join the two groups that are most alike while their mean likeness reaches the threshold.

    Ties go to the groups whose first members come first, so that the result depends on the set alone. Takes quadratic
    space: callers cut large sets into components first. A likeness of minus infinity keeps two items apart for good.
    """
    names = sorted(set(items))
    if len(names) < 2:
        return [(name,) for name in names]
    sums = np.full((len(names), len(names)), -np.inf)
    for i, a in enumerate(names):
        for j in range(i + 1, len(names)):
            sums[i, j] = sums[j, i] = likeness(a, names[j])
    return [tuple(names[i] for i in group) for group in _join_all(sums, threshold)]


def _join_all(sums: np.ndarray, threshold: float) -> list[list[int]]:
    """The groups of row numbers; `sums` holds the likeness of each two rows and is used up."""
    sizes = np.ones(len(sums))
    groups: dict[int, list[int]] = {i: [i] for i in range(len(sums))}
    while len(groups) > 1:
        means = np.round(sums / np.outer(sizes, sizes), 9)
        kept, gone = sorted(map(int, divmod(int(means.argmax()), len(sums))))
        if not means[kept, gone] >= threshold:
            break
        sums[kept] += sums[gone]
        sums[:, kept] = sums[kept]
        sums[kept, kept] = -np.inf
        sums[gone] = sums[:, gone] = -np.inf
        sizes[kept] += sizes[gone]
        groups[kept] += groups.pop(gone)
    return [sorted(group) for group in groups.values()]


def components(items: Iterable[str], neighbours: Mapping[str, Iterable[str]]) -> list[Cluster]:
    """Items that hang together, each group sorted, groups in the order of their first members."""
    seen: set[str] = set()
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
        found.append(tuple(sorted(group)))
    return found


def cut(items: Sequence[str], likeness: Callable[[str, str], float], levels: Sequence[float], most: int) -> list[Cluster]:
    """Components at the first level; those of more than `most` items are cut at the next one, and so on; the last is kept whole."""
    if len(items) <= most or not levels:
        return [tuple(sorted(items))]
    neighbours: dict[str, list[str]] = {item: [] for item in items}
    for i, a in enumerate(items):
        for b in items[i + 1 :]:
            if likeness(a, b) >= levels[0]:
                neighbours[a].append(b)
                neighbours[b].append(a)
    return [piece for group in components(items, neighbours) for piece in cut(group, likeness, levels[1:], most)]
