"""Whether an event happened, as its words put it: modality, polarity and phase, with the cue that says so.

The finder walks from the trigger up the sentence. At each step the cues beside the word and the governor's hold over
it (status_cues.tsv) change the status; a finite clause of somebody's speech, or a relative clause, ends the walk: what
stands above it speaks of the telling, not of the event. The weakest modality on the way holds; polarity and phase are the nearest's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.lookalikes import LookalikeFinder
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import cues as tables
from warmonitor.knowledge.triggers import support_verbs
from warmonitor.records import Modality, Phase, Polarity, Status

_RANK: dict[Modality, int] = {"actual": 0, "possible": 1, "planned": 2, "hypothetical": 3}
_VERBS = ("VERB", "AUX")


@dataclass(slots=True)
class _State:
    modality: Modality = "actual"
    polarity: Polarity = "positive"
    phase: Phase | None = None
    cue: int | None = None

    def take(self, cue: tables.Cue, at: int) -> None:
        if cue.modality and _RANK[cue.modality] > _RANK[self.modality]:
            self.modality, self.cue = cue.modality, at
        if cue.polarity == "negative" and self.polarity == "positive":
            self.polarity, self.cue = "negative", at
        if cue.phase and self.phase is None:
            self.phase = cue.phase
            if self.cue is None:
                self.cue = at


class StatusFinder:
    """Finds the status of any word of a parse that tells of a happening."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._cues = tables.cues(knowledge)
        self._support = support_verbs(knowledge)
        self._lookalikes = LookalikeFinder(knowledge)

    def find(self, p: Parse, i: int) -> Status:
        """The status of the event that token i (a verb or noun) names."""
        state = _State()
        if p.pos[i] in _VERBS or p.tag[i].startswith("VB"):
            self._verb(p, i, state, 0)
        elif p.pos[i] == "ADJ" and p.dep[i] in ("acomp", "oprd", "ccomp") and p.pos[p.head[i]] in _VERBS:
            self._verb(p, p.head[i], state, 0)
        else:
            self._noun(p, i, state, 0)
        drill = self._lookalikes.drill_around(p, i)
        if drill is not None:
            state.take(tables.Cue("drill", None, "clause", "hypothetical", None, None), drill)
        cue = p.span(state.cue, state.cue + 1) if state.cue is not None else None
        return Status(state.modality, state.polarity, state.phase, cue)

    # ---- look-ups

    def _cue(self, p: Parse, at: int, pos: str, link: str) -> tables.Cue | None:
        found = self._cues.get((p.lemma[at].lower(), pos, link)) or self._cues.get((p.lower[at], pos, link))
        if not found:
            return None
        for cue in found:
            if cue.particle is None or any(p.lower[c] == cue.particle for c in p.children[at]):
                return cue
        return None

    def _take(self, p: Parse, at: int, pos: str, link: str, state: _State) -> bool:
        cue = self._cue(p, at, pos, link)
        if cue is None:
            return False
        state.take(cue, at)
        return True

    # ---- verbs

    def _auxiliaries(self, p: Parse, v: int, state: _State) -> None:
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
                    self._modal(p, v, c, has_perfect, state)
            elif dep == "neg":
                self._take(p, c, "adv", "verb", state)
            elif dep in ("advmod", "npadvmod"):
                if p.lower[c] in ("no", "not") and c + 1 < len(p) and p.lower[c + 1] in ("longer", "more", "only"):
                    continue
                self._take(p, c, "adv", "verb", state)
            elif dep == "prep":  # "on a daily basis"
                for noun in p.kids(c, "pobj"):
                    for k in p.kids(noun, "amod", "det"):
                        cue = (
                            self._cue(p, k, "adj", "mod")
                            if p.lemma[noun] in ("basis", "day", "week", "month", "night")
                            else None
                        )
                        if cue is not None and cue.phase:
                            state.take(cue, k)
            elif dep in ("nsubj", "nsubjpass", "dobj") and any(
                p.lower[k] in ("no", "neither") and p.dep[k] in ("det", "cc", "preconj") for k in p.children[c]
            ):
                self._take(p, next(k for k in p.children[c] if p.lower[k] in ("no", "neither")), "det", "mod", state)
            elif dep in ("nsubj", "nsubjpass", "dobj") and p.lower[c] in ("nobody", "none", "nothing"):
                state.take(tables.Cue(p.lower[c], None, "verb", None, "negative", None), c)

    def _modal(self, p: Parse, v: int, modal: int, has_perfect: bool, state: _State) -> None:
        word = p.lower[modal]
        cue = self._cue(p, modal, "aux", "verb") or next(iter(self._cues.get((word, "aux", "verb"), ())), None)
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
            if p.dep[at] == "ccomp" and p.pos[head] in _VERBS:
                return p.tag[head] in ("VBD", "VBN", "VBG", "VBZ")
            at = head
        return bool(
            any(p.dep[c] in ("ccomp", "parataxis") and p.tag[c] == "VBD" and p.pos[c] == "VERB" for c in p.children[v])
        )

    def _verb(self, p: Parse, v: int, state: _State, depth: int) -> None:
        self._auxiliaries(p, v, state)
        self._clause_mark(p, v, state)
        if depth > 12:
            return
        dep, head = p.dep[v], p.head[v]
        if head == v:
            self._root(p, v, state)
            return
        if dep == "conj" and p.pos[head] in _VERBS:
            if not any(p.dep[c] in clauses.SUBJECTS for c in p.children[v]) or p.tag[v] == p.tag[head] == "VB":
                self._shared(p, v, head, state, depth)
            return
        if dep in ("xcomp", "ccomp") and p.pos[head] in (*_VERBS, "ADJ", "NOUN"):
            self._complement(p, v, head, state, depth)
        elif dep == "advcl":
            self._adverbial(p, v, head, state, depth)
        elif (
            dep == "relcl"
            and p.pos[head] in ("NOUN", "PROPN", "PRON")
            and any(p.tag[c] == "TO" and p.dep[c] == "aux" for c in p.children[v])
        ):
            to = next(c for c in p.children[v] if p.tag[c] == "TO")
            state.take(tables.Cue("to", None, "clause", "hypothetical", None, None), to)  # "a place to hide"
        elif dep == "acl" and p.pos[head] in ("NOUN", "PROPN", "PRON"):
            if p.tag[v] in ("VB",) or any(p.lower[c] == "to" and p.dep[c] == "aux" for c in p.children[v]):
                control = clauses.control_verb(p, head)
                if control is not None and self._take(
                    p, control, "verb", "comp", state
                ):  # "warned its allies not to attack"
                    self._governor(p, control, state, depth)
                else:
                    self._held_by_noun(p, head, state, depth)
            elif p.child(v, "mark") is not None:  # "the claim that ..."
                self._take(p, head, "noun", "comp", state)
        elif dep == "pcomp":
            self._after_preposition(p, head, state, depth)
        elif dep in ("csubj", "csubjpass"):
            self._take(p, head, "verb", "subj" if dep == "csubj" else "pass", state)
        elif dep in ("amod",):
            self._noun(p, head, state, depth + 1)

    def _shared(self, p: Parse, v: int, head: int, state: _State, depth: int) -> None:
        own = _State()
        has_own_aux = any(p.dep[c] == "aux" and p.tag[c] == "MD" for c in p.children[v])
        if p.tag[v] == p.tag[head] or p.tag[v] in ("VB", "VBG", "VBN"):
            if not has_own_aux:
                for c in p.children[head]:
                    if p.lower[c] == "been" and p.dep[c] == "aux" and p.tag[v] == "VBG":
                        own.take(tables.Cue("been", None, "verb", None, None, "continue"), c)
                    elif p.dep[c] == "aux" and p.tag[c] == "MD" and p.tag[v] in ("VB", "VBN"):
                        self._modal(p, head, c, False, own)
                    elif p.dep[c] == "neg" and p.tag[v] == "VB":
                        self._take(p, c, "adv", "verb", own)
            self._clause_mark(p, head, own)
            if p.head[head] == head and p.tag[v] == p.tag[head]:
                self._root(p, head, own)
            if p.head[head] != head and p.dep[head] in ("xcomp", "ccomp", "advcl", "acl", "pcomp", "conj"):
                self._above(p, head, own, depth)
        state.modality = own.modality if _RANK[own.modality] > _RANK[state.modality] else state.modality
        if own.polarity == "negative":
            state.polarity = "negative"
        state.phase = state.phase or own.phase
        state.cue = state.cue if state.cue is not None else own.cue

    def _above(self, p: Parse, v: int, state: _State, depth: int) -> None:
        """What governs the verb, without its own auxiliaries."""
        dep, head = p.dep[v], p.head[v]
        if dep in ("xcomp", "ccomp") and p.pos[head] in (*_VERBS, "ADJ", "NOUN"):
            self._complement(p, v, head, state, depth + 1)
        elif dep == "advcl":
            self._adverbial(p, v, head, state, depth + 1)
        elif dep == "acl":
            if any(p.lower[c] == "to" and p.dep[c] == "aux" for c in p.children[v]):
                self._held_by_noun(p, head, state, depth + 1)
        elif dep == "pcomp":
            self._after_preposition(p, head, state, depth + 1)
        elif dep == "conj" and p.pos[head] in _VERBS:
            self._shared(p, v, head, state, depth + 1)

    def _clause_mark(self, p: Parse, v: int, state: _State) -> None:
        for c in p.children[v]:
            if p.dep[c] in ("mark", "advmod") and c < v:
                if (p.lower[c] == "until" or p.lower[c] == "till") and p.tag[v] in ("VBD", "VBN"):
                    continue
                self._take(p, c, "mark", "clause", state)

    def _root(self, p: Parse, v: int, state: _State) -> None:
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

    def _complement(self, p: Parse, v: int, head: int, state: _State, depth: int) -> None:
        pos = {"ADJ": "adj", "NOUN": "noun"}.get(p.pos[head], "verb")
        is_infinitive = any(p.dep[c] == "aux" and p.tag[c] == "TO" for c in p.children[v])
        if is_infinitive and p.lemma[head] == "be" and p.dep[v] == "xcomp" and p.child(head, "attr", "acomp") is None:
            state.take(tables.Cue("be to", None, "comp", "planned", None, None), head)  # "the leaders are to meet"
        is_bare = p.dep[v] == "xcomp" or not any(p.dep[c] in clauses.SUBJECTS for c in p.children[v])
        is_indicative = p.dep[v] == "ccomp" and not is_infinitive and self._is_indicative(p, v)
        cue = (self._cue(p, head, pos, "xcomp") if is_bare else None) or self._cue(p, head, pos, "comp")
        if is_indicative and cue is not None and cue.modality in ("planned", "hypothetical"):
            cue = None  # "warned that troops were massing", "promised that it holds"
        if is_indicative and head > v:
            cue = None  # a clause told before its governor is told for itself ("..., he said")
        elif is_indicative and cue is None:
            cue = self._cue(p, head, pos, "that")
        if cue is not None:
            is_perfect = any(p.lower[c] == "have" and p.dep[c] == "aux" for c in p.children[v])
            if is_perfect and cue.modality == "planned":  # "is expected to have arrived"
                cue = tables.Cue(cue.word, None, cue.link, "possible", cue.polarity, cue.phase)
            state.take(cue, head)
        if pos == "verb":
            if (is_indicative and head > v) or self._is_speech_border(p, v, head, cue):
                return
            self._governor(p, head, state, depth)
        elif pos == "adj" and p.pos[p.head[head]] in _VERBS and p.head[head] != head:
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

    def _governor(self, p: Parse, head: int, state: _State, depth: int) -> None:
        """The governor's own status bears on its complement: "may try to", "did not manage to"."""
        self._verb(p, head, state, depth + 1)

    def _adverbial(self, p: Parse, v: int, head: int, state: _State, depth: int) -> None:
        is_infinitive = any(p.dep[c] == "aux" and p.tag[c] == "TO" for c in p.children[v])
        if is_infinitive:
            cue = self._cue(p, head, "verb", "comp")
            if cue is not None:
                state.take(cue, head)
                self._verb(p, head, state, depth + 1)
            else:
                state.take(
                    tables.Cue("to", None, "clause", "planned", None, None),
                    next(c for c in p.children[v] if p.tag[c] == "TO"),
                )

    def _after_preposition(self, p: Parse, prep: int, state: _State, depth: int) -> None:
        governor = p.head[prep]
        word = p.lower[prep]
        if self._cue(p, prep, "prep", "clause") and not (
            word in ("against", "from") and p.pos[governor] in _VERBS and self._cue(p, governor, "verb", "comp")
        ):
            self._take(p, prep, "prep", "clause", state)
        if word in ("after", "following", "by", "since", "while", "in", "despite", "upon"):
            return
        if p.pos[governor] in _VERBS:
            cue = self._cue(p, governor, "verb", "comp")
            if cue is not None:
                state.take(cue, governor)
                self._verb(p, governor, state, depth + 1)
        elif p.pos[governor] == "NOUN":
            self._held_by_noun(p, governor, state, depth)
        elif p.pos[governor] == "ADJ":
            self._take(p, governor, "adj", "comp", state)

    def _held_by_noun(self, p: Parse, n: int, state: _State, depth: int) -> None:
        """The hold of a noun with a complement ("a threat to attack"), and what bears on that noun in turn."""
        if self._take(p, n, "noun", "comp", state) and depth <= 12:
            self._noun(p, n, state, depth + 1)

    # ---- nouns

    def _noun(self, p: Parse, n: int, state: _State, depth: int) -> None:
        for c in p.children[n]:
            dep = p.dep[c]
            if dep in ("amod", "advmod", "compound", "neg") and p.pos[c] != "PROPN":
                cue = next(iter(self._cues.get((p.lower[c], "adj", "mod"), ())), None) or self._cue(p, c, "adj", "mod")
                if cue is not None:
                    state.take(cue, c)
            elif dep == "det":
                self._take(p, c, "det", "mod", state)
        if depth > 12:
            return
        dep, head = p.dep[n], p.head[n]
        if dep == "pobj":
            self._noun_after(p, n, head, state, depth)
        elif dep in ("dobj", "attr", "oprd", "dative") and p.pos[head] in _VERBS:
            self._noun_object(p, n, head, state, depth)
        elif dep in ("nsubj", "nsubjpass") and p.pos[head] in _VERBS:
            self._noun_subject(p, n, head, state, depth)
        elif dep in ("conj", "appos") and p.pos[head] in ("NOUN", "PROPN"):
            self._noun(p, head, state, depth + 1)
        elif dep == "compound" or dep == "poss":
            self._take(p, head, "noun", "comp", state)

    def _noun_after(self, p: Parse, n: int, prep: int, state: _State, depth: int) -> None:
        governor = p.head[prep]
        word = p.lower[prep]
        self._take(p, prep, "prep", "clause", state) if word in ("without", "instead") else None
        if p.pos[governor] in _VERBS:
            cue = self._cue(p, governor, "verb", "obj")
            if cue is not None and word in ("of", "against", "for", "about", "on", "with", "from", "to", "off", "out"):
                state.take(cue, governor)
                self._verb(p, governor, state, depth + 1)
            elif "undergo" in self._support.get(p.lemma[governor], ()):
                self._verb(p, governor, state, depth + 1)
        elif p.pos[governor] == "NOUN" and word in ("of", "for", "to", "about", "against", "on", "in"):
            cue = self._cue(p, governor, "noun", "comp")
            if cue is not None:
                state.take(cue, governor)
                self._noun(p, governor, state, depth + 1)
        elif p.pos[governor] == "ADJ" and word in ("of", "for", "to"):
            self._take(p, governor, "adj", "comp", state)

    def _noun_object(self, p: Parse, n: int, v: int, state: _State, depth: int) -> None:
        cue = self._cue(p, v, "verb", "obj")
        if cue is not None:
            state.take(cue, v)
        if cue is not None or p.lemma[v] in self._support or p.dep[n] == "attr":
            if p.dep[n] == "attr" and not any(p.dep[c] == "expl" for c in p.children[v]):
                return
            self._verb(p, v, state, depth + 1)

    def _noun_subject(self, p: Parse, n: int, v: int, state: _State, depth: int) -> None:
        is_passive = p.dep[n] == "nsubjpass"
        cue = self._cue(p, v, "verb", "pass") if is_passive else self._cue(p, v, "verb", "subj")
        if p.pos[v] == "AUX":
            for c in p.children[v]:
                if p.dep[c] in ("acomp", "attr"):
                    self._take(p, c, "adj", "pred", state)
                    if (
                        p.dep[c] == "attr"
                        and p.child(n, "det") is not None
                        and self._is_indefinite(p, n)
                        and self._is_indefinite(p, c)
                    ):
                        state.take(
                            tables.Cue("generic", None, "pred", "hypothetical", None, None), v
                        )  # "an attack is something that"
        if cue is not None:
            state.take(cue, v)
            self._verb(p, v, state, depth + 1)
            return
        parts = self._support.get(p.lemma[v], frozenset())
        if (is_passive and parts & {"do", "undergo"}) or "occur" in parts:
            self._verb(p, v, state, depth + 1)
        elif self._is_indefinite(p, n) and any(p.tag[c] == "MD" for c in p.children[v] if p.dep[c] == "aux"):
            state.take(
                tables.Cue("modal", None, "subj", "hypothetical", None, None),
                next(c for c in p.children[v] if p.tag[c] == "MD"),
            )

    def _is_indefinite(self, p: Parse, n: int) -> bool:
        determiner = p.child(n, "det", "poss")
        return determiner is None or p.lower[determiner] in ("a", "an", "any", "another")
