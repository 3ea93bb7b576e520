"""Why two claims are in one incident or aren't, for programs."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from warmonitor.desk.api import as_json
from warmonitor.desk.service import OpenDesk
from warmonitor.workflow.explain_links import explain_pair

router = APIRouter(include_in_schema=False)


@router.get("/api/claims/{left}/links/{right}")
def read_link(desk: OpenDesk, left: str, right: str) -> Response:
    return as_json(explain_pair(desk.store, left, right))
