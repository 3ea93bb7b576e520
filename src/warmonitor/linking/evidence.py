"""The evidence that two tellings tell of one happening: named facts, what each weighs, and their sum in logits."""

from __future__ import annotations

from warmonitor.knowledge.tables import entries
from warmonitor.linking.tellings import Outline
from warmonitor.linking.traits import name_facts

Features = dict[str, float]


def weigh_facts(a: Outline, b: Outline, wording: float, *, same_story: bool) -> Features:
    """The facts that two tellings share or differ in, by name, in logits; `wording` is how alike their words are, 0 to 1.

    Days that differ keep happenings apart, unless the later one may only be the day on which the dead were counted again.
    """
    weights: dict[str, float] = entries("linking")["facts"]
    features = {name: weights[name] for name in _find_facts(a, b, same_story=same_story)}
    features["wording"] = _weigh_wording(weights, wording)
    return features


def weigh_together(a: Outline, b: Outline, wording: float, *, same_story: bool) -> float:
    """The `total` of `weigh_facts`, for pairs of which nobody asks why."""
    weights: dict[str, float] = entries("linking")["facts"]
    facts = sum(weights[name] for name in _find_facts(a, b, same_story=same_story))
    return round(facts + _weigh_wording(weights, wording), 6)


def _find_facts(a: Outline, b: Outline, *, same_story: bool) -> list[str]:
    """The names of the facts but for the wording."""
    found = ["prior" if same_story else "prior_elsewhere", *name_facts(a.traits, b.traits)]
    if same_story and a.position == b.position == 0:
        found.append("both_are_main")
    if a.is_undated_past != b.is_undated_past:
        found.append("past_undated")
    return found


def _weigh_wording(weights: dict[str, float], wording: float) -> float:
    return round(weights["wording"] * wording, 3)


def total(features: Features) -> float:
    """The evidence of all facts together, in logits."""
    return round(sum(features.values()), 6)


def may_compare(a: Outline, b: Outline) -> bool:
    """Whether two tellings may be a pair: of two reports (a denial also within one), one an assertion, and of one type if not both main."""
    if (a.denies and b.denies) or (a.traits.type != b.traits.type and (a.position or b.position)):
        return False
    return a.report != b.report or a.denies or b.denies


def may_meet(a: Outline, b: Outline) -> bool:
    """Whether tellings of different stories are compared: one type, a place in common, and the same days or nearly."""
    return not a.blocks.isdisjoint(b.blocks)


def may_link(a: Outline, b: Outline) -> bool:
    """Whether two tellings may end up in one incident: tellings of one report are kept apart, as its coding did; denials aren't."""
    return a.report != b.report or a.denies or b.denies
