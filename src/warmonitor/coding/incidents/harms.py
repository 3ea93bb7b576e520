"""Whether two tellings may be of one harm."""

from __future__ import annotations

import re
from typing import Any

from warmonitor.coding.incidents.words import key, plain_words
from warmonitor.records import Claim

OF_PERSONS = frozenset({"killed", "injured", "abducted", "detained"})
_HARMS = frozenset({"killed", "injured"})


def are_killings_of_others(members: list[Claim], claim: Claim, rules: dict[str, Any]) -> bool:
    """Whether a noun tells of the killing of one by name ("the assassination of Hector Oqueli") and the rest of others, by name or number."""
    ours = _named(claim)
    if ours is None or claim.event.trigger.text.lower() not in rules["words_of_one_killing"]:
        return False
    theirs = [party.text for member in members for party in member.event.recipients]
    if not theirs or any(ours & plain_words(text) for text in theirs):
        return False
    return all(_named(member) is not None or _kills_several(member) for member in members if member.event.recipients)


def count_other_harms(members: list[Claim], claim: Claim) -> bool:
    """Whether both say how many they harm, and others."""
    counted = (any(c.of in OF_PERSONS for c in one.event.counts) for one in (claim, *members))
    return next(counted) and any(counted) and tell_other_harms(members, claim)


def _kills_several(claim: Claim) -> bool:
    killed = [c.low or 0 for c in claim.event.counts if c.of == "killed"]
    return bool(killed) and min(killed) > 1


def _named(claim: Claim) -> frozenset[str] | None:
    """The words of the name of the one person whom the claim tells to have been killed, None where it tells of others or none by name."""
    killed = [c for c in claim.event.counts if c.of == "killed"]
    if len(claim.event.recipients) != 1 or not killed or any(c.high != 1 for c in killed):
        return None
    name = re.search(r"(?:[A-Z][\w'-]+ ?)+$", claim.event.recipients[0].text)
    return plain_words(name.group()) if name else None


def have_other_victims(members: list[Claim], claim: Claim) -> bool:
    """Whether both say to whom or what it was done, and no word tells of the same."""
    theirs = {word for member in members for party in member.event.recipients for word in plain_words(party.text)}
    ours = {word for party in claim.event.recipients for word in plain_words(party.text)}
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def are_done_by_hand_and_afar(members: list[Claim], claim: Claim, rules: dict[str, Any]) -> bool:
    """Whether the one was done by hand, as all the rest was done to a place, or the other way round: shot or abducted, bombed or burned."""
    modes = {member.event.mode for member in members if member.event.mode}
    by_hand, to_place = set(rules["modes_by_hand"]), set(rules["modes_to_a_place"])
    ours = claim.event.mode
    return bool(modes) and ((ours in by_hand and modes <= to_place) or (ours in to_place and modes <= by_hand))


def tell_other_harms(members: list[Claim], claim: Claim) -> bool:
    """Whether the claim and the rest each say whom they harm, or how many, others, and not as many."""
    theirs = {key(party) for member in members for party in member.event.recipients}
    ours = {key(party) for party in claim.event.recipients}
    harmed = {(c.of, c.low) for member in members for c in member.event.counts if c.of in _HARMS}
    told = {(c.of, c.low) for c in claim.event.counts if c.of in _HARMS}
    if not ours.isdisjoint(theirs) or any(low != 1 for _, low in told & harmed):
        return False
    if told & harmed and any(plain_words(a) & plain_words(b) for a in ours for b in theirs):
        return False  # "a Red Crescent paramedic" and "the paramedic"
    return bool(ours or told) and bool(theirs or harmed)
