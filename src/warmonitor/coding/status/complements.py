"""Steps of the walk from a subordinate clause to what governs it."""

from __future__ import annotations

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.coding.status.auxiliaries import Auxiliaries
from warmonitor.coding.status.nouns import NounSteps
from warmonitor.coding.status.state import VERBS, State
from warmonitor.knowledge import cues as tables
from warmonitor.knowledge.tables import rows
from warmonitor.knowledge.triggers import noun_classes


class ComplementSteps(NounSteps):
    """What bears on a verb as the complement or adjunct of another word."""

    _spoken = noun_classes()["SPOKEN"]
    _none = tables.none_words()
    _owning = frozenset(row["verb"] for row in rows("speech_verbs") if row["stance"] == "acknowledges")
    _voicing = frozenset(row["verb"] for row in rows("speech_open")) - _owning
    _auxiliaries: Auxiliaries

    def _complement(self, p: Parse, v: int, head: int, state: State, depth: int) -> None:
        pos = {"ADJ": "adj", "NOUN": "noun"}.get(p.pos[head], "verb")
        is_infinitive = any(p.dep[c] == "aux" and p.tag[c] == "TO" for c in p.children[v])
        if self._is_bare_copula(p, head) and is_infinitive and p.dep[v] == "xcomp":
            subject = clauses.subject(p, head)  # "the leaders are to meet", but "their hope is to meet"
            if subject is None or not self._cues.take(p, subject, "noun", "comp", state):
                state.take(self._cues.form("be to"), head)
        if p.lemma[head] == "be":
            self._cleft(p, v, head, state, depth)
            if is_that := self._predicated(p, v, head):
                state.take(is_that[0], is_that[1])
                self._auxiliaries.read(p, head, state)  # "it is not true that ..."
                return
        is_bare = p.dep[v] == "xcomp" or not any(p.dep[c] in clauses.SUBJECTS for c in p.children[v])
        is_indicative = p.dep[v] == "ccomp" and not is_infinitive and self._is_indicative(p, v)
        if is_indicative and self._is_marvelled_at(p, head):
            return
        cue = (self._cues.find(p, head, pos, "xcomp") if is_bare else None) or self._cues.find(p, head, pos, "comp")
        if pos == "adj" and is_infinitive and self._is_past(p, p.head[head]):
            cue = self._cues.find(p, head, pos, "done") or cue  # "were able to repel the attack"
        if is_indicative and cue is not None and cue.modality in ("planned", "hypothetical"):
            cue = None  # "warned that troops were massing", "promised that it holds"
        if is_indicative and head > v:
            cue = None  # a clause told before its governor is told for itself ("..., he said")
        elif is_indicative and cue is None:
            cue = self._cues.find(p, head, pos, "that")
        if (
            is_infinitive and p.lemma[head] == "be" and not self._is_past(p, head)
        ):  # "it is a crime to attack hospitals"
            for c in p.kids(head, "attr"):
                self._cues.take(p, c, "noun", "comp", state)
        if is_indicative and self._is_none(p, head):
            state.take(self._cues.form("none to say so"), p.head[head])  # "nothing to suggest that they attacked"
        if pos == "adj":  # "too weak to attack"
            for c in p.children[head]:
                self._cues.take(p, c, "adv", "comp", state)
        if cue is not None:
            is_perfect = any(p.lower[c] == "have" and p.dep[c] == "aux" for c in p.children[v])
            if is_perfect and cue.modality == "planned":  # "is expected to have arrived"
                cue = self._cues.form("expected perfect")
            if self._goes_on(p, head, cue, state, depth):
                return
            if pos == "verb" and self._is_undone(p, head, cue, state, depth):
                return
            state.take(cue, head)
        if pos == "verb":
            if (is_indicative and head > v) or self._is_speech_border(p, v, cue):
                if is_indicative and head < v and cue is None and p.lemma[head] in self._voicing:
                    self._unspoken(p, head, state)
                return
            if is_indicative and cue is not None and cue.modality == "possible" and self._is_hedge(p, head):
                self._auxiliaries.negation(p, head, state)  # "it would appear that ..."
                return
            self._governor(p, head, state, depth)
        elif pos == "adj" and p.pos[p.head[head]] in VERBS and p.head[head] != head:
            self._governor(p, p.head[head], state, depth)

    def _is_marvelled_at(self, p: Parse, v: int) -> bool:
        """Whether the verb tells amazement at what did happen: "I can't believe they bombed a school"."""
        if p.lemma[v] != "believe" or p.child(v, "neg") is None:
            return False
        return any(p.lower[c] in ("i", "we") for c in p.kids(v, "nsubj")) and any(
            p.lower[c] in ("can", "ca", "could") for c in p.kids(v, "aux")
        )

    def _unspoken(self, p: Parse, v: int, state: State) -> None:
        """What somebody is only to say, or asked whether he said, stays open: "must announce that it has withdrawn"."""
        around = State()
        self.own(p, v, around)
        is_hedge = any(p.lower[c] in ("would", "'d") for c in p.kids(v, "aux"))  # "I would say that they attacked us"
        if around.modality == "hypothetical" and not is_hedge and around.cue is not None:
            state.take(self._cues.form("of no certain one"), around.cue)

    def _is_bare_copula(self, p: Parse, head: int) -> bool:
        """Whether a form of "be" stands alone before an infinitive, but for "yet": "the leaders are to meet", "are yet to meet"."""
        if p.lemma[head] != "be" or p.child(head, "attr", "acomp") is not None:
            return False
        return self._cues.find(p, head, "verb", "comp") is None

    def _is_indicative(self, p: Parse, v: int) -> bool:
        """Whether the clause tells of the past or present: a finite verb without a modal."""
        if p.tag[v] in ("VBD", "VBZ", "VBP"):
            return True
        finite = [c for c in p.children[v] if p.dep[c] in ("aux", "auxpass")]
        return any(p.tag[c] in ("VBD", "VBZ", "VBP") for c in finite) and not any(p.tag[c] == "MD" for c in finite)

    def _is_speech_border(self, p: Parse, v: int, cue: tables.Cue | None) -> bool:
        """A finite content clause ("said that ...") is asserted apart from what governs its verb."""
        if p.dep[v] != "ccomp":
            return False
        is_finite = p.tag[v] in ("VBD", "VBZ", "VBP") or any(
            p.dep[c] in ("aux", "auxpass") and p.tag[c] in ("VBD", "VBZ", "VBP", "MD") for c in p.children[v]
        )
        return is_finite and cue is None

    def _is_none(self, p: Parse, v: int) -> bool:
        """Whether there is nothing or nobody of whom the verb speaks: "nothing to suggest", "no witness who saw"."""
        noun = p.head[v]
        if p.dep[v] not in ("relcl", "acl") or p.child(v, "neg") is not None:
            return False
        return p.lower[noun] in self._none or any(p.lower[c] in self._none for c in p.kids(noun, "det"))

    def _is_past(self, p: Parse, verb: int) -> bool:
        return p.tag[verb] == "VBD" and p.lemma[verb] == "be"

    def _is_hedge(self, p: Parse, head: int) -> bool:
        return any(p.lower[c] in ("would", "'d") for c in p.kids(head, "aux"))

    def _cleft(self, p: Parse, v: int, head: int, state: State, depth: int) -> None:
        """ "What the general wants to do is bomb the port": the bare verb is what the clause before it speaks of."""
        clause = p.child(head, "csubj", "nsubj", "advcl")
        if (
            clause is None
            or p.tag[v] != "VB"
            or any(p.tag[c] == "TO" for c in p.children[v])
            or p.lemma[clause] == "be"
        ):
            return
        done = next((k for k in range(clause, head) if p.lemma[k] == "do" and p.pos[k] in VERBS), None)
        if done is not None:
            self.verb(p, done, state, depth + 1)

    def _predicated(self, p: Parse, v: int, head: int) -> tuple[tables.Cue, int] | None:
        """The adjective or noun that judges whether the clause is so: "it is impossible that", "it is a lie that"."""
        if p.dep[v] not in ("ccomp", "csubj", "advcl", "relcl") or self._is_open(p, p.left[v]):
            return None  # "it is not clear who killed him": he was killed
        for c in p.children[head]:
            if p.dep[c] in ("acomp", "attr") and c < v:
                cue = self._cues.find(p, c, "adj" if p.dep[c] == "acomp" else "noun", "that")
                if cue is not None:
                    return cue, c
        return None

    def _is_open(self, p: Parse, first: int) -> bool:
        """Whether a clause begins as a question: "who killed him", "whether they killed him"."""
        return p.tag[first] in ("WP", "WRB") or p.lower[first] in ("whether", "if")

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
            elif (noun := self._holding_noun(p, v)) is not None:
                self.held_by_noun(p, noun, state, depth)
            elif not self._is_done(p, v, head):
                state.take(self._cues.form("infinitive"), next(c for c in p.children[v] if p.tag[c] == "TO"))
        elif p.tag[v] in ("VBZ", "VBP") or any(p.tag[c] in ("VBZ", "VBP") for c in p.kids(v, "aux", "auxpass")):
            self._yet_to_come(p, v, head, state)

    def _holding_noun(self, p: Parse, v: int) -> int | None:
        """The noun right before an infinitive that holds it though the parse hangs it on the verb: "foiled a plot to bomb"."""
        noun = p.left[v] - 1
        if noun < 0 or p.pos[noun] != "NOUN" or p.head[noun] != p.head[v]:
            return None
        return noun if self._cues.find(p, noun, "noun", "comp") is not None else None

    def _yet_to_come(self, p: Parse, v: int, head: int, state: State) -> None:
        """A present tense after "when", "once" or "after" speaks of the time of its governor: "when the army attacks, they will flee"."""
        mark = next((c for c in p.children[v] if c < v and p.dep[c] in ("mark", "advmod")), None)
        cue = self._cues.find(p, mark, "mark", "ahead") if mark is not None else None
        if mark is None or cue is None:
            return
        governors = [head, *p.kids(head, "ccomp", "xcomp")]
        if any(p.tag[c] == "MD" for g in governors for c in p.kids(g, "aux")):
            state.take(cue, mark)

    def _is_done(self, p: Parse, v: int, head: int) -> bool:
        """Whether an infinitive tells what came to be: "returned only to be jailed", "rallied to demand", "used bulldozers to break"."""
        to = next(c for c in p.children[v] if p.tag[c] == "TO")
        if to > 0 and p.lower[to - 1] == "only":
            return True
        return p.tag[head] in ("VBD", "VBN") and (p.lemma[v] in self._spoken or p.lemma[head] == "use")

    def _after_preposition(self, p: Parse, prep: int, state: State, depth: int) -> None:
        governor = p.head[prep]
        word = p.lower[prep]
        cue = self._cues.pair(p, prep, "prep", "clause")
        if cue is not None and not (
            word in ("against", "from") and p.pos[governor] in VERBS and self._cues.find(p, governor, "verb", "comp")
        ):
            state.take(cue, prep)
            if " " in cue.word:
                return  # "instead of attacking": what governs it speaks of what was done in its stead
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
            if cue is not None and not self._is_undone(p, governor, cue, state, depth):
                state.take(cue, governor)
                self.verb(p, governor, state, depth + 1)
        elif p.pos[governor] in ("NOUN", "PROPN"):
            verb = p.head[governor]
            is_told = word in ("of", "about") and self._cues.find(p, governor, "noun", "that") is not None
            if is_told and self._denied(p, governor, state):
                return  # "rejected accusations of shelling the camp"
            is_held = self.held_by_noun(p, governor, state, depth)
            is_asked = not is_held and p.dep[governor] == "dobj" and word in ("of", "from", "with")
            if is_asked and self._cues.take(p, verb, "verb", "comp", state):  # "may accuse the colonel of killing"
                self.verb(p, verb, state, depth + 1)
        elif p.pos[governor] == "ADJ":
            self._cues.take(p, governor, "adj", "comp", state)
        elif p.dep[governor] == "prep" and p.pos[p.head[governor]] in VERBS:  # "talked them out of bombing the city"
            self._cues.take(p, p.head[governor], "verb", "comp", state)
