"""A worker that is killed at whatever point: each job and each release is done, and done once."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.programs import AMPARO, run_amparo
from tests.survival.sites import ENOUGH, ROOT, TESTS, environment, run_in

COUNT, WAVES = 150, 3  # of jobs, and of dockets
LEASE_SECONDS = "1.5"

JOBS_DONE = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'"
DUE = "SELECT count(*) FROM docket_release WHERE due_at IS NOT NULL"
MAKE_DUE = """
    UPDATE docket_release SET due_at = '2025-01-03 00:00:00'
    WHERE matter_id IN (SELECT id FROM docket_matter WHERE reference LIKE 'TEST/%' AND id % ? = ?)
"""
WORKERS = "SELECT count(*) FROM jobs_worker WHERE seen_at > datetime('now', '-1 seconds')"
RELEASING = "SELECT count(*) FROM jobs_turn WHERE name = 'release' AND taken_by IS NOT NULL"
# Of each job and of each docket, the lines in the trail that say it was done.
LINES = """
    SELECT about, count(*) FROM audit_line
    WHERE (by = 'tests' AND event = 'audit.verified')
        OR (event = 'publication.released' AND about LIKE 'TEST/%')
    GROUP BY about
"""


def test_each_job_and_each_release_is_done_once_whatever_is_killed(home: Path):
    run_in(home, str(TESTS / "give_work.py"), str(COUNT))
    chance = random.Random(7)

    for wave in range(WAVES):
        with killed_worker(home):
            until(lambda: number_of(home, WORKERS))
            make_due(home, wave)
            until(lambda: number_of(home, RELEASING))
            time.sleep(chance.random() / 5)
        with killed_worker(home):
            done = number_of(home, JOBS_DONE)
            until(lambda done=done: number_of(home, JOBS_DONE) >= min(done + 25, COUNT))
            time.sleep(chance.random() / 50)
    # What the dead held is free once they count as dead.
    with killed_worker(home):
        until(lambda: not number_of(home, DUE) and number_of(home, JOBS_DONE) == COUNT)

    time.sleep(float(LEASE_SECONDS))
    last = run_amparo(home, "work", "--once")
    assert (last.returncode, number_of(home, DUE), number_of(home, JOBS_DONE)) == (0, 0, COUNT)
    assert lines(home) == {
        **{f"JOB/{number}": 1 for number in range(COUNT)},
        **{f"TEST/{number}": 1 for number in range(COUNT)},
    }
    for check in (("verify",), ("publish", "--check")):
        done = run_amparo(home, *check)
        assert (done.returncode, done.stderr) == (0, "")


@contextmanager
def killed_worker(home: Path) -> Iterator[None]:
    """Let a worker work in the body, that counts as dead soon after it is seen no more; kill it."""
    settings = environment(home, AMPARO_JOB_LEASE_SECONDS=LEASE_SECONDS)
    with home.with_suffix(".log").open("ab") as log:
        worker = subprocess.Popen(
            [*AMPARO, "work"], env={**settings, "PYTHONPATH": str(ROOT)}, stdout=log, stderr=log
        )
    try:
        yield
        assert worker.poll() is None
    finally:
        worker.kill()
        worker.wait(ENOUGH)


def make_due(home: Path, wave: int) -> None:
    """Let the gate look at a part of the dockets now."""
    with closing(sqlite3.connect(home / "amparo.sqlite3", timeout=ENOUGH)) as database:
        database.execute(MAKE_DUE, (WAVES, wave))
        database.commit()


def number_of(home: Path, question: str) -> int:
    """Ask the database itself, past the program."""
    with closing(sqlite3.connect(home / "amparo.sqlite3", timeout=ENOUGH)) as database:
        return database.execute(question).fetchone()[0]


def lines(home: Path) -> dict[str, int]:
    """Return how many lines say that each was done."""
    with closing(sqlite3.connect(home / "amparo.sqlite3", timeout=ENOUGH)) as database:
        return dict(database.execute(LINES).fetchall())


def until(is_so: Callable[[], object]) -> None:
    """Wait until something is so, or fail."""
    end = time.monotonic() + ENOUGH
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.002)
