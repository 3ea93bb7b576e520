"""Sequences of incidents: an offensive, a siege, a series of raids; what was ceased and resumed are their turns.

Incidents of one kind, one side and one theatre make a lane. Along a lane, days that are no further apart than the kind's gap belong to one
sequence: the result depends on the incidents alone, not on the order in which they come.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import msgspec

from warmonitor.knowledge.countries import shipped_countries
from warmonitor.knowledge.tables import entries
from warmonitor.linking.sides import is_of_state
from warmonitor.linking.voices import name_of
from warmonitor.records import Aggregate, Claim, EventPlace, EventTime, Incident, Party


class Lane(msgspec.Struct, frozen=True):
    """A kind of happenings, the side that acts (None where that doesn't matter), and the theatre."""

    kind: str
    actor: str | None
    actor_name: str | None
    theatre: str
    theatre_name: str
    country: str | None

    @property
    def key(self) -> str:
        """The lane's name in the store."""
        return "|".join((self.kind, self.actor or "", self.theatre))

    @property
    def of_any_side(self) -> str:
        """The name of the lane of the same kind and theatre that tells no side."""
        return "|".join((self.kind, "", self.theatre))


class Step(NamedTuple):
    """An incident in its lane: its day (ordinal), whether it is a turn alone, the phase it tells of, the name that its claims give the sequence."""

    lane: Lane
    day: int
    is_turn: bool
    phase: str | None
    name: str | None


def find_step(incident: Incident, claims: Sequence[Claim]) -> Step | None:
    """Where an incident of these claims stands; None where kind, side, theatre or day are not known well enough."""
    kind, phase = _kind_of(incident.type, incident.mode)
    day = None if kind is None or incident.status == "retracted" else _day_of(incident.time)
    if kind is None or day is None:
        return None
    lane = _lane_of(kind, incident.actors, incident.places)
    if lane is None or (lane.actor is None and _needs_actor(kind)):
        return None
    phase = phase or incident.phase or _turn_of(claims)
    return Step(lane, day, phase == "stop", phase, find_name([claim.text for claim in claims]))


def _turn_of(claims: Sequence[Claim]) -> str | None:
    """What some of the claims tell of the sequence: that it was resumed, or begun. That it ceased must be told by all."""
    phases = {claim.status.phase for claim in claims if claim.status.polarity == "positive"}
    return next((phase for phase in ("resume", "start") if phase in phases), None)


def lane_of_aggregate(aggregate: Aggregate) -> Lane | None:
    """The lane of sequences that an aggregate may sum up; without a side, those of all sides."""
    kind, phase = _kind_of(aggregate.type, aggregate.mode)
    return None if kind is None or phase is not None else _lane_of(kind, aggregate.actors, aggregate.places)


def _kind_of(type_: str, mode: str | None) -> tuple[str | None, str | None]:
    """The kind of sequence that a type and mode belong to, and the phase where they are a turn of it."""
    table = entries("sequences")
    for name, kind in table["kinds"].items():
        if kind["type"] == type_ and (mode in kind["modes"] if "modes" in kind else True):
            return name, None
    for turn in table["turns"]:
        if turn["type"] == type_ and turn["mode"] == mode:
            return turn["kind"], turn["phase"]
    return None, None


def _lane_of(kind: str, actors: Iterable[Party], places: Iterable[EventPlace]) -> Lane | None:
    """The lane of these actors and places; its side is None where that doesn't matter, or is not told."""
    here = [place for place in places if place.country and place.relation not in ("from", "toward")]
    if not here:
        return None
    theatre, theatre_name = _theatre_of(here)
    if not _needs_actor(kind):
        return Lane(kind, None, None, theatre, theatre_name, here[0].country)
    side, name = next((found for actor in actors if (found := _side_of(actor)) is not None), (None, None))
    return Lane(kind, side, name, theatre, theatre_name, here[0].country)


def _needs_actor(kind: str) -> bool:
    return bool(entries("sequences")["kinds"][kind]["needs_actor"])


def _theatre_of(places: Sequence[EventPlace]) -> tuple[str, str]:
    """A region that is named ("eastern Ghouta"), else the province of the main place, else its country."""
    for place in places:
        if place.id is not None and place.admin1 is None and place.precision not in ("country", "admin1"):
            return f"{place.country}/{place.id}", place.name or place.text
    main = places[0]
    area = main.admin1 or (main.name if main.precision == "admin1" else None)
    return f"{main.country}/{area or ''}", area or _country_name(main.country or "")


def _side_of(party: Party) -> tuple[str, str] | None:
    """The side that a party acts for: its state, itself, or the unnamed of its kind in a country."""
    if party.country is not None and is_of_state(party):
        return f"{party.country}:state", _country_name(party.country)
    if party.id is not None:
        return party.id, name_of(party)
    if party.country is not None and party.sector is not None:
        return f"{party.country}:{party.sector}", name_of(party)
    return None


def _country_name(code: str) -> str:
    country = shipped_countries().by_code(code)
    return country.name if country else code


def _day_of(time: EventTime) -> int | None:
    """The first day of an incident, or the day of its report where it only says "by then"; None where it is told too loosely."""
    if time.earliest is None or time.latest is None:
        only = time.earliest or time.latest
        return None if only is None else date.fromisoformat(only[:10]).toordinal()
    first, last = (date.fromisoformat(day[:10]).toordinal() for day in (time.earliest, time.latest))
    return first if last - first <= entries("sequences")["longest_days"] else None


class _Name(NamedTuple):
    pattern: re.Pattern[str]
    form: str


@cache
def _names() -> tuple[_Name, ...]:
    return tuple(_Name(re.compile(row["words"]), row["form"]) for row in entries("sequences")["names"])


@cache
def _no_names() -> frozenset[str]:
    return frozenset(entries("sequences")["no_names"])


def find_name(texts: Sequence[str]) -> str | None:
    """What claims call the sequence that they are part of ("Siege of Aleppo"): the name that most of them give, else the first."""
    table = entries("sequences")
    counted: dict[str, int] = {}
    for text in texts[: table["most_claims"]]:
        words = text[: table["read"]]
        lower = words.lower()
        if not any(cue in lower for cue in table["cues"]):
            continue
        for name, form in _names():
            if (match := name.search(words)) is not None and (found := _formed(match, form)) is not None:
                counted[found] = counted.get(found, 0) + 1
                break
    return max(counted, key=lambda name: counted[name], default=None)


def _formed(match: re.Match[str], form: str) -> str | None:
    """The name by its form, without words at its head that name nothing."""
    groups = []
    for group in match.groups():
        words = (group or "").split()
        if words and words[0][:1].isupper():
            while words and words[0].lower() in _no_names():
                words.pop(0)
            if not words:
                return None
        groups.append(" ".join(words))
    name = form.format(*groups)
    return f"{name[:1].upper()}{name[1:]}"


def name_sequence(lane: str, first: int) -> str:
    """The id of the sequence of a lane that begins on a day."""
    return hashlib.blake2b(f"{lane}|{first}".encode(), digest_size=8).hexdigest()


def gap_of(kind: str) -> int:
    """How many days may pass within a sequence of this kind."""
    return int(entries("sequences")["kinds"][kind]["gap_days"])


def write_sequence_title(lane: Lane, name: str | None) -> str:
    """ "Siege of Aleppo", else "Attacks by Russia in Idlib"."""
    if name is not None:
        return name
    label = entries("sequences")["kinds"][lane.kind]["label"]
    by = f" by {lane.actor_name}" if lane.actor_name else ""
    return f"{label}{by} in {lane.theatre_name}"
