"""The claims of one report that tell of the same happening, put together.

Two claims can be one happening when their types agree and nothing they say disagrees: mode, place, day, actors, those harmed.
Claims are taken in the order of the text; each joins the incident that fits it best, or begins a new one. What is hypothetical,
merely planned, denied or background makes no incident of its own news.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from warmonitor.knowledge import tables
from warmonitor.records import Claim, Count, EventPlace, EventTime, IncidentCount, Party, ReportIncident, Span

Side = tuple[str | None, bool]  # a country, and whether it is its state
_KM_PER_DEGREE = 111.2
_ENDINGS = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s|e)$")
_HARMS = frozenset({"killed", "injured"})
_SMALLER_THAN_COUNTRIES = frozenset({"exact", "near", "admin2", "admin1"})


def is_asserted(claim: Claim) -> bool:
    """Whether somebody tells the claim's event as having happened, happening, or perhaps having happened."""
    return claim.status.modality in ("actual", "possible") and claim.status.polarity == "positive"


def is_aggregate(claim: Claim, most: int) -> bool:
    """Whether the claim sums up a war or a campaign: more harmed than `most`, at "more than 13,000 have died"."""
    return any(
        c.of in ("killed", "injured", "abducted", "detained") and (c.low or 0) > most for c in claim.event.counts
    )


def group(
    claims: Sequence[Claim], extra: Path | None = None, apart: Mapping[str, int] | None = None
) -> tuple[ReportIncident, ...]:
    """The incidents of a report, in the order of the first claim of each.

    `apart` has the ids of claims that the words set apart from those before, with the number of their sentence.
    """
    rules: dict[str, Any] = tables.entries("report_incidents", extra)
    apart = apart or {}
    groups: list[list[Claim]] = []
    lands = _lands_told_of(claims)
    for claim in claims:
        if not is_asserted(claim) or is_aggregate(claim, rules["most_in_one"]) or _is_over(claim):
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
    if claim.id in apart:
        return apart.get(members[0].id) == apart[claim.id]
    return claim.status.phase != "repeat" or _same_day(members, claim) != "other"


def _is_over(claim: Claim) -> bool:
    """Whether the claim tells that attacks, which may have been many, stop: the end of violence is no act of it."""
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
    if _are_apart(members, claim, lands) or _are_opposed(members, claim):
        return None
    if _meets_arms(claim, rules) != _meets_arms(members[0], rules):
        return None
    if _meets_arms(claim, rules) and _have_other_sides(members, claim):
        return None
    if _are_far_apart(members, claim, rules["towns_apart_km"]) and _tell_other_harms(members, claim):
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
        {_place_key(p) for m in members for p in _own_places(m)},
        {_place_key(p) for p in _own_places(claim)},
        "place",
        weights,
    )
    day = _same_day(members, claim)
    if _are_at_other_times(members, claim, rules["days_apart"]) or (
        day == "other" and _tell_other_harms(members, claim)
    ):
        return None
    score += weights[f"day {day}"]
    score += _compare(
        {_key(a) for m in members for a in m.event.actors}, {_key(a) for a in event.actors}, "actor", weights
    )
    score += _compare(
        {_key(r) for m in members for r in m.event.recipients},
        {_key(r) for r in event.recipients},
        "recipient",
        weights,
    )
    if event.weapons and any(
        w.text.lower() in {v.text.lower() for m in members for v in m.event.weapons} for w in event.weapons
    ):
        score += weights["weapon same"]
    if _stem(event.trigger.text) in {_stem(m.event.trigger.text) for m in members}:
        score += weights["word same"]
    gap = claim.start - max(m.end for m in members)
    score += weights["near"] if gap < rules["near_characters"] else 0.0
    return score


def _are_apart(members: list[Claim], claim: Claim, lands: frozenset[str]) -> bool:
    """Whether the words put the two in different countries."""
    theirs = {place.country for member in members for place in _stated_places(member)} & lands
    ours = {place.country for place in _stated_places(claim)} & lands
    return bool(theirs and ours) and theirs.isdisjoint(ours)


