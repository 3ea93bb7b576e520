"""The status as it stands on the walk up a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from warmonitor.knowledge import cues as tables
from warmonitor.knowledge.labels import labels
from warmonitor.records import Modality, Phase, Polarity

RANK: dict[Modality, int] = {"actual": 0, "possible": 1, "planned": 2, "hypothetical": 3}
VERBS = labels("VERB")


@dataclass(slots=True)
class State:
    modality: Modality = "actual"
    polarity: Polarity = "positive"
    phase: Phase | None = None
    cue: int | None = None
    is_given: bool = False
    taken: list[tables.Cue] = field(default_factory=list)  # those that changed it

    def take(self, cue: tables.Cue, at: int) -> None:
        before = (self.modality, self.polarity, self.phase)
        if cue.modality and RANK[cue.modality] > RANK[self.modality]:
            self.modality, self.cue = cue.modality, at
        if cue.polarity == "negative" and self.polarity == "positive":
            self.polarity, self.cue = "negative", at
        if cue.phase and self.phase is None:
            self.phase = cue.phase
            if self.cue is None:
                self.cue = at
        if before != (self.modality, self.polarity, self.phase):
            self.taken.append(cue)

    def join(self, other: State) -> None:
        """Let what was found apart bear on this: the weaker modality, a negation, a phase where there is none."""
        if RANK[other.modality] > RANK[self.modality]:
            self.modality = other.modality
        if other.polarity == "negative":
            self.polarity = "negative"
        self.phase = self.phase or other.phase
        self.cue = other.cue if self.cue is None else self.cue
        self.taken += other.taken
