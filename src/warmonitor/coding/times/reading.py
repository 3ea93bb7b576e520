"""What an operation of the grammar works with (`Scene`) and what it gives (`Reading`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.days import days_of, shape_of
from warmonitor.coding.times.lexicon import Lexicon

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True)
class Reading:
    """TIMEX3 type and value; `mod` narrows its days; `first` and `last` are set where the days aren't the value's own.

    A `weak` reading is dropped unless a neighbour joins it; a `passing` one ("a year earlier") isn't what the story goes on
    from; an `explicit` one has its year in its words; a `floating` one has no day in them ("at 10:30").
    """

    type: Kind
    value: str
    mod: str = ""
    first: date | None = None
    last: date | None = None
    weak: bool = False
    passing: bool = False
    explicit: bool = False
    floating: bool = False


@dataclass
class Memory:
    """Calendar values read so far in the report, the latest last, with the sentence each stands in."""

    values: list[tuple[str, str, int]] = field(default_factory=list)
    years: list[tuple[str, int]] = field(default_factory=list)

    def add(self, reading: Reading, sentence: int) -> None:
        """Keep a value that has a place in the calendar."""
        if reading.type not in ("DATE", "TIME") or reading.passing:
            return
        shape = shape_of(reading.value)
        if shape and reading.explicit:
            self.years.append((reading.value.split("T")[0], sentence))
        if shape:
            self.values.append((reading.value.split("T")[0], shape, sentence))

    def latest(self, shapes: tuple[str, ...], since: int = 0) -> str | None:
        """The last value of one of these shapes, not before that sentence."""
        for value, shape, sentence in reversed(self.values):
            if sentence < since:
                return None
            if shape in shapes:
                return value
        return None

    def latest_day(self, since: int = 0) -> date | None:
        """The last day named."""
        value = self.latest(("day",), since)
        days = days_of(value) if value else None
        return days[0] if days else None


@dataclass
class Scene:
    """Where a match stands: its sentence, what it counts from, what was read before, and the tense about it.

    `retold` marks a story of old; `follows` holds the first and last day of the time just named while one is read.
    """

    parse: Parse
    lexicon: Lexicon
    anchor: date | None
    news_day: date | None
    memory: Memory
    order: str = ""
    retold: bool = False
    follows: tuple[date, ...] = ()
    sentence: int = 0
    first: int = 0
    last: int = 0
    tense_of: Callable[[int, int], str] = lambda first, last: ""

    @property
    def tense(self) -> str:
        """ "past", "present", "future" or "" of the clause the match stands in."""
        return self.tense_of(self.first, self.last)

    def in_story(self) -> Scene:
        """This scene; in a story of old, one that counts from the last time named instead of the publication."""
        if not self.retold or not self.memory.values:
            return self
        days = days_of(self.memory.values[-1][0])
        if days is None:
            return self
        return replace(
            self, anchor=days[0], news_day=days[0], retold=False, follows=days, tense_of=lambda first, last: ""
        )

    def is_in(self, word: str, name: str) -> bool:
        """Whether a word is in that set of time_sets.yaml."""
        return word in self.lexicon.sets[name]

    def before(self, back: int = 1) -> str:
        """The word that many places before the match, "" outside its sentence."""
        i = self.first - back
        return self.parse.lower[i] if i >= self.parse.sentences[self.sentence][0] else ""

    def after(self, ahead: int = 0) -> str:
        """The word that many places after the match's end, "" outside its sentence."""
        i = self.last + ahead
        return self.parse.lower[i] if i < self.parse.sentences[self.sentence][1] else ""


Groups = dict[str, str]
Operation = Callable[[Groups, Scene, dict[str, Any]], Reading | None]
OPERATIONS: dict[str, Operation] = {}


def operation(function: Operation) -> Operation:
    """Register an operation under its name; the grammar's `op` names it."""
    OPERATIONS[function.__name__.strip("_").removeprefix("read_")] = function
    return function


def mod_of(groups: Groups, scene: Scene, name: str = "mod") -> str:
    """The TIMEX3-like modifier that a captured word stands for."""
    return str(scene.lexicon.words["mod"].get(groups.get(name, ""), ""))


def which_of(groups: Groups, scene: Scene) -> str:
    """ "last", "this", "next" or "" for the captured word."""
    return str(scene.lexicon.words["which"].get(groups.get("which", ""), ""))
