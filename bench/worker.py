"""
The worker with very much due at once: how long until the last is done.

Ten thousand dockets become public at the same moment; the gate lets them out as the worker calls it.
Beside it the plain way: the same gate, one docket and one transaction at a time. Then ten thousand
jobs of the queue, and what a worker costs that has nothing to do.

    python -m bench.worker [--count 10000]
"""

from __future__ import annotations

import argparse
import resource
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from bench._ground import console, fresh_home, print_table, timed

IDLE_SECONDS = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    count = parser.parse_args().count
    home = fresh_home()
    try:
        releases(count)
        jobs(count)
        idle()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def releases(count: int) -> None:
    """Let so many dockets out: as the worker does it, and one at a time."""
    from amparo.docket.models import Release
    from amparo.jobs.worker import Shift

    enter(count)
    some = count // 10
    rows = []
    Shift().run_once()  # what a new installation has to do first
    with at_work():
        due_now(count)
        seconds = timed(until_all_are_out)
    rows.append(["the worker", f"{count:,}", f"{seconds:.1f}", f"{count / seconds:,.0f}"])
    take_back()
    due_now(some)
    plain = timed(one_at_a_time)
    assert not Release.objects.filter(due_at__isnull=False).exists()
    rows.append(["one transaction each", f"{some:,}", f"{plain:.1f}", f"{some / plain:,.0f}"])
    print_table(
        "Dockets that become public at one moment",
        ["how", "dockets", "seconds to the last", "a second"],
        rows,
    )
    ratio = (plain / some) / (seconds / count)
    console.print(f"The last is out {seconds:.1f} s after it was due; ratio {ratio:.1f}.\n")


def jobs(count: int) -> None:
    """Do so many jobs that leave a line each."""
    from django.db import transaction

    from amparo.jobs.queries import state
    from amparo.jobs.worker import Shift
    from tests.jobs.work import leave_line

    def ask() -> None:
        with transaction.atomic():
            for number in range(count):
                leave_line.enqueue(f"JOB/{number}")

    asked = timed(ask)
    done = timed(Shift().run_once)
    assert state(datetime.now(UTC)).pending == 0
    print_table(
        "Jobs of the queue",
        ["what", "jobs", "seconds", "a second"],
        [
            ["asked for in one transaction", f"{count:,}", f"{asked:.1f}", f"{count / asked:,.0f}"],
            ["done, each once", f"{count:,}", f"{done:.1f}", f"{count / done:,.0f}"],
        ],
    )


def idle() -> None:
    """Say what a worker costs that has nothing to do, and how exactly its schedule holds."""
    from amparo.jobs import schedule
    from amparo.jobs.worker import Shift

    moments: list[datetime] = []
    schedule.scheduled("bench-beat", timedelta(seconds=2), if_due=lambda _now: False)(
        lambda _now: None
    )
    schedule.scheduled("bench-five", timedelta(seconds=5))(moments.append)
    Shift().run_once()
    with at_work():
        time.sleep(5)  # the first heartbeat, the first looks
        before = resource.getrusage(resource.RUSAGE_SELF)
        time.sleep(IDLE_SECONDS)
        after = resource.getrusage(resource.RUSAGE_SELF)
    spent = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    late = [one.timestamp() % 5 for one in moments[1:]]
    console.print(
        f"Idle for {IDLE_SECONDS} s: {1_000 * spent / IDLE_SECONDS:.1f} ms of computing a second;"
        f" a turn every 5 s came at most {max(late):.2f} s after its moment."
    )


@contextmanager
def at_work() -> Iterator[None]:
    """Let a worker work beside the body, as `amparo work` does."""
    from amparo.jobs.worker import Shift

    shift = Shift()
    working = threading.Thread(target=shift.run)
    working.start()
    try:
        yield
    finally:
        shift.end()
        working.join()


def until_all_are_out() -> None:
    """Return once the gate has nothing left to look at."""
    from amparo.docket.models import Release

    while Release.objects.filter(due_at__isnull=False).exists():
        time.sleep(0.05)


def enter(count: int) -> None:
    """Enter so many public acts, each in a docket of its own, and look at none of them yet."""
    from amparo.access.permissions import RECORD_LOADER
    from amparo.docket.actions import Draft, load
    from amparo.docket.models import Release
    from amparo.fund.procedures.contribution import CONTRIBUTION, RECEIVED

    now = datetime.now(UTC)
    load(
        (
            Draft(
                procedure=CONTRIBUTION,
                reference=f"BENCH/{number}",
                content=RECEIVED(state="PER", year=2025, amount=f"{number + 1}.00", currency="USD"),
                on=date(2025, 1, 2),
                entered_at=now,
            )
            for number in range(count)
        ),
        by=RECORD_LOADER,
    )
    Release.objects.update(due_at=None)


def due_now(count: int) -> datetime:
    """Let the gate look at so many dockets now, and return the moment."""
    from amparo.docket.models import Release

    now = datetime.now(UTC)
    keys = list(Release.objects.order_by("pk").values_list("pk", flat=True)[:count])
    for start in range(0, len(keys), 500):
        Release.objects.filter(pk__in=keys[start : start + 500]).update(due_at=now)
    return now


def take_back() -> None:
    """Forget that anything was let out."""
    from amparo.docket.models import Release
    from amparo.publication import store

    store.empty()
    Release.objects.update(acts="", due_at=None)


def one_at_a_time() -> None:
    """Let out what is due as a plain loop would: a transaction for each docket."""
    from amparo.publication import gate

    at_once, gate._MATTERS_AT_ONCE = gate._MATTERS_AT_ONCE, 1
    try:
        gate.release(datetime.now(UTC))
    finally:
        gate._MATTERS_AT_ONCE = at_once


if __name__ == "__main__":
    main()
