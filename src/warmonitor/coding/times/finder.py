"""Finding time expressions: a trigger word first, then the grammar around it, then the value from its surroundings."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from warmonitor.coding.parse import Parse
from warmonitor.coding.times import (  # noqa: F401  (they register operations)
    clock_forms,
    counted_forms,
    date_forms,
    quarter_forms,
    relative_forms,
    span_forms,
    weekday_forms,
    year_forms,
)
from warmonitor.coding.times.days import days_of, narrowed, shape_of
from warmonitor.coding.times.found import FoundTime
from warmonitor.coding.times.joining import Joiner
from warmonitor.coding.times.lexicon import Lexicon, load
from warmonitor.coding.times.matching import Match, Matcher
from warmonitor.coding.times.publication import day_from, is_retold, merged, news_days, one_sided
from warmonitor.coding.times.reading import OPERATIONS, Memory, Reading, Scene
from warmonitor.coding.times.tense import head_of, is_scheduled, tense_of
from warmonitor.records import Published, TimeMention


class TimeFinder:
    """Finds the time expressions of a report. One instance serves any number of reports."""

    def __init__(self, extra: Path | None = None) -> None:
        """`extra` is a project's own folder of tables; raises KnowledgeError where a table is broken."""
        self.lexicon: Lexicon = load(extra)
        self._last: tuple[Parse, _Pass, list[Match]] | None = None

    def find(self, parse: Parse, published: Published) -> list[FoundTime]:
        """The time expressions in order, none overlapping, counted from the interval of publication."""
        pass_over, matches = self._matches(parse)
        pass_over.retold = is_retold(matches, published)
        first, last = day_from(published.earliest), day_from(published.latest)
        ends = [end for end in (first, last) if end is not None]
        readings = [pass_over.read(matches, end, day) for end, day in news_days(first, last)]
        columns = zip(*readings, strict=True)
        if len(ends) == 2:
            rows = [merged(column) for column in columns]
        elif ends:
            rows = [one_sided(*column, is_first=first is not None) for column in columns]
        else:
            rows = [column[0] for column in columns]
        joiner = Joiner(self.lexicon, parse)
        found = joiner.joined(matches, rows)
        return joiner.related([self._found(parse, pass_over, *row, ends) for row in found])

    def _matches(self, parse: Parse) -> tuple[_Pass, list[Match]]:
        """What the grammar matches in a report, which no date of it changes: kept of the last report, for it may be read again once dated."""
        if self._last is None or self._last[0] is not parse:
            pass_over = _Pass(self.lexicon, parse)
            self._last = parse, pass_over, Matcher(self.lexicon, parse, pass_over.is_read).all()
        return self._last[1], self._last[2]

    def _found(
        self, parse: Parse, pass_over: _Pass, first: int, last: int, reading: Reading, ends: list[date]
    ) -> FoundTime:
        span = parse.span(first, last)
        low, high = reading.first, reading.last
        if low is None and high is None:
            days = days_of(reading.value)
            if days is not None:
                low, high = narrowed(days, reading.mod, ends[-1] if ends else None)
        if low is not None and low == high and reading.value.endswith("T24:00"):
            high = low + timedelta(1)  # midnight of a day ends it and begins the next
        mention = TimeMention(
            span.start,
            span.end,
            span.text,
            reading.type,
            reading.value,
            low.isoformat() if low else None,
            high.isoformat() if high else None,
        )
        granularity = {"DURATION": "duration", "SET": "set"}.get(reading.type) or (
            "reference" if reading.value.endswith("_REF") else shape_of(reading.value)
        )
        tense = pass_over.tense(first, last)
        return FoundTime(first, last, mention, granularity, tense=tense, mod=reading.mod, is_floating=reading.floating)


class _Pass:
    """One report's way through the grammar."""

    def __init__(self, lexicon: Lexicon, parse: Parse) -> None:
        self.lexicon = lexicon
        self.parse = parse
        self.retold = False
        self._tenses: dict[tuple[int, int], str] = {}
        self.order = _figure_order(parse)

    def tense(self, first: int, last: int) -> str:
        key = (first, last)
        if key not in self._tenses:
            self._tenses[key] = self._tense(first, last)
        return self._tenses[key]

    def _tense(self, first: int, last: int) -> str:
        parse, head = self.parse, head_of(self.parse, first, last)
        if is_scheduled(parse, self.lexicon, head):
            return "future"
        tense = tense_of(parse, self.lexicon, head)
        possessive = last < len(parse) and parse.tag[last] == "POS"
        if possessive and tense == "future" and not parse.dep[parse.head[head]].startswith("nsubj"):
            return "past"
        return tense

    def is_read(self, match: Match) -> bool:
        """Whether the operation of a match takes its words for a time."""
        return self._read_one(match, self._scene(Memory(), None, None)) is not None

    def _scene(self, memory: Memory, anchor: date | None, news_day: date | None) -> Scene:
        return Scene(self.parse, self.lexicon, anchor, news_day, memory, self.order, self.retold, tense_of=self.tense)

    def _read_one(self, match: Match, scene: Scene) -> Reading | None:
        scene.sentence, scene.first, scene.last = match.sentence, match.first, match.last
        return OPERATIONS[match.rule.op](match.groups, scene, match.rule.options)

    def read(self, matches: list[Match], anchor: date | None, news_day: date | None) -> list[Reading | None]:
        """The reading of each match, the earlier ones in memory."""
        scene = self._scene(Memory(), anchor, news_day)
        readings = []
        for match in matches:
            reading = self._read_one(match, scene)
            if reading is not None:
                scene.memory.add(reading, match.sentence)
            readings.append(reading)
        return readings


def _figure_order(parse: Parse) -> str:
    """ "month" where a report's own dates in figures can only have the month first, else "day"."""
    for word in parse.lower:
        found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(?:\d\d|\d{4})", word) if "/" in word else None
        if found and int(found.group(2)) > 12 >= int(found.group(1)):
            return "month"
    return "day"
