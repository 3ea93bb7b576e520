"""Operations for expressions that name a place in the calendar: dates, months, weekdays, years, feasts, times of day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from warmonitor.coding.times.days import Days, days_of, full_year, moved, number_of, value_in, year_of
from warmonitor.coding.times.lexicon import feast_days
from warmonitor.coding.times.reading import Groups, Reading, Scene, mod_of, operation, which_of


def year_in(groups: Groups, scene: Scene) -> int | None:
    """The year that the groups name in full, in two figures or relative to the anchor."""
    for name in ("year", "year2", "yearspan"):
        if groups.get(name):
            return year_of(groups[name])
    if groups.get("yy"):
        return full_year(int(re.sub(r"\D", "", groups["yy"])), scene.anchor)
    return relative_year(groups.get("of") or groups.get("of2") or groups.get("ago") or "", scene)


def relative_year(words: str, scene: Scene) -> int | None:
    """The year of "last year", "of this year", "a year earlier"; None where the words name none."""
    if not words:
        return None
    if re.search(r"that|same|following|previous|the next", words):
        value = scene.memory.latest(("day", "month", "quarter", "season", "year", "half"))
        base = int(value[:4]) if value else None
        return None if base is None else base + (1 if "following" in words or "next" in words else -1 if "previous" in words else 0)
    if scene.anchor is None:
        return None
    year = re.search(r"\d{4}", words)
    if year:
        return int(year.group())
    return scene.anchor.year + (-1 if re.search(r"last|ago|earlier", words) else 1 if "next" in words else 0)


def nearest(candidates: list[Days], scene: Scene, which: str, mod: str = "") -> Days | None:
    """Of like periods in order, the one meant: by "last" or "next", else by tense, the past where nothing tells."""
    anchor = scene.anchor
    if anchor is None:
        return None
    if scene.follows and not which:
        return _next_told(candidates, scene)
    past = [days for days in candidates if days[0] <= anchor]
    ended = [days for days in candidates if days[1] < anchor]
    ahead = [days for days in candidates if days[1] >= anchor]
    later = [days for days in candidates if days[0] > anchor]
    if which == "last":
        return ended[-1] if ended else None
    if which == "next":
        return later[0] if later else None
    if which == "this":
        return min(candidates, key=lambda days: (days[0].year != anchor.year, abs((days[0] - anchor).days)))
    if mod == "AFTER" or scene.tense == "future":
        return ahead[0] if ahead else None
    if scene.tense == "present" and later and past and (later[0][0] - anchor).days < (anchor - past[-1][1]).days:
        return later[0]
    if not past:
        return None
    return _told_past([past[-1], *later[:1]], anchor) if later else past[-1]


def _context_year(scene: Scene) -> int | None:
    """The year that a date without one inherits: another one just named in its sentence or, in old stories, before."""
    named = scene.memory.years
    if scene.anchor is None:  # a date tells the year of those after it, a bare year only within its sentence
        named = [(value, sentence) for value, sentence in named if len(value) >= 7 or sentence == scene.sentence]
    value, sentence = named[-1] if named else ("", 0)
    days = days_of(value)
    if days is None or len(value) < 4:
        return None
    if scene.anchor is None:
        return days[0].year
    near = sentence == scene.sentence and scene.parse.paragraph_of[scene.parse.sentences[sentence][0]] == scene.parse.paragraph_of[scene.first]
    far = (scene.anchor - days[1]).days > 330
    return days[0].year if near and far and scene.tense == "past" else None


def _day_value(year: int | None, month: int, day: int) -> str | None:
    if not 1 <= day <= 31 or not 1 <= month <= 12:
        return None
    if year is None:
        return f"XXXX-{month:02}-{day:02}" if day <= (30 if month in (4, 6, 9, 11) else 29 if month == 2 else 31) else None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _try_days(month: int, day: int, anchor: date) -> list[Days]:
    found = []
    for year in range(anchor.year - 2, anchor.year + 3):
        value = _day_value(year, month, day)
        days = days_of(value) if value else None
        if days:
            found.append(days)
    return found


def _ordinal(words: str, scene: Scene) -> int:
    digits = re.match(r"\d+", words)
    return int(digits.group()) if digits else int(scene.lexicon.words["ordinal"].get(words, 0))


@operation
def read_date(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A day of a month, its year given or taken from the context, the tense and the anchor."""
    scene = scene.in_story()
    month = scene.lexicon.words["month"][groups["month"]]
    if not groups.get("year") and names_something(scene):
        return None
    day = _ordinal(groups.get("day") or groups.get("nth") or "", scene)
    if groups["month"] == "may" and not groups.get("year") and scene.parse.tag[scene.last - 1] == "MD":
        return None
    year = year_in(groups, scene)
    if year is None:
        year = _named_year(scene, month, day) or _context_year(scene)
    if year is None and scene.anchor is not None:
        days = nearest_day(_try_days(month, day, scene.anchor), scene, which_of(groups, scene))
        return Reading("DATE", days[0].isoformat(), mod_of(groups, scene)) if days else None
    value = _day_value(year, month, day)
    return Reading("DATE", value, mod_of(groups, scene), explicit="year" in groups or "yy" in groups) if value else None


