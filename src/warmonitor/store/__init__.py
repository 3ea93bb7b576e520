"""Tables, migrations and queries. Only records leave this room, and a `Connection` that others hand back to it unopened."""

from sqlalchemy import Connection

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
from warmonitor.store.store import Store, open_store

__all__ = [
    "ChangeRow", "ClaimFilter", "ClaimRow", "Connection", "DayCount", "FacetValue", "IncidentFilter", "IncidentSort", "LinkRow", "MapPoint",
    "Page", "ReportFilter", "ReportRow", "SourceRow", "Store", "StoredSize", "open_store",
]  # fmt: skip
