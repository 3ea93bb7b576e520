"""The claims of one report that tell of the same happening, put together.

Two claims can be one happening when their types agree and nothing they say disagrees: mode, place, day, actors, those harmed.
Claims are taken in the order of the text; each joins the incident that fits it best, or begins a new one. What is hypothetical,
merely planned, denied or background makes no incident of its own news.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from warmonitor.coding.incidents.harms import (
    OF_PERSONS,
    are_done_by_hand_and_afar,
    are_killings_of_others,
    count_other_harms,
    have_other_victims,
    tell_other_harms,
)
from warmonitor.coding.incidents.places import (
    are_apart,
    are_at_one_place,
    are_elsewhere,
    are_far_apart,
    are_takings_elsewhere,
    own_places,
    place_key,
)
from warmonitor.coding.incidents.sides import are_opposed, have_other_sides, meets_arms
from warmonitor.coding.incidents.times import are_at_other_times, same_day, span_of
from warmonitor.coding.incidents.uniting import unite
from warmonitor.coding.incidents.words import key, stem
from warmonitor.knowledge import tables
from warmonitor.records import Claim, ReportIncident


def is_asserted(claim: Claim) -> bool:
    """Whether somebody tells the claim's event as having happened, happening, or perhaps having happened."""
    return claim.status.modality in ("actual", "possible") and claim.status.polarity == "positive"


def is_aggregate(claim: Claim, rules: dict[str, Any]) -> bool:
    """Whether the claim sums up a war or a campaign: so many harmed, several over a stretch of time, or what somebody often does.

    "More than 13,000 have died", "so far this year 12 have been killed", "some 150 over the past three months",
    "has carried out numerous attacks".
    """
    if _is_of_habit(claim, rules):
        return True
    harmed = max((c.low or 0 for c in claim.event.counts if c.of in OF_PERSONS), default=0)
    struck = max((c.low or 0 for c in claim.event.counts if c.of == "strikes"), default=0)
    return harmed > rules["most_in_one"] or (max(harmed, struck) > 1 and _is_of_a_stretch(claim, rules))


def _is_of_a_stretch(claim: Claim, rules: dict[str, Any]) -> bool:
    """Whether the words date the claim by a long time that lasts to the report: "this year", "since 1980", "the last three years"."""
    time = claim.event.time
    span = span_of(claim) if time.basis == "stated" else None
    if span is None or (span[1] - span[0]).days < rules["stretch_days"]:
        return False
    words = set(re.findall(r"\w+", str(time.text).lower()))
    return "ago" not in words and (
        not words.isdisjoint(rules["words_of_stretches"]) or "since" in re.findall(r"\w+", claim.text.lower())
    )


def _is_of_habit(claim: Claim, rules: dict[str, Any]) -> bool:
    """Whether the words tell what somebody does again and again, on no day that they name."""
    text = claim.text[: rules["read"]].lower()
    return claim.event.time.basis != "stated" and any(re.search(words, text) for words in rules["habits"])


def group(
    claims: Sequence[Claim],
    extra: Path | None = None,
    apart: Mapping[str, int] | None = None,
    ties: Mapping[str, str] | None = None,
) -> tuple[ReportIncident, ...]:
    """The incidents of a report, in the order of the first claim of each.

    `apart` has the ids of claims that the words set apart from those before, with the number of their sentence; `ties` those of
    claims that only say whose deed it was, with the claim that tells the deed, whose incident is theirs.
    """
    rules: dict[str, Any] = tables.entries("report_incidents", extra)
    apart = apart or {}
    groups: list[list[Claim]] = []
    lands = _lands_told_of(claims)
    for claim in claims:
        if not is_asserted(claim) or is_aggregate(claim, rules):
            continue
        if ties is not None and claim.id in ties:
            for members in groups:
                if any(member.id == ties[claim.id] for member in members):
                    members.append(claim)
            continue
        scored = [
            (fit, k)
            for k, members in enumerate(groups)
            if _may_join(members, claim, apart) and (fit := _fit(members, claim, rules, lands)) is not None
        ]
        best = max(scored, default=None)
        if best is not None and best[0] >= rules["join_at"]:
            groups[best[1]].append(claim)
        else:
            groups.append([claim])
    groups = [members for members in groups if _is_specific(members)]
    main = _main(groups, rules)
    return tuple(unite(members, k == main) for k, members in enumerate(groups))


def _may_join(members: list[Claim], claim: Claim, apart: Mapping[str, int]) -> bool:
    """Whether the words don't set the claim apart from the incident: it is told of no "separate attack", nor "again" on another day."""
    if _is_over(claim) != _is_over(members[0]):
        return False
    if claim.id in apart:
        return apart.get(members[0].id) == apart[claim.id]
    return claim.status.phase != "repeat" or same_day(members, claim) != "other"


