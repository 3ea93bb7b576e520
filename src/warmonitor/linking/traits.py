"""What of a telling is compared, made ready once."""

from __future__ import annotations

import msgspec

from warmonitor.knowledge.tables import entries
from warmonitor.linking.comparisons import (
    Casualties,
    Span,
    compare_casualties,
    compare_parties,
    compare_scenes,
    compare_spans,
    count_dead,
    day_span,
    find_casualties,
    find_scenes,
    find_weapons,
    is_later_higher,
)
from warmonitor.records import EventPlace, Party, ReportIncident


class Traits(msgspec.Struct, frozen=True, gc=False):
    """An incident of a report as it is compared with others."""

    type: str
    is_said: bool
    mode: str | None
    scenes: tuple[EventPlace, ...]
    days: Span | None
    basis: str
    casualties: Casualties
    dead: int
    weapons: frozenset[str]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


def find_traits(unit: ReportIncident) -> Traits:
    """The traits of an incident of a report."""
    return Traits(
        unit.type,
        unit.type in entries("linking")["said"],
        unit.mode,
        find_scenes(unit.places),
        day_span(unit.time),
        unit.time.basis,
        find_casualties(unit.counts),
        count_dead(unit),
        find_weapons(unit),
        unit.actors,
        unit.recipients,
    )


_ROLES = {
    "actor": {"same": "same_actor", "conflict": "actors_conflict"},
    "recipient": {"same": "same_recipient", "conflict": "recipients_conflict"},
}


def name_facts(a: Traits, b: Traits) -> list[str]:
    """The facts that two share or differ in, by name."""
    same = "same_type" if a.type == b.type else "types_differ"
    found = ["kinds_differ" if a.is_said != b.is_said else same]
    if a.mode is not None and b.mode is not None:
        found.append("same_mode" if a.mode == b.mode else "modes_differ")
    days = compare_spans(a.days, a.basis, b.days, b.basis)
    if days == "stated_days_differ" and is_later_higher(a.days, a.dead, b.days, b.dead):
        days = "dates_disjoint"  # the later may only be the day on which the dead were counted again
    names = (
        compare_scenes(a.scenes, b.scenes),
        days,
        compare_casualties(a.casualties, b.casualties),
        "same_weapon" if a.weapons & b.weapons else None,
        _ROLES["actor"].get(compare_parties(a.actors, b.actors) or ""),
        _ROLES["recipient"].get(compare_parties(a.recipients, b.recipients) or ""),
    )
    return found + [name for name in names if name is not None]
