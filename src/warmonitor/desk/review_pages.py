"""Review: the queue, incidents and claims with what the coder put, forms to decide, and how far reviewers agree."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any
from weakref import WeakSet

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field
from starlette.datastructures import FormData

from warmonitor.desk.accounts import LOCAL, CheckedForm, Reviewer, User, current_user
from warmonitor.desk.api import as_list
from warmonitor.desk.api_params import StrictReviewList
from warmonitor.desk.pages import render
from warmonitor.desk.params import Cursor, Name, Params, Type
from warmonitor.desk.review_text import parts_around
from warmonitor.desk.service import Desk, OpenDesk
from warmonitor.desk.templating import claim_review_address, incident_review_address
from warmonitor.errors import UsageError
from warmonitor.knowledge.event_types import event_types, modes_of
from warmonitor.knowledge.tables import entries
from warmonitor.records import Review
from warmonitor.reviewing.priority import STATES
from warmonitor.reviewing.values import CHOICES, AmbiguousError, Reader, read_decision
from warmonitor.settings import read_settings
from warmonitor.store import IncidentFilter, Store, queueing, reviews
from warmonitor.store.queueing import QueueFilter
from warmonitor.workflow import decide, subjects
from warmonitor.workflow.agreement import measure_agreement
from warmonitor.workflow.decide import By
from warmonitor.workflow.queueing import rank_missing

PAGE = 40
HELP = (
    ("j, k", "next, previous"),
    ("Enter", "open"),
    ("a", "accept the claim"),
    ("r", "reject it"),
    ("u", "unsure"),
    ("c", "correct a field"),
    ("x", "choose it, to split it off"),
    ("s", "split what is chosen off"),
    ("m", "merge with another incident"),
    ("v", "mark the incident as reviewed"),
    ("z", "undo the last decision"),
    ("i", "back to the incident"),
    ("n", "next of the queue"),
    ("?", "this list"),
)

_RANKED: WeakSet[Store] = (
    WeakSet()
)  # whose incidents all have a place in the queue; new ones get theirs as they are recorded

router = APIRouter(include_in_schema=False)


class QueueParams(Params):
    """Which incidents of the queue; `state` "all" is all of them."""

    state: Annotated[str, Field(max_length=20)] = "open"
    type: Type | None = None
    country: Name | None = None
    source: Name | None = None
    assignee: Name | None = None
    text: Name | None = None
    after: Cursor | None = None

    def filter(self) -> QueueFilter:
        """The store's form of it."""
        values = self.model_dump(exclude={"after", "state"})
        return QueueFilter(state="" if self.state == "all" else self.state, **values)

    def chosen(self) -> dict[str, str]:
        """What is asked for, as query parameters."""
        values = self.model_dump(exclude={"after"}, exclude_none=True, exclude_defaults=True)
        return {name: str(value) for name, value in values.items()}


class LogParams(Params):
    """Which decisions."""

    state: Annotated[str, Field(pattern="^(all|standing|waiting|revoked|orphaned)$")] = "all"
    reviewer: Name | None = None
    after: Cursor | None = None


class DoneParams(Params):
    """The decision that was made just now."""

    done: Annotated[int | None, Field(ge=1)] = None


class LookupParams(Params):
    """Words to look up for a field."""

    field: Annotated[str, Field(max_length=20)] = "places"
    words: Annotated[str, Field(max_length=200)] = ""


def name_of(user: User) -> str:
    """By which name somebody decides: at a desk without accounts the name in the settings, else "local"."""
    return (read_settings().reviewer or user.name) if user is LOCAL else user.name


def _by(user: User, fields: FormData) -> By:
    reason = "; ".join(dict.fromkeys(str(value).strip() for value in fields.getlist("reason") if str(value).strip()))
    return By(name_of(user), reason, has_accounts=user is not LOCAL, knowledge=read_settings().knowledge)


def _show(request: Request, desk: Desk, name: str, status: int = 200, **values: Any) -> Response:
    """A page of review, which knows its reader's name."""
    user = current_user(request)
    reviewer = name_of(user) if user else ""
    more = {
        "reviewer": reviewer,
        "help": HELP,
        "claim_at": claim_review_address,
        "incident_at": incident_review_address,
    }
    return render(request, desk, name, status, **more, **values)


