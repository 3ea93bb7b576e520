"""Which of its namesakes a name means, judged with the whole report: named comparisons, weighed by `data/place_weights.yaml`."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import MappingProxyType

from warmonitor.coding.places.evidence import is_word
from warmonitor.coding.places.proposal import Proposal
from warmonitor.coding.places.standing import NEAR, Point, are_far, container_code, containers, is_capital, point
from warmonitor.knowledge.gazetteer.lookup import GazetteerPlace
from warmonitor.knowledge.gazetteer.names import plain
from warmonitor.knowledge.gazetteer.schema import LOOSE
from warmonitor.knowledge.tables import entries

Square = tuple[int, int]
_SPOTS = ("settlement", "admin2", "facility", "other")
_SMALL = (*_SPOTS, "admin1")


@dataclass(slots=True)
class Name:
    """All mentions of one name in a report, its candidates, and what is thought of each (a share of 1)."""

    key: str
    candidates: list[GazetteerPlace]
    count: int = 1
    head: set[str] = field(default_factory=set)
    within: set[str] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)
    shares: list[float] = field(default_factory=list)
    largest: GazetteerPlace | None = None
    seats: set[str] = field(default_factory=set)
    squares: dict[Square, float] = field(default_factory=dict)


@dataclass(slots=True)
class Context:
    """What the rest of the report says: weights of countries and provinces, points of places, squares that names share, countries by their words."""

    countries: dict[str, float]
    admin1: dict[str, float]
    admin2: dict[tuple[str | None, str], float]
    anchors: list[tuple[str, Point, float]]
    total: float
    squares: dict[Square, float]
    homes: Mapping[str, float]


COMPARISONS = (
    "log_population", "is_country", "is_capital", "is_admin1", "is_admin2", "is_region", "is_water", "is_facility", "name_alternate",
    "name_short", "name_spelling", "country_share", "home_share", "admin1_share", "unit_share", "admin2_share", "holds", "neighbours", "company", "home_words", "head_fits", "largest", "seat", "seated",
)  # fmt: skip


def resolve(
    proposals: list[Proposal], homes: Mapping[str, float] = MappingProxyType({})
) -> dict[str, GazetteerPlace | None]:
    """For each name the place it means throughout the report, or None where two are equally good."""
    return {name.key: _choose(name, context) for name, context in weighed(proposals, homes)}


def weighed(proposals: list[Proposal], homes: Mapping[str, float] = MappingProxyType({})) -> list[tuple[Name, Context]]:
    """The names of a report with the share of each candidate, and the context that decided it."""
    names = _gather(proposals)
    for name in names:
        name.shares = _softmax([_score(features(name, place, None)) for place in name.candidates])
        name.squares = _squares(name)
    context = _context(names, homes)
    for _ in range(2):
        for name in names:
            if len(name.candidates) > 1:
                name.shares = _softmax([_score(features(name, place, context)) for place in name.candidates])
        context = _context(names, homes)
    return [(name, context) for name in names]


def shares_alone(candidates: tuple[GazetteerPlace, ...]) -> list[tuple[GazetteerPlace, float, dict[str, float]]]:
    """The candidates of a name that stands alone, with their shares and comparisons."""
    if not candidates:
        return []
    name = _named(candidates)
    found = [features(name, place, None) for place in name.candidates]
    return list(zip(name.candidates, _softmax([_score(row) for row in found]), found, strict=True))


def contributions(found: dict[str, float]) -> list[tuple[str, float]]:
    """What each comparison adds to the natural log odds, the weightiest first."""
    weights = _weights()
    return sorted(
        ((key, value * weights.get(key, 0.0)) for key, value in found.items()), key=lambda pair: -abs(pair[1])
    )


def name_key(proposal: Proposal) -> str:
    """Mentions with this key mean the same place throughout a report."""
    return plain(proposal.text) + (
        "/" + proposal.candidates[0].id if proposal.is_demonym and proposal.candidates else ""
    )


def features(name: Name, place: GazetteerPlace, context: Context | None) -> dict[str, float]:
    """The named comparisons of one candidate; those with the rest of the report only where a context is given."""
    found = dict(_own(place))
    if place is name.largest:
        found["largest"] = 1.0
    if place.id in name.seats:
        found["seat" if place.kind == "settlement" else "seated"] = 1.0
    if name.head:
        found["head_fits"] = 1.0 if place.kind in name.head else -0.5
    if name.holds and container_code(place) in name.holds:
        found["holds"] = 1.0
    if context is not None:
        own = name.shares[name.candidates.index(place)] * _weight(name)
        rest = max(context.total - _weight(name), 0.5)
        if place.country:
            found["home_share" if place.kind == "country" else "country_share"] = (
                max(0.0, context.countries.get(place.country, 0.0) - own) / rest
            )
        if place.admin1_code:
            found["unit_share" if place.kind == "admin1" else "admin1_share"] = (
                max(0.0, context.admin1.get(place.admin1_code, 0.0) - own) / rest
            )
        if place.admin2:
            found["admin2_share"] = min(1.0, max(0.0, context.admin2.get((place.admin1_code, place.admin2), 0.0) - own))
        if context.homes:
            found["home_words"] = context.homes.get(place.country or "", 0.0)
        found["neighbours"] = _neighbours(name, place, context)
        found["company"] = (1 - found["neighbours"]) * _company(name, place, context)
    return found


@lru_cache(maxsize=50_000)
def _own(place: GazetteerPlace) -> dict[str, float]:
    return dict(_own_features(place))


def _own_features(place: GazetteerPlace) -> dict[str, float]:
    well_known = place.population == 0 and place.kind in ("region", "water", "facility")
    found = {"log_population": setting("well_known") if well_known else math.log10(place.population + 100) / 7}
    if place.kind in ("country", "admin1", "admin2", "region", "water", "facility"):
        found["is_" + place.kind] = 1.0
    elif place.kind == "settlement" and is_capital(place):
        found["is_capital"] = 1.0
    if place.rank:
        found[("", "name_alternate", "name_short", "name_spelling")[place.rank]] = 1.0
    return found


def _gather(proposals: list[Proposal]) -> list[Name]:
    names: dict[str, Name] = {}
    for proposal in proposals:
        if not proposal.candidates:
            continue
        key = name_key(proposal)
        name = names.get(key)
        if name is None:
            name = names[key] = Name(key, list(proposal.candidates), 0)
        name.count += 1
        name.head |= proposal.head
        name.within |= proposal.within
        name.holds |= proposal.holds
    for name in names.values():
        _fill(name)
    return list(names.values())


def _named(candidates: tuple[GazetteerPlace, ...]) -> Name:
    name = Name("", list(candidates))
    _fill(name)
    return name


def _fill(name: Name) -> None:
    """Notes what the candidates are among themselves."""
    _cut(name)
    name.largest = max(name.candidates, key=lambda place: place.population)
    name.seats = _seats(name.candidates)


def _cut(name: Name) -> None:
    """Leaves the candidates worth weighing: those in a container that the text states, else the best-known."""
    held = [place for place in name.candidates if name.within & containers(place)]
    name.candidates = (held or name.candidates)[: int(setting("most_candidates"))]


def _seats(candidates: list[GazetteerPlace]) -> set[str]:
    """Cities that share their name with the unit they lie in, and those units ("Idlib"); not where it is the city's more ("Ramadi" in Al Anbar)."""
    units = {place.admin1_code: place for place in candidates if place.kind == "admin1"}
    cities = [
        place
        for place in candidates
        if place.kind == "settlement"
        and place.admin1_code in units
        and place.rank >= units[place.admin1_code].rank
        and place.population >= setting("seat_people")
    ]
    return {place.id for place in cities} | {units[place.admin1_code].id for place in cities}


