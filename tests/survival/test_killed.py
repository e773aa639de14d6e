"""What was acknowledged is there, whatever is killed: no act is lost, none is half there."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs import run_amparo
from tests.survival.sites import Clerk, Site, inhabited, read_back

KILLS, CLERKS, ACTS = 3, 2, 100


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    """A home with a registrar and visits under way."""
    home = tmp_path_factory.mktemp("survival") / "home"
    return home, inhabited(home, CLERKS)


@pytest.fixture
def site(made: tuple[Path, dict], tmp_path: Path) -> Iterator[Site]:
    """That home, copied for one test and served."""
    home = tmp_path / "home"
    shutil.copytree(made[0], home)
    site = Site(home)
    site.start()
    yield site
    site.stop()


def test_every_act_that_was_acknowledged_is_there_after_kill_9(site: Site, made: tuple[Path, dict]):
    ways = made[1]
    clerks = [Clerk(site, ways, docket, ACTS) for docket in ways["dockets"]]
    chance = random.Random(5)
    for clerk in clerks:
        clerk.start()

    for _time in range(KILLS):
        known = sum(len(clerk.known) for clerk in clerks)
        until = time.monotonic() + 20
        while sum(len(clerk.known) for clerk in clerks) < known + 10:
            assert time.monotonic() < until, [clerk.refused for clerk in clerks]
            time.sleep(0.01)
        time.sleep(chance.random() / 10)
        site.kill()
        site.start()
    for clerk in clerks:
        clerk.join()

    assert [clerk.refused for clerk in clerks] == [[]] * CLERKS
    assert [len(clerk.known) for clerk in clerks] == [ACTS] * CLERKS
    assert all(clerk.sent_again for clerk in clerks)
    held = read_back(site.home, ways["dockets"])
    for clerk in clerks:
        # Nothing but what was acknowledged, each once, in its order: what was sent again counts once.
        assert [tuple(one) for one in held[clerk.docket][ways["acts"] :]] == clerk.known
    verified = run_amparo(site.home, "verify")
    assert (verified.returncode, verified.stderr) == (0, "")
