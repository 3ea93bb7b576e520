"""Where a sentence says who did what another tells: "the incident was blamed on X", "X claimed responsibility", "the attackers were X"."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments import Arguments
from warmonitor.coding.arguments.culprits import CulpritFinder
from warmonitor.coding.blame.naming import NamingFinder
from warmonitor.coding.parse import Parse
from warmonitor.knowledge import triggers as tables
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.small_words import small_words

_VERBS = labels("VERB")
_BY = frozenset({"for", "behind"})
_FOR = frozenset({"for", "on", "of", "over", "as"})
_TIMES = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class Site:
    """The words that take up a deed (half-open tokens, `token` their head), with those whose deed it was; `is_bare` where no noun stands for it."""

    token: int
    first: int
    last: int
    found: Arguments
    is_bare: bool = False


class SiteFinder:
    """Finds sites of blame, whatever they take up."""

    def __init__(self, knowledge: Path | None = None) -> None:
        self._culprits = CulpritFinder(knowledge)
        self._naming = NamingFinder(knowledge)
        self._blame = tables.blame(knowledge)
        nouns, verbs = tables.noun_classes(knowledge), tables.verb_classes(knowledge)
        self._deeds, self._crimes, self._assailants = nouns["DEED"], nouns["CRIME"], nouns["ASSAILANT"]
        self._owned = nouns["RESPONSIBILITY"]
        self._doing, self._blaming = verbs["PERPETRATING"], verbs["BLAMING"]
        self._claiming = verbs["CLAIMING"]
        self._nobody = small_words("NOBODY", knowledge)

    def find(self, p: Parse, taken: set[int]) -> list[Site]:
        """The sites of a report in order; `taken` are tokens that tell of deeds themselves."""
        found = (
            self._at(p, i) for i, lemma in enumerate(p.lemma) if i not in taken and self._may_be(p, i, lemma.lower())
        )
        return [site for site in found if site is not None and site.found.actors]

    def _may_be(self, p: Parse, i: int, lemma: str) -> bool:
        if p.pos[i] in ("NOUN", "PRON", "ADJ"):
            return (
                lemma in self._deeds or lemma in self._crimes or lemma in self._assailants
                or lemma in self._owned or p.lower[i] in ("it", "this")
            )  # fmt: skip
        return p.pos[i] in _VERBS and lemma in self._blaming

    def _at(self, p: Parse, i: int) -> Site | None:
        lemma = p.lemma[i].lower()
        if p.pos[i] in _VERBS:
            return self._of_verb(p, i)
        if lemma in self._owned:
            return self._of_responsibility(p, i)
        if lemma in self._assailants:
            return self._of_assailants(p, i)
        if p.pos[i] == "PRON" or clauses.is_definite(p, i) or p.kids(i, "relcl"):
            return self._of_deed(p, i)
        return None

    def _of_deed(self, p: Parse, n: int) -> Site | None:
        """ "The FMLN is blamed for the incident", "members of the army committed this crime", "claimed responsibility for it"."""
        found = Arguments()
        found.actors = self._culprits.find(p, n, found)
        if not self._is_firm(p, n, found):
            found = Arguments(actors=self._doers(p, n) if p.pos[n] == "NOUN" else [])
        return Site(n, n, n + 1, found, p.pos[n] == "PRON")

    def _is_firm(self, p: Parse, n: int, found: Arguments) -> bool:
        """Whether the words say whose deed it was, and not only who had to do with what happened: "two were involved in the incident"."""
        if not found.actors or p.lemma[n].lower() in self._crimes:
            return bool(found.actors)
        is_behind = p.dep[n] == "pobj" and p.lower[p.head[n]] in _BY
        return found.claimed is not None or found.accused is not None or is_behind or bool(p.kids(n, "relcl"))

    def _doers(self, p: Parse, n: int) -> list[int]:
        """Who committed or carried out what the noun stands for."""
        verb, dep = p.head[n], p.dep[n]
        if dep in ("dobj", "nsubjpass") and p.lemma[verb] in self._doing and p.child(verb, "neg") is None:
            doer = clauses.agent(p, verb) if clauses.is_passive(p, verb) else clauses.subject(p, verb)
        else:
            verbs = [c for c in p.kids(n, "acl", "relcl") if p.lemma[c] in self._doing]
            doer = clauses.agent(p, verbs[0]) if verbs and clauses.is_passive(p, verbs[0]) else None
        return clauses.nouns_with(p, doer) if doer is not None else []

    def _of_verb(self, p: Parse, v: int) -> Site | None:
        """ "Police blamed the Shining Path.": the verb says for nothing else."""
        if p.child(v, "neg") is not None or self._says_for_what(p, v):
            return None
        if clauses.is_passive(p, v):
            subject = clauses.subject(p, v)
            held = clauses.nouns_with(p, subject) if subject is not None else []
        else:
            held = clauses.objects(p, v)
        if any(p.dep[c] in ("ccomp", "xcomp") for c in p.children[v]) or not all(
            p.pos[h] in ("NOUN", "PROPN") for h in held
        ):
            return None
        return Site(v, v, v + 1, Arguments(held, accused=v, is_suspected=True), is_bare=True)

    def _says_for_what(self, p: Parse, i: int) -> bool:
        places = (i, *clauses.objects(p, i))
        if any(p.child(c, "pcomp") is not None for k in places for c in p.kids(k, "prep") if p.lower[c] in _FOR):
            return True  # "blamed the government for failing to protect them"
        behind = [pair for k in places for pair in clauses.complements(p, k)]
        return any(prep in _FOR and p.label[n] not in _TIMES for prep, n in behind)

    def _of_responsibility(self, p: Parse, n: int) -> Site | None:
        """ "The ELN claimed responsibility", "the army was responsible": for nothing that is told here."""
        verb = p.head[n]
        row = self._blame.get((p.lemma[verb], p.lemma[n]))
        if row is None or row.culprit != "subject" or p.child(verb, "neg") is not None or self._says_for_what(p, n):
            return None
        if p.dep[n] not in ("dobj", "acomp", "attr") or clauses.is_passive(p, verb) or self._says_for_what(p, verb):
            return None
        is_claimed = p.dep[n] == "dobj"
        subject = clauses.subject(p, verb)
        if subject is None or (is_claimed and p.lemma[verb] not in self._claiming) or self._is_nobody(p, subject):
            return None
        first = verb if is_claimed else n
        found = Arguments(clauses.nouns_with(p, subject), claimed=verb if is_claimed else None)
        return Site(first, min(first, n), n + 1, found, is_bare=True)

    def _is_nobody(self, p: Parse, n: int) -> bool:
        return p.lower[n] in self._nobody or any(p.lower[c] in self._nobody for c in p.children[n] if c < n)

    def _of_assailants(self, p: Parse, n: int) -> Site | None:
        """ "The attackers, who identified themselves as members of the ELN"."""
        if p.child(n, "det") is None or p.lower[p.child(n, "det") or n] not in small_words("DEFINITE"):
            return None
        named, is_suspected = self._naming.find(p, n)
        return Site(n, n, n + 1, Arguments(named, is_suspected=is_suspected))
