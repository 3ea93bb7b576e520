"""A bulletin to be edited and written."""

from __future__ import annotations

import pytest

from publishing.told import raid, told, write
from warmonitor.publishing.bulletin import Bulletin


@pytest.fixture(scope="module")
def bulletin() -> Bulletin:
    return write(
        told(raid("1"), raid("2", source="Sample Daily", killed=8)), told(raid("3", "Goma", killed=1), id="i2")
    )
