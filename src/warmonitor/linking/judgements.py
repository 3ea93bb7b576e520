"""What people decided about pairs of claims, as grouping takes it: which must be in one incident, and which must not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple


class Judgement(NamedTuple):
    """Somebody's decision that two claims tell of one happening, or that they don't."""

    left_claim: str
    right_claim: str
    same: bool


class Constraints(NamedTuple):
    """Groups of items that belong together and pairs that don't, by position; no pair is in one of the groups."""

    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()


FREE = Constraints()


def constrain(items: Sequence[Collection[str]], judgements: Sequence[Judgement]) -> Constraints:
    """What the judgements, the earliest first, ask of items that hold these claims.

    A later decision stands against earlier ones, also against what these amount to together: who joins A to B and B to C, and
    then parts A from C, has only the later of the two joined. A decision about claims of one item, or of none, asks nothing.
    """
    if not judgements:
        return FREE
    place = {claim: position for position, claims in enumerate(items) for claim in claims}
    groups = list(range(len(items)))  # of each item the first of its group
    apart: list[tuple[int, int]] = []
    for judgement in reversed(judgements):
        left, right = place.get(judgement.left_claim), place.get(judgement.right_claim)
        if left is None or right is None or left == right:
            continue
        kept, gone = sorted((groups[left], groups[right]))
        if not judgement.same and kept != gone:
            apart.append((min(left, right), max(left, right)))
        elif judgement.same and kept != gone and not any({groups[a], groups[b]} == {kept, gone} for a, b in apart):
            groups = [kept if group == gone else group for group in groups]
    members: dict[int, list[int]] = {}
    for position, group in enumerate(groups):
        members.setdefault(group, []).append(position)
    return Constraints(tuple(tuple(group) for group in members.values() if len(group) > 1), tuple(sorted(set(apart))))
