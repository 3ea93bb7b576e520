"""The API: the contract's records as JSON, lists in pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from warmonitor.desk import copies
from warmonitor.desk.api_params import (
    StrictAsKnown,
    StrictClaimList,
    StrictIncidentList,
    StrictPage,
    StrictReportList,
)
from warmonitor.desk.listed import Health, listed_claim, listed_report
from warmonitor.desk.params import Listed
from warmonitor.desk.service import VERSION, OpenDesk
from warmonitor.desk.templating import incident_address, may_see
from warmonitor.records import Campaign, Incident
from warmonitor.store import Page as StorePage
from warmonitor.store import ReportRow, Store
from warmonitor.workflow.explain_links import explain_pair

MOST_CHARACTERS = 5_000_000  # of report texts in one page of a list

router = APIRouter(include_in_schema=False)


def as_json(value: Any, status: int = 200) -> Response:
    """An answer of records."""
    return Response(msgspec.json.encode(value), status_code=status, media_type="application/json")


def as_found(found: Incident | Campaign, asked_id: str, address: str) -> Response:
    """A record; of one that became part of another, that other with its address, for those who follow and for those who don't."""
    answer = as_json(found, 200 if found.id == asked_id else 307)
    if found.id != asked_id:
        answer.headers["Location"] = f"/api{address}"
    return answer


def as_list(request: Request, items: Sequence[Any], after: str | None, asked: Listed) -> Response:
    """A list and the address of its next page, path and query."""
    following = None
    if after is not None:
        values = asked.model_dump(exclude_none=True, exclude_defaults=True) | {"after": after}
        following = f"{request.url.path}?{urlencode(values)}"
    return as_json({"items": items, "next": following})


@router.get("/api/incidents")
def list_incidents(request: Request, desk: OpenDesk, asked: Annotated[StrictIncidentList, Query()]) -> Response:
    if asked.as_known is not None:
        page = desk.store.incidents_as_known(asked.as_known, asked.filter(), limit=asked.limit, after=asked.after)
    else:
        page = desk.remembered.page(asked.filter(), limit=asked.limit, after=asked.after)
    return as_list(request, page.items, page.next, asked)


@router.get("/api/incidents/{incident_id:path}")
def read_incident(desk: OpenDesk, incident_id: str, asked: Annotated[StrictAsKnown, Query()]) -> Response:
    if asked.as_known is not None:
        return as_json(desk.store.incident_as_known(incident_id, asked.as_known))
    incident = desk.store.incident(incident_id)
    return as_found(incident, incident_id, incident_address(incident.id))


@router.get("/api/claims")
def list_claims(request: Request, desk: OpenDesk, asked: Annotated[StrictClaimList, Query()]) -> Response:
    page = desk.store.claims(asked.filter(), limit=asked.limit, after=asked.after)
    return as_list(request, [listed_claim(row) for row in page.items], page.next, asked)


@router.get("/api/claims/{left}/links/{right}")
def read_link(desk: OpenDesk, left: str, right: str) -> Response:
    return as_json(explain_pair(desk.store, left, right))


@router.get("/api/reports")
def list_reports(request: Request, desk: OpenDesk, asked: Annotated[StrictReportList, Query()]) -> Response:
    page = _bounded_reports(desk.store, asked)
    items = [listed_report(row, desk.store.report(row.id).report) for row in page.items]
    return as_list(request, items, page.next, asked)


def _bounded_reports(store: Store, asked: StrictReportList) -> StorePage[ReportRow]:
    """A page that is shorter than asked for where its texts are very long."""
    page = store.reports(asked.filter(), limit=asked.limit, after=asked.after)
    total = 0
    for index, row in enumerate(page.items):
        total += row.characters
        if total > MOST_CHARACTERS and index > 0:
            return store.reports(asked.filter(), limit=index, after=asked.after)
    return page


@router.get("/api/reports/{report_id:path}")
def read_report(desk: OpenDesk, report_id: str) -> Response:
    return as_json(copies.read_report(desk, report_id))


@router.get("/api/sources")
def list_sources(request: Request, desk: OpenDesk, asked: Annotated[StrictPage, Query()]) -> Response:
    page = desk.store.sources(limit=asked.limit, after=asked.after)
    return as_list(request, page.items, page.next, asked)


@router.get("/healthz")
def read_health(request: Request, desk: OpenDesk) -> Response:
    size = desk.store.size()
    if not may_see(request, "/"):
        return as_json(Health("ok", VERSION))
    return as_json(Health("ok", VERSION, size.sources, size.reports, size.claims, size.incidents))
