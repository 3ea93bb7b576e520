"""Which side somebody or something is on: civilians or combatants; and which bodies are of one side."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, get_args

from warmonitor.knowledge.tables import entries, rows
from warmonitor.records import Party

Side = Literal["civilians", "combatants"]
_WORDS = re.compile(r"[a-z]+")


@cache
def _groups() -> dict[str, tuple[tuple[str, ...], Side | None]]:
    sides: dict[str, Side] = {side: side for side in get_args(Side)}
    return {
        row["who"]: (tuple(filter(None, row["part_of"].split(";"))), sides.get(row["side"]))
        for row in rows("toll_groups")
    }


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(entries("grades")[name])


def side_of_group(who: str | None) -> Side | None:
    """The side of a group of those counted; the last of its words that says so decides where the table doesn't know it."""
    if who is None:
        return None
    known = _groups().get(who)
    return known[1] if known is not None else _side_of_words(who)


def _side_of_words(text: str) -> Side | None:
    for word in reversed(_WORDS.findall(text.lower()[:200])):
        if word in _words("combatants"):
            return "combatants"
        if word in _words("civilians"):
            return "civilians"
    return None


def part_of(who: str, others: Iterable[str | None]) -> str | None:
    """The smallest of the other groups that holds this one; "everyone" where only a figure for all is told."""
    told = set(others)
    holding = next((group for group in _groups().get(who, ((), None))[0] if group in told), None)
    return holding or ("everyone" if None in told else None)


def side_of_party(party: Party) -> Side | None:
    """Whether somebody (or something) hit is the civilians' or the combatants'; words that say so come before the sector."""
    said = _side_of_words(party.text)
    if said is not None or party.sector is None:
        return said
    if party.sector in _words("combatant_sectors"):
        return "combatants"
    if party.sector not in _words("civilian_sectors") or _words("neither") & set(
        _WORDS.findall(party.text.lower()[:200])
    ):
        return None
    return "civilians"


def is_belligerent(party: Party) -> bool:
    """Whether a party is somebody who may be blamed by name, or an armed side of some country: not just a man."""
    return party.id is not None or (party.country is not None and party.sector in _words("belligerent_sectors"))


def is_of_state(party: Party) -> bool:
    """Whether a party is a state's own body."""
    return party.sector in _words("state_sectors")


def are_opposed(a: Party, b: Party) -> bool:
    """Whether one is a state's and the other a group that fights on its own, or both are such groups with names of their own."""
    apart = _words("apart_sectors")
    if a.sector in apart and b.sector in apart:
        return all(one.id is not None and one.id != f"{one.country}{one.sector}" for one in (a, b))
    return (a.sector in apart and is_of_state(b)) or (b.sector in apart and is_of_state(a))


@cache
def _wholes() -> dict[str, frozenset[str]]:
    """The bodies that each known actor is part of: its parents, and a state's branch the force of that country that has an id by rule."""
    parents = {
        row["id"]: {
            *filter(None, row["parents"].split(";")),
            *([row["country"] + row["sector"]] if row["kind"] == "state" and row["country"] and row["sector"] else []),
        }
        - {row["id"]}
        for row in rows("actors")
    }
    above = {
        one: found | {each for parent in found for each in parents.get(parent, ())} for one, found in parents.items()
    }
    return {one: frozenset(found - {one}) for one, found in above.items() if found}


def is_one_body(a: str, b: str) -> bool:
    """Whether two ids are one body's, or a branch's and that of the body it belongs to: the Black Sea Fleet is Russia's armed forces."""
    wholes = _wholes()
    return a == b or b in wholes.get(a, ()) or a in wholes.get(b, ())


def may_speak_for(speaker: Party, actor: Party) -> bool:
    """Whether a speaker is the actor, or a body of the same state."""
    if speaker.id is not None and speaker.id == actor.id:
        return True
    return (
        speaker.country is not None and speaker.country == actor.country and is_of_state(speaker) and is_of_state(actor)
    )
