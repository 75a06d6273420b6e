"""A token bucket per caller: short bursts pass, a steady rate is held."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

_CALLERS_KEPT = 10_000


class RateLimiter:
    """Lets `per_minute` calls a minute pass for each caller.

    A bucket holds ten seconds' worth of calls, so a client may send these at once.

    Args:
        per_minute: 0 lets everything pass.
        clock: seconds, monotonic.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = per_minute / 60
        self._size = max(1.0, self._rate * 10)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, caller: str) -> float:
        """Take one call; returns 0, or the seconds after which the next one would pass."""
        if self._rate <= 0:
            return 0.0
        now = self._clock()
        tokens, since = self._buckets.pop(caller, (self._size, now))
        tokens = min(self._size, tokens + (now - since) * self._rate)
        passed = tokens >= 1
        self._buckets[caller] = (tokens - 1 if passed else tokens, now)
        if len(self._buckets) > _CALLERS_KEPT:
            self._buckets.popitem(last=False)  # the caller that was quiet for longest
        return 0.0 if passed else (1 - tokens) / self._rate
