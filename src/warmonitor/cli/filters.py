"""Filters of incidents as options give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar, get_args

import typer

from warmonitor.errors import UsageError
from warmonitor.knowledge.countries import shipped_countries
from warmonitor.knowledge.event_types import event_types, modes_of
from warmonitor.records import Grade, IncidentStatus
from warmonitor.store import IncidentFilter, IncidentSort, read_area
from warmonitor.store.written import read_box, read_day

T = TypeVar("T")
W = TypeVar("W")
_CHOICES = {"grade": get_args(Grade), "status": get_args(IncidentStatus), "sort": get_args(IncidentSort)}


def _option(flag: str, metavar: str, help: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=help, show_default=False)


DAYS: dict[str, Any] = {
    "since": Annotated[str | None, _option("--since", "DATE", "Happened on this day or later.")],
    "until": Annotated[str | None, _option("--until", "DATE", "Happened on this day or earlier.")],
}
FILTER: dict[str, Any] = {
    "type": Annotated[str | None, _option("--type", "TYPE", "PLOVER type, as ASSAULT.")],
    "mode": Annotated[str | None, _option("--mode", "MODE", "PLOVER mode, as aerial.")],
    "country": Annotated[
        str | None, _option("--country", "ISO3", "Country where it happened: its code or name, as SYR.")
    ],
    "actor": Annotated[str | None, _option("--actor", "NAME", "Name or id of who acted or was acted on.")],
    "place": Annotated[str | None, _option("--place", "NAME", "Name or id of a place.")],
    "source": Annotated[str | None, _option("--source", "NAME", "Source that tells of it.")],
    "grade": Annotated[str | None, _option("--grade", "GRADE", f"{', '.join(get_args(Grade))}.")],
    "status": Annotated[str | None, _option("--status", "STATUS", f"{', '.join(get_args(IncidentStatus))}.")],
    "text": Annotated[str | None, _option("--text", "WORDS", 'Full-text search: all words, "a phrase", begin*.')],
    "bbox": Annotated[str | None, _option("--bbox", "W,S,E,N", "Within these degrees.")],
    "area": Annotated[str | None, _option("--area", "LON,LAT,…", "Within an area, by its corners in degrees.")],
    "min_voices": Annotated[
        int | None,
        typer.Option(
            "--min-voices", metavar="N", min=1, help="Told by at least so many independent voices.", show_default=False
        ),
    ],
}


def filter_options(sort: str) -> dict[str, Any]:
    """The options of a filter with days and an order, as `options.takes` wants them; `sort` is the order where none is asked for."""
    order = typer.Option("--sort", metavar="ORDER", help=f"One of: {', '.join(_CHOICES['sort'])}.")
    return {**FILTER, **DAYS, "sort": (Annotated[str, order], sort)}


def read_filter(asked: Mapping[str, Any]) -> IncidentFilter:
    """The filter of these options; raises UsageError for one that makes no sense."""
    options = dict(asked)
    options["type"] = None if options.get("type") is None else read_type(options["type"])
    if options.get("mode") is not None:
        _check_mode(options["mode"], options["type"])
    options["country"] = None if options.get("country") is None else read_country(options["country"])
    for name, choices in _CHOICES.items():
        value = options.get(name)
        if value is not None and value.lower() not in [choice.lower() for choice in choices]:
            raise UsageError(f"--{name} {value!r}: use one of {', '.join(choices)}")
    for name in ("since", "until"):
        if options.get(name) is not None:
            options[name] = read_option(name, read_day, options[name])
    if options.get("since") and options.get("until") and options["since"] > options["until"]:
        raise UsageError(f"--since {options['since']} is after --until {options['until']}")
    options["bbox"] = None if options.get("bbox") is None else read_option("bbox", read_box, options["bbox"])
    options["area"] = None if options.get("area") is None else read_area(options["area"])
    options["sort"] = options["sort"].lower()
    return IncidentFilter(**options)


def read_type(value: str) -> str:
    """The PLOVER type of this name; raises UsageError."""
    if value.upper() not in event_types():
        raise UsageError(f"--type {value!r}: use one of {', '.join(event_types())}")
    return value.upper()


def _check_mode(value: str, type_: str | None) -> None:
    """Raise UsageError for a mode that the type (any, where none is asked for) hasn't."""
    known = dict.fromkeys(mode for one in ([type_] if type_ else event_types()) for mode in modes_of(one))
    if value.lower() not in known:
        raise UsageError(
            f"--mode {value!r}: use one of {', '.join(known)}" if known else f"{type_} has no modes: leave --mode out"
        )


def read_country(value: str) -> str:
    """The code of a country from its code or name; raises UsageError."""
    countries = shipped_countries()
    found = countries.by_code(value.upper()) or countries.by_name(value) or countries.by_name(value.title())
    if found is None:
        raise UsageError(f"--country {value!r} is no country: write its ISO 3166-1 code, as SYR")
    return found.iso3


def read_option(name: str, read: Callable[[W], T], written: W) -> T:
    """The value of an option; raises UsageError that names it."""
    try:
        return read(written)
    except UsageError as error:
        raise UsageError(f"--{name} {error}") from None
