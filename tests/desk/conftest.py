"""A desk over a store of a few incidents."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

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


@pytest.fixture(scope="session")
def walked(client: TestClient) -> Walk:
    """Every kind of page, found by routes and links."""
    return walk(client)
