"""Which incidents most need a person: named reasons, what each weighs by table, and their sum."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from warmonitor.knowledge.event_types import quad_of
from warmonitor.knowledge.tables import entries
from warmonitor.records import Incident

STATES = ("open", "waiting", "unsure", "reviewed")  # of an incident in the queue


class Circumstances(NamedTuple):
    """What is to be known of an incident beside its record: decisions, and actors and sources that are new to the record.

    `answered` is the share of it that somebody decided about, 1 where somebody went through all of it.
    """

    answered: float = 0.0
    waiting: int = 0
    new_since_review: int = 0
    coded_otherwise: int = 0
    unsure: int = 0
    unseen_actors: tuple[str, ...] = ()
    unseen_sources: tuple[str, ...] = ()


class Reason(NamedTuple):
    """A reason, its points, and its words."""

    name: str
    points: float
    words: str


def weigh(incident: Incident, around: Circumstances) -> tuple[Reason, ...]:
    """The reasons to look at an incident, those that weigh most first."""
    table = entries("review")
    points: Mapping[str, float] = table["queue"]
    found = [
        Reason(name, round(points[name] * times, 1), words)
        for name, times, words in (*_of_decisions(around), *_of_record(incident, table, around))
        if times > 0
    ]
    return tuple(sorted(found, key=lambda reason: -reason.points))


def total(reasons: tuple[Reason, ...]) -> float:
    """The priority: all points together."""
    return round(sum(reason.points for reason in reasons), 1)


def state_of(around: Circumstances) -> str:
    """ "waiting" for a second person, "open", "unsure" or "reviewed"."""
    if around.waiting:
        return "waiting"
    if around.answered >= 1:
        return "open" if around.new_since_review or around.coded_otherwise else "reviewed"
    return "unsure" if around.unsure else "open"


def _of_decisions(around: Circumstances) -> list[tuple[str, float, str]]:
    return [
        ("waits_for_second", min(around.waiting, 1), "a decision waits for a second person"),
        ("new_since_review", min(around.new_since_review, 1), f"{_count(around.new_since_review, 'claim')} came after it was reviewed"),
        ("coded_otherwise", min(around.coded_otherwise, 1), f"{_count(around.coded_otherwise, 'claim')} coded otherwise since somebody decided"),
        ("unsure", min(around.unsure, 1) if around.answered < 1 else 0, "somebody was unsure"),
    ]  # fmt: skip


def _of_record(incident: Incident, table: Mapping[str, float], around: Circumstances) -> list[tuple[str, float, str]]:
    """Reasons that the record itself gives, as far as no review has answered them."""
    share = 1.0 - around.answered
    killed = [toll for toll in incident.counts if toll.of == "killed" and toll.part_of is None]
    dead = max((toll.high or toll.best or toll.low or 0 for toll in killed), default=0)
    wide = next(
        (toll for toll in killed if (toll.low or 0) > 0 and (toll.high or 0) >= table["tolls_times"] * (toll.low or 0)),
        None,
    )
    doubt = max(0.0, table["sure_from"] - incident.confidence) / table["sure_from"]
    is_placed = any(place.precision not in ("country", "unknown") for place in incident.places)
    found = [
        ("rivals", incident.grade == "Contested" or bool(incident.rivals), _disagreement(incident)),
        ("tolls_differ", wide is not None, f"between {wide.low} and {wide.high} are said to have been killed" if wide else ""),
        ("high_harm", math.log10(dead) if dead >= table["harm_from"] else 0, f"up to {dead} killed"),
        ("low_confidence", doubt, f"the coder is {incident.confidence:.0%} sure"),
        ("new_source", bool(around.unseen_sources), f"new source: {_names(around.unseen_sources)}"),
        ("new_actor", bool(around.unseen_actors), f"named nowhere else: {_names(around.unseen_actors)}"),
        ("one_voice", incident.independent_voices == 1, "one voice alone"),
        ("no_place", quad_of(incident.type) == 4 and not is_placed, "no place below the country"),
    ]  # fmt: skip
    return [(name, float(times) * share, words) for name, times, words in found]


_QUESTIONS = {
    "happened": "whether it happened",
    "who": "who did it",
    "whom": "whom it hit",
    "toll": "how many it harmed",
}


def _disagreement(incident: Incident) -> str:
    asked = dict.fromkeys(_QUESTIONS[rival.question] for rival in incident.rivals)
    return f"claims disagree on {', '.join(asked)}" if asked else "claims contradict each other"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