def _stated_places(claim: Claim) -> list[EventPlace]:
    return [
        p
        for p in claim.event.places
        if p.basis == "stated" and p.relation not in ("from", "toward") and p.country and not _is_of_care(p, claim)
    ]


def _are_opposed(members: list[Claim], claim: Claim) -> bool:
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
    if any(_is_one_side(a, b) for a in doers for b in suffering) or _are_at_other_places(members, claim):
        return True
    is_of_states = all(is_state for _, is_state in doers) and all(is_state for _, is_state in others)
    is_of_foes = {is_state for _, is_state in doers}.isdisjoint(is_state for _, is_state in others)
    return (is_of_states or is_of_foes) and (_tell_other_harms(members, claim) or _are_elsewhere(members, claim))


def _have_other_sides(members: list[Claim], claim: Claim) -> bool:
    """Whether both say who did it, and no side is in both."""
    ours, theirs = _sides(claim.event.actors), _sides(actor for member in members for actor in member.event.actors)
    return bool(ours and theirs) and not any(_is_one_side(a, b) for a in ours for b in theirs)


def _meets_arms(claim: Claim, rules: dict[str, Any]) -> bool:
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
        return _same_day(members, claim) == "other"
    return claim.event.mode not in {member.event.mode for member in members} and (
        any(_side(party) not in foes for member in members for party in member.event.recipients)
        or any(member.event.perpetrator == "claimed" for member in members)
    )


def _tell_other_harms(members: list[Claim], claim: Claim) -> bool:
    """Whether the claim and the rest each say whom they harm, or how many, others, and not as many."""
    theirs = {_key(party) for member in members for party in member.event.recipients}
    ours = {_key(party) for party in claim.event.recipients}
    harmed = {(c.of, c.low) for member in members for c in member.event.counts if c.of in _HARMS}
    told = {(c.of, c.low) for c in claim.event.counts if c.of in _HARMS}
    if not ours.isdisjoint(theirs) or any(low != 1 for _, low in told & harmed):
        return False
    if told & harmed and any(_plain_words(a) & _plain_words(b) for a in ours for b in theirs):
        return False  # "a Red Crescent paramedic" and "the paramedic"
    return bool(ours or told) and bool(theirs or harmed)


def _are_elsewhere(members: list[Claim], claim: Claim) -> bool:
    """Whether the words name other places smaller than a country for the two."""
    theirs = {_place_key(p) for member in members for p in _stated_places(member) if p.precision != "country"}
    ours = {_place_key(p) for p in _stated_places(claim) if p.precision != "country"}
    return bool(theirs and ours) and theirs.isdisjoint(ours)


def _are_at_other_places(members: list[Claim], claim: Claim) -> bool:
    """Whether the words name other towns for the two."""
    theirs = {_place_key(place) for member in members for place in _stated_places(member) if place.precision == "exact"}
    ours = {_place_key(place) for place in _stated_places(claim) if place.precision == "exact"}
    return bool(theirs and ours) and theirs.isdisjoint(ours)


def _are_far_apart(members: list[Claim], claim: Claim, km: float) -> bool:
    """Whether all that the words name as places of the one lies at least so far from all of the other, and well outside its region."""
    theirs = [spot for member in members for spot in _spots(member)]
    ours = _spots(claim)
    return bool(theirs and ours) and all(
        _distance_km(a, b) >= max(km, a.extent_km + b.extent_km) and not _is_inside(a, b) for a in theirs for b in ours
    )


class _Spot(NamedTuple):
    latitude: float
    longitude: float
    extent_km: float
    province: str | None


def _spots(claim: Claim) -> list[_Spot]:
    """Where the words put it: towns as points, provinces and districts with how far they reach."""
    return [
        _Spot(p.latitude, p.longitude, 0.0 if p.precision in ("exact", "near") else p.radius_km or 0.0, p.admin1)
        for p in _stated_places(claim)
        if p.latitude is not None and p.longitude is not None and p.precision in _SMALLER_THAN_COUNTRIES
    ]


