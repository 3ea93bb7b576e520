"""The time of one event: its own words, else its sentence's, else the story's, else the report's date."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.days import moved
from warmonitor.coding.times.finder import FoundTime
from warmonitor.coding.times.lexicon import load
from warmonitor.coding.times.tense import head_of, tense_of, verb_above
from warmonitor.knowledge import tables
from warmonitor.records import EventTime, Published, TimePrecision

_OWN, _CLAUSE, _SHARED, _SENTENCE = 0, 1, 2, 3
_RANGE = 40
_JOINED = {"xcomp": _SHARED, "conj": _SHARED, "aux": _SHARED, "auxpass": _SHARED, "pcomp": _SHARED, "dep": _SHARED, "ccomp": _SENTENCE}
_DATELINE = re.compile(r"\s*(?:\d\d:?\d\d\s*)?(?:\(|\)|--|–|—|-\s|\[|:\s)")


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
    if is_dateline(parse, time):
        return None
    governor = _governor(parse, time)
    if governor is None:
        return _SENTENCE if verb_above(parse, trigger) is None else None
    core = _core(parse, trigger)
    if governor in (trigger, core) or time.first <= governor < time.last:
        return _OWN
    below = _below(parse, governor, trigger, core)
    if below is not None:
        return below
    chain = _chain(parse, core)
    level = chain.get(governor)
    if level is None or (level > _OWN and _lends_no_time(parse, governor, core)):
        return None
    return level


def _core(parse: Parse, trigger: int) -> int:
    """The head of the noun phrase that a trigger is a part of: "assassination attempt" goes by "attempt"."""
    if parse.dep[trigger] in ("compound", "amod", "nmod") and parse.pos[parse.head[trigger]] in ("NOUN", "PROPN"):
        return parse.head[trigger]
    return trigger


def _below(parse: Parse, governor: int, trigger: int, core: int) -> int | None:
    """The level of an expression that hangs somewhere under the trigger: within its phrase, or in a clause that tells of it."""
    is_noun = parse.pos[core] in ("NOUN", "PROPN")
    level, i = _CLAUSE, governor
    for _ in range(8):
        if i in (trigger, core):
            return level
        if parse.pos[i] in ("VERB", "AUX"):
            telling = parse.dep[i] in ("acl", "relcl", "xcomp", "ccomp") if is_noun else parse.dep[i] == "advcl" and parse.tag[i] == "VBG"
            if not telling:
                return None
            level = _SHARED
        if parse.head[i] == i:
            return None
        i = parse.head[i]
    return None


def _lends_no_time(parse: Parse, governor: int, core: int) -> bool:
    """Whether a verb's own time says nothing of the event below it: verbs of telling, and of reacting to a noun's event."""
    lemma = parse.lemma[governor]
    return lemma in cues("reporting") or (lemma in cues("reaction") and parse.pos[core] not in ("VERB", "AUX"))


def is_dateline(parse: Parse, time: FoundTime) -> bool:
    """Whether an expression is the date of a report's dateline rather than of its story."""
    if time.mention.start > 300 or not any(c.isdigit() for c in time.mention.text):
        return False
    return bool(_DATELINE.match(parse.text, time.mention.end))


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


def _chain(parse: Parse, core: int) -> dict[int, int]:
    """The tokens above a trigger whose times are its own too: its phrase's heads, its clause's verb, verbs joined to it."""
    chain: dict[int, int] = {}
    i, level = core, _OWN
    for _ in range(_RANGE):
        above = parse.head[i]
        if above == i:
            break
        if parse.pos[i] in ("VERB", "AUX"):
            joined = _JOINED.get(parse.dep[i])
            if parse.dep[i] == "conj" and _turns_away(parse, i, above):
                break
            if parse.dep[i] == "advcl" and any(parse.lower[child] in ("when", "as", "while", "where") for child in parse.children[i]):
                joined = _SENTENCE
            if joined is None:
                break
            level = max(level, joined)
        else:
            level = max(level, _CLAUSE)
        chain.setdefault(above, level)
        i = above
    return chain


