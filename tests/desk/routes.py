"""The routes of a desk, to be walked by tests."""

from __future__ import annotations

import re
from typing import Any


def routes_of(app: Any) -> list[tuple[str, str]]:
    """(method, path) of every route, those that others add among them."""
    found = {(method, route.path) for route in all_routes(app) for method in route.methods}
    assert {("GET", "/"), ("POST", "/users"), ("GET", "/api/incidents")} <= found
    return sorted(found)


def all_routes(holder: Any) -> list[Any]:
    """The routes of an application or router, of those included in it as well."""
    found = []
    for route in holder.routes:
        inner = getattr(route, "original_router", route)
        found += [inner] if hasattr(inner, "methods") else all_routes(inner)
    return found


def filled(path: str) -> str:
    return re.sub(
        r"\{(\w+)(:\w+)?\}",
        lambda part: {"format_name": "csv", "incident_id": "i-idlib", "report_id": "r-1"}.get(part[1], "1"),
        path,
    )
