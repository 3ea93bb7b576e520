"""Containment that the text states: "Saraqib, in Idlib", "Paris, Texas", "Wuhan in Hubei province", "Syria's Idlib"."""

from __future__ import annotations

from itertools import pairwise

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.proposal import Proposal
from warmonitor.coding.places.standing import are_far, container_code, containers
from warmonitor.coding.places.vocabulary import containing, distances, words
from warmonitor.knowledge.gazetteer.lookup import GazetteerPlace
from warmonitor.knowledge.reaches import reach

_CONTAINERS = ("country", "admin1", "admin2")
_MOST_BETWEEN = reach("places", "container_tokens")
_MOST_AWAY = reach("places", "away_tokens")


def link_containers(parse: Parse, proposals: list[Proposal]) -> None:
    """Notes for each name the countries and units that a name shortly after (or a possessive before) states it lies in."""
    for one, other in pairwise(proposals):
        between = parse.lower[one.last : other.first]
        if one.is_demonym or other.is_demonym:
            _link_people(parse, one, other, between)
            continue
        if not between or len(between) > _MOST_BETWEEN or not _links(between):
            continue
        if "near" in between:
            continue
        if "'s" in between:
            inner, outer = other, one
        elif "in" in between or (between[0] in (",", "(") and not _is_list(parse, one, other)):
            inner, outer = one, other
        else:
            continue
        _link(inner, outer)


def _links(between: list[str]) -> bool:
    """Whether the words between two names can put one in the other; after a comma they may say what the one is ("Paris, a town in Texas")."""
    if words("between").issuperset(between):
        return True
    return between[:2] in ([",", "a"], [",", "an"], [",", "the"]) and containing().issuperset(between[2:])


def settle_strangers(parse: Parse, places: list[Proposal]) -> None:
    """Leaves a name the places that lie in or by what the text says it lies in ("the Zaytoun neighbourhood of Gaza City"); none makes it unknown."""
    settled: dict[str, Proposal] = {}
    for one, other in pairwise(places):
        between = parse.lower[one.last : other.first]
        if one.is_demonym or other.is_demonym or one.within or not other.candidates or not _is_inside(between):
            continue
        if _can_be_country(one) or _is_wide(one):
            continue  # "a US base in Jordan", "the Niger near Gao"
        if not one.candidates:
            one.container = one.container or other
            continue
        if _is_away(between):
            continue  # "Sirte, 450 km east of Tripoli"
        near = tuple(place for place in one.candidates if _can_hold(place, other))
        is_part = not words("areas").isdisjoint(between)
        if near and is_part:
            one.candidates = near
        elif not near and (is_part or _people(one) < _people(other)):
            one.candidates, one.container = (), other
        else:
            continue
        settled[one.text.lower()] = one
    for place in places:
        sense = settled.get(place.text.lower())
        if sense is not None and not place.is_demonym and not place.within:
            place.candidates, place.container = sense.candidates, sense.container


def _is_inside(between: list[str]) -> bool:
    """Whether the words between two names say that the one lies in the other: "in", a bracket, "near", or "of" after a word for a part."""
    areas = words("areas")
    if _is_away(between):
        return True
    if not 0 < len(between) <= _MOST_BETWEEN or not containing().issuperset(between):
        return False
    return (
        between[0] == "("
        or "in" in between
        or "near" in between
        or ("of" in between and not areas.isdisjoint(between[: between.index("of")]))
    )


def _is_away(between: list[str]) -> bool:
    """Whether the words between two names say how far the one is from the other (", some 20 km north of")."""
    if not 4 <= len(between) <= _MOST_AWAY or between[0] != "," or between[-1] not in words("away_ends"):
        return False
    return any(word in distances() and before[0].isdigit() for before, word in pairwise(between))


def _people(proposal: Proposal) -> int:
    return max(place.population for place in proposal.candidates)


def _can_hold(place: GazetteerPlace, outer: Proposal) -> bool:
    """Whether a place lies in, or in the neighbourhood of, one that the outer name can mean."""
    held = containers(place)
    return any(container_code(other) in held or not are_far(place, other) for other in outer.candidates)


def _link_people(parse: Parse, one: Proposal, other: Proposal, between: list[str]) -> None:
    """Notes the country of "the Syrian city of Aleppo", "the Libyan capital, Tripoli" and "Tripoli, the Libyan capital"."""
    areas = words("areas") | words("capitals")
    if one.is_demonym and not other.is_demonym and len(between) <= _MOST_BETWEEN:
        if not areas.isdisjoint(between) and (containing() | areas).issuperset(between):
            _link(other, one)
    elif (
        between in ([","], [",", "the"], [",", "a"], [",", "on", "the"])
        and not one.is_demonym
        and parse.lower[other.last : other.last + 1]
        and parse.lower[other.last] in areas | words("grounds")
    ):
        _link(one, other)


def _link(inner: Proposal, outer: Proposal) -> None:
    """Notes what the inner name lies in and the outer one holds; a country lies in no other, but a state of its name may ("Georgia, USA")."""
    held = {code for place in _parts(inner, outer) for code in containers(place)}
    stated = {
        code
        for place in outer.candidates
        if place.kind in _CONTAINERS and (code := container_code(place)) and code in held
    }
    inner.within |= stated
    outer.holds |= stated
    if not inner.candidates and outer.candidates:
        inner.container = outer


def _parts(inner: Proposal, outer: Proposal) -> list[GazetteerPlace]:
    """The places of the inner name that may lie in what the outer one names: of a country's name no village abroad."""
    if not _can_be_country(inner) or not _can_be_country(outer):
        return list(inner.candidates)
    return [place for place in inner.candidates if place.kind == "admin1"]


def _can_be_country(proposal: Proposal) -> bool:
    return any(place.kind == "country" for place in proposal.candidates)


def _is_wide(proposal: Proposal) -> bool:
    """Whether a name is that of a river, sea or land, whose point may be far from a town that lies by it."""
    return bool(proposal.candidates) and all(place.kind in ("water", "region") for place in proposal.candidates)


def _is_list(parse: Parse, one: Proposal, other: Proposal) -> bool:
    """Whether the two names are items of a list ("Washington, New York and Boston")."""
    before = parse.lower[one.first - 1] if one.first else ""
    after = parse.lower[other.last] if other.last < len(parse) else ""
    if after in words("list_words"):
        return True
    follows = (
        after == ","
        and other.last + 1 < len(parse)
        and (parse.word[other.last + 1][0].isupper() or parse.lower[other.last + 1] in words("list_words"))
    )
    return before == "," and follows and parse.word[one.first - 2][0].isupper()
