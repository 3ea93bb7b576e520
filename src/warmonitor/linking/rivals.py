"""Versions that exclude each other, side by side: whether it happened, who did it, whom it hit, how many it harmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from warmonitor.knowledge.tables import entries
from warmonitor.linking.comparisons import are_same_party, may_be_same_party
from warmonitor.linking.sides import (
    Side,
    are_opposed,
    is_belligerent,
    is_one_body,
    may_speak_for,
    side_of_group,
    side_of_party,
)
from warmonitor.linking.tolls import drop_corrected, gather_figures, latest_by_voice
from warmonitor.linking.voices import Told, find_voice, name_of, order_of
from warmonitor.records import Count, Party, Rival, Version
from warmonitor.records.incidents import NOT


def find_rivals(claims: Sequence[Told]) -> tuple[Rival, ...]:
    """All questions that voices answer differently, each with its versions."""
    told = [one for one in sorted(claims, key=order_of) if not one.is_withdrawn]
    asserted = [one for one in told if not one.denies]
    denied = [one for one in told if one.denies]
    found = []
    who = _find_authors(asserted, disowned := _find_disowned(asserted, denied))
    doubted = [one for one in denied if not who or one not in disowned]
    if asserted and doubted:
        found.append(Rival("happened", (_version("it happened", asserted), _version("it did not", doubted))))
    if who:
        found.append(Rival("who", who))
    if hit := _find_hit(asserted):
        found.append(Rival("whom", hit))
    return (*found, *_find_tolls(asserted))


def _version(value: str, told: Sequence[Told], voices: Sequence[str] | None = None) -> Version:
    """A version with the voices that give it; those who deny are named as speakers."""
    most = entries("grades")["most_claims"]
    names = voices if voices is not None else [_speaker_or_voice(one) for one in told]
    return Version(value, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(one.claim.id for one in told))[:most])


def _speaker_or_voice(told: Told) -> str:
    attribution = told.claim.attribution
    if told.denies and attribution is not None and attribution.speakers:
        return name_of(attribution.speakers[0])
    return find_voice(told)


def _by_weight(versions: list[Version]) -> tuple[Version, ...]:
    return tuple(sorted(versions, key=lambda version: -len(version.voices)))


def find_blamed(claims: Sequence[Told]) -> tuple[Version, ...]:
    """Parties that can't be one, each named as the author by voices that don't name the other."""
    blamed: dict[str, list[Told]] = defaultdict(list)
    parties: dict[str, Party] = {}
    types = entries("grades")["contested_types"]
    for told in claims:
        if told.claim.event.type not in types or not (told.claim.event.recipients or _accuses(told)):
            continue
        actors = [actor for actor in told.claim.event.actors if is_belligerent(actor)]
        if len(actors) == 1:
            parties.setdefault(name_of(actors[0]), actors[0])
            blamed[name_of(actors[0])].append(told)
    voices = {name: set(map(find_voice, told)) for name, told in blamed.items()}
    rivals = [
        name
        for name in parties
        if any(
            _exclude(parties[name], parties[other]) and not voices[name] & voices[other]
            for other in parties
            if other != name
        )
    ]
    return _by_weight([_version(name, blamed[name]) for name in rivals])


def _find_disowned(asserted: Sequence[Told], denied: Sequence[Told]) -> list[Told]:
    """Denials of those who tell the deed themselves, and never as that party's: they deny that the party they name did it."""
    tellers: dict[str, set[str]] = defaultdict(set)
    for told in asserted:
        tellers[find_voice(told)].update(name_of(actor) for actor in told.claim.event.actors)
    return [
        one
        for one in denied
        if one.claim.event.actors
        and (blamed := tellers.get(_speaker_or_voice(one))) is not None
        and blamed.isdisjoint(name_of(actor) for actor in one.claim.event.actors)
    ]


