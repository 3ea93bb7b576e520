"""The time of one event: its own words, else its sentence's, else the story's, else the report's date."""

from __future__ import annotations

from datetime import date

from warmonitor.coding.clauses import clause_start
from warmonitor.coding.parse import Parse
from warmonitor.coding.times.attachment import (
    cues,
    governor_of,
    is_dateline,
    is_part_of,
    is_what_happened_then,
    limit,
    own_time,
    times_between,
)
from warmonitor.coding.times.days import day_of, moved
from warmonitor.coding.times.found import FoundTime
from warmonitor.coding.times.lexicon import load
from warmonitor.coding.times.offsets import told_by_other
from warmonitor.coding.times.tense import head_of, is_perfect, is_pluperfect, tense_of, verb_above
from warmonitor.knowledge.reaches import reach
from warmonitor.records import EventTime, Published, TimePrecision

_PERIODS = ("week", "month", "quarter", "season", "half", "year")
_YARDSTICK = reach("times", "yardstick_tokens")


def time_of_event(parse: Parse, trigger: int, times: list[FoundTime], published: Published) -> EventTime:
    """When the event at this token happened.

    The words of the event's own phrase or clause come first (basis "stated"), then a time of the paragraph's story that the
    clause's tense continues or the day on which it was told ("context"), then the report's date: the very day only for a daily report in plain past or
    present tense, open to the past or future otherwise. Nothing is stated of an undated report without words of time.
    """
    sentence = parse.sentence_of[trigger]
    beside = told_by_other(parse, trigger, times, sentence)
    if beside is not None:
        span = parse.span(beside[2], beside[3])
        days = (_iso(beside[0]), _iso(beside[1]))
        return EventTime(span.start, span.end, span.text, *days, precision_of(beside[0], beside[1]), "stated")
    own = own_time(parse, trigger, times, sentence)
    if own is not None and not _is_yardstick(parse, trigger, own):
        return _stated(parse, own, times, published, trigger)
    heading = _heading(parse, trigger, times)
    if heading is not None:
        return _stated(parse, heading, times, published, trigger)
    soon = _soon_after(parse, trigger, times, sentence)
    if soon is not None:
        return soon
    inherited = _inherited(parse, trigger, times, sentence)
    if inherited is not None:
        return inherited
    told = _told_by(parse, trigger, times, sentence)
    if told is not None:
        return told
    return _from_report(parse, trigger, times, published)


def _heading(parse: Parse, trigger: int, times: list[FoundTime]) -> FoundTime | None:
    """The day that opens an entry of a chronicle, before a colon ("3 May: gunmen killed two")."""
    first, last = parse.paragraphs[parse.paragraph_of[trigger]]
    for time in times_between(times, first, min(first + 2, last)):
        if time.granularity == "day" and time.last < trigger and parse.lower[time.last] == ":":
            return time
    return None


def _soon_after(parse: Parse, trigger: int, times: list[FoundTime], sentence: int) -> EventTime | None:
    """The day told before in the sentence, for what came "within hours" or minutes of it."""
    begin, end = parse.sentences[sentence]
    here = times_between(times, begin, end)
    verb = verb_above(parse, trigger)
    for time in here:
        if time.relation != "within" or not time.mention.value.startswith("PT"):
            continue
        if governor_of(parse, time) not in (trigger, verb):
            continue
        days = [other for other in here if other.last <= time.first and _is_one_day(other)]
        if days:
            day = days[-1].mention.latest
            return EventTime(earliest=day, latest=day, precision="day", basis="context")
    return None


def _is_one_day(time: FoundTime) -> bool:
    return time.granularity == "day" and not time.is_floating and time.mention.latest is not None


def _is_yardstick(parse: Parse, trigger: int, time: FoundTime) -> bool:
    """Whether a time only says how long there was nothing like it: "the deadliest attack since 1981"."""
    if time.relation != "since" or is_what_happened_then(parse, trigger, time):
        return False
    first = max(parse.sentences[parse.sentence_of[time.first]][0], time.first - _YARDSTICK)
    return any(parse.tag[k] in ("JJS", "RBS") or parse.lower[k] == "first" for k in range(first, time.first))


