"""Values of a claim's fields as a person types them, and back: one line a field, several values split by semicolons.

    actors, recipients, speakers   Russian armed forces; RUSMIL; local fighters
    places                         Idlib; near Maarat al-Numan [geonames:169304]
    time                           2018-09-04, 2018-09-04..2018-09-06, 2018-09
    counts                         5-8 killed civilians; at least 3 injured
    weapons                        barrel bombs
    everything else                one word of a list

Words that stand in the claim's sentence, else anywhere in the report, are quoted from there; a value that a person knows from
elsewhere quotes nothing: its characters are none, at the claim's beginning.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from warmonitor.errors import UsageError
from warmonitor.knowledge.actors import Actor, Actors, fold
from warmonitor.knowledge.countries import shipped_countries
from warmonitor.knowledge.gazetteer.lookup import Gazetteer, GazetteerPlace, shipped_gazetteer
from warmonitor.records import (
    Claim,
    Count,
    Decision,
    EventPlace,
    EventTime,
    Modality,
    Party,
    Phase,
    PlacePrecision,
    PlaceRelation,
    Polarity,
    Span,
    Stance,
    TimePrecision,
)
from warmonitor.reviewing.fields import FIELDS

RELATIONS: tuple[PlaceRelation, ...] = get_args(PlaceRelation)
DECISIONS: tuple[Decision, ...] = get_args(Decision)
_MOST_VALUES = 30
_ID = re.compile(r"\[([^\[\]\s]{1,100})\]\s*$")
_COUNT = re.compile(
    r"(?:(?P<least>at least|more than|over)|(?P<most>up to|at most))?\s*(?P<low>[\d,]{1,9})(?:\s*(?:-|–|to|or)\s*(?P<high>[\d,]{1,9}))?"
    r"\s+(?P<of>[a-z]{2,30})(?:\s+(?P<who>\S.{0,80}))?",
    re.IGNORECASE,
)
_PRECISION: dict[str, PlacePrecision] = {"country": "country", "admin1": "admin1", "admin2": "admin2"}
CHOICES: dict[str, tuple[str, ...]] = {
    "modality": get_args(Modality),
    "polarity": get_args(Polarity),
    "phase": ("", *get_args(Phase)),
    "stance": get_args(Stance),
    "background": ("no", "yes"),
}


@dataclass(frozen=True)
class Choice:
    """A value that words may mean, and what tells it from others of that name."""

    id: str
    words: str
    name: str = ""


class AmbiguousError(UsageError):
    """Words that may mean several: `choices` are to be chosen from."""

    def __init__(self, words: str, choices: Sequence[Choice]) -> None:
        said = "; ".join(f"{choice.words} [{choice.id}]" for choice in choices[:6])
        super().__init__(f"{words!r} may be several: write one of {said}")
        self.choices = tuple(choices)


class Reader:
    """Reads what a person typed for a field of a claim; looks places and parties up."""

    def __init__(self, knowledge: Path | None = None, own_places: Path | None = None) -> None:
        """`knowledge` is a folder with a project's own tables, `own_places` a gazetteer of the user's own."""
        self._actors = Actors(shipped_countries(), knowledge)
        self._own_places = own_places

    def _gazetteer(self) -> Gazetteer:
        return shipped_gazetteer(self._own_places)

    def read(self, field: str, typed: str, claim: Claim, text: str, chosen: str | None = None) -> Any:
        """The value of a field; values that the claim has already keep their words and ids.

        `chosen` is the id of one of the choices that an AmbiguousError gave for the same words before.

        Raises UsageError for what can't be read, AmbiguousError for names of several places or parties.
        """
        if field not in FIELDS:
            raise UsageError(f"there is no field {field!r}: use one of {', '.join(FIELDS)}")
        typed = typed.strip()
        if field == "type":
            return typed.upper()
        if field == "mode":
            return typed.lower() or None
        if field in CHOICES:
            return _read_choice(field, typed.lower())
        if field == "time":
            return _read_time(typed, claim, text)
        several: Callable[[str, Claim, str], Any] = {
            "places": self._place,
            "counts": _read_count,
            "weapons": _quote,
        }.get(field, self._party)

        def read_one(part: str) -> Any:
            try:
                return several(part, claim, text)
            except AmbiguousError as error:
                if chosen not in {choice.id for choice in error.choices}:
                    raise
                return several(f"{part} [{chosen}]", claim, text)

        parts = [part for part in re.split(r"[;\n]", typed) if part.strip()]
        if len(parts) > _MOST_VALUES:
            raise UsageError(f"a field has at most {_MOST_VALUES} values, not {len(parts)}")
        known = {write_one(field, one).casefold(): one for one in FIELDS[field].read(claim)}
        return tuple(known.get(part.strip().casefold()) or read_one(part.strip()) for part in parts)

    def find_parties(self, words: str) -> list[Choice]:
        """Whom of the registry words may mean."""
        named = self._actors.by_id(words.upper()) if re.fullmatch(r"[A-Za-z0-9_-]{2,40}", words) else None
        found = [named] if named is not None else self._actors.named(words) or self._begin_with(fold(words))
        return [Choice(actor.id, _describe(actor), actor.name) for actor in found[:12]]

    def _begin_with(self, begun: str) -> list[Actor]:
        """Those whose name, or a word of it, begins so."""
        if len(begun) < 3:
            return []
        return [actor for actor in self._actors if f" {begun}" in f" {fold(actor.name)}"]

    def find_places(self, words: str) -> list[Choice]:
        """Which places of the gazetteer words may mean."""
        return [Choice(place.id, _where(place), place.name) for place in self._gazetteer().candidates(words)[:12]]

    def _party(self, part: str, claim: Claim, text: str) -> Party:
        words, identity = _cut_id(part)
        span = _quote(words, claim, text)
        actor = self._actors.by_id(identity or words) if identity or words.isupper() else None
        if identity and actor is None:
            raise UsageError(
                f"the registry has nobody with the id {identity!r}: leave the brackets out to keep the words alone"
            )
        if actor is None:
            named = self._actors.named(words)
            if len(named) > 1:
                raise AmbiguousError(words, [Choice(one.id, _describe(one)) for one in named])
            actor = named[0] if named else None
        if actor is not None:
            return Party(span.start, span.end, span.text, actor.id, actor.name, actor.country, actor.sector)
        country = shipped_countries().by_name(words) or shipped_countries().by_demonym(words)
        return Party(span.start, span.end, span.text, None, words, country.iso3 if country else None)

    def _place(self, part: str, claim: Claim, text: str) -> EventPlace:
        words, identity = _cut_id(part)
        first, _, rest = words.partition(" ")
        told = next((one for one in RELATIONS if rest and one == first.lower()), None)
        relation, words = (told, rest.strip()) if told else ("in", words)
        span = _quote(words, claim, text)
        place = self._choose(words, identity, claim)
        if place is None:
            return EventPlace(span.start, span.end, span.text, name=words, relation=relation)
        precision = _PRECISION.get(place.kind, "exact" if relation == "in" else "near")
        return EventPlace(
            span.start, span.end, span.text, place.id, place.name, place.country, relation, precision,
            place.latitude, place.longitude, place.radius_km, pcode=place.pcode,
        )  # fmt: skip

    def _choose(self, words: str, identity: str | None, claim: Claim) -> GazetteerPlace | None:
        """The place of these words: by its id, or the only one so named, of those in the countries of the claim's places first."""
        found = self._gazetteer().candidates(words)
        if identity is not None:
            chosen = [place for place in found if place.id == identity]
            if not chosen:
                raise UsageError(f"no place called {words!r} has the id {identity!r}")
            return chosen[0]
        countries = {place.country for place in claim.event.places if place.country}
        near = [place for place in found if place.country in countries] or list(found)
        best = [place for place in near if place.rank == near[0].rank]  # its name before other names of it
        if len(best) > 1:
            raise AmbiguousError(words, [Choice(place.id, _where(place), place.name) for place in best[:12]])
        return near[0] if near else None


