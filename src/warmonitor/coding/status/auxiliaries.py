"""What a verb's own auxiliaries, negations and adverbs say of its status."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.coding.status.cues import CueBook
from warmonitor.coding.status.state import VERBS, State
from warmonitor.knowledge import cues as tables


class Auxiliaries:
    """Reads the words of a verb group."""

    def __init__(self, cues: CueBook) -> None:
        self._cues = cues

    def read(self, p: Parse, v: int, state: State) -> None:
        """Auxiliaries, negation and adverbs of the verb; those of the verb that it is coordinated with, where it shares them."""
        if p.tag[v] == "VBG" and any(p.lower[c] in ("been",) and p.dep[c] == "aux" for c in p.children[v]):
            been = next(c for c in p.children[v] if p.lower[c] == "been")
            state.take(tables.Cue("been", None, "verb", None, None, "continue"), been)
        has_perfect = any(
            p.lower[c] in ("have", "has", "had", "'ve", "having") and p.dep[c] == "aux" for c in p.children[v]
        )
        for c in p.children[v]:
            dep = p.dep[c]
            if dep == "aux":
                if p.tag[c] == "MD":
                    self.modal(p, v, c, has_perfect, state)
            elif dep == "neg":
                self._cues.take(p, c, "adv", "verb", state)
            elif dep in ("advmod", "npadvmod"):
                if p.lower[c] in ("no", "not") and c + 1 < len(p) and p.lower[c + 1] in ("longer", "more", "only"):
                    continue
                self._cues.take(p, c, "adv", "verb", state)
            elif dep == "prep":  # "on a daily basis"
                for noun in p.kids(c, "pobj"):
                    for k in p.kids(noun, "amod", "det"):
                        cue = (
                            self._cues.find(p, k, "adj", "mod")
                            if p.lemma[noun] in ("basis", "day", "week", "month", "night")
                            else None
                        )
                        if cue is not None and cue.phase:
                            state.take(cue, k)
            elif dep in ("nsubj", "nsubjpass", "dobj") and any(
                p.lower[k] in ("no", "neither") and p.dep[k] in ("det", "cc", "preconj") for k in p.children[c]
            ):
                self._cues.take(
                    p, next(k for k in p.children[c] if p.lower[k] in ("no", "neither")), "det", "mod", state
                )
            elif dep in ("nsubj", "nsubjpass", "dobj") and p.lower[c] in ("nobody", "none", "nothing"):
                state.take(tables.Cue(p.lower[c], None, "verb", None, "negative", None), c)

    def modal(self, p: Parse, v: int, modal: int, has_perfect: bool, state: State) -> None:
        word = p.lower[modal]
        cue = self._cues.find(p, modal, "aux", "verb") or self._cues.by_form(p, modal, "aux", "verb")
        if cue is None:
            return
        if word in ("would", "'d") and self._is_reported(p, v):
            cue = tables.Cue(word, None, "verb", "planned", None, None)  # the future of what was said
        elif (
            has_perfect
            and word in ("should", "would", "could", "might", "ought")
            and not self._is_reported(p, v)
            and word != "might"
        ):
            cue = tables.Cue(word, None, "verb", "hypothetical", None, None)
        state.take(cue, modal)

    def _is_reported(self, p: Parse, v: int) -> bool:
        """Whether the verb stands in the content of past speech ("said it would leave")."""
        at = v
        while p.dep[at] in ("conj", "ccomp", "xcomp", "advcl") and p.head[at] != at:
            head = p.head[at]
            if p.dep[at] == "ccomp" and p.pos[head] in VERBS:
                return p.tag[head] in ("VBD", "VBN", "VBG", "VBZ")
            at = head
        return bool(
            any(p.dep[c] in ("ccomp", "parataxis") and p.tag[c] == "VBD" and p.pos[c] == "VERB" for c in p.children[v])
        )
