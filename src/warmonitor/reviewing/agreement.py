"""Krippendorff's alpha: how far several people agree about the same things, beyond what chance would give.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): alpha = 1 - D_o / D_e over the coincidences of values
within units. Values may be missing; units that fewer than two people valued say nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Literal

Metric = Literal["nominal", "interval"]


def alpha(units: Sequence[Sequence[Hashable]], metric: Metric = "nominal") -> float | None:
    """Agreement over units, each with the values that people gave it (missing ones left out).

    1 is perfect, 0 is chance. None where no unit has two values, or where all values are the same, so that nothing varies.
    Interval values are numbers.
    """
    paired = [list(values) for values in units if len(values) > 1]
    total = Counter(value for values in paired for value in values)
    number = sum(total.values())
    expected = _disagreement(total, metric) / (number * (number - 1)) if number > 1 else 0.0
    if expected == 0:
        return None
    observed = sum(_disagreement(Counter(values), metric) / (len(values) - 1) for values in paired) / number
    return 1 - observed / expected


def _disagreement(counts: Mapping[Hashable, int], metric: Metric) -> float:
    """The sum of the distances over all ordered pairs of the values that are counted."""
    if metric == "nominal":
        number = sum(counts.values())
        return float(number * number - sum(count * count for count in counts.values()))
    numbers = [(_number(value), count) for value, count in counts.items()]
    first = sum(value * count for value, count in numbers)
    second = sum(value * value * count for value, count in numbers)
    return max(0.0, 2 * (sum(counts.values()) * second - first * first))


def _number(value: Hashable) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"interval values are numbers, {value!r} is none")
    return float(value)
