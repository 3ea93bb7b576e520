"""Harm that nobody did to anybody: forces of nature, disease, animals, accidents (lookalikes.tsv)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import tables
from warmonitor.knowledge.triggers import triggers, verb_classes, weapons

_VERBS = ("VERB", "AUX")


class MisfortuneFinder:
    """Tells what befell people from what was done to them."""

    def __init__(self, knowledge: Path | None = None) -> None:
        found: dict[str, set[str]] = defaultdict(set)
        for row in tables.rows("lookalikes", knowledge):
            found[row["kind"]].add(row["word"])
        self._nature, self._mishaps = frozenset(found["nature"]), frozenset(found["mishap"])
        self._unless_modified = frozenset(found["mishap alone"])
        self._verbs = frozenset(found["mishap verb"])
        self._through = frozenset(found["through"])
        self._harm = verb_classes(knowledge)["HARM"] | found["harm"]
        self._leaving = frozenset(found["leaving"])
        harm = self._harm | verb_classes(knowledge)["GOING_OFF"]
        deeds = {
            word
            for (word, pos), rows in triggers(knowledge).items()
            if any(row.type == "ASSAULT" and not row.conditions and row.frame != "patient" for row in rows)
            and not (pos == "verb" and word in harm)
        }
        arms = {word for word, mode in weapons(knowledge).items() if mode != "primitive"}
        self._signs = frozenset(deeds | arms) - self._nature - self._mishaps - self._verbs - found["no sign"]

    def is_one(self, p: Parse, i: int) -> bool:
        """Whether the harm at token i came by nature or an accident, as its clause says."""
        causes = list(self._causes(p, i))
        if any(self._is_among(p, n, self._nature) for n in causes) or self._is_when_nature_did(p, i):
            return True
        accidents = {n for n in causes if self._is_accident(p, n)}
        return bool(accidents or self._is_of_mishap(p, i)) and not self._has_sign(p, {i, *accidents})

    def is_all(self, p: Parse) -> bool:
        """Whether nothing in the report tells of a weapon, a deed or a fire, which may have been set: its harm all came as some of it did."""
        signs = self._signs | self._unless_modified
        return not any(lemma.lower() in signs or self._is_fired(p, k) for k, lemma in enumerate(p.lemma))

    def is_harm(self, p: Parse, i: int) -> bool:
        """Whether the token tells of harm and of no deed: "were killed", "injuries"."""
        return p.lemma[i].lower() in self._harm or p.pos[i] not in _VERBS

    def _causes(self, p: Parse, i: int) -> Iterator[int]:
        """The nouns for what did it, else for what it was done in: "floods killed", "killed in a landslide", "deaths from cholera"."""
        if p.pos[i] in _VERBS:
            doer = clauses.agent(p, i) if clauses.is_passive(p, i) else clauses.subject(p, i)
            if doer is not None:
                yield from clauses.nouns_with(p, doer)
            if p.lemma[i].lower() in self._leaving:
                yield from clauses.objects(p, i)  # "fled the floods"
            elif doer is not None and (clauses.is_passive(p, i) or clauses.objects(p, i)):
                return  # "rebels attacked a village during heavy rain"
        else:
            yield i
            yield from (c for c in p.children[i] if p.dep[c] in ("compound", "poss", "nmod"))
        is_noun = p.pos[i] not in _VERBS  # "deaths in the floods", but "an exchange of fire"
        found = clauses.complements(p, i)
        yield from (noun for prep, noun in found if prep in self._through and not (is_noun and prep == "of"))

    def _is_among(self, p: Parse, n: int, words: frozenset[str]) -> bool:
        """Whether the noun, with the word before it, or what gives it its name ("Cyclone Idai") is one of the words."""
        if p.child(n, "prep") is not None and p.lower[p.child(n, "prep") or n] == "of":
            return any(
                self._is_among(p, m, words) for m in clauses.measured(p, n)
            )  # "swarms of locusts", "a storm of shells"
        lemma = p.lemma[n].lower()
        if lemma in words or (n > 0 and f"{p.lower[n - 1]} {lemma}" in words):
            return True
        return p.pos[n] == "PROPN" and any(p.lower[c] in words for c in p.kids(n, "compound"))

    def _is_accident(self, p: Parse, n: int) -> bool:
        if self._is_among(p, n, self._mishaps):
            return True
        is_plain = not any(p.dep[c] in ("amod", "compound", "nmod", "poss", "prep", "acl") for c in p.children[n])
        return is_plain and p.lemma[n].lower() in self._unless_modified

    def _is_of_mishap(self, p: Parse, i: int) -> bool:
        """Whether an accident's verb governs it, stands beside it, or tells when it was: "overturned, killing nine"."""
        if p.pos[i] not in _VERBS or p.lemma[i].lower() not in self._harm:
            return False
        around = [c for c in p.children[i] if p.dep[c] in ("advcl", "conj")]
        if p.dep[i] in ("advcl", "xcomp", "conj", "dep"):
            around.append(p.head[i])
        elif p.dep[i] == "acl":
            around += p.kids(p.head[i], "acl")  # headline-like: "a truck overturned in Tororo, killing nine"
        return any(
            p.pos[v] in _VERBS and p.lemma[v].lower() in self._verbs and self._is_by_itself(p, v) for v in around
        )

    def _is_when_nature_did(self, p: Parse, i: int) -> bool:
        """Whether harm that nobody is told to have done came when nature did something: "were killed when a quake razed the village"."""
        if p.pos[i] not in _VERBS or p.lemma[i].lower() not in self._harm:
            return False
        if not clauses.is_passive(p, i) and clauses.objects(p, i):
            return False
        then = (c for c in p.kids(i, "advcl") if any(p.lower[k] in ("when", "as", "after") for k in p.children[c]))
        return any(self._is_among(p, n, self._nature) for c in then for n in p.kids(c, "nsubj"))

    def _is_by_itself(self, p: Parse, v: int) -> bool:
        """Whether the mishap is nobody's: "a train derailed", not "was derailed by rebels"."""
        return p.child(v, "auxpass") is None and clauses.agent(p, v) is None

    def _has_sign(self, p: Parse, own: set[int]) -> bool:
        """Whether a weapon or another deed stands in the sentence: "the bus hit a landmine and overturned"."""
        first, last = p.sentences[p.sentence_of[min(own)]]
        return any(
            k not in own and (p.lemma[k].lower() in self._signs or self._is_fired(p, k)) for k in range(first, last)
        )

    def _is_fired(self, p: Parse, k: int) -> bool:
        """Whether the word is that of shots: "fired", "opened fire"."""
        return p.lemma[k] == "fire" and (p.pos[k] in _VERBS or p.dep[k] == "dobj")
