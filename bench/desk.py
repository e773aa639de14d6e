"""
How fast the desk answers, and the face of outsiders, with a hundred thousand matters and a million acts.

Each page is asked for by its address, through everything that stands before and behind it: session,
second factor, permissions, the line in the trail. The same rows are put together beside it as a
program does that keeps no projections: everything of a docket read and folded, row by row; for a
State, all that is shared with it.

    python -m bench.desk [--small] [--matters 100000]
    python -m bench.desk --home FOLDER  # filled once, then asked again
"""

from __future__ import annotations

import argparse
import logging
import shutil
import statistics
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

from bench._desk.filling import DOCKET, STATES, TODAY, fill
from bench._desk.people import browsers, outsiders
from bench._ground import fresh_home, print_table, timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundredth of it all, for a try")
    parser.add_argument("--matters", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--home", type=Path, help="a home that stays, with its matters")
    asked = parser.parse_args()
    home = fresh_home(asked.home)
    try:
        _prepare()
        if not _matters():
            fill(asked.matters // (100 if asked.small else 1))
        people, outside = browsers(), outsiders()
        pages(
            "Pages of the desk", {name: (PAGES, one) for name, one in people.items()}, asked.times
        )
        pages("Pages for those outside", outside, asked.times)
        without_projections(asked.times // 10 or 1)
    finally:
        if not asked.home:
            shutil.rmtree(home, ignore_errors=True)


def _prepare() -> None:
    """Collect the style sheets, which pages name, and let one visitor ask as often as is needed."""
    from django.conf import settings
    from django.core.management import call_command

    logging.disable(logging.CRITICAL)
    settings.ALLOWED_HOSTS.append("testserver")
    settings.LIMITS_STORE = "none"
    call_command("collectstatic", interactive=False, verbosity=0)


def pages(title: str, people: dict[str, tuple[dict[str, str], Any]], times: int) -> None:
    """Ask for each page of each person as that person, in turns, and print how long it took."""
    ways = {
        (page, name): partial(_answer, browser, asked[page])
        for page in next(iter(people.values()))[0]
        for name, (asked, browser) in people.items()
    }
    for way in ways.values():
        way()
    taken: dict[tuple[str, str], list[float]] = {key: [] for key in ways}
    computed: dict[tuple[str, str], list[float]] = {key: [] for key in ways}
    for _ in range(times):
        for key, way in ways.items():
            began = process_time()
            taken[key].append(1_000 * timed(way))
            computed[key].append(1_000 * (process_time() - began))
    rows = [
        [
            page,
            name,
            f"{statistics.median(some):.1f}",
            f"{sorted(some)[int(len(some) * 0.95)]:.1f}",
            f"{statistics.median(computed[page, name]):.1f}",
            str(_statements(ways[page, name])),
            f"{len(ways[page, name]().content) / 1024:.0f}",
        ]
        for (page, name), some in taken.items()
    ]
    print_table(
        f"{title}, {_matters():,} matters, {_acts():,} acts (each {times} times)",
        ["page", "who", "median, ms", "95 in 100, ms", "of it computing, ms", "statements", "KB"],
        rows,
    )


PAGES = {
    "my day": "/desk/",
    "list": "/desk/matters/",
    "list: one State's visits": f"/desk/matters/?procedure=visit&state={STATES[5]}",
    "list: late, by time limit": "/desk/matters/?due=late&order=due",
    "list: waits for me": "/desk/matters/?waits=me",
    "list: part of a reference": "/desk/matters/?reference=/7777",
    "list: a rare standing": "/desk/matters/?procedure=visit&status=suspended",
    "docket": f"/desk/matters/{DOCKET}/",
}


def _answer(browser: Any, path: str) -> Any:
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer


def without_projections(times: int) -> None:
    """Print what the first fifty rows of a list, and all that is late, cost without projections."""
    from django.db.models import Q

    from amparo.access.permissions import Actor, Post, Role
    from amparo.docket import queries, sharing
    from amparo.docket.models import Matter
    from amparo.docket.procedure import PROCEDURES

    def rows() -> None:
        for one in Matter.objects.filter(body="SPT").order_by("-last_on", "reference")[:50]:
            queries.docket_named(one.reference).standing()

    def late() -> None:
        for procedure in PROCEDURES.values():
            for _reference, standing in queries.standings(procedure):
                due = standing.next_due_on()
                _is_late = due is not None and due < TODAY

    def shared() -> None:
        sharing.shared_dockets(focal_point, datetime.now(UTC), among=Q())

    focal_point = Actor("P-1", (Post(Role.STATE_FOCAL_POINT, state=STATES[5]),))
    fifty = statistics.median(timed(rows) for _ in range(times))
    print_table(
        "The same without projections",
        ["what", "ms"],
        [
            ["fifty rows, each docket read and folded", f"{1_000 * fifty:.0f}"],
            ["what is late: every docket folded", f"{1_000 * timed(late):,.0f}"],
            ["all that is shared with one State, folded", f"{1_000 * timed(shared):,.0f}"],
        ],
    )


def _matters() -> int:
    from amparo.docket.models import Matter

    return Matter.objects.count()


def _acts() -> int:
    from amparo.docket.models import Act

    return Act.objects.count()


def _statements(call: Callable[[], object]) -> int:
    from contextlib import ExitStack

    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with ExitStack() as stack:
        asked = [
            stack.enter_context(CaptureQueriesContext(connections[name]))
            for name in ("default", "keys")
        ]
        call()
    return sum(len(one) for one in asked)


if __name__ == "__main__":
    main()
