"""Sequences of incidents: offensives, sieges, series of raids, with their turns and with what reports sum up of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from warmonitor.desk.api import as_found, as_list
from warmonitor.desk.api_params import StrictPage, StrictSequenceList
from warmonitor.desk.pages import render
from warmonitor.desk.params import SequencePage
from warmonitor.desk.service import OpenDesk
from warmonitor.desk.templating import sequence_address
from warmonitor.records import Campaign
from warmonitor.store.reading_sequences import StepRow, page_aggregates
from warmonitor.workflow.campaigns import list_campaigns, read_campaign

router = APIRouter(include_in_schema=False)

WIDTH = 600
LEFT = 4


@dataclass(frozen=True)
class Bar:
    """The incidents of some days in the drawing: where it stands, how wide and how high it is, in its own units."""

    x: float
    width: float
    height: float
    words: str


@router.get("/sequences")
def show_sequences(request: Request, desk: OpenDesk, asked: Annotated[SequencePage, Query()]) -> Response:
    page = list_campaigns(
        desk.store, country=asked.country, since=asked.since, until=asked.until, limit=asked.limit, after=asked.after
    )
    with desk.store.reading() as connection:
        sums = page_aggregates(connection, 20, None)
    return render(request, desk, "sequences.html", page=page, asked=asked, sums=sums.items)


@router.get("/sequences/{sequence_id}")
def show_sequence(request: Request, desk: OpenDesk, sequence_id: str) -> Response:
    told = read_campaign(desk.store, sequence_id)
    if told.campaign.id != sequence_id:
        return RedirectResponse(sequence_address(told.campaign.id), 307)
    return render(
        request, desk, "sequence.html", sequence=told.campaign, steps=told.steps[::-1],
        bars=draw_steps(told.campaign, told.steps), width=WIDTH,
    )  # fmt: skip


@router.get("/api/sequences")
def list_sequences(request: Request, desk: OpenDesk, asked: Annotated[StrictSequenceList, Query()]) -> Response:
    page = list_campaigns(
        desk.store, incident=asked.incident, country=asked.country, since=asked.since, until=asked.until, limit=asked.limit, after=asked.after,
    )  # fmt: skip
    return as_list(request, page.items, page.next, asked)


@router.get("/api/sequences/{sequence_id:path}")
def read_sequence(desk: OpenDesk, sequence_id: str) -> Response:
    found = read_campaign(desk.store, sequence_id).campaign
    return as_found(found, sequence_id, sequence_address(found.id))


@router.get("/api/aggregates")
def list_aggregates(request: Request, desk: OpenDesk, asked: Annotated[StrictPage, Query()]) -> Response:
    with desk.store.reading() as connection:
        page = page_aggregates(connection, asked.limit, asked.after)
    return as_list(request, page.items, page.next, asked)


def draw_steps(sequence: Campaign, steps: tuple[StepRow, ...]) -> tuple[Bar, ...]:
    """A bar for each day (each few days where there are many) with incidents."""
    first, last = date.fromisoformat(sequence.first).toordinal(), date.fromisoformat(sequence.last).toordinal()
    span = max(1, last - first + 1)
    each = max(1, -(-span // 100))
    counted: dict[int, int] = {}
    for step in steps:
        if first <= step.day <= last:
            counted[(step.day - first) // each] = counted.get((step.day - first) // each, 0) + 1
    most = max(counted.values(), default=1)
    width = (WIDTH - 2 * LEFT) * each / span
    return tuple(
        Bar(
            round(LEFT + at * width, 1), round(max(2.0, width - 1), 1), round(60 * number / most, 1),
            f"{date.fromordinal(first + at * each).isoformat()}: {number}",
        )
        for at, number in sorted(counted.items())
    )  # fmt: skip
