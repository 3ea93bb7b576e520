"""A desk over a store of a few incidents, and a browser to look at it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from desk.browsing import open_browser, open_page, serving, watch_faults
from desk.signing import fill_with_accounts, quick_hashing
from desk.stored import STORED, fill
from desk.walking import Walk, walk
from warmonitor.desk.app import create_app

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the test client, about the library below it
    from fastapi.testclient import TestClient


@pytest.fixture(scope="session")
def store_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("desk") / "store.db"
    url = f"sqlite:///{path}"
    fill(url, STORED)
    return url


@pytest.fixture(scope="session")
def client(store_url: str) -> Iterator[TestClient]:
    with TestClient(create_app(store_url), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture
def new_store(tmp_path: Path) -> str:
    """The URL of a store that a test may change."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    fill(url, STORED)
    return url


@pytest.fixture
def new_client(new_store: str) -> Iterator[TestClient]:
    """A visitor of a desk over it."""
    with TestClient(create_app(new_store), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def quick_hashes() -> Iterator[None]:
    """Passwords are hashed with less work."""
    with quick_hashing():
        yield


@pytest.fixture(scope="module")
def url(quick_hashes: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a store with an account for each role."""
    return fill_with_accounts(tmp_path_factory.mktemp("accounts") / "store.db")


@pytest.fixture
def app(url: str) -> Any:
    """A desk over it."""
    return create_app(url)


@pytest.fixture
def visitor(app: Any) -> Iterator[TestClient]:
    """Somebody who isn't signed in there."""
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def walked(client: TestClient) -> Walk:
    """Every kind of page, found by routes and links."""
    return walk(client)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(store_url: str) -> Iterator[str]:
    """Where the desk is; a module with a store of its own has its own `store_url`."""
    with serving(store_url) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page on which nothing may go wrong; a test's parameter has the options of its context."""
    with open_page(browser, address, **getattr(request, "param", {})) as opened:
        faults = watch_faults(opened, address)
        yield opened
    assert faults == []
