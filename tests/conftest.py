"""Fixtures of all rooms."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from engines import ENGINES, empty_store
from factories import fill
from warmonitor.store import Store, open_store

settings.register_profile("any machine", deadline=None)  # what a busy machine lets an example wait is no fault of it
settings.load_profile("any machine")


@pytest.fixture(params=ENGINES)
def any_store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new store, on each engine in turn."""
    with empty_store(request.param, tmp_path) as url:
        yield url


@pytest.fixture(scope="module")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store to be copied: with the RAIDS of the test's module where it has any, else empty."""
    path = tmp_path_factory.mktemp("filled") / "store.db"
    with open_store(f"sqlite:///{path}") as opened:
        fill(opened, getattr(request.module, "RAIDS", ()))
    return path


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it that the test may change."""
    with open_store(f"sqlite:///{shutil.copy(filled, tmp_path)}") as opened:
        yield opened
