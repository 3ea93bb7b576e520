"""A claim's words in their report: what stands before them, they and their trigger, what stands after."""

from __future__ import annotations

from dataclasses import dataclass

from warmonitor.records import Claim

AROUND = 250


@dataclass(frozen=True)
class TextPart:
    """A stretch of a report; `kind` is "", "claim" or "trigger"."""

    text: str
    kind: str = ""


def parts_around(text: str, claim: Claim, most: int = AROUND) -> tuple[TextPart, ...]:
    """The text around a claim, at most so many characters on each side, with the claim and its trigger apart."""
    start, end = claim.start, claim.end
    trigger = claim.event.trigger
    if not (0 <= start <= trigger.start <= trigger.end <= end <= len(text)):
        return (TextPart(claim.text, "claim"),)
    first, last = max(0, start - most), min(len(text), end + most)
    before = ("…" if first else "") + text[first:start]
    after = text[end:last] + ("…" if last < len(text) else "")
    found = (
        TextPart(before), TextPart(text[start : trigger.start], "claim"), TextPart(trigger.text, "trigger"),
        TextPart(text[trigger.end : end], "claim"), TextPart(after),
    )  # fmt: skip
    return tuple(part for part in found if part.text)
