"""The public form of incidents: places as areas, no private person's name, no undisclosed source; what rests on them said all the same.

Each record is built anew from fields that are named here, as in `public`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from warmonitor.publishing.policy import Policy, publish_party, publish_voice, publish_voices
from warmonitor.publishing.redaction import is_clean, redact
from warmonitor.records import (
    Claim,
    Concession,
    EventPlace,
    EventTime,
    Figure,
    Incident,
    Party,
    Rival,
    Span,
    Support,
    Toll,
    Version,
)
from warmonitor.records.incidents import NOT

Value = tuple[str, str | None]


class Publication:
    """Makes the public form of one incident.

    `claims` are all its claims (undisclosed sources' among them), which say what stands behind its names; `shown` has the
    public name of each claim and report that is shown.
    """

    def __init__(self, claims: Collection[Claim], shown: Mapping[str, str], policy: Policy) -> None:
        self._shown = shown
        self._policy = policy
        self._areas: dict[str, EventPlace | None] = {}
        self._parties: dict[str, Party] = {}
        for claim in claims:
            self._take_in((*claim.event.actors, *claim.event.recipients), claim.event.places)

    def _take_in(self, parties: Sequence[Party], places: Sequence[EventPlace]) -> None:
        """Learn whom and what names stand for."""
        for party in parties:
            public = publish_party(party, self._policy, None)
            for key in (party.id, (party.name or party.text).lower()):
                if key:
                    self._parties.setdefault(key, public)
        for place in places:
            self._areas.setdefault(_place_key(place), self._policy.areas.coarse(place))

    def publish(self, incident: Incident) -> Incident | None:
        """The public form; None where it was retracted."""
        if incident.status == "retracted":
            return None
        policy, shown = self._policy, self._shown
        self._take_in((*incident.actors, *incident.recipients), incident.places)
        places = self._publish_places(incident.places)
        actors = tuple(publish_party(party, policy, None) for party in incident.actors)
        recipients = tuple(publish_party(party, policy, None) for party in incident.recipients)
        time = incident.time
        tolls = (self._publish_toll(one) for one in incident.counts)
        rivals = (self._publish_rival(one) for one in incident.rivals)
        conceded = (self._publish_concession(one) for one in incident.conceded)
        return Incident(
            id=incident.id,
            title=policy.write_title(incident.type, incident.mode, places, actors, recipients),
            type=incident.type, mode=incident.mode, actors=_once(actors), recipients=_once(recipients), places=places,
            time=EventTime(earliest=time.earliest, latest=time.latest, precision=time.precision, basis=time.basis),
            weapons=tuple(Span(0, 0, one.text) for one in incident.weapons if is_clean(one.text, policy.names)),
            counts=tuple(one for one in tolls if one is not None),
            reports=tuple(dict.fromkeys(shown[name] for name in incident.reports if name in shown)),
            claims=self._shown_claims(incident.claims), voices=publish_voices(incident.voices, policy),
            independent_voices=incident.independent_voices, grade=incident.grade,
            grade_reasons=tuple(self._publish_words(reason) for reason in incident.grade_reasons),
            status=incident.status, first_reported_at=incident.first_reported_at, changed_at=incident.changed_at,
            confidence=incident.confidence, phase=incident.phase, perpetrator=incident.perpetrator,
            grade_claims=self._shown_claims(incident.grade_claims), support=self._publish_support(incident.support),
            rivals=tuple(one for one in rivals if one is not None),
            conceded=tuple(one for one in conceded if one is not None),
        )  # fmt: skip

    def _shown_claims(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(self._shown[name] for name in names if name in self._shown)

    def _is_clean(self, words: str | None) -> bool:
        return words is None or is_clean(words, self._policy.names)

    def _publish_words(self, words: str) -> str:
        """A sentence of the house's own, such as a grade's reason, without names that must go."""
        for voice in sorted(self._policy.hidden_voices, key=len, reverse=True):
            words = words.replace(voice, self._policy.names.policy["undisclosed"])
        return redact(words, self._policy.names)

    def _publish_places(self, places: Sequence[EventPlace]) -> tuple[EventPlace, ...]:
        found: dict[tuple[str | None, str], EventPlace] = {}
        for place in places:
            area = self._policy.areas.coarse(place)
            if area is not None:
                found.setdefault((area.id, area.relation), replace(area, text=area.name or ""))
        return tuple(found.values())

    def _publish_toll(self, toll: Toll) -> Toll | None:
        """None for one that counts people by name."""
        if not self._is_clean(toll.who) or not self._is_clean(toll.part_of):
            return None
        return Toll(
            toll.of, toll.who, toll.low, toll.best, toll.high, toll.conservative, self._shown_claims(toll.claims), part_of=toll.part_of,
            side=toll.side, is_rising=toll.is_rising, history=tuple(map(self._publish_figure, toll.history)),
        )  # fmt: skip

    def _publish_figure(self, figure: Figure) -> Figure:
        """When an undisclosed source gave it isn't told: by its day it might be found."""
        published = None if figure.voice in self._policy.hidden_voices else figure.published
        claim = self._shown.get(figure.claim, "")
        return Figure(publish_voice(figure.voice, self._policy), published, figure.low, figure.high, claim)

    def _publish_support(self, some: Sequence[Support]) -> tuple[Support, ...]:
        """Values that look alike in public (two villages of one province) are one, told by the voices of both."""
        told: dict[tuple[str, Value], list[Support]] = defaultdict(list)
        for one in some:
            if (value := self._publish_value(one)) is not None:
                told[one.field, value].append(one)
        fields = list(dict.fromkeys(one.field for one in some))
        found = [self._join(several, value) for (_, value), several in told.items()]
        return tuple(sorted(found, key=lambda one: (fields.index(one.field), -one.independent_voices)))

    def _publish_value(self, one: Support) -> Value | None:
        """A value and its id in public; None where it can't be told."""
        key = one.id or one.value.lower()
        if one.field == "place":
            area = self._areas.get(key)
            return None if area is None else (area.name or "", area.id)
        if one.field in ("actor", "recipient"):
            party = self._parties.get(key)
            return None if party is None else (party.name or party.text, party.id)
        return (one.value, one.id) if one.field != "weapon" or self._is_clean(one.value) else None

    def _join(self, several: Sequence[Support], value: Value) -> Support:
        told, id = value
        voices = tuple(dict.fromkeys(voice for one in several for voice in one.voices))
        number = max(len(voices), *(one.independent_voices for one in several))
        claims = dict.fromkeys(claim for one in several for claim in self._shown_claims(one.claims))
        return Support(several[0].field, told, id, number, publish_voices(voices, self._policy), tuple(claims))

    def _publish_rival(self, rival: Rival) -> Rival | None:
        """None where its versions look alike in public."""
        versions = tuple(
            Version(
                self._publish_answer(rival, one.value), publish_voices(one.voices, self._policy), self._shown_claims(one.claims)
            )
            for one in rival.versions
        )  # fmt: skip
        if len({one.value for one in versions}) < 2:
            return None
        of = rival.of if self._is_clean(rival.of) else (rival.of or "").partition(" (")[0]
        return Rival(rival.question, versions, of)

    def _publish_answer(self, rival: Rival, value: str) -> str:
        if rival.question == "who":
            start = NOT if value.startswith(NOT) else ""
            party = self._parties.get(value[len(start) :].lower())
            return start + (str(self._policy.names.policy["person"]) if party is None else party.name or party.text)
        return self._publish_words(value)

    def _publish_concession(self, one: Concession) -> Concession | None:
        """None for one that counts people by name."""
        if not self._is_clean(one.who):
            return None
        speaker = publish_party(one.speaker, self._policy, None)
        return Concession(speaker, one.of, one.who, one.low, one.high, self._shown_claims(one.claims))


def _place_key(place: EventPlace) -> str:
    return place.id or (place.name or place.text).lower()


def _once(parties: Sequence[Party]) -> tuple[Party, ...]:
    return tuple({(one.id, one.name, one.country): one for one in parties}.values())
