"""Grades of incidents by Airwars' rules, computed from the claims, each with its reasons and the claims that gave it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from warmonitor.knowledge.tables import entries
from warmonitor.linking.rivals import find_blamed
from warmonitor.linking.sides import side_of_group
from warmonitor.linking.tolls import speaks_for_actor
from warmonitor.linking.voices import Told, find_voice, list_voices, name_of, order_of
from warmonitor.records import Grade


class Graded(NamedTuple):
    """A grade, why in words, and the claims that gave it."""

    grade: Grade
    reasons: tuple[str, ...]
    claims: tuple[str, ...]


def grade(claims: Sequence[Told]) -> Graded:
    """The first of Discounted, Contested, Confirmed, Fair, Weak whose rule holds. What was withdrawn counts for nothing."""
    ordered = sorted(claims, key=order_of)
    asserted = [told for told in ordered if not told.denies and not told.is_withdrawn]
    denied = [told for told in ordered if told.denies and not told.is_withdrawn]
    if not asserted:
        return _withdrawn([told for told in ordered if told.is_withdrawn])
    if discounted := _only_combatants(asserted):
        return discounted
    if contested := _contested(asserted, denied):
        return contested
    if confirmed := _accepted(asserted):
        return confirmed
    voices = list_voices(asserted)
    if len(voices) > 1:
        most = entries("grades")["named_voices"]
        more = f" and {len(voices) - most} more" if len(voices) > most else ""
        return Graded(
            "Fair", (f"{len(voices)} independent voices: {', '.join(voices[:most])}{more}",), _one_each(asserted)
        )
    return Graded("Weak", (f"one voice: {voices[0]}",), _ids(asserted[:1]))


def _ids(claims: Sequence[Told]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(told.claim.id for told in claims))


def _one_each(claims: Sequence[Told]) -> tuple[str, ...]:
    """The first claim of each voice."""
    first: dict[str, str] = {}
    for told in claims:
        first.setdefault(find_voice(told), told.claim.id)
    return tuple(dict.fromkeys(first.values()))


def _withdrawn(claims: Sequence[Told]) -> Graded:
    names = dict.fromkeys(told.publisher for told in claims)
    reasons = tuple(f"{name} withdrew its report" for name in names) or ("no voice asserts it",)
    return Graded("Weak", reasons, _ids(claims))


def speaker_of(told: Told) -> str:
    """Who says it: the first speaker, else the publisher."""
    attribution = told.claim.attribution
    return name_of(attribution.speakers[0]) if attribution and attribution.speakers else told.publisher


def _only_combatants(claims: Sequence[Told]) -> Graded | None:
    """All who are said to have been killed, and by every voice that says it, are combatants."""
    killed = [
        (told, count.who)
        for told in claims
        for count in told.claim.event.counts
        if count.of == "killed" and count.high != 0
    ]
    if not killed or any(side_of_group(who) != "combatants" for _, who in killed):
        return None
    groups = ", ".join(dict.fromkeys(who for _, who in killed if who))
    return Graded(
        "Discounted",
        (f"those said to have been killed were combatants ({groups})",),
        _ids([told for told, _ in killed]),
    )


def _contested(asserted: Sequence[Told], denied: Sequence[Told]) -> Graded | None:
    """Voices that don't share a source blame parties that can't be one, or somebody denies it."""
    blamed = find_blamed(asserted)
    reasons = [f"{version.voices[0]} names {version.value}" for version in blamed]
    reasons += [f"{name} denies it" for name in dict.fromkeys(map(speaker_of, denied))]
    if not reasons:
        return None
    claims = [claim for version in blamed for claim in version.claims] + list(_ids(denied))
    return Graded("Contested", tuple(reasons), tuple(dict.fromkeys(claims)))


def _accepted(claims: Sequence[Told]) -> Graded | None:
    """Speakers who say or concede that they, or their own side, did it."""
    found = [(told, speaker) for told in claims if (speaker := speaks_for_actor(told)) is not None]
    if not found:
        return None
    reasons = dict.fromkeys(
        f"{name_of(speaker)} says that {name_of(told.claim.event.actors[0])} did it" for told, speaker in found
    )
    return Graded("Confirmed", tuple(reasons), _ids([told for told, _ in found]))
