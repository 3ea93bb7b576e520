"""The pages. Each works without the browser part; filters are plain forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from warmonitor.desk import copies, incident_view, openapi
from warmonitor.desk.api import as_json
from warmonitor.desk.causes import cause_parts
from warmonitor.desk.citations import cite_text
from warmonitor.desk.marks import Mark, cut_text, find_marks, parts_of
from warmonitor.desk.params import (
    SORTS,
    IncidentList,
    IncidentPageParams,
    IncidentParams,
    MapParams,
    OverviewParams,
    ReportList,
    ReportPageParams,
)
from warmonitor.desk.service import VERSION, Desk, OpenDesk
from warmonitor.desk.templating import incident_address, may_see, with_query
from warmonitor.desk.timeline import draw_timeline
from warmonitor.errors import NotFoundError
from warmonitor.publishing import FORMATS
from warmonitor.publishing.bulletin.sentences import is_denied
from warmonitor.records import CodedReport, Incident
from warmonitor.store import ClaimFilter, IncidentFilter, ReportFilter
from warmonitor.workflow.campaigns import list_campaigns

CLAIMS_SHOWN = 300
LONGEST_QUOTED = 500_000  # characters of a report whose sentences an incident's page shows
LAYERS = ("claims", "refused", "places", "times", "statements", "furniture")

router = APIRouter(include_in_schema=False)


def render(request: Request, desk: Desk, name: str, status: int = 200, **values: Any) -> Response:
    """A page from its template."""
    return desk.templates.TemplateResponse(request, name, {"version": VERSION, **values}, status_code=status)


def _filter_values(desk: Desk, asked: IncidentParams) -> dict[str, Any]:
    """What the filter form needs: the values to choose from, with counts, those chosen, and how many incidents are left."""
    facets = desk.remembered.facets(asked.filter())
    total = sum(value.count for value in facets["status"])  # each incident has one
    return {"facets": facets, "chosen": asked.chosen(), "sorts": SORTS, "total": total}


@router.get("/")
def show_overview(request: Request, desk: OpenDesk, asked: Annotated[OverviewParams, Query()]) -> Response:
    page = desk.remembered.page(asked.filter(), limit=asked.limit, after=asked.after)
    days = desk.remembered.timeline(asked.filter())
    return render(
        request, desk, "overview.html", page=page, asked=asked, timeline=draw_timeline(days, asked.since, asked.until),
        **_filter_values(desk, asked),
    )  # fmt: skip


@router.get("/map.json")
def read_map(desk: OpenDesk, asked: Annotated[MapParams, Query()]) -> Response:
    return Response(desk.remembered.places(asked.filter(), asked.looked_at()), media_type="application/json")


@router.get("/incidents")
def show_incidents(request: Request, desk: OpenDesk, asked: Annotated[IncidentList, Query()]) -> Response:
    page = desk.remembered.page(asked.filter(), limit=asked.limit, after=asked.after)
    return render(
        request, desk, "incidents.html", page=page, asked=asked, formats=FORMATS.values(), **_filter_values(desk, asked)
    )


@router.get("/incidents.{format_name}")
def download_incidents(desk: OpenDesk, format_name: str, asked: Annotated[IncidentList, Query()]) -> Response:
    form = FORMATS.get(format_name)
    if form is None:
        raise NotFoundError(f"incidents can be had as {', '.join(FORMATS)}, not as {format_name!r}")
    headers = {"Content-Disposition": f'attachment; filename="incidents.{form.name}"'}
    return StreamingResponse(
        form.write(_all_incidents(desk, asked.filter())), media_type=form.media_type, headers=headers
    )


def _all_incidents(desk: Desk, filters: IncidentFilter) -> Iterator[Incident]:
    """Every incident of a filter, a page in memory at a time."""
    after = None
    while True:
        page = desk.store.incidents(filters, limit=500, after=after)
        yield from page.items
        after = page.next
        if after is None:
            return


@router.get("/incidents/{incident_id:path}")
def show_incident(
    request: Request, desk: OpenDesk, incident_id: str, asked: Annotated[IncidentPageParams, Query()]
) -> Response:
    at = asked.as_known
    incident = desk.store.incident(incident_id) if at is None else desk.store.incident_as_known(incident_id, at)
    if at is None and incident.id != incident_id:
        return RedirectResponse(with_query(incident_address(incident.id), {"merged": incident_id}), 307)
    if at is None:
        page = desk.store.claims(ClaimFilter(incident=incident.id), limit=CLAIMS_SHOWN)
        rows, more_claims = page.items, page.next is not None
    else:
        rows, more_claims = desk.store.claims_as_known(incident.id, at, limit=CLAIMS_SHOWN), False
    reports = desk.store.reports(ReportFilter(incident=incident.id), limit=200).items
    reports = tuple(report for report in reports if at is None or report.id in incident.reports)
    texts = {
        report.id: desk.store.report(report.id).report.text for report in reports if report.characters <= LONGEST_QUOTED
    }
    address = f"{str(request.base_url).rstrip('/')}{incident_address(incident.id)}"
    return render(
        request, desk, "incident.html", incident=incident, view=incident_view.view_incident(incident, rows, texts),
        more_claims=more_claims, reports=reports, changes=desk.store.changes(incident.id, limit=30).items, merged=asked.merged,
        as_known=at, sequences=list_campaigns(desk.store, incident=incident.id).items, is_denied=is_denied, cause_parts=cause_parts,
        citation=cite_text(incident, address if at is None else with_query(address, {"as_known": at})),
    )  # fmt: skip


@router.get("/reports")
def show_reports(request: Request, desk: OpenDesk, asked: Annotated[ReportList, Query()]) -> Response:
    page = desk.store.reports(asked.filter(), limit=asked.limit, after=asked.after)
    chosen = {
        name: str(value)
        for name, value in asked.model_dump(exclude_none=True, exclude_defaults=True).items()
        if name != "after"
    }
    return render(
        request, desk, "reports.html", page=page, asked=asked, chosen=chosen, sources=desk.remembered.sources().items
    )


@router.get("/reports/{report_id:path}")
def show_report(
    request: Request, desk: OpenDesk, report_id: str, asked: Annotated[ReportPageParams, Query()]
) -> Response:
    coded = desk.store.report(report_id, version=asked.version)
    parts = parts_of(coded.report.text)
    if asked.part > len(parts):
        raise NotFoundError(f"this report's text has {len(parts)} parts, not {asked.part}")
    start, end = parts[asked.part - 1]
    told = _copies_of(desk, coded, asked)
    taken = told["family"].own.taken if told["family"] is not None and told["family"].own is not None else ()
    marks = [*find_marks(coded), *(Mark(one.start, one.end, "taken", hint=f"as in {one.report}") for one in taken)]
    return render(
        request, desk, "report.html", coded=coded, stretches=list(cut_text(coded.report.text, marks, start, end)), parts=parts,
        asked=asked, claims=[claim for claim in coded.claims if start <= claim.start < end],
        refused=[one for one in coded.refused if start <= one.start < end],
        statements=[(number, one) for number, one in enumerate(coded.mentions.statements) if start <= one.start < end],
        hidden=set(asked.hide.split(",")), layers=(*LAYERS, "copied") if taken else LAYERS, is_denied=is_denied,
        **_linked(desk, report_id), **told,
    )  # fmt: skip


@router.get("/original/{report_id:path}")
def take_original(desk: OpenDesk, report_id: str) -> Response:
    """The bytes of a report as they came, to be kept: a browser never shows them as a page of this desk."""
    content = desk.store.report_bytes(report_id)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''report-{quote(report_id, safe='')}"}
    return Response(content, media_type="application/octet-stream", headers=headers)


def _copies_of(desk: Desk, coded: CodedReport, asked: ReportPageParams) -> dict[str, Any]:
    """The versions of a report, its copies, and the difference that was asked for."""
    versions, family = desk.store.report_versions(coded.report.id), desk.store.family(coded.report.id)
    version = asked.version or copies.newest(versions)
    difference = None
    if asked.beside:
        difference = copies.compare_with(desk, coded, asked.beside)
    elif asked.against is not None:
        difference = copies.compare_versions(desk, coded, version, asked.against)
    is_current = version == copies.newest(versions)  # what is whose is known of the current text alone
    return {
        "versions": versions, "family": family if is_current else None, "adds": copies.list_copies(desk, family) if is_current else [],
        "difference": difference, "shown_version": version,
    }  # fmt: skip


def _linked(desk: Desk, report_id: str) -> dict[str, Any]:
    """The incident of each claim of a report that is linked to one, and how those stand that people decided about."""
    rows = desk.store.claims(ClaimFilter(report=report_id), limit=1000).items
    return {
        "linked": {row.claim.id: row.incident_id for row in rows if row.incident_id is not None},
        "standings": {row.claim.id: row.standing for row in rows if row.standing is not None},
    }


@router.get("/sources")
def show_sources(request: Request, desk: OpenDesk, asked: Annotated[ReportList, Query()]) -> Response:
    page = desk.store.sources(limit=200, after=asked.after) if asked.after else desk.remembered.sources()
    return render(request, desk, "sources.html", page=page)


@router.get("/about")
def show_about(request: Request, desk: OpenDesk) -> Response:
    return render(request, desk, "about.html", size=desk.store.size())


@router.get("/api")
def show_api(request: Request, desk: OpenDesk) -> Response:
    operations = [(one, parameters) for one, parameters in openapi.operations() if may_see(request, one.path)]
    return render(request, desk, "api.html", document=_described(request), operations=operations)


def _described(request: Request) -> dict[str, Any]:
    """The description of what this visitor may call."""
    whole = openapi.document()
    return {**whole, "paths": {path: what for path, what in whole["paths"].items() if may_see(request, path)}}


@router.get("/api/openapi.json")
def read_openapi(request: Request) -> Response:
    return as_json(_described(request))