def names_something(scene: Scene) -> bool:
    """Whether a day or weekday is part of a name: the March 14 Movement, Bloody Sunday, the Sunday Times."""
    words, parse = scene.lexicon.words, scene.parse
    if scene.before() in words["names_before"] and parse.word[scene.first - 1][:1].isupper():
        return True
    return scene.after() in words["names_after"] and parse.word[scene.last][:1].isupper()


def _named_year(scene: Scene, month: int, day: int) -> int | None:
    """The year of a day that an event is named for ("the Sept. 11 attacks"), once it has been."""
    words, year = scene.lexicon.named_days.get((month, day), (frozenset(), 0))
    if scene.after() not in words and not (scene.after() == "," and scene.after(1) in words):
        return None
    return year if scene.anchor is None or scene.anchor >= date(year, month, day) else None


def nearest_day(candidates: list[Days], scene: Scene, which: str) -> Days | None:
    """Of a day's years, the one meant: the nearest to the anchor on the side that tense tells."""
    anchor = scene.anchor
    if anchor is None or not candidates:
        return None
    if scene.follows and which not in ("last", "next"):
        return _next_told(candidates, scene)
    if which in ("last", "next"):
        return nearest(candidates, scene, which)
    tense = scene.tense
    by_distance = sorted(candidates, key=lambda days: abs((days[0] - anchor).days))
    if tense == "past":
        return _told_past(by_distance, anchor)
    if tense == "future":
        ahead = next((days for days in by_distance if days[0] >= anchor), by_distance[0])
        return by_distance[0] if (anchor - by_distance[0][0]).days in range(1, 45) and (ahead[0] - anchor).days > 300 else ahead
    return by_distance[0]


def _next_told(candidates: list[Days], scene: Scene) -> Days | None:
    """In a story of old: of the year just named, else the first from shortly before the time just named on."""
    anchor, last = scene.anchor, scene.follows[-1]
    if anchor is None:
        return None
    if (last - anchor).days > 80:
        return next((days for days in candidates if days[0].year == anchor.year), None)
    return next((days for days in candidates if days[1] >= anchor - timedelta(45)), None)


def _told_past(by_distance: list[Days], anchor: date) -> Days:
    """The nearest one behind the anchor, unless it is most of a year away and another lies a few weeks ahead."""
    behind = next((days for days in by_distance if days[0] <= anchor + timedelta(1)), by_distance[0])
    ahead = next((days for days in by_distance if days[0] > anchor), None)
    if ahead is not None and (ahead[0] - anchor).days <= 62 and (anchor - behind[1]).days >= 270:
        return ahead
    return behind


