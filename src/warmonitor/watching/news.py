"""What became of each incident over several steps of its history: from what it was at the first to what it is after the last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

# Fields of a step that are no tolls; all others are numbers told of an incident.
PLAIN = frozenset(
    (
        "title", "type", "mode", "grade", "status", "independent_voices", "replaced_by", "reports", "claims", "when", "rivals", "split_from",
    )
)  # fmt: skip
KINDS = ("made", "grade", "toll", "status", "dispute", "merged", "retracted", "restored", "told by more", "other")
_NEW = ("made", "split")


class Step(Protocol):
    """A step of an incident's history, as the store gives it."""

    @property
    def incident_id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def replaced_by(self) -> str | None: ...
    @property
    def at(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def cause(self) -> str: ...
    @property
    def changed(self) -> Mapping[str, Sequence[str | None]]: ...


@dataclass(frozen=True)
class Turn:
    """One value that became another."""

    field: str
    before: str | None
    after: str | None


@dataclass
class News:
    """What became of an incident: `kind` is the weightiest of `kinds`, `causes` what made it change, in order."""

    incident_id: str
    title: str
    replaced_by: str | None
    at: str
    kinds: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    causes: tuple[str, ...] = ()
    is_new: bool = False

    @property
    def kind(self) -> str:
        """What it is listed under."""
        return self.kinds[0] if self.kinds else "other"


@dataclass
class _Told:
    last: Step
    is_new: bool = False
    end: str | None = None
    was_ended: bool = False
    is_back: bool = False
    first: dict[str, str | None] = field(default_factory=dict)
    now: dict[str, str | None] = field(default_factory=dict)
    causes: dict[str, None] = field(default_factory=dict)


def gather_news(steps: Iterable[Step]) -> tuple[News, ...]:
    """An entry an incident from steps in their order, the last changed first. What came and went again is left out."""
    told: dict[str, _Told] = {}
    for step in steps:
        one = told.setdefault(step.incident_id, _Told(step))
        one.last = step
        one.is_new = one.is_new or step.kind in _NEW
        one.end = step.kind if step.kind in ("merged", "retracted") else None
        if step.kind == "restored":  # before these steps it had ended, unless one of them ended it
            one.is_back = not one.was_ended
        one.was_ended = one.was_ended or one.end is not None
        one.causes[step.cause] = None
        for name, (before, after) in step.changed.items():
            one.first.setdefault(name, before)
            one.now[name] = after
    found = [news for one in reversed(list(told.values())) if (news := _news(one)) is not None]
    return tuple(sorted(found, key=lambda news: news.at, reverse=True))


def _news(one: _Told) -> News | None:
    turns = tuple(Turn(name, one.first[name], after) for name, after in one.now.items() if one.first[name] != after)
    if one.is_new and one.end:
        return None  # it came and went between two looks
    kinds = ("made",) if one.is_new else _kinds(one, turns)
    if not kinds:
        return None
    step = one.last
    return News(step.incident_id, step.title, step.replaced_by, step.at, kinds, turns, tuple(one.causes), one.is_new)


def _kinds(one: _Told, turns: Sequence[Turn]) -> tuple[str, ...]:
    if one.end:
        return (one.end,)
    names = {turn.field for turn in turns}
    found: set[str] = {name for name in ("grade", "status") if name in names}
    found |= {"restored"} if one.is_back else set()
    found |= {"toll"} if names - PLAIN else set()
    found |= {"dispute"} if "rivals" in names else set()
    found |= {"told by more"} if names & {"reports", "claims", "independent_voices"} else set()
    found |= {"other"} if names & {"title", "type", "mode", "when"} else set()
    return tuple(kind for kind in KINDS if kind in found)
