"""The fields of a claim that a person may correct: how each is read, written, and what form its value has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from warmonitor.errors import UsageError
from warmonitor.knowledge.crosswalk import codes
from warmonitor.knowledge.event_types import event_types, modes_of
from warmonitor.records import (
    Attribution,
    Claim,
    Count,
    EventPlace,
    EventTime,
    Modality,
    Party,
    Phase,
    Polarity,
    Span,
    Stance,
)

replace = msgspec.structs.replace


@dataclass(frozen=True)
class Field:
    """A field: its name for people, the form of its value, and how a claim gives and takes it."""

    label: str
    kind: Any
    read: Callable[[Claim], Any]
    write: Callable[[Claim, Any], Claim]


def _of(part: Literal["event", "status"], name: str, label: str, kind: Any) -> Field:
    """A field of a claim's event or status."""
    return Field(
        label,
        kind,
        lambda claim: getattr(getattr(claim, part), name),
        lambda claim, value: replace(claim, **{part: replace(getattr(claim, part), **{name: value})}),
    )


def _write_type(claim: Claim, value: str) -> Claim:
    """A mode that the new type doesn't have goes with the old one."""
    mode = claim.event.mode if claim.event.mode in modes_of(value) else None
    return replace(claim, event=replace(claim.event, type=value, mode=mode))


def _write_speakers(claim: Claim, value: tuple[Party, ...]) -> Claim:
    """Without speakers, and without somebody who relays it, a claim stands on its report's own word."""
    before = claim.attribution
    if not value and (before is None or before.relayed_by is None):
        return replace(claim, attribution=None)
    return replace(claim, attribution=replace(before or Attribution(), speakers=value))


def _write_stance(claim: Claim, value: Stance) -> Claim:
    return replace(claim, attribution=replace(claim.attribution or Attribution(), stance=value))


Parties = tuple[Party, ...]
FIELDS: dict[str, Field] = {
    "type": Field("type", str, lambda claim: claim.event.type, _write_type),
    "mode": _of("event", "mode", "mode", str | None),
    "actors": _of("event", "actors", "who did it", Parties),
    "recipients": _of("event", "recipients", "to whom", Parties),
    "weapons": _of("event", "weapons", "with what", tuple[Span, ...]),
    "places": _of("event", "places", "where", tuple[EventPlace, ...]),
    "time": _of("event", "time", "when", EventTime),
    "counts": _of("event", "counts", "how many", tuple[Count, ...]),
    "modality": _of("status", "modality", "modality", Modality),
    "polarity": _of("status", "polarity", "polarity", Polarity),
    "phase": _of("status", "phase", "phase", Phase | None),
    "speakers": Field(
        "on whose word", Parties, lambda claim: claim.attribution.speakers if claim.attribution else (), _write_speakers
    ),
    "stance": Field(
        "stance", Stance, lambda claim: claim.attribution.stance if claim.attribution else "asserts", _write_stance
    ),
    "background": Field(
        "background", bool, lambda claim: claim.background, lambda claim, value: replace(claim, background=value)
    ),
}
INCIDENT_FIELDS: dict[str, Any] = {"title": str, "grade": str}
_CODED_BY = frozenset({"type", "mode", "actors", "recipients", "weapons", "places", "counts"})


def correct(claim: Claim, values: dict[str, Any]) -> Claim:
    """The claim with these fields corrected, and the codes that follow from them; raises UsageError for a field that is none."""
    order = sorted(values, key=list(FIELDS).index) if values.keys() <= FIELDS.keys() else []
    if len(order) != len(values):
        raise UsageError(f"a claim has no field {next(name for name in values if name not in FIELDS)!r}")
    for name in order:
        claim = FIELDS[name].write(claim, decode(name, values[name]))
    if _CODED_BY & values.keys():
        claim = replace(claim, event=replace(claim.event, codes=codes(claim.event)))
    return claim


def decode(name: str, value: Any) -> Any:
    """A field's value from its JSON form; raises UsageError where it has another form."""
    try:
        return msgspec.convert(value, FIELDS[name].kind if name in FIELDS else INCIDENT_FIELDS[name])
    except KeyError as error:
        raise UsageError(f"there is no field {name!r}: use one of {', '.join((*FIELDS, *INCIDENT_FIELDS))}") from error
    except msgspec.ValidationError as error:
        raise UsageError(f"{name}: {error}") from error


def check(claim: Claim, name: str, value: Any) -> None:
    """Refuse a value that the field can't have in this claim: raises UsageError."""
    if name == "type" and value not in event_types():
        raise UsageError(f"{value!r} is no type: use one of {', '.join(event_types())}")
    if name == "mode" and value is not None and value not in modes_of(claim.event.type):
        known = ", ".join(modes_of(claim.event.type)) or "none"
        raise UsageError(f"{claim.event.type} has no mode {value!r}; it has {known}")
    if name == "time" and value.earliest and value.latest and value.earliest > value.latest:
        raise UsageError("the first day is after the last")
    for count in value if name == "counts" else ():
        if count.low is not None and count.high is not None and count.low > count.high:
            raise UsageError(f"a range goes from low to high, not from {count.low} to {count.high}")
