"""Dating a report that gives no date of its own, from what its text says.

Every finding is a `Constraint`: stretches of days in which the report can have been published, the characters that say so
and the reason. Constraints are taken from the most to the least certain; one that contradicts the more certain ones is left
out. What remains is the interval; the constraints that made it are its evidence.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from warmonitor.coding.parse import Parse
from warmonitor.coding.times.days import Days, days_of, moved, number_of
from warmonitor.coding.times.finder import FoundTime, TimeFinder
from warmonitor.coding.times.lexicon import load
from warmonitor.coding.times.tense import head_of, verb_above
from warmonitor.knowledge import tables
from warmonitor.records import Evidence, Published

_FIRST = date(1900, 1, 1)
_LAST = date(2099, 12, 31)
_MAX_EVIDENCE = 12
_HINT = 1


@dataclass(frozen=True)
class Constraint:
    """Days in which the report can have been published (one or more stretches), why, and how certain (0 to 9)."""

    spans: tuple[Days, ...]
    evidence: Evidence
    weight: int


def infer_published(parse: Parse, *, today: date | None = None) -> Published:
    """When a report was published, inferred from its text; basis "unknown" and no bounds where the text doesn't tell.

    Used are: a dateline or stamp with its date; full dates told as past or to come; who is said to hold an office
    (offices.tsv); a war's length (wars.tsv); anniversaries; weekdays told with their date; and then dates without a year,
    which are of the last months before a report, and "later in October", which is before its end.
    """
    times = _finder().find(parse, Published())
    end = today or date.today()
    stamp = _stamp(parse, times)
    if stamp is not None:
        return Published(stamp[0].isoformat(), stamp[0].isoformat(), "inferred", (stamp[1],))
    wars = list(_wars(parse, times))
    firm = [*_full_dates(parse, times), *_offices(parse, times), *wars, *_anniversaries(parse, times), *_copyright(parse)]
    domain, used = _solve([(_FIRST, end)], [constraint for constraint in firm if constraint.weight > _HINT])
    domain, more = _solve(domain, list(_yearless(parse, times, domain)))
    used += more
    for hint in (constraint for constraint in wars if constraint.weight == _HINT):
        likely = [days for days in domain if _both([days], hint.spans)]
        if likely and likely != domain:
            domain = likely
            used.append(hint)
    return _answer(domain, used, end)


@cache
def _finder() -> TimeFinder:
    return TimeFinder()


def _answer(domain: list[Days], used: list[Constraint], end: date) -> Published:
    if not used or not domain:
        return Published()
    first, last = domain[0][0], domain[-1][1]
    evidence = tuple(sorted({c.evidence for c in used}, key=lambda e: (e.start, e.end, e.why))[:_MAX_EVIDENCE])
    earliest = first.isoformat() if first > _FIRST else None
    latest = last.isoformat() if last < end else None
    if earliest is None and latest is None:
        return Published()
    return Published(earliest, latest, "inferred", evidence)


# -- solving ----------------------------------------------------------------------------------------------------------------
def _solve(domain: list[Days], constraints: list[Constraint]) -> tuple[list[Days], list[Constraint]]:
    """The domain narrowed by each constraint in order of weight, and those that narrowed it; contradictions are left out."""
    used = []
    for constraint in sorted(constraints, key=lambda c: -c.weight):
        narrowed = _both(domain, constraint.spans)
        if narrowed and narrowed != domain:
            domain = narrowed
            used.append(constraint)
    return domain, used


def _both(one: list[Days], other: tuple[Days, ...]) -> list[Days]:
    found = [(max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) <= min(b, d)]
    return sorted(set(found))


def _evidence(parse: Parse, first: int, last: int, why: str) -> Evidence:
    span = parse.span(first, last)
    return Evidence(span.start, span.end, span.text, why)


# -- stamps and datelines ------------------------------------------------------------------------------------------------------


@cache
def _stamp_words() -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(?:{'|'.join(tables.entries('time_dating')['stamps'])})\b[^\n]{{0,20}}$")


def _stamp(parse: Parse, times: list[FoundTime]) -> tuple[date, Evidence] | None:
    """The day in a dateline ("Lima, 4 Feb 90 (EFE) --") or in a stamp ("Published: 5 September 2018")."""
    for time in times:
        days = _explicit_day(time)
        if days is None:
            continue
        before = parse.text[max(0, time.mention.start - 60):time.mention.start].rsplit("\n", 1)[-1]
        after = parse.text[time.mention.end:time.mention.end + 60].split("\n", 1)[0]
        if _stamp_words().search(before):
            return days[0], _evidence(parse, time.first, time.last, "the report's own stamp")
        head = time.mention.start - len(before) <= 400 and len(before) < 60
        if head and re.match(r"\s*(?:\d\d:?\d\d)?\s*(?:\([^)\n]{2,40}\)\s*(?:--?|–|—|:|\[)|--|–|—|\([A-Z][\w .-]{1,30}\)\s*$|/[A-Z]{3,})", after) and not re.search(r"[a-z]\.\s|\bon\b|\bin\b", before):
            return days[0], _evidence(parse, time.first, time.last, "the dateline's day")
    return None


def _explicit_day(time: FoundTime) -> Days | None:
    days = days_of(time.mention.value)
    return days if time.granularity == "day" and days and re.search(r"\d{2}", time.mention.text) else None


# -- full dates -------------------------------------------------------------------------------------------------------------------
def _says_year(time: FoundTime) -> bool:
    return bool(re.search(r"\d{4}|['’]\d\d|\b\d{1,2}[ -][A-Za-z]{3,9}\.?[ -]\d\d\b|\d/\d\d$", time.mention.text))


def _full_dates(parse: Parse, times: list[FoundTime]) -> Iterator[Constraint]:
    """Dates with their year: published on or after those told as past, on or before those told as to come."""
    for time in times:
        days = days_of(time.mention.value)
        if time.mention.type not in ("DATE", "TIME") or days is None or not _says_year(time):
            continue
        if time.tense == "future":
            if _is_firm(parse, time):
                yield Constraint(((_FIRST, days[1]),), _evidence(parse, time.first, time.last, f"told as still to come: published on or before {days[1]}"), 5)
        elif _is_past(parse, time):
            why = f"told as past: published on or after {days[0]}"
            if time.granularity == "day" and _weekday_in(parse, time):
                reach = days[0] + timedelta(tables.entries("time_limits")["story_days"])
                yield Constraint(((days[0], reach),), _evidence(parse, time.first, time.last, f"told with its weekday: published by {reach}"), 2)
            yield Constraint(((days[0], _LAST),), _evidence(parse, time.first, time.last, why), 8 if time.granularity == "day" else 6)


def _weekday_in(parse: Parse, time: FoundTime) -> int:
    """The number of the weekday that stands in a date, 0 where none does."""
    words = load().words["weekday"]
    return next((int(words[word]) for word in parse.lower[time.first:time.last] if word in words and len(word) > 3), 0)


def _is_past(parse: Parse, time: FoundTime) -> bool:
    """Whether the clause puts a date behind the report; a bare year or month must hang on the verb by a preposition."""
    if time.relation in ("for", "until", "by", "before") or time.mod == "AFTER":
        return False
    if time.granularity == "day":
        return time.tense in ("past", "")
    verb = parse.head[time.cue] if time.cue is not None else None
    return time.tense == "past" and time.relation in ("in", "since", "during", "from") and verb is not None and parse.pos[verb] in ("VERB", "AUX")


def _is_firm(parse: Parse, time: FoundTime) -> bool:
    """Whether a coming time is told as fact ("will"), not as what would or might be."""
    verb = verb_above(parse, time.first)
    if verb is None:
        return False
    aids = {parse.lower[child] for child in parse.children[verb] if parse.dep[child] in ("aux", "auxpass")}
    above = parse.head[verb]
    told = parse.tag[above] in ("VBZ", "VBP") or any(parse.tag[child] in ("VBZ", "VBP") for child in parse.children[above])
    return bool(aids & {"will", "'ll", "shall", "wo"}) or ("to" in aids and above != verb and told)


# -- offices ----------------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Office:
    words: frozenset[str]
    title: str
    country: str
    start: date
    end: date


@cache
def _holders() -> tuple[dict[str, list[tuple[tuple[str, ...], str, _Office]]], int]:
    """Names of office holders by their last word, with the whole name's words."""
    found: dict[str, list[tuple[tuple[str, ...], str, _Office]]] = {}
    for row in tables.rows("offices"):
        start = date.fromisoformat(row["start"]) if row["start"] else _FIRST
        end = date.fromisoformat(row["end"]) if row["end"] else _LAST
        office = _Office(frozenset(_heads(row["title"])), row["title"], row["country"], start, end)
        for name in (row["person"], *filter(None, row["aliases"].split(";"))):
            words = tuple(re.findall(r"[^\s\-'.]+", name.lower()))
            found.setdefault(words[-1], []).append((words, row["person"], office))
    return found, 6


