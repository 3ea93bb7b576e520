"""What may be asked: every query parameter, its bounds, and the store's filter that it becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.functional_validators import AfterValidator, BeforeValidator

from warmonitor.desk.map_places import View
from warmonitor.errors import UsageError
from warmonitor.knowledge.countries import shipped_countries
from warmonitor.knowledge.event_types import event_types
from warmonitor.records import Grade, IncidentStatus
from warmonitor.store import ClaimFilter, IncidentFilter, IncidentSort, ReportFilter, read_area
from warmonitor.store.written import read_box, read_day, read_instant

MOST_ITEMS = 200
_DAY = r"^\d{4}-\d{2}-\d{2}$"
SORTS: tuple[str, ...] = get_args(IncidentSort)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


def checked(read: Callable[[str], Any]) -> Callable[[str], str]:
    """What `read` can read, as it was written; what it refuses is refused as pydantic wants it."""

    def check(written: str) -> str:
        try:
            read(written)
        except UsageError as error:
            raise ValueError(str(error)) from None
        return written

    return check


def _instant(written: str) -> str:
    try:
        return read_instant(written)
    except UsageError as error:
        raise ValueError(str(error)) from None


def _wide_box(value: str) -> str:
    west, south, east, north = read_box(value)
    if not (-540 <= west <= east <= 540 and -90 <= south <= north <= 90):
        raise UsageError("a view is west,south,east,north, west below east and south below north")
    return value


def _box(value: str) -> str:
    west, south, east, north = read_box(value)
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise UsageError("an area's longitudes lie within 180, its latitudes within 90, south below north")
    return value


def _type(value: str) -> str:
    if value.upper() not in event_types():
        raise ValueError(f"a type is one of {', '.join(event_types())}")
    return value.upper()


def _country(value: str) -> str:
    """The code of a country from its code or name."""
    countries = shipped_countries()
    found = countries.by_code(value.upper()) or countries.by_name(value) or countries.by_name(value.title())
    if found is None:
        raise ValueError(f"{value!r} is no country: write its ISO 3166-1 code, as SYR")
    return found.iso3


def _written_as_day(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(_DAY, value):
        raise ValueError(f"{value!r} is no date: write it as 2018-09-05")
    return value


Words = Annotated[str, Field(max_length=200)]
Name = Annotated[str, Field(max_length=200)]
Day = Annotated[
    str,
    Field(pattern=_DAY, json_schema_extra={"format": "date"}),
    BeforeValidator(_written_as_day),
    AfterValidator(checked(read_day)),
]
Box = Annotated[
    str, Field(max_length=100, description="west,south,east,north in degrees"), AfterValidator(checked(_box))
]
WideBox = Annotated[
    str, Field(max_length=100, description="west,south,east,north of a view"), AfterValidator(checked(_wide_box))
]
Area = Annotated[
    str,
    Field(max_length=2000, description="corners of a drawn area: longitude,latitude,longitude,latitude,… in degrees"),
    AfterValidator(checked(read_area)),
]
Instant = Annotated[
    str,
    Field(
        max_length=40,
        pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z?)?$",
        description="a day, as 2018-09-05 (its end is meant), or an instant in UTC, as 2018-09-05T12:00:00Z",
    ),
    AfterValidator(_instant),
]
Cursor = Annotated[
    str, Field(max_length=400, pattern=r"^[A-Za-z0-9_-]+$", description="where the page before ended, as in its `next`")
]
Country = Annotated[str, Field(max_length=200), AfterValidator(_country)]
Type = Annotated[str, Field(max_length=20, json_schema_extra={"enum": list(event_types())}), AfterValidator(_type)]


class Params(BaseModel):
    """Base of all: empty values are as good as absent (forms send them), control characters are left out."""

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _clean(cls, values: Any) -> Any:
        if not isinstance(values, Mapping):
            return values
        cleaned = {
            name: _CONTROL.sub(" ", value).strip() if isinstance(value, str) else value
            for name, value in values.items()
        }
        return {name: value for name, value in cleaned.items() if value != ""}


class Listed(Params):
    """A page of a list."""

    limit: Annotated[int, Field(ge=1, le=MOST_ITEMS, description="items a page")] = 50
    after: Cursor | None = None


class Between(Params):
    """Two days, both meant."""

    since: Annotated[Day | None, Field(description="not over before this day")] = None
    until: Annotated[Day | None, Field(description="begun by this day")] = None

    @model_validator(mode="after")
    def _in_order(self) -> Between:
        if self.since and self.until and self.since > self.until:
            raise ValueError("`since` is after `until`")
        return self


class IncidentParams(Between):
    """Which incidents."""

    text: Annotated[Words | None, Field(description='full-text search: all words, "a phrase", prefix*')] = None
    type: Annotated[Type | None, Field(description="PLOVER type")] = None
    mode: Annotated[Name | None, Field(description="PLOVER mode")] = None
    country: Annotated[Country | None, Field(description="code by ISO 3166-1, or name")] = None
    actor: Annotated[Name | None, Field(description="id or name")] = None
    place: Annotated[Name | None, Field(description="id or name")] = None
    source: Annotated[Name | None, Field(description="name of a source")] = None
    grade: Grade | None = None
    status: IncidentStatus | None = None
    bbox: Box | None = None
    area: Area | None = None
    min_voices: Annotated[int | None, Field(ge=1, le=1000, description="at least so many independent voices")] = None
    sort: IncidentSort = "most told"

    def filter(self) -> IncidentFilter:
        """The store's form of it."""
        values = self.model_dump(include=set(IncidentParams.model_fields))
        if self.bbox is not None:
            values["bbox"] = read_box(self.bbox)
        if self.area is not None:
            values["area"] = read_area(self.area)
        return IncidentFilter(**values)

    def chosen(self) -> dict[str, str]:
        """What is asked for, as query parameters, without what is left at its default."""
        values = self.model_dump(include=set(IncidentParams.model_fields), exclude_none=True, exclude_defaults=True)
        return {name: str(value) for name, value in values.items()}


