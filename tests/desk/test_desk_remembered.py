"""Counts that many ask for at once are searched once; a failed search is forgotten; calls wait for their turn."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.types import Message

from warmonitor.desk.at_most import AtMost
from warmonitor.desk.remembered import Remembered
from warmonitor.errors import StoreError
from warmonitor.store import IncidentFilter


class SlowIndex:
    """Stands for an index whose answers take a while; `fails` makes the next ones fail, other `now` is another state."""

    def __init__(self) -> None:
        self.asked = 0
        self.fails = False
        self.now: object = None

    def columns(self) -> object:
        return self.now

    def choose(self, filters: IncidentFilter) -> SlowIndex:
        self.asked += 1
        time.sleep(0.05)
        if self.fails:
            raise StoreError("the disk is gone")
        self.type = filters.type
        return self

    def timeline(self) -> tuple[str, ...]:
        return (str(self.type),)


def test_those_who_ask_at_once_wait_for_one_search() -> None:
    index = SlowIndex()
    remembered = Remembered(None, index)  # type: ignore[arg-type]
    with ThreadPoolExecutor(20) as pool:
        answers = list(
            pool.map(
                remembered.timeline, [IncidentFilter(type="AID")] * 20 + [IncidentFilter(type="AID", sort="newest")]
            )
        )
    assert set(answers) == {("AID",)}
    assert index.asked == 1


def test_a_failure_reaches_the_reader_and_is_not_remembered() -> None:
    index = SlowIndex()
    remembered = Remembered(None, index)  # type: ignore[arg-type]
    index.fails = True
    with pytest.raises(StoreError):
        remembered.timeline(IncidentFilter())
    index.fails = False
    assert remembered.timeline(IncidentFilter())


def test_a_change_makes_everything_be_searched_anew() -> None:
    index = SlowIndex()
    remembered = Remembered(None, index)  # type: ignore[arg-type]
    for now in ("before", "before", "after"):
        index.now = now
        remembered.timeline(IncidentFilter())
        remembered.recall("other", lambda: index.choose(IncidentFilter()))
    assert index.asked == 4  # two for each state


def test_calls_wait_for_their_turn() -> None:
    working = most = 0

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        nonlocal working, most
        working += 1
        most = max(most, working)
        await asyncio.sleep(0.001)
        working -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def nothing(_message: Message | None = None) -> Any:
        return None

    async def call_all() -> None:
        limited = AtMost(app, calls=3)
        await asyncio.gather(*(limited({"type": "http"}, nothing, nothing) for _ in range(30)))

    with ThreadPoolExecutor(1) as alone:  # a browser of other tests may have a loop running in this thread
        alone.submit(asyncio.run, call_all()).result()
    assert most == 3
