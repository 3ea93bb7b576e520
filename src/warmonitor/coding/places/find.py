"""The places that a report names: proposed, judged, resolved together."""

from __future__ import annotations

from dataclasses import dataclass

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.bodies import drop_parts_of_bodies
from warmonitor.coding.places.containment import link_containers, settle_strangers
from warmonitor.coding.places.evidence import Usage, is_word, read_usage
from warmonitor.coding.places.homes import home_words
from warmonitor.coding.places.judge import is_ground, is_metonym, places_among
from warmonitor.coding.places.proposal import Proposal
from warmonitor.coding.places.resolve import name_key, resolve, setting
from warmonitor.coding.places.scan import scan
from warmonitor.coding.places.standing import container_code, containers, lies_by
from warmonitor.coding.places.vocabulary import facility_kinds, words
from warmonitor.knowledge.gazetteer.lookup import Gazetteer, GazetteerPlace
from warmonitor.knowledge.gazetteer.schema import LOOSE, MAIN
from warmonitor.records import PlaceMention, Report, Span

_DIGITS_OF_YEARS = 4
_HOLDING = ("settlement", "admin2", "admin1", "region")  # kinds whose point stands for an unknown place in them


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place mention and its tokens; `is_metonym` where it stands for people or a government, not for a spot; `is_demonym` where it
    is a people's or their language's name.

    `place` is what it resolves to; `container` what the text says it lies in, where that is all that is known of it.
    """

    first: int
    last: int
    mention: PlaceMention
    is_metonym: bool = False
    is_demonym: bool = False
    place: GazetteerPlace | None = None
    container: GazetteerPlace | None = None


class PlaceFinder:
    """Finds the places of one report after another with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def find(self, parse: Parse, report: Report) -> list[FoundPlace]:
        """The places in order, not overlapping. Unresolved ones (no namesake, or two as good) have no coordinates."""
        proposals = propose(parse, self._gazetteer)
        inner = [proposal.container for proposal in proposals if proposal.container is not None]
        meant = resolve(
            [*proposals, *(outer for outer in inner if not any(outer is proposal for proposal in proposals))],
            home_words(parse),
        )
        found: list[FoundPlace] = []
        for proposal in proposals:
            place = _found(parse, proposal, meant, _town_around(parse, proposal, found))
            if proposal.within and place.place is not None:
                meant[name_key(proposal)] = place.place  # from here on, unless the text says other again
            found.append(place)
        return found


def propose(parse: Parse, gazetteer: Gazetteer) -> list[Proposal]:
    """The proposals that are places, with the containers that the text states."""
    proposals, usage = gather(parse, gazetteer)
    places = places_among(parse, proposals, usage)
    _drop_chance_containers(places)
    settle_strangers(parse, places)
    return places


def gather(parse: Parse, gazetteer: Gazetteer) -> tuple[list[Proposal], Usage]:
    """What may name a place, with what the text states of each, and how its words are used."""
    proposals = [one for one in scan(parse, gazetteer) if not _is_numbered(parse, one)]
    proposals = drop_parts_of_bodies(parse, proposals)
    link_containers(parse, proposals)
    usage = read_usage(parse, proposals)
    proposals = [one for one in proposals if not (one.label == "ORG" and one.candidates and _is_stray(one, usage))]
    if _drop_like_spellings(proposals, usage):
        link_containers(parse, proposals)  # a name that is unknown now may lie in what follows it
    return proposals, usage


def _is_numbered(parse: Parse, proposal: Proposal) -> bool:
    """Whether a number makes one word the name of a station or a unit: "Kanal 13"; not of a road, which is a place: "County Road 35"."""
    number = proposal.last
    return (
        number < len(parse)
        and proposal.first == number - 1
        and parse.tag[number] == "CD"
        and parse.word[number].isdigit()
        and int(parse.word[number]) > 0  # "lost to Louisville 0-3"
        and len(parse.word[number]) < _DIGITS_OF_YEARS
        and parse.dep[number] == "nummod"
        and parse.head[number] == number - 1
        and not any(place.kind in ("country", "admin1") for place in proposal.candidates[:1])  # "off U.S. 95"
    )


def _drop_like_spellings(proposals: list[Proposal], usage: Usage) -> bool:
    """Leaves names that are only spelled like those of places the ones of a country told; whether any is left with none.

    A like spelling is too little by itself: thousands of villages of the world spell alike. So is a side of the compass ("South West
    forces"), which is a province's name in many countries: it takes a country that is named or that another name lies in alone.
    """
    is_any_unknown = False
    lands: set[str | None] | None = None
    for proposal in proposals:
        if not proposal.candidates:
            continue
        told = usage.countries
        if _is_side_of_compass(proposal):
            lands = lands or _lands_of_names(proposals)
            told = (
                told | lands if proposal.first + 1 < proposal.last or proposal.head else set()
            )  # no province is "the West"
        elif proposal.candidates[0].rank != LOOSE and not _is_stray(proposal, usage):
            continue
        proposal.candidates = tuple(
            place for place in proposal.candidates if place.country in told or proposal.within & containers(place)
        )
        is_any_unknown |= not proposal.candidates
    return is_any_unknown


