"""What is found of an event's arguments: the heads of noun phrases."""

from __future__ import annotations

from dataclasses import dataclass, field

from warmonitor.knowledge.labels import labels

VERBS = labels("VERB")


@dataclass(slots=True)
class Arguments:
    """Token indexes of the heads of noun phrases, in the order of the text; `carrier` is the verb that lends the noun its clause,
    `claimed` the verb by which the actors take the deed upon themselves, `accused` the one by which others say that it was theirs;
    `is_suspected` where they are only held to have done it, `is_mutual` where they do it to each other."""

    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    weapons: list[tuple[int, int]] = field(default_factory=list)
    carrier: int | None = None
    claimed: int | None = None
    accused: int | None = None
    is_suspected: bool = False
    is_mutual: bool = False

    def add(self, side: str, tokens: list[int]) -> None:
        held = getattr(self, side)
        held += [t for t in tokens if t not in held]

    def take_blame(self, other: Arguments) -> None:
        """The other's words for how it is known that its actors did it, where they become these arguments' own."""
        if other.actors:
            self.claimed = other.claimed if self.claimed is None else self.claimed
            self.accused = other.accused if self.accused is None else self.accused
            self.is_suspected = self.is_suspected or other.is_suspected