def _turns_away(parse: Parse, i: int, above: int) -> bool:
    """Whether a joined clause goes on in another time: one of its own subject in another tense, or after "but"."""
    if parse.child(i, "nsubj", "nsubjpass") is None:
        return False
    contrasts = any(parse.lower[child] == "but" for child in parse.children[above] if above < child < i)
    return contrasts or is_perfect(parse, i) != is_perfect(parse, above) or tense_of(parse, load(), i) != tense_of(parse, load(), above)


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
    if first is not None and last is not None and first > last:  # a start after the report, a range the wrong way round
        first, last = (first, None) if time.partner is None else (_day(time.mention.earliest), _day(time.mention.latest))
    span = parse.span(begin, end)
    return EventTime(span.start, span.end, span.text, _iso(first), _iso(last), precision_of(first, last), "stated")


def _related(time: FoundTime, published: Published, parse: Parse, trigger: int) -> tuple[date | None, date | None]:
    """The event's days by the preposition before its expression: "since May" reaches to the report, "before May" is open."""
    first, last = _day(time.mention.earliest), _day(time.mention.latest)
    relation = "" if _is_part_of(parse, trigger, time) else time.relation
    if relation in ("since", "from"):
        done = relation == "from" and time.tense == "future"
        return first, None if done else _day(published.latest)
    if relation in ("until", "by"):
        return None, last
    if relation == "before":
        return None, moved(first, -1, "D") if first else None
    if relation == "after":
        return (last if time.granularity == "day" else first), None
    return first, last


def _is_part_of(parse: Parse, trigger: int, time: FoundTime) -> bool:
    """Whether the expression is a modifier within the trigger's own phrase: in "after Monday's attack" it is the attack's day."""
    i = head_of(parse, time.first, time.last)
    return parse.head[i] == _core(parse, trigger) and parse.dep[i] in ("poss", "compound", "nmod", "amod", "nummod")


def precision_of(first: date | None, last: date | None) -> TimePrecision:
    """The name of an interval's width."""
    if first is None and last is None:
        return "unknown"
    if first is None or last is None:
        return "open"
    days = (last - first).days + 1
    if days <= 1:
        return "day"
    return "week" if days <= 7 else "month" if days <= _limit("month_width") else "year" if days <= 366 else "open"


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
        if parse.paragraph_of[time.first] != paragraph or sentence - parse.sentence_of[time.first] > _limit("story_sentences"):
            return None
        if time.granularity != "day" or time.tense == "future" or time.relation in ("since", "until", "before", "by", "from"):
            continue
        governor = _governor(parse, time)
        if governor is None or parse.lemma[governor] in cues("reporting") or not _is_main(parse, governor) or is_dateline(parse, time):
            continue
        if verb_above(parse, governor) is None:
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
    return all(parse.dep[node] not in ("relcl", "advcl", "acl") for node in (i, *parse.ancestors(i)))


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
    back = _days_back(parse, trigger, times, tense)
    if back is None or first is None or last is None:
        return EventTime(latest=_iso(last), precision="open" if last else "unknown", basis="report date")
    if (last - first).days <= _limit("recent_days"):
        first = moved(first, -back, "D") or first
    return EventTime(earliest=_iso(first), latest=_iso(last), precision=precision_of(first, last), basis="report date")


def _days_back(parse: Parse, trigger: int, times: list[FoundTime], tense: str) -> int | None:
    """How many days before a daily report an event without words of time may lie; None where it is open."""
    if not is_daily(times) or is_pluperfect(parse, trigger):
        return None
    if is_perfect(parse, trigger):
        verb = verb_above(parse, trigger)
        return None if verb is not None and parse.tag[verb] == "VBG" else _limit("recent_days")
    if parse.pos[trigger] not in ("VERB", "AUX") or _is_told(parse, trigger):
        return _limit("recent_days")
    says_today = any(time.mention.text.lower() == "today" for time in times)
    return 0 if tense == "present" or says_today else _limit("daily_days")


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


@cache
def _limit(name: str) -> int:
    return int(tables.entries("time_limits")[name])


def is_daily(times: list[FoundTime]) -> bool:
    """Whether a report speaks of its own days: "today", "yesterday", a weekday."""
    return any(time.granularity == "day" and not any(c.isdigit() for c in time.mention.text) for time in times)


# -- background -----------------------------------------------------------------------------------------------------------------
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
        if last is not None and news is not None and (news - last).days > _limit("background_days") and own.mention.type != "DURATION":
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
