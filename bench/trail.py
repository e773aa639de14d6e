"""
What a line in the trail costs, as the trail grows; and what it costs to read it.

A write with its line is held against the same write without: one row inserted in a transaction of
the same database. Reading a page is held against the same page without an index to read it from.

    python -m bench.trail [--lines 200000]
"""

from __future__ import annotations

import argparse
import shutil
import statistics
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from bench._ground import console, fresh_home, median_ms, print_table, timed

PEOPLE = 40
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=200_000)
    lines = parser.parse_args().lines
    home = fresh_home()
    try:
        writing(lines)
        reading()
        verifying()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def writing(lines: int) -> None:
    from django.db import connection

    from amparo.audit.queries import count_lines

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain (id integer PRIMARY KEY, text varchar(200))")
    rows = []
    for in_trail in (0, lines):
        fill(in_trail)
        with_line, without = side_by_side(write(with_line=True), write(with_line=False))
        rows.append(
            [
                f"{count_lines():,}",
                f"{with_line:.2f}",
                f"{without:.2f}",
                f"{with_line - without:.2f}",
                f"{with_line / without:.1f}",
            ]
        )
    print_table(
        "One write (median of 200)",
        ["lines in the trail", "with its line, ms", "without, ms", "the line, ms", "ratio"],
        rows,
    )


def reading() -> None:
    from amparo.audit.events import Outcome
    from amparo.audit.models import Line
    from amparo.audit.queries import count_lines, lines

    asked: dict[str, dict[str, Any]] = {
        "newest of all": {},
        "of one person": {"by": "P-000007"},
        "about one matter": {"about": "BENCH/1234"},
        "of one area": {"area": "bench"},
        "refused": {"outcome": Outcome.REFUSED},
        "of one day": {"since": BEGIN, "until": BEGIN + timedelta(days=1)},
    }
    rows = []
    for title, filters in asked.items():
        indexed = median_ms(lambda filters=filters: lines(**filters), 20)  # type: ignore[misc]
        # Sorted by what has no index: the same rows, found the way a log file is searched.
        narrowed = {
            {"since": "at__gte", "until": "at__lt"}.get(name, name): value
            for name, value in filters.items()
        }
        scanned = median_ms(
            lambda narrowed=narrowed: list(  # type: ignore[misc]
                Line.objects.filter(**narrowed).order_by("-digest")[:100]
            ),
            3,
        )
        rows.append([title, f"{indexed:.1f}", f"{scanned:.1f}", f"{scanned / indexed:.0f}"])
    print_table(
        f"A page of 100 out of {count_lines():,} lines",
        ["which", "Amparo, ms", "found and sorted, ms", "ratio"],
        rows,
    )


def verifying() -> None:
    from amparo.audit.queries import count_lines
    from amparo.audit.verification import verify

    seconds = timed(lambda: list(verify()))
    console.print(f"Verifying {count_lines():,} lines: {seconds:.1f} s.\n")


def side_by_side(*calls: Callable[[], None]) -> list[float]:
    """Return the median times of calls in milliseconds, each made 200 times in turn."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(200):
        for index, call in enumerate(calls):
            times[index].append(1_000 * timed(call))
    return [statistics.median(one) for one in times]


def fill(lines: int) -> None:
    """Write so many lines, of forty people, through the same door as any line."""
    from amparo.audit.actions import Draft, record_many
    from amparo.audit.events import EVENTS, Outcome, event

    seen = EVENTS.get("bench.seen") or event("bench.seen", "Seen", "number")
    each = lines // PEOPLE
    for person in range(PEOPLE if each else 0):
        record_many(
            Draft(
                seen,
                f"P-{person:06}",
                about=f"BENCH/{number % 5_000}",
                outcome=Outcome.DONE if number % 50 else Outcome.REFUSED,
                at=BEGIN + timedelta(minutes=number, seconds=person),
                details={"number": number},
            )
            for number in range(each)
        )


def write(*, with_line: bool) -> Callable[[], None]:
    """Return a call that inserts one row, and leaves a line about it or none."""
    from django.db import connection, transaction

    from amparo.audit.actions import record
    from amparo.audit.events import EVENTS

    def one_write() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO plain (text) VALUES ('A note.')")
            if with_line:
                record(EVENTS["bench.seen"], by="P-000007", about="BENCH/1", number=1)

    return one_write


if __name__ == "__main__":
    main()
