"""What lists of the API hold: the contract's records, with what a reader of a list needs beside them."""

from __future__ import annotations

import msgspec

from warmonitor.records import Claim, Published, Record, Report
from warmonitor.store import ClaimRow, ReportRow


class ListedClaim(Claim, frozen=True, kw_only=True):
    """A claim, the report that holds it, that report's source and publication, and the incident that it is linked to.

    `standing` and `corrected` tell what people decided about it; `coded` is what the coder put where they corrected it.
    """

    report: str
    source: str | None = None
    published: Published = Published()
    incident: str | None = None
    standing: str | None = None
    corrected: tuple[str, ...] = ()
    coded: Claim | None = None


class ListedReport(Report, frozen=True, kw_only=True):
    """A report as it came, and what the store knows of it; `claims` is their number."""

    publisher: str | None = None
    characters: int
    claims: int
    incidents: tuple[str, ...] = ()
    version: int = 1
    copy_of: str | None = None
    added_at: str


class ListedSearch(Record, frozen=True):
    """A saved search: its parameters, how many incidents it has, and how many of them are new or changed since its owner looked."""

    id: str
    name: str
    query: dict[str, str]
    created_at: str
    seen_at: str
    total: int
    new: int
    changed: int
    incidents: str
    feed: str


class ListedBulletin(Record, frozen=True):
    """A bulletin: its days, the parameters of its filter, and how it stands."""

    id: str
    version: int
    status: str
    title: str
    since: str
    until: str
    query: dict[str, str]
    issued_at: str | None = None
    reason: str | None = None


class Health(Record, frozen=True):
    """That the desk answers, and how much its store holds, to those who may read it."""

    status: str
    version: str
    sources: int | msgspec.UnsetType = msgspec.UNSET
    reports: int | msgspec.UnsetType = msgspec.UNSET
    claims: int | msgspec.UnsetType = msgspec.UNSET
    incidents: int | msgspec.UnsetType = msgspec.UNSET


class Refusal(Record, frozen=True):
    """Why a call was refused, in words."""

    error: str


def listed_claim(row: ClaimRow) -> ListedClaim:
    """A row of claims as the API gives it."""
    fields = {name: getattr(row.claim, name) for name in Claim.__struct_fields__}
    return ListedClaim(
        **fields,
        report=row.report_id,
        source=row.source,
        published=row.published,
        incident=row.incident_id,
        standing=row.standing,
        corrected=row.corrected,
        coded=row.machine,
    )


def listed_report(row: ReportRow, report: Report) -> ListedReport:
    """A row of reports as the API gives it."""
    fields = {name: getattr(report, name) for name in Report.__struct_fields__}
    return ListedReport(
        **fields, publisher=row.publisher, characters=row.characters, claims=row.claims, incidents=row.incidents,
        version=row.version, copy_of=row.copy_of, added_at=row.added_at,
    )  # fmt: skip
