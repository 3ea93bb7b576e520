"""Who may do what: the roles, and `data/permissions.tsv`, which says for each route which role it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from warmonitor.errors import KnowledgeError
from warmonitor.knowledge.tables import rows

Role = Literal["reader", "reviewer", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Permission:
    """What a route asks for: the least role (None: anyone), and whether the public view answers it."""

    role: Role | None
    is_public: bool = False


def reaches(role: Role | None, least: Role | None) -> bool:
    """Whether a role (None: nobody known) is enough where `least` is asked for."""
    return least is None or (role is not None and ROLES.index(role) >= ROLES.index(least))


def permission_of(method: str, path: str) -> Permission:
    """What a route, by its method and its path as declared, asks for."""
    known, path = _table(), _plain(path)
    found = known.get((method, path))
    if found is None:
        stems = [stem for of, stem in known if of == method and stem.endswith("*") and path.startswith(stem[:-1])]
        found = known[method, max(stems, key=len)] if stems else None
    return found or Permission("reader" if method in SAFE_METHODS else "reviewer")


def audited_as(path: str) -> str | None:
    """What reading a route is called in the audit log: saw, listed or exported; None where it isn't put down."""
    return _audited().get(_plain(path))


@cache
def _audited() -> dict[str, str]:
    found = {_plain(row["path"]): row["deed"] for row in rows("audited")}
    if wrong := set(found.values()) - {"saw", "listed", "exported"}:
        raise KnowledgeError(f"table audited.tsv: there is no deed {', '.join(sorted(wrong))}")
    return found


def _plain(path: str) -> str:
    """A route's path without the names of its parts, which its description for programs writes in another way."""
    return re.sub(r"\{[^}]*\}", "{}", path)


@cache
def _table() -> dict[tuple[str, str], Permission]:
    found = {}
    for row in rows("permissions"):
        role, public = row["role"], row["public"]
        if (role and role not in ROLES) or public not in ("", "yes"):
            raise KnowledgeError(
                f"table permissions.tsv, {row['method']} {row['path']}: role {role!r}, public {public!r}"
            )
        found[row["method"], _plain(row["path"])] = Permission(
            next((one for one in ROLES if one == role), None), public == "yes"
        )
    return found
