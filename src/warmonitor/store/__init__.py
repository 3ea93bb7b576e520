"""Tables, migrations and queries. Only records leave this room, and a `Connection` that others hand back to it unopened."""

from sqlalchemy import Connection

from warmonitor.store.areas import read_area
from warmonitor.store.columns import Array, Columns
from warmonitor.store.counting import Chosen
from warmonitor.store.index import Index
from warmonitor.store.rows import (
    Borrowed,
    ChangeRow,
    ClaimFilter,
    ClaimRow,
    CopyRow,
    DayCount,
    FacetValue,
    Family,
    IncidentFilter,
    IncidentSort,
    LinkRow,
    Page,
    ReportFilter,
    ReportRow,
    SourceRow,
    StoredSize,
    VersionRow,
)
from warmonitor.store.sites import Sites, count_by_site, one_at, sites_of
from warmonitor.store.store import Store, open_store

__all__ = [
    "Array",
    "Borrowed",
    "ChangeRow",
    "Chosen",
    "ClaimFilter",
    "ClaimRow",
    "Columns",
    "Connection",
    "CopyRow",
    "DayCount",
    "FacetValue",
    "Family",
    "IncidentFilter",
    "IncidentSort",
    "Index",
    "LinkRow",
    "Page",
    "ReportFilter",
    "ReportRow",
    "Sites",
    "SourceRow",
    "Store",
    "StoredSize",
    "VersionRow",
    "count_by_site",
    "one_at",
    "open_store",
    "read_area",
    "sites_of",
]
