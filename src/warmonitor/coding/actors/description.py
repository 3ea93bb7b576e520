"""A party as the report describes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from warmonitor.knowledge.actors import Actor
from warmonitor.knowledge.roles import Noun


@dataclass(slots=True)
class Description:
    """A party as its phrase describes it. `countries` has several only where the phrase names several on a par."""

    first: int
    last: int
    head: int
    kind: str = ""
    actor: Actor | None = None
    person: str | None = None
    countries: list[str] = field(default_factory=list)
    sector: str | None = None
    noun: Noun | None = None
    has_role: bool = False
    is_state: bool = False
    is_plural: bool = False
    owner: int | None = None
    is_foreign: bool = False
    is_irregular: bool = False

    @property
    def country(self) -> str | None:
        return self.countries[0] if self.countries else None
