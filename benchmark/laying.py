"""From a plan to a coded report: the text, and every value with the characters that it quotes."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict

from benchmark.plans import Happening, Plan, Sentence, day_words
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

CODER = CoderVersion("stream", "1")
_PIECES = re.compile(r"\{(\w+)\}|\[([^\]]+)\]")


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
        "day": day_words(happening.day),
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
