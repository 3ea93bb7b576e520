"""Resolving the parties of one report after another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from warmonitor.coding.actors.names import NameBook
from warmonitor.coding.actors.parties import Parties, Tools
from warmonitor.coding.actors.sightings import Located
from warmonitor.coding.parse import Parse
from warmonitor.knowledge.actors import Actors
from warmonitor.knowledge.countries import Countries
from warmonitor.knowledge.roles import Roles
from warmonitor.knowledge.tables import rows
from warmonitor.records import Published


class ActorResolver:
    """Resolves the parties of reports against the registry, the countries and the office holders."""

    def __init__(self, actors: Actors, countries: Countries, roles: Roles, extra: Path | None = None) -> None:
        """`extra` is a folder with a project's own tables."""
        book = NameBook(actors, countries, rows("offices", extra), rows("actors_metonyms", extra), roles)
        self._tools = Tools(actors, countries, roles, book)

    def resolve(self, parse: Parse, places: Sequence[Located] = (), published: Published | None = None) -> Parties:
        """The parties of one report; `places` are its place mentions with their tokens, `published` dates offices and actors."""
        return Parties(self._tools, parse, places, published.latest if published else None)
