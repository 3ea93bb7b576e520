"""Who asks, what they may do, and forms that only the desk's own pages can send: what every page with a form goes by.

    @router.post("/things")
    def add_thing(request: Request, desk: OpenDesk, user: Reviewer, fields: CheckedForm) -> Response:
        name = fields.get("name", "")

The page's form holds `{{ csrf(request) }}`. All routes are guarded by `desk/doors.py` as well, which checks the same for
every call that changes something, so that a route that forgets it stays shut.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from markupsafe import Markup
from starlette.datastructures import FormData

from warmonitor.errors import NotAllowedError, NotSignedInError
from warmonitor.knowledge.permissions import Role, reaches

CSRF_FIELD = "csrf"


@dataclass(frozen=True)
class User:
    """Somebody at the desk. `session` is the number of the session by which they came, None where there is none."""

    name: str
    role: Role
    session: int | None = None

    def may(self, least: Role) -> bool:
        """Whether the role is enough."""
        return reaches(self.role, least)


LOCAL = User("local", "admin")  # everybody at a desk without accounts, which answers this machine alone


def current_user(request: Request) -> User | None:
    """Who asks; None where nobody signed in, and in the public view."""
    user: User | None = getattr(request.state, "user", None)
    return user


def require(role: Role) -> Callable[[Request], User]:
    """A dependency that gives the user, and refuses those whose role is less."""

    def required_user(request: Request) -> User:
        user = current_user(request)
        if user is None:
            raise NotSignedInError("sign in first")
        if not user.may(role):
            raise NotAllowedError(f"this is for {role}s; you are a {user.role}")
        return user

    return required_user


def csrf_token(request: Request) -> str:
    """What a form of this visitor must bring along."""
    token: str = getattr(request.state, "csrf", "")
    return token


def csrf(request: Request) -> Markup:
    """The hidden field that every form with method="post" holds; a global of the templates."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(CSRF_FIELD, csrf_token(request))


def checked_form(request: Request) -> FormData:
    """A dependency that gives the fields of a form, which the guard has found to come from a page of this desk."""
    fields: FormData | None = getattr(request.state, "form", None)
    if fields is None:  # the guard hasn't run: the application was put together without it
        raise NotAllowedError("this form wasn't checked")
    return fields


Reader = Annotated[User, Depends(require("reader"))]
Reviewer = Annotated[User, Depends(require("reviewer"))]
Editor = Annotated[User, Depends(require("editor"))]
Admin = Annotated[User, Depends(require("admin"))]
CheckedForm = Annotated[FormData, Depends(checked_form)]
