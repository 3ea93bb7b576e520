"""Times beside each other: parts of days with their days, clocks before their day, the two ends of a range."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.days import days_of, shape_of
from warmonitor.coding.times.found import FoundTime
from warmonitor.coding.times.lexicon import Lexicon
from warmonitor.coding.times.matching import Match
from warmonitor.coding.times.reading import Reading
from warmonitor.knowledge.small_words import small_words
from warmonitor.records import TimeMention


class Joiner:
    """Joins the times of one report."""

    def __init__(self, lexicon: Lexicon, parse: Parse) -> None:
        self.lexicon = lexicon
        self.parse = parse

    def joined(self, matches: list[Match], rows: list[Reading | None]) -> list[tuple[int, int, Reading]]:
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
                and gap <= small_words("BEFORE_DAY")
            ):
                value = f"{other.first.isoformat()}T{reading.value.split('T')[1]}"
                found[k] = (
                    first,
                    last,
                    replace(reading, value=value, first=other.first, last=other.last, floating=False),
                )
            elif (
                clocks[k] and shape_of(other.value) == "day" and later - last <= 3 and gap <= small_words("BEFORE_DAY")
            ):
                value = f"{other.value.split('T')[0]}T{reading.value.split('T')[1]}"
                found[k] = (first, last, replace(reading, value=value, first=None, last=None, floating=False))
        return found

    def _join(self, kind: str, reading: Reading, last: int, match: Match, other: Reading) -> Reading | None:
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

    def related(self, found: list[FoundTime]) -> list[FoundTime]:
        """The same list with each expression's relation and the partners of ranges."""
        found = [
            replace(time, relation=relation, cue=cue) for time in found for relation, cue in [self._relation(time)]
        ]
        for i in range(len(found) - 1):
            one, other = found[i], found[i + 1]
            between = other.first - one.last
            if (
                between == 1
                and self.parse.lower[one.last] == "into"
                and one.mention.type == other.mention.type == "TIME"
            ):
                other = replace(other, relation="until", cue=one.last)  # "Sunday night into Monday morning"
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
