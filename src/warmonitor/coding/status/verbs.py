"""Steps of the walk that start at a verb."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.coding.status.auxiliaries import Auxiliaries
from warmonitor.coding.status.complements import ComplementSteps
from warmonitor.coding.status.cues import CueBook
from warmonitor.coding.status.state import VERBS, State
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.small_words import small_words
from warmonitor.records import Modality

_BESIDE = labels("BESIDE")


class Walk(ComplementSteps):
    """The whole walk: verbs, nouns and the ways between them."""

    def __init__(self, cues: CueBook, knowledge: Path | None = None) -> None:
        super().__init__(cues, knowledge)
        self._auxiliaries = Auxiliaries(cues)
        self._ranked = small_words("RANKED", knowledge)
        self._nth = small_words("NTH", knowledge)
        self._how, self._open = small_words("HOW", knowledge), small_words("OPEN_QUESTION", knowledge)

    def verb(self, p: Parse, v: int, state: State, depth: int) -> None:
        self._auxiliaries.read(p, v, state)
        self._clause_mark(p, v, state)
        if depth > 12:
            return
        dep, head = p.dep[v], p.head[v]
        if head == v:
            if p.tag[v] == "VB" and p.child(v, "nsubj") is not None:
                self._infinitive(p, v, v, state, "planned")  # "UN envoy to visit Muscat"
            self._root(p, v, state)
            return
        if dep in _BESIDE and (p.child(v, "neg") is not None or v < head) and self._is_imperative(p, v):
            state.take(self._cues.form("imperative"), v)  # "a warning: do not attack the convoy", "attack, he ordered"
        if dep == "conj" and p.pos[head] in VERBS:
            head = self._bare_beside(p, v, head)
            if not any(p.dep[c] in clauses.SUBJECTS for c in p.children[v]) or p.tag[v] == p.tag[head] == "VB":
                self._shared(p, v, head, state, depth)
            elif p.dep[head] in ("advcl", "ccomp"):
                self._clause_mark(p, head, state)  # "if the raids go on and no one is released"
            return
        if dep in ("acl", "relcl") and self._is_none_there(p, v, head):
            state.take(self._cues.form("none there"), head)
        if dep == "ccomp" and p.pos[head] == "NOUN" and self._cues.find(p, head, "noun", "that") is not None:
            self._content(p, head, state, v)  # "reports that troops opened fire are untrue"
        elif dep in ("xcomp", "ccomp") and p.pos[head] in (*VERBS, "ADJ", "NOUN"):
            self._complement(p, v, head, state, depth)
        elif dep == "advcl":
            self._adverbial(p, v, head, state, depth)
        elif (
            dep == "relcl"
            and p.pos[head] in ("NOUN", "PROPN", "PRON")
            and any(p.tag[c] == "TO" and p.dep[c] == "aux" for c in p.children[v])
        ):
            self._infinitive(p, v, head, state, "hypothetical")  # "a place to hide"
        elif dep == "relcl" and p.tag[v] in ("VBZ", "VBP") and self._is_any(p, head):
            self._of_unreal(p, head, state, depth)
        elif dep == "relcl" and self._is_content(p, v):
            self._content(p, head, state, v)  # "there is no way that ..."
        elif dep == "acl" and p.pos[head] in ("NOUN", "PROPN", "PRON"):
            if p.tag[v] in ("VB",) or any(p.lower[c] == "to" and p.dep[c] == "aux" for c in p.children[v]):
                control = clauses.control_verb(p, head)
                if control is not None and self._cues.take(
                    p, control, "verb", "comp", state
                ):  # "warned its allies not to attack"
                    self._governor(p, control, state, depth)
                elif not self.held_by_noun(p, head, state, depth):
                    self._infinitive(p, v, head, state, "planned")
            elif p.child(v, "mark") is not None or (
                p.pos[head] == "NOUN" and p.child(v, "nsubj", "nsubjpass") is not None
            ):
                self._content(p, head, state, v)  # "claims that the army shelled it", "allegations it shelled it"
        elif dep == "pcomp":
            self._after_preposition(p, head, state, depth)
        elif dep in ("csubj", "csubjpass"):
            self._cues.take(p, head, "verb", "subj" if dep == "csubj" else "pass", state)
        elif dep == "amod":
            self.noun(p, head, state, depth + 1)
        elif dep == "acomp" and p.pos[head] in VERBS:
            self.verb(p, head, state, depth + 1)  # "nobody got arrested"

    def own(self, p: Parse, v: int, state: State) -> None:
        """What the verb's own clause says of it, whatever governs that."""
        self._auxiliaries.read(p, v, state)
        self._clause_mark(p, v, state)
        if p.head[v] == v:
            self._root(p, v, state)

    def _bare_beside(self, p: Parse, v: int, head: int) -> int:
        """The verb that a bare one goes with: not that of a relative clause, though the parse hangs it there ("to tell X, who is here, and ask Y")."""
        if p.tag[v] != "VB" or p.dep[head] != "relcl" or p.child(v, "nsubj", "aux") is not None:
            return head
        return next((a for a in p.ancestors(head) if p.tag[a] == "VB"), head)

    def _infinitive(self, p: Parse, v: int, head: int, state: State, modality: Modality) -> None:
        """An infinitive beside a noun is still to come ("the authority to seize"), but not what the first or only one did."""
        if any(self._is_rank(p, c) for c in (head, *p.children[head])):
            return
        to = next((c for c in p.children[v] if p.tag[c] == "TO"), None)
        if to is not None:
            state.take(self._cues.form("infinitive beside a noun" if modality == "hypothetical" else "infinitive"), to)

    def _is_rank(self, p: Parse, word: int) -> bool:
        """Whether the word tells one of a row: "first", "only", "deadliest", "33rd"."""
        return p.lower[word] in self._ranked or p.tag[word] == "JJS" or p.lower[word].lstrip("0123456789") in self._nth

    def _is_none_there(self, p: Parse, v: int, noun: int) -> bool:
        """Whether there are told to be none who do it or to whom it is done: "there were no children killed", "nobody who saw it"."""
        if p.dep[noun] != "attr" or p.child(p.head[noun], "expl") is None or p.child(v, "mark") is not None:
            return False
        subject = p.child(v, "nsubj", "nsubjpass")
        if subject is not None and p.lower[subject] not in small_words("RELATIVE"):
            return False
        return p.lower[noun] in self._none or any(p.lower[c] in self._none for c in p.kids(noun, "det"))

    def _is_any(self, p: Parse, noun: int) -> bool:
        """Whether the noun names no certain one: "anyone", "countries", "a man"."""
        determiner = p.child(noun, "det", "poss", "nummod")
        is_kind = p.pos[noun] == "NOUN" or p.lower[noun].startswith("any")
        return is_kind and (determiner is None or p.lower[determiner] in ("a", "an", "any"))

    def _of_unreal(self, p: Parse, noun: int, state: State, depth: int) -> None:
        """What some that are only spoken of in a command or a condition do is as unreal: "arrest anyone who attacks the guards"."""
        verb = clauses.clause_verb(p, noun)
        if verb is None or depth > 6:
            return
        around = State()
        self.verb(p, verb, around, depth + 1)
        is_unreal = around.modality == "hypothetical" or (
            around.modality == "planned" and p.lower[noun].startswith("any")
        )
        if is_unreal and around.cue is not None:  # "arrest those ...", "anyone who attacks will be shot"
            state.take(self._cues.form("of no certain one"), around.cue)

    def _is_content(self, p: Parse, v: int) -> bool:
        """Whether the parse took for a relative clause what its noun says: "there is no way that ...", "the rumour that he shot her"."""
        that = p.left[v]
        is_second = p.dep[that] == "dobj" and len(p.kids(v, "dobj")) > 1
        return p.lower[that] == "that" and (p.dep[that] in ("advmod", "mark") or is_second)

    def _content(self, p: Parse, noun: int, state: State, clause: int) -> None:
        """What a noun makes of the clause that it holds ("the claim that ..."), and what denies the noun makes of it in turn."""
        is_wish = p.tag[clause] == "VB" and p.child(clause, "aux") is None  # "the suggestion that he leave"
        held = None if is_wish else self._cues.find(p, noun, "noun", "that")
        is_doubted = self._is_doubted(p, noun)
        if held is None:
            if not is_doubted:  # but "there is no doubt that ..."
                self._cues.take(p, noun, "noun", "comp", state)
            return
        if is_doubted and p.child(noun, "poss") is None:
            state.take(self._cues.form("none to say so"), noun)
        elif not self._denied(p, noun, state):
            state.take(held, noun)

    def _is_doubted(self, p: Parse, noun: int) -> bool:
        """Whether the noun is told to be none: "no evidence", "did not find any sign"."""
        if any(p.lower[c] == "no" for c in p.kids(noun, "det")):
            return True
        verb = p.head[noun]
        if p.dep[noun] not in ("dobj", "attr") or p.pos[verb] not in VERBS or p.child(verb, "neg") is None:
            return False
        if p.lemma[verb] in self._voicing:
            return False  # "could not verify reports that" leaves them open
        return self._cues.find(p, verb, "verb", "content") is None

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
                        own.take(self._cues.form("perfect progressive"), c)
                    elif p.dep[c] == "aux" and p.tag[c] == "MD" and p.tag[v] in ("VB", "VBN"):
                        self._auxiliaries.modal(p, head, c, False, own)
                    elif p.dep[c] == "neg" and p.tag[v] == "VB":
                        self._cues.take(p, c, "adv", "verb", own)
            self._clause_mark(p, head, own)
            if p.head[head] == head and p.tag[v] == p.tag[head]:
                self._root(p, head, own)
            if p.head[head] != head and p.dep[head] in ("xcomp", "ccomp", "advcl", "acl", "pcomp", "conj"):
                self._above(p, head, own, depth)
        for c in p.kids(head, "cc"):
            cue = self._cues.pair(p, c, "cc", "clause") if head < c < v else None
            if cue is not None:  # "released them rather than kill them"
                own.take(cue, c)
        state.join(own)

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
                if p.lower[c] in ("until", "till") and p.tag[v] in ("VBD", "VBN") and not self._is_of_future(p, v):
                    continue
                if p.lower[c] in self._how and any(p.tag[k] == "TO" and p.dep[k] == "aux" for k in p.children[v]):
                    state.take(self._cues.form("how to"), c)  # "know how to attack"
                self._cues.take(p, c, "mark", "clause", state)

    def _is_of_future(self, p: Parse, v: int) -> bool:
        """Whether the clause hangs on what is still to come: "would go on until they were freed"."""
        governor = p.head[v]
        if p.dep[governor] == "xcomp":
            governor = p.head[governor]
        return p.dep[v] == "advcl" and any(p.tag[c] == "MD" for c in p.kids(governor, "aux"))

    def _root(self, p: Parse, v: int, state: State) -> None:
        first, last = p.sentences[p.sentence_of[v]]
        if self._is_imperative(p, v):
            state.take(self._cues.form("imperative"), v)
        elif last - first > 1 and "?" in p.word[max(first, last - 2) : last]:
            end = next(k for k in range(last - 1, first - 1, -1) if p.word[k] == "?")
            is_before = any(p.word[k] == ";" for k in range(v, end))  # "...; but who knows?"
            if not is_before and not self._is_presupposed(p, v):
                state.take(self._cues.form("question"), end)
        elif any(p.tag[c] == "MD" for c in p.kids(v, "aux")):
            condition = next((c for c in p.kids(v, "advcl") if self._is_condition(p, c)), None)
            if condition is not None:
                state.take(self._cues.form("condition"), condition)

    def _is_imperative(self, p: Parse, v: int) -> bool:
        """A bare verb without subject, "do not" before it or nothing; or a passive of one ("don't get caught")."""
        bare = p.child(v, "auxpass") if p.tag[v] == "VBN" else v
        if bare is None or p.tag[bare] != "VB" or p.lower[bare] != p.lemma[bare]:
            return False
        auxiliary = p.kids(v, "aux")
        start = auxiliary[0] if auxiliary else v
        subject = p.child(v, "nsubj", "nsubjpass", "expl")
        is_asked = any(
            p.lower[c] == "please" for c in p.kids(v, "intj")
        )  # "dear colleagues, please evacuate the office"
        if subject is not None and not is_asked and not (p.word[start - 1] == ":" and subject < start):
            return False  # but "a tip: do not go there"
        return not auxiliary or (p.lower[auxiliary[0]] == "do" and p.child(v, "neg") is not None)

    def _is_presupposed(self, p: Parse, v: int) -> bool:
        """Whether a question takes the past deed for granted: "why did the army shell the town?", "who killed him?"."""
        asks = any(p.tag[k] in ("WRB", "WP", "WDT") and p.lower[k] not in self._open for k in range(p.left[v], v))
        return asks and (p.tag[v] == "VBD" or any(p.tag[c] == "VBD" for c in p.kids(v, "aux", "auxpass")))

    def _is_condition(self, p: Parse, clause: int) -> bool:
        """Whether the clause is one on which another hangs: "if ...", "unless ...", "had they ..."."""
        return any(p.lower[k] in ("if", "unless") and p.dep[k] == "mark" for k in p.children[clause]) or (
            p.dep[p.left[clause]] == "aux" and self._cues.find(p, p.left[clause], "aux", "inverted") is not None
        )
