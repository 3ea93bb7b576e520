"""Tables, migrations and queries. Only records leave this room, and a `Connection` that others hand back to it unopened."""

from sqlalchemy import Connection

from warmonitor.store.areas import read_area
from warmonitor.store.columns import Array, Columns
from warmonitor.store.counting import Chosen
from warmonitor.store.index import Index
from warmonitor.store.rows import (
    ChangeRow,
    ClaimFilter,
    ClaimRow,
    DayCount,
    FacetValue,
    IncidentFilter,
    IncidentSort,
    LinkRow,
    MapPoint,
    Page,
    ReportFilter,
    ReportRow,
    SourceRow,
    StoredSize,
)
from warmonitor.store.sites import Sites, count_by_site, one_at, sites_of
from warmonitor.store.store import Store, open_store

__all__ = [
    "Array",
    "ChangeRow",
    "Chosen",
    "ClaimFilter",
    "ClaimRow",
    "Columns",
    "Connection",
    "DayCount",
    "FacetValue",
    "IncidentFilter",
    "IncidentSort",
    "Index",
    "LinkRow",
    "MapPoint",
    "Page",
    "ReportFilter",
    "ReportRow",
    "Sites",
    "SourceRow",
    "Store",
    "StoredSize",
    "count_by_site",
    "one_at",
    "open_store",
    "read_area",
    "sites_of",
]