def _describe(actor: Actor) -> str:
    around = ", ".join(part for part in (actor.country, actor.sector) if part)
    return f"{actor.name} ({around})" if around else actor.name


def _where(place: GazetteerPlace) -> str:
    around = ", ".join(dict.fromkeys(part for part in (place.admin2, place.admin1, place.country) if part))
    return f"{place.name} ({place.kind}, {around})" if around else f"{place.name} ({place.kind})"


def _cut_id(part: str) -> tuple[str, str | None]:
    found = _ID.search(part)
    return (part[: found.start()].strip(), found.group(1)) if found else (part, None)


def _quote(words: str, claim: Claim, text: str) -> Span:
    """The words in the claim's sentence, else nearest to it in the report; no characters where the report doesn't have them."""
    plain = " ".join(words.split())
    if not plain:
        return Span(claim.start, claim.start, "")
    found = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", text)]
    place = min(found, key=lambda at: (not claim.start <= at < claim.end, abs(at - claim.start)), default=None)
    return Span(claim.start, claim.start, "") if place is None else Span(place, place + len(plain), plain)


def read_decision(typed: str) -> Decision:
    """The decision of this name; raises UsageError."""
    found = next((one for one in DECISIONS if one == typed), None)
    if found is None:
        raise UsageError(f"{typed!r} is no decision: use one of {', '.join(DECISIONS)}")
    return found


