"""The day's page: what came in and changed since the last look, who fell silent, what rose, where no reports come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from warmonitor.clock import now_text
from warmonitor.desk.accounts import CheckedForm, Reader, User
from warmonitor.desk.pages import render
from warmonitor.desk.params import Day, Params
from warmonitor.desk.phrases import days_in_words, instant_in_words, numbers_in_words
from warmonitor.desk.service import Desk, OpenDesk
from warmonitor.publishing.bulletin.words import toll_order
from warmonitor.store.daily import Arrived, Look, find_look, put_look
from warmonitor.watching import KINDS, PLAIN, News, Turn
from warmonitor.workflow import today

router = APIRouter(include_in_schema=False)

COOKIE = "warmonitor_look"
COOKIE_DAYS = 400
SHOWN = 40  # incidents under each heading
ROWS_SHOWN = 60  # countries or sources in a table
STALE_DAYS = 30  # beyond it the day shown is that of the last report
HEADINGS = {
    "made": "New incidents",
    "grade": "Another grade",
    "toll": "Another toll",
    "status": "Another status",
    "dispute": "Voices differ on something else",
    "merged": "Merged into others",
    "retracted": "Retracted",
    "restored": "Told again after it had ended",
    "told by more": "Told by more or fewer",
    "other": "Otherwise changed",
}
_LOOK = re.compile(r"(\d{1,15})\.(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)")


class TodayParams(Params):
    """Since which day, and beside which day's past; both are found where they aren't given."""

    since: Annotated[Day | None, Field(description="what came in and changed since the morning of this day")] = None
    on: Annotated[Day | None, Field(description="the day that is held against those before it")] = None


@dataclass(frozen=True)
class Heading:
    """Incidents of which one thing is to be told."""

    kind: str
    name: str
    count: int
    news: Sequence[News]


@dataclass(frozen=True)
class Bar:
    """Reports of an hour or a day in the units of the drawing."""

    x: float
    height: float
    label: str


@router.get("/today")
def show_today(request: Request, desk: OpenDesk, user: Reader, asked: Annotated[TodayParams, Query()]) -> Response:
    now = now_text()
    look = None if asked.since else last_look(request, desk, user)
    yesterday = (date.fromisoformat(now[:10]) - timedelta(days=1)).isoformat()
    since = f"{asked.since}T00:00:00Z" if asked.since else look.at if look else f"{yesterday}{now[10:]}"
    marker = today.newest_report(desk.store)
    found = desk.remembered.recall(
        ("news", look or since, marker), lambda: today.read_news(desk.store, look, since, now)
    )
    newest = today.last_day(desk.store)
    on = _day_shown(asked.on, newest, date.fromisoformat(now[:10]))
    watched = desk.remembered.recall(("watch", on, marker), lambda: today.watch(desk.store, on))
    return render(
        request, desk, "today.html", asked=asked, look=look, since=since, newest=found.newest, headings=_headings(found.news), is_cut=found.is_cut,
        arrived=_by_source(found.arrived), total=sum(one.reports for one in found.arrived), bars=_bars(found.arrived), watched=watched, on=on, last_day=newest,
        is_today=on.isoformat() == now[:10], turn_in_words=turn_in_words, facts_of=facts_of, rows_shown=ROWS_SHOWN, level_of=level_of,
    )  # fmt: skip


@router.post("/today/seen")
def mark_seen(request: Request, desk: OpenDesk, user: Reader, fields: CheckedForm) -> Response:
    """Take what a page showed for seen: the form says up to which step, so that what came since stays new."""
    look = _read_look(str(fields.get("look", "")))
    answer = RedirectResponse("/today", status_code=303)
    if look is not None and user.session is not None:
        with desk.store.writing() as connection:
            put_look(connection, user.name, look)
    elif look is not None:
        answer.set_cookie(
            COOKIE, f"{look.change}.{look.at}", max_age=COOKIE_DAYS * 86_400, httponly=True, samesite="strict", path="/"
        )
    return answer


def last_look(request: Request, desk: Desk, user: User) -> Look | None:
    """The last look: the user's own where there are accounts, else this browser's."""
    if user.session is None:
        return _read_look(request.cookies.get(COOKIE, ""))
    with desk.store.reading() as connection:
        return find_look(connection, user.name)


def _read_look(written: str) -> Look | None:
    found = _LOOK.fullmatch(written)
    return Look(int(found[1]), found[2]) if found else None


def _day_shown(asked: str | None, newest: date | None, now: date) -> date:
    """The day asked for, else today; that of the last report where nothing has come in for long."""
    if asked:
        return date.fromisoformat(asked)
    return newest if newest is not None and (now - newest).days > STALE_DAYS else now


def _headings(news: Sequence[News]) -> list[Heading]:
    found = []
    for kind in KINDS:
        those = [one for one in news if kind in one.kinds]
        if kind == "made":
            those.sort(key=_harm, reverse=True)
        if those:
            found.append(Heading(kind, HEADINGS[kind], len(those), those[:SHOWN]))
    return found


def _harm(news: News) -> tuple[int, int]:
    """How many a new incident's claims say were killed and hurt: what is to be read first."""
    most = {"killed": 0, "injured": 0}
    for turn in news.turns:
        of = turn.field.split(" ")[0]
        if of in most and turn.after:
            most[of] = max(most[of], *(int(figure) for figure in re.findall(r"\d+", turn.after)), 0)
    return most["killed"], most["injured"]


