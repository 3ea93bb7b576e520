"""Finding time expressions: a trigger word first, then the grammar around it, then the value from its surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
from warmonitor.coding.times.days import common, days_of, narrowed, shape_of, year_of
from warmonitor.coding.times.lexicon import Lexicon, Rule, load
from warmonitor.coding.times.reading import OPERATIONS, Memory, Reading, Scene
from warmonitor.coding.times.tense import head_of, is_scheduled, tense_of
from warmonitor.knowledge import tables
from warmonitor.records import Published, TimeMention

_FIGURES = re.compile(
    r"\d{4}s?$|\d{1,2}[:.]\d\d|\d+[-/.–]\d|\d{1,2}(?::\d\d)?[ap]\.?m\.?$|[2-9]0s$|mid-|post-|pre-|early-|late-|q[1-4]$|\d{1,2}-[a-z]"
)
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_BETWEEN = {"and", "to", "-", "–", "or", "&", "through", "until"}
_NEAR = {"(", ")", ",", "on", "in", "the", "-"}
_WIDE_DAYS = 6
_LEFT = 12


@dataclass(frozen=True)
class FoundTime:
    """A time expression: tokens first to last (excluded), its mention, and how it relates to what it stands with.

    `relation` is since, from, until, before, after, by, during, on, in, at, within, for, and or ""; `cue` is the first token of
    the words that say so. `granularity` is the unit its value is written in (day, week, month, quarter, season, half, year,
    decade, century), "duration", "set", "reference" or "" where it is unresolved. `partner` is the place in the list of the
    other end of a range ("from May" has "to July" and the other way round). `tense` is that of its clause.
    `is_floating` marks a time of day whose day isn't in its words.
    """

    first: int
    last: int
    mention: TimeMention
    granularity: str
    relation: str = ""
    cue: int | None = None
    partner: int | None = None
    tense: str = ""
    mod: str = ""
    is_floating: bool = False


@dataclass
class _Match:
    first: int
    last: int
    rule: Rule
    groups: dict[str, str]
    sentence: int


class TimeFinder:
    """Finds the time expressions of a report. One instance serves any number of reports."""

    def __init__(self, extra: Path | None = None) -> None:
        """`extra` is a project's own folder of tables; raises KnowledgeError where a table is broken."""
        self.lexicon: Lexicon = load(extra)

    def find(self, parse: Parse, published: Published) -> list[FoundTime]:
        """The time expressions in order, none overlapping, counted from the interval of publication."""
        pass_over = _Pass(self.lexicon, parse, published)
        matches = list(pass_over.matches())
        pass_over.retold = _is_retold(pass_over, matches, published)
        first, last = _date(published.earliest), _date(published.latest)
        ends = [end for end in (first, last) if end is not None]
        if not ends:
            readings = [pass_over.read(matches, None, None)]
        else:
            readings = [pass_over.read(matches, end, day) for end, day in _news_days(first, last)]
        rows = [_merged([column[i] for column in readings]) for i in range(len(matches))]
        found = pass_over.joined(matches, rows)
        return pass_over.related([self._found(parse, pass_over, *row, ends) for row in found])

    def _found(
        self, parse: Parse, pass_over: _Pass, first: int, last: int, reading: Reading, ends: list[date]
    ) -> FoundTime:
        span = parse.span(first, last)
        low, high = reading.first, reading.last
        if low is None and high is None:
            days = days_of(reading.value)
            if days is not None:
                low, high = narrowed(days, reading.mod, ends[-1] if ends else None)
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


def _alike(one: FoundTime, other: FoundTime) -> bool:
    """Whether two times may be the ends of a range: days with days, months with months, or up to "now"."""
    return (
        one.granularity == other.granularity
        or "reference" in (one.granularity, other.granularity)
        or one.relation == "from"
    )


