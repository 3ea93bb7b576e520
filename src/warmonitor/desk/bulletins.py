"""Bulletins: begun from a filter, edited beside the machine's words, issued once, corrected by new versions, printed and taken along."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from warmonitor.clock import now_text, today
from warmonitor.desk.accounts import CheckedForm, Editor, current_user
from warmonitor.desk.api import as_json, as_list
from warmonitor.desk.api_params import StrictPage
from warmonitor.desk.listed import ListedBulletin
from warmonitor.desk.pages import render
from warmonitor.desk.params import IncidentParams, Listed, Params
from warmonitor.desk.searches import query_in_words
from warmonitor.desk.service import OpenDesk
from warmonitor.errors import NotFoundError, UsageError
from warmonitor.publishing.bulletin.editing import Edit, EditKind
from warmonitor.publishing.bulletin.forms import FORMS, find_form
from warmonitor.publishing.bulletin.text import head_lines, mark_of, note_head, note_numbers, numbers_of, quoted
from warmonitor.store import bulletins as stored
from warmonitor.workflow import bulletin_desk as work

router = APIRouter(include_in_schema=False)


class BulletinParams(Params):
    """Which version of a bulletin."""

    version: Annotated[int | None, Field(ge=1, le=10_000)] = None


def _sees_drafts(request: Request) -> bool:
    """Drafts are for those who may edit them."""
    user = current_user(request)
    return user is not None and user.may("editor")


@router.get("/bulletins")
def show_bulletins(request: Request, desk: OpenDesk, asked: Annotated[Listed, Query()]) -> Response:
    with desk.store.reading() as connection:
        page = stored.list_bulletins(
            connection, limit=asked.limit, after=asked.after, issued_only=not _sees_drafts(request)
        )
    return render(
        request, desk, "bulletins.html", page=page, may_edit=_sees_drafts(request), query_in_words=query_in_words
    )


@router.get("/bulletins/new")
def show_new(request: Request, desk: OpenDesk, user: Editor, asked: Annotated[IncidentParams, Query()]) -> Response:
    now = today()
    periods = {"Yesterday": (1, 1), "The last 7 days": (7, 1), "The last 30 days": (30, 1)}
    quick = [
        (name, (now - timedelta(days=first)).isoformat(), (now - timedelta(days=last)).isoformat())
        for name, (first, last) in periods.items()
    ]
    chosen = {name: value for name, value in asked.chosen().items() if name not in ("since", "until", "sort")}
    return render(
        request, desk, "bulletin-new.html", since=asked.since or quick[1][1], until=asked.until or quick[1][2], quick=quick, chosen=chosen,
        query_in_words=query_in_words,
    )  # fmt: skip


@router.post("/bulletins")
def begin(desk: OpenDesk, user: Editor, fields: CheckedForm) -> Response:
    values = {name: value for name, value in fields.items() if isinstance(value, str)}
    asked = IncidentParams.model_validate(values)
    if asked.since is None or asked.until is None:
        raise UsageError("a bulletin needs its first and its last day")
    date.fromisoformat(asked.since)
    title = str(fields.get("title", "")).strip()[:200]
    made = work.begin_bulletin(desk.store, asked.chosen(), title=title or None, by=user.name, now=now_text())
    return RedirectResponse(f"/bulletins/{made.id}/edit", status_code=303)


@router.get("/bulletins/{bulletin_id}.{format_name}")
def take_along(
    request: Request, desk: OpenDesk, bulletin_id: str, format_name: str, asked: Annotated[BulletinParams, Query()]
) -> Response:
    if format_name not in FORMS:
        raise NotFoundError(f"a bulletin can be had as {', '.join(FORMS)}, not as {format_name!r}")
    form = find_form(format_name)
    opened = work.open_bulletin(desk.store, bulletin_id, asked.version, with_drafts=_sees_drafts(request))
    name = f"bulletin-{opened.stored.since}-{opened.stored.until}-v{opened.stored.version}.{form.name}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(form.write(opened.bulletin), media_type=form.media_type, headers=headers)


@router.get("/bulletins/{bulletin_id}")
def show_bulletin(
    request: Request, desk: OpenDesk, bulletin_id: str, asked: Annotated[BulletinParams, Query()]
) -> Response:
    return _show(request, desk, "bulletin.html", bulletin_id, asked.version)


@router.get("/bulletins/{bulletin_id}/print")
def print_bulletin(
    request: Request, desk: OpenDesk, bulletin_id: str, asked: Annotated[BulletinParams, Query()]
) -> Response:
    return _show(request, desk, "bulletin-print.html", bulletin_id, asked.version)


@router.get("/bulletins/{bulletin_id}/edit")
def show_edit(request: Request, desk: OpenDesk, user: Editor, bulletin_id: str) -> Response:
    return _show(request, desk, "bulletin-edit.html", bulletin_id, None)


def _show(request: Request, desk: OpenDesk, template: str, bulletin_id: str, version: int | None) -> Response:
    sees_drafts = _sees_drafts(request)
    opened = work.open_bulletin(desk.store, bulletin_id, version, with_drafts=sees_drafts)
    with desk.store.reading() as connection:
        versions = [
            one for one in stored.list_versions(connection, bulletin_id) if sees_drafts or one.status == "issued"
        ]
    bulletin = opened.bulletin
    numbers = note_numbers(bulletin)
    known: dict[str, list[str]] = {}
    for note in bulletin.notes:
        known.setdefault(note.incident or "", []).append(note.claim)
    return render(
        request, desk, template, opened=opened, stored=opened.stored, bulletin=bulletin, versions=versions, may_edit=sees_drafts, forms=FORMS,
        head=head_lines(bulletin), note_head=note_head, quoted=quoted, mark_of=mark_of, notes_of=lambda sentence: numbers_of(sentence, numbers),
        notes={note.claim: note for note in bulletin.notes}, claims_of=known, query_in_words=query_in_words,
    )  # fmt: skip


@router.get("/api/bulletins")
def list_bulletins(request: Request, desk: OpenDesk, asked: Annotated[StrictPage, Query()]) -> Response:
    with desk.store.reading() as connection:
        page = stored.list_bulletins(
            connection, limit=asked.limit, after=asked.after, issued_only=not _sees_drafts(request)
        )
    items = [
        ListedBulletin(one.id, one.version, one.status, one.title, one.since, one.until, one.query, one.issued_at, one.reason)
        for one in page.items
    ]  # fmt: skip
    return as_list(request, items, page.next, asked)


@router.get("/api/bulletins/{bulletin_id}")
def read_bulletin(request: Request, desk: OpenDesk, bulletin_id: str) -> Response:
    return as_json(work.open_bulletin(desk.store, bulletin_id, with_drafts=_sees_drafts(request)).bulletin)


@router.post("/bulletins/{bulletin_id}/edit")
def edit(desk: OpenDesk, user: Editor, bulletin_id: str, fields: CheckedForm) -> Response:
    """One change; the page comes back where it was."""
    kind = str(fields.get("kind", ""))
    known = next((one for one in get_args(EditKind) if one == kind), None)
    if known is None:
        raise UsageError(f"{kind!r} is nothing that is done to a bulletin")
    target = str(fields.get("target", ""))
    claims = tuple(str(value) for value in fields.getlist("claims"))[:50]
    change = Edit(known, target, str(fields.get("text", "")), claims, fields.get("own") == "yes")
    work.edit_bulletin(desk.store, bulletin_id, change, by=user.name, now=now_text())
    anchor = str(fields.get("anchor", ""))[:20]
    return RedirectResponse(
        f"/bulletins/{bulletin_id}/edit" + (f"#{anchor}" if anchor.isalnum() else ""), status_code=303
    )


@router.post("/bulletins/{bulletin_id}/rewrite")
def rewrite(desk: OpenDesk, user: Editor, bulletin_id: str, fields: CheckedForm) -> Response:
    work.rewrite_bulletin(desk.store, bulletin_id, now=now_text())
    return RedirectResponse(f"/bulletins/{bulletin_id}/edit", status_code=303)


@router.post("/bulletins/{bulletin_id}/issue")
def issue(desk: OpenDesk, user: Editor, bulletin_id: str, fields: CheckedForm) -> Response:
    work.issue_bulletin(desk.store, bulletin_id, by=user.name, now=now_text())
    return RedirectResponse(f"/bulletins/{bulletin_id}", status_code=303)


@router.post("/bulletins/{bulletin_id}/correct")
def correct(desk: OpenDesk, user: Editor, bulletin_id: str, fields: CheckedForm) -> Response:
    work.correct_bulletin(desk.store, bulletin_id, str(fields.get("reason", "")), by=user.name, now=now_text())
    return RedirectResponse(f"/bulletins/{bulletin_id}/edit", status_code=303)


@router.post("/bulletins/{bulletin_id}/delete")
def delete(desk: OpenDesk, user: Editor, bulletin_id: str, fields: CheckedForm) -> Response:
    work.delete_draft(desk.store, bulletin_id)
    return RedirectResponse("/bulletins", status_code=303)