@cache
def _words(group: str, name: str) -> frozenset[str]:
    """A list of words of time_dating.yaml."""
    return frozenset(tables.entries("time_dating")[group][name])


def _heads(title: str) -> list[str]:
    return [word for word in _plain_words(title.lower().split()) if word in _words("titles", "sure") or word in _words("titles", "vague")]


def _plain_words(words: list[str]) -> list[str]:
    same = tables.entries("time_dating")["titles"]["same"]
    return [same.get(word, word) for word in words]


def _offices(parse: Parse, times: list[FoundTime]) -> Iterator[Constraint]:
    """Who is said to hold an office: published while they held it, and not before they did."""
    holders, _ = _holders()
    told: dict[str, list[Constraint]] = {}
    latest: dict[tuple[str, str], date] = {}
    holding: dict[str, tuple[str, str, tuple[Days, ...]]] = {}
    dated = {parse.sentence_of[time.first] for time in times if _says_year(time)}
    for i, word in enumerate(parse.lower):
        for words, person, _office in holders.get(word, ()):
            first = _name_before(parse, i, words)
            if first is None or person in told:
                continue
            held = [office for full, who, office in holders[word] if who == person and full == words and _has_title(parse, first, i + 1, office)]
            if not held or parse.sentence_of[i] in dated or _is_former(parse, first):
                continue
            spans = tuple(sorted({(office.start, office.end) for office in held}))
            title = held[0].title
            latest[title, held[0].country] = max(latest.get((title, held[0].country), _FIRST), spans[-1][0])
            holding[person] = (title, held[0].country, spans)
            why = f"{person} was {title} " + " and ".join(f"from {a} to {b if b != _LAST else 'now'}" for a, b in spans)
            told[person] = [Constraint(spans, _evidence(parse, first, i + 1, why), 4)] if _acts(parse, first, i + 1) else []
            told[person].append(Constraint(((spans[0][0], _LAST),), _evidence(parse, first, i + 1, f"{person} became {title} on {spans[0][0]}"), 7))
            break
    for person, constraints in told.items():
        title, country, spans = holding[person]
        retold = spans[-1][1] <= latest[title, country]  # a later holder is named too: this one is of the past
        yield from constraints[-1:] if retold else constraints


