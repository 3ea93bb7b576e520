"""Grades of incidents by Airwars' rules, computed from the claims, each with its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from warmonitor.knowledge.tables import entries
from warmonitor.linking.comparisons import may_be_same_party
from warmonitor.linking.voices import Told, find_voice, name_of, order_of
from warmonitor.records import Grade, Party


def grade(claims: Sequence[Told]) -> tuple[Grade, tuple[str, ...]]:
    """The grade and why: the first of Discounted, Contested, Confirmed, Fair, Weak whose rule holds."""
    ordered = sorted(claims, key=order_of)
    asserted = [told for told in ordered if not told.denies]
    denied = [told for told in ordered if told.denies]
    voices = list(dict.fromkeys(map(find_voice, asserted)))
    if combatants := _only_combatants(asserted):
        return "Discounted", (combatants,)
    rivals = _rivals(asserted)
    denials = [f"{name} denies it" for name in dict.fromkeys(map(_speaker, denied))]
    if rivals or denials:
        return "Contested", (*rivals, *denials)
    if accepted := _acceptance(asserted):
        return "Confirmed", accepted
    if len(voices) > 1:
        return "Fair", (f"{len(voices)} independent voices: {', '.join(voices[:6])}",)
    return "Weak", (f"one voice: {voices[0]}" if voices else "no voice asserts it",)


def _speaker(told: Told) -> str:
    attribution = told.claim.attribution
    return name_of(attribution.speakers[0]) if attribution and attribution.speakers else told.publisher


def _only_combatants(claims: Sequence[Told]) -> str | None:
    """All who are said to have been killed, and by every voice that says it, are combatants."""
    words = set(entries("grades")["combatants"])
    killed = [count.who for told in claims for count in told.claim.event.counts if count.of == "killed"]
    if killed and all(who is not None and words & set(who.lower().replace("-", " ").split()) for who in killed):
        return (
            f"those said to have been killed were combatants ({', '.join(dict.fromkeys(who for who in killed if who))})"
        )
    return None


def _rivals(claims: Sequence[Told]) -> tuple[str, ...]:
    """Who blames whom, where two claims name parties that can't be one."""
    blamed: dict[str, list[Told]] = defaultdict(list)
    parties: dict[str, Party] = {}
    types = entries("grades")["contested_types"]
    for told in claims:
        if told.claim.event.type not in types:
            continue
        actors = [actor for actor in told.claim.event.actors if actor.country is not None or actor.id is not None]
        if len(actors) == 1 and told.claim.event.recipients:
            parties.setdefault(name_of(actors[0]), actors[0])
            blamed[name_of(actors[0])].append(told)
    names = list(parties)
    rivals = {
        name
        for i, name in enumerate(names)
        for other in names[i + 1 :]
        if not may_be_same_party(parties[name], parties[other])
        and not {find_voice(told) for told in blamed[name]} & {find_voice(told) for told in blamed[other]}
        for name in (name, other)
    }
    return tuple(f"{find_voice(blamed[name][0])} names {name}" for name in names if name in rivals)


def _acceptance(claims: Sequence[Told]) -> tuple[str, ...]:
    """Speakers who say or concede that they, or their own side, did it. Words need no such confirmation: saying them is the deed."""
    found = []
    said = entries("linking")["said"]
    for told in claims:
        attribution = told.claim.attribution if told.claim.event.type not in said else None
        for speaker in attribution.speakers if attribution else ():
            if any(_are_one_side(speaker, actor) for actor in told.claim.event.actors):
                found.append(f"{name_of(speaker)} says that {name_of(told.claim.event.actors[0])} did it")
    return tuple(dict.fromkeys(found))


def _are_one_side(speaker: Party, actor: Party) -> bool:
    if speaker.id is not None and speaker.id == actor.id:
        return True
    sides = set(entries("grades")["belligerent_sectors"])
    return speaker.country is not None and speaker.country == actor.country and {speaker.sector, actor.sector} <= sides
