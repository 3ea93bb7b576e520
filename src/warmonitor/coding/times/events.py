"""The time of one event: its own words, else its sentence's, else the story's, else the report's date."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.finder import FoundTime
from warmonitor.coding.times.lexicon import load
from warmonitor.coding.times.tense import head_of, tense_of, verb_above
from warmonitor.knowledge import tables
from warmonitor.records import EventTime, Published, TimePrecision

_OWN, _CLAUSE, _SHARED, _SENTENCE = 0, 1, 2, 3
_RANGE = 40


@cache
def cues(kind: str, extra: Path | None = None) -> dict[str, str]:
    """The cue words of one kind with their scope."""
    return {row["cue"]: row["scope"] for row in tables.rows("time_cues", extra) if row["kind"] == kind}


def time_of_event(parse: Parse, trigger: int, times: list[FoundTime], published: Published) -> EventTime:
    """When the event at this token happened.

    The words of the event's own phrase or clause come first (basis "stated"), then a time of the paragraph's story that the
    clause's tense continues ("context"), then the report's date: the very day only for a daily report in plain past or
    present tense, open to the past or future otherwise. Nothing is stated of an undated report without words of time.
    """
    sentence = parse.sentence_of[trigger]
    own = _own_time(parse, trigger, times, sentence)
    if own is not None:
        return _stated(parse, own, times, published, trigger)
    inherited = _inherited(parse, trigger, times, sentence)
    if inherited is not None:
        return inherited
    return _from_report(parse, trigger, times, published)


# -- the event's own expression -------------------------------------------------------------------------------------------
def _own_time(parse: Parse, trigger: int, times: list[FoundTime], sentence: int) -> FoundTime | None:
    """The expression of the sentence that stands closest to the trigger in its syntax, None where none belongs to it."""
    ranked = []
    for time in times:
        if parse.sentence_of[time.first] != sentence or not _places(time):
            continue
        level = _level(parse, trigger, time)
        if level is not None:
            ranked.append((level, time.granularity == "reference", time.mention.type == "DURATION", abs(time.first - trigger), time))
    return min(ranked, key=lambda row: row[:4])[-1] if ranked else None


def _places(time: FoundTime) -> bool:
    """Whether an expression can place an event: it has days, or a reference's side."""
    return time.mention.type != "SET" and (time.mention.earliest is not None or time.mention.latest is not None)


def _level(parse: Parse, trigger: int, time: FoundTime) -> int | None:
    """How closely an expression goes with a trigger; None where it goes with another clause."""
    governor = _governor(parse, time)
    if governor is None:
        return _SENTENCE
    if governor == trigger or (time.first <= governor < time.last):
        return _OWN
    if parse.head[governor] == trigger and parse.dep[governor] in ("dobj", "obj", "nsubj", "nsubjpass", "pobj", "prep", "npadvmod", "attr", "advmod") and parse.pos[governor] not in ("VERB", "AUX"):
        return _OWN
    chain = _chain(parse, trigger)
    if governor in chain:
        place = chain[governor]
        if place > _CLAUSE and parse.lemma[governor] in cues("reporting"):
            return None
        return place
    return None


def _governor(parse: Parse, time: FoundTime) -> int | None:
    """The token that an expression modifies, prepositions passed over."""
    i = head_of(parse, time.first, time.last)
    for _ in range(6):
        above = parse.head[i]
        if above == i:
            return i if parse.pos[i] in ("VERB", "AUX") else None
        if not time.first <= above < time.last and parse.pos[above] not in ("ADP", "SCONJ", "PUNCT", "ADV", "NUM", "PART") and parse.dep[above] != "prep":
            return above
        i = above
    return None


