"""Words of violence that tell of none: sport, films and games, drills, figures of speech (lookalikes.tsv)."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import tables
from warmonitor.knowledge.triggers import triggers, verb_classes

_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})  # whose nouns a modifier turns into something else


class LookalikeFinder:
    """Tells words of conflict from their look-alikes."""

    def __init__(self, knowledge: Path | None = None) -> None:
        found: dict[str, set[str]] = defaultdict(set)
        for row in tables.rows("lookalikes", knowledge):
            found[row["kind"]].add(row["word"])
        self._words = {kind: frozenset(words) for kind, words in found.items()}
        self._looting = verb_classes(knowledge)["LOOTING"]
        self._deeds = frozenset(
            word
            for (word, pos), rows in triggers(knowledge).items()
            if pos == "noun"
            and any(
                row.type in _FORCE and all(c.slot in ("mod", "plural", "prep") for c in row.conditions) for row in rows
            )
        )

    def why(self, p: Parse, i: int) -> str | None:
        """Why the trigger at token i tells of no violence: sport, fiction, or another meaning by its modifier or object; None where it does."""
        if self._is_figurative(p, i):
            return "another meaning, by its modifier or object"
        if (why := self.why_nothing(p, i)) is not None:
            return why
        if self._is_sport(p, *p.sentences[p.sentence_of[i]]):
            return "a sentence about sport"
        return "told of in a work of fiction" if self._is_fiction(p, i) else None

    def why_nothing(self, p: Parse, i: int) -> str | None:
        """Why the trigger at token i, of whatever type, tells of nothing; None where it does."""
        if self._is_rubric(p, i):
            return "the rubric of a headline"
        return "what a source asks of reporters" if self._is_sources(p, i) else None

    def is_figure(self, p: Parse, noun: int) -> bool:
        """Whether what is done to the noun is done in a figure of speech only: "wounded pride"."""
        return p.lemma[noun].lower() in self._words["object"]

    def drill_around(self, p: Parse, i: int) -> int | None:
        """The word that makes the event at token i part of a drill, None where it is real."""
        first, last = p.sentences[p.sentence_of[i]]
        return next((k for k in range(first, last) if k != i and p.lemma[k].lower() in self._words["drill"]), None)

    def _is_rubric(self, p: Parse, i: int) -> bool:
        """Whether the word ends what a headline is filed under: "Nigeria unrest: Deadly attack on village"."""
        first, last = p.sentences[p.sentence_of[i]]
        if p.lower[i] not in self._words["rubric"] or i - first > 3 or p.lower[i + 1 : i + 2] != [":"] or i + 2 >= last:
            return False
        return all(p.dep[k] in ("compound", "amod", "nmod", "poss", "case", "det", "punct") for k in range(first, i))

    def _is_sources(self, p: Parse, i: int) -> bool:
        """Whether somebody only asks not to be named: "requesting anonymity", "asking not to use his name"."""
        if p.pos[i] != "VERB":
            return False
        if any(p.lemma[o].lower() in self._words["hidden"] for o in clauses.objects(p, i)):
            return True
        for asked in p.kids(i, "xcomp"):
            naming = p.lemma[asked] in self._words["naming"] or any(
                p.lemma[o].lower() == "name" for o in p.kids(asked, "dobj")
            )
            if naming and p.child(asked, "neg") is not None:
                return True
        return False

    def _is_sport(self, p: Parse, first: int, last: int) -> bool:
        """Words of sport that are no place ("at a football ground") and no party, in a sentence with nothing that kills in earnest."""
        words = self._words["sport"]
        found = [k for k in range(first, last) if p.lemma[k].lower() in words and not self._is_other(p, k, last)]
        if not found:
            hyphens = (k for k in range(first + 1, last - 1) if p.word[k] == "-")
            found = [k for k in hyphens if f"{p.lower[k - 1]}-{p.lower[k + 1]}" in words]
        return bool(found) and not any(p.lemma[k].lower() in self._words["earnest"] for k in range(first, last))

    def _is_other(self, p: Parse, k: int, last: int) -> bool:
        """Whether a word of sport names a place here ("football stadium"), or a party ("Awami League", "League for Democracy")."""
        after = p.lemma[k + 1].lower() if k + 1 < last else ""
        if after in self._words["venue"]:
            return True
        is_name = p.lower[k] == "league" and p.word[k] == "League"
        return is_name and (after == "for" or (k > 0 and p.lower[k - 1] in self._words["league"]))

    def _is_fiction(self, p: Parse, i: int) -> bool:
        """Below a noun for a work of fiction ("a film about the massacre"), or the event of one as its subject."""
        words = self._words["fiction"]
        for k, above in enumerate((i, *p.ancestors(i))):
            if k and p.lemma[above].lower() in words:
                return True
            if any(prep == "in" and p.lemma[noun].lower() in words for prep, noun in clauses.complements(p, above)):
                return True  # "in the film, rebels shell a village"
            if k > 6:
                break
        if p.pos[i] not in ("VERB", "AUX"):
            return False
        subject = clauses.subject(p, i)
        return subject is not None and p.lemma[subject].lower() in words

    def _is_figurative(self, p: Parse, i: int) -> bool:
        if p.pos[i] in ("VERB", "AUX"):
            patient = clauses.subject(p, i) if clauses.is_passive(p, i) else None
            things = [patient] if patient is not None else clauses.objects(p, i)
        else:
            things = []
        beside = (*things, *(n for prep, n in clauses.complements(p, i) if prep in ("of", "from", "in", "by")))
        if self._is_modified(p, i) or any(self._is_modified(p, n) for n in beside if p.lemma[n].lower() in self._deeds):
            return True  # "a heart attack", "died of a heart attack", "launched a verbal attack", but not "hit a market stall"
        deeds = [n for n in things if p.lemma[n].lower() in self._deeds]
        if deeds:  # "launched a campaign against malaria"
            things = [
                n for deed in (i, *deeds) for prep, n in clauses.complements(p, deed) if prep in ("against", "on")
            ]
        things = things or [
            n for prep, n in clauses.complements(p, i) if prep in ("against", "on", "with", "for", "of", "at")
        ]
        is_looted = p.lemma[i] in self._looting  # "looted gold", but "struck gold"
        return bool(things) and not is_looted and all(p.lemma[n].lower() in self._words["object"] for n in things)

    def _is_modified(self, p: Parse, n: int) -> bool:
        return any(
            p.dep[c] in ("amod", "compound", "nmod") and p.lower[c] in self._words["modifier"] for c in p.children[n]
        )
