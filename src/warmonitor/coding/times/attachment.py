"""Which time expression belongs to which event, by syntax."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import islice
from pathlib import Path

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.found import FoundTime
from warmonitor.coding.times.lexicon import load
from warmonitor.coding.times.tense import head_of, is_perfect, tense_of, verb_above
from warmonitor.knowledge import tables
from warmonitor.knowledge.reaches import reach

_OWN, _CLAUSE, _SHARED, _SENTENCE = 0, 1, 2, 3
_RANGE = reach("times", "governors")
_APPOSED = reach("times", "apposed_tokens")
_JOINED = {
    "xcomp": _SHARED,
    "conj": _SHARED,
    "aux": _SHARED,
    "auxpass": _SHARED,
    "pcomp": _SHARED,
    "dep": _SHARED,
    "ccomp": _SENTENCE,
}
_DATELINE = re.compile(r"\s*(?:\d\d:?\d\d\s*)?(?:\(|\)|--|–|—|-\s|\[|:\s)")


@cache
def cues(kind: str, extra: Path | None = None) -> dict[str, str]:
    """The cue words of one kind with their scope."""
    return {row["cue"]: row["scope"] for row in tables.rows("time_cues", extra) if row["kind"] == kind}


def own_time(parse: Parse, trigger: int, times: list[FoundTime], sentence: int) -> FoundTime | None:
    """The expression of the sentence that stands closest to the trigger in its syntax, None where none belongs to it."""
    ranked = []
    for time in times_between(times, *parse.sentences[sentence]):
        if not _places(time):
            continue
        level = _level(parse, trigger, time)
        if level is not None:
            ranked.append(
                (
                    level,
                    time.granularity == "reference",
                    time.mention.type == "DURATION",
                    abs(time.first - trigger),
                    time,
                )
            )
    return _put_beside(parse, min(ranked, key=lambda row: row[:4])[-1], times) if ranked else None


def _put_beside(parse: Parse, time: FoundTime, times: list[FoundTime]) -> FoundTime:
    """The day that stands in apposition to one that is only counted ("the third day of the siege, 4 August")."""
    if not time.is_floating:
        return time
    later = times_between(times, time.last, parse.sentences[parse.sentence_of[time.first]][1])
    beside = (other for other in later if other.granularity == "day" and not other.is_floating)
    return next((other for other in beside if _is_apposed(parse, other, time)), time)


def _is_apposed(parse: Parse, other: FoundTime, time: FoundTime) -> bool:
    """Whether nothing but "of the siege," stands between two times."""
    between = range(time.last, other.first)
    return (
        0 < len(between) <= _APPOSED
        and parse.lower[between[-1]] == ","
        and not any(parse.pos[i] in ("VERB", "AUX") or parse.lower[i] == "," for i in between[:-1])
    )


def times_between(times: list[FoundTime], first: int, last: int) -> list[FoundTime]:
    """The expressions that begin within these tokens."""
    return times[bisect_left(times, first, key=_first_token) : bisect_left(times, last, key=_first_token)]


def _first_token(time: FoundTime) -> int:
    return time.first


def _places(time: FoundTime) -> bool:
    """Whether an expression can place an event: it has days, or a reference's side."""
    return time.mention.type != "SET" and (time.mention.earliest is not None or time.mention.latest is not None)


def _level(parse: Parse, trigger: int, time: FoundTime) -> int | None:
    """How closely an expression goes with a trigger; None where it goes with another clause."""
    dated = _before_bracket(parse, time)
    if dated is None and (is_dateline(parse, time) or _is_of_source(parse, time)):
        return None
    governor = dated or governor_of(parse, time)
    if governor is None:
        is_root = any(parse.head[i] == i for i in range(time.first, time.last))
        return _SENTENCE if is_root or verb_above(parse, trigger) is None else None
    core = _core(parse, trigger)
    if governor in (trigger, core) or time.first <= governor < time.last:
        return _OWN
    if is_what_happened_then(parse, trigger, time):
        return _OWN  # "the day the bomb went off"
    below = _below(parse, governor, trigger, core)
    if below is not None:
        return below
    chain = _chain(parse, core)
    level = chain.get(governor)
    if level is None or (level > _OWN and _lends_no_time(parse, governor, core)):
        return None
    return level


def _before_bracket(parse: Parse, time: FoundTime) -> int | None:
    """What a day in brackets goes with where it says again a day of another calendar ("on 15 Shaaban 1438 (12 May 2017)")."""
    first, last = time.first, time.last
    if first < 2 or last >= len(parse) or parse.word[first - 1] != "(" or parse.word[last] != ")":
        return None
    at = first - 2
    if not any(c.isdigit() for c in parse.word[at]) and parse.pos[at] not in ("PROPN", "NUM"):
        return None
    for _ in range(5):
        above = parse.head[at]
        if above == at:
            return None
        if parse.lower[above] in ("on", "in") and parse.dep[above] == "prep":
            is_dated = any(parse.word[i].isdigit() for i in range(above + 1, first - 1))
            return parse.head[above] if is_dated else None
        at = above
    return None


def _is_of_source(parse: Parse, time: FoundTime) -> bool:
    """Whether a time ends the words that name a source: "According to military sources today, three men were killed"."""
    if time.last >= len(parse) or parse.lower[time.last] != ",":
        return False
    last = time.first - 1
    return last > 0 and any(
        parse.lower[i] == "according" and parse.right[i] == time.first for i in _upward(parse, last)
    )