def _chain(parse: Parse, trigger: int) -> dict[int, int]:
    """The tokens above a trigger whose times are its own too: its phrase's heads, its clause's verb, verbs joined to it."""
    chain: dict[int, int] = {}
    i, level = trigger, _OWN
    for _ in range(_RANGE):
        above = parse.head[i]
        if above == i:
            break
        dep = parse.dep[i]
        if parse.pos[above] in ("VERB", "AUX"):
            if parse.pos[i] not in ("VERB", "AUX"):
                level = max(level, _CLAUSE)
            elif dep in ("xcomp", "conj", "aux", "auxpass", "pcomp", "dep"):
                level = max(level, _SHARED)
            elif dep in ("ccomp", "advcl", "relcl", "acl", "csubj"):
                level = max(level, _SENTENCE)
        else:
            level = max(level, _CLAUSE if parse.pos[i] not in ("VERB", "AUX") else _SENTENCE)
        chain.setdefault(above, level)
        i = above
    return chain


# -- from an expression to days ---------------------------------------------------------------------------------------------
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _stated(parse: Parse, time: FoundTime, times: list[FoundTime], published: Published, trigger: int) -> EventTime:
    first, last = _related(time, published, parse, trigger)
    begin, end = time.first, time.last
    if time.partner is not None and 0 <= time.partner < len(times):
        other = times[time.partner]
        low, high = (time, other) if time.first < other.first else (other, time)
        first, last = _day(low.mention.earliest), _day(high.mention.latest)
        begin, end = low.first, high.last
    span = parse.span(begin, end)
    return EventTime(span.start, span.end, span.text, _iso(first), _iso(last), precision_of(first, last), "stated")


def _related(time: FoundTime, published: Published, parse: Parse, trigger: int) -> tuple[date | None, date | None]:
    """The event's days by the preposition before its expression: "since May" reaches to the report, "before May" is open."""
    first, last = _day(time.mention.earliest), _day(time.mention.latest)
    edge = timedelta(1)
    relation = time.relation
    if relation in ("since", "from"):
        done = time.relation == "from" and time.tense == "future"
        return first, None if done else _day(published.latest)
    if relation in ("until", "by"):
        return (None, last) if relation == "until" else (None, last)
    if relation == "before":
        return None, first - edge if first else None
    if relation == "after":
        return (last if time.granularity == "day" else first), None
    return first, last


def precision_of(first: date | None, last: date | None) -> TimePrecision:
    """The name of an interval's width."""
    if first is None and last is None:
        return "unknown"
    if first is None or last is None:
        return "open"
    days = (last - first).days + 1
    if days <= 1:
        return "day"
    return "week" if days <= 7 else "month" if days <= 31 else "year" if days <= 366 else "open"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# -- the story's time ---------------------------------------------------------------------------------------------------------
def _inherited(parse: Parse, trigger: int, times: list[FoundTime], sentence: int) -> EventTime | None:
    """The time of the paragraph's story: its last stated day where this clause is told in the past after it."""
    if is_perfect(parse, trigger) or tense_of(parse, load(), trigger) != "past":
        return None
    paragraph = parse.paragraph_of[trigger]
    for time in reversed(times):
        if parse.sentence_of[time.first] >= sentence:
            continue
        if parse.paragraph_of[time.first] != paragraph or sentence - parse.sentence_of[time.first] > 3:
            return None
        if time.granularity != "day" or time.tense == "future" or time.relation in ("since", "until", "before", "by", "from"):
            continue
        governor = _governor(parse, time)
        if governor is None or parse.lemma[governor] in cues("reporting") or not _is_main(parse, governor):
            continue
        first, last = _day(time.mention.earliest), _day(time.mention.latest)
        if first is None or last is None:
            return None
        if is_pluperfect(parse, trigger):
            return EventTime(earliest=None, latest=_iso(last), precision="open", basis="context")
        return EventTime(earliest=_iso(first), latest=_iso(last), precision=precision_of(first, last), basis="context")
    return None


def _is_main(parse: Parse, i: int) -> bool:
    """Whether a word stands in its sentence's main line: no relative or adverbial clause above it."""
    for node in (i, *parse.ancestors(i)):
        if parse.dep[node] in ("relcl", "advcl", "acl"):
            return False
    return True


