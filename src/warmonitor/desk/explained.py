"""The page that tells why a stored report's record is as it is."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import Response

from warmonitor.desk.pages import render
from warmonitor.desk.service import OpenDesk
from warmonitor.records import Published, Report

router = APIRouter(include_in_schema=False)


def _as_given(report: Report) -> Report:
    """The report as it was before it was coded: a date that the coder inferred is inferred again."""
    if report.published.basis == "given":
        return report
    return msgspec.structs.replace(report, published=Published())


@router.get("/explain/{report_id:path}")
def show_explanation(request: Request, desk: OpenDesk, report_id: str) -> Response:
    stored = desk.store.report(report_id)
    explained = desk.explanations.of(_as_given(stored.report))
    return render(
        request, desk, "explain.html", stored=stored, explained=explained,
        is_recoded=explained.coded.coder != stored.coder, known={claim.id for claim in stored.claims},
    )  # fmt: skip
