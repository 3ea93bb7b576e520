"""What splitting and merging say about pairs of claims: which tell of one happening, and which don't."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warmonitor.records import Review

_MOST_APART = 2500  # pairs of one decision; a larger one is said by the first claims of each side
_HUBS = 4

Pair = tuple[str, str, bool]


def pairs_of(review: Review) -> tuple[Pair, ...]:
    """The pairs (claim, other, whether they are one happening) that a split or a merge amounts to; none for other decisions."""
    own = _present(review.claims)
    others = _present(review.others)
    if review.decision == "merge":
        return tuple(_together([*own, *others]))
    if review.decision == "split":
        return (*_together(own), *_together(others), *_apart(own, others))
    return ()


def _present(anchors: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(name for anchor in anchors if (name := getattr(anchor, "claim", None)) is not None))


def _together(claims: Sequence[str]) -> Iterable[Pair]:
    """Every claim with several hubs, so that parting one of them later leaves the others together."""
    hubs = claims[:_HUBS]
    for i, hub in enumerate(hubs):
        yield from ((hub, other, True) for other in claims[i + 1 :])


def _apart(own: Sequence[str], others: Sequence[str]) -> Iterable[Pair]:
    if len(own) * len(others) > _MOST_APART:
        near = {(x, y) for x in own[:_HUBS] for y in others} | {(x, y) for x in own for y in others[:_HUBS]}
        return [(x, y, False) for x, y in sorted(near)]
    return [(x, y, False) for x in own for y in others]