@router.get("/review")
def show_queue(request: Request, desk: OpenDesk, asked: Annotated[QueueParams, Query()]) -> Response:
    if desk.store not in _RANKED and rank_missing(desk.store) == 0:
        _RANKED.add(desk.store)
    with desk.store.reading() as connection:
        page = queueing.list_queue(connection, asked.filter(), PAGE, asked.after)
        counts = queueing.count_queue(connection)
        assignees = queueing.list_assignees(connection)
    facets = desk.remembered.facets(IncidentFilter())
    return _show(
        request, desk, "review_queue.html", page=page, asked=asked, chosen=asked.chosen(), counts=counts, states=STATES,
        assignees=assignees, facets=facets,
    )  # fmt: skip


@router.get("/review/incidents/{incident_id:path}")
def show_incident_review(
    request: Request, desk: OpenDesk, incident_id: str, asked: Annotated[DoneParams, Query()]
) -> Response:
    subject = subjects.read_incident(desk.store, incident_id)
    return _show(
        request, desk, "review_incident.html", subject=subject, reasons=entries("review")["reasons"], tell=subjects.tell,
        done=_done(desk, asked.done), around=parts_around, grades=("Confirmed", "Fair", "Weak", "Contested", "Discounted"),
    )  # fmt: skip


@router.get("/review/claims/{claim_id:path}")
def show_claim_review(
    request: Request, desk: OpenDesk, claim_id: str, asked: Annotated[DoneParams, Query()]
) -> Response:
    return _claim_page(request, desk, claim_id, done=_done(desk, asked.done))


def _claim_page(
    request: Request, desk: Desk, claim_id: str, status: int = 200, *, done: Review | None = None, fault: str = "", field: str = "", typed: str = "", choices: tuple[object, ...] = (),
) -> Response:  # fmt: skip
    view = subjects.read_claim(desk.store, claim_id)
    return _show(
        request, desk, "review_claim.html", status, view=view, reasons=entries("review")["reasons"], tell=subjects.tell, done=done,
        parts=parts_around(view.coded.report.text, view.machine, most=12_000), options=_options(view), fault=fault, field=field, typed=typed, choices=choices,
    )  # fmt: skip


def _options(view: subjects.ClaimView) -> dict[str, tuple[str, ...]]:
    """The values of the fields that have few."""
    return {"type": tuple(event_types()), "mode": ("", *modes_of(view.claim.event.type)), **CHOICES}


def _done(desk: Desk, number: int | None) -> Review | None:
    if number is None:
        return None
    with desk.store.reading() as connection:
        return reviews.find_review(connection, number)


def _back(fields: FormData, default: str, review: Review | None = None) -> Response:
    """Where the form was; only paths of review are gone back to."""
    wanted = str(fields.get("next") or "")
    path, _, anchor = (wanted if wanted.startswith("/review") else default).partition("#")
    path = path.partition("?")[0]
    query = f"?done={review.id}" if review is not None else ""
    return RedirectResponse(f"{path}{query}{f'#{anchor}' if anchor else ''}", status_code=303)


@router.post("/review/claims/{claim_id:path}/decide")
def decide_claim(request: Request, desk: OpenDesk, claim_id: str, user: Reviewer, fields: CheckedForm) -> Response:
    by = _by(user, fields)
    decision = read_decision(str(fields.get("decision") or ""))
    if decision != "correct":
        review = decide.decide_claim(desk.store, claim_id, decision, by)
        return _back(fields, claim_review_address(claim_id), review)
    field, typed = str(fields.get("field") or ""), str(fields.get("value") or "")
    chosen = str(fields.get("choice") or "")
    view = subjects.read_claim(desk.store, claim_id)
    try:
        value = _reader().read(field, typed, view.claim, view.coded.report.text, chosen or None)
        review = decide.decide_claim(desk.store, claim_id, "correct", by, field=field, value=value)
    except AmbiguousError as error:
        return _claim_page(
            request, desk, claim_id, 422, fault=str(error), field=field, typed=typed, choices=error.choices
        )
    except UsageError as error:
        return _claim_page(request, desk, claim_id, 422, fault=str(error), field=field, typed=typed)
    return _back(fields, claim_review_address(claim_id), review)


def _reader() -> Reader:
    settings = read_settings()
    return _open_reader(settings.knowledge, settings.gazetteer)


