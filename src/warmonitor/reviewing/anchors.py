"""Finding the claim that a decision is about in a report that has been coded anew, or that has a new text."""

from __future__ import annotations

from collections.abc import Sequence

from warmonitor.records import Anchor, Claim

_AROUND = 40  # characters on each side of a trigger by which its sentence is known where it was edited


def anchor_claim(report: str, claim: Claim, claims: Sequence[Claim]) -> Anchor:
    """The words of a claim of a report, among all claims of that report."""
    trigger = claim.event.trigger
    is_only = sum(_overlap(other, trigger.start, trigger.end) for other in claims) == 1
    return Anchor(
        trigger.start, trigger.end, trigger.text, report, claim.event.type, claim.text, claim.start, is_only, claim.id
    )  # fmt: skip


def find_claim(anchor: Anchor, text: str, claims: Sequence[Claim]) -> Claim | None:
    """The claim that has an anchor's words now; None where the words are gone or no claim has them.

    The claim of the same id, else one with the same trigger and type, else with a trigger that overlaps; of another type only
    where the anchor's claim was the only one on these words, so that one decision never passes to a neighbour.
    """
    shift = _find_shift(anchor, text)
    if shift is None:
        return None
    start, end = anchor.start + shift, anchor.end + shift
    near = [claim for claim in claims if _overlap(claim, start, end)]

    def strangeness(claim: Claim) -> tuple[bool, bool, bool, int]:
        trigger = claim.event.trigger
        is_there = (trigger.start, trigger.end) == (start, end)
        return claim.id != anchor.claim, claim.event.type != anchor.type, not is_there, abs(trigger.start - start)

    best = min(near, key=strangeness, default=None)
    if best is None or (best.event.type != anchor.type and not anchor.is_only and best.id != anchor.claim):
        return None
    return best


def _overlap(claim: Claim, start: int, end: int) -> bool:
    trigger = claim.event.trigger
    return trigger.start < end and start < trigger.end


def _find_shift(anchor: Anchor, text: str) -> int | None:
    """How far the anchor's words have moved in a text: by its whole sentence, else by the words around the trigger."""
    if text.startswith(anchor.text, anchor.start) and text.startswith(anchor.sentence, anchor.sentence_start):
        return 0
    at = anchor.start - anchor.sentence_start
    around = anchor.sentence[max(0, at - _AROUND) : at + len(anchor.text) + _AROUND]
    for words, begin in (
        (anchor.sentence, anchor.sentence_start),
        (around, anchor.sentence_start + max(0, at - _AROUND)),
    ):
        if words and (place := _nearest(text, words, begin)) is not None:
            return place - begin
    return 0 if text.startswith(anchor.text, anchor.start) else None


def _nearest(text: str, words: str, begin: int) -> int | None:
    """Where the words stand in the text, nearest to where they stood."""
    after = text.find(words, begin)
    before = text.rfind(words, 0, begin + len(words))
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - begin), default=None)
