"""On whose word a draft's event is told, what that makes of its status, and how the words name who did it."""

from __future__ import annotations

import msgspec

from warmonitor.coding import clauses
from warmonitor.coding.attribution import attribute, carried_by, left_open
from warmonitor.coding.claims.setting import Setting
from warmonitor.coding.drafts import Draft
from warmonitor.knowledge.labels import labels
from warmonitor.records import Attribution, Party, Perpetrator, Status

_HARM = labels("HARM")


def find_word(s: Setting, draft: Draft, actors: tuple[Party, ...]) -> tuple[Attribution | None, Status]:
    """Who says so, None where only the report does; and the draft's status, possible where the speaker leaves it open."""
    p = s.parse
    own = frozenset(k for t in (draft.trigger, *draft.also) for k in range(t.first, t.last))
    attribution = attribute(p, s.parties, s.statements, draft.token, own) or carried_by(p, s.parties, s.statements, own)
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
    if (verb := draft.arguments.accused) is not None and actors:  # "holds the army responsible for the attack"
        attribution = _accusation(s, verb, actors, attribution)
    return attribution, status


def _accusation(
    s: Setting, verb: int, actors: tuple[Party, ...], attribution: Attribution | None
) -> Attribution | None:
    """The word of those who say that it was the actors', where nobody else's word it is."""
    p = s.parse
    if attribution is not None:
        return attribution
    subject = clauses.agent(p, verb) if clauses.is_passive(p, verb) else clauses.subject(p, verb)
    speakers = s.parties.named(subject)[:1] if subject is not None else ()
    return Attribution(tuple(x for x in speakers if x not in actors), p.span(verb, verb + 1), "accuses")


def grade_perpetrator(
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
    doubted = (
        draft.arguments.is_suspected
        or draft.status.modality != "actual"
        or (attribution is not None and attribution.stance == "accuses")
    )
    if doubted or "suspected" in grades or s.parties.is_hedged(draft.token):
        return "suspected"
    return "named" if "named" in grades else "unknown"