def is_what_happened_then(parse: Parse, trigger: int, time: FoundTime) -> bool:
    """Whether the trigger's clause says of a time what happened then ("the day the bomb went off", "since June, when 90 were killed").

    Also of one that a verb of telling has ("he recalls the morning last May when soldiers came").
    """
    core = _core(parse, trigger)
    above = (core, *_upward(parse, core))
    if any(time.first <= parse.head[i] < time.last and parse.dep[i] in ("relcl", "acl", "advcl") for i in above):
        return True
    after = time.last + (1 if time.last < len(parse) and parse.lower[time.last] == "," else 0)
    return after < len(parse) and parse.lower[after] == "when" and parse.head[after] in above


def _upward(parse: Parse, i: int) -> list[int]:
    """The few tokens above one."""
    return list(islice(parse.ancestors(i), 4))


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
            joined = not is_noun and parse.dep[i] == "conj" and not _turns_away(parse, i, parse.head[i])
            telling = (
                parse.dep[i] in ("acl", "relcl", "xcomp", "ccomp")
                if is_noun
                else parse.dep[i] == "advcl" and (parse.tag[i] == "VBG" or _is_meanwhile(parse, i))
            )
            if not telling and not joined and not _tells_of_means(parse, i, trigger):
                return None
            level = _SENTENCE if joined else max(level, _SHARED)
        if parse.head[i] == i:
            return None
        i = parse.head[i]
    return None


def _tells_of_means(parse: Parse, i: int, trigger: int) -> bool:
    """Whether a clause tells of the event by which another came: "killed in an air strike that hit the camp on Monday"."""
    noun = parse.head[i]
    link = parse.head[noun]
    return (
        parse.dep[i] in ("relcl", "acl")
        and parse.dep[noun] == "pobj"
        and parse.lower[link] in ("in", "during")
        and parse.head[link] == trigger
    )


def _lends_no_time(parse: Parse, governor: int, core: int) -> bool:
    """Whether a verb's own time says nothing of the event below it: verbs of telling, and of reacting to a noun's event."""
    lemma = parse.lemma[governor]
    return lemma in cues("reporting") or (lemma in cues("reaction") and parse.pos[core] not in ("VERB", "AUX"))


def is_dateline(parse: Parse, time: FoundTime) -> bool:
    """Whether an expression is the date of a report's dateline rather than of its story."""
    if time.mention.start > 300 or not any(c.isdigit() for c in time.mention.text):
        return False
    return bool(_DATELINE.match(parse.text, time.mention.end))


def governor_of(parse: Parse, time: FoundTime) -> int | None:
    """The token that an expression modifies, prepositions passed over."""
    i = head_of(parse, time.first, time.last)
    for _ in range(6):
        above = parse.head[i]
        if above == i:
            return i if parse.pos[i] in ("VERB", "AUX") else None
        if (
            not time.first <= above < time.last
            and parse.pos[above] not in ("ADP", "SCONJ", "PUNCT", "ADV", "NUM", "PART")
            and parse.dep[above] != "prep"
        ):
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
            if parse.dep[i] == "advcl":
                joined = _adverbial(parse, i)
            if joined is None:
                break
            level = max(level, joined)
        else:
            level = max(level, _CLAUSE)
        chain.setdefault(above, level)
        i = above
    return chain


def _adverbial(parse: Parse, i: int) -> int | None:
    """The level of a clause beside another: "…, killing five" shares its time, "when they fled" too, "after", "to" don't."""
    marks = {parse.lower[child] for child in parse.children[i] if parse.dep[child] in ("mark", "advmod", "aux", "prep")}
    if (
        parse.tag[i] == "VBG"
        and parse.lower[i] != "according"
        and not marks & {"after", "before", "since", "without", "having"}
    ):
        return _SHARED
    return _SENTENCE if marks & {"when", "as", "while", "where"} else None


def _is_meanwhile(parse: Parse, i: int) -> bool:
    """Whether a clause tells what went on at the time: "killed 59 people as they sought food on Tuesday"."""
    return any(
        parse.dep[c] in ("mark", "advmod") and parse.lower[c] in ("as", "when", "while") for c in parse.children[i]
    )


def _turns_away(parse: Parse, i: int, above: int) -> bool:
    """Whether a joined clause goes on in another time: one of its own subject in another tense, or after "but"."""
    if parse.child(i, "nsubj", "nsubjpass") is None:
        return False
    contrasts = any(parse.lower[child] == "but" for child in parse.children[above] if above < child < i)
    return (
        contrasts
        or is_perfect(parse, i) != is_perfect(parse, above)
        or tense_of(parse, load(), i) != tense_of(parse, load(), above)
    )


def is_part_of(parse: Parse, trigger: int, time: FoundTime) -> bool:
    """Whether the expression is a modifier within the trigger's own phrase: in "after Monday's attack" it is the attack's day."""
    i = head_of(parse, time.first, time.last)
    return parse.head[i] == _core(parse, trigger) and parse.dep[i] in ("poss", "compound", "nmod", "amod", "nummod")


@cache
def limit(name: str) -> int:
    return int(tables.entries("time_limits")[name])
