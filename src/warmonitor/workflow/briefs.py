"""Reports as they are compared with others: their words, and what is compared of what they tell; kept in the store in a few bytes."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, TypeVar

import msgspec
import numpy as np

from warmonitor.linking.stories import Story, Told
from warmonitor.linking.tellings import Outline, Telling, find_words, outline
from warmonitor.linking.traits import Traits
from warmonitor.linking.words import Terms
from warmonitor.records import EventPlace, IncidentCount, Party
from warmonitor.workflow.directions import Direction, make_direction

_VERSION = 2  # of what is kept; what another version kept is made anew
_MOST_SHARED = 200_000
_NO_TERMS: Terms = {}
Value = TypeVar("Value", bound=Hashable)


class Worded(Outline, frozen=True, gc=False):
    """The outline of a telling, and the direction of its claims' words."""

    words: Direction


class Brief:
    """A report as it is compared with others: its story, without its words, and their direction. What it tells is read from the
    bytes that the store keeps when it is first asked for.
    """

    __slots__ = ("_kept", "_makes", "_outlines", "_told", "story", "words")

    def __init__(self, story: Story, words: Direction, makes: Briefs, kept: bytes = b"") -> None:
        self.story = story
        self.words = words
        self._makes = makes
        self._kept = kept
        self._outlines: tuple[Worded, ...] | None = None
        self._told: Told | None = None

    def tell(self, outlines: Sequence[Worded], as_coded: Sequence[Outline]) -> Brief:
        """What it tells is this, and `as_coded` before anything was decided."""
        self._outlines = tuple(outlines)
        self._told = Told(self.story, {}, tuple(as_coded))
        return self

    @property
    def outlines(self) -> tuple[Worded, ...]:
        """What it tells, as people's decisions leave it."""
        if self._outlines is None:
            self._outlines = self._makes.decode_outlines(self.story.report, self._kept)
            self._kept = b""
        return self._outlines

    @property
    def told(self) -> Told:
        """What makes it alike to others, but for its words: its tellings as the coder put them, whatever was decided since."""
        if self._told is None:
            self._told = Told(self.story, {}, self.outlines)
        return self._told


class _Scene(msgspec.Struct, array_like=True, frozen=True, gc=False):
    id: str | None
    country: str | None
    precision: Any
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    relation: Any


class _Side(msgspec.Struct, array_like=True, frozen=True, gc=False):
    id: str | None
    name: str
    country: str | None
    sector: str | None


class _Outlined(msgspec.Struct, array_like=True, gc=False):
    """What is kept of a telling."""

    id: str
    type: str
    claims: tuple[str, ...]
    denies: bool
    is_said: bool
    mode: str | None
    scenes: tuple[_Scene, ...]
    unknown_names: tuple[str, ...]
    known_names: tuple[str, ...]
    days: tuple[int, int] | None
    basis: str
    casualties: tuple[tuple[str, str | None, int | None, int | None, bool], ...]
    dead: int
    weapons: tuple[str, ...]
    actors: tuple[_Side, ...]
    recipients: tuple[_Side, ...]
    blocks: tuple[str, ...]
    is_undated_past: bool
    words: bytes


class _Kept(msgspec.Struct, array_like=True, gc=False):
    """What is kept of a report; of `outlines` the bytes."""

    version: int
    report: str
    first_day: int | None
    last_day: int | None
    place: _Scene | None
    words: bytes
    outlines: msgspec.Raw


_decoder = msgspec.msgpack.Decoder(_Kept)
_outlines_decoder = msgspec.msgpack.Decoder(tuple[_Outlined, ...])


