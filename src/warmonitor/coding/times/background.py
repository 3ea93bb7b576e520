"""What a report retells from before its own news."""

from __future__ import annotations

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.attachment import cues, limit, own_time
from warmonitor.coding.times.days import day_of
from warmonitor.coding.times.finder import FoundTime
from warmonitor.coding.times.tense import head_of
from warmonitor.records import Published


def is_background(parse: Parse, trigger: int, times: list[FoundTime], published: Published) -> bool:
    """Whether the report retells the event from before its own news.

    True where the event's own words place all of it more than three weeks before the earliest day of publication, unless it
    lasts to the report ("since 2011"); or where a cue of time_cues.tsv stands in its clause or above it ("has previously"),
    directly before it ("the anniversary of") or governs it ("commemorated"). Tense alone never makes background.
    """
    sentence = parse.sentence_of[trigger]
    own = own_time(parse, trigger, times, sentence)
    if own is not None and own.relation not in ("since", "until", "by") and own.partner is None:
        last, news = day_of(own.mention.latest), day_of(published.earliest) or day_of(published.latest)
        if (
            last is not None
            and news is not None
            and (news - last).days > limit("background_days")
            and own.mention.type != "DURATION"
        ):
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
            if words[i] != parts[0] or words[i : i + len(parts)] != parts:
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
