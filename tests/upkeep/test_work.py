"""`amparo work`: what is due and what waits, done, shown, and ended when told."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from amparo.jobs import turns
from amparo.jobs.schedule import SCHEDULES
from tests.jobs import work
from tests.programs import AMPARO, environment_of, furnish, run_amparo

ENOUGH = 60  # seconds, after which a test gives up


@pytest.mark.django_db
def test_once_does_what_waits_and_says_it(capsys: pytest.CaptureFixture[str]):
    work.leave_line.enqueue("T/1")
    work.leave_line_and_fail.enqueue("T/2")

    call_command("work", "--once")

    assert work.lines() == ["T/1", "T/2"]
    said = capsys.readouterr().out.splitlines()
    assert "leave_line_and_fail: builtins.ValueError" in said
    assert "Amina" not in str(said)


@pytest.mark.django_db
def test_the_list_shows_every_schedule_and_the_queue(capsys: pytest.CaptureFixture[str]):
    call_command("work", "--once")
    turns.declare(timezone.now())
    work.leave_line.enqueue("T/1")
    capsys.readouterr()

    call_command("work", "--list")

    *table, queue = capsys.readouterr().out.strip().splitlines()
    assert queue == "Queue: 1 waiting, 0 for later, 0 in hand, 0 given up. Workers: 0."
    assert [line.split()[0] for line in table] == ["What", *sorted(SCHEDULES)]
    rows = {line.split()[0]: line for line in table}
    assert "every 1 h" in rows["checkpoint"]
    assert "daily, 02:30 UTC" in rows["disposal"]
    assert work.lines() == []


def test_a_process_that_shows_what_is_public_only_does_no_work(tmp_path: Path):
    done = subprocess.run(
        [*AMPARO, "work"],
        env={**environment_of(tmp_path / "home"), "AMPARO_FACES": "public"},
        capture_output=True,
        text=True,
        timeout=ENOUGH,
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "amparo: This process shows what is public only; work is done by one that is inside.\n"
    )


def test_a_worker_ends_cleanly_when_it_is_told_to_and_with_its_server(tmp_path: Path):
    home = furnish(tmp_path / "home")
    worker = subprocess.Popen(
        [*AMPARO, "work"], env=environment_of(home), stdout=subprocess.PIPE, text=True
    )
    until = time.monotonic() + ENOUGH
    while "Workers: 1." not in run_amparo(home, "work", "--list").stdout:
        assert time.monotonic() < until

    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=ENOUGH)

    assert worker.returncode == 0
    assert "Workers: 0." in run_amparo(home, "work", "--list").stdout
    # The process that it is told to stand beside is not the one that started it: that one is gone.
    beside = run_amparo(home, "work", "--beside", str(os.getppid()))
    assert (beside.returncode, beside.stderr.count("Traceback")) == (0, 0)