def _acts(parse: Parse, first: int, last: int) -> bool:
    """Whether somebody does something in the report, rather than being spoken of ("under President Bush")."""
    head = head_of(parse, first, last)
    return parse.dep[head] in ("nsubj", "nsubjpass", "conj", "appos", "ROOT", "dep", "agent") or (parse.dep[head] == "pobj" and parse.lower[parse.head[head]] == "by")


def _name_before(parse: Parse, last: int, words: tuple[str, ...]) -> int | None:
    """Where a name that ends at this token begins; None where the tokens say another name. One-word names need a title."""
    i, left = last, list(words)
    while left and i >= 0:
        word = parse.lower[i]
        if word in ("-", "'", ".") or word in ("'s",):
            i -= 1
            continue
        parts = re.findall(r"[^\s\-'.]+", word)
        if not parts or parts != left[-len(parts):]:
            return None
        left = left[: -len(parts)]
        i -= 1
    return None if left else i + 1


def _has_title(parse: Parse, first: int, last: int, office: _Office) -> bool:
    """Whether the title stands directly before the name or in apposition after it."""
    sentence = parse.sentence_of[first]
    begin, end = parse.sentences[sentence]
    before = _plain_words(parse.lower[max(begin, first - 6):first])
    title = set(_plain_words(office.title.lower().replace("-", " - ").split()))
    for back in range(1, len(before) + 1):
        word = before[-back]
        if word in office.words:
            return _fits(title, before[max(0, len(before) - back - 3):])
        if word not in title and word not in _words("titles", "links"):
            break
    after = _plain_words(parse.lower[last + 1:min(end, last + 8)]) if last < end and parse.lower[last] == "," else []
    stop = next((k for k, word in enumerate(after) if word == "," or (word == "of" and k and after[k - 1] not in title)), len(after))
    return bool(office.words & set(after[:stop])) and _fits(title, after[:stop])


def _fits(title: set[str], words: list[str]) -> bool:
    """Whether the words beside a name are this title, not another one of the same head ("vice president")."""
    if any(word in _words("titles", "ranks") and word not in title for word in words):
        return False
    shared = title & set(words)
    return (bool(shared & _words("titles", "sure")) and "vice" not in title) or len(shared - _words("titles", "links")) >= 2


def _is_former(parse: Parse, first: int) -> bool:
    begin = parse.sentences[parse.sentence_of[first]][0]
    return any(word in _words("titles", "former") for word in parse.lower[max(begin, first - 5):first])