def _is_inside(one: _Spot, other: _Spot) -> bool:
    """Whether one is a province or district and the other in the same province."""
    return one.province is not None and one.province == other.province and (one.extent_km > 0 or other.extent_km > 0)


def _distance_km(one: _Spot, other: _Spot) -> float:
    """The distance of two points, near enough at some tens of kilometres."""
    middle = math.radians((one.latitude + other.latitude) / 2)
    north, east = other.latitude - one.latitude, (other.longitude - one.longitude) * math.cos(middle)
    return _KM_PER_DEGREE * math.hypot(north, east)


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


def _stem(word: str) -> str:
    """A word without its ending: "raided" and "raid", "bombing" and "bombed"."""
    return _ENDINGS.sub("", word.lower())


def _compare(one: set[Any], other: set[Any], name: str, weights: dict[str, float]) -> float:
    if not one or not other:
        return weights[f"{name} unsaid"]
    return weights[f"{name} same"] if one & other else weights[f"{name} other"]


def _own_places(claim: Claim) -> list[EventPlace]:
    """Where the claim puts it, by more than a country: not where people came from or died of it ("died at the Rosales Hospital")."""
    return [
        p
        for p in claim.event.places
        if p.relation not in ("from", "toward") and p.precision != "country" and not _is_of_care(p, claim)
    ]


def _is_of_care(place: EventPlace, claim: Claim) -> bool:
    """Whether the place is a hospital or the like, and not what was hit."""
    words = re.findall(r"\w+", place.text.lower())
    is_of_care = bool(words) and not _words_of_care().isdisjoint(words)
    return is_of_care and not any(place.text in party.text for party in claim.event.recipients)


@cache
def _words_of_care() -> frozenset[str]:
    return frozenset(tables.entries("report_incidents")["words_of_care"])


def _place_key(place: EventPlace) -> str:
    """Places that no gazetteer knows are told apart by their words."""
    return place.id or place.text.lower()


def _key(party: Party) -> str:
    return party.id or party.text.lower()


def _same_day(members: list[Claim], claim: Claim) -> str:
    """Whether the words date the two alike ("same", "other"), or don't say ("unsaid"): to the day, or by spans that share none."""
    theirs, ours = _days(members), _days([claim])
    if theirs and ours:
        return "same" if theirs & ours else "other"
    mine = _stated_span(claim)
    spans = [span for member in members if (span := _stated_span(member)) is not None]
    if mine is None or not spans or any(first <= mine[1] and mine[0] <= last for first, last in spans):
        return "unsaid"
    return "other"


def _days(claims: Sequence[Claim]) -> set[str]:
    return {
        c.event.time.earliest
        for c in claims
        if c.event.time.earliest and c.event.time.precision == "day" and c.event.time.basis == "stated"
    }


def _stated_span(claim: Claim) -> tuple[str, str] | None:
    time = claim.event.time
    return (time.earliest, time.latest) if time.basis == "stated" and time.earliest and time.latest else None


def _are_at_other_times(members: list[Claim], claim: Claim, days: int) -> bool:
    """Whether at least so many days lie between all that the one may be dated and all of the other."""
    theirs = [span for member in members if (span := _span(member)) is not None]
    ours = _span(claim)
    if ours is None or not theirs:
        return False
    gaps = (max((first - ours[1]).days, (ours[0] - last).days) for first, last in theirs)
    return min(gaps) >= days


def _span(claim: Claim) -> tuple[date, date] | None:
    time = claim.event.time
    if not (time.earliest and time.latest):
        return None
    return date.fromisoformat(time.earliest[:10]), date.fromisoformat(time.latest[:10])


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


def unite(members: list[Claim], is_main: bool) -> ReportIncident:
    """The incident that claims of one report amount to."""
    modes = Counter(m.event.mode for m in members if m.event.mode)
    identity = hashlib.sha256(" ".join(m.id for m in members).encode()).hexdigest()[:12]
    return ReportIncident(
        f"i{identity}",
        tuple(m.id for m in members),
        members[0].event.type,
        modes.most_common(1)[0][0] if modes else None,
        _distinct_parties([a for m in members for a in m.event.actors]),
        _distinct_parties([r for m in members for r in m.event.recipients]),
        _distinct_spans([w for m in members for w in m.event.weapons]),
        _best_places(members),
        _best_time(members),
        _tolls(members),
        is_main,
    )


