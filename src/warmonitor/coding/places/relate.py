"""Which of the named places are an event's own, and how the text relates them to it."""

from __future__ import annotations

from functools import cache

from warmonitor.coding.clauses import clause_start
from warmonitor.coding.parse import Parse
from warmonitor.coding.places.echoes import echoed_place
from warmonitor.coding.places.evidence import root_of
from warmonitor.coding.places.extent import make_event_place
from warmonitor.coding.places.find import FoundPlace
from warmonitor.coding.places.inherit import dateline, inherited_place, is_setting, only_scene
from warmonitor.coding.places.ties import (
    holds,
    is_in_other_clause,
    is_speakers,
    none_facts,
    opens_into,
    set_scene,
    tie_facts,
)
from warmonitor.knowledge.countries import Country, shipped_countries
from warmonitor.knowledge.tables import entries
from warmonitor.knowledge.triggers import noun_classes
from warmonitor.records import EventPlace

_MOST = 3  # places of one event
_LANDS = ("country", "admin1", "admin2", "region")
_PARTIES = ("dobj", "nsubj", "nsubjpass")


def relate_places(parse: Parse, trigger: int, places: list[FoundPlace]) -> tuple[EventPlace, ...]:
    """The places of the event that this token tells of, the main one first; () where the text gives none.

    They are those of its sentence, else one that its words speak of again ("there"), else, where the sentence sets no scene, one that
    the text before it does; the last two say so by their basis.
    """
    first, last = parse.sentences[parse.sentence_of[trigger]]
    here = (place for place in places if first <= place.first < last and not place.is_demonym)
    inside = [place for place in here if not is_speakers(parse, trigger, place)]
    inside = [place for place in inside if not _is_owner(parse, place, inside)]
    inside = [place for place in inside if len(inside) == 1 or not _is_of_office(parse, place)]
    inside = [place for place in inside if not is_in_other_clause(parse, trigger, place)]
    spots = [place for place in inside if not place.is_metonym]
    own = _own_places(parse, trigger, [place for place in spots if not _is_home(parse, trigger, place, spots)])
    if own:
        stated = tuple(make_event_place(parse, place) for place in own)
        if not any(place.country for place in stated):
            return stated + (_land_told(parse, spots, own) or _land_around(parse, places))
        town = _town_of(own[0], places) if all(place.place is None for place in own) else None
        return (*stated, make_event_place(parse, town, "context")) if town else stated
    echoed = echoed_place(parse, trigger, places)
    if echoed:
        return (make_event_place(parse, echoed[0], "context", echoed[1]),)
    if any(not place.is_metonym for place in inside):
        return _of_part_before(parse, trigger, spots)
    inherited = inherited_place(parse, trigger, places)
    if inherited:
        return (make_event_place(parse, inherited, "context"),)
    opening = dateline(parse, places)
    scene = only_scene(parse, trigger, places) if opening else None
    if opening is not None and scene is not None and scene.mention.country == opening.mention.country:
        return (make_event_place(parse, scene, "context"),)
    return (_of_dateline(parse, opening),) if opening else ()


def _of_part_before(parse: Parse, trigger: int, spots: list[FoundPlace]) -> tuple[EventPlace, ...]:
    """The place of what the sentence tells before a semicolon, where the part behind it names none of its own."""
    start = clause_start(parse, trigger)
    before = [place for place in spots if place.first < start]
    if not before or len(before) < len(spots):
        return ()
    verb = root_of(parse, before[0].first, before[0].last)
    while parse.pos[verb] != "VERB" and parse.head[verb] != verb:
        verb = parse.head[verb]
    own = _own_places(parse, verb, before)
    return (make_event_place(parse, own[0], "context"),) if own else ()


def _town_of(unknown: FoundPlace, places: list[FoundPlace]) -> FoundPlace | None:
    """The town named before that a street or the like lies in."""
    before = (place for place in reversed(places) if place.first < unknown.first)
    return next((place for place in before if place.place is not None and place.place == unknown.container), None)


def _land_told(parse: Parse, spots: list[FoundPlace], own: list[FoundPlace]) -> tuple[EventPlace, ...]:
    """The country or unit that the sentence sets its scene in, for places that no gazetteer knows ("In Myanmar, troops burned Hnan Khar")."""
    lands = (place for place in spots if place not in own and place.mention.kind in _LANDS and is_setting(parse, place))
    return tuple(make_event_place(parse, place) for place in lands)[:1]


def _land_around(parse: Parse, places: list[FoundPlace]) -> tuple[EventPlace, ...]:
    """The country that the report was written in, for places that no gazetteer knows; () where no dateline tells."""
    opening = dateline(parse, places)
    country = shipped_countries().by_code(opening.mention.country or "") if opening else None
    return (_country_of(opening, country),) if opening is not None and country is not None else ()


def _of_dateline(parse: Parse, place: FoundPlace) -> EventPlace:
    """Where a report was written, taken for where it happened: of a capital no more than its country, for that is where reporters sit."""
    country = shipped_countries().by_capital(place.mention.name or place.mention.text)
    if country is None or place.mention.country != country.iso3:
        return make_event_place(parse, place, "context")
    return _country_of(place, country)