def facts_of(news: News) -> list[str]:
    """What a new incident's page says first: when, how many, the grade."""
    told = {turn.field: turn.after for turn in news.turns if turn.after}
    tolls = [of for of, figure in told.items() if of not in PLAIN and re.match(r"\d", figure)]
    return [
        *([_when_in_words(told["when"])] if "when" in told else []),
        *(f"{_plain_range(told[of])} {of}" for of in sorted(tolls, key=_toll_order)),
        *filter(None, [told.get("grade")]),
    ]


def _when_in_words(recorded: str) -> str:
    """ "until 5 September 2018" of "until 2018-09-05", as a step of history has it."""
    if recorded.startswith("since "):
        return days_in_words(recorded.removeprefix("since "), None)
    if recorded.startswith("until "):
        return days_in_words(None, recorded.removeprefix("until "))
    first, _, last = recorded.partition("–")
    return days_in_words(first, last or first)


def _toll_order(field: str) -> tuple[int, bool, str, str]:
    """The killed first, of a field such as "killed (civilians)"."""
    of, _, who = field.partition(" (")
    return toll_order(of, who.removesuffix(")") or None)


def _plain_range(recorded: str) -> str:
    """ "5" of "5–5", "at least 1,001" of "1001–"."""
    low, _, high = recorded.partition("–")
    if not low.isdigit() or not (high.isdigit() or not high):
        return recorded
    return numbers_in_words(int(low), int(high) if high else None if "–" in recorded else int(low))


def turn_in_words(turn: Turn) -> str:
    """ "grade: Weak → Fair"; what wasn't told before stands as "not told"."""
    name = turn.field.replace("_", " ")
    before, after = (
        _when_in_words(value) if value and turn.field == "when" else value or "not told"
        for value in (turn.before, turn.after)
    )
    return f"{name}: {before} → {after}"


def _by_source(arrived: Sequence[Arrived]) -> list[tuple[str | None, int, str]]:
    """(source, reports, last hour), those with most reports first."""
    found: dict[str | None, tuple[int, str]] = {}
    for one in arrived:
        count, hour = found.get(one.source, (0, ""))
        found[one.source] = (count + one.reports, max(hour, one.hour))
    rows = [(source, count, instant_in_words(f"{hour}:00Z")) for source, (count, hour) in found.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0] or ""))


def _bars(arrived: Sequence[Arrived]) -> list[Bar]:
    """A bar an hour, or a day where the hours span more than two days; the last 60 of them that had reports."""
    hours = {one.hour for one in arrived}
    is_long = bool(hours) and min(hours)[:10] < (date.fromisoformat(max(hours)[:10]) - timedelta(days=1)).isoformat()
    counts: dict[str, int] = {}
    for one in arrived:
        at = one.hour[:10] if is_long else one.hour
        counts[at] = counts.get(at, 0) + one.reports
    shown = sorted(counts.items())[-60:]
    most = max((count for _, count in shown), default=1)
    return [
        Bar(
            index * 16.0,
            max(2.0, 76.0 * count / most),
            f"{_moment(at)}: {count} {'report' if count == 1 else 'reports'}",
        )
        for index, (at, count) in enumerate(shown)
    ]


def _moment(at: str) -> str:
    return instant_in_words(f"{at}:00Z") if len(at) > 10 else days_in_words(at, at)


def level_of(reports: int, most: int) -> int:
    """The shade of a cell, 1 to 4: by powers of two, since sources differ a hundredfold."""
    level = 1
    while level < 4 and reports * 2 ** (4 - level) > most:
        level += 1
    return level
