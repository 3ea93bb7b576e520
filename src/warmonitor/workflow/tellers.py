"""Reports that tell of incidents: their claims, who is behind each, and the ids that these give to incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from typing import NamedTuple

from warmonitor.linking.incidents import name_incident
from warmonitor.linking.tellings import is_asserted
from warmonitor.linking.voices import Told
from warmonitor.records import Claim
from warmonitor.store import Connection, linked
from warmonitor.store.linked import Context, PlacedTelling
from warmonitor.store.notices import list_notices
from warmonitor.workflow.behind import Sources
from warmonitor.workflow.known_reports import KnownReports
from warmonitor.workflow.link_tellings import Group


class Named(NamedTuple):
    """A group that makes an incident, the incident's id, and a number for all that its claims are made of."""

    group: Group
    id: str
    sign: int


class Tellers:
    """Reports that tell of incidents, and who is behind their claims."""

    def __init__(self, connection: Connection, known: KnownReports, reports: Set[int]) -> None:
        self._connection = connection
        self._known = known
        self._claims: dict[int, Mapping[str, Claim]] = {}
        self._told: dict[int, list[Told]] = {}
        self._withdrawn: set[int] = set()
        self.contexts: dict[int, Context] = {}
        self.add(reports)

    def add(self, reports: Set[int]) -> None:
        """More reports."""
        more = {key for key in reports if key not in self.contexts}
        self.contexts |= read_contexts(self._connection, more)
        self._sources = Sources(self._connection, self.contexts)
        self._withdrawn |= {key for key, says in list_notices(self._connection, more).items() if says == "withdrawn"}

    @property
    def stories(self) -> set[str]:
        """The stories of these reports."""
        return {context.story_id or "" for context in self.contexts.values()}

    def name(self, groups: Sequence[Group]) -> list[Named]:
        """The groups that make incidents, with their ids."""
        signs = [self._sign(group) for group in groups]
        unknown = [group for group, sign in zip(groups, signs, strict=True) if not self._known.has_named(sign)]
        self._read({item.row.report_key for group in unknown for item in group.members})
        found = []
        for group, sign in zip(groups, signs, strict=True):
            name = self._known.name_once(sign, partial(self._find_name, group, sign))
            if name is not None:
                found.append(Named(group, name, sign))
        return found

    def _sign(self, group: Group) -> int:
        """A number for all that the claims of a group, and what ties them, are made of."""
        return hash(
            tuple(
                (
                    item.row.key, item.outline.id, self._known.changes_of(item.row.report_key), item.story,
                    item.row.report_key in self._withdrawn, self._sources.sign(item.row.report_key),
                )
                for item in group.members
            )
        )  # fmt: skip

    def _find_name(self, group: Group, sign: int) -> str | None:
        told = self._told[sign] = self._tell(group)
        return None if all(one.denies for one in told) else name_incident(told)

    def tell(self, made: Named) -> list[Told]:
        """The claims of an incident."""
        told = self._told.get(made.sign)
        return self._tell(made.group) if told is None else told

    def _tell(self, group: Group) -> list[Told]:
        self._read({item.row.report_key for item in group.members})
        found: list[Told] = []
        for item in group.members:
            key = item.row.report_key
            is_withdrawn = key in self._withdrawn
            own = self._claims[key]
            claims = [own[name] for name in item.outline.claims if name in own]
            found += tell_claims(
                item.row,
                claims,
                self.contexts[key],
                self._sources,
                denies=item.outline.denies,
                is_withdrawn=is_withdrawn,
            )
        return found

    def _read(self, reports: Set[int]) -> None:
        missing = {key for key in reports if key not in self._claims}
        if missing:
            self._claims |= self._known.claims(self._connection, missing)


def tell_claims(
    row: PlacedTelling, claims: Iterable[Claim], context: Context, sources: Sources, *, denies: bool, is_withdrawn: bool
) -> Iterator[Told]:
    """The claims of a telling, one that `denies` or not, with what is known of its report."""
    for claim in claims:
        behind = sources.behind(row.report_key, claim)
        yield Told(
            claim, context.report, behind.publisher, behind.published, context.added_at, behind.copies,
            denies or not is_asserted(claim), row.position == 0, is_withdrawn, behind.heard,
        )  # fmt: skip


def read_contexts(connection: Connection, keys: Iterable[int]) -> dict[int, Context]:
    """The contexts of these reports."""
    return {context.key: context for context in linked.list_contexts(connection, keys)}