class Briefs:
    """Makes briefs; what many have in common is there once."""

    def __init__(self) -> None:
        self._shared: dict[Hashable, Any] = {}

    def make(self, story: Story, tellings: Sequence[Telling], as_coded: Sequence[Telling] | None = None) -> Brief:
        """The brief of a report that tells this; `as_coded` where decisions have changed what it tells."""
        outlines = tuple(_word(self._outline(telling), make_direction(find_words(telling))) for telling in tellings)
        place = None if story.place is None else self._scene(_shorten_scene(story.place))
        short = Story(story.report, _NO_TERMS, first_day=story.first_day, last_day=story.last_day, place=place)
        brief = Brief(short, make_direction(story.terms), self)
        return brief.tell(outlines, outlines if as_coded is None else tuple(map(self._outline, as_coded)))

    def _outline(self, telling: Telling) -> Outline:
        """The outline of a telling, without the words for its places and parties."""
        found = outline(telling)
        traits = found.traits
        return msgspec.structs.replace(
            found,
            traits=msgspec.structs.replace(
                traits,
                scenes=tuple(self._scene(_shorten_scene(one)) for one in traits.scenes),
                actors=tuple(self._side(_shorten_side(one)) for one in traits.actors),
                recipients=tuple(self._side(_shorten_side(one)) for one in traits.recipients),
            ),
            blocks=self._share(found.blocks),
        )

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
        story = brief.story
        kept = _Kept(
            _VERSION,
            story.report,
            story.first_day,
            story.last_day,
            None if story.place is None else _shorten_scene(story.place),
            _pack(brief.words),
            msgspec.Raw(msgspec.msgpack.encode(tuple(map(_encode_outline, brief.outlines)))),
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
        place = None if found.place is None else self._scene(found.place)
        story = Story(found.report, _NO_TERMS, first_day=found.first_day, last_day=found.last_day, place=place)
        return Brief(story, _unpack(found.words), self, bytes(found.outlines))

    def decode_outlines(self, report: str, kept: bytes) -> tuple[Worded, ...]:
        """What a report tells, of which the store keeps these bytes."""
        found = _outlines_decoder.decode(kept)
        return tuple(self._decode_outline(report, position, one) for position, one in enumerate(found))

    def _decode_outline(self, report: str, position: int, kept: _Outlined) -> Worded:
        traits = Traits(
            kept.type,
            kept.is_said,
            kept.mode,
            tuple(map(self._scene, kept.scenes)),
            self._share(frozenset(kept.unknown_names)),
            self._share(frozenset(kept.known_names)),
            kept.days,
            kept.basis,
            {(told[0], told[1]): IncidentCount(*told) for told in kept.casualties},
            kept.dead,
            frozenset(kept.weapons),
            tuple(map(self._side, kept.actors)),
            tuple(map(self._side, kept.recipients)),
        )
        return Worded(
            kept.id,
            report,
            position,
            kept.claims,
            kept.denies,
            traits,
            self._share(frozenset(kept.blocks)),
            kept.is_undated_past,
            _unpack(kept.words),
        )


def _word(found: Outline, words: Direction) -> Worded:
    return Worded(
        found.id, found.report, found.position, found.claims, found.denies,
        found.traits, found.blocks, found.is_undated_past, words,
    )  # fmt: skip


def _shorten_scene(place: EventPlace) -> _Scene:
    return _Scene(
        place.id, place.country, place.precision, place.latitude, place.longitude, place.radius_km, place.relation
    )


def _shorten_side(party: Party) -> _Side:
    return _Side(party.id, party.name or party.text, party.country, party.sector)


def _encode_outline(told: Worded) -> _Outlined:
    traits = told.traits
    return _Outlined(
        told.id,
        traits.type,
        told.claims,
        told.denies,
        traits.is_said,
        traits.mode,
        tuple(map(_shorten_scene, traits.scenes)),
        tuple(sorted(traits.unknown_names)),
        tuple(sorted(traits.known_names)),
        traits.days,
        traits.basis,
        tuple((one.of, one.who, one.low, one.high, one.part) for one in traits.casualties.values()),
        traits.dead,
        tuple(sorted(traits.weapons)),
        tuple(map(_shorten_side, traits.actors)),
        tuple(map(_shorten_side, traits.recipients)),
        tuple(sorted(told.blocks)),
        told.is_undated_past,
        _pack(told.words),
    )


def _pack(words: Direction) -> bytes:
    return words.words.astype("<u4").tobytes() + words.weights.astype("<u4").tobytes()


def _unpack(kept: bytes) -> Direction:
    numbers = np.frombuffer(kept, "<u4")
    half = len(numbers) // 2
    return Direction(numbers[:half], numbers[half:])
