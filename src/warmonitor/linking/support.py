"""Who, where, when and with what, over the claims of an incident: each value once, those that most voices tell first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, TypeVar, get_args

from warmonitor.knowledge.tables import entries
from warmonitor.linking.comparisons import day_span
from warmonitor.linking.voices import Told, find_voice, name_of, order_of
from warmonitor.records import EventPlace, EventTime, Party, Span, Support

T = TypeVar("T")
_PRECISION = {"exact": 0, "near": 1, "admin2": 2, "admin1": 3, "country": 4, "unknown": 5}
_TIME_PRECISION = {"day": 0, "week": 1, "month": 2, "year": 3, "open": 4, "unknown": 5}
_TIME_BASIS = {"stated": 0, "context": 1, "report date": 2}


def by_support(
    claims: Iterable[Told], values: Callable[[Told], Iterable[T]], key: Callable[[T], object]
) -> list[tuple[T, int]]:
    """Each value once, as it was first told, with the number of voices that tell it, the most first."""
    first: dict[object, T] = {}
    voices: dict[object, set[str]] = defaultdict(set)
    for told in sorted(claims, key=order_of):
        for value in values(told):
            first.setdefault(key(value), value)
            voices[key(value)].add(find_voice(told))
    order = {name: position for position, name in enumerate(first)}
    return [
        (first[name], len(voices[name])) for name in sorted(first, key=lambda name: (-len(voices[name]), order[name]))
    ]


def merge_parties(claims: Sequence[Told], values: Callable[[Told], Iterable[Party]]) -> tuple[Party, ...]:
    """Parties by id, else by words; those without an id come last."""
    found = by_support(claims, values, lambda party: party.id or (party.name or party.text).lower())
    return tuple(party for party, _ in sorted(found, key=lambda item: item[0].id is None))


def merge_places(claims: Sequence[Told]) -> tuple[EventPlace, ...]:
    """Places by id and relation: where it happened before where it came from or went to, stated before taken over, the most told, then the most precise."""
    stated = {_place_key(place) for told in claims for place in told.claim.event.places if place.basis == "stated"}
    found = by_support(claims, lambda told: told.claim.event.places, _place_key)
    found.sort(
        key=lambda item: (
            _is_away(item[0]), item[0].id is None, _place_key(item[0]) not in stated, -item[1], _PRECISION[item[0].precision],
        )
    )  # fmt: skip
    return tuple(place for place, _ in found)


def _place_key(place: EventPlace) -> tuple[str, bool]:
    return place.id or place.text.lower(), _is_away(place)


def _is_away(place: EventPlace) -> bool:
    return place.relation in ("toward", "from")


def merge_weapons(claims: Sequence[Told]) -> tuple[Span, ...]:
    """Weapons by their words."""
    return tuple(
        weapon
        for weapon, _ in by_support(claims, lambda told: told.claim.event.weapons, lambda span: span.text.lower())
    )


def merge_times(claims: Sequence[Told]) -> EventTime:
    """The time that most voices give among the most precise that are stated; a time of the report's date is the last resort."""
    found = by_support(
        claims,
        lambda told: (told.claim.event.time,),
        lambda time: (time.earliest, time.latest, time.precision, time.basis),
    )
    known = [(time, voices) for time, voices in found if day_span(time) is not None]
    if not known:
        return found[0][0] if found else EventTime()
    return min(known, key=lambda item: (_TIME_BASIS[item[0].basis], _TIME_PRECISION[item[0].precision], -item[1]))[0]


def pick_most(claims: Sequence[Told], value: Callable[[Told], str | None]) -> str | None:
    """The value that most voices tell, the first told where they tie."""
    found = by_support(claims, lambda told: filter(None, (value(told),)), lambda name: name)
    return found[0][0] if found else None


_Field = Literal["type", "mode", "actor", "recipient", "place", "time", "weapon"]


def list_support(claims: Sequence[Told]) -> tuple[Support, ...]:
    """Every value of what, who, where, when and with what: how many independent voices give it, the most supported first in each field."""
    found: dict[_Field, dict[str, _Given]] = {field: {} for field in get_args(_Field)}
    dated = any(_is_dated(told.claim.event.time) for told in claims)
    placed = any(place.basis == "stated" for told in claims for place in told.claim.event.places)
    for told in sorted(claims, key=order_of):
        voice, claim = find_voice(told), told.claim.id
        for field, value, name in _values(told, dated=dated, placed=placed):
            given = found[field].setdefault(name or value.lower(), _Given(value, name, {}, {}))
            given.voices[voice] = None
            given.claims[claim] = None
    most = entries("grades")["most_claims"]
    return tuple(
        Support(field, given.value, given.id, len(given.voices), tuple(given.voices)[:most], tuple(given.claims)[:most])
        for field, values in found.items()
        for given in sorted(values.values(), key=lambda given: -len(given.voices))
    )


class _Given(NamedTuple):
    value: str
    id: str | None
    voices: dict[str, None]
    claims: dict[str, None]


def _is_dated(time: EventTime) -> bool:
    """Whether a time is told, and not only that of a report."""
    return time.basis != "report date" and (time.earliest is not None or time.latest is not None)


def _values(told: Told, *, dated: bool, placed: bool) -> Iterable[tuple[_Field, str, str | None]]:
    """What a claim says: (field, words, id). Times and places that are taken over don't count where some claim states its own."""
    event = told.claim.event
    yield "type", event.type, None
    if event.mode is not None:
        yield "mode", event.mode, None
    for actor in event.actors:
        yield "actor", name_of(actor), actor.id
    for recipient in event.recipients:
        yield "recipient", name_of(recipient), recipient.id
    for place in event.places:
        if not _is_away(place) and (place.basis == "stated" or not placed):
            yield "place", place.name or place.text, place.id
    for weapon in event.weapons:
        yield "weapon", weapon.text.lower(), None
    time = event.time
    if _is_dated(time) or (not dated and (time.earliest is not None or time.latest is not None)):
        days = (time.earliest or "", time.latest or "")
        yield "time", days[0] if days[0] == days[1] else "/".join(days), None
