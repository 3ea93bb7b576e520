"""Tables, migrations and queries. Only records leave this room."""

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
    "ChangeRow", "ClaimFilter", "ClaimRow", "DayCount", "FacetValue", "IncidentFilter", "IncidentSort", "LinkRow", "MapPoint",
    "Page", "ReportFilter", "ReportRow", "SourceRow", "Store", "StoredSize", "open_store",
]  # fmt: skip