# -- wars and anniversaries ----------------------------------------------------------------------------------------------------------
def _wars(parse: Parse, times: list[FoundTime]) -> Iterator[Constraint]:
    """A war's length in years: published that long after its start. Only where the report names one such war."""
    text = parse.text.lower()
    for time in times:
        length = re.fullmatch(r"P(\d{1,2})([YM])", time.mention.value)
        if not length or not 1 <= int(length.group(1)) <= 60:
            continue
        begin, end = parse.sentences[parse.sentence_of[time.first]]
        near = set(parse.lower[max(begin, time.first - 5):min(end, time.last + 4)])
        wars = _wars_named(" ".join(parse.lower[begin:end])) if near & _words("wars", "words") else []
        wars = wars or (_wars_named(text) if near & _words("wars", "words") and length.group(2) == "Y" else [])
        units, unit = int(length.group(1)), length.group(2)
        spans = [span for war in wars for span in [_after_start(war, units, unit, early="war_early_days", late="war_late_days")] if span]
        if spans:
            told = "; ".join(f"the {war['name']} began on {war['start']}" for war in wars[:3])
            evidence = _evidence(parse, time.first, time.last, f"a war of {units} {'years' if unit == 'Y' else 'months'}: {told}")
            yield Constraint(tuple(sorted(spans)), evidence, 3)
            hints = [span for war in wars for span in [_after_start(war, units, unit, early="war_hint_early_days", late="war_hint_late_days")] if span]
            if hints:
                yield Constraint(tuple(sorted(hints)), evidence, _HINT)