class ClaimParams(Between):
    """Which claims."""

    text: Words | None = None
    incident: Name | None = None
    report: Annotated[str | None, Field(max_length=2000)] = None
    type: Type | None = None
    source: Name | None = None
    speaker: Annotated[Name | None, Field(description="id or name")] = None

    def filter(self) -> ClaimFilter:
        """The store's form of it."""
        return ClaimFilter(**self.model_dump(include=set(ClaimParams.model_fields)))


class ReportParams(Between):
    """Which reports."""

    text: Words | None = None
    incident: Name | None = None
    source: Name | None = None

    def filter(self) -> ReportFilter:
        """The store's form of it."""
        return ReportFilter(**self.model_dump(include=set(ReportParams.model_fields)))


class IncidentList(Listed, IncidentParams):
    """A page of incidents."""

    def chosen(self) -> dict[str, str]:
        """With the length of a page."""
        return super().chosen() | ({} if self.limit == 50 else {"limit": str(self.limit)})


class ClaimList(Listed, ClaimParams):
    """A page of claims."""


class ReportList(Listed, ReportParams):
    """A page of reports."""


class OverviewParams(IncidentList):
    """What the overview takes; `view` is where the map looks (zoom/latitude/longitude) and restricts nothing."""

    view: Annotated[str | None, Field(max_length=60, pattern=r"^[-0-9./]+$")] = None


class MapParams(IncidentParams):
    """What the map asks: for which incidents, at what zoom, and for what part of the world."""

    zoom: Annotated[float, Field(ge=0, le=24, allow_inf_nan=False)] = 1
    box: WideBox | None = None

    def looked_at(self) -> View:
        """The view that is asked for; the whole world where none is."""
        if self.box is None:
            return View(self.zoom, (-180, -90, 180, 90))
        return View(self.zoom, read_box(self.box))


class AsKnown(Params):
    """As of when something is asked for."""

    as_known: Annotated[Instant | None, Field(description="as it was known by this day or instant")] = None


class IncidentPageParams(AsKnown):
    """How an incident is shown: as of when, and which incident was asked for where it was merged into this one."""

    merged: Name | None = None


class SequencePage(Listed, Between):
    """Which sequences a page shows."""

    country: Annotated[Country | None, Field(description="code by ISO 3166-1, or name")] = None


class ReportPageParams(Params):
    """How a report is shown: a version of it, a part of a long text, and layers that are switched off.

    `against` is the number of the version, `beside` the id of the report that it is compared with.
    """

    version: Annotated[int | None, Field(ge=1, le=100_000)] = None
    against: Annotated[int | None, Field(ge=1, le=100_000)] = None
    beside: Annotated[str, Field(max_length=2000)] = ""
    part: Annotated[int, Field(ge=1, le=100_000)] = 1
    hide: Annotated[str, Field(max_length=100)] = ""