def _weight(name: Name) -> float:
    return 1 + math.log(name.count)


def _context(names: list[Name], homes: Mapping[str, float]) -> Context:
    countries: dict[str, float] = defaultdict(float)
    admin1: dict[str, float] = defaultdict(float)
    admin2: dict[tuple[str | None, str], float] = defaultdict(float)
    anchors = []
    for name in names:
        weight = _weight(name)
        for place, share in zip(name.candidates, name.shares, strict=True):
            if place.country:
                countries[place.country] += weight * share
            if place.admin1_code:
                admin1[place.admin1_code] += weight * share
            if place.admin2:
                admin2[place.admin1_code, place.admin2] += weight * share
            if share > 0.2 and place.kind != "country":
                anchors.append((name.key, point(place), weight * share))
    anchors.sort(key=lambda anchor: -anchor[2])
    return Context(
        countries,
        admin1,
        admin2,
        anchors[: int(setting("most_neighbours"))],
        sum(map(_weight, names)),
        _shared_squares(names),
        homes,
    )


@lru_cache(maxsize=50_000)
def _square(place: GazetteerPlace) -> Square:
    side = setting("square")
    return int(place.latitude // side), int(place.longitude // side)


def _squares(name: Name) -> dict[Square, float]:
    """How likely the name is to mean a spot in each square of the globe or beside it, whatever the others mean."""
    found: dict[Square, float] = {}
    for place, share in zip(name.candidates, name.shares, strict=True):
        if place.kind not in _SPOTS:
            continue
        row, column = _square(place)
        worth = math.sqrt(share / len(name.candidates))
        for near in ((row + i, column + k) for i in (-1, 0, 1) for k in (-1, 0, 1)):
            if worth > found.get(near, 0.0):
                found[near] = worth
    return found


def _company(name: Name, place: GazetteerPlace, context: Context) -> float:
    """How much of the other names can mean a spot by this one, or in a province by a spot of its name in it: two such are hardly a chance."""
    if place.kind in _SPOTS:
        spots = [place]
    elif place.kind == "admin1":
        spots = [other for other in name.candidates if other.admin1_code == place.admin1_code and other.kind in _SPOTS]
    else:
        return 0.0
    squares = {_square(spot) for spot in spots}
    others = max((context.squares.get(at, 0.0) - name.squares.get(at, 0.0) for at in squares), default=0.0)
    return 1 - math.exp(-setting("company") * max(0.0, others))


def _shared_squares(names: list[Name]) -> dict[Square, float]:
    """How many names can mean a spot in each square or beside it."""
    found: dict[Square, float] = defaultdict(float)
    for name in names:
        for square, worth in name.squares.items():
            found[square] += worth
    return found


def _neighbours(name: Name, place: GazetteerPlace, context: Context) -> float:
    """How much of the other names lies near, between 0 and 1."""
    x, y, z = point(place)
    near = sum(w for key, (a, b, c), w in context.anchors if key != name.key and a * x + b * y + c * z > NEAR)
    return 1 - math.exp(-near / 2)


@cache
def _weights() -> dict[str, float]:
    return dict(entries("place_weights")["features"])


@cache
def setting(name: str) -> float:
    """A threshold of `place_senses.yaml`."""
    return float(entries("place_senses")[name])


def _score(found: dict[str, float]) -> float:
    weights = _weights()
    return sum(value * weights.get(name, 0.0) for name, value in found.items())


def _softmax(scores: list[float]) -> list[float]:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _choose(name: Name, context: Context) -> GazetteerPlace | None:
    """The best candidate, unless one far from it is as good or it is a small one abroad; of a city and the unit named as it, the one that a bare name means."""
    best = max(range(len(name.shares)), key=lambda i: name.shares[i])
    place = name.candidates[best]
    for other, share in zip(name.candidates, name.shares, strict=True):
        if name.shares[best] - share < setting("refuse_below") and other is not place and are_far(place, other):
            return None
    if _is_stranger(name, place, context):
        return None
    return _seat_or_unit(name, place) if place.id in name.seats and not name.head else place


def _is_stranger(name: Name, place: GazetteerPlace, context: Context) -> bool:
    """Whether a place is too little known to be meant by a report that is all about other countries: it means a namesake that no gazetteer has."""
    if place.kind not in _SMALL or place.population >= setting("noted_people") or name.within or not place.country:
        return False
    is_called_so = place.rank < LOOSE and plain(place.name).startswith(name.key)
    if is_called_so and not is_word(name.key) and len({other.country for other in name.candidates}) == 1:
        return False  # the only country with such a name
    own = sum(
        share for other, share in zip(name.candidates, name.shares, strict=True) if other.country == place.country
    ) * _weight(name)
    told = context.countries.get(place.country, 0.0) - own + context.homes.get(place.country, 0.0)
    others = max((weight for country, weight in context.countries.items() if country != place.country), default=0.0)
    return told < setting("stranger_told") and others >= setting("stranger_others")


def _seat_or_unit(name: Name, place: GazetteerPlace) -> GazetteerPlace:
    """The city where it holds much of the unit's people ("Aleppo") or is a metropolis ("New York"), else the unit ("Idlib")."""
    pair = [other for other in name.candidates if other.id in name.seats and other.admin1_code == place.admin1_code]
    city = max(
        (other for other in pair if other.kind == "settlement"), key=lambda other: other.population, default=place
    )
    unit = next((other for other in pair if other.kind == "admin1"), place)
    is_city = city.population >= setting("seat_share") * unit.population or city.population >= setting(
        "seat_metropolis"
    )
    return city if is_city else unit