def _distinct_parties(parties: list[Party]) -> tuple[Party, ...]:
    """Each party once, by its fullest words: a phrase whose words all stand in another's is that one again."""
    kept: list[Party] = []
    named = [party for party in parties if party.id or not _names_nobody(party.text)]
    for party in named or parties:
        words = _plain_words(party.text)
        for k, other in enumerate(kept):
            others = _plain_words(other.text)
            if (party.id and party.id == other.id and party.name == other.name) or words <= others:
                break
            if others <= words and (other.country or party.country) == party.country:
                kept[k] = party
                break
        else:
            kept.append(party)
    return tuple(kept)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(tables.entries("report_incidents")["small_words"])


def _names_nobody(text: str) -> bool:
    """Whether the words only take up another phrase: "one of them", "three others"."""
    return all(word in _small_words() or word.isdigit() for word in re.findall(r"\w+", text.lower()))


def _plain_words(text: str) -> frozenset[str]:
    """The words that tell one party from another: lower case, singular, without numbers and small words."""
    words = {
        word.rstrip("s") or word
        for word in re.findall(r"\w+", text.lower())
        if word not in _small_words() and not word.isdigit()
    }
    return frozenset(words or {text.lower()})


def _distinct_spans(spans: list[Span]) -> tuple[Span, ...]:
    return tuple({s.text.lower(): s for s in reversed(spans)}.values())[::-1]


_FINE = {"exact": 0, "near": 1, "admin2": 2, "admin1": 3, "country": 4, "unknown": 5}


def _best_places(members: list[Claim]) -> tuple[EventPlace, ...]:
    """Stated places before inherited ones, finer before coarser, each once."""
    places = [p for m in members for p in m.event.places]
    order = sorted(places, key=lambda p: (p.relation in ("from", "toward"), p.basis != "stated", _FINE[p.precision]))
    seen: dict[Any, EventPlace] = {}
    for place in order:
        seen.setdefault(place.id or place.text.lower(), place)
    return tuple(seen.values())


def _best_time(members: list[Claim]) -> EventTime:
    order = {"stated": 0, "context": 1, "report date": 2}
    fine = {"day": 0, "week": 1, "month": 2, "year": 3, "open": 4, "unknown": 5}
    return min((m.event.time for m in members), key=lambda t: (order[t.basis], fine[t.precision]))


def _tolls(members: list[Claim]) -> tuple[IncidentCount, ...]:
    """One range for each kind and group, from the lowest to the highest figure that the claims give.

    One person told of beside a larger number is part of it; "at least" figures that differ span a range, one alone stays open.
    """
    found: dict[tuple[str, str | None], list[Count]] = {}
    for member in members:
        for count in member.event.counts:
            found.setdefault((count.of, count.who), []).append(count)
    told: list[IncidentCount] = []
    for (of, who), counts in found.items():
        others = [c for (kind, group), members in found.items() if kind == of and who in (None, group) for c in members]
        whole = [c for c in counts if not _is_part(c, others)]
        figures = [c for c in whole or counts if not (c.low == 2 and c.high is None and c.text.split()[0].islower())]
        if whole or who is not None:
            told.append(IncidentCount(of, who, *_toll(figures or whole or counts)))
    return tuple(told)


def _is_part(count: Count, others: list[Count]) -> bool:
    return count.high == 1 and not _A_NUMBER.search(count.text) and any((o.low or 0) > 1 for o in others)


_A_NUMBER = re.compile(r"\d|\bone\b", re.IGNORECASE)


def _toll(counts: list[Count]) -> tuple[int | None, int | None]:
    lows = [c.low for c in counts if c.low is not None]
    highs = [c.high for c in counts if c.high is not None]
    if not lows:
        return None, max(highs, default=None)
    low, top = min(lows), max([*lows, *highs])
    return low, top if highs or top > low else None