def _aids(parse: Parse, trigger: int) -> tuple[int | None, list[int]]:
    verb = verb_above(parse, trigger)
    return verb, [] if verb is None else [child for child in parse.children[verb] if parse.dep[child] in ("aux", "auxpass")]


def is_perfect(parse: Parse, trigger: int) -> bool:
    """Told in the present perfect: "have been shelling"."""
    return any(parse.lemma[child] == "have" and parse.tag[child] in ("VBZ", "VBP") for child in _aids(parse, trigger)[1])


def is_pluperfect(parse: Parse, trigger: int) -> bool:
    """Told in the past perfect: "had shelled"."""
    return any(parse.lemma[child] == "have" and parse.tag[child] == "VBD" for child in _aids(parse, trigger)[1])


# -- the report's date ----------------------------------------------------------------------------------------------------------
def _from_report(parse: Parse, trigger: int, times: list[FoundTime], published: Published) -> EventTime:
    first, last = _day(published.earliest), _day(published.latest)
    if first is None and last is None:
        return EventTime()
    tense = tense_of(parse, load(), trigger)
    if tense == "future":
        return EventTime(earliest=_iso(first), precision="open", basis="report date")
    if is_daily(times) and tense in ("past", "present", "") and not is_perfect(parse, trigger) and not is_pluperfect(parse, trigger) and first and last:
        return EventTime(earliest=_iso(first), latest=_iso(last), precision=precision_of(first, last), basis="report date")
    return EventTime(latest=_iso(last), precision="open" if last else "unknown", basis="report date")


def is_daily(times: list[FoundTime]) -> bool:
    """Whether a report speaks of its own days: "today", "yesterday", a weekday or a dateline's day near its publication."""
    return any(time.granularity == "day" and not any(c.isdigit() for c in time.mention.text) for time in times)


# -- background -----------------------------------------------------------------------------------------------------------------
BACKGROUND_DAYS = 21


def is_background(parse: Parse, trigger: int, times: list[FoundTime], published: Published) -> bool:
    """Whether the report retells the event from before its own news.

    True where the event's own words place all of it more than three weeks before the earliest day of publication, unless it
    lasts to the report ("since 2011"); or where a cue of time_cues.tsv stands in its clause or above it ("has previously"),
    directly before it ("the anniversary of") or governs it ("commemorated"). Tense alone never makes background.
    """
    sentence = parse.sentence_of[trigger]
    own = _own_time(parse, trigger, times, sentence)
    if own is not None and own.relation not in ("since", "until", "by") and own.partner is None:
        last, news = _day(own.mention.latest), _day(published.earliest) or _day(published.latest)
        if last is not None and news is not None and (news - last).days > BACKGROUND_DAYS and own.mention.type != "DURATION":
            return True
    return _has_cue(parse, trigger, sentence)


def _has_cue(parse: Parse, trigger: int, sentence: int) -> bool:
    begin, end = parse.sentences[sentence]
    begin, end = max(begin, trigger - 60), min(end, trigger + 60)
    words = parse.lower
    above = {trigger, *list(parse.ancestors(trigger))[:12]}
    for cue, scope in cues("background").items():
        parts = cue.split()
        for i in range(begin, end - len(parts) + 1):
            if words[i] != parts[0] or words[i:i + len(parts)] != parts:
                continue
            if scope == "clause" and _modifies(parse, i, len(parts), above):
                return True
            if scope == "before" and 0 <= trigger - (i + len(parts)) <= 5:
                return True
            if scope == "governor" and i in above:
                return True
    return False


def _modifies(parse: Parse, first: int, length: int, above: set[int]) -> bool:
    i = head_of(parse, first, first + length)
    for _ in range(5):
        if parse.head[i] in above or i in above:
            return True
        if parse.head[i] == i or parse.pos[i] in ("VERB", "AUX"):
            return False
        i = parse.head[i]
    return False
