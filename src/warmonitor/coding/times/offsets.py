"""Times told by another event's: "a day after rebels seized it", "three days before the vote", "after two days of clashes"."""

from __future__ import annotations

import re
from datetime import date

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.attachment import own_time, times_between
from warmonitor.coding.times.days import day_of, moved
from warmonitor.coding.times.found import FoundTime
from warmonitor.coding.times.tense import head_of, verb_above
from warmonitor.knowledge.small_words import small_words

_LENGTH = re.compile(r"P(\d+)([DWMY])")


def told_by_other(
    parse: Parse, trigger: int, times: list[FoundTime], sentence: int
) -> tuple[date, date, int, int] | None:
    """First and last day of an event that is so long before or after another of its sentence, and the tokens that say it."""
    for time in times_between(times, *parse.sentences[sentence]):
        length = _LENGTH.fullmatch(time.mention.value or "") if time.mention.type == "DURATION" else None
        if length is None:
            continue
        count, unit = int(length[1]), length[2]
        if (carrier := _beside(parse, trigger, time)) is not None:
            base = _day_of(parse, carrier, times, sentence)
            day = moved(base, _sign(parse.lower[time.last]) * count, unit) if base else None
            if day is not None:
                return day, day, time.first, time.last + 1
        elif (carrier := _lasting(parse, trigger, time)) is not None:
            base = _day_of(parse, carrier, times, sentence)
            first = moved(base, -count, unit) if base else None
            if base is not None and first is not None:
                return first, base, time.first, time.last
    return None


def _beside(parse: Parse, trigger: int, time: FoundTime) -> int | None:
    """The verb whose time is told, where the expression says how long before or after it the trigger's event was."""
    link = time.last
    if link >= len(parse) or _sign(parse.lower[link]) == 0:
        return None
    if parse.dep[link] == "mark":
        clause = parse.head[link]
        own = trigger if parse.pos[trigger] in ("VERB", "AUX") else verb_above(parse, trigger)
        return parse.head[clause] if own == clause and parse.dep[clause] == "advcl" else None
    if parse.dep[link] != "prep" or parse.child(link, "pobj", "pcomp") != trigger:
        return None
    return parse.head[link]


def _lasting(parse: Parse, trigger: int, time: FoundTime) -> int | None:
    """The verb after so many days of the trigger's event: "agreed to a truce after two days of clashes"."""
    of, length = parse.head[trigger], head_of(parse, time.first, time.last)
    link = parse.head[length]
    if parse.dep[trigger] != "pobj" or parse.lower[of] != "of" or parse.head[of] != length:
        return None
    return parse.head[link] if parse.dep[length] == "pobj" and parse.lower[link] == "after" else None


def _day_of(parse: Parse, carrier: int, times: list[FoundTime], sentence: int) -> date | None:
    """The one day that the words give the verb or noun, None where they give none."""
    own = own_time(parse, carrier, times, sentence)
    if own is None or own.granularity != "day" or own.mention.earliest != own.mention.latest:
        return None
    return day_of(own.mention.earliest)


def _sign(link: str) -> int:
    """Which way the happening behind this word lies from the one before it: -1 sooner, 1 later; 0 for any other word."""
    return -1 if link in small_words("AFTER") else 1 if link in small_words("BEFORE") else 0