def _stated(parse: Parse, time: FoundTime, times: list[FoundTime], published: Published, trigger: int) -> EventTime:
    first, last = _related(time, published, parse, trigger)
    begin, end = time.first, time.last
    if time.partner is not None and 0 <= time.partner < len(times):
        other = times[time.partner]
        low, high = (time, other) if time.first < other.first else (other, time)
        first, last = day_of(low.mention.earliest), day_of(high.mention.latest)
        begin, end = low.first, high.last
    if time.is_floating and first is not None and _iso(first) == published.latest:
        first = moved(first, -limit("daily_days"), "D")
    if first is not None and last is not None and first > last:  # a start after the report, a range the wrong way round
        first, last = (
            (first, None) if time.partner is None else (day_of(time.mention.earliest), day_of(time.mention.latest))
        )
    span = parse.span(begin, end)
    return EventTime(span.start, span.end, span.text, _iso(first), _iso(last), precision_of(first, last), "stated")


def _related(time: FoundTime, published: Published, parse: Parse, trigger: int) -> tuple[date | None, date | None]:
    """The event's days by the preposition before its expression: "since May" reaches to the report, "before May" is open."""
    first, last = day_of(time.mention.earliest), day_of(time.mention.latest)
    is_own_day = is_part_of(parse, trigger, time) or is_what_happened_then(parse, trigger, time)
    relation = "" if is_own_day else _of_happening(parse, trigger, time) or time.relation
    if relation in ("before", "after") and time.mention.type == "TIME":
        return first, last  # "shortly before 2:15 p.m. on Sunday" is that day
    if relation in ("since", "from"):
        done = relation == "from" and time.tense == "future"
        return first, None if done else day_of(published.latest)
    if relation in ("until", "by"):
        return None, last
    if relation == "before":
        return None, moved(first, -1, "D") if first else None
    if relation == "after":
        return (last if time.granularity == "day" else first), None
    return first, last


def _of_happening(parse: Parse, trigger: int, time: FoundTime) -> str | None:
    """The preposition of the happening that a time dates, where it is another than the event: "since" of "since a coup in 2021"."""
    root = head_of(parse, time.first, time.last)
    noun = parse.head[parse.head[root]] if parse.dep[root] == "pobj" else root
    above = parse.head[noun]
    if time.relation not in ("in", "on", "during", "") or noun == trigger or parse.dep[noun] != "pobj":
        return None
    return parse.lower[above] if parse.lower[above] in ("since", "before", "until") and above < noun else None


def precision_of(first: date | None, last: date | None) -> TimePrecision:
    """The name of an interval's width."""
    if first is None and last is None:
        return "unknown"
    if first is None or last is None:
        return "open"
    days = (last - first).days + 1
    if days <= 1:
        return "day"
    return "week" if days <= 7 else "month" if days <= limit("month_width") else "year" if days <= 366 else "open"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _inherited(parse: Parse, trigger: int, times: list[FoundTime], sentence: int) -> EventTime | None:
    """The time of the paragraph's story: its last stated day where this clause is told in the past after it."""
    if is_perfect(parse, trigger) or tense_of(parse, load(), trigger) != "past":
        return None
    first_sentence = max(
        parse.sentence_of[parse.paragraphs[parse.paragraph_of[trigger]][0]], sentence - limit("story_sentences")
    )
    before = times_between(times, parse.sentences[first_sentence][0], clause_start(parse, trigger))
    for time in reversed(before):
        if (
            time.granularity != "day"
            or time.tense == "future"
            or time.relation in ("since", "until", "before", "by", "from")
        ):
            continue
        governor = governor_of(parse, time)
        if (
            governor is None
            or parse.lemma[governor] in cues("reporting")
            or not _is_main(parse, governor)
            or is_dateline(parse, time)
        ):
            continue
        if verb_above(parse, governor) is None:
            continue
        first, last = day_of(time.mention.earliest), day_of(time.mention.latest)
        if first is None or last is None:
            return None
        if is_pluperfect(parse, trigger):
            return EventTime(earliest=None, latest=_iso(last), precision="open", basis="context")
        return EventTime(earliest=_iso(first), latest=_iso(last), precision=precision_of(first, last), basis="context")
    return None