def _before_end(one: FoundTime, other: FoundTime) -> FoundTime:
    """The start of a range put before its end: in the year told with the end, or a week earlier."""
    days, end = days_of(one.mention.value), days_of(other.mention.value)
    if (
        days is None
        or end is None
        or re.search(r"\d{4}", one.mention.text)
        or one.granularity not in ("day", "month")
        or one.granularity != other.granularity
    ):
        return one
    value = one.mention.value
    if re.search(r"\d{4}", other.mention.text):
        value = f"{end[0].year:04}{value[4:]}"
        days = days_of(value)
        if days is None:
            return one
    if days[0] > end[1]:
        back = 7 if (days[0] - end[0]).days <= 7 and not re.search(r"\d", one.mention.text) else 0
        value = (days[0] - timedelta(back)).isoformat() + value[10:] if back else f"{days[0].year - 1:04}{value[4:]}"
        days = days_of(value)
    if days is None or value == one.mention.value:
        return one
    mention = TimeMention(
        one.mention.start,
        one.mention.end,
        one.mention.text,
        one.mention.type,
        value,
        days[0].isoformat(),
        days[1].isoformat(),
    )
    return replace(one, mention=mention)


def _at_clock(clock: Reading, moment: Reading) -> Reading:
    """A time of day in a named part of a day: "10 o'clock last night" is 22:00 of that day."""
    hour, minute = clock.value.split("T")[1].split(":")
    part = moment.value.split("T")[1]
    if part in ("NI", "EV", "AF") and 1 <= int(hour) < 12 and not (part == "NI" and int(hour) < 6):
        hour = str(int(hour) + 12)
    return Reading("TIME", f"{moment.value.split('T')[0]}T{hour}:{minute}", first=moment.first, last=moment.last)


def _is_retold(pass_over: _Pass, matches: list[_Match], published: Published) -> bool:
    """Whether a report is a story of old: its years are mostly long before its publication, and it has no days of its own.

    Where nothing ends the interval of publication all its years count as old.
    """
    news = _date(published.latest)
    before = news.year - 1 if news else 9999
    years = [
        year_of(match.groups["year"])
        for match in matches
        if "year" in match.groups and match.rule.op in ("date", "month", "year", "season")
    ]
    old = sum(1 for year in years if year is not None and year < before)
    own = sum(
        1
        for match in matches
        if match.rule.op in ("deictic", "weekday", "tonight", "this_part", "ago")
        or (match.rule.op == "unit" and "which" in match.groups)
    )
    return old >= 3 and old > 2 * own


def _news_days(first: date | None, last: date | None) -> list[tuple[date, date | None]]:
    """The ends of the publication's interval, each with the day that its weekdays count from (None: too wide to tell).

    A report is seldom long after the last day it names, which is where an inferred interval begins.
    """
    if first is None or last is None:
        end = first or last
        return [(end, None)] if end else []
    width = (last - first).days
    if width <= _WIDE_DAYS:
        return [(end, end) for end in dict.fromkeys((first, last))]
    return [(end, first if width <= tables.entries("time_limits")["weekday_days"] else None) for end in (first, last)]


def _date(text: str | None) -> date | None:
    """A day to count from; one outside the calendar that values are written in counts as unknown."""
    day = date.fromisoformat(text) if text else None
    return day if day is not None and 1800 <= day.year <= 2200 else None


def _merged(readings: list[Reading | None]) -> Reading | None:
    """One reading from those at both ends of the publication's interval: what they share, the widest days."""
    known = [reading for reading in readings if reading is not None]
    if not known:
        return None
    one, other = known[0], known[-1]
    if one == other or one.type != other.type:
        return one
    spans = []
    for reading in (one, other):
        days = days_of(reading.value)
        if reading.first is not None or reading.last is not None or days is None:
            spans.append((reading.first, reading.last))
        else:
            spans.append(days)
    value = common(one.value, other.value) or one.value
    return replace(one, value=value, first=spans[0][0], last=spans[1][1])


