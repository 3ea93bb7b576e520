"""Comparisons of two tellings, each named for the fact that it tests; what each fact weighs is in linking.yaml.

Every function gives the name of the fact that it found, or None where the tellings don't say enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt

from warmonitor.knowledge.tables import entries, rows
from warmonitor.linking.sides import is_one_body
from warmonitor.records import EventPlace, EventTime, IncidentCount, Party, ReportIncident

EARTH_KM = 6371.0
_PLACES_ORDER = ("same_place", "places_within_uncertainty", "places_apart")
_TOLLS_ORDER = ("tolls_conflict", "same_toll", "tolls_compatible")
Span = tuple[int, int]  # days, ordinals
_LOOSE = ("country", "unknown")  # places in which two happenings may be far apart
_WIDE = ("admin1", *_LOOSE)
HAPPENED_AT = ("in", "near", "along", "around")


def compare_places(a: Iterable[EventPlace], b: Iterable[EventPlace]) -> str | None:
    """same_place, places_within_uncertainty, places_apart: the best that two places where it happened have to say."""
    return compare_scenes(find_scenes(a), find_scenes(b))


def find_scenes(places: Iterable[EventPlace]) -> tuple[EventPlace, ...]:
    """Known places where it happened."""
    return tuple(place for place in places if place.relation in HAPPENED_AT and place.id is not None)


def is_wide(place: EventPlace) -> bool:
    """Whether a known place is a province or a country: two happenings in it may be far apart."""
    return place.precision in _WIDE


def compare_scenes(a: Sequence[EventPlace], b: Sequence[EventPlace]) -> str | None:
    """`compare_places` of places that are known to be where it happened."""
    if not a or not b:
        return None
    if len(a) == len(b) == 1:
        return _compare_two(a[0], b[0])
    found = {_compare_two(x, y) for x in a for y in b}
    return next((name for name in _PLACES_ORDER if name in found), None)


def share_narrow_scene(a: Iterable[EventPlace], b: Sequence[EventPlace]) -> bool:
    """Whether two share a place that is no province."""
    for x in a:
        for y in b:
            if x.id == y.id and x.precision not in _WIDE:
                return True
    return False


def _compare_two(a: EventPlace, b: EventPlace) -> str | None:
    if a.id == b.id:
        return "places_within_uncertainty" if a.precision in _LOOSE else "same_place"
    if "country" in (a.precision, b.precision):
        if a.country is None or b.country is None:
            return None
        return "places_within_uncertainty" if a.country == b.country else "places_apart"
    apart = distance_km(a, b)
    if apart is None:
        return None
    return "places_within_uncertainty" if apart <= _radius_km(a) + _radius_km(b) else "places_apart"


def _radius_km(place: EventPlace) -> float:
    """How far from its point it may have been; the point of a district or a province is not where it happened."""
    radius = place.radius_km or 5.0
    if place.precision in ("admin1", "admin2"):
        least: dict[str, float] = entries("linking")["least_radius_km"]
        return max(radius, least[place.precision])
    return radius


def distance_km(a: EventPlace, b: EventPlace) -> float | None:
    """Great-circle distance; None where one has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return _measure_km(a.latitude, a.longitude, b.latitude, b.longitude)


@lru_cache(maxsize=100_000)
def _measure_km(*degrees: float) -> float:
    lat_a, lon_a, lat_b, lon_b = map(radians, degrees)
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def compare_dates(a: EventTime, b: EventTime) -> str | None:
    """same_day, days_touch, dates_disjoint, stated_days_differ (each names its day); None where one is open at both ends."""
    return compare_spans(day_span(a), a.basis, day_span(b), b.basis)


def compare_spans(ours: Span | None, basis: str, theirs: Span | None, other_basis: str) -> str | None:
    """`compare_dates` of days that are known already."""
    if ours is None or theirs is None:
        return None
    bases = (basis, other_basis)
    if ours[0] > theirs[1] or theirs[0] > ours[1]:
        gap = max(ours[0] - theirs[1], theirs[0] - ours[1])
        if bases == ("stated", "stated") and ours[0] == ours[1] and theirs[0] == theirs[1]:
            return "stated_days_differ"
        return "days_touch" if gap <= 1 and "report date" in bases else "dates_disjoint"
    precise = ours[1] - ours[0] <= 1 and theirs[1] - theirs[0] <= 1 and "report date" not in bases
    return "same_day" if precise else "days_touch"


def day_span(time: EventTime) -> tuple[int, int] | None:
    """First and last day (ordinals) of an event's time; an open end reaches as far as its precision; None where nothing is known."""
    first = None if time.earliest is None else date.fromisoformat(time.earliest[:10]).toordinal()
    last = None if time.latest is None else date.fromisoformat(time.latest[:10]).toordinal()
    if first is not None and last is not None:
        return first, max(first, last)
    reach: int = entries("linking")["open_end"][time.precision]
    if first is not None:
        return first, first + reach
    return None if last is None else (last - reach, last)


