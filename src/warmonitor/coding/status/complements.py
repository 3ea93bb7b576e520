"""Steps of the walk from a subordinate clause to what governs it."""

from __future__ import annotations

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.coding.status.nouns import NounSteps
from warmonitor.coding.status.state import VERBS, State
from warmonitor.knowledge import cues as tables
from warmonitor.knowledge.triggers import noun_classes


class ComplementSteps(NounSteps):
    """What bears on a verb as the complement or adjunct of another word."""

    _spoken = noun_classes()["SPOKEN"]

    def _complement(self, p: Parse, v: int, head: int, state: State, depth: int) -> None:
        pos = {"ADJ": "adj", "NOUN": "noun"}.get(p.pos[head], "verb")
        is_infinitive = any(p.dep[c] == "aux" and p.tag[c] == "TO" for c in p.children[v])
        if is_infinitive and p.lemma[head] == "be" and p.dep[v] == "xcomp" and p.child(head, "attr", "acomp") is None:
            state.take(tables.Cue("be to", None, "comp", "planned", None, None), head)  # "the leaders are to meet"
        is_bare = p.dep[v] == "xcomp" or not any(p.dep[c] in clauses.SUBJECTS for c in p.children[v])
        is_indicative = p.dep[v] == "ccomp" and not is_infinitive and self._is_indicative(p, v)
        cue = (self._cues.find(p, head, pos, "xcomp") if is_bare else None) or self._cues.find(p, head, pos, "comp")
        if is_indicative and cue is not None and cue.modality in ("planned", "hypothetical"):
            cue = None  # "warned that troops were massing", "promised that it holds"
        if is_indicative and head > v:
            cue = None  # a clause told before its governor is told for itself ("..., he said")
        elif is_indicative and cue is None:
            cue = self._cues.find(p, head, pos, "that")
        if cue is not None:
            is_perfect = any(p.lower[c] == "have" and p.dep[c] == "aux" for c in p.children[v])
            if is_perfect and cue.modality == "planned":  # "is expected to have arrived"
                cue = tables.Cue(cue.word, None, cue.link, "possible", cue.polarity, cue.phase)
            state.take(cue, head)
        if pos == "verb":
            if (is_indicative and head > v) or self._is_speech_border(p, v, head, cue):
                return
            self._governor(p, head, state, depth)
        elif pos == "adj" and p.pos[p.head[head]] in VERBS and p.head[head] != head:
            self._governor(p, p.head[head], state, depth)

    def _is_indicative(self, p: Parse, v: int) -> bool:
        """Whether the clause tells of the past or present: a finite verb without a modal."""
        if p.tag[v] in ("VBD", "VBZ", "VBP"):
            return True
        finite = [c for c in p.children[v] if p.dep[c] in ("aux", "auxpass")]
        return any(p.tag[c] in ("VBD", "VBZ", "VBP") for c in finite) and not any(p.tag[c] == "MD" for c in finite)

    def _is_speech_border(self, p: Parse, v: int, head: int, cue: tables.Cue | None) -> bool:
        """A finite content clause ("said that ...") is asserted apart from what governs its verb."""
        if p.dep[v] != "ccomp":
            return False
        is_finite = p.tag[v] in ("VBD", "VBZ", "VBP") or any(
            p.dep[c] in ("aux", "auxpass") and p.tag[c] in ("VBD", "VBZ", "VBP", "MD") for c in p.children[v]
        )
        return is_finite and cue is None

    def _governor(self, p: Parse, head: int, state: State, depth: int) -> None:
        """The governor's own status bears on its complement: "may try to", "did not manage to"."""
        self.verb(p, head, state, depth + 1)

    def _adverbial(self, p: Parse, v: int, head: int, state: State, depth: int) -> None:
        is_infinitive = any(p.dep[c] == "aux" and p.tag[c] == "TO" for c in p.children[v])
        if is_infinitive:
            cue = self._cues.find(p, head, "verb", "comp")
            if cue is not None:
                state.take(cue, head)
                self.verb(p, head, state, depth + 1)
            elif not self._is_done(p, v, head):
                state.take(
                    tables.Cue("to", None, "clause", "planned", None, None),
                    next(c for c in p.children[v] if p.tag[c] == "TO"),
                )

    def _is_done(self, p: Parse, v: int, head: int) -> bool:
        """Whether an infinitive tells what came to be: "returned only to be jailed", "rallied to demand", "used bulldozers to break"."""
        to = next(c for c in p.children[v] if p.tag[c] == "TO")
        if to > 0 and p.lower[to - 1] == "only":
            return True
        return p.tag[head] in ("VBD", "VBN") and (p.lemma[v] in self._spoken or p.lemma[head] == "use")

    def _after_preposition(self, p: Parse, prep: int, state: State, depth: int) -> None:
        governor = p.head[prep]
        word = p.lower[prep]
        if self._cues.find(p, prep, "prep", "clause") and not (
            word in ("against", "from") and p.pos[governor] in VERBS and self._cues.find(p, governor, "verb", "comp")
        ):
            self._cues.take(p, prep, "prep", "clause", state)
        if word in ("by", "without") and p.pos[governor] in VERBS:  # "could win by attacking"
            own = State()
            self.verb(p, governor, own, depth + 1)
            if own.modality != "actual" and own.cue is not None:
                state.take(tables.Cue(word, None, "clause", own.modality, None, None), own.cue)
            return
        if word in ("after", "following", "by", "since", "while", "in", "despite", "upon"):
            return
        if p.pos[governor] in VERBS:
            cue = self._cues.find(p, governor, "verb", "comp")
            if cue is not None:
                state.take(cue, governor)
                self.verb(p, governor, state, depth + 1)
        elif p.pos[governor] == "NOUN":
            self.held_by_noun(p, governor, state, depth)
        elif p.pos[governor] == "ADJ":
            self._cues.take(p, governor, "adj", "comp", state)
