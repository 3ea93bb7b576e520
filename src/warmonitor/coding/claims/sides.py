"""Who does it, and to whom: the parties that a draft's words name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from warmonitor.coding import clauses
from warmonitor.coding.arguments import ArgumentFinder
from warmonitor.coding.claims.setting import Setting
from warmonitor.coding.drafts import Draft
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.tables import rows
from warmonitor.knowledge.triggers import noun_classes, suffering_verbs, triggers, verb_classes, weapons
from warmonitor.records import Party

_WARLIKE = labels("WARLIKE")
_DEEDS = labels("DEED")
_DONE_TO_THINGS = labels("DONE_TO_THINGS")
_REACHING = labels("REACHING")
_PUBLIC = labels("PUBLIC")


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of an event."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


class SideFinder:
    """Finds the parties of a draft."""

    def __init__(self, arguments: ArgumentFinder, knowledge: Path | None = None) -> None:
        self._arguments = arguments
        self._knowledge = knowledge
        self._weapons = weapons(knowledge)
        classes = noun_classes(knowledge)
        self._nobody, self._impacts, self._bearers = classes["NOBODY"], classes["IMPACT"], classes["BEARER"]
        self._trends = classes["TREND"]
        self._repelling = verb_classes(knowledge)["REPELLING"]
        nouns = {word: found[0].type for (word, pos), found in triggers(knowledge).items() if pos == "noun"}
        self._attacks = frozenset(word for word, type_ in nouns.items() if type_ == "ASSAULT")
        deeds = frozenset(word for word, type_ in nouns.items() if type_ in _DEEDS)
        self._unhurt = classes["ABSTRACT"] | (deeds - classes["VEHICLE"])
        self._lethal = frozenset(
            row["word"] for row in rows("count_words", knowledge) if row["pos"] == "verb" and row["of"] == "killed"
        )

    def find(self, s: Setting, draft: Draft) -> Sides:
        """The parties of the draft; a side that the words leave open is empty."""
        actors = self._parties(s, draft, draft.arguments.actors)
        if draft.type in _WARLIKE:
            actors = tuple(s.parties.branch_of(actor, "MIL") for actor in actors)
        recipients = self._parties(s, draft, draft.arguments.recipients, with_things=draft.type in _DONE_TO_THINGS)
        if draft.type == "ASSAULT":
            recipients = tuple(_as_town(s, party) for party in recipients)
        if draft.trigger.row.word in self._repelling:  # "repelled Russian attacks"
            recipients = tuple(s.parties.branch_of(party, "MIL") for party in recipients)
        is_mutual = draft.trigger.row.frame == "mutual"
        doing = {actor.start for actor in actors}
        recipients = tuple(party for party in recipients if is_mutual or party.start not in doing)
        if draft.type in _REACHING:
            recipients = self._reach(s, draft, actors, recipients)
        is_among = is_mutual or draft.type == "AGREE" or draft.arguments.is_mutual
        if len(actors) > 1 and is_among and not any(_is_known(party) for party in recipients):
            recipients = actors
        if draft.type == "THREATEN":
            recipients = _without_own(actors, recipients)
        return Sides(actors, recipients)

    def _parties(self, s: Setting, draft: Draft, tokens: list[int], *, with_things: bool = False) -> tuple[Party, ...]:
        """The parties of the noun phrases; with_things keeps what was hit or refused by its words alone."""
        found: list[Party] = []
        for token in tokens:
            if self._is_nobody(s, token, draft.type) or (not with_things and _is_where(s, token)):
                continue
            for party in self._named(s, draft, token, with_things=with_things):
                if any(map(str.isalnum, party.text)) and not any(_is_same(party, other) for other in found):
                    found.append(party)
        return tuple(found)

    def _named(self, s: Setting, draft: Draft, token: int, *, with_things: bool) -> tuple[Party, ...]:
        p = s.parse
        parties = s.parties.named(token)
        is_unknown_name = p.pos[token] == "PROPN" and p.label[token] in ("ORG", "PERSON", "NORP", "")
        is_thing = p.pos[token] in ("NOUN", "PROPN") and p.label[token] not in ("DATE", "TIME", "MONEY", "PERCENT")
        if not parties and (is_unknown_name or (with_things and is_thing)):
            parties = (_thing(p, token),)
        parties = self._as_named(s, token, parties, is_doer=token in draft.arguments.actors)
        if token == draft.token or not any(one.start <= p.start[draft.token] < one.end for one in parties):
            return parties
        own = p.span(token, token + 1)  # "the US invasion": the modifier, not the event
        return tuple(Party(own.start, own.end, own.text, one.id, one.name, one.country, one.sector) for one in parties)

    def _reach(
        self, s: Setting, draft: Draft, actors: tuple[Party, ...], recipients: tuple[Party, ...]
    ) -> tuple[Party, ...]:
        """The recipients, and where they name no party the first that the rest of the clause speaks of, but for the actors."""
        if any(_is_known(party) for party in recipients):
            return recipients
        own = {party.id or party.text for party in actors}
        for token in self._arguments.beyond(s.parse, draft.trigger, draft.arguments):
            others = tuple(
                party
                for n in clauses.nouns_with(s.parse, token)
                for party in self._parties(s, draft, [n])
                if (party.id or party.text) not in own and _is_plain(s.parse, party)
            )
            if others:
                return (*recipients, *others)
        return recipients

    def _as_named(self, s: Setting, token: int, parties: tuple[Party, ...], *, is_doer: bool) -> tuple[Party, ...]:
        """The parties in the words of the report's fuller mention of them, where there is one; the dead do nothing more."""
        head = s.parties.fuller(token) if len(parties) == 1 else None
        if head is None or (is_doer and self._is_dead(s.parse, head)):
            return parties
        mine = parties[0]
        full = (s.parties.named(head) or (_thing(s.parse, head),))[0]
        return (
            Party(
                full.start, full.end, full.text,
                mine.id or full.id, mine.name or full.name, mine.country or full.country, mine.sector or full.sector,
            ),
        )  # fmt: skip

    def _is_dead(self, p: Parse, n: int) -> bool:
        """Whether the noun's clause tells that they were killed: "the rebels" who do something later are not "the 16 rebels" who were."""
        while p.dep[n] == "conj" and p.head[n] < n:
            n = p.head[n]
        verb = p.lemma[p.head[n]]
        is_harmed = p.dep[n] in ("dobj", "nsubjpass") or (
            p.dep[n] == "nsubj" and verb in suffering_verbs(self._knowledge)
        )
        return is_harmed and verb in self._lethal

    def _is_nobody(self, s: Setting, n: int, type_: str) -> bool:
        """A bare number or measure, or, of an attack, a weapon or another attack: words in the place of a party that name none."""
        p = s.parse
        lemma = p.lemma[n].lower()
        if n > 0 and f"{p.lower[n - 1]} {lemma}" in self._bearers:
            return False
        has_of = any(p.lower[c] == "of" for c in p.children[n])
        if type_ == "ASSAULT" and (
            lemma in self._weapons
            or lemma in self._trends
            or (lemma in self._unhurt and p.pos[n] == "NOUN" and p.dep[n] not in ("poss", "compound", "amod"))
            or (has_of and any(p.lemma[m].lower() in self._weapons for m in clauses.measured(p, n)))
            or (
                lemma in self._impacts
                and not (p.tag[n] == "NNS" and s.parties.is_armed(n))  # "accused Russian forces of the attack"
                and any(p.lemma[m].lower() in self._attacks for _, m in clauses.complements(p, n))
            )
        ):
            return True
        if lemma == "side" and any(
            p.lower[c] in ("both", "two")
            or (p.label[c] in ("NORP", "GPE") and p.dep[c] in ("amod", "compound", "nmod"))
            for c in p.children[n]
        ):
            return False  # "the Azerbaijani side"
        if lemma in self._nobody and p.pos[n] != "PROPN":
            return not has_of and not any(p.dep[c] == "compound" and p.pos[c] == "NOUN" for c in p.children[n])
        return p.pos[n] == "NUM" and not has_of


