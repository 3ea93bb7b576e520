"""Whether two tellings may be of one side's deed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from warmonitor.coding.incidents.harms import tell_other_harms
from warmonitor.coding.incidents.places import are_at_other_places, are_elsewhere
from warmonitor.coding.incidents.times import same_day
from warmonitor.records import Claim, Party

Side = tuple[str | None, bool]  # a country, and whether it is its state


def are_opposed(members: list[Claim], claim: Claim) -> bool:
    """Whether another side does the one than the other: what was fired at a country and what its own forces shot down, what rebels
    did and what the army did. Versions that name several sides for one harm are not opposed.
    """
    doers = _sides(claim.event.actors)
    others = _sides(actor for member in members for actor in member.event.actors)
    if not doers or not others:
        return _are_own_losses(members, claim) or any(_are_own_losses([claim], member) for member in members)
    if any(_is_one_side(a, b) for a in doers for b in others):
        return False
    suffering = _sides(party for member in members for party in member.event.recipients)
    if any(_is_one_side(a, b) for a in doers for b in suffering) or are_at_other_places(members, claim):
        return True
    is_of_states = all(is_state for _, is_state in doers) and all(is_state for _, is_state in others)
    is_of_foes = {is_state for _, is_state in doers}.isdisjoint(is_state for _, is_state in others)
    return (is_of_states or is_of_foes) and (tell_other_harms(members, claim) or are_elsewhere(members, claim))


def have_other_sides(members: list[Claim], claim: Claim) -> bool:
    """Whether both say who did it, and no side is in both."""
    ours, theirs = _sides(claim.event.actors), _sides(actor for member in members for actor in member.event.actors)
    return bool(ours and theirs) and not any(_is_one_side(a, b) for a in ours for b in theirs)


def meets_arms(claim: Claim, rules: dict[str, Any]) -> bool:
    """Whether arms that came were met ("shot down 38 drones"): what others hit is another happening."""
    event = claim.event
    return event.type == "ASSAULT" and event.mode != "firearms" and bool(event.weapons) and (
        event.trigger.text.lower() in rules["words_of_meeting_arms"]
    )  # fmt: skip


def _are_own_losses(members: list[Claim], claim: Claim) -> bool:
    """Whether a claim that names no doer tells of arms turned on the doers of the rest: air strikes that killed those who had ambushed a convoy."""
    doers = _sides(actor for member in members for actor in member.event.actors)
    foes = [side for party in claim.event.recipients if (side := _side(party)) is not None]
    if claim.event.actors or not doers or not foes:
        return False
    if not all(_is_one_side(foe, doer) for foe in foes for doer in doers):
        return False
    if claim.event.mode is None:
        return same_day(members, claim) == "other"
    return claim.event.mode not in {member.event.mode for member in members} and (
        any(_side(party) not in foes for member in members for party in member.event.recipients)
        or any(member.event.perpetrator == "claimed" for member in members)
    )


def _sides(parties: Iterable[Party]) -> set[Side]:
    return {side for party in parties if (side := _side(party)) is not None}


def _side(party: Party) -> Side | None:
    """A country's state, or those in arms there who aren't its; None of civilians and of those whose side isn't said."""
    if party.country is not None and (party.id == party.country or party.sector in ("GOV", "MIL", "COP")):
        return party.country, True
    return (party.country, False) if party.sector in ("REB", "UAF", "PRM", "CRM") else None


def _is_one_side(one: Side, other: Side) -> bool:
    """Whether two sides may be one: those in arms who are of no single country may be any."""
    return one[1] == other[1] and (one[0] == other[0] or one[0] is None or other[0] is None)
