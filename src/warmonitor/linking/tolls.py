"""Ranges of numbers over the claims of an incident.

Named rule "latest by voice": of each voice its latest report counts, and of that report's figures the largest; low is the lowest of their lows, high the highest of
their highs (open where one is open and none reaches above), best the figure that most voices give, the latest where they tie.
The conservative figure is the lowest ever told, vague words read as ACLED reads them. Denials never count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from warmonitor.knowledge.tables import rows
from warmonitor.linking.voices import Told, find_voice, order_of
from warmonitor.records import Count, Toll


def measure_tolls(claims: Iterable[Told]) -> tuple[Toll, ...]:
    """The tolls of an incident, one for each thing counted and whom."""
    told: dict[tuple[str, str | None], list[tuple[Told, Count]]] = defaultdict(list)
    for claim in sorted(claims, key=order_of):
        if not claim.denies:
            for count in claim.claim.event.counts:
                if count.low is not None or count.high is not None:
                    told[count.of, count.who].append((claim, count))
    return tuple(_toll(*key, told[key]) for key in sorted(told, key=lambda key: (key[0], key[1] or "")))


def _toll(of: str, who: str | None, told: Sequence[tuple[Told, Count]]) -> Toll:
    latest = _latest_by_voice(told)
    lows = [count.low for count in latest.values() if count.low is not None]
    low = min(lows) if lows else None
    highs = [count.high for count in latest.values()]
    high = None if None in highs else max(value for value in highs if value is not None)
    best = _best(list(latest.values()))
    low = best if low is None else min(low, best)
    high = None if high is None else max(high, best)
    conservative = min(_conservative(count) for _, count in told)
    if high is not None:
        conservative = min(conservative, high)
    return Toll(of, who, low, best, high, conservative, tuple(dict.fromkeys(claim.claim.id for claim, _ in told)))


def _latest_by_voice(told: Sequence[tuple[Told, Count]]) -> dict[str, Count]:
    found: dict[str, tuple[str, Count]] = {}
    for claim, count in told:
        voice = find_voice(claim)
        before = found.get(voice)
        if before is None or before[0] != claim.report or _figure(count) >= _figure(before[1]):
            found.pop(voice, None)
            found[voice] = (claim.report, count)
    return {voice: count for voice, (_, count) in found.items()}


def _figure(count: Count) -> int:
    return (count.low if count.low is not None else count.high) or 0


def _best(counts: Sequence[Count]) -> int:
    figures = [_figure(count) for count in counts]
    tally = Counter(figures)
    most = max(tally.values())
    return next(figure for figure in reversed(figures) if tally[figure] == most)


@cache
def _vague() -> dict[str, int]:
    return {row["words"]: int(row["conservative"]) for row in rows("vague_numbers")}


def _conservative(count: Count) -> int:
    """ACLED's reading of a figure: its lowest number; vague words by table, looked for from the longest on."""
    words = count.text.lower().split()
    table = _vague()
    for size in range(min(4, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            found = table.get(" ".join(words[start : start + size]))
            if found is not None and not any(word[:1].isdigit() for word in words):
                return found
    return count.low if count.low is not None else 1 if count.high else 0