def _is_over(claim: Claim) -> bool:
    """Whether the claim tells that attacks, which may have been many, stop: the end of violence is not the act that goes on."""
    word = claim.event.trigger.text.lower()
    return claim.event.type == "ASSAULT" and claim.status.phase == "stop" and word.endswith(("s", "ing"))


def _is_specific(members: list[Claim]) -> bool:
    """Whether the claims tell of a happening and not only of violence in general: whom, how many, with what, or who and where."""
    if members[0].event.type != "ASSAULT":
        return True
    return any(
        m.event.recipients
        or m.event.counts
        or m.event.weapons
        or (m.event.actors and (m.event.places or m.event.time.basis == "stated"))
        for m in members
    )


def _lands_told_of(claims: Sequence[Claim]) -> frozenset[str]:
    """The countries that a report's claims tell of by more than a town that may have namesakes: a known actor's, or named themselves."""
    parties = {p.country for c in claims for p in (*c.event.actors, *c.event.recipients) if p.country and p.id}
    named = {p.country for c in claims for p in c.event.places if p.country and p.precision == "country"}
    return frozenset(parties | named)


def _fit(members: list[Claim], claim: Claim, rules: dict[str, Any], lands: frozenset[str]) -> float | None:
    """How well the claim fits the incident; None where something disagrees."""
    first = members[0].event
    event = claim.event
    if first.type != event.type or members[0].background != claim.background:
        return None
    if are_apart(members, claim, lands) or are_opposed(members, claim) or are_killings_of_others(members, claim, rules):
        return None
    if meets_arms(claim, rules) != meets_arms(members[0], rules):
        return None
    if meets_arms(claim, rules) and have_other_sides(members, claim):
        return None
    if are_takings_elsewhere(members, claim, rules):
        return None
    has_other_victims = have_other_victims(members, claim)
    if are_far_apart(members, claim, rules["towns_apart_km"]) and (
        has_other_victims or tell_other_harms(members, claim)
    ):
        return None
    if has_other_victims and are_done_by_hand_and_afar(members, claim, rules) and not are_at_one_place(members, claim):
        return None
    weights: dict[str, float] = rules["weights"]
    score = 0.0
    modes = {m.event.mode for m in members if m.event.mode}
    if event.mode and modes:
        if event.mode in modes:
            score += weights["mode same"]
        elif not any({event.mode, m} <= set(pair) for pair in rules["compatible_modes"] for m in modes):
            return None
    score += _compare(
        {place_key(p) for m in members for p in own_places(m)},
        {place_key(p) for p in own_places(claim)},
        "place",
        weights,
    )
    day = same_day(members, claim)
    if are_at_other_times(members, claim, rules["days_apart"]) or (
        day == "other" and (count_other_harms(members, claim) or are_elsewhere(members, claim))
    ):
        return None
    score += weights[f"day {day}"]
    score += _compare(
        {key(a) for m in members for a in m.event.actors}, {key(a) for a in event.actors}, "actor", weights
    )
    score += _compare(
        {key(r) for m in members for r in m.event.recipients},
        {key(r) for r in event.recipients},
        "recipient",
        weights,
    )
    if event.weapons and any(
        w.text.lower() in {v.text.lower() for m in members for v in m.event.weapons} for w in event.weapons
    ):
        score += weights["weapon same"]
    if stem(event.trigger.text) in {stem(m.event.trigger.text) for m in members}:
        score += weights["word same"]
    gap = claim.start - max(m.end for m in members)
    score += weights["near"] if gap < rules["near_characters"] else 0.0
    return score


def _compare(one: set[Any], other: set[Any], name: str, weights: dict[str, float]) -> float:
    if not one or not other:
        return weights[f"{name} unsaid"]
    return weights[f"{name} same"] if one & other else weights[f"{name} other"]


def _main(groups: list[list[Claim]], rules: dict[str, Any]) -> int | None:
    """What the report is about: the weightiest incident by type, number of claims and nearness to the top."""
    if not groups:
        return None

    def weight(k: int) -> tuple[float, int]:
        members = groups[k]
        harm = any(c.of in ("killed", "injured") for m in members for c in m.event.counts)
        value = rules["main"]["types"].get(members[0].event.type, 0.0) + rules["main"]["claim"] * min(
            len(members), rules["main"]["most_claims"]
        )
        value += (
            rules["main"]["harm"] * harm
            - rules["main"]["later"] * k
            - rules["main"]["background"] * members[0].background
        )
        return value, -k

    return max(range(len(groups)), key=weight)
