"""Capitals that a report tells of without their name: "the Sudanese capital", "the capital of Haiti", "the capital"."""

from __future__ import annotations

from collections import Counter

from warmonitor.coding.parse import Parse
from warmonitor.coding.places.find import FoundPlace
from warmonitor.coding.places.inherit import dateline
from warmonitor.coding.places.standing import is_capital
from warmonitor.knowledge.countries import capital_of, shipped_countries
from warmonitor.knowledge.gazetteer.lookup import Gazetteer, GazetteerPlace
from warmonitor.records import PlaceMention, Published

_BEFORE = ("amod", "compound", "nmod", "poss")
_MARKS = (",", "(", "-", "–", "—")


def with_capitals(
    parse: Parse, places: list[FoundPlace], gazetteer: Gazetteer, published: Published
) -> list[FoundPlace]:
    """The places in order, a country that only says whose capital is meant replaced by that town, and with them the one capital that
    the report names wherever it is told of as "the capital" alone.

    A capital that the words name themselves ("the Somali capital Mogadishu", "Dar es Salaam, the capital of Tanzania") is left to its
    name: which town it was then is theirs to say.
    """
    if "capital" not in parse.lower:
        return places
    names = {k for place in places if not place.is_demonym for k in range(place.first, place.last)}
    found = []
    for place in places:
        capital = _capital_of(parse, place)
        is_meant = capital is not None and not _is_named(parse, place, capital, names)
        town = _town(place, gazetteer, published) if is_meant else None
        first, last = (min(place.first, capital), max(place.last, capital + 1)) if capital is not None else (0, 0)
        found.append(_at(parse, first, last, town) if town is not None else place)
    again = _told_again(parse, places, names)
    return sorted([*found, *again], key=lambda place: place.first) if again else found


def _told_again(parse: Parse, places: list[FoundPlace], names: set[int]) -> list[FoundPlace]:
    """ "The capital" alone, where the report names one, of the country it says most of, besides where it was written; or only that."""
    alone = [k for k in range(1, len(parse.word)) if _is_alone(parse, k) and k + 1 not in names and k + 2 not in names]
    if not alone:
        return []
    lands = Counter(place.mention.country for place in places if place.mention.country)
    opening = dateline(parse, places)
    capitals = [p for p in places if p.place is not None and p.place.kind == "settlement" and is_capital(p.place)]
    told = [p.place for p in capitals if p.place is not None and not p.is_metonym and p is not opening]
    if not told and opening in capitals and len(lands) == 1:
        told = [opening.place] if opening is not None and opening.place is not None else []
    towns = {town.id: town for town in told if town.country and lands[town.country] == max(lands.values())}
    return [_at(parse, k, k + 1, town) for town in towns.values() for k in alone] if len(towns) == 1 else []


def _is_alone(parse: Parse, k: int) -> bool:
    """Whether "the capital" says nothing more of whose it is."""
    if parse.lower[k] != "capital" or parse.pos[k] != "NOUN" or parse.lower[k - 1] != "the" or parse.dep[k] in _BEFORE:
        return False
    return parse.head[k - 1] == k and not any(parse.lower[c] == "of" for c in parse.children[k])


def _capital_of(parse: Parse, place: FoundPlace) -> int | None:
    """The word "capital" that the country's name or adjective belongs to."""
    if place.mention.kind != "country":
        return None
    root = next((k for k in range(place.last - 1, place.first - 1, -1) if parse.dep[k] != "case"), place.first)
    above = parse.head[root]
    if parse.dep[root] == "pobj" and parse.lower[above] == "of":
        above = parse.head[above]
        is_its = above < place.first
    else:
        is_its = parse.dep[root] in _BEFORE and above >= place.last
    if not is_its or parse.lower[above] != "capital" or parse.pos[above] != "NOUN":
        return None
    others = (c for c in parse.kids(above, "amod", "compound", "nmod") if not place.first <= c < place.last)
    return None if any(_says_of_what(parse, c) for c in others) else above


def _says_of_what(parse: Parse, word: int) -> bool:
    """Whether a word before it makes it the capital of something else ("financial", "provincial"), not what became of it ("rebel-held")."""
    return parse.tag[word] not in ("VBN", "VBG") and "-" not in parse.word[word] and parse.word[word - 1] != "-"


def _is_named(parse: Parse, place: FoundPlace, capital: int, names: set[int]) -> bool:
    """Whether a name beside it says which town it is, or something is only called it ("as the capital of")."""
    before, after = min(place.first, capital) - 1, max(place.last, capital + 1)
    while before >= 0 and parse.pos[before] in ("DET", "ADJ"):
        before -= 1
    if before >= 0 and parse.lower[before] == "as":
        return True
    if before > 0 and parse.word[before] in _MARKS:
        before -= 1
    if after + 1 < len(parse.word) and parse.lower[after] in (*_MARKS, "of"):
        after += 1
    return before in names or after in names


def _town(place: FoundPlace, gazetteer: Gazetteer, published: Published) -> GazetteerPlace | None:
    country = shipped_countries().by_code(place.mention.country or "")
    name = capital_of(country, published.earliest, published.latest) if country is not None else None
    if name is None:
        return None
    towns = (town for town in gazetteer.candidates(name) if town.country == place.mention.country)
    return max(
        (town for town in towns if town.kind == "settlement"),
        key=lambda town: (-town.rank, town.population),
        default=None,
    )


def _at(parse: Parse, first: int, last: int, town: GazetteerPlace) -> FoundPlace:
    span = parse.span(first, last)
    mention = PlaceMention(
        span.start, span.end, span.text, town.id, town.name, town.country, town.admin1,
        town.latitude, town.longitude, town.kind, town.radius_km, town.pcode,
    )  # fmt: skip
    return FoundPlace(first, last, mention, place=town)
