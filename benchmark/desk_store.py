"""A store of made-up incidents, as large as wanted, to measure the desk with: `python benchmark/desk_store.py FILE [NUMBER]`.

Everything in it is drawn with a fixed seed: places around real countries, actors, sources and days, a few reports an incident.
Written with the store's own functions, past coding and linking, whose speed is measured elsewhere.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from warmonitor.knowledge.countries import shipped_countries
from warmonitor.records import (
    Attribution,
    Claim,
    CodedReport,
    CoderVersion,
    Count,
    Event,
    EventPlace,
    EventTime,
    Incident,
    Mentions,
    Party,
    Published,
    Report,
    Span,
    Toll,
)
from warmonitor.store import Connection, open_store, recording, storing

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 11
AT_ONCE = 2000
NOW = "2026-01-01T00:00:00Z"
FIRST_DAY, DAYS = date(2014, 1, 1), 4380
KINDS = (
    ("ASSAULT", "aerial", "bombed"), ("ASSAULT", "heavy-weapons", "shelled"), ("ASSAULT", "firearms", "opened fire in"), ("ASSAULT", "bombing", "blew up a car in"),
    ("ASSAULT", "abduction", "abducted people in"), ("COERCE", "arrest", "arrested dozens in"), ("MOBILIZE", "troops", "moved troops to"), ("THREATEN", "violence", "threatened to storm"),
    ("PROTEST", "demo", "marched through"), ("AID", None, "brought aid to"), ("RETREAT", "ceasefire", "withdrew from"), ("CONSULT", None, "met for talks in"), ("ACCUSE", "disapprove", "condemned the raid on"),
)  # fmt: skip
SYLLABLES = (
    "al bar dar ez far gha ha id ja kan lo ma na or pa qu ra sa ta um va wa yar zu bek dor nik sk grad pur abad".split()
)
FORCES = (
    "Army of",
    "Front for",
    "Brigade of",
    "Movement of",
    "Guard of",
    "Militia of",
    "Council of",
    "Police of",
)
PRECISIONS = (("exact", 2.0), ("near", 10.0), ("near", 25.0), ("admin1", 80.0), ("country", 400.0))
DETAILS = "houses bakery school hospital market bridge convoy checkpoint warehouse mosque church airport harbour road camp well".split()


@dataclass(frozen=True)
class World:
    """What incidents are drawn from; `places` hold name, country, longitude, latitude, precision, radius."""

    places: list[tuple[str, str, float, float, str, float]]
    actors: list[Party]
    sources: list[str]


def make_world(dice: random.Random) -> World:
    """Places, actors and sources; the first ones are drawn most."""
    countries = list(shipped_countries())
    dice.shuffle(countries)

    def name() -> str:
        return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).capitalize()

    places = []
    for _ in range(9000):
        country = countries[min(len(countries) - 1, int(dice.expovariate(0.06)))]
        precision, radius = dice.choices(PRECISIONS, (8, 4, 3, 2, 0.5))[0]
        longitude = (country.longitude + dice.gauss(0, 2.5) + 180) % 360 - 180
        latitude = max(-78.0, min(78.0, country.latitude + dice.gauss(0, 1.8)))
        places.append((name(), country.iso3, round(longitude, 4), round(latitude, 4), precision, radius))
    actors = [Party(0, 0, "", f"{one.iso3}MIL", f"armed forces of {one.name}", one.iso3, "MIL") for one in countries]
    for number in range(400):
        home = countries[min(len(countries) - 1, int(dice.expovariate(0.06)))]
        actors.append(Party(0, 0, "", f"GROUP{number}", f"{dice.choice(FORCES)} {name()} {number}", home.iso3, "REB"))
    dice.shuffle(actors)
    return World(places, actors, [f"{name()} {dice.choice(('News', 'Wire', 'Daily', 'Monitor'))}" for _ in range(400)])


def skewed(dice: random.Random, length: int, shape: float = 0.7) -> int:
    """An index, low ones far more often."""
    return min(length - 1, int(dice.paretovariate(shape)) - 1)


def make_incident(number: int, world: World, dice: random.Random) -> tuple[Incident, list[CodedReport]]:
    """An incident and the reports that tell of it, one to twelve."""
    kind, mode, verb = dice.choice(KINDS)
    place = world.places[skewed(dice, len(world.places), 0.35)]
    actor = world.actors[skewed(dice, len(world.actors), 0.5)]
    day = (FIRST_DAY + timedelta(days=int(DAYS * dice.betavariate(2.5, 1.4)))).isoformat()
    told = 1
    while told < 12 and dice.random() < 0.3:
        told += 1
    dead = dice.choice((None, 1, 2, 3, 5, 8, 13, 40)) if kind == "ASSAULT" else None
    sources = list(dict.fromkeys(world.sources[skewed(dice, len(world.sources), 0.6)] for _ in range(told)))
    records = []
    for index, source in enumerate(sources):
        low = None if dead is None else max(1, dead + dice.randint(-1, 1) * index)
        records.append(make_report(f"b{number}-{index}", source, (actor, verb, place, day, low, kind, mode), dice))
    event = records[0].claims[0].event
    claims = tuple(record.claims[0].id for record in records)
    lows = [count.low for record in records for count in record.claims[0].event.counts if count.low is not None]
    toll = (Toll("killed", "civilians", min(lows), lows[0], max(lows), min(lows), claims),) if lows else ()
    voices = len(sources)
    grade = "Weak" if voices == 1 else "Contested" if dice.random() < 0.1 else "Fair" if voices < 4 else "Confirmed"
    incident = Incident(
        f"b{number}", f"{actor.name} {verb} {place[0]}", kind, mode, event.actors, (), event.places, event.time, (), toll,
        tuple(record.report.id for record in records), claims, tuple(sources), voices, grade, (f"{voices} voices tell of it",),
        "provisional" if voices == 1 else "corroborated", f"{day}T12:00:00Z", NOW, confidence=0.8,
    )  # fmt: skip
    return incident, records


def make_report(identity: str, source: str, told: tuple, dice: random.Random) -> CodedReport:
    """A report of one sentence that matters and some that don't."""
    actor, verb, place, day, dead, kind, mode = told
    toll = f", killing {dead} civilians" if dead is not None else ""
    sentence = f"{actor.name} {verb} {place[0]} on {day}{toll}, a resident said."
    rest = " ".join(
        f"The {dice.choice(DETAILS)} near the {dice.choice(DETAILS)} was damaged." for _ in range(dice.randint(1, 6))
    )
    text = f"{sentence}\n\n{rest}"

    def span(words: str) -> tuple[int, int, str]:
        start = text.index(words)
        return start, start + len(words), words

    name, country, longitude, latitude, precision, radius = place
    start, end, words = span(name)
    where = EventPlace(
        start, end, words, f"made:{name.lower()}:{country}", name, country, "in", precision, latitude, longitude, radius
    )
    begin, stop, _ = span(day)
    counts = () if dead is None else (Count(*span(f"{dead} civilians"), "killed", "civilians", dead, dead),)
    who = Party(*span(actor.name), actor.id, actor.name, actor.country, actor.sector)
    event = Event(
        kind, mode, ("military",), Span(*span(verb)), (who,), (), (), (where,),
        EventTime(begin, stop, day, day, day, "day", "stated"), counts,
    )  # fmt: skip
    speaker = Attribution((Party(*span("a resident")),), Span(*span("said")))
    claim = Claim(f"{identity}-c", 0, len(sentence), sentence, event, attribution=speaker, confidence=0.8)
    published = (date.fromisoformat(day) + timedelta(days=dice.randint(0, 3))).isoformat()
    report = Report(
        identity,
        text,
        source,
        f"https://example.org/{identity}",
        f"{name}: {verb}",
        "en",
        Published(published, published, "given"),
    )
    return CodedReport(report, (), Mentions(), (claim,), (), CoderVersion("made", "1"))


