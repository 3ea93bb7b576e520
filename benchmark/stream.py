"""Streams of made-up coded reports, as long as wanted: what a coder would hand on, without the cost of coding.

Happenings fall on places of the gazetteer day by day; first-hand reports, copies, rival claims, denials, late arrivals,
corrections and retractions of them come in the order of arrival. Every value quotes the characters of its text. The
same seed gives the same stream; stream.yaml holds the rates and the sentences.
"""

from __future__ import annotations

import hashlib
import random
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from warmonitor.knowledge.gazetteer.lookup import SHIPPED
from warmonitor.knowledge.tables import read_yaml, rows
from warmonitor.records import (
    Attribution,
    Claim,
    CodedReport,
    CoderVersion,
    Codes,
    Count,
    Event,
    EventPlace,
    EventTime,
    IncidentCount,
    Mentions,
    Party,
    PlaceMention,
    Published,
    Report,
    ReportIncident,
    Span,
    Statement,
    Status,
    TimeMention,
)

SEED = 20120701
FIRST_DAY = date(2012, 1, 1)
CODER = CoderVersion("stream", "1")
_PIECES = re.compile(r"\{(\w+)\}|\[([^\]]+)\]")
_SYLLABLES = (
    "ka",
    "ru",
    "mi",
    "to",
    "ne",
    "sa",
    "lo",
    "be",
    "di",
    "gu",
    "pa",
    "zo",
    "ri",
    "ha",
    "yu",
    "el",
    "an",
    "ot",
    "is",
    "um",
)


class Town(NamedTuple):
    """A place of the gazetteer, and names that are at home there."""

    id: str
    name: str
    country: str
    latitude: float
    longitude: float
    radius_km: float
    names: tuple[str, ...]