def _told_by(parse: Parse, trigger: int, times: list[FoundTime], sentence: int) -> EventTime | None:
    """The days up to that on which it was told: "police said on Tuesday that gunmen had killed five", "in March the army said it had"."""
    if tense_of(parse, load(), trigger) != "past" or is_perfect(parse, trigger):
        return None
    above = set(parse.ancestors(trigger))
    for time in times_between(times, *parse.sentences[sentence]):
        governor = governor_of(parse, time)
        if (
            governor in above
            and parse.lemma[governor] in cues("reporting")
            and (
                time.granularity == "day"
                or (time.granularity in _PERIODS and time.relation not in ("since", "from", "after"))
            )
            and not is_dateline(parse, time)
        ):
            last = day_of(time.mention.latest)
            is_fresh = time.granularity == "day" and not is_pluperfect(parse, trigger)
            first = moved(last, -limit("recent_days"), "D") if last and is_fresh else None
            return (
                EventTime(earliest=_iso(first), latest=_iso(last), precision=precision_of(first, last), basis="context")
                if last
                else None
            )
    return None


def _is_main(parse: Parse, i: int) -> bool:
    """Whether a word stands in its sentence's main line: no relative or adverbial clause above it."""
    return all(parse.dep[node] not in ("relcl", "advcl", "acl") for node in (i, *parse.ancestors(i)))


def _from_report(parse: Parse, trigger: int, times: list[FoundTime], published: Published) -> EventTime:
    first, last = day_of(published.earliest), day_of(published.latest)
    if first is None and last is None:
        return EventTime()
    tense = tense_of(parse, load(), trigger)
    if tense == "future":
        return EventTime(earliest=_iso(first), precision="open", basis="report date")
    back = _days_back(parse, trigger, times, tense)
    if back is None or first is None or last is None:
        return EventTime(latest=_iso(last), precision="open" if last else "unknown", basis="report date")
    if (last - first).days <= limit("recent_days"):
        first = moved(first, -back, "D") or first
    return EventTime(earliest=_iso(first), latest=_iso(last), precision=precision_of(first, last), basis="report date")


def _days_back(parse: Parse, trigger: int, times: list[FoundTime], tense: str) -> int | None:
    """How many days before a daily report an event without words of time may lie; None where it is open."""
    if not is_daily(parse, times) or is_pluperfect(parse, trigger):
        return None
    if is_perfect(parse, trigger):
        verb = verb_above(parse, trigger)
        return None if verb is not None and parse.tag[verb] == "VBG" else limit("recent_days")
    if parse.pos[trigger] not in ("VERB", "AUX") or _is_told(parse, trigger):
        return limit("recent_days")
    says_today = any(time.mention.text.lower() == "today" for time in times)
    return 0 if tense == "present" or says_today else limit("daily_days")


def _is_told(parse: Parse, trigger: int) -> bool:
    """Whether the clause is what somebody says, reported after the event."""
    i = trigger
    for _ in range(8):
        if parse.dep[i] in ("ccomp", "relcl", "acl", "advcl", "pcomp"):
            return True
        if parse.head[i] == i:
            return False
        i = parse.head[i]
    return False


def is_daily(parse: Parse, times: list[FoundTime]) -> bool:
    """Whether a report speaks of its own days: "today", "yesterday", a weekday, a dateline."""
    return any(
        time.granularity == "day" and (not any(c.isdigit() for c in time.mention.text) or is_dateline(parse, time))
        for time in times
    )
