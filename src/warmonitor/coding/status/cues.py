"""Look-up of cues beside and above a word."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding.parse import Parse
from warmonitor.coding.status.state import State
from warmonitor.knowledge import cues as tables


class CueBook:
    """The cues of status_cues.tsv as they stand in a parse."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._cues = tables.cues(knowledge)

    def find(self, p: Parse, at: int, pos: str, link: str) -> tables.Cue | None:
        """The cue that the word is for a target by this link, None where it is none."""
        found = self._cues.get((p.lemma[at].lower(), pos, link)) or self._cues.get((p.lower[at], pos, link))
        if not found:
            return None
        for cue in found:
            if cue.particle is None or any(p.lower[c] == cue.particle for c in p.children[at]):
                return cue
        return None

    def form(self, name: str) -> tables.Cue:
        """The cue that a form of the sentence is for itself ("imperative", "question")."""
        return self._cues[name, "form", "form"][0]

    def pair(self, p: Parse, at: int, pos: str, link: str) -> tables.Cue | None:
        """The cue that the word makes with the one before it ("no longer", "instead of"), or else by itself."""
        if at > 0:
            found = self._cues.get((f"{p.lower[at - 1]} {p.lower[at]}", pos, link))
            if found:
                return found[0]
        return self.find(p, at, pos, link)

    def by_form(self, p: Parse, at: int, pos: str, link: str) -> tables.Cue | None:
        """The first cue with exactly the word's form, whatever stands beside it."""
        return next(iter(self._cues.get((p.lower[at], pos, link), ())), None)

    def take(self, p: Parse, at: int, pos: str, link: str, state: State) -> bool:
        """Let the cue at this word bear on the state; whether there is one."""
        cue = self.find(p, at, pos, link)
        if cue is None:
            return False
        state.take(cue, at)
        return True
