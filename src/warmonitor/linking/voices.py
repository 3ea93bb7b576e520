"""Who stands behind a claim: the independent voice, seen through relays, citations and copies."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from warmonitor.linking.copies import are_same_words
from warmonitor.records import Claim, Party


class Told(msgspec.Struct, frozen=True):
    """A claim with what is known of the report that holds it.

    `publisher` is the voice behind the report's source, or behind the source of the report that it copies, whose day of
    publication counts then. `is_withdrawn` marks what its publisher took back: it is kept, but nobody says it any more.
    """

    claim: Claim
    report: str
    publisher: str
    published: str | None = None
    first_seen_at: str = ""
    copies: str | None = None
    denies: bool = False
    is_main: bool = False
    is_withdrawn: bool = False


def find_voice(told: Told) -> str:
    """The name of the voice that a claim is: who relayed it, else the known source that is quoted for it, else the publisher."""
    attribution = told.claim.attribution
    if attribution is None:
        return told.publisher
    if attribution.relayed_by is not None:
        return name_of(attribution.relayed_by)
    quoted = [speaker for speaker in attribution.speakers if speaker.id is not None]
    return name_of(quoted[0]) if quoted else told.publisher


def merge_lifted(claims: Sequence[Told]) -> list[Told]:
    """The claims in order of publication; one whose sentence another publisher printed before is that publisher's."""
    found: list[Told] = []
    for told in sorted(claims, key=order_of):
        first = next(
            (
                one
                for one in found
                if one.publisher != told.publisher and are_same_words(one.claim.text, told.claim.text)
            ),
            None,
        )
        if first is not None:  # it is a copy of that sentence, as old as it is
            origin = first.copies or first.report
            told = msgspec.structs.replace(told, publisher=first.publisher, published=first.published, copies=origin)
        found.append(told)
    return found


def name_of(party: Party) -> str:
    """The name of a party, or its words."""
    return party.name or party.text


def order_of(told: Told) -> tuple[str, str, int, str]:
    """The order in which claims were published; undated ones come last."""
    return told.published or "9999", told.report, told.claim.start, told.claim.id
