"""The mode of an event: of its row, of its weapon, of what is asked for or refused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from warmonitor.coding.drafts import Draft, clause_top
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.triggers import asked, weapons

_ASKED = frozenset({"REQUEST", "REJECT"})
_SHOWN_BY_WEAPON = (None, "firearms", "explosives", "destroy")
# These modes say more than that a thing was destroyed.
_BLASTS = frozenset({"aerial", "drone", "heavy-weapons", "explosives", "suicide-attack"})
_FARTHEST = reach("events", "request_tokens")


class ModeFinder:
    """Finds modes."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._weapons = weapons(knowledge)
        self._asked = asked(knowledge)

    def find(self, p: Parse, draft: Draft) -> str | None:
        """The row's mode; a joined trigger's, the weapon's or that of what is asked, where the row has none."""
        mode = draft.trigger.row.mode
        told = [t.row.mode for t in draft.also if t.row.mode and t.row.type == draft.type]
        if mode is None or (draft.type == "ASSAULT" and mode == "explosives"):
            mode = next(iter(told), mode)
        elif mode == "destroy":
            mode = next((other for other in told if other in _BLASTS), mode)
        if mode is None and draft.type in _ASKED:
            return self._of_matter(p, draft)
        if draft.type == "ASSAULT" and mode in _SHOWN_BY_WEAPON and draft.arguments.weapons:
            return self._of_weapon(p, draft, mode)
        return mode

    def _of_weapon(self, p: Parse, draft: Draft, mode: str | None) -> str | None:
        shown = Counter(
            self._weapons.get(" ".join([*p.lower[first : last - 1], p.lemma[last - 1].lower()]).replace(" - ", "-"))
            for first, last in draft.arguments.weapons
        )
        best = next((m for m, _ in shown.most_common() if m), None)
        if mode is None or (mode == "explosives" and best in ("suicide-attack", "aerial", "drone")):
            return best
        if mode == "destroy" and best in _BLASTS:
            return best  # "warplanes destroyed a bridge"
        if mode == "firearms" and best is not None and "firearms" not in shown:
            return best  # "fired mortar rounds", "the drone opened fire"
        return mode

    def _of_matter(self, p: Parse, draft: Draft) -> str | None:
        """What is asked or refused: the first telling word behind the trigger, else before it in its clause."""
        top = clause_top(p, draft)
        behind = range(draft.token + 1, min(p.right[top], draft.token + _FARTHEST))
        before = range(max(p.left[top], draft.token - _FARTHEST), draft.token)
        words = (p.lemma[k].lower() for part in (behind, before) for k in part)
        return next((self._asked[word] for word in words if word in self._asked), None)
