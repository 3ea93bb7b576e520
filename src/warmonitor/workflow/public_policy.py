"""The policy of a store's public view: the table `public.yaml`, the sources that stay undisclosed, the store's secret."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from warmonitor import __version__
from warmonitor.errors import KnowledgeError
from warmonitor.knowledge import tables
from warmonitor.knowledge.actors import Actors
from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.gazetteer.lookup import shipped_gazetteer
from warmonitor.linking.titles import write_title
from warmonitor.publishing.areas import LEVELS, Areas
from warmonitor.publishing.names import Names
from warmonitor.publishing.policy import Policy
from warmonitor.settings import Settings
from warmonitor.store import Store, disclosure

KEY = "public names"


def read_policy(store: Store, settings: Settings) -> tuple[Policy, str]:
    """The policy as it is now, and a digest that changes with anything that it goes by; raises KnowledgeError."""
    table: Any = tables.entries("public", settings.knowledge)
    with store.reading() as connection:
        hidden = disclosure.undisclosed_sources(connection)
        publishers = disclosure.publishers_of(connection)
        key = disclosure.find_key(connection, KEY)
    if key is None:
        with store.writing() as connection:
            key = disclosure.make_key(connection, KEY)
    voices = frozenset(
        name
        for source, publisher in publishers.items()
        if source not in hidden
        for name in (source, publisher)
        if name not in hidden
    )
    hidden_voices = frozenset(name for source in hidden for name in (source, publishers.get(source, source))) - voices
    countries = Countries(settings.knowledge)
    names = Names(
        Actors(countries, settings.knowledge),
        countries,
        sources=voices,
        banned=hidden_voices | hidden,
        extra=settings.knowledge,
    )
    level, delay = table["places"], table["delay_hours"]
    if level not in LEVELS or not isinstance(delay, int | float) or delay < 0:
        raise KnowledgeError(f"table public.yaml: places is one of {', '.join(LEVELS)}, delay_hours a number")
    gazetteer = shipped_gazetteer(settings.gazetteer)
    areas = Areas(level, gazetteer, countries, grid_degrees=float(table["grid_degrees"]))
    policy = Policy(
        names, areas, key, write_title, delay_hours=float(delay), quotes=bool(table["quotes"]), hidden=hidden,
        hidden_voices=hidden_voices, voices=voices,
    )  # fmt: skip
    return policy, _digest(settings.knowledge, hidden, voices, table, key)


def _digest(knowledge: Path | None, hidden: frozenset[str], voices: frozenset[str], table: Any, key: str) -> str:
    """What shows by another value that everything must be published anew. New sources alone don't."""
    said = [__version__, tables.digest(knowledge), sorted(hidden), table, key]
    del voices  # a new source is named in new reports only
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()