@cache
def _open_reader(knowledge: Path | None, own_places: Path | None) -> Reader:
    return Reader(knowledge, own_places)


@router.post("/review/incidents/{incident_id:path}/decide")
def decide_incident(
    request: Request, desk: OpenDesk, incident_id: str, user: Reviewer, fields: CheckedForm
) -> Response:
    decision = read_decision(str(fields.get("decision") or ""))
    other = str(fields.get("other_id") or fields.get("other") or "")
    if decision == "merge":
        other = subjects.find_by_words(desk.store, other).id
    review = decide.decide_incident(
        desk.store, incident_id, decision, _by(user, fields), claims=[str(name) for name in fields.getlist("claim")],
        other=other, field=str(fields.get("field") or "") or None, value=str(fields.get("value") or ""),
    )  # fmt: skip
    return _back(fields, incident_review_address(incident_id), review)


@router.post("/review/decisions/{review_id}/revoke")
def revoke_decision(request: Request, desk: OpenDesk, review_id: int, user: Reviewer, fields: CheckedForm) -> Response:
    decide.revoke(desk.store, review_id, _by(user, fields))
    return _back(fields, "/review/decisions")


@router.post("/review/decisions/{review_id}/second")
def second_decision(request: Request, desk: OpenDesk, review_id: int, user: Reviewer, fields: CheckedForm) -> Response:
    decide.second(desk.store, review_id, _by(user, fields))
    return _back(fields, "/review/decisions")


@router.post("/review/incidents/{incident_id:path}/assign")
def assign_incident(
    request: Request, desk: OpenDesk, incident_id: str, user: Reviewer, fields: CheckedForm
) -> Response:
    assignee = name_of(user) if fields.get("to") == "me" else str(fields.get("assignee") or "")
    decide.assign(desk.store, incident_id, assignee, _by(user, fields))
    return _back(fields, incident_review_address(incident_id))


@router.post("/review/incidents/{incident_id:path}/comment")
def comment_incident(
    request: Request, desk: OpenDesk, incident_id: str, user: Reviewer, fields: CheckedForm
) -> Response:
    decide.comment(desk.store, incident_id, str(fields.get("text") or ""), _by(user, fields))
    return _back(fields, incident_review_address(incident_id))


@router.post("/review/comments/{comment_id}/withdraw")
def withdraw_comment(desk: OpenDesk, comment_id: int, user: Reviewer, fields: CheckedForm) -> Response:
    decide.withdraw_comment(desk.store, comment_id, _by(user, fields))
    return _back(fields, "/review")


@router.get("/review/decisions")
def show_decisions(request: Request, desk: OpenDesk, asked: Annotated[LogParams, Query()]) -> Response:
    with desk.store.reading() as connection:
        page = reviews.list_reviews(
            connection, state=None if asked.state in ("all", "orphaned") else asked.state, reviewer=asked.reviewer,
            orphaned=asked.state == "orphaned", limit=PAGE, after=asked.after,
        )  # fmt: skip
    return _show(request, desk, "review_decisions.html", page=page, asked=asked, tell=subjects.tell)


@router.get("/api/reviews")
def list_reviews(request: Request, desk: OpenDesk, asked: Annotated[StrictReviewList, Query()]) -> Response:
    with desk.store.reading() as connection:
        page = reviews.list_reviews(
            connection, state=None if asked.state == "orphaned" else asked.state, reviewer=asked.reviewer,
            orphaned=asked.state == "orphaned", limit=asked.limit, after=asked.after,
        )  # fmt: skip
    return as_list(request, page.items, page.next, asked)


@router.get("/review/agreement")
def show_agreement(request: Request, desk: OpenDesk) -> Response:
    return _show(request, desk, "review_agreement.html", agreement=measure_agreement(desk.store))


@router.get("/review/lookup")
def look_up(request: Request, desk: OpenDesk, asked: Annotated[LookupParams, Query()]) -> Response:
    """What words may mean, as options of a list."""
    before, _, words = asked.words.rpartition(";")
    reader = _reader()
    look_for = reader.find_places if asked.field == "places" else reader.find_parties
    found = look_for(words.strip()) if words.strip() else []
    return _show(
        request, desk, "review_lookup.html", choices=found, before=f"{before.strip()}; " if before.strip() else ""
    )
