"""The guard of every route: who asks, whether they may, how often, and whether a form comes from a page of this desk."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from time import monotonic
from urllib.parse import parse_qsl, urlsplit

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from warmonitor.desk.accounts import CSRF_FIELD, LOCAL, User
from warmonitor.desk.rates import Rates, asker_at
from warmonitor.desk.recorder import Recorder, deed_of
from warmonitor.errors import NotAllowedError, NotFoundError, NotSignedInError, UsageError
from warmonitor.knowledge.permissions import SAFE_METHODS, Permission, audited_as, permission_of, reaches
from warmonitor.store import Store, accounts
from warmonitor.workflow.accounts import find_known, limits

MOST_FORM_BYTES = 2_000_000
MOST_FIELDS = 2_000
FORM_TYPE = "application/x-www-form-urlencoded"
CSRF_HEADER = "x-csrf-token"
COOKIE = "warmonitor-session"
VISITOR = "warmonitor-visitor"  # binds the form to sign in to a browser before there is a session
ASK_AGAIN_SECONDS = 2.0
OWN_ROWS = ("/account", "/users", "/sign-in", "/sign-out")  # what these do is put down where it is done
SECRET = ("password", "token", CSRF_FIELD)


class Doors:
    """What stands before the routes of a desk: a dependency of the whole application, so that no route can forget it.

    A desk without accounts takes everybody for the local admin, unless it `must_sign_in`. The public view knows nobody.
    """

    def __init__(self, store: Store, *, is_public: bool = False, must_sign_in: bool = False) -> None:
        self._store = store
        self._key = secrets.token_bytes(32)
        self.is_public = is_public
        self._must_sign_in = must_sign_in
        self._has_accounts = must_sign_in
        self._asked_at = -ASK_AGAIN_SECONDS
        self.rates = Rates(limits()["rates"])
        self.recorder = Recorder(store)

    async def enter(self, request: Request) -> None:
        """Let a call through or raise; sets `user`, `csrf` and `form` on the request's state."""
        path = request.scope["route"].path
        permission = permission_of(request.method, path)
        if self.is_public:
            await self._enter_public(request, permission)
            return
        user = LOCAL if self._was_open_just_now() else await run_in_threadpool(self._find_user, request)
        request.state.user = user
        request.state.csrf = self._csrf_of(request, user)
        request.state.is_personal = user is not LOCAL
        if not reaches(user.role if user else None, permission.role):
            raise NotAllowedError(f"this is for {permission.role}s") if user else NotSignedInError("sign in first")
        if request.method not in SAFE_METHODS:
            await self._check_change(request, user)
        elif user is not LOCAL:
            self._count(request, user)
        deed = audited_as(path) if request.method == "GET" else None
        if deed == "exported":
            await run_in_threadpool(self._put_down_export, request)
        elif deed is not None and user is not LOCAL:
            self.recorder.note(deed_of(request, deed, request.url.path, str(request.url.query)))

    async def _enter_public(self, request: Request, permission: Permission) -> None:
        """Anybody may read what is public. What they may send changes nothing but their own browser's cookies."""
        request.state.user = None
        request.state.csrf = ""
        if not permission.is_public:
            raise NotFoundError("there is nothing at this address")
        self._count(request, None)
        if request.method not in SAFE_METHODS:
            check_origin(request)
            request.state.form = await read_form(request)

    async def _check_change(self, request: Request, user: User | None) -> None:
        self.rates.take(("change", user.name if user else asker_of(request)))
        check_origin(request)
        request.state.form = await read_form(request)
        if not is_program(request):
            check_token(request)
        if not request.url.path.startswith(OWN_ROWS):
            await run_in_threadpool(self._put_down_change, request)

    def _put_down_change(self, request: Request) -> None:
        fields = request.state.form.multi_items()
        told = "; ".join(f"{name}: {str(value)[:80]}" for name, value in fields if not name.startswith(SECRET))
        self.recorder.put_down(deed_of(request, "changed", f"{request.method} {request.url.path}", told))

    def _count(self, request: Request, user: User | None) -> None:
        path = request.url.path
        if path.startswith("/static/"):
            return
        is_export = audited_as(request.scope["route"].path) == "exported"
        kind = "export" if is_export else "api" if path.startswith("/api/") else "page"
        self.rates.take((kind, user.name if user else asker_of(request)))

    def _put_down_export(self, request: Request) -> None:
        self.recorder.put_down(deed_of(request, "exported", request.url.path, str(request.url.query)))

    def has_accounts(self) -> bool:
        """Whether there are accounts; once there are, they are asked for as long as the desk runs."""
        if not self._has_accounts and not self._was_open_just_now():
            with self._store.reading() as connection:
                self._has_accounts = accounts.has_users(connection)
            self._asked_at = monotonic()
        return self._has_accounts

    def _was_open_just_now(self) -> bool:
        """Whether there were no accounts a moment ago, so that the store needn't be asked."""
        return not self._has_accounts and monotonic() - self._asked_at <= ASK_AGAIN_SECONDS

    def _find_user(self, request: Request) -> User | None:
        if not self.has_accounts():
            return LOCAL
        known = None
        if is_program(request):
            known = find_known(self._store, "program", request.headers["authorization"][7:].strip())
            if known is None:
                self.rates.take(("sign_in_address", asker_of(request)))
                raise NotSignedInError("this token is none, or over")
        elif secret := session_of(request):
            known = find_known(self._store, "browser", secret)
        if known is None:
            return None
        if known.is_stale:
            self.recorder.note(known.session)
        return User(known.name, known.role, known.session)

    def _csrf_of(self, request: Request, user: User | None) -> str:
        """The token of this visitor's forms: bound to the session, or to the browser before there is one."""
        if user is LOCAL:
            bearer = "local"
        elif user is not None:
            bearer = f"session {session_of(request)}"
        else:
            bearer = f"visitor {request.cookies[VISITOR]}" if request.cookies.get(VISITOR) else ""
        return self.token_for(bearer) if bearer else ""

    def may_see(self, request: Request, address: str) -> bool:
        """Whether a page would answer this visitor, so that it can be linked."""
        permission = permission_of("GET", address)
        if not self.is_public and not self.has_accounts():
            return True
        user: User | None = getattr(request.state, "user", None)
        return permission.is_public if self.is_public else reaches(user.role if user else None, permission.role)

    def token_for(self, bearer: str) -> str:
        """The token that the forms of one session bring along."""
        return hmac.new(self._key, bearer.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def asker_of(request: Request) -> str:
    """Who asks, by address."""
    return asker_at(request.client.host if request.client else None)


def is_program(request: Request) -> bool:
    """Whether a token comes with the call. No browser sends one by itself, so that no other site can make it."""
    return request.headers.get("authorization", "")[:7].lower() == "bearer "


def cookie_name(request: Request) -> str:
    """The name of the session's cookie; over https, browsers hold it to this host and to safe connections."""
    return f"__Host-{COOKIE}" if request.url.scheme == "https" else COOKIE


def session_of(request: Request) -> str | None:
    """The secret of the browser's session."""
    return request.cookies.get(cookie_name(request))


def check_origin(request: Request) -> None:
    """Refuse what another site made a browser send; raises NotAllowedError."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin") or request.headers.get("referer")
    if site not in (None, "same-origin", "none") or (origin is not None and not _is_own(origin, request)):
        raise NotAllowedError("this came from another site: open the page at this desk and send it from there")


def _is_own(origin: str, request: Request) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == request.headers.get("host", "").lower()


async def read_form(request: Request) -> FormData:
    """The fields of a form, empty where the body is none; raises UsageError for one that is too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_FORM_BYTES:
            raise UsageError("this form is too long")
    request._body = bytes(body)  # so that the route can read it, too
    if not request.headers.get("content-type", "").startswith(FORM_TYPE):
        return FormData()
    try:
        pairs: list[tuple[str, str | UploadFile]] = [
            *parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
        ]
    except ValueError as error:
        raise UsageError("this form can't be read") from error
    return FormData(pairs)


def check_token(request: Request) -> None:
    """Refuse a form without this visitor's token, in its field or in the header X-CSRF-Token; raises NotAllowedError."""
    given = request.headers.get(CSRF_HEADER) or request.state.form.get(CSRF_FIELD) or ""
    wanted = request.state.csrf
    if not wanted or not hmac.compare_digest(str(given).encode("utf-8", "replace"), wanted.encode()):
        raise NotAllowedError("this page is out of date: load it again and send it once more")
