"""Counts of a moving window in the memory of one process, which no flood makes larger than it may be."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable

from limits.storage.base import MovingWindowSupport, Storage

# Some twenty megabytes at the very most.
MOST_KEYS = 50_000
MOST_MOMENTS = 1_000_000


class BoundedMemory(Storage, MovingWindowSupport):
    """
    A store of `limits` that forgets whoever has not asked for longest, once it holds too much.

    The one that comes with the library keeps everybody until their time is over, and goes through
    all of them in a thread of its own after each request.
    """

    STORAGE_SCHEME = ["bounded"]

    def __init__(
        self,
        uri: str | None = None,
        wrap_exceptions: bool = False,
        *,
        clock: Callable[[], float],
        most_keys: int = MOST_KEYS,
        most_moments: int = MOST_MOMENTS,
    ) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._clock = clock
        self._most_keys, self._most_moments = most_keys, most_moments
        self._moments: OrderedDict[str, array[float]] = OrderedDict()
        self._held = 0
        self._longest = 0
        self._lock = threading.Lock()

    @property
    def base_exceptions(self) -> type[Exception]:
        """Nothing of it can fail."""
        return ValueError

    @property
    def size(self) -> tuple[int, int]:
        """How many keys are held, and how many moments of them together."""
        return len(self._moments), self._held

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        """Note so many requests now, unless the window would hold more than its limit."""
        with self._lock:
            now = self._clock()
            self._longest = max(self._longest, expiry)
            moments = self._within(key, now - expiry)
            if len(moments) + amount > limit:
                return False
            moments.extend([now] * amount)
            self._held += amount
            self._forget(now - self._longest)
            return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """Return the first moment in the window, and how many there are."""
        with self._lock:
            now = self._clock()
            moments = self._moments.get(key, array("d"))
            first = bisect_right(moments, now - expiry)
            return (moments[first] if first < len(moments) else now), len(moments) - first

    def _within(self, key: str, after: float) -> array[float]:
        """Return the moments of a key within its window, and make it the one asked for latest."""
        moments = self._moments.setdefault(key, array("d"))
        self._moments.move_to_end(key)
        gone = bisect_right(moments, after)
        if gone:
            del moments[:gone]
            self._held -= gone
        return moments

    def _forget(self, over: float) -> None:
        """Forget whoever has asked for nothing since a moment, and more of them if it is too many."""
        while len(self._moments) > 1:
            oldest = next(iter(self._moments.values()))
            is_full = len(self._moments) > self._most_keys or self._held > self._most_moments
            if oldest and oldest[-1] > over and not is_full:
                return
            self._moments.popitem(last=False)
            self._held -= len(oldest)

    # What a store has to have besides; moving windows use none of it but the last two.

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Raise: only windows are counted here."""
        raise NotImplementedError

    def get(self, key: str) -> int:
        """Raise: only windows are counted here."""
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        """Raise: only windows are counted here."""
        raise NotImplementedError

    def check(self) -> bool:
        """Return that it is there."""
        return True

    def clear(self, key: str) -> None:
        """Forget one key."""
        with self._lock:
            self._held -= len(self._moments.pop(key, array("d")))

    def reset(self) -> int:
        """Forget everything, and return how many keys that were."""
        with self._lock:
            held = len(self._moments)
            self._moments.clear()
            self._held = 0
            return held
