"""From groups of tellings to incident records in the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from warmonitor.interrupts import check
from warmonitor.linking.evidence import total
from warmonitor.linking.incidents import build_incident
from warmonitor.linking.voices import Told, name_of, order_of
from warmonitor.records import Incident
from warmonitor.store import Connection, linked, queueing, recording
from warmonitor.store.recording import Causes, Membership, Recorded
from warmonitor.workflow.campaigns import record_steps
from warmonitor.workflow.homes import Homes, Layout, lay_out_all
from warmonitor.workflow.known_reports import KnownReports
from warmonitor.workflow.link_tellings import Group
from warmonitor.workflow.queueing import Decisions, put_in_queue, read_decisions, take_decisions
from warmonitor.workflow.tellers import Named, Tellers

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
    near = touched | set(around)
    told = {item.story for one in groups for item in one.members if item.row.report_key in near}
    homes = Homes(connection)
    homes.load(told)
    changed = _find_changed(connection, groups, touched, homes.leads(told))
    tellers = Tellers(connection, known, {item.row.report_key for group in changed for item in group.members} | touched)
    homes.load(stories := told | tellers.stories)
    led = homes.leads(stories)
    named = tellers.name(changed)
    _move(connection, homes, changed, named)
    leading = _find_leading(groups, changed, led, homes.leads(stories), find_groups)
    if leading:
        tellers.add({item.row.report_key for group in leading for item in group.members})
        named += tellers.name(leading)
        homes.load(tellers.stories)
    names = {made.id for made in named}
    before = {item.row.incident_id for group in (*changed, *leading) for item in group.members} | set(ended)
    gone = sorted({name for name in before if name is not None} - names)
    layouts = lay_out_all(connection, known, named, tellers, homes, told)
    heirs = _find_heirs(named, gone)
    causes = _causes(named, heirs, Because(cause) if isinstance(cause, str) else cause)
    known.forget_recorded(gone)
    number = _record_all(connection, known, tellers, named, layouts, gone, causes, now)
    queueing.hand_over(connection, heirs, now)
    queueing.drop_from_queue(connection, gone)
    return number + recording.end_incidents(connection, heirs, causes, now)


def _move(connection: Connection, homes: Homes, groups: Sequence[Group], named: Sequence[Named]) -> None:
    """Keep which incident the tellings of these groups belong to now: None where a group makes none."""
    ids = {item.row.key: made.id for made in named for item in made.group.members}
    moved = {
        item.row.key: ids.get(item.row.key)
        for group in groups
        for item in group.members
        if ids.get(item.row.key) != item.row.incident_id
    }
    linked.put_incident_ids(connection, moved)
    homes.move(moved)


def _record_all(
    connection: Connection,
    known: KnownReports,
    tellers: Tellers,
    named: Sequence[Named],
    layouts: Mapping[str, Layout],
    gone: Iterable[str],
    causes: Causes,
    now: str,
) -> int:
    """Record those of these incidents that may be others than they were, with their places in the queue and, but for those that are
    `gone`, in sequences; how many changed.
    """
    claims = {claim for made in named for item in made.group.members for claim in item.outline.claims}
    decisions = read_decisions(connection, claims)
    fresh = [made for made in named if known.is_new(made.id, _sign(made, layouts[made.id], decisions))]
    rows = recording.claim_keys(connection, {item.row.report_key for made in fresh for item in made.group.members})
    claimed = {made.id: tellers.tell(made) for made in fresh}
    recorded = [
        take_decisions(_record(made, claimed[made.id], layouts[made.id], rows, now), decisions) for made in fresh
    ]
    changed = recording.record_all(connection, recorded, causes, now)
    steps = {one.incident.id: (one.incident, [each.claim for each in claimed[one.incident.id]]) for one in recorded}
    record_steps(connection, {**steps, **dict.fromkeys(gone)})
    seen = {name: [one.first_seen_at for one in told] for name, told in claimed.items()}
    put_in_queue(connection, recorded, decisions, seen)
    return changed


def _find_changed(
    connection: Connection, groups: Sequence[Group], touched: Set[int], leads: Mapping[str, str]
) -> list[Group]:
    """Groups with touched reports, those that gained or lost tellings, and what stories were about so far."""
    counted = linked.count_tellings(connection, {item.row.incident_id for group in groups for item in group.members})
    led = set(leads.values())

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


def _find_heirs(named: Sequence[Named], gone: Sequence[str]) -> dict[str, str | None]:
    """For each incident that is no more the one to which most of its tellings went."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in gone}
    for made in named:
        for item in made.group.members:
            if item.row.incident_id in counted:
                counted[item.row.incident_id][made.id] += 1
    return {name: min(heirs, key=lambda heir: (-heirs[heir], heir), default=None) for name, heirs in counted.items()}


def _sign(made: Named, layout: Layout, decisions: Decisions) -> int | None:
    """A number for all that an incident's record is made of; None where people have decided about it."""
    if any(claim in decisions.by_claim for item in made.group.members for claim in item.outline.claims):
        return None
    return hash((made.sign, layout))


def _record(made: Named, told: Sequence[Told], layout: Layout, rows: dict[tuple[int, str], int], now: str) -> Recorded:
    """The incident of these claims with everything that is stored beside it."""
    check()
    incident = build_incident(told, layout.reports, changed_at=now)
    members, reasons = [], made.group.find_reasons()
    for item in made.group.members:
        facts = reasons[item.row.key]
        score = total(facts)
        for claim in item.outline.claims:
            members.append(Membership(rows[item.row.report_key, claim], score, facts))
    tags = tags_of(incident, layout.sources)
    return Recorded(incident, members, layout.keys, layout.leading, tags, _words(incident, told))


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