def compare_parties(a: Iterable[Party], b: Iterable[Party]) -> str | None:
    """same, conflict: whether two sets of parties share one, or hold nobody who could be the same."""
    ours, theirs = tuple(a), tuple(b)
    if not ours or not theirs:
        return None
    if len(ours) == len(theirs) == 1 and ours[0].id is not None and ours[0].id == theirs[0].id:
        return "same"
    for x in ours:
        for y in theirs:
            if are_same_party(x, y):
                return "same"
    known = [party for party in (*ours, *theirs) if party.id is not None or party.country is not None]
    if len(known) == len(ours) + len(theirs) and not any(may_be_same_party(x, y) for x in ours for y in theirs):
        return "conflict"
    return None


def are_same_party(a: Party, b: Party) -> bool:
    """Whether two parties resolve to one body, or carry the same proper name."""
    if a.id is not None and b.id is not None:
        return a.id == b.id or (a.country == b.country and is_one_body(a.id, b.id))
    ours, theirs = a.name or a.text, b.name or b.text
    if ours.lower() != theirs.lower() or not (ours[:1].isupper() and theirs[:1].isupper()):
        return False
    return not _is_anybody(ours)


@lru_cache(20_000)
def _is_anybody(words: str) -> bool:
    """Whether these words name nobody, though a sentence begins with them: "Gunmen", "Two soldiers"."""
    first, *others = words.split() or [""]
    if any(word[0].isupper() for word in others):
        return False
    last = [first, *others][-1].lower()
    return not _nouns().isdisjoint((last, last.removesuffix("s"), last.removesuffix("men") + "man"))


@cache
def _nouns() -> frozenset[str]:
    """Nouns for people who may be anybody."""
    return frozenset(row["noun"] for row in rows("nouns_actors") if row["kind"] in ("person", "people"))


def may_be_same_party(a: Party, b: Party) -> bool:
    """Whether nothing keeps two parties from being one: the same country, and no two sectors."""
    if a.country is not None and b.country is not None and a.country != b.country:
        return False
    return a.sector is None or b.sector is None or a.sector == b.sector or a.country == b.country is not None


def compare_tolls(a: Iterable[IncidentCount], b: Iterable[IncidentCount]) -> str | None:
    """same_toll, tolls_compatible, tolls_conflict, by the casualties of both."""
    return compare_casualties(find_casualties(a), find_casualties(b))


Casualties = Mapping[tuple[str, str | None], IncidentCount]


def find_casualties(counts: Iterable[IncidentCount]) -> Casualties:
    """The killed, injured and taken, by who they are."""
    told = entries("linking")["casualties"]
    return {(count.of, count.who): count for count in counts if count.of in told}


def compare_casualties(a: Casualties, b: Casualties) -> str | None:
    """`compare_tolls` of casualties that are known already."""
    if not a or not b:
        return None
    found = [_compare_counts(count, b[key]) for key, count in a.items() if key in b]
    if not found:
        found = _compare_wholes(a, b) or _compare_wholes(b, a)
    if len(found) < 2:
        return found[0] if found else None
    return next(name for name in _TOLLS_ORDER if name in found)


def _compare_wholes(a: Casualties, b: Casualties) -> list[str]:
    """What tolls for everyone say beside those of the one group that the other tells of ("killed nine villagers"), where no group is in both."""
    found = []
    for (of, who), whole in a.items():
        if who is None:
            groups = [count for (other, _), count in b.items() if other == of]
            if len(groups) == 1 and not groups[0].part:
                found.append(_compare_counts(whole, groups[0]))
    return found


def count_dead(unit: ReportIncident) -> int:
    """The dead of an incident of a report, at the least."""
    return max((count.low or 0 for count in unit.counts if count.of == "killed"), default=0)


def is_counted_again(ours: Span | None, dead: int, theirs: Span | None, other_dead: int) -> bool:
    """Whether the one told of a day soon after has as many dead, or somewhat more: one happening, counted again; who dies alone isn't."""
    if ours is None or theirs is None or not dead or not other_dead or dead == other_dead == 1:
        return False
    (earlier, first), (later, last) = sorted(((ours, dead), (theirs, other_dead)))
    most: dict[str, int] = entries("linking")["counted_again"]
    return later[0] - earlier[1] <= most["days"] and first <= last <= most["times"] * first


def _compare_counts(a: IncidentCount, b: IncidentCount) -> str:
    if (a.low, a.high) == (b.low, b.high) and (a.low or 0) > 1:
        return "same_toll"
    low_a, high_a = a.low or 0, a.high if a.high is not None else float("inf")
    low_b, high_b = b.low or 0, b.high if b.high is not None else float("inf")
    if low_a <= high_b and low_b <= high_a:
        return "tolls_compatible"
    larger, smaller = max(low_a, low_b), max(1, min(high_a, high_b))
    return "tolls_compatible" if larger <= 2 * smaller else "tolls_conflict"  # tolls rise while bodies are found


def find_weapons(unit: ReportIncident) -> frozenset[str]:
    """The last words of the weapons that are named."""
    return frozenset(
        weapon.text.lower().split()[-1].removesuffix("s") for weapon in unit.weapons if weapon.text.strip()
    )
