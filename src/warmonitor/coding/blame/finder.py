"""The drafts of deeds that a sentence takes up to say whose they were, each with the draft that tells the deed."""

from __future__ import annotations

from pathlib import Path

from warmonitor.coding.actors import Parties
from warmonitor.coding.blame.sites import Site, SiteFinder
from warmonitor.coding.drafts import Draft, clause_top
from warmonitor.coding.parse import Parse
from warmonitor.coding.status import StatusFinder
from warmonitor.coding.triggers import FoundTrigger
from warmonitor.coding.two_verbs import is_done
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.reaches import reach
from warmonitor.knowledge.triggers import Trigger, violent_nouns, weapons
from warmonitor.records import Party

_BACK = reach("events", "blame_sentences")
_ARMED = labels("ARMED")


class BlameFinder:
    """Finds who is held to have done what another sentence tells; where no deed is near that nobody is named for, nobody is."""

    def __init__(self, status: StatusFinder, knowledge: Path | None = None) -> None:
        self._status = status
        self._sites = SiteFinder(knowledge)
        self._arms, self._deeds = weapons(knowledge), violent_nouns(knowledge)

    def find(self, p: Parse, parties: Parties, drafts: list[Draft]) -> list[Draft]:
        """A draft for each, with its `told`; drafts in the order of the text."""
        deeds = [d for d in drafts if d.type == "ASSAULT" and is_done(d.status) and not d.is_given]
        if not deeds:
            return []
        taken = {t.token for d in drafts if d.type == "ASSAULT" for t in (d.trigger, *d.also)}
        found = []
        for site in self._sites.find(p, taken):
            actors = [n for a in site.found.actors for n in self._who(p, a)]
            site.found.actors = [a for a in actors if self._may_be_blamed(p, parties, a, is_bare=site.is_bare)]
            told = self._told(p, parties, deeds, site) if site.found.actors else None
            if told is not None and (draft := self._draft(p, site, told)) is not None:
                found.append(draft)
        return found

    def _draft(self, p: Parse, site: Site, told: Draft) -> Draft | None:
        status = self._status.find(p, site.token)
        by = site.found.claimed if site.found.claimed is not None else site.found.accused
        told_so = status if by is None or by == site.token else self._status.find(p, by)
        if not all(s.modality in ("actual", "possible") and s.polarity == "positive" for s in (status, told_so)):
            return None
        if by is not None and p.tag[by] == "VB" and p.child(by, "aux") is None:
            return None  # "demanded that the government assume responsibility"
        pos = "verb" if p.pos[site.token] in ("VERB", "AUX") else "noun"
        row = Trigger(p.lemma[site.token].lower(), pos, (), told.type, None, "", "a deed told before it")
        return Draft(FoundTrigger(site.token, site.first, site.last, row), site.found, status, told=told)

    def _who(self, p: Parse, n: int) -> list[int]:
        """The name of "a little-known group, the Front"; whose the warplanes are, where arms are said to have done it."""
        if p.lemma[n].lower() in self._arms:
            return [c for c in p.kids(n, "amod", "compound", "nmod", "poss") if p.label[c] in ("NORP", "GPE", "ORG")]
        names = [c for c in p.kids(n, "appos") if p.pos[c] == "PROPN" and c > n]
        return names[:1] if names and p.pos[n] == "NOUN" else [n]

    def _may_be_blamed(self, p: Parse, parties: Parties, n: int, *, is_bare: bool) -> bool:
        """Whether the noun names somebody certain who may have done it; where nothing says for what, no person and no civilians."""
        lemma = p.lemma[n].lower()
        if lemma in ("other", "another") or lemma in self._deeds or p.pos[n] == "PRON":
            return False
        if p.pos[n] == "NOUN" and parties.grade(n) == "unknown":
            return False
        known = parties.named(n)
        if any(party.sector in _ARMED for party in known):
            return parties.describer.describe(n).kind != "person" or not is_bare or p.tag[n] in ("NNS", "NNPS")
        is_side = any(party.id is not None or party.country is not None for party in known)
        if is_bare and (p.label[n] == "PERSON" or parties.describer.describe(n).kind == "person"):
            return False
        return is_side or (p.pos[n] == "PROPN" and p.label[n] in ("ORG", "NORP", "PERSON", "", "GPE"))

    def _told(self, p: Parse, parties: Parties, deeds: list[Draft], site: Site) -> Draft | None:
        """The deed in the nearest sentence before that tells one which may be the culprits'."""
        here = p.sentence_of[site.token]
        culprits = [party for a in site.found.actors for party in parties.named(a)]
        for number in range(here, max(here - _BACK - 1, -1), -1):
            told = [d for d in deeds if p.sentence_of[d.token] == number and d.token < site.token]
            fit = [d for d in told if self._may_be_theirs(p, parties, d, culprits)]
            if fit:
                return next((d for d in fit if p.dep[clause_top(p, d)] == "ROOT"), fit[0])
        return None

    def _may_be_theirs(self, p: Parse, parties: Parties, deed: Draft, culprits: list[Party]) -> bool:
        """Whether nobody else is named as who did it, and the culprits aren't whom it was done to."""
        suffering = [party for r in deed.arguments.recipients for party in parties.named(r)]
        if any(_is_one(a, b) for a in suffering for b in culprits):
            return False
        doers = [a for a in deed.arguments.actors if parties.grade(a) != "unknown" or p.pos[a] == "PROPN"]
        named = [party for a in doers for party in parties.named(a)]
        return not doers or any(_is_one(a, b) for a in named for b in culprits)


def _is_one(one: Party, other: Party) -> bool:
    return one.id is not None and one.id == other.id
