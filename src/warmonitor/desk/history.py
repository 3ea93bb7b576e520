"""What changed, for those who follow the record: the feed of changes and deletions, as JSON and as Atom; and how to cite what stands."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from warmonitor.desk.api import as_list
from warmonitor.desk.api_params import StrictChangeList
from warmonitor.desk.citations import MEDIA_TYPES, cite_bibtex, cite_ris
from warmonitor.desk.service import Desk, OpenDesk
from warmonitor.desk.templating import incident_address
from warmonitor.errors import NotFoundError
from warmonitor.publishing.feed import MEDIA_TYPE as ATOM
from warmonitor.publishing.feed import Entry, write_feed
from warmonitor.store import ChangeRow

router = APIRouter(include_in_schema=False)

ENTRIES = 50
_HEADS = {
    "made": "New: {}",
    "changed": "Changed: {}",
    "merged": "Merged into another: {}",
    "split": "Split from another: {}",
    "retracted": "Retracted: {}",
    "restored": "Restored: {}",
}


@router.get("/api/changes")
def list_changes(request: Request, desk: OpenDesk, asked: Annotated[StrictChangeList, Query()]) -> Response:
    page = desk.store.steps(asked.filter(), limit=asked.limit, after=asked.after)
    return as_list(request, page.items, page.next, asked)


@router.get("/changes.atom")
def read_feed(request: Request, desk: OpenDesk) -> Response:
    base = str(request.base_url).rstrip("/")
    steps = desk.store.changes(limit=ENTRIES).items
    feed = write_feed(
        [_entry(desk, step, base) for step in steps],
        id="urn:warmonitor:changes", title="Changes of incidents", link=f"{base}/incidents?sort=last+changed",
        own_link=f"{base}/changes.atom", updated=steps[0].at if steps else "1970-01-01T00:00:00Z",
    )  # fmt: skip
    return Response(feed, media_type=ATOM)


@router.get("/incidents/{incident_id}/citation.{form}")
def read_citation(request: Request, desk: OpenDesk, incident_id: str, form: str) -> Response:
    if form not in MEDIA_TYPES:
        raise NotFoundError(f"an incident can be cited as {' or '.join(MEDIA_TYPES)}, not as {form!r}")
    incident = desk.store.incident(incident_id)
    address = f"{str(request.base_url).rstrip('/')}{incident_address(incident.id)}"
    text = (cite_bibtex if form == "bib" else cite_ris)(incident, address)
    headers = {"Content-Disposition": f'attachment; filename="warmonitor-{quote(incident.id, safe="")}.{form}"'}
    return Response(text, media_type=f"{MEDIA_TYPES[form]}; charset=utf-8", headers=headers)


def _entry(desk: Desk, step: ChangeRow, base: str) -> Entry:
    """A step as an entry of the feed; what an incident turned into is linked, not the incident that is no more."""
    try:
        title = desk.store.incident_as_known(step.incident_id, step.at).title
    except NotFoundError:
        title = step.incident_id
    return Entry(
        id=f"urn:warmonitor:change:{step.number}",
        title=_HEADS.get(step.kind, "{}").format(title),
        updated=step.at,
        link=f"{base}{incident_address(step.replaced_by or step.incident_id)}",
        summary=change_in_words(step),
        categories=(step.kind,),
    )


def change_in_words(step: ChangeRow) -> str:
    """ "grade: Weak → Fair; reports: 1 → 2 (report x)"."""
    told = [
        f"{name.replace('_', ' ')}: {values[0] if values[0] is not None else '—'} → {values[1] if values[1] is not None else '—'}"
        for name, values in step.changed.items()
        if len(values) == 2 and step.kind != "made"
    ]
    said = "; ".join(told) or step.kind
    return f"{said} ({step.cause})" if step.cause else said