def _find_authors(asserted: Sequence[Told], disowned: Sequence[Told]) -> tuple[Version, ...]:
    """The authors that exclude each other, and who isn't one by the word of those who tell the deed; () where there is one answer."""
    versions = find_blamed(asserted)
    if not disowned:
        return versions
    named, cleared = _by_actor(asserted), _by_actor(disowned)
    versions = versions or tuple(_version(name, told) for name, told in named.items())
    versions += tuple(_version(f"{NOT}{name}", told) for name, told in cleared.items())
    return versions if len(versions) > 1 else ()


def _by_actor(claims: Sequence[Told]) -> dict[str, list[Told]]:
    """Claims by the party that each names as the author."""
    found: dict[str, list[Told]] = defaultdict(list)
    for told in claims:
        for actor in told.claim.event.actors:
            if is_belligerent(actor):
                found[name_of(actor)].append(told)
    return found


def _accuses(told: Told) -> bool:
    return told.claim.attribution is not None and told.claim.attribution.stance == "accuses"


def _exclude(a: Party, b: Party) -> bool:
    """Whether two can't be one: of two countries, a state's force and a group that fights states, or two groups known by name."""
    if (
        may_speak_for(a, b)
        or are_same_party(a, b)
        or (a.id is not None and b.id is not None and is_one_body(a.id, b.id))
    ):
        return False
    return not may_be_same_party(a, b) or are_opposed(a, b)


def _find_hit(claims: Sequence[Told]) -> tuple[Version, ...]:
    """Civilians (or what is theirs) told as hit by some voices, combatants alone by others."""
    told: dict[Side, list[Told]] = {"civilians": [], "combatants": []}
    words: dict[Side, dict[str, None]] = {"civilians": {}, "combatants": {}}
    for one in claims:
        for side, name in _sides_of(one):
            told[side].append(one)
            words[side][name] = None
    voices: dict[Side, set[str]] = {side: set(map(find_voice, ones)) for side, ones in told.items()}
    apart = {side: voices[side] - voices[other] for side, other in _BOTH}
    if not apart["civilians"] or not apart["combatants"]:
        return ()
    kept = {side: [one for one in told[side] if find_voice(one) in apart[side]] for side in told}
    return _by_weight([_version(f"{side} ({', '.join(list(words[side])[:3])})", kept[side]) for side, _ in _BOTH])


_BOTH: tuple[tuple[Side, Side], ...] = (("civilians", "combatants"), ("combatants", "civilians"))


def _sides_of(told: Told) -> list[tuple[Side, str]]:
    event = told.claim.event
    if event.type not in entries("grades")["contested_types"]:
        return []
    found = [(side, party.text) for party in event.recipients if (side := side_of_party(party)) is not None]
    harmed = (count.who for count in event.counts if count.of in ("killed", "injured") and count.who)
    return found + [(side, who) for who in harmed if (side := side_of_group(who)) is not None]


def _find_tolls(claims: Sequence[Told]) -> list[Rival]:
    """Tolls of which two voices' latest figures don't overlap."""
    found = []
    for (of, who), figures in sorted(
        drop_corrected(gather_figures(claims), claims).items(), key=lambda item: (item[0][0], item[0][1] or "")
    ):
        latest = latest_by_voice(figures)
        if of not in ("killed", "injured") or len(latest) < 2 or not _disagree([count for _, count in latest.values()]):
            continue
        said: dict[str, list[Told]] = defaultdict(list)
        for told, count in latest.values():
            said[_in_words(count)].append(told)
        versions = _by_weight([_version(value, told) for value, told in said.items()])
        found.append(Rival("toll", versions, of if who is None else f"{of} ({who})"))
    return found


def _disagree(counts: Sequence[Count]) -> bool:
    lows = [count.low or 0 for count in counts]
    highs = [count.high for count in counts if count.high is not None]
    return bool(highs) and max(lows) > min(highs)


def _in_words(count: Count) -> str:
    """ "5", "5–8", "at least 5", "up to 8"."""
    if count.low is None:
        return f"up to {count.high:,}"
    if count.high is None:
        return f"at least {count.low:,}"
    return f"{count.low:,}" if count.low == count.high else f"{count.low:,}–{count.high:,}"
