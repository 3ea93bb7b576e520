"""Who stands behind a source: `data/publishers.tsv`, and the agencies and outlets of `data/actors.tsv`."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from warmonitor.knowledge.tables import rows

_EDGE = re.compile(r"^(?:https?://)?(?:www\.)?|[\s/.,;:]+$")
_ARTICLE = re.compile(r"^the\s+")
_MEDIA = "JRN"


class Medium(NamedTuple):
    """An agency or outlet, and the publisher behind it."""

    name: str
    publisher: str
    is_agency: bool


def fold(name: str) -> str:
    """A source's name for looking it up: lower case, no article, no "www."."""
    return _ARTICLE.sub("", _EDGE.sub("", " ".join(name.lower().split())))


@cache
def media() -> dict[str, Medium]:
    """Every known agency and outlet by each of its names, folded."""
    found: dict[str, Medium] = {}
    publishers = {row["name"]: row["publisher"] for row in rows("publishers")}
    agencies: set[str] = set()
    for row in rows("actors"):
        if row["sector"] == _MEDIA and row["kind"] in ("agency", "outlet"):
            if row["kind"] == "agency":
                agencies.add(row["name"])
            medium = Medium(row["name"], publishers.get(row["name"], row["name"]), row["kind"] == "agency")
            for form in (row["name"], *row["aliases"].split(";")):
                if form:
                    found.setdefault(fold(form), medium)
    for row in rows("publishers"):
        medium = Medium(row["name"], row["publisher"], row["name"] in agencies)
        for form in (row["name"], *row["forms"].split(";")):
            if form:
                found[fold(form)] = medium
    for publisher in publishers.values():
        found.setdefault(fold(publisher), Medium(publisher, publisher, False))
    return found


@cache
def _editions() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("publisher_editions"))


def find_publisher(name: str) -> str:
    """The publisher behind a source of this name, or behind one of its editions ("BBC Somali"); the name itself where no table knows it."""
    folded = fold(name)
    medium = media().get(folded)
    words = folded.split()
    for at in (-1, -2):
        if medium is None and " ".join(words[at:]) in _editions():
            medium = media().get(" ".join(words[:at]))
    return name if medium is None else medium.publisher


def is_agency(name: str) -> bool:
    """Whether a publisher is a news agency, whose copy others print."""
    medium = media().get(fold(name))
    return medium is not None and medium.is_agency