def _after_start(war: dict[str, str], units: int, unit: str, *, early: str, late: str) -> Days | None:
    """The days on which a war may be said to be so long, None where it was over by then. Months have a tenth of the slack."""
    limits = tables.entries("time_limits")
    start = date.fromisoformat(war["start"])
    last = date.fromisoformat(war["end"]) if war["end"] else _LAST
    day = moved(start, units, unit)
    if day is None or day.year > _LAST.year - 2:
        return None
    share = 1 if unit == "Y" else 6
    whole = (last - start).days / (365.25 if unit == "Y" else 30.4)
    if last < _LAST and abs(whole - units) <= 0.5:
        return last - timedelta(limits[early] // share), _LAST  # its whole length: told when it was over, any time after
    low, high = day - timedelta(limits[early] // share), day + timedelta(limits[late] // share)
    return (low, min(high, last + timedelta(365) if last < _LAST else last)) if low <= last else None


def _wars_named(text: str) -> list[dict[str, str]]:
    """The wars of the table of which a keyword stands in the text as a whole word."""
    return [row for row in tables.rows("wars") if any(re.search(rf"\b{re.escape(word)}(?!\w)", text) for word in row["keywords"].split(";"))]


_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[^\n\d]{0,30}((?:19|20)\d\d)\b", re.IGNORECASE)


def _copyright(parse: Parse) -> Iterator[Constraint]:
    """A page's copyright line: of that year or the first weeks of the next."""
    found = _COPYRIGHT.search(parse.text)
    if found:
        year = int(found.group(1))
        evidence = Evidence(found.start(), found.end(), found.group(), f"the page's copyright is of {year}")
        yield Constraint(((date(year, 1, 1), date(year + 1, 1, 31)),), evidence, 5)


def _anniversaries(parse: Parse, times: list[FoundTime]) -> Iterator[Constraint]:
    """"ten years after the 2003 invasion", "the 10th anniversary of the 2003 invasion"."""
    for i, word in enumerate(parse.lower):
        if word not in ("anniversary", "after", "since"):
            continue
        begin, end = parse.sentences[parse.sentence_of[i]]
        rank = _rank_before(parse, i, begin) if word == "anniversary" else _length_before(parse, i, begin)
        if rank is None:
            continue
        year = next((int(parse.word[j]) for j in range(i + 1, min(end, i + 9)) if re.fullmatch(r"1[89]\d\d|20\d\d", parse.word[j])), None)
        if year is not None and year + rank <= _LAST.year - 1:
            spans = ((date(year + rank, 1, 1), date(year + rank, 12, 31)),) if word == "anniversary" else ((date(year + rank - 1, 7, 1), date(year + rank + 1, 6, 30)),)
            yield Constraint(spans, _evidence(parse, max(begin, i - 2), i + 1, f"{rank} years after {year}"), 6)


def _rank_before(parse: Parse, i: int, begin: int) -> int | None:
    for word in parse.lower[max(begin, i - 3):i]:
        found = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", word)
        if found:
            return int(found.group(1))
        if word in load().words["ordinal"]:
            return int(load().words["ordinal"][word])
    return None


def _length_before(parse: Parse, i: int, begin: int) -> int | None:
    if i - 2 < begin or parse.lower[i - 1] not in ("years", "year", "on"):
        return None
    number = number_of(parse.lower[i - 2]) if parse.lower[i - 1] != "on" else None
    return int(number) if number is not None and number == int(number) and 1 <= number < 200 else None


# -- dates without a year -----------------------------------------------------------------------------------------------------------
def _yearless(parse: Parse, times: list[FoundTime], domain: list[Days]) -> Iterator[Constraint]:
    """Dates without a year: those told as past lie in the months before the report, in each year that is possible."""
    years = sorted({year for first, last in domain for year in range(first.year, last.year + 1)})
    past, later = _month_days(parse, times)
    if len(years) > 150 or not (past or later):
        return
    daily = any(weekday for _, _, weekday, _ in past) or any(time.granularity == "" and re.match(r"XXXX-(WXX-\d|XX-XX$|WXX$)", time.mention.value) for time in times)
    reach = timedelta(tables.entries("time_limits")["news_days" if daily else "story_days"])
    weekdays = [(m, d, w, t) for m, d, w, t in past if w]
    for month, day, weekday, time in weekdays:
        fitting = [year for year in range(years[0] - 1, years[-1] + 1) if _weekday(year, month, day) == weekday]
        spans = tuple((date(year, month, day), date(year, month, day) + timedelta(300)) for year in fitting)
        if spans:
            yield Constraint(spans, _evidence(parse, time.first, time.last, "the years in which that day is that weekday"), 9)
    if past:
        explicit = [(days[0].month, days[0].day, time) for time in times for days in [_explicit_day(time)] if days and _says_year(time) and _is_past(parse, time) and time.tense]
        month, day, time = _last_of_cluster([*explicit, *((m, d, t) for m, d, _, t in past)])
        if _says_year(time):
            return
        if not re.search(r"\d", time.mention.text):
            reach = timedelta(tables.entries("time_limits")["month_days"])
        spans = tuple((low, low + reach) for year in range(years[0] - 1, years[-1] + 1) for low in [_safe(year, month, day)] if low)
        told = f"told as past without a year: published within {reach.days} days after it"
        yield Constraint(spans, _evidence(parse, time.first, time.last, told), 8)
    for month, time in later:
        spans = tuple((date(year, month, 1) - timedelta(92), date(year, month, monthrange(year, month)[1])) for year in range(years[0], years[-1] + 2) if 1900 < year < 2100)
        yield Constraint(spans, _evidence(parse, time.first, time.last, "told as later in that month: published before its end"), 7)


_COMING = re.compile(r"(?i)\b(?:next|coming|last|this|that)\b")
_MONTH_NAME = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")


def _month_days(parse: Parse, times: list[FoundTime]) -> tuple[list[tuple[int, int, int, FoundTime]], list[tuple[int, FoundTime]]]:
    past: list[tuple[int, int, int, FoundTime]] = []
    later: list[tuple[int, FoundTime]] = []
    for time in times:
        found = re.match(r"(?:XXXX|\d{4})-(\d\d)(?:-(\d\d))?(?:T|$)", time.mention.value)
        if not found or time.mention.type == "SET" or _says_year(time) or not _MONTH_NAME.search(time.mention.text):
            continue
        month = int(found.group(1))
        if _COMING.search(time.mention.text) or time.relation == "for":
            continue
        if time.mod == "AFTER" or (time.tense == "future" and time.relation in ("in", "by", "on", "until", "") and _is_firm(parse, time)):
            later.append((month, time))
        elif time.tense == "past" and (found.group(2) or _is_past(parse, time)) and time.relation not in ("until", "by", "before"):
            weekday = _weekday_in(parse, time)
            past.append((month, int(found.group(2) or 1), weekday if found.group(2) else 0, time))
    return past, later


def _last_of_cluster(days: list[tuple[int, int, FoundTime]]) -> tuple[int, int, FoundTime]:
    """The last of some month-days on the circle of the year: the one before the widest gap."""
    ordered = sorted(days, key=lambda row: (row[0], row[1]))
    places = [(row[0] - 1) * 31 + row[1] for row in ordered]
    gaps = [(places[(i + 1) % len(places)] - places[i]) % 372 or 372 for i in range(len(places))]
    return ordered[max(range(len(gaps)), key=lambda i: (gaps[i], i))]


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(year: int, month: int, day: int) -> int:
    found = _safe(year, month, day)
    return found.isoweekday() if found else 0