def _country_of(place: FoundPlace, country: Country) -> EventPlace:
    mention = place.mention
    return EventPlace(
        mention.start, mention.end, mention.text, f"geonames:{country.geonames}", country.name, country.iso3, "in", "country",
        country.latitude, country.longitude, float(entries("place_radius")["country"]), "context",
    )  # fmt: skip


def _is_owner(parse: Parse, place: FoundPlace, inside: list[FoundPlace]) -> bool:
    """Whether a country only says whose something is whose place is told ("a US base in Jordan"), or that stands abroad ("the embassy of Iran")."""
    root = root_of(parse, place.first, place.last)
    if place.mention.kind != "country":
        return False
    while parse.dep[root] == "conj" and parse.head[root] < root:
        root = parse.head[root]
    thing = parse.head[root]
    if parse.dep[root] == "pobj" and parse.lower[thing] == "of":
        return parse.lemma[parse.head[thing]].lower() in noun_classes()["ABROAD"]
    if parse.dep[root] not in ("compound", "amod", "nmod", "poss"):
        return False
    if parse.lemma[thing].lower() in noun_classes()["ABROAD"]:
        return True
    if parse.dep[root] == "poss":
        return False
    return any(thing < other.first < parse.right[thing] for other in inside)


def _is_of_office(parse: Parse, place: FoundPlace) -> bool:
    """Whether a name only says what somebody is who is named behind it: "Kabul University Rector Ahmad Noor"."""
    root = root_of(parse, place.first, place.last)
    person = parse.head[root]
    return parse.dep[root] == "compound" and place.last < person and parse.label[person] == "PERSON"


def _is_home(parse: Parse, trigger: int, place: FoundPlace, spots: list[FoundPlace]) -> bool:
    """Whether a name only says where people come from ("killed five men from Tripoli in a field outside Zawiya")."""
    preposition = _from_before(parse, place)
    if preposition is None or parse.head[preposition - 1] != trigger:
        return False
    is_person = parse.pos[preposition - 1] in ("NOUN", "PROPN") and parse.dep[preposition - 1] in _PARTIES
    elsewhere = (other for other in spots if other.first > place.first and not holds(parse, place, other))
    return is_person and any(_from_before(parse, other) is None for other in elsewhere)


def _from_before(parse: Parse, place: FoundPlace) -> int | None:
    """The "from" that stands right before a name, past its article."""
    at = place.first - 1
    if at > 0 and parse.lower[at] == "the":
        at -= 1
    return at if at > 0 and parse.lower[at] == "from" else None


def _own_places(parse: Parse, trigger: int, inside: list[FoundPlace]) -> list[FoundPlace]:
    """The places of the sentence that outweigh there being none, best first; those that come near the best with it."""
    if not inside:
        return []
    scene = set_scene(parse, trigger, inside)
    weights = _weights()
    bar = sum(weights.get(fact, 0.0) for fact in none_facts(scene)) - _setting("none_less")
    scored = [(sum(weights.get(fact, 0.0) for fact in tie_facts(scene, i)), i) for i in range(len(inside))]
    kept = sorted(((score, i) for score, i in scored if score > bar), key=lambda pair: (-pair[0], pair[1]))
    kept = _spots_first(parse, kept, inside)
    own = [inside[i] for score, i in kept[:_MOST] if score >= kept[0][0] - _setting("lead")]
    return (own + [place for place in _listed_with(parse, own, inside) if place not in own])[:_MOST]


def _listed_with(parse: Parse, own: list[FoundPlace], inside: list[FoundPlace]) -> list[FoundPlace]:
    """The places of a list of which the first is the event's: "the cities of Dnipro and Kharkiv"."""
    if not own:
        return []
    first, found = own[0], list[FoundPlace]()
    members = {root_of(parse, first.first, first.last)}
    for place in inside:
        root = root_of(parse, place.first, place.last)
        if place.first > first.first and parse.dep[root] == "conj" and parse.head[root] in members:
            members.add(root)
            if place.mention.kind == first.mention.kind:  # but not "Tibu, Norte de Santander"
                found.append(place)
    return found


def _spots_first(parse: Parse, kept: list[tuple[float, int]], inside: list[FoundPlace]) -> list[tuple[float, int]]:
    """The places, a town before the land that it is told with, without a water where another says at which spot of it ("at Ramadi")."""
    if not kept:
        return kept
    first = inside[kept[0][1]]
    inner = [pair for pair in kept[1:] if opens_into(parse, first, inside[pair[1]])]
    if inner:  # "the West Bank town of Bethlehem"
        return [(kept[0][0], inner[0][1]), *(pair for pair in kept if pair is not inner[0])]
    if first.mention.kind != "water":
        return kept
    spots = [pair for pair in kept[1:] if inside[pair[1]].first > first.last and _is_spot(parse, inside[pair[1]])]
    return spots or kept


def _is_spot(parse: Parse, place: FoundPlace) -> bool:
    return place.mention.kind in ("settlement", "facility", "other") and is_setting(parse, place)


@cache
def _weights() -> dict[str, float]:
    return dict(entries("place_ties")["facts"])


@cache
def _setting(name: str) -> float:
    return float(entries("place_ties")[name])
