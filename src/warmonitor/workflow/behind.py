"""Who is behind the words of a claim: the source of its report, or of the report that it has its words from."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple

from warmonitor.knowledge.publishers import find_publisher, is_agency
from warmonitor.linking.families import find_source
from warmonitor.linking.hearing import Heard, decode_heard
from warmonitor.linking.voices import UNKNOWN_SOURCE
from warmonitor.records import Claim
from warmonitor.store import Connection, linked
from warmonitor.store import families as kept
from warmonitor.store.linked import Context


class Behind(NamedTuple):
    """The publisher whose words a claim has; where they are copied, the report that they are from, and when that came out.

    `heard` is what the claim's sentence says of its source.
    """

    publisher: str
    published: str | None
    copies: str | None = None
    heard: Heard = Heard()


class Sources:
    """The publishers behind the claims of some reports."""

    def __init__(self, connection: Connection, contexts: dict[int, Context]) -> None:
        self._families = kept.list_families(connection, contexts)
        sources = {source for row in self._families.values() for _, _, source in row.taken} - contexts.keys()
        self._contexts = contexts | {context.key: context for context in linked.list_contexts(connection, sources)}
        rows = kept.list_credits(connection, self._contexts)
        self._credits = {key: credit for key, (credit, _) in rows.items() if credit is not None}
        self._heard = {key: decode_heard(heard) for key, (_, heard) in rows.items() if heard is not None}
        self._signs: dict[int, Hashable] = {}
        self._family_credits = kept.list_family_credits(connection, self._contexts)

    def behind(self, key: int, claim: Claim) -> Behind:
        """Who is behind a claim of this report."""
        row = self._families.get(key)
        source = find_source(claim, row.taken) if row is not None else None
        own = self._contexts[key]
        heard = self._heard.get(key, {}).get(claim.id, Heard())
        if source is None or source not in self._contexts:
            return Behind(self._family_publisher(key), own.published, None, heard)
        publisher = self._family_publisher(source)
        if publisher == UNKNOWN_SOURCE:
            publisher = self._publisher(key)
        return Behind(publisher, self._contexts[source].published, self._contexts[source].report, heard)

    def sign(self, key: int) -> Hashable:
        """All that decides who is behind the claims of this report, beside the claims."""
        found = self._signs.get(key)
        if found is None:
            context, row = self._contexts[key], self._families.get(key)
            taken = row.taken if row is not None else ()
            others = [(one, self._contexts[one]) for _, _, one in taken if one in self._contexts]
            behind = tuple((one.published, one.report, self._family_publisher(at)) for at, one in others)
            own = (
                context.report,
                context.published,
                context.added_at,
                self._publisher(key),
                self._family_publisher(key),
            )
            found = self._signs[key] = (own, taken, behind, key in self._heard)
        return found

    def _family_publisher(self, first: int) -> str:
        """The source of a report's words: whom it credits, else its own where that is an agency, else whom most of its copies credit."""
        own = self._publisher(first)
        if first in self._credits or first not in self._family_credits or is_agency(own):
            return own
        return self._family_credits[first]

    def _publisher(self, key: int) -> str:
        """The publisher of what a report has of its own."""
        context = self._contexts[key]
        if key in self._credits:
            return self._credits[key]
        if context.source is None:
            return UNKNOWN_SOURCE
        return context.publisher if context.publisher != context.source else find_publisher(context.source)
