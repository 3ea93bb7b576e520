"""Fixtures of all rooms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engines import ENGINES, empty_store


@pytest.fixture(params=ENGINES)
def any_store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new store, on each engine in turn."""
    with empty_store(request.param, tmp_path) as url:
        yield url
