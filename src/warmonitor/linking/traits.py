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
    is_counted_again,
    share_narrow_scene,
)
from warmonitor.linking.place_names import find_known_names, find_unknown_names, is_town
from warmonitor.records import EventPlace, Party, ReportIncident


class Traits(msgspec.Struct, frozen=True, gc=False):
    """An incident of a report as it is compared with others."""

    type: str
    is_said: bool
    mode: str | None
    scenes: tuple[EventPlace, ...]
    unknown_names: frozenset[str]
    known_names: frozenset[str]
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
        find_unknown_names(unit.places),
        find_known_names(unit.places),
        day_span(unit.time),
        unit.time.basis,
        find_casualties(unit.counts),
        count_dead(unit),
        find_weapons(unit),
        unit.actors,
        unit.recipients,
    )


def compare_where(a: Traits, b: Traits) -> str | None:
    """`compare_scenes`, and where these don't speak against it the names of places: same_place, names_apart.

    A province that both name is no place in common where each also names a place in it.
    """
    found = compare_scenes(a.scenes, b.scenes)
    if not (a.unknown_names or b.unknown_names) or found == "places_apart":
        return found
    if share_name(a, b):
        return "same_place"
    are_named = all(any(map(is_town, one.unknown_names | one.known_names)) for one in (a, b))
    return "names_apart" if are_named and not share_narrow_scene(a.scenes, b.scenes) else found


def share_name(a: Traits, b: Traits) -> bool:
    """Whether both name one place, which no gazetteer knows at least in the one's spelling."""
    return not (
        a.unknown_names.isdisjoint(b.unknown_names)
        and a.unknown_names.isdisjoint(b.known_names)
        and a.known_names.isdisjoint(b.unknown_names)
    )


def share_where(a: Traits, b: Traits) -> bool:
    """Whether both happened at one place that is no province."""
    if not (a.unknown_names or b.unknown_names):
        return share_narrow_scene(a.scenes, b.scenes)
    return share_narrow_scene(a.scenes, b.scenes) or (share_name(a, b) and compare_where(a, b) == "same_place")


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
    if days == "stated_days_differ" and is_counted_again(a.days, a.dead, b.days, b.dead):
        days = "dates_disjoint"  # the later may only be the day on which the dead were counted again
    names = (
        compare_where(a, b),
        days,
        compare_casualties(a.casualties, b.casualties),
        "same_weapon" if a.weapons & b.weapons else None,
        _ROLES["actor"].get(compare_parties(a.actors, b.actors) or ""),
        _ROLES["recipient"].get(compare_parties(a.recipients, b.recipients) or ""),
    )
    return found + [name for name in names if name is not None]
