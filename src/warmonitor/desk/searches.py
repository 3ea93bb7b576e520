"""Saved searches: named filters, what is new in each since its owner last looked, a feed each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from warmonitor.clock import now_text
from warmonitor.desk import phrases
from warmonitor.desk.accounts import CheckedForm, Reader
from warmonitor.desk.api import as_json
from warmonitor.desk.api_params import StrictPage
from warmonitor.desk.listed import ListedSearch
from warmonitor.desk.pages import render
from warmonitor.desk.params import IncidentParams, Params
from warmonitor.desk.service import Desk, OpenDesk
from warmonitor.desk.templating import incident_address, with_query
from warmonitor.publishing.cap import write_alerts
from warmonitor.publishing.feed import MEDIA_TYPE, Entry, write_feed
from warmonitor.records import Incident
from warmonitor.store import searches as stored
from warmonitor.store.daily import Look, list_steps, newest_look
from warmonitor.store.searches import SavedSearch, SearchNews
from warmonitor.workflow.searches import LAST_DAYS, MOST_DAYS, fix_days, read_query

router = APIRouter(include_in_schema=False)

ENTRIES = 50
MOVING = (1, 7, 30, 365)  # days that move along, to choose from
_LABELS = {"text": "words", "min_voices": "voices, at least", "bbox": "within a box", "area": "within a drawn area"}


class MovingDays(Params):
    """The last so many days, today among them."""

    last_days: Annotated[int | None, Field(ge=1, le=MOST_DAYS)] = None


@router.get("/searches")
def show_searches(
    request: Request, desk: OpenDesk, user: Reader, asked: Annotated[IncidentParams, Query()]
) -> Response:
    with desk.store.reading() as connection:
        found = stored.list_searches(connection, user.name).items
    rows = [(search, _news(desk, search)) for search in found]
    return render(
        request, desk, "searches.html", rows=rows, draft=asked.chosen(), moving=MOVING, query_in_words=query_in_words,
        matching=desk.store.count(asked.filter()) if asked.chosen() else None,
    )  # fmt: skip


@router.post("/searches")
def save_search(desk: OpenDesk, user: Reader, fields: CheckedForm) -> Response:
    """Keep a search under its name: all fields of the form but the name are its parameters; days that move along come before fixed ones."""
    given = {name: value for name, value in fields.items() if isinstance(value, str)}
    query = IncidentParams.model_validate(given).chosen()
    days = MovingDays.model_validate(given).last_days
    if days is not None:
        query = {name: value for name, value in query.items() if name not in ("since", "until")} | {
            LAST_DAYS: str(days)
        }
    now = now_text()
    with desk.store.writing() as connection:
        look = newest_look(connection, now)
        kept = stored.put_search(connection, user.name, str(fields.get("name", "")), query, look, now)
    return RedirectResponse(f"/searches/{kept.id}", status_code=303)


@router.get("/searches/{search_id}.atom")
def read_feed(request: Request, desk: OpenDesk, user: Reader, search_id: str) -> Response:
    search = _find(desk, search_id, user.name)
    base = str(request.base_url).rstrip("/")
    with desk.store.reading() as connection:
        found = stored.list_changed(connection, read_query(search.query), ENTRIES)
    feed = write_feed(
        [_entry(incident, base) for incident in found],
        id=f"urn:warmonitor:search:{search.id}", title=f"{search.name}: incidents", link=f"{base}/searches/{search.id}",
        own_link=f"{base}/searches/{search.id}.atom", updated=max((one.changed_at for one in found), default=search.created_at),
    )  # fmt: skip
    return Response(feed, media_type=MEDIA_TYPE)


@router.get("/searches/{search_id}.cap")
def read_alerts(request: Request, desk: OpenDesk, user: Reader, search_id: str) -> Response:
    """The search as alerts; one of an incident that changed refers to the alert before."""
    search = _find(desk, search_id, user.name)
    with desk.store.reading() as connection:
        found = stored.list_changed(connection, read_query(search.query), ENTRIES)
        before = stored.states_before(connection, [incident.id for incident in found])
    return Response("".join(write_alerts(found, before)), media_type=MEDIA_TYPE)


@router.get("/searches/{search_id}")
def show_search(request: Request, desk: OpenDesk, user: Reader, search_id: str) -> Response:
    search = _find(desk, search_id, user.name)
    with desk.store.reading() as connection:
        newest = newest_look(connection, now_text())
        found = stored.list_changed(connection, read_query(search.query), ENTRIES)
        kinds: dict[str, str] = {}
        for step in list_steps(connection, after=search.seen_change):
            kinds[step.incident_id] = (
                "new" if step.kind in ("made", "split") or kinds.get(step.incident_id) == "new" else "changed"
            )
    return render(
        request, desk, "search.html", search=search, query=fix_days(search.query), news=_news(desk, search), incidents=found, kinds=kinds, newest=newest, query_in_words=query_in_words
    )  # fmt: skip


@router.post("/searches/{search_id}/seen")
def see_search(desk: OpenDesk, user: Reader, search_id: str, fields: CheckedForm) -> Response:
    """Take what the page showed for seen: the form says up to which change."""
    search = _find(desk, search_id, user.name)
    change = str(fields.get("change", ""))
    if change.isdecimal() and len(change) <= 15:
        with desk.store.writing() as connection:
            stored.see_search(connection, search, Look(int(change), now_text()))
    return RedirectResponse("/searches", status_code=303)


@router.post("/searches/{search_id}/delete")
def delete_search(desk: OpenDesk, user: Reader, search_id: str, fields: CheckedForm) -> Response:
    search = _find(desk, search_id, user.name)
    with desk.store.writing() as connection:
        stored.delete_search(connection, search)
    return RedirectResponse("/searches", status_code=303)


@router.get("/api/searches")
def list_searches(desk: OpenDesk, user: Reader, asked: Annotated[StrictPage, Query()]) -> Response:
    with desk.store.reading() as connection:
        page = stored.list_searches(connection, user.name, asked.limit, asked.after)
    following = None if page.next is None else with_query("/api/searches", {"limit": asked.limit, "after": page.next})
    return as_json({"items": [_listed(search, _news(desk, search)) for search in page.items], "next": following})


def _find(desk: Desk, search_id: str, owner: str) -> SavedSearch:
    with desk.store.reading() as connection:
        return stored.find_search(connection, search_id, owner)


def _news(desk: Desk, search: SavedSearch) -> SearchNews:
    """The numbers of a search, remembered until an incident or the day changes."""

    def count() -> SearchNews:
        with desk.store.reading() as connection:
            return stored.count_news(connection, read_query(search.query), search.look)

    return desk.remembered.recall(("search", search.id, search.seen_change, now_text()[:10]), count)


def _listed(search: SavedSearch, news: SearchNews) -> ListedSearch:
    values = {
        name: value for name, value in msgspec.structs.asdict(search).items() if name in ListedSearch.__struct_fields__
    }
    return ListedSearch(
        **values, total=news.total, new=news.new, changed=news.changed,
        incidents=with_query("/api/incidents", fix_days(search.query)), feed=f"/searches/{search.id}.atom",
    )  # fmt: skip


def query_in_words(query: Mapping[str, str]) -> list[str]:
    """Each parameter of a search as a reader says it."""
    words = []
    for name, value in query.items():
        if name == "type":
            words.append(phrases.type_in_words(value))
        elif name == "country":
            words.append(phrases.country_name(value) or value)
        elif name in ("bbox", "area"):
            words.append(_LABELS[name])
        elif name == LAST_DAYS:
            words.append("today" if value == "1" else f"the last {value} days")
        elif name in ("since", "until"):
            words.append(phrases.days_in_words(value if name == "since" else None, value if name == "until" else None))
        elif name != "sort":
            words.append(f"{_LABELS.get(name, name)}: {value}")
    return words


def _entry(incident: Incident, base: str) -> Entry:
    where = phrases.place_in_words(incident.places[0]) if incident.places else "place not told"
    tolls = [phrases.toll_in_words(toll) for toll in phrases.tolls_by_harm(incident.counts)[:3]]
    voices = f"{incident.independent_voices} independent {'voice' if incident.independent_voices == 1 else 'voices'}"
    facts = [
        phrases.type_in_words(incident.type, incident.mode),
        phrases.time_in_words(incident.time),
        where,
        *tolls,
        f"graded {incident.grade}",
        voices,
        incident.status,
    ]
    return Entry(
        f"urn:warmonitor:incident:{incident.id}", incident.title, incident.changed_at, base + incident_address(incident.id),
        "; ".join(facts), (incident.type, incident.grade),
    )  # fmt: skip
