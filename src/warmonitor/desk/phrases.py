"""Values of the record in words that a person reads."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from warmonitor.knowledge.countries import shipped_countries
from warmonitor.knowledge.event_types import event_types
from warmonitor.publishing.bulletin.words import MONTHS, toll_order
from warmonitor.records import EventPlace, EventTime, Party, PlaceMention, Published, Report, Toll
from warmonitor.store import ReportRow

MOST_NAMED = 3  # parties of a value
PRECISIONS = {
    "exact": "the place itself",
    "near": "near it",
    "admin2": "somewhere in the district",
    "admin1": "somewhere in the province",
    "country": "somewhere in the country",
    "unknown": "not placed more closely",
}


def type_in_words(type_: str, mode: str | None = None) -> str:
    """ "Attack, heavy weapons"; an unknown type stands as it is."""
    known = event_types().get(type_.upper())
    label = known.label if known else type_.capitalize()
    return f"{label}, {mode.replace('-', ' ')}" if mode else label


def country_name(code: str | None) -> str | None:
    """The country's name; an unknown code stands as it is."""
    country = shipped_countries().by_code(code) if code else None
    return country.name if country else code


def numbers_in_words(low: int | None, high: int | None) -> str:
    """ "5", "5–8", "at least 5", "up to 8", "an unknown number"."""
    if low is None and high is None:
        return "an unknown number"
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def tolls_by_harm(tolls: Iterable[Toll]) -> list[Toll]:
    """The killed first, then the injured and other harm: so that what is cut off is never the gravest."""
    return sorted(tolls, key=lambda toll: toll_order(toll.of, toll.who))


def toll_in_words(toll: Toll) -> str:
    """ "9–13 killed (civilians)"."""
    return f"{numbers_in_words(toll.low, toll.high)} {toll.of}" + (f" ({toll.who})" if toll.who else "")


def days_in_words(earliest: str | None, latest: str | None) -> str:
    """ "15 August 2018", "15–18 August 2018", "August 2018", "2018", "since …", "until …", "unknown day"."""
    if not earliest and not latest:
        return "unknown day"
    if not earliest or not latest:
        return f"since {_whole(earliest)}" if earliest else f"until {_whole(latest or '')}"
    first, last = _day(earliest), _day(latest)
    if first is None or last is None:
        return earliest if earliest == latest else f"{earliest} – {latest}"
    if first == last:
        return _words(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        ends = f"{MONTHS[last.month - 1]} {last.year}"
        return (
            ends
            if (first.year, first.month) == (last.year, last.month)
            else f"{MONTHS[first.month - 1]} {first.year} – {ends}"
        )
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_words(last)}"
    return f"{_words(first)} – {_words(last)}"


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _whole(value: str) -> str:
    day = _day(value)
    return _words(day) if day else value


def time_in_words(time: EventTime) -> str:
    """The days of an event."""
    return days_in_words(time.earliest, time.latest)


def published_in_words(published: Published) -> str:
    """When a report was published, and how that is known."""
    days = days_in_words(published.earliest, published.latest)
    return f"{days} (inferred)" if published.basis == "inferred" else days


def instant_in_words(instant: str | None) -> str:
    """ "4 September 2018, 12:30 UTC" of an ISO instant; its words as they are where it is none."""
    day = _day(instant or "")
    if not instant or day is None:
        return instant or "unknown"
    clock = instant[11:16]
    return f"{_words(day)}, {clock} UTC" if clock else _words(day)


def report_name(report: Report | ReportRow) -> str:
    """Its title, else whose report it is."""
    return report.title or (f"Report of {report.source}" if report.source else "Report of an unnamed source")


def party_name(party: Party) -> str:
    """The name that a party resolves to, else its words."""
    return party.name or party.text


def parties_in_words(parties: tuple[Party, ...]) -> str:
    """ "A, B and 2 others"; no name twice."""
    names = list(dict.fromkeys(party_name(party) for party in parties))
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def place_name(place: EventPlace | PlaceMention) -> str:
    """ "Idlib, Syria"; the place's words where it isn't resolved."""
    name = place.name or place.text
    country = country_name(place.country)
    return f"{name}, {country}" if country and country != name else name


def place_in_words(place: EventPlace) -> str:
    """A place as the event stands to it: "near Idlib, Syria"."""
    name = place_name(place)
    return name if place.relation == "in" else f"{place.relation} {name}"


def size_in_words(radius_km: float | None) -> str | None:
    """ "within 5 km"; None where no radius is known."""
    if not radius_km:
        return None
    return f"within {radius_km:,.0f} km" if radius_km >= 1 else f"within {radius_km * 1000:,.0f} m"
