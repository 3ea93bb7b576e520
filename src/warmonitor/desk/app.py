"""The desk as an application: store, templates and assets opened once, routes, one table from exception to status."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Thread
from typing import Any, cast

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from warmonitor.desk import account_pages, api, assets, pages
from warmonitor.desk.accounts import LOCAL, current_user
from warmonitor.desk.at_most import AtMost
from warmonitor.desk.doors import Doors
from warmonitor.desk.explanations import Explanations
from warmonitor.desk.listed import Refusal
from warmonitor.desk.public_copy import PublicCopy, keep_fresh
from warmonitor.desk.remembered import Remembered
from warmonitor.desk.security import SecurityHeaders, headers_of
from warmonitor.desk.service import VERSION, Desk
from warmonitor.desk.templating import open_templates
from warmonitor.errors import (
    HTTP_STATUS,
    KnowledgeError,
    NotSignedInError,
    RateError,
    StoreError,
    WarmonitorError,
    look_up,
)
from warmonitor.knowledge.permissions import SAFE_METHODS
from warmonitor.store import open_store
from warmonitor.workflow.coder import Coder

LOG = logging.getLogger(__name__)
# The modules that have routes, each in its `router`.
ROOMS = (
    "account_pages", "api", "assets", "bulletins", "explained", "graphic", "history", "pages", "review_pages", "searches",
    "sequences", "today",
)  # fmt: skip
TITLES = {
    400: "That can't be asked",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "That can't be done here",
    422: "That can't be asked",
    429: "Too many calls",
    503: "The store can't be read",
}

MOST_AT_ONCE = 8


def create_app(
    store_url: str,
    *,
    tiles: str | None = None,
    hosts: Iterable[str] | None = None,
    must_sign_in: bool = False,
    public: PublicCopy | None = None,
) -> FastAPI:
    """The desk over a store. `tiles` is a style URL, the only outside address then; `hosts` are the names it answers to (None: any).

    Where there are no accounts, everybody is the local admin, unless one `must_sign_in`. With `public`, the desk shows the public copy
    of the store to anybody, and nothing of the store itself.

    Raises StoreError where the store can't be opened, ServiceError where the browser part isn't built.
    """
    built = assets.Assets()
    store = open_store(store_url) if public is None else public.open(store_url)
    desk = Desk(
        store, Remembered(store), templates=open_templates(built, tiles=tiles), assets=built,
        explanations=Explanations(Coder), tiles=tiles,
    )  # fmt: skip

    doors = Doors(store, must_sign_in=must_sign_in, is_public=public is not None)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        stop = keep_fresh(app, public) if public else None
        Thread(target=desk.remembered.warm, daemon=True).start()
        yield
        if stop:
            stop()
        doors.recorder.close()
        app.state.desk.store.close()

    app = FastAPI(
        title="warmonitor", version=VERSION, openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan,
        dependencies=[Depends(doors.enter)],
    )  # fmt: skip
    app.state.desk, app.state.doors = desk, doors
    for room in ROOMS:
        app.include_router(import_module(f"warmonitor.desk.{room}").router)
    app.add_middleware(AtMost, calls=MOST_AT_ONCE)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(SecurityHeaders, tiles=tiles, hosts=hosts)
    app.add_exception_handler(NotSignedInError, _refuse_nobody)
    app.add_exception_handler(RateError, _refuse_for_now)
    app.add_exception_handler(WarmonitorError, _refuse)
    app.add_exception_handler(RequestValidationError, _refuse_call)
    app.add_exception_handler(ValidationError, _refuse_fields)
    app.add_exception_handler(HTTPException, _refuse_path)
    app.add_exception_handler(OverflowError, _refuse_number)
    app.add_exception_handler(500, _break)
    return app


def is_for_programs(request: Request) -> bool:
    """Whether a call wants JSON rather than a page."""
    return request.url.path.startswith("/api/") or request.url.path in ("/healthz", "/map.json")


def _answer(request: Request, status: int, message: str) -> Response:
    """A refusal: JSON for programs, a page for people."""
    if is_for_programs(request):
        return api.as_json(Refusal(message), status)
    desk: Desk = request.app.state.desk
    return pages.render(
        request, desk, "error.html", status, title=TITLES.get(status, "Something broke"), message=message
    )


async def _refuse(request: Request, error: Exception) -> Response:
    status = look_up(HTTP_STATUS, cast(WarmonitorError, error))
    if isinstance(error, StoreError | KnowledgeError) and current_user(request) is not LOCAL:
        LOG.error("%s: %s", request.url.path, error)
        return _answer(
            request, status, "The store can't be read or written. The reason is in the desk's log."
        )  # it names files
    return _answer(request, status, str(error))


async def _refuse_nobody(request: Request, error: Exception) -> Response:
    """A program is told so; a person is taken to the form, and back where that can be done."""
    if is_for_programs(request) or request.method not in SAFE_METHODS:
        answer = _answer(request, 401, str(error))
        answer.headers["WWW-Authenticate"] = 'Bearer realm="warmonitor"'
        return answer
    return account_pages.to_sign_in(request)


async def _refuse_for_now(request: Request, error: Exception) -> Response:
    answer = _answer(request, 429, str(error))
    answer.headers["Retry-After"] = str(cast(RateError, error).retry_after_seconds)
    return answer


async def _refuse_call(request: Request, error: Exception) -> Response:
    found = cast(RequestValidationError, error).errors()
    return _answer(request, 422, _in_words(found, 1))


async def _refuse_fields(request: Request, error: Exception) -> Response:
    found = cast(ValidationError, error).errors()
    return _answer(request, 422, _in_words(found, 0))


def _in_words(faults: Iterable[Any], skipped: int) -> str:
    """Each fault after the name of its field, which stands in `loc` behind so many others."""
    return "; ".join(f"{'.'.join(map(str, one['loc'][skipped:]))}: {_fault_in_words(one)}" for one in faults)


def _fault_in_words(fault: Any) -> str:
    """What is wrong with a field, in words that need no knowledge of what the desk is made of."""
    if fault["type"] == "extra_forbidden":
        return "there is no such parameter here"
    if fault["type"] == "string_pattern_mismatch":
        return f"{fault['input']!r} isn't written as it should be: /api tells how"
    words: str = fault["msg"].removeprefix("Value error, ")
    return "it" + words.removeprefix("Input") if words.startswith("Input should") else words


async def _refuse_path(request: Request, error: Exception) -> Response:
    known = cast(HTTPException, error)
    answer = _answer(
        request,
        known.status_code,
        "There is nothing at this address." if known.status_code == 404 else str(known.detail),
    )
    answer.headers.update(known.headers or {})
    return answer


async def _refuse_number(request: Request, _error: Exception) -> Response:
    return _answer(request, 400, "a number is too large")


async def _break(request: Request, _error: Exception) -> Response:
    answer = _answer(request, 500, "The desk couldn't answer. The reason is in its log.")
    desk: Desk = request.app.state.desk
    answer.headers.update(headers_of(desk.tiles))  # this handler stands outside of the middleware
    return answer