@operation
def read_iso(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """2018-09-04 and its like."""
    value = _day_value(int(groups["y"]), int(groups["m"]), int(groups["d"]))
    if value is None:
        return None
    time = groups.get("time")
    return Reading("TIME", f"{value}T{time[:5]}") if time else Reading("DATE", value)


@operation
def read_numeric(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """04/09/2018: day or month first by the report's own evidence, else the day; refuses what is no date."""
    one, two, year_words = int(groups["a"]), int(groups["b"]), groups["c"]
    if len(year_words) == 2 and scene.parse.text[scene.parse.start[scene.first]:scene.parse.end[scene.last - 1]].count("/") != 2:
        return None
    year = int(year_words) if len(year_words) == 4 else full_year(int(year_words), scene.anchor)
    if not 1500 <= year <= 2100:
        return None
    month_first = one <= 12 and (two > 12 or scene.order == "month")
    value = _day_value(year, one, two) if month_first else _day_value(year, two, one)
    return Reading("DATE", value) if value else None


@operation
def read_month_day(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """"Friday the 13th": the nearest month in which that day is that weekday."""
    day, weekday = _ordinal(groups["nth"], scene), scene.lexicon.words["weekday"][groups["weekday"]]
    if scene.anchor is None:
        return None
    found = []
    for back in range(-12, 13):
        first = moved(scene.anchor.replace(day=1), back, "M")
        value = _day_value(first.year, first.month, day) if first else None
        days = days_of(value) if value else None
        if days and days[0].isoweekday() == weekday:
            found.append(days)
    chosen = nearest_day(found, scene, "")
    return Reading("DATE", chosen[0].isoformat()) if chosen else None


@operation
def read_month(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A month, its year given, or by "last", "next", tense and anchor. Refuses names that are ordinary words here."""
    scene = scene.in_story()
    name = groups["month"]
    if options.get("need") == "apostrophe" and "'" not in groups.get("yy", "") and "‘" not in groups.get("yy", ""):
        return None
    month, year, which = scene.lexicon.words["month"][name], year_in(groups, scene), which_of(groups, scene)
    if groups.get("which", "").startswith("that"):
        year = year or relative_year("that", scene)
    mod = mod_of(groups, scene)
    alone = year is None and not which and not mod
    if alone and not _is_month(name, scene):
        return None
    if alone and names_something(scene):
        return None
    if year is None and not which:
        year = _context_year(scene)
    if year is None:
        if scene.anchor is None:
            return Reading("DATE", f"XXXX-{month:02}", mod)
        span = [days_of(f"{scene.anchor.year + shift}-{month:02}") for shift in range(-2, 3)]
        days = nearest([d for d in span if d], scene, which, mod)
        if days is None:
            return None
        year = days[0].year
    return Reading("DATE", f"{year:04}-{month:02}", mod, explicit="year" in groups)


def _is_month(name: str, scene: Scene) -> bool:
    """Whether a month's bare name is meant as one: capital, no modal verb, no part of a name; doubtful ones need a call."""
    parse, i = scene.parse, scene.last - 1
    while parse.lower[i] != name and i > scene.first:
        i -= 1
    if parse.tag[i] == "MD" or parse.pos[i] in ("VERB", "AUX", "ADV"):
        return False
    if parse.word[i][:1].islower() and len(name) < 6:
        return False
    if name in scene.lexicon.never_alone or (name in scene.lexicon.doubtful and scene.before() not in scene.lexicon.calls):
        return False
    return parse.label[i] not in ("PERSON", "GPE", "ORG", "FAC", "NORP") or scene.before() in ("in", "since", "until", "last", "next")


@operation
def read_weekday(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A weekday near the anchor: by "last" or "next", else by tense; in the week that is named with it."""
    name = groups["weekday"]
    if name in scene.lexicon.never_alone or (scene.parse.word[scene.last - 1][:1].islower() and len(name) < 5):
        return None
    if names_something(scene):
        return None
    number, which, of = scene.lexicon.words["weekday"][name], which_of(groups, scene), groups.get("of", "")
    if options.get("only") and which not in options["only"]:
        return None
    story = scene if which or of else scene.in_story()
    anchor = story.news_day
    if anchor is None:
        return Reading("DATE", f"XXXX-WXX-{number}")
    if of:
        week = anchor + timedelta(7 * (-1 if re.search("last|previous", of) else 1 if re.search("next|following", of) else 0))
        day = week + timedelta(number - week.isoweekday())
    else:
        day = _weekday_near(anchor, number, which, "future" if story is not scene or (scene.before() == "as" and scene.before(2) in ("soon", "early")) else scene.tense if groups.get("mod") != "later" else "")
        if groups.get("which") in ("previous", "following", "preceding"):
            base = scene.memory.latest_day(scene.sentence - 2) or anchor
            day = _weekday_near(base - timedelta(1), number, "", "past") if which == "last" else _weekday_near(base + timedelta(1), number, "", "future")
    if groups.get("far"):
        day += timedelta(-1 if groups["far"] == "before" else 1)
    return Reading("DATE", day.isoformat(), mod_of(groups, scene))


def _weekday_near(anchor: date, number: int, which: str, tense: str) -> date:
    back = (anchor.isoweekday() - number) % 7
    if which == "last":
        return anchor - timedelta(back or 7)
    if which == "next" or which == "this":
        ahead = -back % 7
        return anchor + timedelta(ahead or (7 if which == "next" else 0)) if which == "next" or tense != "past" else anchor - timedelta(back)
    if tense == "future":
        return anchor + timedelta(-back % 7)
    return anchor - timedelta(back)


@operation
def read_tonight(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """The night of the day of publication."""
    return Reading("TIME", f"{_held(scene.anchor)}TNI", first=scene.anchor, last=scene.anchor)


def _held(day: date | None) -> str:
    return day.isoformat() if day else "XXXX-XX-XX"


@operation
def read_overnight(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """The night before publication, with the morning it ends in."""
    if scene.parse.pos[scene.first] == "VERB":
        return None
    if scene.anchor is None:
        return Reading("TIME", "XXXX-XX-XXTNI")
    before = scene.anchor - timedelta(1)
    return Reading("TIME", f"{before.isoformat()}TNI", first=before, last=scene.anchor)


def part_code(groups: Groups, scene: Scene) -> str:
    """The code of a part of day after T: "EV", "12:00"; midnight and noon are clock times."""
    return str(scene.lexicon.words["part"].get(groups.get("part", ""), "MO"))


@operation
def read_this_part(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """"this morning", "last night", "yesterday evening": a part of the day of publication or of its neighbours."""
    which, code = groups["det"], part_code(groups, scene)
    if which.startswith(("that", "the same", "the following", "the next", "the previous")):
        return read_part_of({**groups, "det": which}, scene, options)
    shift = {"yesterday": -1, "tomorrow": 1, "today": 0, "this": 0, "last": -1}[which]
    if scene.anchor is None:
        return Reading("TIME", f"XXXX-XX-XXT{code}")
    day = scene.anchor + timedelta(shift)
    return Reading("TIME", f"{day.isoformat()}T{code}", first=day, last=day)


@operation
def read_part_of(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A part of the day that the text is at; alone it stands only with a determiner, weakly, until a day joins it."""
    det, code = groups.get("det", ""), part_code(groups, scene)
    parse, word = scene.parse, scene.parse.lower[scene.last - 1]
    bare = not det and not groups.get("the") and scene.before() not in ("in", "at", "by", "since", "until", "around", "after", "before", "during", "from")
    if parse.pos[scene.last - 1] in ("VERB", "ADJ") and bare:
        return None
    if word == "dawn" and parse.word[scene.last - 1][:1].isupper() and bare:
        return None
    base = scene.memory.latest_day(scene.sentence - 3) or scene.anchor
    shift = {"the following": 1, "the next": 1, "next": 1, "following": 1, "before": -1, "the previous": -1}.get(det, 0)
    if base is None:
        return Reading("TIME", f"XXXX-XX-XXT{code}", weak=bare and not groups.get("mod"))
    day = base + timedelta(shift)
    return Reading("TIME", f"{day.isoformat()}T{code}", first=day, last=day, weak=bare and not groups.get("mod"))


@operation
def read_clock(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A time of day on the day that the text is at. Scores, ratios and verses aren't: a bare 3:16 needs "at" or a zone."""
    hour, minute, half = _clock_figures(groups, scene)
    if hour is None or hour > 24 or minute > 59:
        return None
    if options.get("need") == "at" and (scene.before() not in ("at", "around") or scene.after() in scene.lexicon.words["unit"]):
        return None
    if groups.get("clock") and not groups.get("half_day"):
        text = scene.parse.text[scene.parse.start[scene.first]:scene.parse.end[scene.last - 1]]
        told = scene.before() in ("at", "by", "around", "about", "until", "from", "to", "and", "between", "after", "before", "@", "since", "(", "till") or re.search("[a-z]$", text.lower())
        if ("." in groups["clock"] and not re.search("(gmt|utc|hours|local time)$", text.lower())) or not told:
            return None
    day = scene.memory.latest_day(scene.sentence - 2) or scene.anchor
    if half == 12 and hour < 12:
        hour += 12
    elif half == 0 and hour == 12:
        hour = 0
    return Reading("TIME", f"{_held(day)}T{hour:02}:{minute:02}", first=day, last=day)


def _clock_figures(groups: Groups, scene: Scene) -> tuple[int | None, int, int | None]:
    half = scene.lexicon.words["half_day"].get(groups.get("half_day", ""))
    if groups.get("attached"):
        figures = re.findall(r"\d+", groups["attached"])
        return int(figures[0]), int(figures[1]) if len(figures) > 1 else 0, 12 if "p" in groups["attached"] else 0
    if groups.get("military"):
        return int(groups["military"][:2]), int(groups["military"][2:]), None
    if groups.get("hour"):
        hour = number_of(groups["hour"])
        return None if hour is None or hour > 12 else int(hour), 0, half
    hour_text, minute_text = re.split("[:.]", groups["clock"])[:2]
    return int(hour_text), int(minute_text), half


@operation
def read_year(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A year. A bare figure is one where it stands as a noun that counts nothing and names no machine, unit or street."""
    text = scene.parse.text[scene.parse.start[scene.first]:scene.parse.end[scene.last - 1]]
    if options.get("need") == "apostrophe" and not re.search(r"['’‘]|fiscal|the year", text):
        return None
    year = year_in(groups, scene)
    if year is None or not 1500 <= year <= 2099:
        return None
    if text.isdigit() and not _is_year(year, scene):
        return None
    if not text[:1].isdigit() and groups.get("year", "").replace(" - ", " ").split()[:1] in (["two"], ["twenty"]) and not text.lower().startswith(("the year", "fiscal", "early", "late", "mid")) and scene.before() not in ("in", "since", "of", "by", "until"):
        return None
    return Reading("DATE", str(year), mod_of(groups, scene), explicit=True)


def _is_year(year: int, scene: Scene) -> bool:
    parse, i = scene.parse, scene.first
    after, before = scene.after(), scene.before()
    if before in ("$", "£", "€", "#", "flight", "boeing", "airbus", "number", "no.", "room", "highway", "route", "at", "about", "nearly", "almost", "some", "roughly", "approximately", "than", "least", "over", "resolution", "building", "x", "article", "law"):
        return False
    if after in ("%", "percent", "per", "km", "kg", "miles", "dollars", "people", "gmt", "hours", "hrs", "euros", "meters", "metres", "local", "utc", "million", "tons"):
        return False
    if i + 1 < len(parse) and parse.dep[i] == "nummod" and parse.head[i] > i and parse.tag[parse.head[i]] == "NNS" and parse.head[i] == i + 1:
        return parse.label[i] == "DATE" and parse.lemma[i + 1] in ("election", "olympic", "protest", "riot", "talk", "game", "attack", "accord", "uprising", "bombing", "war")
    if parse.dep[i] == "quantmod" or after.startswith(("gmt", "utc")):
        return False
    return not 1500 <= year < 1700 or parse.label[i] == "DATE" or before == "in"


@operation
def read_years(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """1980-88: a stretch of years."""
    first = int(groups["yearnum"])
    last = int(groups["year2"]) if groups.get("year2") else first // 100 * 100 + int(re.sub(r"\D", "", groups["yy"]))
    if not first < last <= 2100 or last - first > 150:
        return None
    return Reading("DURATION", f"P{last - first}Y", first=date(first, 1, 1), last=date(last, 12, 31))


@operation
def read_decade(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A decade; two figures or a word are of the century before the anchor's day."""
    if groups.get("d"):
        decade = int(groups["d"][:3])
    else:
        tens = int(groups["dd"][0]) if groups.get("dd") else scene.lexicon.words["nineties"][groups["nineties"]]
        text = scene.parse.text[scene.parse.start[scene.first]:scene.parse.end[scene.last - 1]]
        if groups.get("dd") and "'" not in text and "’" not in text and "‘" not in text and not text.lower().startswith("the"):
            return None
        now = scene.anchor.year // 10 if scene.anchor else 202
        decade = max(d for d in (170 + tens, 180 + tens, 190 + tens, 200 + tens) if d <= now)
    return Reading("DATE", str(decade), mod_of(groups, scene))


@operation
def read_century(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """The 20th century has the value 19."""
    rank = _ordinal(groups["rank"], scene)
    return Reading("DATE", f"{rank - 1:02}", mod_of(groups, scene)) if 1 <= rank <= 22 else None


@operation
def read_season(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A season; "fall" and "spring" need a word before them that calls for a time."""
    scene = scene.in_story()
    code, which, year, mod = scene.lexicon.words["season"][groups["season"]], which_of(groups, scene), year_in(groups, scene), mod_of(groups, scene)
    parse = scene.parse
    if groups.get("which", "").startswith("that"):
        year = year or relative_year("that", scene)
    at = next((i for i in range(scene.first, scene.last) if parse.lower[i] == groups["season"]), scene.first)
    if year is None and not which and (parse.pos[at] not in ("NOUN", "PROPN") or (groups["season"] in scene.lexicon.doubtful and (scene.before() not in ("in", "since", "during", "until", "by") or (parse.lower[at - 1] == "the" and scene.after() == "of")))):
        return None
    if year is None and scene.anchor is None:
        return Reading("DATE", f"XXXX-{code}", mod)
    if year is None and scene.anchor is not None:
        spans = [days_of(f"{scene.anchor.year + shift}-{code}") for shift in range(-2, 3)]
        days = nearest([d for d in spans if d], scene, which, mod)
        if days is None:
            return None
        year = days[0].year
    return Reading("DATE", f"{year}-{code}", mod)


@operation
def read_feast(groups: Groups, scene: Scene, options: dict[str, Any]) -> Reading | None:
    """A feast of the table; refuses one outside the table's years or a name that is no feast here."""
    scene = scene.in_story()
    rows = scene.lexicon.feasts[scene.lexicon.words["feast"][groups["feast"]]]
    at = scene.last - 1
    while scene.parse.lower[at] != groups["feast"].split()[-1] and at > scene.first:
        at -= 1
    if scene.parse.word[at][:1].islower() or scene.parse.label[at] in ("PERSON", "FAC"):
        return None
    if scene.after() in scene.lexicon.words["feast_names"]:
        return None
    which, year = which_of(groups, scene), year_in(groups, scene)
    if year is None and scene.anchor is None:
        return Reading("DATE", "XXXX")
    anchor_year = year if year is not None else scene.anchor.year if scene.anchor else 2000
    if year is not None:
        spans = feast_days(rows, year)
        days = spans[0] if spans else None
    else:
        spans = [span for shift in (-1, 0, 1) for span in feast_days(rows, anchor_year + shift)]
        days = nearest_day(spans, scene, which) if spans else None
    if days is None:
        return None
    first, last = days
    text = scene.parse.text[scene.parse.start[scene.first]:scene.parse.end[scene.last - 1]].lower()
    if text.endswith(" week"):
        return Reading("DATE", value_in(first, "W"), first=first - timedelta(6), last=last + timedelta(6))
    if text.endswith(" weekend"):
        return Reading("DATE", value_in(first, "WE"))
    if text.endswith(" eve") and not groups["feast"].endswith(" eve"):
        first = last = first - timedelta(1)
    if first == last:
        return Reading("DATE", first.isoformat(), mod_of(groups, scene))
    return Reading("DATE", value_in(first, "M") if first.month == last.month else value_in(first, "Y"), mod_of(groups, scene), first, last)
