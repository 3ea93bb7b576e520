"""The incident that claims of one report amount to: its parties, arms, places, time and tolls."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from warmonitor.coding.incidents.tolls import tolls_of
from warmonitor.coding.incidents.words import names_nobody, plain_words
from warmonitor.records import Claim, EventPlace, EventTime, Party, ReportIncident, Span


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
        tolls_of(members),
        is_main,
    )


def _distinct_parties(parties: list[Party]) -> tuple[Party, ...]:
    """Each party once, by its fullest words: a phrase whose words all stand in another's is that one again."""
    kept: list[Party] = []
    named = [party for party in parties if party.id or not names_nobody(party.text)]
    for party in named or parties:
        words = plain_words(party.text)
        for k, other in enumerate(kept):
            others = plain_words(other.text)
            if (party.id and party.id == other.id and party.name == other.name) or words <= others:
                break
            if others <= words and (other.country or party.country) == party.country:
                kept[k] = party
                break
        else:
            kept.append(party)
    return tuple(kept)


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