def make_incidents(seed: int = SEED) -> Iterator[tuple[Incident, list[CodedReport]]]:
    """Incidents without end, the same for the same seed."""
    dice = random.Random(seed)
    world = make_world(dice)
    number = 0
    while True:
        yield make_incident(number, world, dice)
        number += 1


def runs_of(
    incidents: Iterator[tuple[Incident, list[CodedReport]]], length: int
) -> Iterator[list[tuple[Incident, list[CodedReport]]]]:
    """The incidents in runs of a length, to its end."""
    while run := list(islice(incidents, length)):
        yield run


def fill(path: Path, number: int) -> None:
    """Write so many incidents into a new store."""
    began, done = time.process_time(), 0
    with open_store(f"sqlite:///{path}") as store:
        for run in runs_of(islice(make_incidents(), number), AT_ONCE):
            with store.writing() as connection:
                batch = [put(connection, incident, records) for incident, records in run]
                recording.record_all(connection, batch, "made", NOW)
            done += len(run)
            print(f"{done} incidents, {time.process_time() - began:.0f} s", flush=True)


def put(connection: Connection, incident: Incident, records: list[CodedReport]) -> recording.Recorded:
    """Store the reports of an incident; the incident as it is to be recorded."""
    keys = []
    for record in records:
        keys.append(storing.put_report(connection, record.report, None, storing.fingerprint(record.report), None, NOW))
        storing.put_coding(connection, keys[-1], record, NOW)
    members = [
        recording.Membership(key, 0.9, {"same_place": 1.0}) for key in recording.claim_keys(connection, keys).values()
    ]
    place, actor = incident.places[0], incident.actors[0]
    tags = {("country", place.country, place.country), ("place", place.id, place.name), ("actor", actor.id, actor.name)}
    tags |= {("source", voice, voice) for voice in incident.voices}
    words = "\n".join((incident.title, *(record.report.text for record in records)))
    return recording.Recorded(incident, members, keys, len(keys), frozenset(tags), words)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python benchmark/desk_store.py FILE [NUMBER]")
    fill(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) == 3 else 100_000)
