"""What is found of an event's arguments: the heads of noun phrases."""

from __future__ import annotations

from dataclasses import dataclass, field

from warmonitor.knowledge.labels import labels

VERBS = labels("VERB")


@dataclass(slots=True)
class Arguments:
    """Token indexes of the heads of noun phrases, in the order of the text; `carrier` is the verb that lends the noun its clause,
    `claimed` the verb by which the actors take the deed upon themselves, `is_mutual` where they do it to each other."""

    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    weapons: list[tuple[int, int]] = field(default_factory=list)
    carrier: int | None = None
    claimed: int | None = None
    is_mutual: bool = False

    def add(self, side: str, tokens: list[int]) -> None:
        held = getattr(self, side)
        held += [t for t in tokens if t not in held]