def _is_stray(proposal: Proposal, usage: Usage) -> bool:
    """Whether only little places of other countries than the report is about bear the name, and beside their own ("Zeitoun" of Gaza)."""
    return bool(usage.lands) and all(
        place.rank > MAIN and place.kind == "settlement" and place.population < setting("village_people")
        and place.country not in usage.lands and not lies_by(place, usage.lands)
        for place in proposal.candidates
    )  # fmt: skip


def _is_side_of_compass(proposal: Proposal) -> bool:
    """Whether a name is of words such as "South" alone, and of no land of its own ("the Middle East")."""
    if not all(place.country for place in proposal.candidates):
        return False
    return words("directions").issuperset(proposal.text.lower().replace("-", " ").split())


def _lands_of_names(proposals: list[Proposal]) -> set[str | None]:
    """The countries that names lie in which no other country has."""
    found: set[str | None] = set()
    for proposal in proposals:
        lands = {place.country for place in proposal.candidates}
        if len(lands) == 1 and proposal.candidates[0].rank != LOOSE and not _is_side_of_compass(proposal):
            found |= lands
    return found


def _drop_chance_containers(places: list[Proposal]) -> None:
    """Leaves an unknown name the town in its own words only where the report names that town, or where it is one of note."""
    own = {name_key(proposal) for proposal in places}
    for proposal in places:
        inner = proposal.container
        if inner is None or not proposal.first <= inner.first < proposal.last or name_key(inner) in own:
            continue
        if is_word(inner.text) and not any(place.population >= setting("noted_people") for place in inner.candidates):
            proposal.container = None


def _town_around(parse: Parse, proposal: Proposal, before: list[FoundPlace]) -> GazetteerPlace | None:
    """The town named last before a street or the like that no gazetteer knows, where a town has such places of its own."""
    if proposal.candidates or proposal.container or not _is_local(parse, proposal):
        return None
    oldest = parse.sentence_of[proposal.first] - setting("local_sentences")
    for place in reversed(before):
        if parse.sentence_of[place.first] < oldest:
            return None
        if place.place is not None and place.place.kind == "settlement" and not place.is_metonym:
            return place.place
    return None


def _is_language(parse: Parse, proposal: Proposal) -> bool:
    """Whether the name is the language that something is said in, which is nobody's place: "chanted in English"."""
    first = proposal.first
    is_word = proposal.last == first + 1 and parse.label[first] == "LANGUAGE"
    return is_word and first > 0 and parse.lower[first - 1] in ("in", "into", "from")


def _is_local(parse: Parse, proposal: Proposal) -> bool:
    known = facility_kinds().get(parse.lower[proposal.last - 1])
    return known is not None and known[1] == "local"


def _found(
    parse: Parse, proposal: Proposal, meant: dict[str, GazetteerPlace | None], around: GazetteerPlace | None
) -> FoundPlace:
    span = parse.span(proposal.first, proposal.last)
    place = _stated_kind(proposal, _stated_sense(proposal, meant.get(name_key(proposal))))
    mention = PlaceMention(span.start, span.end, span.text)
    if place is not None:
        mention = PlaceMention(
            span.start, span.end, span.text, place.id, place.name, place.country, place.admin1,
            place.latitude, place.longitude, place.kind, place.radius_km, place.pcode,
        )  # fmt: skip
    outer = None
    if not proposal.candidates:
        outer = meant.get(name_key(proposal.container)) if proposal.container else around
        mention = _in_container(proposal, span, outer)
    is_people = (proposal.is_demonym and not is_ground(parse, proposal)) or _is_language(parse, proposal)
    return FoundPlace(proposal.first, proposal.last, mention, is_metonym(parse, proposal), is_people, place, outer)


def _stated_sense(proposal: Proposal, place: GazetteerPlace | None) -> GazetteerPlace | None:
    """The report's sense of the name, but where this mention states a container, the best-known namesake in it; so for one that it holds."""
    if proposal.within and not (place is not None and proposal.within & containers(place)):
        fitting = [candidate for candidate in proposal.candidates if proposal.within & containers(candidate)]
    elif proposal.holds and not (place is not None and container_code(place) in proposal.holds):
        fitting = [candidate for candidate in proposal.candidates if container_code(candidate) in proposal.holds]
    else:
        return place
    return max(fitting, key=lambda candidate: candidate.population, default=place)


def _stated_kind(proposal: Proposal, place: GazetteerPlace | None) -> GazetteerPlace | None:
    """The city or the unit of the same name and province where a word beside this mention says which ("Idlib city")."""
    if place is None or not proposal.head or place.kind in proposal.head:
        return place
    mates = [
        other for other in proposal.candidates if other.kind in proposal.head and other.admin1_code == place.admin1_code
    ]
    return max(mates, key=lambda other: other.population, default=place) if place.admin1_code else place


def _in_container(proposal: Proposal, span: Span, outer: GazetteerPlace | None) -> PlaceMention:
    """A place that no gazetteer knows, as near as the text puts it: in the town, district or province it is said to lie in."""
    kind = proposal.kind or "other"
    if outer is None:
        return PlaceMention(span.start, span.end, span.text, kind=kind)
    located = outer.kind in _HOLDING
    return PlaceMention(
        span.start, span.end, span.text, None, span.text, outer.country, outer.admin1,
        outer.latitude if located else None, outer.longitude if located else None, kind, outer.radius_km if located else None,
    )  # fmt: skip