class _Pass:
    """One report's way through the grammar."""

    def __init__(self, lexicon: Lexicon, parse: Parse, published: Published) -> None:
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

    # -- finding ----------------------------------------------------------------------------------------------------------
    def matches(self) -> list[_Match]:
        """All matches of the grammar, the longest at each trigger, left to right."""
        lower, triggers, found = self.parse.lower, self.lexicon.triggers, []
        free = 0
        for i, word in enumerate(lower):
            if i >= free and (word in triggers or ((word[:1] <= "9" or word[:1] in "mpelq") and _FIGURES.match(word))):
                match = self._match_at(i, free)
                if match is not None:
                    siblings = self._siblings(match, free)
                    found += sorted([match, *siblings], key=lambda m: m.first)
                    free = found[-1].last
        return found

    def _siblings(self, match: _Match, free: int) -> list[_Match]:
        """Another day of the same month beside a date: "3 and 4 February", "June 3-5, 2018"."""
        if match.rule.op != "date" or "month" not in match.groups or "day" not in match.groups:
            return []
        lower, parse = self.parse.lower, self.parse
        begin, end = parse.sentences[match.sentence]
        if lower[match.first] == match.groups["day"]:
            i = match.first
            if i - 2 >= max(begin, free) and lower[i - 1] in _BETWEEN and _DAY.fullmatch(lower[i - 2]):
                return [_Match(i - 2, i - 1, match.rule, {**match.groups, "day": lower[i - 2]}, match.sentence)]
            return []
        i = match.last
        if (
            lower[i - 1] != match.groups["day"]
            or i + 1 >= end
            or lower[i] not in _BETWEEN
            or not _DAY.fullmatch(lower[i + 1])
        ):
            return []
        last = i + 2
        if last < end and parse.head[i + 1] == last and parse.pos[last] == "NOUN":
            return []
        groups = {**match.groups, "day": lower[i + 1]}
        if last + 1 < end and lower[last] == "," and re.fullmatch(r"(?:19|20)\d\d", lower[last + 1]):
            match.groups["year"] = groups["year"] = lower[last + 1]
            last += 2
        return [_Match(i + 1, last, match.rule, groups, match.sentence)]

    def _match_at(self, trigger: int, free: int) -> _Match | None:
        parse, vocabulary = self.parse, self.lexicon.vocabulary
        sentence = parse.sentence_of[trigger]
        begin, end = parse.sentences[sentence]
        begin = max(begin, free, trigger - _LEFT)
        start = trigger
        while start > begin and (parse.lower[start - 1] in vocabulary or parse.lower[start - 1][0].isdigit()):
            start -= 1
        end = min(end, trigger + _LEFT)
        words = [word if word not in ("–", "—") else "-" for word in parse.lower[start:end]]
        offsets, at = [], 0
        for word in words:
            offsets.append(at)
            at += len(word) + 1
        text = " ".join(words)
        edges = {offset + len(word): start + n + 1 for n, (offset, word) in enumerate(zip(offsets, words, strict=True))}
        for i in range(start, trigger + 1):
            place = offsets[i - start]
            if self.lexicon.gate.match(text, place):
                match = self._longest(text, place, offsets[trigger - start], edges, i, sentence)
                if match is not None:
                    return match
        return None

    def _longest(
        self, text: str, place: int, past: int, edges: dict[int, int], first: int, sentence: int
    ) -> _Match | None:
        candidates = []
        for number, rule in enumerate(self.lexicon.rules):
            found = rule.like.match(text, place)
            if found and found.end() > past and found.end() in edges:
                candidates.append((-found.end(), number, rule, found))
        for _, _, rule, found in sorted(candidates, key=lambda c: c[:2]):
            groups = {name.split("__")[0]: value for name, value in found.groupdict().items() if value}
            match = _Match(first, edges[found.end()], rule, groups, sentence)
            if self._read_one(match, self._scene(Memory(), None, None)) is not None:
                return match
        return None

    # -- reading ----------------------------------------------------------------------------------------------------------
    def _scene(self, memory: Memory, anchor: date | None, news_day: date | None) -> Scene:
        return Scene(self.parse, self.lexicon, anchor, news_day, memory, self.order, self.retold, tense_of=self.tense)

    def _read_one(self, match: _Match, scene: Scene) -> Reading | None:
        scene.sentence, scene.first, scene.last = match.sentence, match.first, match.last
        return OPERATIONS[match.rule.op](match.groups, scene, match.rule.options)

    def read(self, matches: list[_Match], anchor: date | None, news_day: date | None) -> list[Reading | None]:
        """The reading of each match, the earlier ones in memory."""
        scene = self._scene(Memory(), anchor, news_day)
        readings = []
        for match in matches:
            reading = self._read_one(match, scene)
            if reading is not None:
                scene.memory.add(reading, match.sentence)
            readings.append(reading)
        return readings

    # -- joining ----------------------------------------------------------------------------------------------------------
    def joined(self, matches: list[_Match], rows: list[Reading | None]) -> list[tuple[int, int, Reading]]:
        """Ranges and readings after parts of days and days beside each other were made one; weak ones left alone go."""
        found: list[tuple[int, int, Reading]] = []
        clocks: list[bool] = []
        kept = [(m, r) for m, r in zip(matches, rows, strict=True) if r is not None]
        i = 0
        while i < len(kept):
            match, reading = kept[i]
            last, kinds = match.last, match.rule.kind
            while i + 1 < len(kept):
                joint = self._join(kinds, reading, last, *kept[i + 1])
                if joint is None:
                    break
                i += 1
                reading, last, kinds = joint, kept[i][0].last, "part" if kinds != kept[i][0].rule.kind else kinds
            if not reading.weak:
                found.append((match.first, last, reading))
                clocks.append(kinds == "clock")
            i += 1
        return self._with_day_after(found, clocks)

    def _with_day_after(
        self, found: list[tuple[int, int, Reading]], clocks: list[bool]
    ) -> list[tuple[int, int, Reading]]:
        """Times of day that a day follows at once take it: "at 8:45 p.m. (1745 GMT) on Saturday night"."""
        for k in range(len(found) - 2, -1, -1):
            first, last, reading = found[k]
            later, _, other = found[k + 1]
            gap = set(self.parse.lower[last:later])
            if (
                clocks[k]
                and other.first is not None
                and other.first == other.last
                and later - last <= 3
                and gap <= _NEAR
            ):
                value = f"{other.first.isoformat()}T{reading.value.split('T')[1]}"
                found[k] = (
                    first,
                    last,
                    replace(reading, value=value, first=other.first, last=other.last, floating=False),
                )
            elif clocks[k] and shape_of(other.value) == "day" and later - last <= 3 and gap <= _NEAR:
                value = f"{other.value.split('T')[0]}T{reading.value.split('T')[1]}"
                found[k] = (first, last, replace(reading, value=value, first=None, last=None, floating=False))
        return found

    def _join(self, kind: str, reading: Reading, last: int, match: _Match, other: Reading) -> Reading | None:
        gap = " ".join(self.parse.lower[last : match.first])
        for left, between, right in self.lexicon.joins:
            if (
                kind in left
                and match.rule.kind in right
                and gap in between
                and self.parse.sentence_of[last - 1] == match.sentence
            ):
                day, part = (reading, other) if kind == "day" else (other, reading)
                if kind == "clock" and match.rule.kind == "part":
                    return replace(reading, weak=False)
                if match.rule.kind == "moment":
                    return _at_clock(reading, other)
                if day.type != "DATE":
                    return None
                code = part.value.split("T")[1] if "T" in part.value else ""
                return Reading("TIME", f"{day.value}T{code}" if code else day.value, first=day.first, last=day.last)
        return None

    # -- relations --------------------------------------------------------------------------------------------------------
    def related(self, found: list[FoundTime]) -> list[FoundTime]:
        """The same list with each expression's relation and the partners of ranges."""
        found = [
            replace(time, relation=relation, cue=cue) for time in found for relation, cue in [self._relation(time)]
        ]
        for i in range(len(found) - 1):
            one, other = found[i], found[i + 1]
            between = other.first - one.last
            if other.relation in ("until", "and") and between <= 2 and other.cue == one.last and one.partner is None:
                if other.relation == "and" and one.relation != "from":
                    continue
                if (
                    one.mention.type in ("DATE", "TIME")
                    and other.mention.type in ("DATE", "TIME")
                    and _alike(one, other)
                ):
                    one = _before_end(one, other)
                    found[i], found[i + 1] = (
                        replace(one, partner=i + 1, relation="from"),
                        replace(other, partner=i, relation="until"),
                    )
        return found

    def _relation(self, time: FoundTime) -> tuple[str, int | None]:
        begin = self.parse.sentences[self.parse.sentence_of[time.first]][0]
        for length in range(self.lexicon.longest_relation, 0, -1):
            if time.first - length >= begin:
                words = " ".join(self.parse.lower[time.first - length : time.first])
                if words in self.lexicon.relations:
                    return self.lexicon.relations[words], time.first - length
        return "", None


def _figure_order(parse: Parse) -> str:
    """ "month" where a report's own dates in figures can only have the month first, else "day"."""
    for word in parse.lower:
        found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(?:\d\d|\d{4})", word) if "/" in word else None
        if found and int(found.group(2)) > 12 >= int(found.group(1)):
            return "month"
    return "day"