@dataclass(frozen=True)
class Happening:
    """What happened, as nobody knows it."""

    number: int
    day: date
    town: Town
    deed: dict[str, Any]
    actor: Party
    recipient: str
    killed: int
    who: str
    injured: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence that makes a claim: its pattern, whose happening it tells, and how."""

    pattern: str
    happening: Happening
    type: str
    mode: str | None
    speaker: str | None = None
    denied: bool = False


@dataclass(frozen=True)
class Plan:
    """What a report says, before it is laid out as text."""

    id: str
    source: str
    published: date
    about: Happening
    told: tuple[Sentence, ...]
    others: tuple[str, ...]
    credit: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def stream(seed: int = SEED, **changed: Any) -> Iterator[CodedReport]:
    """Coded reports in the order of arrival, without end. Keywords change rates of stream.yaml."""
    yield from _World(seed, changed).run()


class _World:
    def __init__(self, seed: int, changed: dict[str, Any]) -> None:
        made = read_yaml(Path(__file__).with_name("stream.yaml"))
        self.made, self.rates = made, {**made["rates"], **changed}
        self.dice = random.Random(seed)
        words = [(row["word"], float(row["per_million"])) for row in rows("linking_words")]
        self.words = [word for word, _ in words]
        self.heaped = list(accumulate(often for _, often in words))
        self.towns = self._find_towns()
        self.town_shares = list(accumulate((n + 10) ** -self.rates["hot_places"] for n in range(len(self.towns))))
        self.actors = self._find_actors()
        self.country_names = {code: self._names(self.rates["names_of_country"]) for code in made["countries"]}
        self.sources = [
            f"{self._name()} {kind}"
            for kind in ("News", "Post", "Radio", "Agency")
            for _ in range(self.rates["sources"] // 4)
        ]
        self.recent: list[Happening] = []
        self.waiting: dict[date, list[Plan]] = defaultdict(list)
        self.reports = self.happenings = 0

    def run(self) -> Iterator[CodedReport]:
        today = FIRST_DAY
        while True:
            for _ in range(self.rates["happenings_a_day"]):
                self._happen(today)
            arrived = self.waiting.pop(today, [])
            self.dice.shuffle(arrived)
            yield from map(lay_out, arrived)
            today += timedelta(days=1)

    def _find_towns(self) -> list[Town]:
        chosen = self.made["countries"]
        with sqlite3.connect(f"file:{SHIPPED}?mode=ro", uri=True) as gazetteer:
            found = gazetteer.execute(
                "SELECT id, name, country, latitude, longitude, radius_km FROM place WHERE kind = 'settlement' AND population > 2000"
                f" AND country IN ({', '.join('?' * len(chosen))}) ORDER BY id",
                chosen,
            ).fetchall()
        self.dice.shuffle(found)
        return [Town(*row, self._names(self.rates["names_of_place"])) for row in found[: self.rates["towns"]]]

    def _find_actors(self) -> dict[str, list[Party]]:
        armed = defaultdict(list)
        for row in rows("actors"):
            if row["kind"] == "armed group" and row["country"] in self.made["countries"]:
                armed[row["country"]].append(
                    Party(0, 0, row["name"], row["id"], row["name"], row["country"], row["sector"] or None)
                )
        for code in self.made["countries"]:
            armed[code].append(Party(0, 0, "government forces", f"{code}MIL", "armed forces", code, "MIL"))
            armed[code].append(Party(0, 0, "gunmen", None, None, code, None))
        return armed

    def _name(self) -> str:
        return "".join(self.dice.choice(_SYLLABLES) for _ in range(self.dice.randint(2, 4))).capitalize()

    def _names(self, number: int) -> tuple[str, ...]:
        return tuple(self._name() for _ in range(number))

    def _happen(self, today: date) -> None:
        """Something happens, and reports of it are on their way."""
        dice, made = self.dice, self.made
        self.happenings += 1
        town = dice.choices(self.towns, cum_weights=self.town_shares)[0]
        rare = tuple(self.words[dice.randrange(8000, len(self.words))] for _ in range(4))
        happening = Happening(
            self.happenings, today, town, self._pick(made["deeds"]), dice.choice(self.actors[town.country]),
            dice.choice(made["recipients"]), 1 + int(dice.expovariate(0.12)), dice.choice(made["killed"]),
            1 + int(dice.expovariate(0.08)), self._names(self.rates["names_of_happening"]) + rare,
        )  # fmt: skip
        plans: list[Plan] = []
        number = dice.choices(range(1, 1 + len(self.rates["tellings"])), self.rates["tellings"])[0]
        for _ in range(number):
            plan = (
                self._copy(dice.choice(plans))
                if plans and dice.random() < self.rates["copy"]
                else self._tell(happening)
            )
            plans.append(plan)
            self._send(plan)
        self.recent.append(happening)
        del self.recent[: -self.rates["recent"]]

    def _pick(self, options: Sequence[dict[str, Any]]) -> dict[str, Any]:
        return self.dice.choices(options, [option["share"] for option in options])[0]

    def _tell(self, happening: Happening) -> Plan:
        """A first-hand report."""
        dice = self.dice
        published = happening.day + timedelta(days=dice.choices((0, 1, 2, 5), (50, 35, 10, 5))[0])
        seen = replace(happening, killed=max(1, happening.killed + dice.choice((0, 0, 0, 0, 1, 2, -1))))
        if dice.random() < self.rates["rival"]:
            seen = replace(seen, actor=dice.choice(self.actors[happening.town.country]))
        deed = happening.deed
        told = [Sentence(deed["sentence"], seen, deed["type"], deed["mode"])]
        for _ in range(dice.randint(2, 5)):
            more = self._pick(self.made["followed"])
            kind, mode = (deed["type"], deed["mode"]) if more["type"] == "same" else (more["type"], more["mode"])
            told.append(Sentence(more["sentence"], seen, kind, mode, dice.choice(seen.names)))
        if dice.random() < self.rates["denial"]:
            told.append(Sentence(self.made["denial"], seen, deed["type"], deed["mode"], dice.choice(seen.names), True))
        if self.recent and dice.random() < self.rates["background"]:
            other = dice.choice(self.recent)
            told.append(Sentence(other.deed["sentence"], other, other.deed["type"], other.deed["mode"]))
        others = tuple(self._pad(seen) for _ in range(dice.randint(*self.rates["sentences"])))
        self.reports += 1
        return Plan(f"r{self.reports:07}", dice.choice(self.sources), published, happening, tuple(told), others)

    def _pad(self, happening: Happening) -> str:
        """A sentence of common words, with names and rare words of the happening, its place and its country."""
        dice = self.dice
        words = dice.choices(self.words, cum_weights=self.heaped, k=dice.randint(*self.rates["words"]))
        pools = (happening.names, happening.names, happening.town.names, self.country_names[happening.town.country])
        for n in range(len(words)):
            if dice.random() < self.rates["own_words"]:
                words[n] = dice.choice(dice.choice(pools))
        return " ".join(words).capitalize() + "."

    def _copy(self, plan: Plan) -> Plan:
        """Another source prints the text: with a credit, or without its end."""
        self.reports += 1
        others = plan.others[: -self.dice.randint(1, 3)] if self.dice.random() < 0.5 else plan.others
        credit = "" if self.dice.random() < 0.5 else f"({plan.source}) - "
        later = plan.published + timedelta(days=self.dice.choice((0, 0, 1)))
        return replace(
            plan,
            id=f"r{self.reports:07}",
            source=self.dice.choice(self.sources),
            published=later,
            others=others,
            credit=credit,
        )

    def _send(self, plan: Plan) -> None:
        """The report arrives, soon or late, and may be put right or taken back."""
        dice, rates = self.dice, self.rates
        arrives = plan.published
        if dice.random() < rates["late"]:
            arrives += timedelta(days=dice.randint(2, rates["late_days"]))
        self.waiting[arrives].append(plan)
        chance = dice.random()
        if chance < rates["correction"]:
            right = plan.about.killed + dice.randint(1, 9)
            told = tuple(
                replace(one, happening=replace(one.happening, killed=right))
                if one.happening.number == plan.about.number
                else one
                for one in plan.told
            )
            self.waiting[arrives + timedelta(days=dice.randint(1, 4))].append(replace(plan, told=told))
        elif chance < rates["correction"] + rates["retraction"]:
            self.waiting[arrives + timedelta(days=dice.randint(1, 9))].append(
                replace(plan, told=(), others=(_retraction(self.made["retraction"], plan.about),))
            )


def _retraction(pattern: str, about: Happening) -> str:
    return pattern.format(day=_day_words(about.day), place=about.town.name)


def _day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class _Laid:
    """A text as it grows, and what was found in it."""

    def __init__(self, report_id: str) -> None:
        self.report_id = report_id
        self.parts: list[str] = []
        self.at = 0
        self.claims: list[tuple[int, Claim]] = []
        self.places: list[PlaceMention] = []
        self.times: list[TimeMention] = []
        self.statements: list[Statement] = []

    def put(self, text: str) -> Span:
        start, self.at = self.at, self.at + len(text)
        self.parts.append(text)
        return Span(start, self.at, text)


def lay_out(plan: Plan) -> CodedReport:
    """The coded report of a plan."""
    laid = _Laid(plan.id)
    laid.put(plan.credit)
    rest = list(plan.others)
    for number, sentence in enumerate(plan.told):
        _say(laid, sentence)
        laid.put(" ")
        if number and rest:
            laid.put(rest.pop(0) + " ")
    laid.put("\n".join(rest))
    day = plan.published.isoformat()
    place = plan.about.town.name
    report = Report(
        plan.id, "".join(laid.parts), plan.source, f"https://example.org/{plan.id}", f"{plan.about.recipient.capitalize()} in {place}: {plan.about.names[0]}",
        "en", Published(day, day, "given"),
    )  # fmt: skip
    mentions = Mentions(tuple(laid.places), tuple(laid.times), tuple(laid.statements))
    return CodedReport(report, (), mentions, tuple(claim for _, claim in laid.claims), _group(laid, plan), CODER)


def _say(laid: _Laid, sentence: Sentence) -> None:
    """Put a sentence into the text and its claim beside it."""
    happening = sentence.happening
    town = happening.town
    words = {
        "actor": happening.actor.text,
        "recipient": happening.recipient,
        "place": town.name,
        "day": _day_words(happening.day),
        "killed": f"{happening.killed} {happening.who}",
        "injured": f"{happening.injured} {happening.who}",
        "weapon": happening.deed.get("weapon", ""),
        "speaker": sentence.speaker or "",
    }
    begin, first = laid.at, len(laid.parts)
    slots: dict[str, Span] = {}
    pattern, done = sentence.pattern, 0
    for match in _PIECES.finditer(pattern):
        laid.put(pattern[done : match.start()])
        done = match.end()
        slot = match.group(1)
        span = laid.put(words[slot] if slot else match.group(2))
        slots.setdefault(slot or "trigger", span)
    laid.put(pattern[done:])
    text = "".join(laid.parts[first:])
    day = happening.day.isoformat()
    place, when, speaker = slots.get("place"), slots.get("day"), slots.get("speaker")
    places: tuple[EventPlace, ...] = ()
    if place is not None:
        places = (
            EventPlace(
                place.start, place.end, place.text, town.id, town.name, town.country, "in", "exact", town.latitude, town.longitude, town.radius_km,
            ),
        )  # fmt: skip
        laid.places.append(
            PlaceMention(place.start, place.end, place.text, town.id, town.name, town.country, None, town.latitude, town.longitude, "settlement", town.radius_km)
        )  # fmt: skip
    if when is None:
        time = EventTime(earliest=day, latest=day, precision="day", basis="report date")
    else:
        time = EventTime(when.start, when.end, when.text, day, day, "day", "stated")
        laid.times.append(TimeMention(when.start, when.end, when.text, "DATE", day, day, day))
    attribution = None
    if speaker is not None and sentence.type != "ACCUSE":
        said = Party(speaker.start, speaker.end, speaker.text)
        attribution = Attribution((said,), stance="denies" if sentence.denied else "asserts")
        laid.statements.append(Statement(begin, laid.at, text, said))
    trigger = slots["trigger"]
    event = Event(
        sentence.type, sentence.mode, ("military",), trigger, _party(slots.get("actor"), happening.actor), _party(slots.get("recipient"), None),
        (slots["weapon"],) if "weapon" in slots else (), places, time, _counts(slots, happening), Codes("190", ("Explosions/Remote violence", "Air/drone strike"), "1"),
    )  # fmt: skip
    name = hashlib.sha256(f"{laid.report_id}:{trigger.start}:{text}".encode()).hexdigest()[:12]
    claim = Claim(f"c{name}", begin, laid.at, text, event, Status(), attribution, False, 0.8)
    laid.claims.append((happening.number, claim))


def _party(span: Span | None, known: Party | None) -> tuple[Party, ...]:
    if span is None:
        return ()
    if known is None:
        return (Party(span.start, span.end, span.text, None, None, None, "CVL"),)
    return (Party(span.start, span.end, span.text, known.id, known.name, known.country, known.sector),)


def _counts(slots: dict[str, Span], happening: Happening) -> tuple[Count, ...]:
    numbers = {"killed": happening.killed, "injured": happening.injured}
    return tuple(
        Count(span.start, span.end, span.text, of, happening.who, number, number)
        for of, number in numbers.items()
        if (span := slots.get(of)) is not None
    )


def _group(laid: _Laid, plan: Plan) -> tuple[ReportIncident, ...]:
    """The claims of one happening and kind together, as the coder groups them; denials stay by themselves."""
    groups: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    for number, claim in laid.claims:
        if claim.attribution is None or claim.attribution.stance != "denies":
            groups[number, claim.event.type].append(claim)
    found = []
    for place, claims in enumerate(groups.values()):
        events = [claim.event for claim in claims]
        best = max(events, key=lambda event: (len(event.places), event.time.basis == "stated"))
        counts = {(count.of, count.who): count for event in events for count in event.counts}
        name = hashlib.sha256(" ".join(claim.id for claim in claims).encode()).hexdigest()[:12]
        found.append(
            ReportIncident(
                f"i{name}", tuple(claim.id for claim in claims), best.type, best.mode,
                next((event.actors for event in events if event.actors), ()), next((event.recipients for event in events if event.recipients), ()),
                next((event.weapons for event in events if event.weapons), ()), best.places, best.time,
                tuple(IncidentCount(count.of, count.who, count.low, count.high) for count in counts.values()), place == 0,
            )
        )  # fmt: skip
    return tuple(found)
