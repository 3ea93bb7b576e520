"""Steps of the walk that start at a verb."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.coding.status.auxiliaries import Auxiliaries
from warmonitor.coding.status.complements import ComplementSteps
from warmonitor.coding.status.cues import CueBook
from warmonitor.coding.status.state import RANK, VERBS, State
from warmonitor.knowledge import cues as tables
from warmonitor.records import Modality

_RANKED = frozenset({"first", "second", "third", "last", "only", "latest", "next", "one"})
_HOW = frozenset({"how", "where", "when", "what", "whether"})


class Walk(ComplementSteps):
    """The whole walk: verbs, nouns and the ways between them."""

    def __init__(self, cues: CueBook, knowledge: Path | None = None) -> None:
        super().__init__(cues, knowledge)
        self._auxiliaries = Auxiliaries(cues)

    def verb(self, p: Parse, v: int, state: State, depth: int) -> None:
        self._auxiliaries.read(p, v, state)
        self._clause_mark(p, v, state)
        if depth > 12:
            return
        dep, head = p.dep[v], p.head[v]
        if head == v:
            self._root(p, v, state)
            return
        if dep == "conj" and p.pos[head] in VERBS:
            if not any(p.dep[c] in clauses.SUBJECTS for c in p.children[v]) or p.tag[v] == p.tag[head] == "VB":
                self._shared(p, v, head, state, depth)
            return
        if dep in ("xcomp", "ccomp") and p.pos[head] in (*VERBS, "ADJ", "NOUN"):
            self._complement(p, v, head, state, depth)
        elif dep == "advcl":
            self._adverbial(p, v, head, state, depth)
        elif (
            dep == "relcl"
            and p.pos[head] in ("NOUN", "PROPN", "PRON")
            and any(p.tag[c] == "TO" and p.dep[c] == "aux" for c in p.children[v])
        ):
            self._infinitive(p, v, head, state, "hypothetical")  # "a place to hide"
        elif dep == "acl" and p.pos[head] in ("NOUN", "PROPN", "PRON"):
            if p.tag[v] in ("VB",) or any(p.lower[c] == "to" and p.dep[c] == "aux" for c in p.children[v]):
                control = clauses.control_verb(p, head)
                if control is not None and self._cues.take(
                    p, control, "verb", "comp", state
                ):  # "warned its allies not to attack"
                    self._governor(p, control, state, depth)
                elif not self.held_by_noun(p, head, state, depth):
                    self._infinitive(p, v, head, state, "planned")
            elif p.child(v, "mark") is not None:  # "the claim that ..."
                self._cues.take(p, head, "noun", "comp", state)
        elif dep == "pcomp":
            self._after_preposition(p, head, state, depth)
        elif dep in ("csubj", "csubjpass"):
            self._cues.take(p, head, "verb", "subj" if dep == "csubj" else "pass", state)
        elif dep in ("amod",):
            self.noun(p, head, state, depth + 1)

    def _infinitive(self, p: Parse, v: int, head: int, state: State, modality: Modality) -> None:
        """An infinitive beside a noun is still to come ("the authority to seize"), but not what the first or only one did."""
        if any(p.lower[c] in _RANKED or p.tag[c] == "JJS" for c in p.children[head]) or p.lower[head] in _RANKED:
            return
        to = next((c for c in p.children[v] if p.tag[c] == "TO"), None)
        if to is not None:
            state.take(tables.Cue("to", None, "clause", modality, None, None), to)

    def _shared(self, p: Parse, v: int, head: int, state: State, depth: int) -> None:
        own = State()
        has_own_aux = any(p.dep[c] == "aux" and p.tag[c] == "MD" for c in p.children[v])
        if self._is_alternative(p, head):
            for c in p.kids(head, "neg"):
                self._cues.take(p, c, "adv", "verb", own)
        if p.tag[v] == p.tag[head] or p.tag[v] in ("VB", "VBG", "VBN"):
            if not has_own_aux:
                for c in p.children[head]:
                    if p.lower[c] == "been" and p.dep[c] == "aux" and p.tag[v] == "VBG":
                        own.take(tables.Cue("been", None, "verb", None, None, "continue"), c)
                    elif p.dep[c] == "aux" and p.tag[c] == "MD" and p.tag[v] in ("VB", "VBN"):
                        self._auxiliaries.modal(p, head, c, False, own)
                    elif p.dep[c] == "neg" and p.tag[v] == "VB":
                        self._cues.take(p, c, "adv", "verb", own)
            self._clause_mark(p, head, own)
            if p.head[head] == head and p.tag[v] == p.tag[head]:
                self._root(p, head, own)
            if p.head[head] != head and p.dep[head] in ("xcomp", "ccomp", "advcl", "acl", "pcomp", "conj"):
                self._above(p, head, own, depth)
        state.modality = own.modality if RANK[own.modality] > RANK[state.modality] else state.modality
        if own.polarity == "negative":
            state.polarity = "negative"
        state.phase = state.phase or own.phase
        state.cue = state.cue if state.cue is not None else own.cue

    def _is_alternative(self, p: Parse, head: int) -> bool:
        """ "had not admitted or implicated": what "or" joins shares the negation."""
        return any(p.dep[c] == "cc" and p.lower[c] in ("or", "nor") for c in p.children[head])

    def _above(self, p: Parse, v: int, state: State, depth: int) -> None:
        """What governs the verb, without its own auxiliaries."""
        dep, head = p.dep[v], p.head[v]
        if dep in ("xcomp", "ccomp") and p.pos[head] in (*VERBS, "ADJ", "NOUN"):
            self._complement(p, v, head, state, depth + 1)
        elif dep == "advcl":
            self._adverbial(p, v, head, state, depth + 1)
        elif dep == "acl":
            if any(p.lower[c] == "to" and p.dep[c] == "aux" for c in p.children[v]):
                self.held_by_noun(p, head, state, depth + 1)
        elif dep == "pcomp":
            self._after_preposition(p, head, state, depth + 1)
        elif dep == "conj" and p.pos[head] in VERBS:
            self._shared(p, v, head, state, depth + 1)

    def _clause_mark(self, p: Parse, v: int, state: State) -> None:
        for c in p.children[v]:
            if p.dep[c] in ("mark", "advmod") and c < v:
                if (p.lower[c] == "until" or p.lower[c] == "till") and p.tag[v] in ("VBD", "VBN"):
                    continue
                if p.lower[c] in _HOW and any(p.tag[k] == "TO" and p.dep[k] == "aux" for k in p.children[v]):
                    state.take(
                        tables.Cue("how to", None, "clause", "hypothetical", None, None), c
                    )  # "know how to attack"
                self._cues.take(p, c, "mark", "clause", state)

    def _root(self, p: Parse, v: int, state: State) -> None:
        first, last = p.sentences[p.sentence_of[v]]
        if (
            p.tag[v] == "VB"
            and not any(p.dep[c] in ("aux", "nsubj", "nsubjpass", "expl") for c in p.children[v])
            and p.lower[v] == p.lemma[v]
        ):
            state.take(tables.Cue("imperative", None, "clause", "hypothetical", None, None), v)
        elif last - first > 1 and "?" in p.word[max(first, last - 2) : last]:
            end = next(k for k in range(last - 1, first - 1, -1) if p.word[k] == "?")
            state.take(tables.Cue("?", None, "clause", "hypothetical", None, None), end)
        elif any(
            p.dep[c] == "advcl" and any(p.lower[k] in ("if", "unless") and p.dep[k] == "mark" for k in p.children[c])
            for c in p.children[v]
        ) and any(p.dep[c] == "aux" and p.tag[c] == "MD" for c in p.children[v]):
            state.take(
                tables.Cue("if", None, "clause", "hypothetical", None, None),
                next(c for c in p.children[v] if p.dep[c] == "advcl"),
            )
