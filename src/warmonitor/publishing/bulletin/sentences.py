"""Sentences about one incident, or one planned deed, out of its claims. None says more than the claims that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from warmonitor.knowledge.event_types import quad_of
from warmonitor.knowledge.tables import entries
from warmonitor.publishing.bulletin.parts import Cited, Item, Sentence, Told
from warmonitor.publishing.bulletin.words import (
    clean,
    counted_words,
    deed_words,
    joined,
    number_words,
    party_name,
    place_words,
    role_words,
    time_words,
    toll_order,
    upper_first,
    voices_of,
    voices_words,
)
from warmonitor.records import Claim, EventPlace, Incident, Party, Toll

T = TypeVar("T")
_PHASES = {
    "start": "reported to have begun",
    "stop": "reported to have ceased",
    "resume": "reported to have resumed",
    "continue": "reported to be going on",
    "repeat": "reported again",
}
_QUESTIONS = {
    "happened": "whether it happened",
    "who": "who did it",
    "whom": "whom or what it hit",
    "toll": "how many it harmed",
}
_AWAY = ("toward", "from")


def is_denied(claim: Claim) -> bool:
    """Whether a claim says that it did not happen, or doubts it."""
    stance = claim.attribution.stance if claim.attribution else "asserts"
    return claim.status.polarity == "negative" or stance in ("denies", "doubts")


def is_disputed(told: Told) -> bool:
    """Whether voices exclude each other on whether it happened or who did it."""
    questions = {rival.question for rival in told.incident.rivals}
    return (
        told.incident.grade == "Contested"
        or bool(questions & {"happened", "who"})
        or any(is_denied(one.claim) for one in told.claims)
    )


def harm_of(incident: Incident) -> float:
    """How much an incident weighs in the order of a bulletin: by its toll, its kind and its voices."""
    weights = entries("bulletin")["weights"]
    most = weights["most_counted"]

    def counted(names: Iterable[str]) -> int:
        return max((toll.best or toll.low or 0 for toll in incident.counts if toll.of in names), default=0)

    quad = quad_of(incident.type)
    found = weights["killed"] * min(most, counted(("killed",))) + weights["injured"] * min(most, counted(("injured",)))
    found += weights["harmed"] * min(most, counted(entries("bulletin")["harms"]))
    found += weights["material_conflict"] if quad == 4 else weights["verbal_conflict"] if quad == 3 else 0
    return float(found + weights["voice"] * min(20, incident.independent_voices))


def tell_incident(told: Told) -> Item:
    """What happened, who and whom, with what, the toll, who denies it, and the grade."""
    incident = told.incident
    asserted = [one for one in told.claims if not is_denied(one.claim)]
    denied = [one for one in told.claims if is_denied(one.claim)]
    found: list[Sentence | None] = [
        _tell_what(incident, asserted),
        _tell_parties(incident, asserted, "actor", lambda claim: claim.event.actors),
        _tell_parties(incident, asserted, "recipient", lambda claim: claim.event.recipients),
        _tell_weapons(incident, asserted),
        _tell_more_places(incident, asserted),
        *(
            _tell_toll(incident, toll, asserted)
            for toll in sorted(incident.counts, key=lambda toll: toll_order(toll.of, toll.who))
        ),
        _tell_dispute(told),
        *_tell_denials(incident, denied),
        _tell_grade(told),
        _tell_review(incident),
    ]
    sentences = tuple(sentence for sentence in found if sentence is not None)
    return Item(incident.id, clean(incident.title, 200), incident.id, incident.grade, sentences)


def cite(claims: Iterable[Cited], weigh: Callable[[Claim], int] = lambda claim: 0) -> tuple[str, ...]:
    """The claims that a note shows: those that carry most of the sentence, then one of each source, as many as a sentence may have."""
    ordered = sorted(claims, key=lambda one: -weigh(one.claim))
    first: dict[str, str] = {}
    rest = []
    for one in ordered:
        if (one.source or one.report) in first:
            rest.append(one.claim.id)
        else:
            first[one.source or one.report] = one.claim.id
    return tuple(dict.fromkeys([*first.values(), *rest]))[: entries("bulletin")["most"]["notes"]]


def _tell_what(incident: Incident, asserted: Sequence[Cited]) -> Sentence | None:
    if not asserted:
        return None
    own = [one for one in asserted if one.claim.event.type == incident.type] or list(asserted)
    place = next((place for place in incident.places if place.relation not in _AWAY), None)
    deed, are_many = deed_words(incident.type, incident.mode)
    phase = _PHASES.get(incident.phase or "", "reported")
    where = f" {place_words(place)}" if place else ""
    text = f"{upper_first(deed)} {'were' if are_many else 'was'} {phase}{where}{time_words(incident.time)}, according to {voices_words(own)}."

    def weigh(claim: Claim) -> int:
        is_there = place is not None and any(_are_one(place, other) for other in claim.event.places)
        time = claim.event.time
        is_then = (time.earliest, time.latest) == (incident.time.earliest, incident.time.latest)
        return 2 * is_there + is_then

    return Sentence(f"{incident.id}:what", text, "claims", cite(own, weigh), (incident.id,))


def _are_one(place: EventPlace, other: EventPlace) -> bool:
    return place.id == other.id if place.id and other.id else place.text.lower() == other.text.lower()


def _given(claims: Sequence[Cited], values: Callable[[Claim], Iterable[T]]) -> list[tuple[T, list[Cited]]]:
    """Each value that claims give with those claims, the value that most voices give first."""
    found: dict[T, list[Cited]] = {}
    for one in claims:
        for value in dict.fromkeys(values(one.claim)):
            found.setdefault(value, []).append(one)
    return sorted(found.items(), key=lambda item: (-len(voices_of(item[1])), -len(item[1])))


def _union(groups: Iterable[Sequence[Cited]]) -> tuple[str, ...]:
    """Claims of several groups, of each in turn, so that every group keeps one."""
    cited = [cite(group) for group in groups]
    turns = [names[turn] for turn in range(max(map(len, cited), default=0)) for names in cited if turn < len(names)]
    most = max(entries("bulletin")["most"]["notes"], len(cited))
    return tuple(dict.fromkeys(turns))[:most]


def _tell_parties(
    incident: Incident, asserted: Sequence[Cited], role: str, parties: Callable[[Claim], Sequence[Party]]
) -> Sentence | None:
    """Who is named as what, and by whom; those only suspected, and those who claim it, are told as such."""
    own = [one for one in asserted if one.claim.event.type == incident.type]
    hows = entries("bulletin")["perpetrator"] if role == "actor" else {}

    def named(claim: Claim) -> Iterable[tuple[str, str]]:
        how = hows.get(claim.event.perpetrator) or role_words(incident.type, role)
        return ((how, party_name(party)) for party in parties(claim))

    groups = _given(own, named)[: entries("bulletin")["most"]["parties"]]
    if not groups:
        return None
    said: dict[str, list[str]] = {}
    for (how, name), claims in groups:
        said.setdefault(how, []).append(f"{name}, by {voices_words(claims)}")
    text = ". ".join(f"Named as {how}: {'; '.join(names)}" for how, names in said.items())
    return Sentence(
        f"{incident.id}:{role}", f"{text}.", "claims", _union(claims for _, claims in groups), (incident.id,)
    )


def _tell_weapons(incident: Incident, asserted: Sequence[Cited]) -> Sentence | None:
    own = [one for one in asserted if one.claim.event.type == incident.type]
    groups = _given(own, lambda claim: (clean(weapon.text.lower()) for weapon in claim.event.weapons))
    groups = groups[: entries("bulletin")["most"]["weapons"]]
    if not groups:
        return None
    claims = [one for _, group in groups for one in group]
    named = joined(f"“{words}”" for words, _ in groups)
    text = f"Weapons are named as {named}, according to {voices_words(claims)}."
    return Sentence(f"{incident.id}:weapons", text, "claims", _union(group for _, group in groups), (incident.id,))


def _tell_more_places(incident: Incident, asserted: Sequence[Cited]) -> Sentence | None:
    main = next((place for place in incident.places if place.relation not in _AWAY), None)
    own = [one for one in asserted if one.claim.event.type == incident.type]

    def others(claim: Claim) -> Iterable[str]:
        return (
            place_words(place)
            for place in claim.event.places
            if place.relation not in _AWAY
            and main is not None
            and not _are_one(main, place)
            and not (place.precision == "country" and place.country == main.country)
        )

    groups = _given(own, others)[: entries("bulletin")["most"]["places"]]
    if not groups:
        return None
    claims = [one for _, group in groups for one in group]
    text = f"It is also placed {joined(words for words, _ in groups)}, according to {voices_words(claims)}."
    return Sentence(f"{incident.id}:places", text, "claims", _union(group for _, group in groups), (incident.id,))


def _tell_toll(incident: Incident, toll: Toll, asserted: Sequence[Cited]) -> Sentence | None:
    """A number as a range, and who says which figure where they differ."""
    telling = [one for one in asserted if one.claim.id in toll.claims] or [
        one for one in asserted if any((count.of, count.who) == (toll.of, toll.who) for count in one.claim.event.counts)
    ]
    if not telling or (toll.low is None and toll.high is None):
        return None
    text = upper_first(counted_words(toll.of, toll.who, toll.low, toll.high))
    groups = _given(telling, lambda claim: _figures(claim, toll))
    most = entries("bulletin")["most"]["voices"] + 1
    if 1 < len(groups) <= most:
        text += ": " + "; ".join(f"{figure} according to {voices_words(claims)}" for figure, claims in groups)
    else:
        text += f", according to {voices_words(telling)}"
    return Sentence(
        f"{incident.id}:toll:{toll.of}:{toll.who or ''}", f"{text}.", "claims", _union(claims for _, claims in groups) or cite(telling), (incident.id,)
    )  # fmt: skip


def _figures(claim: Claim, toll: Toll) -> Iterable[str]:
    return (
        number_words(count.low, count.high)
        for count in claim.event.counts
        if (count.of, count.who) == (toll.of, toll.who) and not (count.low is None and count.high is None)
    )


def _tell_dispute(told: Told) -> Sentence | None:
    rivals = told.incident.rivals
    if not rivals:
        return None
    by_id = {one.claim.id: one for one in told.claims}
    groups = [
        [by_id[name] for name in version.claims if name in by_id] for rival in rivals for version in rival.versions
    ]
    questions = joined(_QUESTIONS[rival.question] for rival in rivals)
    text = f"Voices differ on {questions}."
    claims = _union([group for group in groups if group])
    return Sentence(f"{told.incident.id}:dispute", text, "claims", claims, (told.incident.id,)) if claims else None


def _tell_denials(incident: Incident, denied: Sequence[Cited]) -> Iterable[Sentence]:
    doubts = [one for one in denied if one.claim.attribution is not None and one.claim.attribution.stance == "doubts"]
    says_no = [one for one in denied if one not in doubts]
    if says_no:
        text = f"According to {voices_words(says_no)}, it did not happen."
        yield Sentence(f"{incident.id}:denial", text, "claims", cite(says_no), (incident.id,))
    if doubts:
        text = f"According to {voices_words(doubts)}, it is in doubt."
        yield Sentence(f"{incident.id}:doubt", text, "claims", cite(doubts), (incident.id,))


def _tell_grade(told: Told) -> Sentence:
    incident = told.incident
    held = {one.claim.id for one in told.claims}
    claims = tuple(name for name in incident.grade_claims if name in held) or cite(told.claims)
    reasons = "; ".join(clean(reason, 200) for reason in incident.grade_reasons)
    text = f"Graded {incident.grade}" + (f" ({reasons})." if reasons else ".")
    return Sentence(
        f"{incident.id}:grade", text, "claims", claims[: entries("bulletin")["most"]["notes"]], (incident.id,)
    )


def _tell_review(incident: Incident) -> Sentence | None:
    if incident.status != "reviewed":
        return None
    return Sentence(f"{incident.id}:review", "A person has reviewed this incident.", "history", (), (incident.id,))


def tell_planned(one: Cited) -> Item:
    """What somebody is said to plan: the deed, where and when, and the words."""
    event = one.claim.event
    place = next((place for place in event.places if place.relation not in _AWAY), None)
    deed, are_many = deed_words(event.type, event.mode)
    by = f" by {joined(map(party_name, event.actors), 2)}" if event.actors else ""
    where = f" {place_words(place)}" if place else ""
    when = time_words(event.time) if event.time.basis == "stated" else ""
    text = f"{upper_first(deed)}{by}{where}{when} {'are' if are_many else 'is'} told of as planned, not as having happened, according to {voices_words([one])}: “{clean(one.claim.text, 300)}”."
    return Item(
        f"planned:{one.claim.id}", None, None, None, (Sentence(f"planned:{one.claim.id}:what", text, "claims", (one.claim.id,)),)
    )  # fmt: skip
