"""Numbers, days, places, parties and voices as sentences say them. What reports wrote is cleaned of marks that turn or hide text."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from warmonitor.knowledge.countries import shipped_countries
from warmonitor.knowledge.tables import entries, rows
from warmonitor.publishing.bulletin.parts import Cited
from warmonitor.records import EventPlace, EventTime, Party, Published

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_TURNING = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2067\ufeff\ud800-\udfff]+")
_LONGEST_NAME = 120


def flat(text: str, longest: int = _LONGEST_NAME) -> str:
    """Words of a report on one line, without control and direction marks, cut with "…" where they are long."""
    plain = " ".join(_HIDDEN.sub(" ", text).split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def clean(text: str, longest: int = _LONGEST_NAME) -> str:
    """Likewise; words that run from right to left stand in an isolate (Unicode's FSI and PDI), so that what follows them stays in its place."""
    plain = flat(text, longest)
    return f"\u2068{plain}\u2069" if runs_left(plain) else plain


def clean_sentence(text: str, longest: int) -> str:
    """An editor's sentence: like `clean`, but isolates around single words stay where each is closed."""
    plain = " ".join(_TURNING.sub(" ", text).split())[:longest]
    return plain if _is_balanced(plain) else " ".join(_HIDDEN.sub(" ", plain).split())


def _is_balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "\u2068") - (character == "\u2069")
        if depth not in (0, 1):
            return False
    return depth == 0


def runs_left(text: str) -> bool:
    """Whether a text holds letters of a script that runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(character) in ("R", "AL") for character in text)


def toll_order(of: str, who: str | None) -> tuple[int, bool, str, str]:
    """Where a toll stands among others: the killed first, then the injured and other harm; everybody before groups."""
    order = ["killed", "injured", *entries("bulletin")["harms"]]
    return order.index(of) if of in order else len(order), who is not None, of, who or ""


def number_words(low: int | None, high: int | None) -> str:
    """ "5", "between 5 and 8", "at least 5", "up to 8"; at least one of the two is known."""
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"between {low:,} and {high:,}"


def day_words(day: str) -> str:
    """ "4 September 2018"; what is no day stays as it is."""
    try:
        found = date.fromisoformat(day[:10])
    except ValueError:
        return day
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


def time_words(time: EventTime) -> str:
    """ " on 4 September 2018", " between … and …", " in August 2018"; "" where no day is known."""
    first, last = time.earliest, time.latest
    if first and last:
        said = " " + _span_words(first, last)
    elif first or last:
        said = f" after {day_words(first)}" if first else f" before {day_words(last or '')}"
        said = said.replace("after", "on or after").replace("before", "on or before")
    else:
        return ""
    return said + (" (going by the report's date)" if time.basis == "report date" else "")


def _span_words(first: str, last: str) -> str:
    if first == last:
        return f"on {day_words(first)}"
    try:
        begin, end = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
    except ValueError:
        return f"between {first} and {last}"
    if (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31) and begin.year == end.year:
        return f"in {begin.year}"
    is_month = begin.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if is_month and (begin.year, begin.month) == (end.year, end.month):
        return f"in {MONTHS[begin.month - 1]} {begin.year}"
    return f"between {day_words(first)} and {day_words(last)}"


def period_words(since: str, until: str) -> str:
    """ "4 September 2018", "4 to 10 September 2018" of the days of a bulletin."""
    if since == until:
        return day_words(since)
    first, last = date.fromisoformat(since), date.fromisoformat(until)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(until)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {day_words(until)}"
    return f"{day_words(since)} to {day_words(until)}"


def published_words(published: Published) -> str | None:
    """When a report came out."""
    if not (published.earliest or published.latest):
        return None
    first, last = published.earliest or published.latest or "", published.latest or published.earliest or ""
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def country_name(code: str | None) -> str | None:
    """The country's name; an unknown code stands as it is."""
    country = shipped_countries().by_code(code) if code else None
    return country.name if country else code


def place_words(place: EventPlace) -> str:
    """ "near Idlib, Syria (somewhere in the province)"."""
    name, country = clean(place.name or place.text), country_name(place.country)
    shown = f"{name}, {country}" if country and country != name else name
    closer = entries("bulletin")["precision"].get(place.precision, "")
    return f"{place.relation} {shown}" + (f" ({closer})" if closer else "")


def party_name(party: Party) -> str:
    """The name that a party resolves to, else its words in quotation marks."""
    return clean(party.name) if party.name else f"“{clean(party.text)}”"


def joined(parts: Iterable[str], most: int | None = None) -> str:
    """ "A, B and C", no part twice; what is more than `most` as "2 others"."""
    names = list(dict.fromkeys(parts))
    if most is not None and len(names) > most:
        rest = len(names) - most
        names = [*names[:most], f"{rest} {'other' if rest == 1 else 'others'}"]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def speaker_words(cited: Cited) -> str | None:
    """Whom a report quotes for a claim; None where it speaks in its own voice."""
    attribution = cited.claim.attribution
    if attribution is None or not attribution.speakers:
        return None
    speaker = attribution.speakers[0]
    name = clean(speaker.name or speaker.text)
    return "somebody" if speaker.name is None and name.lower() in entries("bulletin")["nobody"] else name


def source_words(cited: Cited) -> str:
    """The name of the source that holds a claim."""
    return clean(cited.source) if cited.source else "a source without a name"


def voices_of(claims: Sequence[Cited]) -> list[str]:
    """On whose word claims stand, each once: "the war monitor (quoted by Sample Wire and Sample Daily)", or the source itself."""
    found: dict[str | None, list[str]] = {}
    own: dict[str, list[str]] = {}
    for one in claims:
        speaker, source = speaker_words(one), source_words(one)
        (own.setdefault(source, []) if speaker is None else found.setdefault(speaker, [])).append(source)
    quoted = [f"{speaker} (quoted by {joined(sources, 2)})" for speaker, sources in found.items()]
    return [*own, *quoted]


def voices_words(claims: Sequence[Cited]) -> str:
    """The voices of claims, the first of them named."""
    return joined(voices_of(claims), entries("bulletin")["most"]["voices"])


@cache
def deeds() -> dict[tuple[str, str], dict[str, str]]:
    """The rows of bulletin_deeds.tsv by type and mode."""
    return {(row["type"], row["mode"]): row for row in rows("bulletin_deeds")}


def deed_words(type_: str, mode: str | None) -> tuple[str, bool]:
    """What a happening is called, and whether that is a plural."""
    row = deeds().get((type_, mode or "")) or deeds().get((type_, ""))
    return (row["deed"], row["number"] == "plural") if row else (f"an event of the type {type_}", False)


def role_words(type_: str, role: str) -> str:
    """What those acting ("actor") or acted on ("recipient") are called."""
    row = deeds().get((type_, ""))
    return row[role] if row else {"actor": "acting", "recipient": "acted on"}[role]


@cache
def _counts() -> dict[str, dict[str, str]]:
    return {row["of"]: row for row in rows("bulletin_counts")}


def counted_words(of: str, who: str | None, low: int | None, high: int | None) -> str:
    """ "between 5 and 8 civilians were reported killed"."""
    row = _counts().get(of) or _counts()["?"]
    is_one = low == high == 1
    singular = row["one"] if who is None else _singular(who)
    noun = singular if is_one else who or row["many"]
    told = row["told"].format(of=clean(of))
    return f"{number_words(low, high)} {clean(noun)} {'was' if is_one else 'were'} {told}"


def _singular(group: str) -> str:
    known: str | None = entries("bulletin")["singular"].get(group)
    return known or group.removesuffix("s")


def upper_first(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]
