"""
What it costs to count who asks how often, to log each request and to measure it.

A request for what is not there, through everything that stands before a view, beside the same without
one of them; then the store of counts alone, beside the one that comes with the library,
before and after a flood of visitors who ask once each.

    python -m bench.limits [--small]
"""

from __future__ import annotations

import argparse
import io
import logging
import shutil
import sys
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from bench._ground import console, fresh_home, medians_ms, print_table

LIMITS = "amparo.core.limits."
REQUESTS = "amparo.core.requests.RequestMiddleware"
METRICS = "amparo.upkeep.metrics.MetricsMiddleware"
ASKED = 50  # at once: one alone is too short to be timed well
FLOOD = 200_000
_VISITORS = count()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundredth of it all, for a try")
    small = parser.parse_args().small
    home = fresh_home()
    try:
        requests(times=10 if small else 200)
        stores(visitors=FLOOD // (100 if small else 1))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def requests(times: int) -> None:
    ways = {
        "with everything": _site(),
        "without limits": _site(without=LIMITS),
        "without metrics": _site(without=METRICS),
        "without number and log": _site(without=REQUESTS),
    }
    taken = medians_ms(ways, times)
    whole = taken["with everything"].cpu_ms
    rows = [
        [name, f"{1_000 * one.cpu_ms / ASKED:.0f}", f"{1_000 * (whole - one.cpu_ms) / ASKED:+.0f}"]
        for name, one in taken.items()
    ]
    print_table(
        f"One request to an address that is not there (median of {times}, of {ASKED} each)",
        ["site", "µs", "what that saves, µs"],
        rows,
    )


def _site(without: str = "nothing") -> Callable[[], object]:
    """Return a call that asks a site a number of times, from as many networks."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    whole = settings.MIDDLEWARE
    settings.MIDDLEWARE = [one for one in whole if not one.startswith(without)]
    handler = WSGIHandler()
    settings.MIDDLEWARE = whole
    # Written as it is when served, but to nowhere.
    for one in logging.getLogger().handlers:
        one.setStream(_Nowhere())  # type: ignore[attr-defined]

    def ask() -> None:
        for _ in range(ASKED):
            answer = handler(_environ(next(_VISITORS)), lambda *_args: None)
            assert answer.status_code == 404  # type: ignore[attr-defined]

    return ask


class _Nowhere(io.TextIOBase):
    def write(self, text: str) -> int:
        return len(text)


def _environ(number: int) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/nowhere.json",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }


def stores(visitors: int) -> None:
    from limits import RateLimitItemPerSecond
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    from amparo.core.windows import BoundedMemory

    item = RateLimitItemPerSecond(900, 60)
    rows = []
    for name, store in (
        ("of ours", BoundedMemory(clock=time.time)),
        ("of the library", MemoryStorage()),
    ):
        limiter = MovingWindowRateLimiter(store)

        def hit(prefix: str, visitors: int, one: MovingWindowRateLimiter = limiter) -> float:
            start = time.perf_counter()
            for number in range(visitors):
                one.hit(item, f"{prefix} {number}")
            return 1_000_000 * (time.perf_counter() - start) / visitors

        before = hit("early", 1_000)
        flood = hit("visitor", visitors)
        after = hit("late", 1_000)
        held = store._moments if isinstance(store, BoundedMemory) else store.events
        rows.append([name, f"{before:.1f}", f"{flood:.1f}", f"{after:.1f}", f"{len(held):,}"])
    print_table(
        f"Counting one request, before, during and after a flood of {visitors:,} visitors",
        ["store", "before, µs", "during, µs", "after, µs", "visitors held"],
        rows,
    )
    console.print()


if __name__ == "__main__":
    main()
