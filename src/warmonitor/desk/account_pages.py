"""Signing in and out, one's own account, the accounts of all, the audit log."""

from __future__ import annotations

import secrets
from typing import Annotated, Any
from urllib.parse import quote, urlsplit

import msgspec
from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from warmonitor.clock import now_text
from warmonitor.desk.accounts import Admin, CheckedForm, Reader, User, current_user
from warmonitor.desk.doors import VISITOR, Doors, asker_of, cookie_name
from warmonitor.desk.pages import render
from warmonitor.desk.params import Listed, Name
from warmonitor.desk.recorder import deed_of
from warmonitor.desk.service import Desk, OpenDesk
from warmonitor.errors import NotSignedInError, UsageError, WarmonitorError
from warmonitor.knowledge.permissions import ROLES, reaches
from warmonitor.knowledge.tables import rows
from warmonitor.store import accounts, audit
from warmonitor.workflow import accounts as work

DEEDS = ("signed in", "failed to sign in", "signed out", "saw", "listed", "exported", "changed", "opened account",
         "closed account", "reopened account", "gave role", "gave password", "changed password", "made token", "ended session")  # fmt: skip

router = APIRouter(include_in_schema=False)


class AuditParams(Listed):
    """Which rows of the audit log."""

    user: Name | None = None
    deed: Annotated[str | None, Field(max_length=40)] = None


def doors_of(request: Request) -> Doors:
    """The desk's guard."""
    doors: Doors = request.app.state.doors
    return doors


