"""How an incident's toll was told over time: each figure by the day of its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from warmonitor.desk import phrases
from warmonitor.store import ClaimRow

WIDTH = 600
HEIGHT = 90
MARGIN = 12
LEFT = 40  # room for the scale's number


@dataclass(frozen=True)
class Figure:
    """One figure: when, whose, how many, and where it stands in the drawing (x, y of the high, y of the low)."""

    day: str
    voice: str
    words: str
    claim: str
    x: float
    top: float
    bottom: float
    is_open: bool


@dataclass(frozen=True)
class TollHistory:
    """Figures of one kind in the order of publication; `highest` is the top of the drawing."""

    of: str
    first: str
    last: str
    highest: int
    figures: tuple[Figure, ...]


def tell_history(rows: Sequence[ClaimRow], voices: dict[str, str], of: str) -> TollHistory | None:
    """The history of a toll, where at least two figures were published on dated days. `voices` names each claim's voice."""
    found = []
    for row in rows:
        day = _day(row.published.latest or row.published.earliest)
        if day is None or row.claim.status.polarity == "negative":
            continue
        for count in row.claim.event.counts:
            low, high = count.low, count.high
            if count.of == of and (low is not None or high is not None):
                words = phrases.numbers_in_words(low, high) + (f" ({count.who})" if count.who else "")
                found.append((day, row, words, low if low is not None else high or 0, high))
    found.sort(key=lambda one: one[0])
    if len(found) < 2:
        return None
    first, last = found[0][0], found[-1][0]
    span = max(1, (last - first).days)
    highest = max(max(low, high or 0) for *_, low, high in found) or 1
    figures = tuple(
        Figure(
            day.isoformat(), voices.get(row.claim.id, ""), words, row.claim.id,
            round(LEFT + (WIDTH - LEFT - MARGIN) * (day - first).days / span, 1), _y(high if high is not None else low, highest), _y(low, highest), high is None,
        )
        for day, row, words, low, high in found
    )  # fmt: skip
    return TollHistory(of, first.isoformat(), last.isoformat(), highest, figures)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _y(value: int, highest: int) -> float:
    return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * value / highest, 1)
