"""Drafts become claims: parties, places, time, counts, codes, attribution and background are put to each."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import msgspec

from warmonitor.coding import clauses
from warmonitor.coding.actors import Parties
from warmonitor.coding.arguments import ArgumentFinder
from warmonitor.coding.attribution import attribute, carried_by, left_open
from warmonitor.coding.confidence import Confidence
from warmonitor.coding.counts import CountFinder
from warmonitor.coding.drafts import Draft, clause_top
from warmonitor.coding.modes import ModeFinder
from warmonitor.coding.parse import Parse
from warmonitor.coding.places.extent import make_event_place
from warmonitor.coding.places.find import FoundPlace
from warmonitor.coding.places.relate import relate_places
from warmonitor.coding.statements import FoundStatement
from warmonitor.coding.times import FoundTime, is_background, time_of_event
from warmonitor.knowledge.crosswalk import codes, contexts
from warmonitor.knowledge.cues import none_words
from warmonitor.knowledge.tables import rows
from warmonitor.knowledge.triggers import noun_classes, suffering_verbs, triggers, weapons
from warmonitor.records import (
    Attribution,
    Claim,
    Count,
    Event,
    EventPlace,
    EventTime,
    Party,
    Perpetrator,
    Published,
    Span,
    Status,
)

# Types of harm and force may be told without saying by whom or against whom; words alone need somebody who says them.
_ARMS = frozenset({"ASSAULT", "MOBILIZE"})  # a bare state that does these does them by its forces
_DEEDS = frozenset({"ASSAULT", "COERCE", "THREATEN", "ACCUSE", "REQUEST", "RETREAT"})  # nobody attacks an attack
_DONE_TO_THINGS = frozenset(
    {"ASSAULT", "REQUEST", "COERCE", "SUPPORT", "REJECT", "ACCUSE", "SANCTION", "AID", "RETREAT"}
)
# Acts whose words often name whom they concern only in what they are about: "threatened a strike unless Israel withdrew".
_REACHING = frozenset(
    {
        "AGREE",
        "CONCEDE",
        "SUPPORT",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "COERCE",
        "MOBILIZE",
    }
)
_PUBLIC = frozenset({"GOV", "MIL", "REB", "OPP", "LEG", "JUD", "COP", "IGO", "NGO", "PTY", "SPY", "PRM"})
_HARM = frozenset({"ASSAULT", "COERCE", "SANCTION"})  # deeds that have perpetrators
_MATERIAL = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT", "SANCTION", "AID"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a report when its claims are made."""

    report_id: str
    parse: Parse
    parties: Parties
    places: list[FoundPlace]
    times: list[FoundTime]
    statements: list[FoundStatement]
    published: Published


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a draft makes no claim."""

    reason: str


class ClaimMaker:
    """Makes claims out of drafts."""

    def __init__(self, arguments: ArgumentFinder, knowledge: Path | None = None) -> None:
        self._arguments = arguments
        self._counts = CountFinder(knowledge)
        self._weapons = weapons(knowledge)
        self._nobody = noun_classes(knowledge)["NOBODY"]
        self._unhurt = (
            noun_classes(knowledge)["ABSTRACT"]
            | frozenset(
                word for (word, pos), rows in triggers(knowledge).items() if pos == "noun" and rows[0].type in _DEEDS
            )
            - noun_classes(knowledge)["VEHICLE"]
        )
        self._none, self._others = none_words(knowledge), noun_classes(knowledge)["OTHERS"]
        self._impacts = noun_classes(knowledge)["IMPACT"]
        self._warfare = noun_classes(knowledge)["WARFARE"]
        self._attacks = frozenset(
            word for (word, pos), rows in triggers(knowledge).items() if pos == "noun" and rows[0].type == "ASSAULT"
        )
        self._lethal = frozenset(
            row["word"] for row in rows("count_words", knowledge) if row["pos"] == "verb" and row["of"] == "killed"
        )
        self._contexts = contexts(knowledge)
        self._modes = ModeFinder(knowledge)
        self._confidence = Confidence(knowledge)
        self._knowledge = knowledge

    def make(self, setting: Setting, drafts: list[Draft]) -> list[Claim | Refusal]:
        """A claim for each draft in order, or why there is none: drafts that name nobody where somebody is needed are refused."""
        p = setting.parse  # a participle before a noun takes no words from the deed that the sentence tells
        sentences = Counter(p.sentence_of[d.token] for d in drafts if d.type == "ASSAULT" and p.dep[d.token] != "amod")
        return [
            self._claim(setting, draft, number, sentences[setting.parse.sentence_of[draft.token]] == 1)
            for number, draft in enumerate(drafts)
        ]

    def _claim(self, s: Setting, draft: Draft, number: int, is_alone: bool) -> Claim | Refusal:
        p = s.parse
        actors = self._parties(s, draft, draft.arguments.actors)
        if draft.type in _ARMS:
            actors = tuple(s.parties.branch_of(actor, "MIL") for actor in actors)
        recipients = self._parties(s, draft, draft.arguments.recipients, with_things=draft.type in _DONE_TO_THINGS)
        if draft.type == "ASSAULT":
            recipients = tuple(self._as_town(s, party) for party in recipients)
        recipients = tuple(
            r for r in recipients if draft.trigger.row.frame == "mutual" or r.start not in {a.start for a in actors}
        )
        if draft.type in _REACHING:
            recipients = self._reach(s, draft, actors, recipients)
        if (
            len(actors) > 1
            and (draft.trigger.row.frame == "mutual" or draft.type == "AGREE" or draft.arguments.is_mutual)
            and not any(r.country or r.id or r.sector for r in recipients)
        ):
            recipients = actors
        if draft.type not in _MATERIAL and not actors:
            return Refusal("nobody is named who does it, and words need a speaker")
        is_told_of_none = draft.type in _MATERIAL and self._is_of_none(p, draft)  # "no one was arrested"
        if draft.type not in ("ASSAULT", "PROTEST") and not (actors or recipients or is_told_of_none):
            return Refusal("nobody is named who does it or to whom it is done")
        trigger = p.span(draft.trigger.first, draft.trigger.last)
        found_weapons = tuple(p.span(*w) for w in draft.arguments.weapons)
        mode = self._modes.find(p, draft)
        counts = self._counts_of(s, draft, is_alone)
        named = [place for place in s.places if not place.is_demonym and not place.is_metonym]
        places = relate_places(p, draft.token, named)
        if draft.also and not any(place.basis == "stated" for place in places):
            around = (relate_places(p, t.token, named) for t in draft.also if p.pos[t.token] == "VERB")
            places = next((own for own in around if any(place.basis == "stated" for place in own)), places)
        if draft.type in _HARM and not any(place.basis == "stated" for place in places):
            places = _where_hit(s, draft.token, recipients) or places
        places = tuple(place for place in places if not _is_elsewhere(place, (*actors, *recipients)))
        if draft.type not in _MATERIAL:  # words are spoken where they say, not where the story is set
            places = tuple(place for place in places if place.basis == "stated")
        time = time_of_event(p, draft.token, s.times, s.published)
        beside = [k for k in (draft.arguments.carrier, *(t.token for t in draft.also)) if k is not None]
        if time.basis != "stated":  # the words of time may stand with the verb that carries the event, or tells it too
            told = (time_of_event(p, k, s.times, s.published) for k in beside)
            time = next((other for other in told if other.basis == "stated"), time)
        if draft.is_given and p.dep[draft.token] == "amod":
            places, time = _of_own_noun(s, draft, places, time)
        own = frozenset(k for t in (draft.trigger, *draft.also) for k in range(t.first, t.last))
        attribution = attribute(p, s.parties, s.statements, draft.token, own) or carried_by(
            p, s.parties, s.statements, own
        )
        status = draft.status
        unsaid = left_open(p, s.statements, draft.token, own)
        if unsaid is not None and unsaid.cue is not None and status.modality == "actual":
            status = Status("possible", "positive", status.phase, p.span(*unsaid.cue))
        if (verb := draft.arguments.claimed) is not None and actors:  # "claimed responsibility for the attack"
            cue = p.span(verb, verb + 1)
            if attribution is None:
                attribution = Attribution(actors, cue, "acknowledges")
            elif attribution.cue == cue and attribution.stance == "asserts":
                attribution = msgspec.structs.replace(attribution, stance="acknowledges")
        counts = tuple(count for count in counts if not _is_of_speaker(count, attribution))
        if draft.type == "THREATEN":
            recipients = _without_own(actors, recipients)
        armed = frozenset(
            party.start
            for token in draft.arguments.recipients + draft.arguments.actors
            if s.parties.is_armed(token)
            for party in s.parties.at(token)
        )
        event = Event(
            draft.type, mode, self._context(p, draft), trigger, actors, recipients, found_weapons, places, time, counts,
            codes(draft.type, mode, actors, recipients, armed, self._knowledge),
            _perpetrator(s, draft, actors, attribution),
        )  # fmt: skip
        if self._is_bare(p, draft, event):
            return Refusal("a bare mention: no one, no number, no clause of its own")
        start, end = self._extent(p, draft, event)
        background = draft.is_given or is_background(p, draft.token, s.times, s.published)
        identity = hashlib.sha256(
            f"{s.report_id}:{trigger.start}:{trigger.end}:{draft.type}:{number}:{p.text[start:end]}".encode()
        ).hexdigest()[:12]
        claim = Claim(f"c{identity}", start, end, p.text[start:end], event, status, attribution, background)
        weighed = self._confidence.weigh(claim, draft, p)
        least = self._confidence.least(status.modality)
        if weighed.confidence < least and not _is_main(p, draft, claim):
            return Refusal(f"confidence {weighed.confidence} is below {least}")
        return weighed

    def _is_of_none(self, p: Parse, draft: Draft) -> bool:
        """Whether a denial speaks of none ("no one", "none of the hostages") or of others that are only pronouns ("they aren't allowed to leave")."""
        return draft.status.polarity == "negative" and any(
            p.lower[token] in self._none
            or p.lower[token] in self._others
            or any(p.lower[c] in self._none for c in p.kids(token, "det"))
            for token in (*draft.arguments.actors, *draft.arguments.recipients)
        )

    def _is_bare(self, p: Parse, draft: Draft, event: Event) -> bool:
        """A noun that only mentions a happening ("after two days of fighting") and says nothing of it: no one, no number, no clause of its own."""
        if p.pos[draft.token] in ("VERB", "AUX", "ADJ") or draft.arguments.carrier is not None:
            return False
        if p.lemma[draft.token].lower() in self._warfare and p.dep[draft.token] == "pobj":
            return not (event.counts or event.weapons)  # "support in its long war against rebels"
        is_empty = not (event.actors or event.recipients or event.counts or event.weapons)
        return is_empty and not self._has_clause(p, draft)

    def _has_clause(self, p: Parse, draft: Draft) -> bool:
        """Whether the noun stands where a clause tells of it: "the clashes went on", "there were clashes in Aden"."""
        dep, head = p.dep[draft.token], p.head[draft.token]
        if dep in ("ROOT", "nsubj", "nsubjpass", "dobj"):
            return True
        # "there were no casualties" denies no attack
        return dep == "attr" and p.child(head, "expl") is not None and draft.trigger.row.frame != "patient"

    def _parties(self, s: Setting, draft: Draft, tokens: list[int], *, with_things: bool = False) -> tuple[Party, ...]:
        """The parties of the noun phrases; with_things keeps what was hit or refused by its words alone."""
        found: list[Party] = []
        for token in tokens:
            if self._is_nobody(s.parse, token, draft.type) or (not with_things and self._is_where(s, token)):
                continue
            parties = s.parties.named(token)
            if not parties and s.parse.pos[token] == "PROPN" and s.parse.label[token] in ("ORG", "PERSON", "NORP", ""):
                parties = (self._thing(s.parse, token),)  # a name that nothing is known of
            if (
                not parties
                and with_things
                and s.parse.pos[token] in ("NOUN", "PROPN")
                and s.parse.label[token] not in ("DATE", "TIME", "MONEY", "PERCENT")
            ):
                parties = (self._thing(s.parse, token),)
            parties = self._as_named(s, token, parties, is_doer=token in draft.arguments.actors)
            if any(party.start <= s.parse.start[draft.token] < party.end for party in parties) and token != draft.token:
                own = s.parse.span(token, token + 1)  # "the US invasion": the modifier, not the event
                parties = tuple(
                    Party(own.start, own.end, own.text, party.id, party.name, party.country, party.sector)
                    for party in parties
                )
            found += [
                party
                for party in parties
                if not any(
                    party.start == f.start and party.end == f.end and party.id == f.id and party.country == f.country
                    for f in found
                )
            ]
        return tuple(found)

    def _reach(
        self, s: Setting, draft: Draft, actors: tuple[Party, ...], recipients: tuple[Party, ...]
    ) -> tuple[Party, ...]:
        """The recipients, and where they name no party the first that the rest of the clause speaks of, but for the actors."""
        if any(r.id or r.country or r.sector for r in recipients):
            return recipients
        own = {party.id or party.text for party in actors}
        for token in self._arguments.beyond(s.parse, draft.trigger, draft.arguments):
            others = tuple(
                party
                for n in clauses.nouns_with(s.parse, token)
                for party in self._parties(s, draft, [n])
                if (party.id or party.text) not in own and self._is_plain(s.parse, party)
            )
            if others:
                return (*recipients, *others)
        return recipients

    @staticmethod
    def _is_plain(p: Parse, party: Party) -> bool:
        """Whether words name a side: one with an id, of a nation that they name, or who governs or bears arms."""
        named = any(p.label[k] in ("NORP", "GPE") for k in range(*p.tokens_in(party.start, party.end)))
        return party.id is not None or (named and None not in (party.country, party.sector)) or party.sector in _PUBLIC

    def _as_town(self, s: Setting, party: Party) -> Party:
        """A capital that is attacked is the town, not the government that sits there."""
        place = next(
            (f.mention for f in s.places if f.mention.start == party.start and f.mention.end == party.end), None
        )
        if place is None or place.kind in ("country", "facility") or party.id != f"{party.country}GOV":
            return party
        return Party(party.start, party.end, party.text, None, place.name, party.country, None)

    def _as_named(self, s: Setting, token: int, parties: tuple[Party, ...], *, is_doer: bool) -> tuple[Party, ...]:
        """The parties in the words of the report's fuller mention of them, where there is one; the dead do nothing more."""
        head = s.parties.fuller(token) if len(parties) == 1 else None
        if head is None or (is_doer and self._is_dead(s.parse, head)):
            return parties
        mine = parties[0]
        full = (s.parties.named(head) or (self._thing(s.parse, head),))[0]
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

    def _is_nobody(self, p: Parse, n: int, type_: str) -> bool:
        """A bare number or measure, or, of an attack, a weapon or another attack: words in the place of a party that name none."""
        lemma = p.lemma[n].lower()
        has_of = any(p.lower[c] == "of" for c in p.children[n])
        if type_ == "ASSAULT" and (
            lemma in self._weapons
            or (lemma in self._unhurt and p.pos[n] == "NOUN" and p.dep[n] not in ("poss", "compound", "amod"))
            or (has_of and any(p.lemma[m].lower() in self._weapons for m in clauses.measured(p, n)))
            or (
                lemma in self._impacts
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

    def _is_where(self, s: Setting, n: int) -> bool:
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

    def _thing(self, p: Parse, n: int) -> Party:
        """A thing that is no actor: its noun with what stands before it, but for determiners, and an "of" phrase that names it."""
        first, last = p.left[n], n + 1
        while first < n and (
            p.dep[first] in ("det", "poss", "case", "punct", "predet", "prep", "advmod", "cc")
            or p.word[first] in "\"'-("
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

    def _context(self, p: Parse, draft: Draft) -> tuple[str, ...]:
        first, last = p.sentences[p.sentence_of[draft.token]]
        shown = [
            self._contexts[lemma]
            for lemma in (p.lemma[k].lower() for k in range(first, last))
            if lemma in self._contexts
        ]
        return tuple(dict.fromkeys(shown))

    def _counts_of(self, s: Setting, draft: Draft, is_alone: bool) -> tuple[Count, ...]:
        found: list[Count] = []
        for trigger in (draft.trigger, *draft.also):
            own = self._arguments.find(s.parse, trigger) if draft.also else draft.arguments
            is_beside = s.parse.dep[trigger.token] == "conj" and s.parse.head[trigger.token] == draft.token
            if (
                is_beside and s.parse.pos[trigger.token] == "NOUN" and not own.recipients
            ):  # "the kidnapping and murder of five students"
                own.recipients = list(draft.arguments.recipients)
            for count in self._counts.find(s.parse, trigger, own, is_alone=is_alone):
                if not any(c.start == count.start and c.of == count.of for c in found):
                    found.append(count)
        return tuple(c for c in found if not (_is_bare_plural(c) and any(c.of == o.of for o in found if o is not c)))

    def _extent(self, p: Parse, draft: Draft, event: Event) -> tuple[int, int]:
        """The words that state the event: from the first to the last of its parts within the sentence."""
        first, last = p.sentences[p.sentence_of[draft.token]]
        low, high = p.start[first], p.end[last - 1]
        parts: list[Span | Party | EventPlace | Count] = [
            event.trigger,
            *event.actors,
            *event.recipients,
            *event.weapons,
            *event.counts,
        ]
        parts += [place for place in event.places if place.basis == "stated"]
        spans = [(part.start, part.end) for part in parts]
        spans += [(p.start[t.first], p.end[t.last - 1]) for t in draft.also]
        if isinstance(event.time.start, int) and isinstance(event.time.end, int):
            spans.append((event.time.start, event.time.end))
        if draft.status.cue is not None:
            spans.append((draft.status.cue.start, draft.status.cue.end))
        inside = [(a, b) for a, b in spans if low <= a and b <= high]
        return min(a for a, _ in inside), max(b for _, b in inside)


def _is_main(p: Parse, draft: Draft, claim: Claim) -> bool:
    """Whether the claim is the very matter of what somebody says ("the police said that clashes broke out"), and so no aside."""
    return claim.attribution is not None and p.dep[clause_top(p, draft)] == "ccomp"


def _where_hit(s: Setting, token: int, recipients: tuple[Party, ...]) -> tuple[EventPlace, ...]:
    """The town that is itself harmed or holds what is ("El Fasher has been under siege", "denied shelling the Dikwa camp")."""
    p = s.parse
    sentence = p.sentences[p.sentence_of[token]]
    for party in recipients:
        if party.id is not None:
            continue
        for place in s.places:
            mention = place.mention
            if (
                party.start <= mention.start and mention.end <= party.end
                and not place.is_demonym and not place.is_metonym and mention.kind not in (None, "country")
            ):  # fmt: skip
                own = sentence[0] <= place.first < sentence[1]
                return (make_event_place(p, place, "stated" if own else "context", "in"),)
    return ()


def _is_elsewhere(place: EventPlace, parties: tuple[Party, ...]) -> bool:
    """Whether a country that only the dateline tells of is none of those whom the event concerns: "BEIRUT - Syrian jets bombed rebels"."""
    if place.basis != "context" or place.precision != "country":
        return False
    concerned = {party.country for party in parties if party.country is not None}
    return bool(concerned) and place.country not in concerned


def _of_own_noun(
    s: Setting, draft: Draft, places: tuple[EventPlace, ...], time: EventTime
) -> tuple[tuple[EventPlace, ...], EventTime]:
    """Where and when of a participle before a noun, by the noun's own words alone: "buried the slain general in Beirut on Friday"."""
    p, noun = s.parse, draft.arguments.recipients[0]
    start, end = p.start[p.left[noun]], p.end[p.right[noun] - 1]
    places = tuple(place for place in places if start <= place.start and place.end <= end)
    if isinstance(time.start, int) and not start <= time.start < end:
        latest = s.published.latest
        time = EventTime(latest=latest, precision="open" if latest else "unknown", basis="report date")
    return places, time


def _is_bare_plural(count: Count) -> bool:
    """Whether only a plural counts, and nobody in particular: the injuries that five were told to have suffered."""
    return count.who is None and (count.low, count.high) == (2, None) and count.text.isalpha()


def _is_of_speaker(count: Count, attribution: Attribution | None) -> bool:
    """Whether the counted words name who speaks: "..., a resident said"."""
    return attribution is not None and any(
        speaker.start <= count.start and count.end <= speaker.end for speaker in attribution.speakers
    )


def _without_own(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> tuple[Party, ...]:
    """The recipients without the country that an actor speaks for: "Iran would respond, its minister warned"."""
    own = {actor.country for actor in actors if actor.country is not None and actor.sector in ("GOV", "MIL", None)}
    return tuple(r for r in recipients if r.id is None or r.id != r.country or r.country not in own)


def _perpetrator(
    s: Setting, draft: Draft, actors: tuple[Party, ...], attribution: Attribution | None
) -> Perpetrator | None:
    """How the words name who harmed others: claiming it, suspected of it, plainly named, or unknown; None of other deeds."""
    if draft.type not in _HARM:
        return None
    if not actors:
        return "unknown"
    if attribution is not None and attribution.stance == "acknowledges":
        own = {actor.id for actor in actors if actor.id is not None}
        if any(speaker.id in own or speaker in actors for speaker in attribution.speakers):
            return "claimed"
    grades = {s.parties.grade(token) for token in draft.arguments.actors}
    if "claimed" in grades:
        return "claimed"
    doubted = draft.status.modality != "actual" or (attribution is not None and attribution.stance == "accuses")
    if doubted or "suspected" in grades or s.parties.is_hedged(draft.token):
        return "suspected"
    return "named" if "named" in grades else "unknown"
