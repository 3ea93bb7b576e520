"""The tolls of an incident of one report: a range for each thing counted and whom, and what is part of what."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec

from warmonitor.knowledge import tables
from warmonitor.records import Claim, Count, IncidentCount

_A_NUMBER = re.compile(r"\d|\bone\b", re.IGNORECASE)
_OF_TWO = re.compile(r"\d|\b(?:one|two|couple|pair|both)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:more(?! than)|additional|further|another)\b", re.IGNORECASE
)  # of the injured it only says that they aren't the dead


def tolls_of(members: list[Claim]) -> tuple[IncidentCount, ...]:
    """One range for each kind and group, from the lowest to the highest figure that the claims give, with those of everyone
    where some groups hold others ("8 civilians, including 2 women").

    One person told of beside a larger number is part of it; "at least" figures that differ span a range, one alone stays open.
    """
    found: dict[tuple[str, str | None], list[Count]] = {}
    for member in members:
        for count in member.event.counts:
            found.setdefault((count.of, count.who), []).append(count)
    told: dict[str, list[IncidentCount]] = {}
    parts: set[tuple[str, str | None]] = set()
    for (of, who), counts in found.items():
        others = [c for (kind, group), members in found.items() if kind == of and who in (None, group) for c in members]
        whole = [c for c in counts if not _is_part(c, others)]
        figures = [c for c in whole or counts if not _is_bare(c)]
        if whole or who is not None:
            told.setdefault(of, []).append(IncidentCount(of, who, *_toll(figures or whole or counts)))
        if all(c.part for c in counts):
            parts.add((of, who))
    return tuple(toll for of, tolls in told.items() for toll in _with_whole(tolls, parts))


def _with_whole(tolls: list[IncidentCount], parts: set[tuple[str, str | None]]) -> list[IncidentCount]:
    """The tolls of one kind with what is part of others marked; what everyone comes to is added where only groups are told."""
    groups = {toll.who for toll in tolls}
    own = [toll for toll in tolls if not _is_within(toll, groups, parts)]
    if None in groups or not own or len(own) == len(tolls):
        return [toll if toll in own else msgspec.structs.replace(toll, part=True) for toll in tolls]
    highs = [toll.high for toll in own]
    whole = IncidentCount(
        tolls[0].of,
        None,
        sum(toll.low or 0 for toll in own),
        None if None in highs else sum(high for high in highs if high is not None),
    )
    return [whole, *(msgspec.structs.replace(toll, part=True) for toll in tolls)]


def _is_within(toll: IncidentCount, groups: set[str | None], parts: set[tuple[str, str | None]]) -> bool:
    """Whether a toll is of a group that another toll holds: one of everyone, one that the words make it part of, or a wider group."""
    if toll.who is None:
        return False
    return None in groups or (toll.of, toll.who) in parts or not groups.isdisjoint(_wider().get(toll.who, ()))


@cache
def _wider(extra: Path | None = None) -> dict[str, tuple[str, ...]]:
    """Each group of those counted -> the groups that hold it."""
    return {row["who"]: tuple(filter(None, row["part_of"].split(";"))) for row in tables.rows("toll_groups", extra)}


def _is_bare(count: Count) -> bool:
    """Whether a figure is a plural alone: "villagers" says no more than that there were some."""
    return count.low == 2 and count.high is None and not _OF_TWO.search(count.text)


def _is_part(count: Count, others: list[Count]) -> bool:
    """Whether a figure is part of another: the words say so, it is of more than a larger number tells, or one person is told of beside one."""
    if count.part and any(not other.part for other in others):
        return True
    if (
        count.of == "killed"
        and _MORE.search(count.text)
        and any((o.low or 0) > (count.low or 0) and not _is_bare(o) for o in others)
    ):
        return True
    return count.high == 1 and not _A_NUMBER.search(count.text) and any((o.low or 0) > 1 for o in others)


def _toll(counts: list[Count]) -> tuple[int | None, int | None]:
    lows = [c.low for c in counts if c.low is not None]
    highs = [c.high for c in counts if c.high is not None]
    if not lows:
        return None, max(highs, default=None)
    low, top = min(lows), max([*lows, *highs])
    return low, top if highs or top > low else None
