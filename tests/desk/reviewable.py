"""A store that was added to as it is in earnest, so that what people decide takes effect."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient

from factories import fill, make_raid
from warmonitor.store import open_store

RAIDS = [
    make_raid("Wire", killed=5, id="a"),
    make_raid("Daily", killed=7, id="b", more="The bakery on the square burnt down, and the hospital received the wounded all night."),
    make_raid("Radio", killed=30, id="c", published="2018-09-06", more="Rescuers dug for two days in Al-Ziyara street."),
    make_raid("Post", place="Kharkiv", day="2022-05-01", id="d", actor=None),
]  # fmt: skip
CLAIMS = [record.claims[0].id for record in RAIDS]


def fill_for_review(path: Path) -> str:
    """The URL of a new store with a few raids."""
    url = f"sqlite:///{path}"
    with open_store(url) as store:
        fill(store, RAIDS)
    return url


def token_of(client: TestClient) -> str:
    """What this visitor's forms bring along."""
    page = client.get(f"/review/claims/{CLAIMS[0]}").text
    return re.findall(r'name="csrf" value="([^"]+)"', page)[0]
