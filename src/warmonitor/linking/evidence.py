"""The evidence that two tellings tell of one happening: named facts, what each weighs, and their sum in logits."""

from __future__ import annotations

from warmonitor.knowledge.tables import entries
from warmonitor.linking.comparisons import (
    compare_dates,
    compare_modes,
    compare_parties,
    compare_places,
    compare_tolls,
    compare_types,
    may_be_rising,
    share_weapon,
)
from warmonitor.linking.tellings import Telling, name_telling_blocks

Features = dict[str, float]


def weigh_facts(a: Telling, b: Telling, wording: float, *, same_story: bool) -> Features:
    """The facts that two tellings share or differ in, by name, in logits; `wording` is how alike their words are, 0 to 1."""
    weights: dict[str, float] = entries("linking")["facts"]
    names = [
        "prior" if same_story else "prior_elsewhere",
        _compare_kinds(a, b),
        compare_modes(a.unit, b.unit),
        compare_places(a.unit.places, b.unit.places),
        _compare_days(a, b),
        compare_tolls(a.unit.counts, b.unit.counts),
        "same_weapon" if share_weapon(a.unit, b.unit) else None,
    ]
    for role, ours, theirs in (
        ("actor", a.unit.actors, b.unit.actors),
        ("recipient", a.unit.recipients, b.unit.recipients),
    ):
        found = compare_parties(ours, theirs)
        names.append({"same": f"same_{role}", "conflict": f"{role}s_conflict"}.get(found or ""))
    if same_story:
        names.append("both_are_main" if a.position == b.position == 0 else None)
    features = {name: weights[name] for name in names if name is not None}
    features["wording"] = round(weights["wording"] * wording, 3)
    return features


def _compare_days(a: Telling, b: Telling) -> str | None:
    """Days that differ keep happenings apart, unless the later one may only be the day on which the dead were counted again."""
    found = compare_dates(a.unit.time, b.unit.time)
    return "dates_disjoint" if found == "stated_days_differ" and may_be_rising(a.unit, b.unit) else found


def _compare_kinds(a: Telling, b: Telling) -> str:
    said = entries("linking")["said"]
    return "kinds_differ" if (a.unit.type in said) != (b.unit.type in said) else compare_types(a.unit, b.unit)


def total(features: Features) -> float:
    """The evidence of all facts together, in logits."""
    return round(sum(features.values()), 6)


def may_compare(a: Telling, b: Telling) -> bool:
    """Whether two tellings may be a pair: of two reports (a denial also within one), one an assertion, and of one type if not both main."""
    if (a.denies and b.denies) or (a.unit.type != b.unit.type and (a.position or b.position)):
        return False
    return a.report != b.report or a.denies or b.denies


def may_meet(a: Telling, b: Telling) -> bool:
    """Whether tellings of different stories are compared: one type, a place in common, and the same days or nearly."""
    return bool(set(name_telling_blocks(a)) & set(name_telling_blocks(b)))


def may_link(a: Telling, b: Telling) -> bool:
    """Whether two tellings may end up in one incident: tellings of one report are kept apart, as its coding did; denials aren't."""
    return a.report != b.report or a.denies or b.denies
