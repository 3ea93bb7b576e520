"""Claims out of drafts."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import msgspec

from warmonitor.coding import clauses
from warmonitor.coding.arguments import ArgumentFinder
from warmonitor.coding.claims.scene import find_scene
from warmonitor.coding.claims.setting import Refusal, Setting
from warmonitor.coding.claims.sides import SideFinder, Sides
from warmonitor.coding.claims.word import find_word, grade_perpetrator
from warmonitor.coding.confidence import Confidence
from warmonitor.coding.counts import CountFinder
from warmonitor.coding.drafts import Draft, clause_top
from warmonitor.coding.modes import ModeFinder
from warmonitor.coding.parse import Parse
from warmonitor.coding.times import is_background
from warmonitor.knowledge.crosswalk import codes, contexts
from warmonitor.knowledge.cues import none_words
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.triggers import noun_classes
from warmonitor.records import Attribution, Claim, Count, Event, EventPlace, EventTime, Party, Span, Status

# Harm and force may be told without saying by whom or against whom; words alone need somebody who says them.
_MATERIAL = labels("MATERIAL")


class ClaimMaker:
    """Makes claims out of drafts."""

    def __init__(self, arguments: ArgumentFinder, knowledge: Path | None = None) -> None:
        self._arguments = arguments
        self._sides = SideFinder(arguments, knowledge)
        self._counts = CountFinder(knowledge)
        self._none, self._others = none_words(knowledge), noun_classes(knowledge)["OTHERS"]
        self._warfare = noun_classes(knowledge)["WARFARE"]
        self._contexts = contexts(knowledge)
        self._modes = ModeFinder(knowledge)
        self._confidence = Confidence(knowledge)
        self._knowledge = knowledge

    def make(self, setting: Setting, drafts: list[Draft]) -> list[Claim | Refusal]:
        """A claim for each draft in order, or why there is none: drafts that name nobody where somebody is needed are refused."""
        p = setting.parse  # a participle before a noun takes no words from the deed that the sentence tells
        sentences = Counter(p.sentence_of[d.token] for d in drafts if d.type == "ASSAULT" and p.dep[d.token] != "amod")
        made = [
            self._claim(setting, draft, number, sentences[setting.parse.sentence_of[draft.token]] == 1)
            for number, draft in enumerate(drafts)
        ]
        at = {id(draft): claim for draft, claim in zip(drafts, made, strict=True)}
        return [
            claim if draft.told is None else _of_deed(claim, at[id(draft.told)])
            for draft, claim in zip(drafts, made, strict=True)
        ]

    def _claim(self, s: Setting, draft: Draft, number: int, is_alone: bool) -> Claim | Refusal:
        p = s.parse
        sides = self._sides.find(s, draft)
        if (unnamed := self._names_too_few(p, draft, sides)) is not None:
            return unnamed
        attribution, status = find_word(s, draft, sides.actors)
        sides = _without_speakers(p, draft, sides, attribution)
        event = self._event(s, draft, sides, attribution, is_alone=is_alone)
        if self._is_bare(p, draft, event):
            return Refusal("a bare mention: no one, no number, no clause of its own")
        return self._weighed(s, draft, event, status, attribution, number)

    def _names_too_few(self, p: Parse, draft: Draft, sides: Sides) -> Refusal | None:
        if draft.told is not None and not sides.actors:
            return Refusal("nobody is named whose deed it says it was")
        if draft.type not in _MATERIAL and not sides.actors:
            return Refusal("nobody is named who does it, and words need a speaker")
        is_told_of_none = draft.type in _MATERIAL and self._is_of_none(p, draft)  # "no one was arrested"
        if draft.type not in ("ASSAULT", "PROTEST") and not (sides.actors or sides.recipients or is_told_of_none):
            return Refusal("nobody is named who does it or to whom it is done")
        return None

    def _event(
        self, s: Setting, draft: Draft, sides: Sides, attribution: Attribution | None, *, is_alone: bool
    ) -> Event:
        p, (actors, recipients) = s.parse, (sides.actors, sides.recipients)
        places, time = find_scene(s, draft, sides)
        mode = self._modes.find(p, draft)
        counts = tuple(c for c in self._counts_of(s, draft, is_alone) if not _is_of_speaker(c, attribution))
        armed = frozenset(
            party.start
            for token in draft.arguments.recipients + draft.arguments.actors
            if s.parties.is_armed(token)
            for party in s.parties.at(token)
        )
        done_to = [p.word[n] for o in clauses.objects(p, draft.token) for n in clauses.nouns_with(p, o)]
        event = Event(
            draft.type, mode, self._context(p, draft), p.span(draft.trigger.first, draft.trigger.last),
            actors, recipients, tuple(p.span(*weapon) for weapon in draft.arguments.weapons), places, time, counts,
            perpetrator=grade_perpetrator(s, draft, actors, attribution),
        )  # fmt: skip
        return msgspec.structs.replace(event, codes=codes(event, armed, self._knowledge, done_to))

    def _weighed(
        self, s: Setting, draft: Draft, event: Event, status: Status, attribution: Attribution | None, number: int
    ) -> Claim | Refusal:
        """The claim with its confidence, or that it is too unsure; `number` keeps apart drafts of equal words."""
        p, trigger = s.parse, event.trigger
        start, end = _extent(p, draft, event)
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
        return is_empty and not _has_clause(p, draft)

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
            known = {(c.start, c.of) for c in found}  # of another word for the same deed
            found += [
                c for c in self._counts.find(s.parse, trigger, own, is_alone=is_alone) if (c.start, c.of) not in known
            ]
        return tuple(c for c in found if not (_is_bare_plural(c) and any(c.of == o.of for o in found if o is not c)))


def _has_clause(p: Parse, draft: Draft) -> bool:
    """Whether the noun stands where a clause tells of it: "the clashes went on", "there were clashes in Aden"."""
    dep, head = p.dep[draft.token], p.head[draft.token]
    if dep in ("ROOT", "nsubj", "nsubjpass", "dobj"):
        return True
    # "there were no casualties" denies no attack
    return dep == "attr" and p.child(head, "expl") is not None and draft.trigger.row.frame != "patient"


def _extent(p: Parse, draft: Draft, event: Event) -> tuple[int, int]:
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


def _is_bare_plural(count: Count) -> bool:
    """Whether only a plural counts, and nobody in particular: the injuries that five were told to have suffered."""
    return count.who is None and (count.low, count.high) == (2, None) and count.text.isalpha()


def _without_speakers(p: Parse, draft: Draft, sides: Sides, attribution: Attribution | None) -> Sides:
    """The sides without recipients who only tell it: "killed ten civilians, locals and media said".

    Who is told of by a pronoun stays ("he said they tried to kill him"), and so do those who are counted.
    """
    speakers = attribution.speakers if attribution is not None else ()
    own = [p.start[token] for token in draft.arguments.recipients]
    tellers = [
        r
        for r in sides.recipients
        if any(s.start <= r.start and r.end <= s.end for s in speakers)
        and any(r.start <= start < r.end for start in own)
        and not any(p.pos[k] == "NUM" for k in range(*p.tokens_in(r.start, r.end)))
    ]
    return Sides(sides.actors, tuple(r for r in sides.recipients if r not in tellers)) if tellers else sides


def _is_of_speaker(count: Count, attribution: Attribution | None) -> bool:
    """Whether the counted words name who speaks: "..., a resident said"."""
    return attribution is not None and any(
        speaker.start <= count.start and count.end <= speaker.end for speaker in attribution.speakers
    )


def _of_deed(claim: Claim | Refusal, told: Claim | Refusal) -> Claim | Refusal:
    """The claim that says whose deed it was, where and when the claim that tells the deed puts it, as the story's context."""
    if isinstance(claim, Refusal) or isinstance(told, Refusal):
        return claim if isinstance(claim, Refusal) else Refusal("what it says the doers of makes no claim")
    time = told.event.time
    event = msgspec.structs.replace(
        claim.event,
        counts=(),
        weapons=(),
        places=tuple(msgspec.structs.replace(place, basis="context") for place in told.event.places),
        time=EventTime(
            earliest=time.earliest,
            latest=time.latest,
            precision=time.precision,
            basis="context" if time.basis == "stated" else time.basis,
        ),
    )
    return msgspec.structs.replace(claim, event=event, background=told.background)