def _read_choice(field: str, typed: str) -> Any:
    if typed not in CHOICES[field]:
        raise UsageError(f"{field} is one of {', '.join(filter(None, CHOICES[field]))}, not {typed!r}")
    return typed == "yes" if field == "background" else typed or None


def _read_time(typed: str, claim: Claim, text: str) -> EventTime:
    """A day, a month, a year, or two of them with ".." between; an end that is left out is open."""
    if not typed:
        return EventTime(precision="unknown")
    first, dots, last = (part.strip() for part in typed.partition(".."))
    begin, end = _days(first), _days(last) if dots else _days(first)
    earliest, latest = begin[0] if begin else None, end[1] if end else None
    precision = _precision(earliest, latest)
    old = claim.event.time
    if (old.earliest, old.latest) == (earliest, latest):
        return old
    words = _quote(typed, claim, text)
    if not words.text:
        return EventTime(earliest=earliest, latest=latest, precision=precision, basis="stated")
    return EventTime(words.start, words.end, words.text, earliest, latest, precision, "stated")


def _precision(earliest: str | None, latest: str | None) -> TimePrecision:
    if earliest is None or latest is None:
        return "open"
    days = (date.fromisoformat(latest) - date.fromisoformat(earliest)).days
    return "day" if days == 0 else "week" if days < 8 else "month" if days < 32 else "year"


def _days(typed: str) -> tuple[str, str] | None:
    if not typed:
        return None
    parts = typed.split("-")
    try:
        if len(parts) == 1:
            return f"{int(typed):04d}-01-01", f"{int(typed):04d}-12-31"
        if len(parts) == 2:
            year, month = int(parts[0]), int(parts[1])
            return f"{year:04d}-{month:02d}-01", f"{year:04d}-{month:02d}-{monthrange(year, month)[1]}"
        day = date.fromisoformat(typed).isoformat()
        return day, day
    except ValueError:
        raise UsageError(
            f"{typed!r} is no day: write 2018-09-04, 2018-09 or 2018, or two of them with .. between"
        ) from None


def _read_count(part: str, claim: Claim, text: str) -> Count:
    found = _COUNT.fullmatch(part)
    if found is None:
        raise UsageError(
            f"{part!r} is no number: write 5 killed, 5-8 killed civilians, at least 5 injured or up to 8 missing"
        )
    low = int(found["low"].replace(",", ""))
    high = int(found["high"].replace(",", "")) if found["high"] else None
    bounds: tuple[int, int | None] = (low, low if high is None else high)
    if found["most"]:
        bounds = (0, low)
    elif found["least"]:
        bounds = (low if found["least"].lower() == "at least" else low + 1, high)
    span = _quote(found["low"] if high is None else part[: found.end("high")].strip(), claim, text)
    return Count(span.start, span.end, span.text, found["of"].lower(), found["who"], *bounds)


def write(field: str, value: Any) -> str:
    """A value as `read` takes it."""
    if value is None or value == ():
        return ""
    if field == "background":
        return "yes" if value else "no"
    if field == "time":
        return _write_time(value)
    if isinstance(value, tuple):
        return "; ".join(write_one(field, one) for one in value)
    return str(value)


def write_one(field: str, one: Any) -> str:
    """One of several values as `read` takes it."""
    if field == "counts":
        return _write_count(one)
    name = getattr(one, "name", None) or " ".join(one.text.split())
    shown = name.replace(";", ",").replace("[", "(").replace("]", ")")
    if field == "places" and one.relation != "in":
        shown = f"{one.relation} {shown}"
    identity = getattr(one, "id", None)
    return f"{shown} [{identity}]" if identity and " " not in identity else shown


def _write_time(time: EventTime) -> str:
    if time.earliest is None and time.latest is None:
        return ""
    if time.earliest == time.latest:
        return time.earliest or ""
    return f"{time.earliest or ''}..{time.latest or ''}"


def _write_count(count: Count) -> str:
    if count.low is None or (count.low == 0 and count.high is not None):
        number = f"up to {count.high or 0}"
    elif count.high is None:
        number = f"at least {count.low}"
    else:
        number = str(count.low) if count.low == count.high else f"{count.low}-{count.high}"
    return f"{number} {count.of}{f' {count.who}' if count.who else ''}"
