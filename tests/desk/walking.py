"""The desk's pages and routes as they are now, found by its own routers and links, so that a new page is tested without being named."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib import import_module
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.routing import Match

import warmonitor.desk

FIRST = ("/", "/incidents/i-hostile", "/incidents/i-country", "/incidents/i-nowhere", "/reports/r%2F8%20%3F%23%3Cb%3E")
EACH = 2  # pages of one kind


@cache
def routes() -> tuple[APIRoute, ...]:
    """Every route of every router of the desk."""
    found = []
    for module in pkgutil.iter_modules(warmonitor.desk.__path__):
        router = getattr(import_module(f"warmonitor.desk.{module.name}"), "router", None)
        found += [one for one in getattr(router, "routes", []) if isinstance(one, APIRoute)]
    return tuple(found)


def route_of(path: str, method: str = "GET") -> str | None:
    """The path, as it was declared, of the route that answers an address."""
    scope = {"type": "http", "path": path, "method": method, "root_path": "", "headers": []}
    return next((one.path for one in routes() if one.matches(scope)[0] is Match.FULL), None)


def links_of(html: str, address: str) -> Iterator[str]:
    """Addresses on the desk that a page links to, files to take along left out."""
    for tag in re.findall(r"<a\s[^>]*>", html):
        found = re.search(r'href="([^"]*)"', tag)
        if found is None or re.search(r"\sdownload(\s|>|=)", tag):
            continue
        linked = urljoin(address, unescape(found[1]))
        if linked.startswith("/") and not linked.startswith(("//", "/static/", "/api/")):
            yield linked.split("#")[0]


class Walk(NamedTuple):
    """Pages by their address, and links that lead nowhere, each with the page that has it."""

    pages: dict[str, str]
    broken: list[tuple[str, str, int]]

    def one_of_each(self) -> list[str]:
        """One page of each route, for what takes long."""
        return list({route_of(urlsplit(address).path): address for address in reversed(self.pages)}.values())


def walk(client: TestClient) -> Walk:
    """Pages of routes without a part to fill in, and a few of each other kind that links lead to."""
    waiting = [(address, "") for address in FIRST]
    waiting += [(one.path, "") for one in routes() if "GET" in one.methods and "{" not in one.path]
    seen: dict[str, set[str]] = {}
    pages: dict[str, str] = {}
    broken: list[tuple[str, str, int]] = []
    while waiting:
        address, on = waiting.pop(0)
        known = seen.setdefault(route_of(urlsplit(address).path) or address, set())
        if address in known or (len(known) >= EACH and address not in FIRST):
            continue
        known.add(address)
        answer = client.get(address, follow_redirects=False)
        if answer.status_code >= 400 and on:
            broken.append((on, address, answer.status_code))
        if answer.status_code == 200 and answer.text.startswith("<!doctype html>"):
            pages[address] = answer.text
            waiting += [(link, address) for link in links_of(answer.text, address)]
    return Walk(pages, broken)
