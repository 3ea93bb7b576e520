"""Days that bring more than the days before them: the rule "more than its days" of watching.yaml, and whose reports make the rise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, lgamma, log
from typing import NamedTuple

from warmonitor.knowledge.tables import entries


class SpikeKey(NamedTuple):
    """What is counted: a type of event in a country (None where no country is known)."""

    type: str
    country: str | None


@dataclass(frozen=True)
class Spike:
    """A day's count far above its baseline. `new_sources` tell of `by_new_alone` of its incidents that nobody else tells of.

    `share_of_new` is the part of the rise that goes with them; `is_artificial` says that this part is large enough to explain it.
    """

    key: SpikeKey
    count: int
    usual: float
    chance: float
    new_sources: tuple[str, ...] = ()
    by_new_alone: int = 0
    share_of_new: float = 0.0
    is_artificial: bool = False


def find_rises(counts: Mapping[SpikeKey, Mapping[date, int]], on: date) -> tuple[Spike, ...]:
    """The spikes of a day, the unlikeliest first, whoever tells of them."""
    rule = entries("watching")["spike"]
    before = [on - timedelta(days=back) for back in range(1, rule["baseline_days"] + 1)]
    found = []
    for key, days in counts.items():
        count = days.get(on, 0)
        if count < rule["least"]:
            continue
        history = [days.get(day, 0) for day in before]
        chance = chance_of(count, history)
        if chance < rule["chance"]:
            found.append(Spike(key, count, sum(history) / len(history), chance))
    return tuple(sorted(found, key=lambda one: (one.chance, -one.count, one.key.type, one.key.country or "")))


def judge_rise(spike: Spike, tellers: Sequence[Collection[str]], known: Collection[str]) -> Spike:
    """The spike with the part of new sources in it. `tellers` holds the sources of each of its incidents, `known` those of the baseline."""
    new = sorted({source for sources in tellers for source in sources} - set(known))
    alone = sum(1 for sources in tellers if sources and not set(sources) & set(known))
    rise = spike.count - spike.usual
    share = min(1.0, alone / rise) if rise > 0 else 0.0
    return Spike(
        spike.key, spike.count, spike.usual, spike.chance, tuple(new), alone, share,
        share >= entries("watching")["spike"]["artificial_share"],
    )  # fmt: skip


def chance_of(count: int, history: Sequence[int]) -> float:
    """How likely a day brings at least so many, going by days before. Half an incident is added to them, so that nothing is impossible."""
    mean = (sum(history) + 0.5) / len(history)
    variance = sum((one - mean) ** 2 for one in history) / max(1, len(history) - 1)
    below = sum(exp(_log_weight(number, mean, variance)) for number in range(count))
    return min(1.0, max(0.0, 1.0 - below))


def _log_weight(number: int, mean: float, variance: float) -> float:
    """Logarithm of the chance of exactly this number: Poisson, or negative binomial where the days vary more than that."""
    if variance <= mean * 1.0001:
        return number * log(mean) - mean - lgamma(number + 1)
    size = mean * mean / (variance - mean)
    return (
        lgamma(number + size)
        - lgamma(size)
        - lgamma(number + 1)
        + size * log(size / (size + mean))
        + number * log(mean / (size + mean))
    )