def is_safe_address(address: str) -> bool:
    """Whether an address is a path of this desk, whatever a browser makes of it."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address or not address.isprintable():
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and not parts.path.startswith(("//", "/sign-"))


def to_sign_in(request: Request) -> Response:
    """The way to the form, and from there back to the page that was asked for; a part of a page is asked for anew, as a whole."""
    if request.headers.get("hx-request"):
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    after = f"?next={quote(wanted, safe='')}" if is_safe_address(wanted) and wanted != "/" else ""
    return RedirectResponse(f"/sign-in{after}", status_code=303)


@router.get("/sign-in")
def show_sign_in(request: Request, desk: OpenDesk, next: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    after = next if is_safe_address(next) else "/"
    if current_user(request) is not None:
        return RedirectResponse(after, status_code=303)
    return _sign_in_page(request, desk, after)


def _sign_in_page(
    request: Request, desk: Desk, after: str, status: int = 200, wrong: str = "", name: str = ""
) -> Response:
    """The form, bound to this browser by a cookie."""
    visitor = request.cookies.get(VISITOR) or secrets.token_urlsafe(16)
    request.state.csrf = doors_of(request).token_for(f"visitor {visitor}")
    request.state.is_personal = True
    page = render(request, desk, "sign-in.html", status, after=after, wrong=wrong, account=name)
    _set_cookie(request, page, VISITOR, visitor, 3600)
    return page


def _set_cookie(request: Request, answer: Response, name: str, value: str, seconds: int) -> None:
    safe = request.url.scheme == "https"
    answer.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=safe)


@router.post("/sign-in")
def sign_in(request: Request, desk: OpenDesk, fields: CheckedForm) -> Response:
    name, password = str(fields.get("name", "")).strip().lower()[:64], str(fields.get("password", ""))
    after = str(fields.get("next", "/"))
    after = after if is_safe_address(after) else "/"
    doors, asker = doors_of(request), asker_of(request)
    allowances = (("sign_in_account", name), ("sign_in_account_address", f"{name} {asker}"), ("sign_in_address", asker))
    doors.rates.take(*allowances)
    deed = deed_of(request, "signed in")
    try:
        opened = work.sign_in(desk.store, name, password, deed.origin)
    except NotSignedInError as error:
        doors.recorder.put_down(deed_of(request, "failed to sign in", name))
        return _sign_in_page(request, desk, after, 401, str(error), name)
    doors.rates.give_back(allowances[1])
    if (before := current_user(request)) is not None and before.session is not None:
        _end(desk, before.name, before.session)
    doors.recorder.put_down(msgspec.structs.replace(deed, user=work.plain_name(name), role=opened.role))
    return _with_session(request, opened, after)


def _with_session(request: Request, opened: work.Opened, after: str) -> Response:
    answer = RedirectResponse(after, status_code=303)
    _set_cookie(request, answer, cookie_name(request), opened.secret, work.limits()["session_days"] * 86_400)
    answer.delete_cookie(VISITOR, path="/", httponly=True, samesite="lax")
    return answer


def _end(desk: Desk, name: str, session: int) -> None:
    with desk.store.writing() as connection:
        accounts.end_session(connection, name, session)


@router.post("/sign-out")
def sign_out(request: Request, desk: OpenDesk, _fields: CheckedForm) -> Response:
    user = current_user(request)
    if user is not None and user.session is not None:
        _end(desk, user.name, user.session)
        doors_of(request).recorder.put_down(deed_of(request, "signed out", user.name))
    answer = RedirectResponse("/sign-in", status_code=303)
    answer.delete_cookie(
        cookie_name(request), path="/", httponly=True, samesite="lax", secure=request.url.scheme == "https"
    )
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@router.get("/account")
def show_account(request: Request, desk: OpenDesk, user: Reader) -> Response:
    return _account_page(request, desk, user)


def _account_page(request: Request, desk: Desk, user: User, status: int = 200, **more: Any) -> Response:
    sessions: tuple[accounts.SessionRow, ...] = ()
    if user.session is not None:
        with desk.store.reading() as connection:
            sessions = accounts.list_sessions(connection, user.name, now_text())
    values = {"wrong": "", "made": None, **more}
    return render(
        request, desk, "account.html", status, user=user, sessions=sessions, may=_deeds_by_role(user),
        roles=[role for role in ROLES if reaches(user.role, role)], limits=work.limits(), **values,
    )  # fmt: skip


def _deeds_by_role(user: User) -> list[tuple[str, list[str]]]:
    """What the user may do at the pages, by the least role that may; the highest role first."""
    found: dict[str, set[str]] = {}
    for row in rows("permissions"):
        if row["role"] and not row["path"].startswith("/api") and user.may(work.checked_role(row["role"])):
            found.setdefault(row["role"], set()).add(row["meaning"])
    seen: set[str] = set()
    by_role = {}
    for role in ROLES:  # the least first: what a lesser role may isn't told again
        by_role[role] = sorted(found.get(role, set()) - seen)
        seen |= found.get(role, set())
    return [(role, deeds) for role, deeds in reversed(by_role.items()) if deeds]


@router.post("/account/password")
def change_password(request: Request, desk: OpenDesk, user: Reader, fields: CheckedForm) -> Response:
    old, new = str(fields.get("password_now", "")), str(fields.get("password_new", ""))
    _only_in_person(user)
    doors_of(request).rates.take(("sign_in_account", user.name))
    if not work.is_password(desk.store, user.name, old):
        return _account_page(request, desk, user, 403, wrong="This is not your present password.")
    if new != str(fields.get("password_again", "")):
        return _account_page(request, desk, user, 422, wrong="The two new passwords differ.")
    try:
        work.change_password(desk.store, user.name, new, deed_of(request, "changed password"))
    except UsageError as error:
        return _account_page(request, desk, user, 422, wrong=f"{error}.")
    return _with_session(request, work.sign_in(desk.store, user.name, new, deed_of(request, "").origin), "/account")


def _only_in_person(user: User) -> None:
    if user.session is None:
        raise UsageError("this desk has no accounts: open the first with `warmonitor users add NAME --role admin`")


@router.post("/account/sessions/{number}/end")
def end_session(request: Request, desk: OpenDesk, user: Reader, number: int, _fields: CheckedForm) -> Response:
    _end(desk, user.name, number)
    doors_of(request).recorder.put_down(deed_of(request, "ended session", user.name, f"number {number}"))
    return RedirectResponse("/account", status_code=303)


@router.post("/account/sessions/end-others")
def end_other_sessions(request: Request, desk: OpenDesk, user: Reader, _fields: CheckedForm) -> Response:
    with desk.store.writing() as connection:
        ended = accounts.end_sessions(connection, user.name, but=user.session)
    doors_of(request).recorder.put_down(deed_of(request, "ended session", user.name, f"{ended} others"))
    return RedirectResponse("/account", status_code=303)


@router.post("/account/tokens")
def make_token(request: Request, desk: OpenDesk, user: Reader, fields: CheckedForm) -> Response:
    _only_in_person(user)
    role, label = work.checked_role(str(fields.get("role", "reader"))), str(fields.get("label", ""))
    if not user.may(role):
        raise UsageError(f"a token can't be more than you are, a {user.role}")
    made = work.make_token(desk.store, user.name, role, label, deed_of(request, "").origin)
    doors_of(request).recorder.put_down(deed_of(request, "made token", user.name, f"role {role}, {label[:80]}"))
    return _account_page(request, desk, user, made=made)


@router.get("/users")
def show_users(request: Request, desk: OpenDesk, _user: Admin) -> Response:
    return _users_page(request, desk)


def _users_page(request: Request, desk: Desk, status: int = 200, wrong: str = "") -> Response:
    with desk.store.reading() as connection:
        users = accounts.list_users(connection)
    return render(request, desk, "users.html", status, users=users, roles=ROLES, wrong=wrong, limits=work.limits())


@router.post("/users")
def add_user(request: Request, desk: OpenDesk, _user: Admin, fields: CheckedForm) -> Response:
    name, role, password = (str(fields.get(field, "")) for field in ("name", "role", "password"))
    try:
        work.add_user(desk.store, name, role, password, deed_of(request, "opened account"))
    except UsageError as error:
        return _users_page(request, desk, 422, f"{error}.")
    return RedirectResponse("/users", status_code=303)


@router.post("/users/{name}")
def change_user(request: Request, desk: OpenDesk, _user: Admin, name: str, fields: CheckedForm) -> Response:
    """What the button `do` says: role, password, close or reopen."""
    store, what = desk.store, str(fields.get("do", ""))
    try:
        if what == "role":
            work.change_role(store, name, str(fields.get("role", "")), deed_of(request, "gave role"))
        elif what == "password":
            work.change_password(store, name, str(fields.get("password", "")), deed_of(request, "gave password"))
        elif what == "close":
            work.close_account(store, name, deed_of(request, "closed account"))
        elif what == "reopen":
            work.open_account_again(store, name, deed_of(request, "reopened account"))
        else:
            raise UsageError("say what to do with this account")
    except WarmonitorError as error:
        return _users_page(request, desk, 422, f"{error}.")
    return RedirectResponse("/users", status_code=303)


@router.get("/audit")
def show_audit(request: Request, desk: OpenDesk, _user: Admin, asked: Annotated[AuditParams, Query()]) -> Response:
    doors_of(request).recorder.flush()
    with desk.store.reading() as connection:
        page = audit.list_audit(connection, user=asked.user, deed=asked.deed, limit=asked.limit, after=asked.after)
    chosen = {name: value for name, value in (("user", asked.user), ("deed", asked.deed)) if value}
    return render(request, desk, "audit.html", page=page, asked=asked, chosen=chosen, deeds=DEEDS)