def _is_same(party: Party, other: Party) -> bool:
    """Whether two are one: the same words, or one body named by words that overlap."""
    if party.id is not None and party.id == other.id:
        return party.start < other.end and other.start < party.end
    return (party.start, party.end, party.id, party.country) == (other.start, other.end, other.id, other.country)


def _is_known(party: Party) -> bool:
    """Whether more is known of a party than its words."""
    return bool(party.id or party.country or party.sector)


def _is_plain(p: Parse, party: Party) -> bool:
    """Whether words name a side: one with an id, of a nation that they name, or who governs or bears arms."""
    named = any(p.label[k] in ("NORP", "GPE") for k in range(*p.tokens_in(party.start, party.end)))
    return party.id is not None or (named and None not in (party.country, party.sector)) or party.sector in _PUBLIC


def _as_town(s: Setting, party: Party) -> Party:
    """A capital that is attacked is the town, not the government that sits there."""
    place = next((f.mention for f in s.places if f.mention.start == party.start and f.mention.end == party.end), None)
    if place is None or place.kind in ("country", "facility") or party.id != f"{party.country}GOV":
        return party
    return Party(party.start, party.end, party.text, None, place.name, party.country, None)


def _is_where(s: Setting, n: int) -> bool:
    """A town or province before the event noun ("Idlib air strikes") says where, not who."""
    if s.parse.dep[n] not in ("compound", "nmod", "amod", "poss"):
        return False
    place = next((f for f in s.places if f.first <= n < f.last), None)
    return (
        place is not None
        and not place.is_metonym
        and not place.is_demonym
        and place.mention.kind not in (None, "country")
    )


def _thing(p: Parse, n: int) -> Party:
    """A thing that is no actor: its noun with what stands before it, but for determiners, and an "of" phrase that names it."""
    first, last = p.left[n], n + 1
    while first < n and (
        p.dep[first] in ("det", "poss", "case", "punct", "predet", "prep", "advmod", "cc") or p.word[first] in "\"'-("
    ):
        first += 1
    if any(
        (p.pos[k] in ("VERB", "ADP", "SCONJ", "AUX") and p.tag[k] not in ("VBN", "VBG")) or p.word[k] == ","
        for k in range(first, n)
    ):
        first = next((k for k in range(n, first, -1) if p.head[k - 1] != n), n)
    of = next((c for c in p.children[n] if p.lower[c] == "of" and c == n + 1), None)
    if of is not None and (name := p.child(of, "pobj")) is not None and p.pos[name] == "PROPN":
        last = name + 1
    if first > 0 and p.word[first - 1] == '"' and '"' in p.word[first:last]:
        first -= 1
    span = p.span(first, last)
    return Party(span.start, span.end, span.text)


def _without_own(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> tuple[Party, ...]:
    """The recipients without the country that an actor speaks for: "Iran would respond, its minister warned"."""
    own = {actor.country for actor in actors if actor.country is not None and actor.sector in ("GOV", "MIL", None)}
    return tuple(r for r in recipients if r.id is None or r.id != r.country or r.country not in own)
