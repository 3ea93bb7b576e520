"""What a verb's own auxiliaries, negations and adverbs say of its status."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.coding.status.cues import CueBook
from warmonitor.coding.status.state import VERBS, State
from warmonitor.knowledge import cues as tables
from warmonitor.knowledge.small_words import small_words
from warmonitor.knowledge.triggers import verb_classes


class Auxiliaries:
    """Reads the words of a verb group."""

    def __init__(self, cues: CueBook) -> None:
        self._cues = cues

    def read(self, p: Parse, v: int, state: State) -> None:
        """Auxiliaries, negation and adverbs of the verb; those of the verb that it is coordinated with, where it shares them."""
        if p.tag[v] == "VBG" and any(p.lower[c] in ("been",) and p.dep[c] == "aux" for c in p.children[v]):
            been = next(c for c in p.children[v] if p.lower[c] == "been")
            state.take(self._cues.form("perfect progressive"), been)
        has_perfect = any(
            p.lower[c] in ("have", "has", "had", "'ve", "having") and p.dep[c] == "aux" for c in p.children[v]
        )
        for c in p.children[v]:
            dep = p.dep[c]
            if dep == "aux":
                if p.tag[c] == "MD":
                    self.modal(p, v, c, has_perfect, state)
                if p.dep[v] == "advcl" and c == p.left[v]:  # "had rebels attacked, ..."
                    self._cues.take(p, c, "aux", "inverted", state)
            elif dep == "neg":
                if self._is_suggestion(p, v):
                    state.take(self._cues.form("suggestion"), c)
                else:
                    self._cues.take(p, c, "adv", "verb", state)
            elif dep in ("advmod", "npadvmod", "preconj"):
                if p.lower[c] in ("no", "not") and c + 1 < len(p) and p.lower[c + 1] in ("longer", "more", "only"):
                    continue
                cue = self._cues.pair(p, c, "adv", "verb")
                if cue is not None and not self._is_of_number(p, c, cue):
                    state.take(cue, c)
            elif dep == "prep":
                self._phrase(p, c, state)
            elif dep in ("nsubj", "nsubjpass", "dobj", "agent"):
                self._party(p, p.child(c, "pobj") if dep == "agent" else c, state)

    def _phrase(self, p: Parse, prep: int, state: State) -> None:
        """What a phrase beside the verb says of it: "on a daily basis", "at no time"."""
        for noun in p.kids(prep, "pobj"):
            for k in p.kids(noun, "amod", "det"):
                cue = self._cues.find(p, k, "adj", "mod") if p.lemma[noun] in small_words("SPELL") else None
                if cue is not None and cue.phase:
                    state.take(cue, k)
                if (
                    p.lemma[noun] in small_words("OCCASION")
                    and f"{p.lower[prep]} {p.lower[k]} {p.lemma[noun]}" != "in no time"
                ):
                    self._cues.take(p, k, "det", "mod", state)

    def _party(self, p: Parse, noun: int | None, state: State) -> None:
        """What a subject or object says of its verb: "no one", "neither side", "hardly anybody"."""
        if noun is None:
            return
        self._cues.take(p, noun, "pron", "verb", state)
        for one in (noun, *p.children[noun]):
            if p.lower[one] in small_words("ONE"):
                for no in (*p.kids(one, "neg"), *p.kids(noun, "neg")):
                    self._cues.take(p, no, "adv", "verb", state)  # "not a single shell hit the town"
        for k in p.children[noun]:
            if p.dep[k] in ("det", "cc", "preconj"):
                cue = self._cues.find(p, k, "det", "mod")
                if cue is not None and (cue.polarity is not None or self._is_of_all(p, noun, cue)):
                    state.take(cue, k)
            elif (
                p.dep[k] == "advmod"
                and k < noun
                and p.pos[noun] in ("PRON", "NOUN")
                and p.child(noun, "nummod") is None
            ):
                cue = self._cues.find(p, k, "adv", "mod")
                if cue is not None:
                    state.take(cue, k)

    def _is_of_all(self, p: Parse, noun: int, cue: tables.Cue) -> bool:
        """Whether a subject stands for all that may come, in the present: "any use of force is prohibited"."""
        verb = p.head[noun]
        is_present = p.tag[verb] in ("VBZ", "VBP") or any(
            p.tag[c] in ("VBZ", "VBP") for c in p.kids(verb, "aux", "auxpass")
        )
        return cue.modality == "hypothetical" and is_present and p.dep[noun] in ("nsubj", "nsubjpass")

    def _is_of_number(self, p: Parse, adverb: int, cue: tables.Cue) -> bool:
        """Whether the adverb grades the number after it rather than the verb: "arrested maybe four times"."""
        return cue.modality is not None and adverb + 1 < len(p) and p.tag[adverb + 1] == "CD"

    def _is_suggestion(self, p: Parse, v: int) -> bool:
        """Whether a negated question proposes what it asks for: "why don't you attack the barracks?", "why not attack them?"."""
        if not any(p.lower[c] == "why" for c in p.kids(v, "advmod")) or p.tag[v] != "VB":
            return False
        subject, asks = p.child(v, "nsubj", "nsubjpass"), p.child(v, "aux")
        return subject is None or (p.lower[subject] in ("you", "we") and asks is not None and p.tag[asks] == "VBP")

    def negation(self, p: Parse, v: int, state: State) -> None:
        """The verb's own negation alone."""
        for c in p.kids(v, "neg"):
            self._cues.take(p, c, "adv", "verb", state)

    def modal(self, p: Parse, v: int, modal: int, has_perfect: bool, state: State) -> None:
        word = p.lower[modal]
        cue = self._cues.find(p, modal, "aux", "verb") or self._cues.by_form(p, modal, "aux", "verb")
        if cue is None or self.is_perceived(p, v, modal):
            return
        is_reported = self._is_reported(p, v)
        if word == "would" and has_perfect:  # "said that the bomb would have killed many", too
            cue = self._cues.form("unreal past")
        elif word in ("would", "'d") and is_reported:
            cue = self._cues.form("reported future")
        elif has_perfect and word in ("should", "could", "ought") and not is_reported:
            cue = self._cues.form("unreal past")
        state.take(cue, modal)

    @staticmethod
    def is_perceived(p: Parse, v: int, modal: int) -> bool:
        """Whether the modal tells of what was there to be heard or seen: "explosions could be heard"."""
        return p.lower[modal] in ("could", "can") and p.lemma[v] in verb_classes()["PERCEIVING"]

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
