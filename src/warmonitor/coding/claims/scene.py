"""Where and when a draft's event happened, by the words around it."""

from __future__ import annotations

from warmonitor.coding.claims.setting import Setting
from warmonitor.coding.claims.sides import Sides
from warmonitor.coding.drafts import Draft
from warmonitor.coding.places.extent import make_event_place
from warmonitor.coding.places.relate import relate_places
from warmonitor.coding.times import time_of_event
from warmonitor.knowledge.labels import labels
from warmonitor.knowledge.triggers import verb_classes
from warmonitor.records import EventPlace, EventTime, Party

_HARM = labels("HARM")
_MATERIAL = labels("MATERIAL")


def find_scene(s: Setting, draft: Draft, sides: Sides) -> tuple[tuple[EventPlace, ...], EventTime]:
    """The places of the draft's event, the stated ones before those of the context, and its time."""
    places, time = _places(s, draft, sides), _time(s, draft)
    if draft.is_given and s.parse.dep[draft.token] == "amod":
        return _of_own_noun(s, draft, places, time)
    return places, time


def _places(s: Setting, draft: Draft, sides: Sides) -> tuple[EventPlace, ...]:
    p = s.parse
    named = [place for place in s.places if not place.is_demonym and not place.is_metonym]
    places = relate_places(p, draft.token, named)
    if draft.also and not any(place.basis == "stated" for place in places):
        around = (relate_places(p, t.token, named) for t in draft.also if p.pos[t.token] == "VERB")
        places = next((own for own in around if any(place.basis == "stated" for place in own)), places)
    if draft.type in _HARM and not any(place.basis == "stated" for place in places):
        places = _where_hit(s, draft.token, sides.recipients) or places
    places = tuple(place for place in places if not _is_elsewhere(place, (*sides.actors, *sides.recipients)))
    places = tuple(place for place in places if not _is_government(place, sides.actors))
    places = tuple(place for place in places if not _is_in_name(place, (*sides.actors, *sides.recipients)))
    if _is_done_to_unknown(s, draft, sides.recipients):  # "shelled Lay Kay Kaw" isn't where the sentence before was set
        places = tuple(place for place in places if place.basis == "stated")
    if draft.type not in _MATERIAL:  # words are spoken where they say, not where the story is set
        places = tuple(place for place in places if place.basis == "stated")
    return places


def _time(s: Setting, draft: Draft) -> EventTime:
    time = time_of_event(s.parse, draft.token, s.times, s.published)
    if time.basis != "stated":  # the words of time may stand with the verb that carries the event, or tells it too
        beside = [k for k in (draft.arguments.carrier, *(t.token for t in draft.also)) if k is not None]
        told = (time_of_event(s.parse, k, s.times, s.published) for k in beside)
        time = next((other for other in told if other.basis == "stated"), time)
    return time


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


def _is_government(place: EventPlace, actors: tuple[Party, ...]) -> bool:
    """Whether the name stands for the government that acts: "Damascus promised to investigate"."""
    return any(
        (actor.start, actor.end) == (place.start, place.end) and actor.id == f"{actor.country}GOV" for actor in actors
    )


def _is_in_name(place: EventPlace, parties: tuple[Party, ...]) -> bool:
    """Whether the name is a part of that of a body: "the Sinaloa cartel", wherever it did it."""
    return any(
        party.start <= place.start and place.end <= party.end and party.end - party.start > place.end - place.start
        and party.id is not None and party.country is not None and not party.id.startswith(party.country)
        and place.text.lower() in (party.name or "").lower()
        for party in parties
    )  # fmt: skip


def _is_done_to_unknown(s: Setting, draft: Draft, recipients: tuple[Party, ...]) -> bool:
    """Whether what is shelled or stormed is told by a name that nothing is known of, and so is likely where it happened."""
    p = s.parse
    if draft.type != "ASSAULT" or p.lemma[draft.token] not in verb_classes()["ASSAILING"]:
        return False
    return any(
        party.start == p.start[p.left[token]] and not (party.id or party.country or party.sector)
        for token in p.kids(draft.token, "dobj", "nsubjpass")
        for party in recipients
        if p.pos[token] == "PROPN"
    )


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
