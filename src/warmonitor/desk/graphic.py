"""Graphic text is blurred until a reader asks for it: of one text by its own switch, of all by a cookie."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from warmonitor.desk.account_pages import is_safe_address
from warmonitor.desk.accounts import CheckedForm
from warmonitor.desk.pages import render
from warmonitor.desk.service import OpenDesk
from warmonitor.desk.veils import COOKIE, SHOWN, shows_graphic

DAYS_KEPT = 180

router = APIRouter(include_in_schema=False)


@router.get("/graphic")
def show_choice(request: Request, desk: OpenDesk, back: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    return render(
        request, desk, "graphic.html", back=back if is_safe_address(back) else "/", is_shown=shows_graphic(request)
    )


@router.post("/graphic")
def choose(fields: CheckedForm) -> Response:
    """Keep in a cookie whether graphic text is shown, and go back."""
    back = str(fields.get("back", "/"))
    answer = RedirectResponse(back if is_safe_address(back) else "/", status_code=303)
    if fields.get("show") == "yes":
        answer.set_cookie(COOKIE, SHOWN, max_age=DAYS_KEPT * 86_400, httponly=True, samesite="lax", path="/")
    else:
        answer.delete_cookie(COOKIE, httponly=True, samesite="lax", path="/")
    return answer
