"""The guard of every route: who asks, whether they may, how often, and whether a form comes from a page of this desk."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import parse_qsl, urlsplit

from fastapi import Request
from starlette.datastructures import FormData

from warmonitor.desk.accounts import CSRF_FIELD, LOCAL
from warmonitor.errors import NotAllowedError, NotSignedInError, UsageError
from warmonitor.knowledge.permissions import SAFE_METHODS, permission_of, reaches

MOST_FORM_BYTES = 2_000_000
MOST_FIELDS = 2_000
FORM_TYPE = "application/x-www-form-urlencoded"
CSRF_HEADER = "x-csrf-token"


class Doors:
    """What stands before the routes of a desk: a dependency of the whole application, so that no route can forget it."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    async def enter(self, request: Request) -> None:
        """Let a call through or raise; sets `user`, `csrf` and `form` on the request's state."""
        permission = permission_of(request.method, request.scope["route"].path)
        request.state.user = LOCAL
        request.state.csrf = self.token_for("local")
        if not reaches(request.state.user.role, permission.role):
            raise NotSignedInError("sign in first")
        if request.method not in SAFE_METHODS:
            check_origin(request)
            request.state.form = await read_form(request)
            check_token(request)

    def token_for(self, bearer: str) -> str:
        """The token that the forms of one session bring along."""
        return hmac.new(self._key, bearer.encode(), hashlib.sha256).hexdigest()


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
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise UsageError("this form can't be read") from error
    return FormData(pairs)


def check_token(request: Request) -> None:
    """Refuse a form without this visitor's token, in its field or in the header X-CSRF-Token; raises NotAllowedError."""
    given = request.headers.get(CSRF_HEADER) or request.state.form.get(CSRF_FIELD) or ""
    if not hmac.compare_digest(str(given).encode(), request.state.csrf.encode()):
        raise NotAllowedError("this page is out of date: load it again and send it once more")
