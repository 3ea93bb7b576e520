"""Reports as they are compared with others: their words, and what is compared of what they tell; kept in the store in a few bytes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec
import numpy as np

from warmonitor.linking.stories import Story, Told
from warmonitor.linking.tellings import Telling
from warmonitor.linking.traits import Traits
from warmonitor.records import EventPlace, IncidentCount, Party, ReportIncident
from warmonitor.workflow.directions import Direction, make_direction

_VERSION = 1  # of what is kept; what another version kept is made anew
_MOST_SHARED = 200_000
Value = TypeVar("Value", bound=Hashable)


class Outline(NamedTuple):
    """A telling as it is compared with others, without its claims, and the direction of their words."""

    telling: Telling
    words: Direction


class Brief(NamedTuple):
    """A report as it is compared with others. `told` has its tellings as the coder put them, whatever was decided since."""

    told: Told  # what makes it alike to others, but for its words
    words: Direction
    outlines: tuple[Outline, ...]


class _Scene(msgspec.Struct, array_like=True, frozen=True):
    id: str | None
    country: str | None
    precision: Any
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    relation: Any


class _Side(msgspec.Struct, array_like=True, frozen=True):
    id: str | None
    name: str
    country: str | None
    sector: str | None


class _Outlined(msgspec.Struct, array_like=True):
    """What is kept of a telling."""

    id: str
    type: str
    claims: tuple[str, ...]
    denies: bool
    is_said: bool
    mode: str | None
    scenes: tuple[_Scene, ...]
    days: tuple[int, int] | None
    basis: str
    casualties: tuple[tuple[str, str | None, int | None, int | None], ...]
    dead: int
    weapons: tuple[str, ...]
    actors: tuple[_Side, ...]
    recipients: tuple[_Side, ...]
    blocks: tuple[str, ...]
    is_undated_past: bool
    words: bytes


class _Kept(msgspec.Struct, array_like=True):
    """What is kept of a report."""

    version: int
    report: str
    first_day: int | None
    last_day: int | None
    place: _Scene | None
    words: bytes
    outlines: tuple[_Outlined, ...]


_decoder = msgspec.msgpack.Decoder(_Kept)


class Briefs:
    """Makes briefs; what many have in common is there once."""

    def __init__(self) -> None:
        self._shared: dict[Hashable, Any] = {}

    def make(self, story: Story, tellings: Sequence[Telling], as_coded: Sequence[Telling] | None = None) -> Brief:
        """The brief of a report that tells this; `as_coded` where decisions have changed what it tells."""
        outlines = tuple(Outline(self._outline(telling), make_direction(telling.terms)) for telling in tellings)
        first = (one.telling for one in outlines) if as_coded is None else map(self._outline, as_coded)
        place = None if story.place is None else self._scene(_shorten_scene(story.place))
        short = Story(story.report, {}, first_day=story.first_day, last_day=story.last_day, place=place)
        return Brief(Told(short, {}, tuple(first)), make_direction(story.terms), outlines)

    def _outline(self, telling: Telling) -> Telling:
        traits = telling.traits
        return self._put_together(
            telling.id,
            telling.report,
            telling.position,
            telling.unit.type,
            tuple(claim.id for claim in telling.claims),
            telling.denies,
            traits._replace(
                scenes=tuple(self._scene(_shorten_scene(one)) for one in traits.scenes),
                actors=tuple(self._side(_shorten_side(one)) for one in traits.actors),
                recipients=tuple(self._side(_shorten_side(one)) for one in traits.recipients),
            ),
            telling.blocks,
            telling.is_undated_past,
        )

    def _put_together(
        self,
        name: str,
        report: str,
        position: int,
        type_: str,
        claims: tuple[str, ...],
        denies: bool,
        traits: Traits,
        blocks: frozenset[str],
        is_undated_past: bool,
    ) -> Telling:
        made = Telling(name, report, position, ReportIncident(name, claims, type_), (), denies)
        made.__dict__.update({"traits": traits, "blocks": self._share(blocks), "is_undated_past": is_undated_past})
        return made

    def _scene(self, kept: _Scene) -> EventPlace:
        found: EventPlace | None = self._shared.get(kept)
        if found is None:
            found = EventPlace(
                0, 0, "", kept.id,
                country=kept.country, relation=kept.relation, precision=kept.precision,
                latitude=kept.latitude, longitude=kept.longitude, radius_km=kept.radius_km,
            )  # fmt: skip
            self._keep(kept, found)
        return found

    def _side(self, kept: _Side) -> Party:
        found: Party | None = self._shared.get(kept)
        if found is None:
            found = Party(0, 0, kept.name, kept.id, country=kept.country, sector=kept.sector)
            self._keep(kept, found)
        return found

    def _share(self, value: Value) -> Value:
        found: Value | None = self._shared.get(value)
        if found is None:
            found = value
            self._keep(value, value)
        return found

    def _keep(self, key: Hashable, value: Any) -> None:
        if len(self._shared) >= _MOST_SHARED:
            self._shared.clear()
        self._shared[key] = value

    def encode(self, brief: Brief) -> bytes:
        """A brief that no decision has changed, as the store keeps it."""
        kept = _Kept(
            _VERSION,
            brief.told.story.report,
            brief.told.story.first_day,
            brief.told.story.last_day,
            None if brief.told.story.place is None else _shorten_scene(brief.told.story.place),
            _pack(brief.words),
            tuple(map(_encode_outline, brief.outlines)),
        )
        return msgspec.msgpack.encode(kept)

    def decode(self, kept: bytes) -> Brief | None:
        """The brief that is kept so; None where another version kept it."""
        try:
            found = _decoder.decode(kept)
        except msgspec.ValidationError:
            return None
        if found.version != _VERSION:
            return None
        outlines = tuple(
            self._decode_outline(found.report, position, one) for position, one in enumerate(found.outlines)
        )
        place = None if found.place is None else self._scene(found.place)
        story = Story(found.report, {}, first_day=found.first_day, last_day=found.last_day, place=place)
        told = Told(story, {}, tuple(one.telling for one in outlines))
        return Brief(told, _unpack(found.words), outlines)

    def _decode_outline(self, report: str, position: int, kept: _Outlined) -> Outline:
        traits = Traits(
            kept.type,
            kept.is_said,
            kept.mode,
            tuple(map(self._scene, kept.scenes)),
            kept.days,
            kept.basis,
            {(of, who): IncidentCount(of, who, low, high) for of, who, low, high in kept.casualties},
            kept.dead,
            frozenset(kept.weapons),
            tuple(map(self._side, kept.actors)),
            tuple(map(self._side, kept.recipients)),
        )
        telling = self._put_together(
            kept.id, report, position, kept.type, kept.claims, kept.denies,
            traits, frozenset(kept.blocks), kept.is_undated_past,
        )  # fmt: skip
        return Outline(telling, _unpack(kept.words))


def _shorten_scene(place: EventPlace) -> _Scene:
    return _Scene(
        place.id, place.country, place.precision, place.latitude, place.longitude, place.radius_km, place.relation
    )


def _shorten_side(party: Party) -> _Side:
    return _Side(party.id, party.name or party.text, party.country, party.sector)


def _encode_outline(outline: Outline) -> _Outlined:
    telling, traits = outline.telling, outline.telling.traits
    return _Outlined(
        telling.id,
        telling.unit.type,
        telling.unit.claims,
        telling.denies,
        traits.is_said,
        traits.mode,
        tuple(map(_shorten_scene, traits.scenes)),
        traits.days,
        traits.basis,
        tuple((one.of, one.who, one.low, one.high) for one in traits.casualties.values()),
        traits.dead,
        tuple(sorted(traits.weapons)),
        tuple(map(_shorten_side, traits.actors)),
        tuple(map(_shorten_side, traits.recipients)),
        tuple(sorted(telling.blocks)),
        telling.is_undated_past,
        _pack(outline.words),
    )


def _pack(words: Direction) -> bytes:
    return words.words.astype("<u4").tobytes() + words.weights.astype("<u4").tobytes()


def _unpack(kept: bytes) -> Direction:
    numbers = np.frombuffer(kept, "<u4")
    half = len(numbers) // 2
    return Direction(numbers[:half], numbers[half:])
