"""What a report retells from before its own news."""

from __future__ import annotations

from functools import cache

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.attachment import cues, limit, own_time, times_between
from warmonitor.coding.times.days import day_of
from warmonitor.coding.times.found import FoundTime
from warmonitor.coding.times.tense import head_of
from warmonitor.knowledge import tables
from warmonitor.knowledge.reaches import reach
from warmonitor.records import Published

_WINDOW = reach("times", "background_tokens")


def is_background(parse: Parse, trigger: int, times: list[FoundTime], published: Published) -> bool:
    """Whether the report retells the event from before its own news.

    True where the event's own words place all of it more than three weeks before the earliest day of publication, unless
    it lasts to the report ("since 2011"); where it is told as of a whole war ("killed in the seven-year war"); or where a
    cue of time_cues.tsv stands in its clause or above it ("has previously"), directly before it ("the anniversary of")
    or governs it ("commemorated"). Tense alone never makes background.
    """
    return (
        _is_long_before(parse, trigger, times, published)
        or _is_of_war(parse, trigger, times)
        or _has_cue(parse, trigger)
    )


def _is_long_before(parse: Parse, trigger: int, times: list[FoundTime], published: Published) -> bool:
    own = own_time(parse, trigger, times, parse.sentence_of[trigger])
    if (
        own is None
        or own.mention.type == "DURATION"
        or (own.partner is None and own.relation in ("since", "until", "by"))
    ):
        return False
    ends = [own.mention.latest] if own.partner is None else [own.mention.latest, times[own.partner].mention.latest]
    news = day_of(published.earliest)  # where only the last possible day is known, the news may be as old as anything
    if news is None or None in ends:
        return False
    return (news - max(day for end in ends if (day := day_of(end)))).days > limit("background_days")


def _is_of_war(parse: Parse, trigger: int, times: list[FoundTime]) -> bool:
    """Whether the event is told in, during or throughout a war of some years, or of the war itself ("a war that killed thousands")."""
    wars = tables.entries("time_dating")["wars"]["words"]
    if parse.dep[trigger] == "relcl" and parse.lemma[parse.head[trigger]] in wars:
        return True
    above = _above(parse, trigger)
    for time in times_between(times, *parse.sentences[parse.sentence_of[trigger]]):
        noun = parse.head[head_of(parse, time.first, time.last)]
        if time.mention.type != "DURATION" or not time.mention.value.endswith("Y") or parse.lemma[noun] not in wars:
            continue
        link = parse.head[noun]
        if (
            parse.dep[noun] == "pobj"
            and parse.lower[link] in ("in", "during", "throughout")
            and parse.head[link] in above
        ):
            return True
    return False


def _above(parse: Parse, trigger: int) -> set[int]:
    return {trigger, *list(parse.ancestors(trigger))[:12]}


@cache
def _cues_by_first_word() -> dict[str, list[tuple[list[str], str]]]:
    found: dict[str, list[tuple[list[str], str]]] = {}
    for cue, scope in cues("background").items():
        found.setdefault(cue.split()[0], []).append((cue.split(), scope))
    return found


def _has_cue(parse: Parse, trigger: int) -> bool:
    begin, end = parse.sentences[parse.sentence_of[trigger]]
    begin, end = max(begin, trigger - _WINDOW), min(end, trigger + _WINDOW)
    words, known = parse.lower, _cues_by_first_word()
    for i in range(begin, end):
        for parts, scope in known.get(words[i], ()):
            if (
                words[i : i + len(parts)] == parts
                and i + len(parts) <= end
                and _bears(parse, i, len(parts), scope, trigger)
            ):
                return True
    return False


def _bears(parse: Parse, i: int, length: int, scope: str, trigger: int) -> bool:
    """Whether a cue at a token bears on the trigger, by its scope."""
    if scope == "before":
        return 0 <= trigger - (i + length) <= 5
    above = _above(parse, trigger)
    return i in above if scope == "governor" else _modifies(parse, i, length, above)


def _modifies(parse: Parse, first: int, length: int, above: set[int]) -> bool:
    i = head_of(parse, first, first + length)
    for _ in range(5):
        if parse.head[i] in above or i in above:
            return True
        if parse.head[i] == i or parse.pos[i] in ("VERB", "AUX"):
            return False
        i = parse.head[i]
    return False
