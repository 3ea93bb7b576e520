"""Steps of the walk that start at a noun."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.coding.status.auxiliaries import Auxiliaries
from warmonitor.coding.status.cues import CueBook
from warmonitor.coding.status.denials import find_denial
from warmonitor.coding.status.state import VERBS, State
from warmonitor.knowledge import cues as tables
from warmonitor.knowledge.triggers import noun_classes, support_verbs, verb_classes


class NounSteps(ABC):
    """What bears on an event that a noun names: its modifiers, and its governor by the noun's place."""

    def __init__(self, cues: CueBook, knowledge: Path | None = None) -> None:
        self._cues = cues
        self._support = support_verbs(knowledge)
        classes = noun_classes(knowledge)
        self._ends = classes["END"]
        self._denying = verb_classes(knowledge)["DENIAL"]
        self._said = classes["ALLEGATION"] | classes["DEMAND"] | classes["PROPOSAL"]

    @abstractmethod
    def verb(self, p: Parse, v: int, state: State, depth: int) -> None:
        """The step from a verb."""

    @abstractmethod
    def own(self, p: Parse, v: int, state: State) -> None:
        """What a verb's own clause says of it."""

    def noun(self, p: Parse, n: int, state: State, depth: int) -> None:
        for c in p.children[n]:
            dep = p.dep[c]
            if dep in ("amod", "advmod", "compound", "neg") and p.pos[c] != "PROPN":
                cue = self._cues.by_form(p, c, "adj", "mod") or self._cues.find(p, c, "adj", "mod")
                if cue is not None:
                    state.take(cue, c)
            elif dep == "det":
                self._cues.take(p, c, "det", "mod", state)
        if depth > 12:
            return
        dep, head = p.dep[n], p.head[n]
        if dep == "pobj":
            self._noun_after(p, n, head, state, depth)
        elif dep in ("dobj", "attr", "oprd", "dative") and p.pos[head] in VERBS:
            self._noun_object(p, n, head, state, depth)
        elif dep in ("nsubj", "nsubjpass") and p.pos[head] in VERBS:
            self._noun_subject(p, n, head, state, depth)
        elif dep in ("conj", "appos") and p.pos[head] in ("NOUN", "PROPN") and not self._is_pointed_at(p, n):
            self.noun(p, head, state, depth + 1)
        elif dep == "compound" or dep == "poss":
            self._cues.take(p, head, "noun", "comp", state)

    def _goes_on(self, p: Parse, governor: int, cue: tables.Cue, state: State, depth: int) -> bool:
        """Whether the governor takes the event for granted: what is to be continued or ended is under way, whoever asks for it.

        Its phase holds only where the governor itself is told as done: "called for an end to the raids" ends none.
        """
        if cue.phase not in ("continue", "stop") or cue.modality is not None or depth > 12:
            return False
        around = State()
        if p.pos[governor] in VERBS:
            self.verb(p, governor, around, depth + 1)
        else:
            self.noun(p, governor, around, depth + 1)
        if around.modality == "actual" and around.polarity == "positive":
            return False
        if cue.phase == "continue" and around.polarity == "positive":
            state.take(cue, governor)
        state.is_given = True
        return True

    def _is_undone(self, p: Parse, v: int, cue: tables.Cue, state: State, depth: int) -> bool:
        """Whether the verb's denial is itself denied, so that what it speaks of did happen: "failed to prevent the attack"."""
        if depth > 12 or (cue.polarity != "negative" and cue.word not in self._denying):
            return False
        around = State()
        self.verb(p, v, around, depth + 1)
        if around.polarity != "negative":
            return False
        is_past = any(p.lower[c] == "could" for c in p.kids(v, "aux"))  # "could not stop them": they did it
        if around.modality != "actual" and not is_past:
            state.modality, state.cue = around.modality, around.cue
        return True

    def held_by_noun(self, p: Parse, n: int, state: State, depth: int) -> bool:
        """The hold of a noun with a complement ("a threat to attack"), and what bears on that noun in turn; whether it has one."""
        is_held = self._cues.take(p, n, "noun", "comp", state)
        if is_held and depth <= 12:
            self.noun(p, n, state, depth + 1)
        return is_held

    def _noun_after(self, p: Parse, n: int, prep: int, state: State, depth: int) -> None:
        governor = p.head[prep]
        word = p.lower[prep]
        cue = self._cues.pair(p, prep, "prep", "clause")
        if cue is not None and cue.polarity == "negative":
            state.take(cue, prep)  # "without a fight", "instead of a strike"
        if p.pos[governor] in VERBS:
            cue = self._cues.find(p, governor, "verb", "obj")
            if cue is not None and word in ("of", "against", "for", "about", "on", "with", "from", "to", "off", "out"):
                if self._goes_on(p, governor, cue, state, depth) or self._is_undone(p, governor, cue, state, depth):
                    return
                state.take(cue, governor)
                self.verb(p, governor, state, depth + 1)
            elif "undergo" in self._support.get(p.lemma[governor], ()):
                self.verb(p, governor, state, depth + 1)
        elif p.pos[governor] == "NOUN" and word in ("of", "for", "to", "about", "against", "on", "in"):
            is_told = word in ("of", "about") and self._cues.find(p, governor, "noun", "that") is not None
            if is_told and self._denied(p, governor, state):
                return  # "dismissed reports of air strikes"
            cue = self._cues.find(p, governor, "noun", "comp")
            if cue is not None and not (p.lemma[governor] in self._ends and (word == "in" or self._is_told_of(p, n))):
                if self._goes_on(p, governor, cue, state, depth):
                    return
                state.take(cue, governor)
                self.noun(p, governor, state, depth + 1)
        elif p.pos[governor] == "ADJ" and word in ("of", "for", "to"):
            self._cues.take(p, governor, "adj", "comp", state)

    def _denied(self, p: Parse, noun: int, state: State) -> bool:
        """What denies the noun's matter bears on it; whether anything does."""
        denial = find_denial(p, noun, self._cues)
        if denial is not None:
            state.take(*denial)
        return denial is not None

    def _is_said(self, p: Parse, n: int) -> bool:
        """Whether the noun is a matter of words: a charge that is denied was made all the same."""
        return p.lemma[n].lower() in self._said

    def _is_told_of(self, p: Parse, n: int) -> bool:
        """Whether the noun is a certain happening: "the goal of his visit" speaks of a visit, "the goal of peace" of none."""
        return p.child(n, "poss") is not None

    @staticmethod
    def _is_pointed_at(p: Parse, n: int) -> bool:
        """Whether the noun is of what was told or of a day gone by: "those killings", "last month's explosion"."""
        if any(p.lower[c] in ("these", "those") for c in p.kids(n, "det")):
            return True
        return any(p.lower[k] in ("last", "yesterday") for c in p.kids(n, "poss") for k in (c, *p.children[c]))

    @staticmethod
    def _has_begun(p: Parse, n: int) -> bool:
        """Whether a clause tells what befell it: "to finish talks that were interrupted by a bombing"."""
        return any(p.lower[k] in ("was", "were") for c in p.kids(n, "relcl") for k in p.kids(c, "auxpass"))

    def _noun_object(self, p: Parse, n: int, v: int, state: State, depth: int) -> None:
        if depth == 0 and self._has_begun(p, n):
            return
        cue = self._cues.find(p, v, "verb", "obj")
        if cue is not None and p.child(v, "oprd", "acomp") is not None and p.lemma[v] == "call":
            return  # "called the murder wrong"
        if depth == 0 and cue is not None and cue.polarity == "negative" and self._is_said(p, n):
            return
        if cue is not None and (self._is_certain(p, n, v) or self._goes_on(p, v, cue, state, depth)):
            return
        if cue is not None and self._is_undone(p, v, cue, state, depth):
            return
        if cue is not None:
            state.take(cue, v)
        if cue is not None or p.lemma[v] in self._support or p.dep[n] == "attr":
            if p.dep[n] == "attr" and not any(p.dep[c] == "expl" for c in p.children[v]):
                return
            self.verb(p, v, state, depth + 1)

    def _noun_subject(self, p: Parse, n: int, v: int, state: State, depth: int) -> None:
        is_passive = p.dep[n] == "nsubjpass"
        if depth == 0 and self._is_pointed_at(p, n) and "occur" not in self._support.get(p.lemma[v], ()):
            return  # "these bombings will not make us retreat"
        if is_passive and clauses.agent(p, v) is not None and (self._is_certain(p, n, v) or self._was_by(p, n, v)):
            return
        cue = self._cues.find(p, v, "verb", "pass") if is_passive else self._cues.find(p, v, "verb", "subj")
        if depth == 0 and cue is not None and is_passive and cue.polarity == "negative" and self._is_said(p, n):
            return
        if p.pos[v] == "AUX":
            self._judged(p, n, v, state)
            for c in p.children[v]:
                if p.dep[c] in ("acomp", "attr"):
                    if not (
                        p.tag[v] == "VBD" and clauses.is_definite(p, n)
                    ):  # "the raid was necessary" is told as done
                        self._cues.take(p, c, "adj", "pred", state)
                    elif (said := self._cues.find(p, c, "adj", "pred")) is not None and said.polarity == "negative":
                        state.take(said, c)
                    if (
                        p.dep[c] == "attr"
                        and p.child(n, "det") is not None
                        and self._is_indefinite(p, n)
                        and self._is_indefinite(p, c)
                    ):
                        state.take(self._cues.form("generic"), v)  # "an attack is something that"
        if cue is not None:
            if self._goes_on(p, v, cue, state, depth) or self._is_undone(p, v, cue, state, depth):
                return
            state.take(cue, v)
            self.verb(p, v, state, depth + 1)
            return
        parts = self._support.get(p.lemma[v], frozenset())
        if (is_passive and parts & {"do", "undergo"}) or "occur" in parts:
            self.verb(p, v, state, depth + 1)
        elif self._is_indefinite(p, n):
            modal = next((c for c in p.kids(v, "aux") if p.tag[c] == "MD"), None)
            if modal is not None and not Auxiliaries.is_perceived(p, v, modal):
                state.take(self._cues.form("modal over a noun"), modal)

    def _is_certain(self, p: Parse, n: int, v: int) -> bool:
        """Whether the verb speaks of a certain happening as one that was: "will investigate the bombings"."""
        return clauses.is_definite(p, n) and self._cues.find(p, v, "verb", "given") is not None

    def _was_by(self, p: Parse, n: int, v: int) -> bool:
        """Whether the verb says whose certain happenings were: "the attacks were plotted by a cell in Hamburg"."""
        aux = [p.lower[c] for c in p.children[v] if p.dep[c] in ("aux", "auxpass")]
        return (
            aux in (["was"], ["were"]) and clauses.is_definite(p, n) and self._cues.find(p, v, "verb", "by") is not None
        )

    def _judged(self, p: Parse, n: int, v: int, state: State) -> None:
        """What the copula's noun makes of its subject: "the killing is one of the allegations", "the attack was a hoax"."""
        if n > v:
            return
        for c in p.children[v]:
            if p.dep[c] == "attr" or (p.dep[c] == "prep" and p.lower[c] in ("among", "amongst")):
                head = c if p.dep[c] == "attr" else p.child(c, "pobj")
                inner = [k for prep, k in clauses.complements(p, head) if prep == "of"] if head is not None else []
                for noun in [head, *inner]:
                    if noun is not None and p.pos[noun] == "NOUN":
                        self._cues.take(p, noun, "noun", "pred", state)

    def _is_indefinite(self, p: Parse, n: int) -> bool:
        determiner = p.child(n, "det", "poss")
        return determiner is None or p.lower[determiner] in ("a", "an", "any", "another")
