"""From groups of tellings to incident records in the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from warmonitor.linking.evidence import total
from warmonitor.linking.incidents import build_incident, name_incident
from warmonitor.linking.tellings import is_asserted
from warmonitor.linking.voices import Told, name_of, order_of
from warmonitor.records import Incident
from warmonitor.store import Connection, linked, queueing, recording
from warmonitor.store.linked import Context
from warmonitor.store.recording import Membership, Recorded
from warmonitor.workflow.link_tellings import Group
from warmonitor.workflow.queueing import put_in_queue, read_decisions, take_decisions

UNKNOWN_SOURCE = "unknown source"
_MOST_WORDS = 20_000


class Named(NamedTuple):
    """A group that makes an incident: its claims, each with its telling's row, and its id."""

    group: Group
    claims: tuple[tuple[int, Told], ...]
    id: str

    @property
    def told(self) -> list[Told]:
        """The claims without the rows."""
        return [told for _, told in self.claims]


def record_groups(
    connection: Connection,
    groups: Sequence[Group],
    touched: Iterable[int],
    *,
    cause: str,
    now: str,
    ended: Iterable[str] = (),
) -> int:
    """Record the incidents of these groups and the end of those that are no more; how many changed.

    Groups in which nobody asserts anything make no incident.
    """
    reports = {item.row.report_key for group in groups for item in group.members} | set(touched)
    contexts = _contexts(connection, reports)
    named = [made for group in groups if (made := _name(group, contexts)) is not None]
    ids = {item.row.key: made.id for made in named for item in made.group.members}
    moved = {
        item.row.key: ids.get(item.row.key)
        for group in groups
        for item in group.members
        if ids.get(item.row.key) != item.row.incident_id
    }
    linked.put_incident_ids(connection, moved)
    homes = _homes(connection, {context.story_id or "" for context in contexts.values()})
    contexts |= _contexts(connection, {key for keys in homes.reports.values() for key in keys} - contexts.keys())
    rows = recording.claim_keys(connection, {item.row.report_key for made in named for item in made.group.members})
    decisions = read_decisions(connection, {told.claim.id for made in named for told in made.told})
    recorded = [take_decisions(_record(made, contexts, homes, rows, now), decisions) for made in named]
    changed = recording.record_all(connection, recorded, cause, now)
    put_in_queue(connection, recorded, decisions, {made.id: [told.first_seen_at for told in made.told] for made in named})
    before = {item.row.incident_id for group in groups for item in group.members} | set(ended)
    gone = sorted(name for name in before if name is not None and name not in set(ids.values()))
    queueing.drop_from_queue(connection, gone)
    return changed + recording.end_incidents(connection, _find_heirs(named, gone), cause, now)


def _contexts(connection: Connection, keys: Iterable[int]) -> dict[int, Context]:
    """The contexts of these reports and of those that they copy."""
    found = {context.key: context for context in linked.list_contexts(connection, keys)}
    origins = {context.copy_of for context in found.values() if context.copy_of is not None} - found.keys()
    return found | {context.key: context for context in linked.list_contexts(connection, origins)}


def _name(group: Group, contexts: dict[int, Context]) -> Named | None:
    claims = []
    for item in group.members:
        context = contexts[item.row.report_key]
        origin = context if context.copy_of is None else contexts[context.copy_of]
        for claim in item.telling.claims:
            claims.append(
                (
                    item.row.report_key,
                    Told(
                        claim, context.report, origin.publisher if origin.source is not None else UNKNOWN_SOURCE, context.published,
                        context.added_at, None if origin is context else origin.report, item.telling.denies or not is_asserted(claim), item.row.position == 0,
                    ),
                )
            )  # fmt: skip
    if all(told.denies for _, told in claims):
        return None
    return Named(group, tuple(claims), name_incident([told for _, told in claims]))


def _find_heirs(named: Sequence[Named], gone: Sequence[str]) -> dict[str, str | None]:
    """For each incident that is no more the one to which most of its tellings went."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in gone}
    for made in named:
        for item in made.group.members:
            if item.row.incident_id in counted:
                counted[item.row.incident_id][made.id] += 1
    return {name: min(heirs, key=lambda heir: (-heirs[heir], heir), default=None) for name, heirs in counted.items()}


class Homes(NamedTuple):
    """Of each story its reports, and the incident that it is about: the one that is first in most of its reports."""

    reports: dict[str, tuple[int, ...]]
    leads: dict[str, str]


def _homes(connection: Connection, stories: Iterable[str]) -> Homes:
    reports: dict[str, list[int]] = defaultdict(list)
    story_of: dict[int, str] = {}
    for key, story in linked.list_story_reports(connection, stories):
        reports[story].append(key)
        story_of[key] = story
    firsts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in linked.list_tellings(connection, story_of):
        if row.incident_id is not None:
            firsts[story_of[row.report_key]][row.incident_id] += 1000 if row.position == 0 else 1
    leads = {story: min(counted, key=lambda name: (-counted[name], name)) for story, counted in firsts.items()}
    return Homes({story: tuple(keys) for story, keys in reports.items()}, leads)


def _record(
    made: Named, contexts: dict[int, Context], homes: Homes, rows: dict[tuple[int, str], int], now: str
) -> Recorded:
    """The incident with everything that is stored beside it."""
    counted = Counter(key for key, _ in made.claims)
    leading = {
        key
        for item in made.group.members
        if homes.leads.get(item.story) == made.id
        for key in homes.reports[item.story]
    }
    first = {item.row.report_key for item in made.group.members if item.row.position == 0}
    keys = sorted(
        counted.keys() | leading,
        key=lambda key: (key not in first, -counted[key], contexts[key].published or "9999", contexts[key].report),
    )
    incident = build_incident(made.told, [contexts[key].report for key in keys], changed_at=now)
    members = []
    for item in made.group.members:
        reasons = made.group.reasons[item.row.key]
        for claim in item.telling.claims:
            members.append(Membership(rows[item.row.report_key, claim.id], total(reasons), reasons))
    sources = {source for key in counted if (source := contexts[key].source) is not None}
    return Recorded(incident, members, keys, len(leading), _tags(incident, sources), _words(incident, made.told))


def _tags(incident: Incident, sources: Iterable[str]) -> frozenset[tuple[str, str, str]]:
    """What an incident can be filtered by, beside its own columns: (kind, value, label)."""
    tags = {("source", source, source) for source in sources}
    for place in incident.places:
        name = place.name or place.text
        tags.add(("place", place.id or name.lower(), name))
        if place.country is not None:
            tags.add(("country", place.country, place.country))
    for party in (*incident.actors, *incident.recipients):
        tags.add(("actor", party.id or name_of(party).lower(), name_of(party)))
    return frozenset(tags)


def _words(incident: Incident, claims: Sequence[Told]) -> str:
    """What full-text search finds an incident by."""
    names = [name_of(party) for party in (*incident.actors, *incident.recipients)]
    places = [place.name or place.text for place in incident.places]
    told = dict.fromkeys(claim.claim.text for claim in sorted(claims, key=order_of))
    return "\n".join((incident.title, *names, *places, *told))[:_MOST_WORDS]
