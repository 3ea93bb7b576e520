"""From groups of tellings to incident records in the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from warmonitor.linking.evidence import total
from warmonitor.linking.incidents import build_incident, name_incident
from warmonitor.linking.tellings import Telling, is_asserted
from warmonitor.linking.voices import Told, name_of, order_of
from warmonitor.records import Incident
from warmonitor.store import Connection, linked, queueing, recording
from warmonitor.store.linked import Context, PlacedTelling
from warmonitor.store.notices import list_notices
from warmonitor.store.recording import Causes, Membership, Recorded
from warmonitor.workflow.behind import Sources
from warmonitor.workflow.campaigns import record_steps
from warmonitor.workflow.known_reports import KnownReports
from warmonitor.workflow.link_tellings import Group
from warmonitor.workflow.queueing import put_in_queue, read_decisions, take_decisions

_MOST_WORDS = 20_000
_MOST_CAUSES = 3  # reports that are named as the cause of a change


class Because(NamedTuple):
    """Why incidents are recorded: what came with each report (by key), what happened to incidents by name, and else."""

    default: str
    by_report: Mapping[int, str] = {}
    by_incident: Mapping[str, str] = {}

    def of(self, name: str, reports: Iterable[int]) -> str:
        """Why an incident that these reports tell of changes."""
        own = list(dict.fromkeys(self.by_report[key] for key in reports if key in self.by_report))
        if not own:
            return self.by_incident.get(name, self.default)
        return "; ".join(own[:_MOST_CAUSES]) + (
            f" and {len(own) - _MOST_CAUSES} more" if len(own) > _MOST_CAUSES else ""
        )


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
    known: KnownReports,
    groups: Sequence[Group],
    touched: Iterable[int],
    *,
    cause: str | Because,
    now: str,
    find_groups: Callable[[Set[str]], Sequence[Group]],
    ended: Iterable[str] = (),
    around: Iterable[int] = (),
) -> int:
    """Record the incidents of these groups and the end of those that are no more; how many changed.

    Groups in which nobody asserts anything make no incident. Groups that are as they were, hold nothing of the `touched`
    reports, and are not what the story of one of these or of those `around` is about, are left alone. `find_groups` gives
    the groups of other incidents: what a story is about may be another because of a change in what else its reports tell.
    """
    touched = set(touched)
    told = {item.story for one in groups for item in one.members if item.row.report_key in touched | set(around)}
    every, groups = groups, _find_changed(connection, groups, touched, told)
    reports = {item.row.report_key for group in groups for item in group.members} | touched
    contexts = _contexts(connection, reports)
    stories = told | {context.story_id or "" for context in contexts.values()}
    led = _homes(connection, stories).leads
    sources = Sources(connection, contexts)
    withdrawn = {key for key, says in list_notices(connection, contexts).items() if says == "withdrawn"}
    whole = _read_whole(connection, known, groups)
    named = [made for group in groups if (made := _name(group, whole, contexts, sources, withdrawn)) is not None]
    ids = {item.row.key: made.id for made in named for item in made.group.members}
    moved = {
        item.row.key: ids.get(item.row.key)
        for group in groups
        for item in group.members
        if ids.get(item.row.key) != item.row.incident_id
    }
    linked.put_incident_ids(connection, moved)
    homes = _homes(connection, stories)
    leading = _find_leading(every, groups, led, homes.leads, find_groups)
    if leading:
        more = {item.row.report_key for group in leading for item in group.members} - contexts.keys()
        contexts |= _contexts(connection, more)
        sources = Sources(connection, contexts)
        withdrawn |= {key for key, says in list_notices(connection, more).items() if says == "withdrawn"}
        whole |= _read_whole(connection, known, leading)
        named += [made for group in leading if (made := _name(group, whole, contexts, sources, withdrawn)) is not None]
        groups = [*groups, *leading]
        ids |= {item.row.key: made.id for made in named for item in made.group.members}
        homes = _homes(connection, stories | {context.story_id or "" for context in contexts.values()})
    contexts |= _contexts(connection, {key for keys in homes.reports.values() for key in keys} - contexts.keys())
    rows = recording.claim_keys(connection, {item.row.report_key for made in named for item in made.group.members})
    decisions = read_decisions(connection, {told.claim.id for made in named for told in made.told})
    recorded = [take_decisions(_record(made, contexts, homes, rows, now), decisions) for made in named]
    before = {item.row.incident_id for group in groups for item in group.members} | set(ended)
    gone = sorted(name for name in before if name is not None and name not in set(ids.values()))
    heirs = _find_heirs(named, gone)
    causes = _causes(named, heirs, Because(cause) if isinstance(cause, str) else cause)
    changed = recording.record_all(connection, recorded, causes, now)
    claims = {made.id: [one.claim for one in made.told] for made in named}
    steps = {one.incident.id: (one.incident, claims[one.incident.id]) for one in recorded}
    record_steps(connection, {**steps, **dict.fromkeys(gone)})
    put_in_queue(
        connection, recorded, decisions, {made.id: [told.first_seen_at for told in made.told] for made in named}
    )
    queueing.hand_over(connection, heirs, now)
    queueing.drop_from_queue(connection, gone)
    return changed + recording.end_incidents(connection, heirs, causes, now)


def _find_changed(connection: Connection, groups: Sequence[Group], touched: Set[int], stories: Set[str]) -> list[Group]:
    """Groups with touched reports, those that gained or lost tellings, and what these stories were about so far."""
    counted = linked.count_tellings(connection, {item.row.incident_id for group in groups for item in group.members})
    led = set(_homes(connection, stories).leads.values())

    def is_changed(group: Group) -> bool:
        names = {item.row.incident_id for item in group.members}
        name = next(iter(names))
        return (
            len(names) > 1
            or name in led
            or counted.get(name, len(group.members)) != len(group.members)
            or any(item.row.report_key in touched for item in group.members)
        )

    return [group for group in groups if is_changed(group)]


def _find_leading(
    every: Sequence[Group],
    found: Sequence[Group],
    led: Mapping[str, str],
    leads: Mapping[str, str],
    find_groups: Callable[[Set[str]], Sequence[Group]],
) -> list[Group]:
    """Groups that were left out and are what a story is about now, or that were no longer are."""
    kept = {item.row.key for group in found for item in group.members}
    left = [group for group in every if group.members[0].row.key not in kept]
    at_hand = {item.row.incident_id for group in every for item in group.members}
    moved = {
        name
        for story in led.keys() | leads.keys()
        if led.get(story) != leads.get(story)
        for name in _both(story, led, leads)
    }
    if moved - at_hand:
        left += [one for one in find_groups(moved - at_hand) if one.members[0].row.key not in kept]
    wanted = moved | set(leads.values())
    return [group for group in left if group.members[0].row.incident_id in wanted]


def _both(story: str, led: Mapping[str, str], leads: Mapping[str, str]) -> list[str]:
    """What a story was and is about."""
    return [known[story] for known in (led, leads) if story in known]


def _causes(named: Sequence[Named], heirs: Mapping[str, str | None], because: Because) -> Causes:
    """Why each incident changes or ends, and which incident a new one was split from."""
    reports = {made.id: sorted({item.row.report_key for item in made.group.members}) for made in named}
    why = {name: because.of(name, keys) for name, keys in reports.items()}
    ends = {name: because.of(name, reports.get(heir or "", ())) for name, heir in heirs.items()}
    split: dict[str, str] = {}
    for made in named:
        origins = Counter(item.row.incident_id for item in made.group.members if item.row.incident_id in reports)
        if origins and made.id not in origins:
            split[made.id] = str(min(origins, key=lambda name: (-origins[name], name)))
    return Causes(because.default, {**ends, **why}, split)


def _contexts(connection: Connection, keys: Iterable[int]) -> dict[int, Context]:
    """The contexts of these reports."""
    return {context.key: context for context in linked.list_contexts(connection, keys)}


def _read_whole(connection: Connection, known: KnownReports, groups: Sequence[Group]) -> dict[str, Telling]:
    """The tellings of these groups with their claims, by name."""
    reports = {item.row.report_key for group in groups for item in group.members}
    return {one.id: one for own in known.tellings(connection, reports).values() for one in own}


def tell_claims(
    row: PlacedTelling, telling: Telling, context: Context, sources: Sources, *, is_withdrawn: bool
) -> Iterator[Told]:
    """The claims of a telling with what is known of its report."""
    for claim in telling.claims:
        behind = sources.behind(row.report_key, claim)
        yield Told(
            claim, context.report, behind.publisher, behind.published, context.added_at, behind.copies,
            telling.denies or not is_asserted(claim), row.position == 0, is_withdrawn, behind.heard,
        )  # fmt: skip


def _name(
    group: Group,
    whole: Mapping[str, Telling],
    contexts: dict[int, Context],
    sources: Sources,
    withdrawn: Set[int] = frozenset(),
) -> Named | None:
    claims = []
    for item in group.members:
        key = item.row.report_key
        told = tell_claims(item.row, whole[item.telling.id], contexts[key], sources, is_withdrawn=key in withdrawn)
        claims += [(key, one) for one in told]
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
        for claim in item.telling.unit.claims:
            members.append(Membership(rows[item.row.report_key, claim], total(reasons), reasons))
    sources = {source for key in counted if (source := contexts[key].source) is not None}
    return Recorded(incident, members, keys, len(leading), tags_of(incident, sources), _words(incident, made.told))


def tags_of(incident: Incident, sources: Iterable[str]) -> frozenset[tuple[str, str, str]]:
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
