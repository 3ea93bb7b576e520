"""Operations for weekdays."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from warmonitor.coding.times.choices import (
    names_something,
)
from warmonitor.coding.times.reading import Groups, Reading, Scene, mod_of, operation, which_of


@operation
def read_weekday(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A weekday near the anchor: by "last" or "next", else by tense; in the week that is named with it."""
    name = groups["weekday"]
    if scene.is_in(name, "never_alone") or (scene.parse.word[scene.last - 1][:1].islower() and len(name) < 5):
        return None
    if names_something(scene):
        return None
    number, which, of = scene.lexicon.words["weekday"][name], which_of(groups, scene), groups.get("of", "")
    if options.get("only") and (which not in options["only"] or _leads_on(scene)):
        return None
    story = scene if which or of else scene.in_story()
    anchor = story.news_day
    if anchor is None:
        return Reading("DATE", f"XXXX-WXX-{number}")
    if of:
        week = anchor + timedelta(
            7 * (-1 if re.search("last|previous", of) else 1 if re.search("next|following", of) else 0)
        )
        day = week + timedelta(number - week.isoweekday())
    else:
        day = _weekday_near(
            anchor,
            number,
            which,
            "future"
            if story is not scene or (scene.before() == "as" and scene.before(2) in ("soon", "early"))
            else scene.tense
            if groups.get("mod") != "later"
            else "",
        )
        if groups.get("which") in ("previous", "following", "preceding"):
            base = scene.memory.latest_day(scene.sentence - 2) or anchor
            day = (
                _weekday_near(base - timedelta(1), number, "", "past")
                if which == "last"
                else _weekday_near(base + timedelta(1), number, "", "future")
            )
    if groups.get("far"):
        day += timedelta(-1 if groups["far"] == "before" else 1)
    return Reading("DATE", day.isoformat(), mod_of(groups, scene))


def _weekday_near(anchor: date, number: int, which: str, tense: str) -> date:
    back = (anchor.isoweekday() - number) % 7
    if which == "last":
        return anchor - timedelta(back or 7)
    if which == "next" or which == "this":
        ahead = -back % 7
        return (
            anchor + timedelta(ahead or (7 if which == "next" else 0))
            if which == "next" or tense != "past"
            else anchor - timedelta(back)
        )
    if tense == "future":
        return anchor + timedelta(-back % 7)
    return anchor - timedelta(back)


def _leads_on(scene: Scene) -> bool:
    """Whether the last word of the match is the preposition of what comes behind it: "on Sunday following heavy shelling"."""
    last = scene.last - 1
    return any(scene.parse.dep[c] in ("pobj", "dobj", "pcomp") and c > last for c in scene.parse.children[last])
