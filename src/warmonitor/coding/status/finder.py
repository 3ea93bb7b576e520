"""The door to status: that of one word."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding.lookalikes import LookalikeFinder
from warmonitor.coding.parse import Parse
from warmonitor.coding.status.cues import CueBook
from warmonitor.coding.status.state import VERBS, State
from warmonitor.coding.status.verbs import Walk
from warmonitor.knowledge.cues import Cue
from warmonitor.records import Status


class StatusFinder:
    """Finds the status of any word of a parse that tells of a happening."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._cues = CueBook(knowledge)
        self._walk = Walk(self._cues, knowledge)
        self._lookalikes = LookalikeFinder(knowledge)

    def find(self, p: Parse, i: int) -> Status:
        """The status of the event that token i (a verb or noun) names."""
        return self.look(p, i)[0]

    def look(self, p: Parse, i: int) -> tuple[Status, bool]:
        """That status, and whether the sentence takes the event for granted, to speak of its end or its going on."""
        state = self._state(p, i)
        cue = p.span(state.cue, state.cue + 1) if state.cue is not None else None
        return Status(state.modality, state.polarity, state.phase, cue), state.is_given

    def cues(self, p: Parse, i: int) -> list[Cue]:
        """The rows of status_cues.tsv that made the status of token i what it is."""
        return self._state(p, i).taken

    def _state(self, p: Parse, i: int) -> State:
        state = State()
        if p.pos[i] in VERBS or p.tag[i].startswith("VB"):
            self._walk.verb(p, i, state, 0)
        elif p.pos[i] == "ADJ" and p.dep[i] in ("acomp", "oprd", "ccomp") and p.pos[p.head[i]] in VERBS:
            self._walk.verb(p, p.head[i], state, 0)
        else:
            self._walk.noun(p, i, state, 0)
        drill = self._lookalikes.drill_around(p, i)
        if drill is not None:
            state.take(self._cues.form("drill"), drill)
        return state
