"""Operations for lengths of time, sets of times and bare references: three months, every Friday, recently."""

from __future__ import annotations

import math
import re
from datetime import timedelta
from typing import Any

from warmonitor.coding.times.counted_forms import VAGUE_REACH, count_of
from warmonitor.coding.times.days import days_of, moved, number_of
from warmonitor.coding.times.reading import OPERATIONS, Groups, Kind, Reading, Scene, operation
from warmonitor.coding.times.relative_forms import is_title, unit_code

_FINER = {
    "Y": ("M", 12),
    "TH": ("TM", 60),
    "TM": ("TS", 60),
    "M": ("W", 4),
    "W": ("D", 7),
    "D": ("TH", 24),
    "E": ("Y", 10),
    "C": ("Y", 100),
}
_WHOLE = {"F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100)}


def length(count: float | str, unit: str) -> str:
    """The ISO length of so many units; halves are told in the finer unit (P2Y6M), decades in years."""
    if unit == "WE":
        return f"P{'X' if isinstance(count, str) else int(count)}WE"
    if isinstance(count, str):
        return f"PT{count}{unit[1]}" if unit.startswith("T") else f"P{count}{unit.replace('F', 'W')}"
    if unit in _WHOLE:
        unit, factor = _WHOLE[unit]
        count *= factor
    whole, rest = int(count), count - int(count)
    text = f"{whole}{unit[-1]}" if whole or not rest else ""
    if rest and unit in _FINER:
        finer, factor = _FINER[unit]
        text += f"{round(rest * factor)}{finer[-1]}"
    return ("PT" if unit.startswith("T") else "P") + text


@operation
def read_span_to(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "the week to 10 March", "the 24 hours to Tuesday": so much time up to that day."""
    end = OPERATIONS["date" if groups.get("month") else "weekday"](groups, scene, {})
    count, unit = number_of(groups.get("count", "one")), unit_code(groups, scene)
    if end is None or count is None or not unit or unit in _WHOLE:
        return None
    days = days_of(end.value)
    if days is None:
        return Reading("DURATION", length(count, unit))
    before = moved(
        days[1], -int(count) if not unit.startswith("T") else -math.ceil(count / 24), unit[:1].replace("T", "D")
    )
    if before is None:
        return None
    return Reading("DURATION", length(count, unit), first=before + timedelta(not unit.startswith("T")), last=days[1])


@operation
def read_duration(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A length of time, with its days where it reaches to or from the publication. Ages and ranks are none."""
    if options.get("vague"):
        return Reading("DURATION", str(options["vague"])) if _stands_alone(scene) else None
    _parse, text = scene.parse, " ".join(scene.parse.lower[scene.first : scene.last])
    if _is_age(scene) or is_title(scene):
        return None
    scope = str(scene.lexicon.words["scope"].get(groups.get("scope", ""), ""))
    bare = groups.get("bare") or (groups.get("plural") if not groups.get("unit") else None)
    if bare:
        if text.endswith("long"):
            return Reading("DURATION", length("X", str(scene.lexicon.words["plural"][bare])))
        if options.get("need") == "bare" and not _calls_length(scene):
            return None
        return _reaching(
            scene,
            "X",
            str(scene.lexicon.words["plural"][bare]),
            "past" if groups.get("scope") in ("recent", "past", "last") else scope,
        )
    if text.endswith("long") and not groups.get("count"):
        return Reading("DURATION", length(1.0, unit_code(groups, scene)))
    unit = unit_code(groups, scene)
    count = count_of(groups.get("count", "") or groups.get("number", "") or "a", scene)
    if not unit or count is None or (isinstance(count, float) and count > 100_000):
        return None
    if isinstance(count, str) and scene.before() == "as":
        return None
    if groups.get("half"):
        count = 1.5
    hyphen = " - " in text
    if (
        unit == "TH"
        and re.fullmatch(r"[012]\d[0-5]\d hours", text)
        and (text[0] == "0" or scene.is_in(scene.before(), "military_calls"))
    ):
        return None
    if isinstance(count, float) and 1500 <= count <= 2100 and groups["unit"] not in scene.lexicon.words["plural"]:
        return None
    if groups.get("count", "") in ("a", "an") and (
        _is_rate(scene) or hyphen or (unit == "D" and scene.before() in ("such", "quite"))
    ):
        return None
    if unit == "Q" and groups.get("count") in ("a", "an", "one", "three") and not groups.get("scope"):
        return None
    if unit == "TS" and not text.endswith("s") and not hyphen:
        return None
    if groups.get("unit2") and isinstance(count, float):
        second = count_of(groups.get("count2", ""), scene)
        unit2 = unit_code(groups, scene, "unit2")
        if not isinstance(second, float) or not unit2:
            return None
        return Reading(
            "DURATION", length(count, unit) + length(second, unit2).removeprefix("PT" if unit.startswith("T") else "P")
        )
    return _reaching(scene, count, unit, scope)


def _reaching(scene: Scene, count: float | str, unit: str, scope: str) -> Reading:
    value, anchor = length(count, unit), scene.anchor
    if scope not in ("past", "next") or anchor is None or unit == "WE":
        return Reading("DURATION", value)
    sign = -1 if scope == "past" else 1
    edge = None
    if isinstance(count, str) and unit in VAGUE_REACH:
        edge = anchor + sign * VAGUE_REACH[unit]
    if isinstance(count, float) and count < 3000:
        edge = moved(anchor, sign, "D") if unit.startswith("T") else moved(anchor, sign * round(count), unit)
        if unit.startswith("T") and unit == "TH":
            edge = moved(anchor, sign * max(1, round(count / 24)), "D")
    return Reading("DURATION", value, first=edge if sign < 0 else anchor, last=anchor if sign < 0 else edge)


def _is_age(scene: Scene) -> bool:
    """ "10-year-old", "43 years old", "aged 10 years"."""
    after, then = scene.after(), scene.after(1)
    return (
        scene.is_in(after, "age_after")
        or (after == "-" and scene.is_in(then, "age_after"))
        or (after == "of" and then == "age")
        or scene.is_in(scene.before(), "age_before")
    )


def _is_rate(scene: Scene) -> bool:
    """ "$5 a day", "three times a week": the words are a set, not a length."""
    i = scene.first - 1
    if i < scene.parse.sentences[scene.sentence][0]:
        return False
    return scene.is_in(scene.parse.lower[i], "rate_heads") or (
        scene.parse.tag[i] in ("CD", "$", "NNS") and scene.parse.dep[scene.last - 1] in ("npadvmod", "pobj", "appos")
    )


def _calls_length(scene: Scene) -> bool:
    """Whether a bare "weeks" is told as a length: for weeks, in years, after months of, weeks-long."""
    counted = scene.before() == "of" and scene.is_in(scene.before(2), "counting")
    return (scene.is_in(scene.before(), "length_calls") and not counted) or scene.is_in(scene.after(), "length_ends")


def _stands_alone(scene: Scene) -> bool:
    return scene.is_in(scene.before(), "while_calls") or scene.parse.lower[scene.first] == "some"


@operation
def read_frequency(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "daily", "weekly": an adverb or adjective, not a newspaper."""
    i = scene.last - 1
    if scene.parse.word[i][:1].isupper() and i != scene.parse.sentences[scene.sentence][0]:
        return None
    return (
        None
        if scene.parse.pos[i] in ("NOUN", "PROPN") and scene.before() in ("the", "a") and scene.after() != "basis"
        else Reading("SET", str(scene.lexicon.words["frequency"][groups["frequency"]]))
    )


@operation
def read_each(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "every day", "each July", "a year" as a rate."""
    kind: Kind = "SET"
    if options.get("fixed"):
        return Reading(kind, str(options["fixed"]))
    if options.get("need") == "never":
        return None
    if groups.get("month"):
        return Reading(kind, f"XXXX-{scene.lexicon.words['month'][groups['month']]:02}")
    if groups.get("season"):
        return Reading(kind, f"XXXX-{scene.lexicon.words['season'][groups['season']]}")
    if groups.get("part"):
        return Reading(kind, f"XXXX-XX-XXT{scene.lexicon.words['part'][groups['part']]}")
    unit = unit_code(groups, scene)
    if not unit or (options.get("need") == "rate" and not _is_rate(scene)):
        return None
    count = count_of(groups.get("count") or "a", scene)
    text = scene.parse.lower[scene.first : scene.last]
    if "other" in text or "second" in text:
        count = 2.0
    elif "third" in text:
        count = 3.0
    elif "few" in text:
        count = "X"
    return None if count is None else Reading(kind, length(count, unit))


@operation
def read_weekday_set(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "every Friday", "Mondays", "Tuesday nights"."""
    words = scene.lexicon.words
    if options.get("need") == "plural_part" and not groups["part"].endswith("s"):
        return None
    number = words["weekdays"][groups["weekdays"]] if groups.get("weekdays") else words["weekday"][groups["weekday"]]
    code = f"T{words['part'][groups['part']]}" if groups.get("part") else ""
    return Reading("SET", f"XXXX-WXX-{number}{code}")


@operation
def read_seasons(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "the past three summers"."""
    word = scene.parse.lower[scene.last - 1].rstrip("s")
    return Reading("SET", f"XXXX-{scene.lexicon.words['season'][word]}")


@operation
def read_reference(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """ "now", "recently", "the future": before, at or after the publication."""
    value, anchor = str(scene.lexicon.words["reference"][groups["reference"]]), scene.anchor
    parse, i = scene.parse, scene.first
    word = groups["reference"]
    if word == "now" and (
        (scene.after() in ("that",) and scene.before() in ("", ","))
        or (parse.word[i].isupper() and len(parse.word[i]) > 1)
    ):
        return None
    if word in ("current", "recent") and scene.after() in ("account", "accounts", "-"):
        return None
    if word == "recent" and scene.after() in scene.lexicon.words["unit"]:
        return None
    if word == "the past" and not scene.is_in(scene.after(), "past_ends"):
        return None
    if word == "soon" and (scene.before() == "as" or scene.after() in ("after", "as")):
        return None
    if word == "shortly" and scene.after() in ("after", "before"):
        return None
    if value == "PRESENT_REF":
        return Reading("DATE", value, first=anchor, last=anchor)
    return Reading("DATE", value, last=anchor) if value == "PAST_REF" else Reading("DATE", value, first=anchor)
