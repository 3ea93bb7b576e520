"""How often somebody may ask: allowances that refill evenly, kept in memory, for at most so many askers."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from ipaddress import ip_address
from threading import Lock
from time import monotonic

from warmonitor.errors import RateError

MOST_ASKERS = 20_000


class Rates:
    """Allowances by (name of a bound, asker). `bounds` gives each name's calls and the seconds in which they refill."""

    def __init__(self, bounds: Mapping[str, Sequence[float]], clock: Callable[[], float] = monotonic) -> None:
        self._bounds = bounds
        self._clock = clock
        self._lock = Lock()
        self._left: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def take(self, *asked: tuple[str, str]) -> None:
        """Count a call against each (bound, asker); raises RateError, and counts nothing, where one is used up."""
        with self._lock:
            now = self._clock()
            left = {one: self._refilled(one, now) for one in asked}
            waits = [self._wait(one, calls) for one, calls in left.items() if calls < 1]
            if waits:
                raise RateError("too many calls: try again later", math.ceil(max(waits)))
            for one, calls in left.items():
                self._left[one] = (calls - 1, now)
                self._left.move_to_end(one)
            while len(self._left) > MOST_ASKERS:
                self._left.popitem(last=False)

    def give_back(self, *asked: tuple[str, str]) -> None:
        """Forget what was counted, as after an attempt that succeeded."""
        with self._lock:
            for one in asked:
                self._left.pop(one, None)

    def _refilled(self, one: tuple[str, str], now: float) -> float:
        most, seconds = self._bounds[one[0]]
        calls, then = self._left.get(one, (most, now))
        return min(most, calls + (now - then) * most / seconds)

    def _wait(self, one: tuple[str, str], calls: float) -> float:
        most, seconds = self._bounds[one[0]]
        return (1 - calls) * seconds / most


def asker_at(host: str | None) -> str:
    """An address as one asker: IPv6 networks of /64 belong to one."""
    return _network(host, 32, 64)


def coarse_origin(host: str | None) -> str:
    """An address for the audit log: the network of /24 or /48, "this machine", or "unknown"."""
    try:
        if host is not None and ip_address(host).is_loopback:
            return "this machine"
    except ValueError:
        pass
    return _network(host, 24, 48)


def _network(host: str | None, bits4: int, bits6: int) -> str:
    try:
        address = ip_address(host or "")
    except ValueError:
        return "unknown"
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    bits = bits4 if address.version == 4 else bits6
    whole = int(address) >> (address.max_prefixlen - bits) << (address.max_prefixlen - bits)
    return f"{type(address)(whole)}/{bits}"
